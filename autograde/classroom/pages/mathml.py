r"""TeX to MathML, which a browser shows without a script and without the network.

The converter knows TeX; what of its result reaches a page is decided here. Elements and attributes
come from short lists, numbers are bounded (ink far outside its line would cover the page around
it), and every piece of text is escaped. Whatever cannot be converted within the limits is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from types import MappingProxyType
from typing import Any, cast
from xml.etree.ElementTree import Element

from latex2mathml.converter import Converter

from . import mathml_shape

MAX_TEX = 4000
MAX_ELEMENTS = 4000
MAX_DEPTH = 60
MAX_PULL = 1.0  # how far the negative spaces of one formula may reach to the left, in em

# An operand of \sideset is converted twice, so nesting it doubles the work at each level.
_REFUSED = re.compile(r"\\sideset(?![a-zA-Z])")
_REWRITTEN = (
    (re.compile(r"\\label\s*\{[^{}]*\}"), ""),
    (re.compile(r"\\not\s*="), r"\\neq "),
    (re.compile(r"\\not\s*\\in(?![a-zA-Z])"), r"\\notin "),
    (re.compile(r"\\tag(?=\*?\s*\{)"), r"\\qquad\\tag"),
    (re.compile(r"\\color\s*(\{[#\w]*\})\s*(?=\{)"), r"\\textcolor\1"),  # as MathJax reads it
    (re.compile(r"\\mathrm\{([a-zA-Z])\}"), r"\\mathrm{\1 }"),  # else it comes out in italics
)
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([a-zA-Z]+)\*?\}")
# Environments that the converter does not know, or numbers, by one that looks the same.
_ALIKE = {
    "align": r"\%s{align*}",
    "aligned": r"\%s{align*}",
    "flalign": r"\%s{align*}",
    "split": r"\%s{align*}",
    "gather": r"\%s{matrix}",
    "gathered": r"\%s{matrix}",
    "multline": r"\%s{matrix}",
    "dcases": r"\%s{cases}",
}
_BARE = {"equation": ("{", "}"), "eqnarray": (r"\begin{array}{rcl}", r"\end{array}")}

_FLAG = re.compile("true|false")
_SPACE = re.compile(r"([+-]?(?:\d{1,3}(?:\.\d*)?|\.\d+))(em|ex|mu|pt|px|mm|cm|in)?")
_EM = {"em": 1, "ex": 0.5, "mu": 1 / 18, "pt": 0.1, "px": 1 / 16, "mm": 0.28, "cm": 2.8, "in": 7.2}
_FLAGS = dict.fromkeys(
    ("stretchy", "fence", "separator", "largeop", "movablelimits", "accent", "accentunder"), _FLAG
)
_SPACES = {  # the least and the most, in em
    "lspace": (0.0, 1.0),
    "rspace": (0.0, 1.0),
    "minsize": (0.5, 3.0),
    "maxsize": (0.5, 3.0),
    "linethickness": (0.0, 0.3),
}
_ALLOWED: dict[str, dict[str, re.Pattern[str]]] = {
    "math": {"display": re.compile("inline|block")},
    "mrow": {},
    "mi": {"mathvariant": re.compile("normal")},
    "mn": {},
    "mo": {**_FLAGS, "form": re.compile("prefix|infix|postfix")},
    "mtext": {"mathvariant": re.compile("bold|italic|monospace|sans-serif")},
    "mspace": {},
    "mstyle": {
        "displaystyle": _FLAG,
        "scriptlevel": re.compile("[012]"),
        "mathcolor": re.compile("#[0-9a-fA-F]{3,6}|[a-zA-Z]{1,20}"),
    },
    "mphantom": {},
    "menclose": {
        "notation": re.compile("box|horizontalstrike|(?:(?:up|down)diagonalstrike ?){1,2}")
    },
    "mtable": {"displaystyle": _FLAG},
    "mtr": {},
    "mtd": {
        "columnalign": re.compile("left|right"),
        "columnlines": re.compile("solid"),
        "rowlines": re.compile("solid"),
    },
    **{name: {} for name in ("mfrac", "msqrt", "mroot", "msub", "msup", "msubsup")},
    **dict.fromkeys(("mover", "munder", "munderover"), _FLAGS),
}
_PARTS = {
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "mover", "munder"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
_SIZED = {
    "mo": ("lspace", "rspace", "minsize", "maxsize"),
    "mfrac": ("linethickness",),
    "mspace": ("width",),
}
# What a page may hold of it: elements, and the attributes of each.
ELEMENTS = {name: {*rules, *_SIZED.get(name, ())} for name, rules in _ALLOWED.items()}
_NAMED_SPACES = {
    "negativethinmathspace": "-.167em",
    "negativemediummathspace": "-.222em",
    "negativethickmathspace": "-.278em",
    "thinmathspace": ".167em",
    "thickmathspace": ".278em",
}


def to_mathml(tex: str, *, block: bool) -> str | None:
    """Convert one formula.

    Parameters
    ----------
    tex : str
        Anybody's TeX, without its delimiters.
    block : bool
        Whether it stands on lines of its own.

    Returns
    -------
    str or None
        A `math` element that can do no harm in any page, or None: too long, too deep, or not
        understood.
    """
    if len(tex) > MAX_TEX or _REFUSED.search(tex):
        return None
    converter = Converter(display="block" if block else "inline")
    # A formula that defines macros could grow without bounds: it fails at its first definition.
    converter.macros = cast("dict[str, Any]", MappingProxyType({}))
    try:
        element = converter.convert_to_element(_prepared(tex))
        if not _within_limits(element):
            return None
        return "".join(_Writer().write(mathml_shape.shaped(element)))
    except Exception:  # the converter's errors are of many kinds: StopIteration, TypeError, …
        return None


def _prepared(tex: str) -> str:
    def alike(found: re.Match[str]) -> str:
        side, name = found.groups()
        if name in _BARE:
            return _BARE[name][side == "end"]
        return _ALIKE[name] % side if name in _ALIKE else found[0]

    tex = _ENVIRONMENT.sub(alike, tex)
    for pattern, instead in _REWRITTEN:
        tex = pattern.sub(instead, tex)
    return tex


def _within_limits(root: Element) -> bool:
    """Whether a tree is neither too large nor too deep; it is not followed further than that."""
    count, level = 0, [root]
    for _ in range(MAX_DEPTH):
        count += len(level)
        level = [child for element in level for child in element]
        if not level or count + len(level) > MAX_ELEMENTS:
            break
    return not level


class _Writer:
    """Writes a tree as text; what is not allowed is left out."""

    def __init__(self) -> None:
        self.pulled = 0.0

    def write(self, element: Element) -> Iterator[str]:
        if element.tag not in _ALLOWED or len(element) != _PARTS.get(element.tag, len(element)):
            raise ValueError(element.tag)
        yield f"<{element.tag}{''.join(self._attributes(element))}>"
        yield escape(element.text or "")
        for child in element:
            yield from self.write(child)
        yield f"</{element.tag}>"

    def _attributes(self, element: Element) -> Iterator[str]:
        rules = _ALLOWED[element.tag]
        for name, value in element.attrib.items():
            if name in rules and rules[name].fullmatch(value):
                yield f' {name}="{value}"'
            elif name in _SIZED.get(element.tag, ()):
                space = self._space(name, value)
                if space is not None:
                    yield f' {name}="{space:.4g}em"'

    def _space(self, name: str, value: str) -> float | None:
        """A length in em, within its bounds."""
        found = _SPACE.fullmatch(_NAMED_SPACES.get(value, value))
        if not found:
            return None
        size = float(found[1]) * _EM[found[2] or "em"]
        if name != "width":
            least, most = _SPACES[name]
            return min(max(size, least), most)
        size = min(max(size, self.pulled - MAX_PULL), 8.0)
        self.pulled -= min(size, 0.0)
        return size
