"""Assignment 09, in words: the mistakes of alexnet_summary."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from ..costs.form_mistakes import of_results
from .alexnet_broken import summary

_summary = Variants(summary)

_PARAMETERS = (
    Mistake(
        "biases forgotten",
        _summary(biases="none"),
        "Only weights were counted. Each filter and each dense output has a bias, which is a "
        "parameter.",
        "Count the parameters of the first convolution by hand: 96 filters of 11 by 11 by 3.",
    ),
    Mistake(
        "biases of dense layers forgotten",
        _summary(biases="convolutions only"),
        "Biases were counted for the convolutions only. Dense outputs have one each, too.",
        "Count the parameters of the last layer by hand: 4096 inputs, and one output for each "
        "class.",
    ),
    Mistake(
        "a bias for every output pixel",
        _summary(biases="one for each output"),
        "One bias was counted for each output pixel. All pixels of a map share their filter, and "
        "its bias with it.",
        "How many entries has b in a convolution with 96 filters?",
    ),
    Mistake(
        "groups ignored in parameters",
        _summary(grouped="ignored in parameters"),
        "In the parameters every filter was given all channels. With groups it sees those of its "
        "own group only, so it has fewer weights.",
        "96 channels in two groups: how deep is a filter of the second convolution?",
    ),
    Mistake(
        "groups ignored in MACs",
        _summary(grouped="ignored in MACs"),
        "In the multiply-accumulates every filter was given all channels. It multiplies only what "
        "it sees: the channels of its own group.",
        "How many weights has a filter of the second convolution? That many products make one "
        "output.",
    ),
    Mistake(
        "groups ignored",
        _summary(grouped="ignored"),
        "The groups do not change your answer. They split the channels of convolutions 2, 4 and 5: "
        "a filter sees those of its own group only.",
        "96 channels in two groups: how deep is a filter of the second convolution?",
    ),
    Mistake(
        "one group only",
        _summary(grouped="one group"),
        "Filters and channels were both divided by the groups. That is one group, or one of the "
        "two devices; all groups together make the network.",
        "256 filters in two groups of 128: how many of them have weights?",
    ),
    Mistake(
        "always two groups",
        _summary(grouped="always two"),
        "The network has two groups whatever `groups` says.",
        "Where in your code does `groups` occur, and where does a 2 stand in its place?",
    ),
    Mistake(
        "groups in every convolution",
        _summary(plan="groups everywhere"),
        "Every convolution was split into groups. The groups are in 2, 4 and 5 only: the first one "
        "sees all three colours, and the third one all channels.",
        "Read the table above the function once more: which rows have groups?",
    ),
    Mistake(
        "groups in the third convolution",
        _summary(plan="groups in 3 as well"),
        "The third convolution was split into groups, too. It is the one that sees all channels: "
        "the groups are in 2, 4 and 5.",
        "Read the table above the function once more: which rows have groups?",
    ),
)

_NEURONS = (
    Mistake(
        "pools counted as neurons",
        _summary(neurons="with pools"),
        "The outputs of pools were counted as neurons. Here neurons are the outputs of layers with "
        "weights: convolutions and dense layers.",
        "List the layers with weights. How many rows has the list?",
        convention=True,
    ),
    Mistake(
        "neurons counted behind the pools",
        _summary(neurons="after pools"),
        "Where a pool follows, its outputs were counted in place of the convolution's. The neurons "
        "are there before the pool chooses among them.",
        "How many numbers does the first convolution give, before anything is pooled?",
    ),
    Mistake(
        "dense outputs not counted",
        _summary(neurons="convolutions only"),
        "Only outputs of convolutions were counted. Outputs of dense layers are neurons, too.",
        "How many neurons has a dense layer with 4096 outputs?",
    ),
    Mistake(
        "classes not counted",
        _summary(neurons="hidden only"),
        "The neurons of the last layer are missing. It has one for each class.",
        "Does your sum change with the number of classes?",
    ),
    Mistake(
        "pixels of the image counted",
        _summary(neurons="with the input"),
        "The pixels of the image were counted as neurons. They are given; neurons compute.",
        "Which numbers of the network are computed by weights?",
        convention=True,
    ),
    Mistake(
        "one neuron for each filter",
        _summary(neurons="filters"),
        "One neuron was counted for each filter. A filter is used at every place of its map, and "
        "each place is a neuron of its own.",
        "How many numbers does a volume of (96, 55, 55) hold?",
    ),
    Mistake(
        "neurons of one map",
        _summary(neurons="one map"),
        "Of each convolution the places of one map were counted. There is a map for each filter.",
        "How many numbers does a volume of (96, 55, 55) hold?",
    ),
)

_MACS = (
    Mistake(
        "biases among the MACs",
        _summary(macs="with biases"),
        "The multiply-accumulates hold the biases. A bias is added and multiplies nothing.",
        "Write down the sum of one output for two inputs. How many times signs are there?",
    ),
    Mistake(
        "products and sums counted apart",
        _summary(macs="twice"),
        "Multiplications and additions were counted apart, as FLOPs are. A multiply-accumulate is "
        "one of each.",
        "Write down the sum of one output for two inputs. How many times signs are there?",
        convention=True,
    ),
    Mistake(
        "MACs of the convolutions only",
        _summary(macs="convolutions only"),
        "The multiply-accumulates of the dense layers are missing.",
        "How many products does the last layer form, with 4096 inputs and two classes?",
    ),
    Mistake(
        "MACs at every place of the input",
        _summary(macs="places of the input"),
        "The weights were multiplied with the places of the input. A filter works once for each "
        "place of the *output*; a stride makes these fewer.",
        "A kernel of 3 with stride 2 on 7 pixels: how many sums are formed?",
    ),
    Mistake(
        "MACs behind the pools",
        _summary(macs="places behind the pools"),
        "Where a pool follows, the weights were multiplied with the places behind the pool. The "
        "filter has worked at every place before the pool chooses among them.",
        "At which line does the side change, and at which do you count?",
    ),
    Mistake(
        "MACs of one place",
        _summary(macs="one place"),
        "Each weight was counted once. A filter is used at every place of its map, and multiplies "
        "there each time.",
        "How many places has a map of 55 by 55?",
    ),
)

_SIZES = (
    Mistake(
        "first convolution padded",
        _summary(plan="first padded by 2"),
        "The first convolution was padded by 2, as torchvision does it for 224 pixels. In this "
        "exercise it has no padding.",
        "What does (227 - 11)/4 + 1 give?",
        convention=True,
    ),
    Mistake(
        "padding left out",
        _summary(plan="no padding"),
        "No convolution was padded. The second one has a padding of 2, the last three of 1, and "
        "they keep the size of their maps.",
        "How large is the second map for 227 pixels: 27 or 23?",
    ),
    Mistake(
        "first convolution rounded up",
        _summary(first="up"),
        "Where the stride of 4 leaves pixels over, the first size was rounded up. Layers round "
        "down.",
        "What does the first layer make of 224 pixels? 54.25 places are how many?",
    ),
    Mistake(
        "size ignored",
        _summary(first="always 55"),
        "The first map is 55 by 55 for every image. It depends on the size.",
        "Where in your code does `size` occur?",
    ),
    Mistake(
        "pools that halve",
        _summary(pools="halved"),
        "The pools halve each side. That is what 2 by 2 windows do, and what Caffe does with "
        "windows of 3 by rounding up; here they are 3 by 3 with stride 2, rounded down.",
        "How many windows of 3 with stride 2 lie inside 6 pixels?",
    ),
    Mistake(
        "a pool behind every convolution",
        _summary(plan="five pools"),
        "A pool stands behind each of the five convolutions. There are three, behind convolutions "
        "1, 2 and 5.",
        "How large is the last map for 227 pixels: 6 or 1?",
    ),
    Mistake(
        "last pool left out",
        _summary(plan="last pool left out"),
        "The fifth convolution goes into the dense layers without a pool. There is one behind "
        "convolutions 1, 2 and 5.",
        "How large is the last map for 227 pixels: 13 or 6?",
    ),
    Mistake(
        "channels as the input of the dense layers",
        _summary(flat="channels only"),
        "The first dense layer was given one input for each channel. Flatten hands it every pixel "
        "of every channel.",
        "How many numbers does a volume of (256, 6, 6) hold?",
    ),
    Mistake(
        "always 9216 inputs of the dense layers",
        _summary(flat="always 9216"),
        "The first dense layer has 9216 inputs for every image. That is 256 maps of 6 by 6, for "
        "227 pixels; other sizes leave other maps.",
        "How large is the last map for 195 pixels?",
    ),
    Mistake(
        "filters of another AlexNet",
        _summary(plan="one tower"),
        "The filters are 64, 192, 384, 256, 256. That is the later version for one device, which "
        "torchvision has; here it is the network of 2012.",
        "Compare your numbers of filters with the table above the function.",
        convention=True,
    ),
    Mistake(
        "always 1000 classes",
        _summary(last="always 1000"),
        "The last layer has 1000 outputs whatever `classes` says.",
        "Where in your code does `classes` occur?",
    ),
    Mistake(
        "last layer left out",
        _summary(last="left out"),
        "The last dense layer is missing in all three counts. FC8 has one output for each class.",
        "How many dense layers does the table list?",
    ),
)

_FORM = (
    Mistake(
        "neurons first",
        _summary(order="neurons first"),
        "Parameters and neurons have changed places. The parameters come first.",
        "Read the Returns section once more.",
    ),
    Mistake(
        "MACs before neurons",
        _summary(order="MACs before neurons"),
        "The last two numbers have changed places: neurons, then multiply-accumulates.",
        "Read the Returns section once more.",
    ),
    Mistake(
        "floats for whole numbers",
        _summary(types="float"),
        "The counts are floats. A count is a whole number.",
        "Compare type(6 / 2) with type(6 // 2). Where does your first float arise?",
    ),
    Mistake(
        "parameters only",
        _summary(gives="parameters only"),
        "One number came back, the parameters. A tuple of three numbers is asked for.",
        "Look at your line with `return`: which names stand behind it?",
    ),
    *of_results(_summary, "three"),
)

ALEXNET_SUMMARY = (*_PARAMETERS, *_NEURONS, *_MACS, *_SIZES, *_FORM)
