r"""Find the formulas in a Markdown text, by the rules that students know from JupyterLab.

A formula stands between ``$``, ``$$``, ``\\(`` and ``\\)``, ``\\[`` and ``\\]``, or it is a LaTeX
environment. It does not reach over a blank line, braces inside it are balanced, and there are no
formulas in code. They are taken out before Markdown is parsed, which would read their underscores
and stars as emphasis. The time is linear in the length of the text.

References
----------
JupyterLab, ``packages/rendermime/src/latex.ts`` (``removeMath``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})([^\n]*)")
_TOKEN = re.compile(
    r"\\\\[()\[\]]"  # \\( and its like
    r"|\\(?:begin|end)\{[a-zA-Z]*\*?\}"
    r"|\\[\\`{}$]"
    r"|\$\$?|[{}]|`+|\n[ \t>]*(?=\n)"
)
_CLOSING = {"$": "$", "$$": "$$", r"\\(": r"\\)", r"\\[": r"\\]"}


@dataclass(frozen=True)
class Formula:
    """One formula: its TeX, the same with its delimiters as it was written, and its place."""

    tex: str
    written: str
    block: bool


def take_out(text: str, stand_in: Callable[[Formula], str]) -> str:
    """Replace every formula of a text by what `stand_in` gives for it."""
    return "".join(
        part if is_code else _Scanner(part, stand_in).result()
        for is_code, part in _fenced_parts(text)
    )


def _fenced_parts(text: str) -> Iterator[tuple[bool, str]]:
    """Cut a text into fenced code (True) and the rest (False)."""
    lines = _LINE.findall(text)
    unclosed = {"`": len(text) + 1, "~": len(text) + 1}  # a fence as long as this never closes
    start = i = 0
    while i < len(lines):
        found = _FENCE.match(lines[i])
        end = _fence_end(lines, i, found, unclosed) if found else None
        if end is None:
            i += 1
            continue
        yield False, "".join(lines[start:i])
        yield True, "".join(lines[i:end])
        start = i = end
    yield False, "".join(lines[start:])


def _fence_end(
    lines: list[str], i: int, opened: re.Match[str], unclosed: dict[str, int]
) -> int | None:
    """The line after the one that closes a fence, or None when it opens nothing."""
    fence, info = opened.groups()
    sign = fence[0]
    if len(fence) >= unclosed[sign] or (sign == "`" and "`" in info):
        return None
    for j in range(i + 1, len(lines)):
        bare = lines[j].strip(" \t>\n")
        if len(bare) >= len(fence) and bare == sign * len(bare):
            return j + 1
    unclosed[sign] = len(fence)
    return None


class _Scanner:
    """Reads a text without fenced code once, from left to right."""

    def __init__(self, text: str, stand_in: Callable[[Formula], str]) -> None:
        self.text = text
        self.stand_in = stand_in
        self.tokens = list(_TOKEN.finditer(text))
        self.places: dict[str, list[int]] = defaultdict(list)
        for i in range(len(self.tokens)):
            self.places[self._name(i)].append(i)

    def result(self) -> str:
        """The text with stand-ins."""
        parts, copied, i = [], 0, 0
        while i < len(self.tokens):
            begin = self.tokens[i]
            if begin[0].startswith("`"):
                after_code = self._next(i, begin[0])
                i = i + 1 if after_code is None else after_code + 1
                continue
            end = self._end(i)
            formula = self._formula(i, end) if end is not None else None
            if end is None or formula is None:
                i += 1
                continue
            parts += [self.text[copied : begin.start()], self.stand_in(formula)]
            copied, i = self.tokens[end].end(), end + 1
        return "".join(parts) + self.text[copied:]

    def _name(self, i: int) -> str:
        found = self.tokens[i][0]
        return "blank" if found.startswith("\n") else found

    def _next(self, i: int, name: str) -> int | None:
        """The next token of a name in the same paragraph."""
        limit = self._first("blank", i)
        found = self._first(name, i)
        return found if found < limit else None

    def _first(self, name: str, after: int) -> int:
        places = self.places.get(name, [])
        at = bisect_left(places, after + 1)
        return places[at] if at < len(places) else len(self.tokens)

    def _end(self, i: int) -> int | None:
        """The token that closes the formula that token `i` opens, if it opens one."""
        opening = self.tokens[i][0]
        closing = _CLOSING.get(opening)
        if opening.startswith(r"\begin"):
            closing = r"\end" + opening[len(r"\begin") :]
        if closing is None or self._next(i, closing) is None:
            return None
        braces, last = 0, None
        for j in range(i + 1, len(self.tokens)):
            name = self._name(j)
            if name == closing:
                last = j
                if not braces:
                    break
            elif name == "blank":
                break
            elif name == "{":
                braces += 1
            elif name == "}":
                braces = max(0, braces - 1)
        return last

    def _formula(self, i: int, end: int) -> Formula | None:
        opening, closing = self.tokens[i], self.tokens[end]
        written = self.text[opening.start() : closing.end()]
        if opening[0].startswith(r"\begin"):
            return Formula(written, written, True)
        tex = self.text[opening.end() : closing.start()]
        block = opening[0] in ("$$", r"\\[")
        return Formula(tex, written, block) if tex.strip() else None
