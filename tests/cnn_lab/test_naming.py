"""Naming: arrays that cannot be a mistake's are left out early, and no other ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_sheets import SLIDE

from cnn_lab import naming
from cnn_lab.naming import Known

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
    sheet = SLIDE.__class__(**{**vars(SLIDE), "mistakes": SLIDE.mistakes * len(values)})
    return Known(sheet, lambda mistake, case: (values[mistake],))


@given(st.lists(VALUES, min_size=1, max_size=6), VALUES)
def test_what_is_found_is_what_comparing_with_every_mistake_finds(
    values: list[Any], got: Any
) -> None:
    one = known(values)
    found = one._giving(0, 0, got)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Known, "_possible", lambda self, *where: list(range(len(values))))
        assert known(values)._giving(0, 0, got) == found


def test_a_precheck_that_drops_too_much_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    right = np.array([0.0, 1.0, 1.0])
    assert known([right])._giving(0, 0, right + 1e-9) == [(0, True)]
    monkeypatch.setattr(naming, "_stackable", lambda value, shape: False)
    assert known([right])._giving(0, 0, right + 1e-9) == []
