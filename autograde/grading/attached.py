"""Pictures that were pasted into a text cell.

Jupyter keeps them beside the text, as attachments, and the text names them. A written answer is
kept as text alone, so its pictures are put into it.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_NAMED = re.compile(r"attachment:([^\s()<>\"']+)")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")


def inlined(source: str, attachments: dict[str, Any], limit: int) -> str:
    """A text with the pictures that it names inside it, as data.

    Parameters
    ----------
    source : str
    attachments : dict
        By name; each maps media types to data. Anybody may have written it.
    limit : int
        Letters of the text and its pictures together. What goes beyond, and what is no picture,
        stays a name.
    """
    pictures = {name: found for name in attachments if (found := _picture(attachments[name]))}
    if not pictures:
        return source
    left = limit - len(source)

    def put(named: re.Match[str]) -> str:
        nonlocal left
        name = named[1] if named[1] in pictures else unquote(named[1])
        if len(pictures.get(name, "")) > left:
            return named[0]
        picture = pictures.pop(name, named[0])  # once: a second one stays a name
        left -= len(picture)
        return picture

    return _NAMED.sub(put, source)


def _picture(bundle: Any) -> str | None:
    """An attachment as the address of its data, or None when it is no picture."""
    for kind in PICTURES:
        data = bundle.get(kind) if isinstance(bundle, dict) else None
        if isinstance(data, list) and all(isinstance(line, str) for line in data):
            data = "".join(data)
        if isinstance(data, str):
            packed = "".join(data.split())
            if _BASE64.fullmatch(packed):
                return f"data:{kind};base64,{packed}"
    return None
