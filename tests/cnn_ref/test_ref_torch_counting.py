"""The same networks in PyTorch, on its device without memory: its shapes, parameters, counts."""

import pytest

from cnn_ref.architectures import canziani_convolutions, canziani_pooled, tue_6_12_12, tue_8_16
from cnn_ref.architectures_alexnet import alexnet
from cnn_ref.counting import profile_array, summarise
from cnn_ref.tracing import trace_layers


def module(torch, step):
    """Return PyTorch's layer for ours."""
    nn, layer = torch.nn, step.layer
    match layer.kind:
        case "conv":
            channels = step.in_shape[0], step.out_shape[0]
            return nn.Conv2d(*channels, layer.K, layer.stride, layer.padding, groups=layer.groups)
        case "pool":
            return nn.MaxPool2d(layer.K, layer.stride)
        case "dense":
            return nn.Linear(step.in_shape[0], layer.O)
        case "lrn":
            return nn.LocalResponseNorm(layer.n)
        case kind:
            return {"relu": nn.ReLU, "flatten": nn.Flatten, "dropout": nn.Dropout}[kind]()


def counted_by_torch(torch, architecture):
    """For each layer: parameters, multiply-accumulates and outputs, as PyTorch counts them."""
    from torch.utils.flop_counter import FlopCounterMode

    rows = []
    with torch.device("meta"):
        x = torch.empty(1, *architecture.in_shape)
        for step in trace_layers(*architecture):
            layer = module(torch, step)
            with FlopCounterMode(display=False) as counter:
                x = layer(x)
            parameters = sum(value.numel() for value in layer.parameters())
            rows.append([parameters, counter.get_total_flops() // 2, x.numel()])
    return rows


NETWORKS = [
    tue_6_12_12(),
    tue_8_16(),
    canziani_convolutions(),
    canziani_pooled(),
    alexnet(),
    alexnet(groups=1, size=224, classes=10),
]


@pytest.mark.parametrize("architecture", NETWORKS)
def test_layer_by_layer_the_counts_are_pytorchs(torch, architecture):
    assert profile_array(*architecture).tolist() == counted_by_torch(torch, architecture)


def test_pytorch_would_notice_groups_that_are_forgotten(torch):
    counted = counted_by_torch(torch, alexnet())
    assert profile_array(*alexnet(groups=1)).tolist() != counted
    assert sum(row[1] for row in counted) == summarise(*alexnet()).macs
