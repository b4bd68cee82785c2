"""Naming: what speaks for a mistake and what against it, and how little is needed to see it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_sheets import SLIDE

from cnn_lab import naming
from cnn_lab.compare import agree
from cnn_lab.naming import Known
from cnn_lab.values import Raises

VALUES = st.one_of(
    st.lists(st.sampled_from([0.0, 1.0, 1 + 2e-9, 1 + 1e-7, -5.0, np.nan, np.inf]), min_size=3)
    .map(lambda items: np.array(items[:3])),
    st.just(np.array([0, 1, 1])),
    st.just(np.array([0.0, 1.0])),
    st.just(np.array([0, 1, 1], dtype=np.float32)),
    st.just([0.0, 1.0, 1.0]),
    st.none(),
)  # fmt: skip


def known(values: list[Any]) -> Known:
    """Mistakes that give these values in the first case."""
    sheet = replace(SLIDE, mistakes=SLIDE.mistakes * len(values))
    return Known(sheet, lambda mistake, case: (values[mistake],))


def found(values: list[Any], got: Any) -> list[list[int]]:
    """The mistakes that give what was got, and whether exactly."""
    return [array.tolist() for array in known(values)._giving(0, 0, got)]


@given(st.lists(VALUES, min_size=1, max_size=6), VALUES)
def test_what_is_found_is_what_comparing_with_every_mistake_finds(
    values: list[Any], got: Any
) -> None:
    early = found(values, got)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Known, "_possible", lambda self, *where: list(range(len(values))))
        assert found(values, got) == early


def test_a_precheck_that_drops_too_much_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    right = np.array([0.0, 1.0, 1.0])
    assert found([right], right + 1e-9) == [[0], [1]]
    monkeypatch.setattr(naming, "_stackable", lambda value, shape: False)
    assert found([right], right + 1e-9) == [[], []]


ONES, TWOS, RAMP = np.ones(3), np.full(3, 2.0), np.array([1.0, 2.0, 3.0])
STOPPED = Raises(("ValueError", "Exception"), "no")


def named(expected: list[Any], mistakes: list[list[Any]], got: list[Any]) -> tuple[Any, float]:
    """The number of the mistake that is named, with its share, or None."""
    sheet = replace(
        SLIDE,
        cases=tuple(replace(SLIDE.cases[0], label=str(i)) for i in range(len(expected))),
        expected=tuple((value,) for value in expected),
        mistakes=tuple(replace(SLIDE.mistakes[0], name=str(m)) for m in range(len(mistakes))),
    )
    bad = {i for i, value in enumerate(got) if not agree(expected[i], value, 1e-9, 1e-9)}
    known = Known(sheet, lambda mistake, case: (mistakes[mistake][case],))
    found = known.name({i: (value,) for i, value in enumerate(got)}, bad)
    return (int(found.mistake.name) if found.mistake else None), found.share


def test_what_gives_the_same_everywhere_is_named_for_all_of_it() -> None:
    assert named([ONES, RAMP], [[TWOS, RAMP], [TWOS, TWOS]], [TWOS, TWOS]) == (1, 1.0)


def test_what_explains_most_is_named_with_its_share() -> None:
    wrong = [RAMP, RAMP * 2, RAMP * 3]
    assert named([ONES] * 3, [wrong], [RAMP, RAMP * 2, RAMP * 9]) == (0, 2 / 3)


def test_that_both_stop_names_nothing() -> None:
    assert named([RAMP] * 3, [[STOPPED, STOPPED, TWOS]], [STOPPED, STOPPED, ONES])[0] is None


def test_right_answers_where_the_mistake_would_show_speak_against_it() -> None:
    mistake = [RAMP * 2, RAMP * 3, RAMP * 4, RAMP * 5]
    assert named([RAMP] * 4, [mistake], [RAMP * 2, RAMP, RAMP, RAMP * 9])[0] is None
    hidden = [RAMP * 2, RAMP, RAMP, RAMP * 5]
    assert named([RAMP] * 4, [hidden], [RAMP * 2, RAMP, RAMP, RAMP * 9]) == (0, 0.5)


def test_one_number_counts_only_if_a_single_mistake_gives_it() -> None:
    one, other = [3, 5, 6], [3, 7, 8]
    assert named([4, 4, 4], [one], [3, 9, 9]) == (0, 1 / 3)
    assert named([4, 4, 4], [one, other], [3, 9, 9])[0] is None
