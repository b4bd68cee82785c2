"""Anybody's text, without the characters that no page should get."""

from __future__ import annotations

import re

# Control characters, and those that turn the direction of all that follows.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def plain_text(text: str) -> str:
    """A text with its tabs and line ends, that can be encoded, and is shown in its own order."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _UNWANTED.sub("", lines))
