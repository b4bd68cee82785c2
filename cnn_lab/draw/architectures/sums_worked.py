"""Every layer of AlexNet with its numbers, typed in for the figure that shows their sums."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One layer: what goes in and out as (channels, side), a side of 0 being a row of numbers."""

    name: str
    kind: str
    before: tuple[int, int]
    after: tuple[int, int]
    kernel: int = 0
    stride: int = 1
    padding: int = 0
    groups: int = 1
    parameters: int = 0
    macs: int = 0


ALEXNET = (
    Row("CONV1", "conv", (3, 227), (96, 55), 11, 4, 0, 1, 34_944, 105_415_200),
    Row("MAX POOL1", "pool", (96, 55), (96, 27), 3, 2),
    Row("NORM1", "norm", (96, 27), (96, 27)),
    Row("CONV2", "conv", (96, 27), (256, 27), 5, 1, 2, 2, 307_456, 223_948_800),
    Row("MAX POOL2", "pool", (256, 27), (256, 13), 3, 2),
    Row("NORM2", "norm", (256, 13), (256, 13)),
    Row("CONV3", "conv", (256, 13), (384, 13), 3, 1, 1, 1, 885_120, 149_520_384),
    Row("CONV4", "conv", (384, 13), (384, 13), 3, 1, 1, 2, 663_936, 112_140_288),
    Row("CONV5", "conv", (384, 13), (256, 13), 3, 1, 1, 2, 442_624, 74_760_192),
    Row("Max POOL3", "pool", (256, 13), (256, 6), 3, 2),
    Row("FC6", "dense", (9216, 0), (4096, 0), parameters=37_752_832, macs=37_748_736),
    Row("FC7", "dense", (4096, 0), (4096, 0), parameters=16_781_312, macs=16_777_216),
    Row("FC8", "dense", (4096, 0), (1000, 0), parameters=4_097_000, macs=4_096_000),
)
