"""Assignment 04: the layer with its mistakes, as the exercises name them."""

from __future__ import annotations

from autograde.exercise import Variants

from .broken import layer

broken = Variants(layer)
