"""What the tests of `cnn_lab` share."""

import pytest
from shown import FakeShell

from cnn_lab.draw import figures


@pytest.fixture
def shell(monkeypatch):
    """A notebook to draw into."""
    fake = FakeShell()
    monkeypatch.setattr(figures, "_shell", lambda: fake)
    return fake
