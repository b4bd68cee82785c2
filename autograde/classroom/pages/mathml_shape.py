r"""What TeX would have done: spaces, limits, primes and letters of a converted formula.

The converter translates command by command. TeX looks around: a minus after an equals sign is a
sign, a bar is no relation, limits go below a sum, a function's name keeps a little distance. And
browsers show less of MathML than the converter writes: no `mpadded` that counts on the width of its
content, no `mathvariant` but normal.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from xml.etree.ElementTree import Element

from .text import plain_text

_ROWS = {"math", "mrow", "mstyle", "mtd", "msqrt", "mphantom", "menclose"}
_SCRIPTS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_LIMITS_BELOW = set("∑∏∐⋃⋂⨆⨁⨂⨀⋀⋁") | {"lim", "sup", "inf", "max", "min"}
_FUNCTIONS = {
    *("arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "dim"),
    *("exp", "hom", "ker", "lg", "ln", "log", "sec", "sin", "sinh", "tan", "tanh"),
}
_PRIMES = set("′″‴⁗")
_ORDINARY = set("∞∅∂∇∀∃∄ℓ…⋯⋮⋱")  # the converter takes some of them for operators
_SIGNS = set("+-−±∓")
_BARS = set("|‖∥")
_TIGHT = _BARS | {"/"}
_CLOSING = set(")]}⟩⌋⌉!′″‴⁗")
_OPENING = set("([{⟨⌊⌈")
_NAME = re.compile("[A-Za-z\u2006\u2009\u00a0]+")  # with thin spaces inside
_THIN = "0.167em"
_ACCENTS = set("^~´¯˘ˇ˙¨⃛⃜`˚→")

_ALPHABETS = {  # by Unicode's names, the second one for letters that are older than the rest
    "bold": ("BOLD", ""),
    "italic": ("ITALIC", ""),
    "bold-italic": ("BOLD ITALIC", ""),
    "double-struck": ("DOUBLE-STRUCK", "DOUBLE-STRUCK"),
    "script": ("SCRIPT", "SCRIPT"),
    "fraktur": ("FRAKTUR", "BLACK-LETTER"),
    "sans-serif": ("SANS-SERIF", ""),
    "sans-serif-italic": ("SANS-SERIF ITALIC", ""),
    "monospace": ("MONOSPACE", ""),
}


def shaped(root: Element) -> Element:
    """Give the tree of a formula the shape that TeX would give it."""
    element = _one(root)
    _break_lines(element)
    return element


def _one(element: Element) -> Element:
    children = [_one(child) for child in element]
    element[:] = children
    element.text = plain_text(html.unescape(element.text or ""))
    if element.tag == "mpadded":
        element.tag, element.attrib = "mrow", {}
    _letters(element)
    if element.tag in _SCRIPTS:
        return _scripts(element)
    if element.tag == "mover" and len(element) == 2 and (element[1].text or "") in _ACCENTS:
        element.set("accent", "true")
    if element.tag == "mtable":
        _lines(element)
    if element.tag in _ROWS:
        _space_out(element)
    return element


def _letters(element: Element) -> None:
    """Say what is a letter, and write alphabets in letters of their own."""
    text = element.text or ""
    if element.tag == "mo" and text in _ORDINARY:
        element.tag, element.attrib = "mi", {"mathvariant": "normal"}
    elif element.tag == "mi" and text.removeprefix("\\") in _FUNCTIONS:
        element.tag, element.attrib, element.text = "mo", {}, text.removeprefix("\\")
    elif element.tag == "mi" and _is_operator(text):
        element.tag, element.text = "mo", "∼" if text == "~" else text  # "~" is an accent
    variant = element.attrib.get("mathvariant", "")
    if element.tag in ("mi", "mn", "mo") and variant in _ALPHABETS:
        del element.attrib["mathvariant"]
        element.text = "".join(_letter(sign, variant) for sign in text or "")


def _is_operator(text: str) -> bool:
    return len(text) == 1 and text not in _ORDINARY and unicodedata.category(text) == "Sm"


def _letter(sign: str, variant: str) -> str:
    """A letter or digit of another alphabet, where there is one."""
    plain = unicodedata.name(sign, "").replace("LATIN ", "").replace("GREEK ", "")
    name = plain.replace("LETTER ", "")
    alphabet, older = _ALPHABETS[variant]
    for full in (f"MATHEMATICAL {alphabet} {name}", f"{older} {name}"):
        with suppress(KeyError):
            return unicodedata.lookup(full)
    return sign


def _scripts(element: Element) -> Element:
    """Put limits below a sum, and primes at the height that they are drawn for."""
    core = _core(element)
    if core is not None and (core.text in _LIMITS_BELOW or core.get("movablelimits") == "true"):
        core.set("movablelimits", "true")
        element.tag = _SCRIPTS[element.tag]
    top = element[-1]
    while top.tag == "mrow" and len(top) == 1:
        top = top[0]
    if element.tag in ("msup", "msubsup") and top.text and set(top.text) <= _PRIMES:
        row, prime = Element("mrow"), Element("mo", {"lspace": "0em", "rspace": "0em"})
        prime.text = top.text
        del element[-1]
        base = element[0] if element.tag == "msup" else element
        element.tag = "msub"
        row.extend([base, prime])
        return row
    return element


def _core(element: Element) -> Element | None:
    """The operator at the heart of an element that acts as one."""
    while element.tag in (*_SCRIPTS, *_SCRIPTS.values()) and len(element):
        element = element[0]
    if element.tag in ("mrow", "mstyle") and len(element) == 1:
        return _core(element[0])
    return element if element.tag == "mo" else None


def _space_out(row: Element) -> None:
    """Set the spaces of operators by what stands beside them."""
    bars = 0
    before = None  # True after something that a sign would be a sign of
    for i, child in enumerate(row):
        core = _core(child)
        text = (core.text or "") if core is not None else ""
        if core is None:
            if child.tag != "mspace":
                before = False
            continue
        if text in _TIGHT and core.get("stretchy") != "true":
            core.attrib |= {"lspace": "0em", "rspace": "0em"}
            bars += text in _BARS
            before = bool(bars % 2) or text == "/"
            continue
        if text in _SIGNS and before is not False:
            core.attrib |= {"form": "prefix", "lspace": "0em", "rspace": "0em"}
        elif _NAME.fullmatch(text):
            _name(core, row, i, before)
        before = text not in _CLOSING


def _name(core: Element, row: Element, i: int, before: bool | None) -> None:
    """A function's name: a thin space to its sides, but none before its bracket."""
    after = _core(row[i + 1]) if i + 1 < len(row) else None
    last = i + 1 == len(row)
    opens = after is not None and (after.text or "") in _OPENING | _BARS
    core.set("lspace", _THIN if before is False else "0em")
    core.set("rspace", "0em" if last or opens else _THIN)


def _lines(table: Element) -> None:
    """Hand a table's lines to its cells, where a style sheet finds them."""
    columns = table.get("columnlines", "").split()
    rows = table.get("rowlines", "").split()
    for number, row in enumerate(table):
        if row.tag != "mtr":
            continue
        for cell, line in zip(row, columns, strict=False):
            if line == "solid":
                cell.set("columnlines", "solid")
        for cell in row if number < len(rows) and rows[number] == "solid" else ():
            cell.set("rowlines", "solid")


def _break_lines(math: Element) -> None:
    r"""Set the lines of a formula that has ``\\`` outside every environment below each other."""
    row = math[0] if len(math) == 1 else math
    if not any(child.get("linebreak") for child in row):
        return
    table = Element("mtable", {"displaystyle": "true"})
    for line in _pieces(row):
        cell = Element("mtd")
        cell.extend(line)
        row_element = Element("mtr")
        row_element.append(cell)
        table.append(row_element)
    row[:] = [table]


def _pieces(row: Element) -> Iterator[list[Element]]:
    line: list[Element] = []
    for child in row:
        if child.get("linebreak"):
            yield line
            line = []
        else:
            line.append(child)
    if line:
        yield line
