"""Assignment 04: which mistakes belong to which of the two forward passes."""

from __future__ import annotations

from autograde.exercise import Mistake

from . import filter_mistakes, place_mistakes, result_mistakes, size_mistakes
from .variants import broken

FLATTENED = Mistake(
    "windows flattened with the channels outside",
    broken(channels="flattened"),
    "The windows were reshaped to one row each while the channels stood before the window's "
    "place, so rows hold pixels of several windows. Reshaping does not move axes.",
    "The axes of the windows are (N, C, OH, OW, KH, KW). Which have to stand together at the end "
    "before you flatten them?",
)

ONE_AXIS = Mistake(
    "added along too few axes",
    broken(window="one axis"),
    "The result has an axis too many: the columns of the window were not added up.",
    "Three axes have to vanish: channel, row and column of the kernel. Which ones does your sum "
    "name?",
)

_BOTH = (
    *filter_mistakes.TURNED,
    filter_mistakes.SIGNS_LOST,
    *filter_mistakes.CHANNELS,
    *filter_mistakes.WINDOW,
    *place_mistakes.PADDING,
    *place_mistakes.STRIDE,
    *size_mistakes.SIZE,
    *result_mistakes.BIAS,
    *result_mistakes.BATCH,
    result_mistakes.RELU,
    *result_mistakes.LAYOUT,
    *result_mistakes.NUMBERS,
    *result_mistakes.FORM,
    result_mistakes.CHANGED,
)

NAIVE = (
    *_BOTH,
    filter_mistakes.INDEX_EXCHANGED,
    filter_mistakes.LAST_CHANNEL,
    filter_mistakes.ALL_FILTERS,
    filter_mistakes.IMAGE_CHANNEL,
    *filter_mistakes.LOOPS,
    *place_mistakes.INDEXED,
    *place_mistakes.STEPS,
    *place_mistakes.WRITTEN_PLACES,
    *result_mistakes.EARLY,
)

WINDOWS = (
    *_BOTH,
    filter_mistakes.LETTERS_EXCHANGED,
    filter_mistakes.OTHER_ORDER,
    filter_mistakes.ADDED_FIRST,
    FLATTENED,
    ONE_AXIS,
    place_mistakes.WRONG_AXES,
    place_mistakes.KERNEL_AXES,
    result_mistakes.BATCH_ADDED,
    *result_mistakes.RESHAPED,
)
