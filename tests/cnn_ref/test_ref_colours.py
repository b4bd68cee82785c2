"""The colours of layers: one for each kind, legible, alike on screens and in terminals."""

import pytest

from cnn_ref.colours import BLACK, KIND_COLOURS, WHITE, paint
from cnn_ref.layers import KINDS


def channels(colour):
    """Red, green and blue of "#RRGGBB" or of a number of the terminal's table, from 0 to 255."""
    if isinstance(colour, str):
        return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    if colour >= 232:
        return [8 + 10 * (colour - 232)] * 3
    levels = [0, 95, 135, 175, 215, 255]
    place = colour - 16
    return [levels[place // 36], levels[place // 6 % 6], levels[place % 6]]


def contrast(one, two):
    """The contrast of the Web Content Accessibility Guidelines, from 1 to 21."""
    lights = []
    for colour in (one, two):
        parts = [c / 255 for c in channels(colour)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        lights.append(sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True)))
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def test_every_kind_of_layer_has_a_colour():
    assert set(KIND_COLOURS) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KIND_COLOURS))
def test_words_are_legible_on_their_colour(kind):
    colour = KIND_COLOURS[kind]
    assert contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast(colour.fill, colour.ink) >= 4.5
    assert contrast(colour.terminal, colour.ink) >= 4.5


@pytest.mark.parametrize("kind", sorted(KIND_COLOURS))
def test_the_terminals_colour_is_nearer_to_its_own_kind_than_to_any_other(kind):
    there = channels(KIND_COLOURS[kind].terminal)

    def distance(other):
        here = channels(KIND_COLOURS[other].fill)
        return sum((a - b) ** 2 for a, b in zip(here, there, strict=True))

    assert min(KIND_COLOURS, key=distance) == kind
    assert f"48;5;{KIND_COLOURS[kind].terminal};" in paint(kind, kind)
