"""Formulas as MathML, which a browser shows without a script and without the network."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from autograde.classroom import pages
from autograde.classroom.pages.mathml import to_mathml

NAME = "mathml"
STYLE = Path(pages.__file__).parent / "templates" / "base" / "math.css"
LONG = 16  # a formula in a line with more parts than this may be broken
BREAKS = set("=≠≈≤≥<>→+−±")
OPENING, CLOSING = set("([{"), set(")]}")
log = logging.getLogger(__name__)


def show_in_line(translator: HTML5Translator, node: nodes.math) -> None:
    """Write a formula that stands in a line; a long one may go on in the next line."""
    translator.body.append(f'<span class="math">{breakable(_formula(node, block=False))}</span>')
    raise nodes.SkipNode


def show_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula that stands on lines of its own."""
    translator.body.append(f'<div class="math">{_formula(node, block=True)}</div>\n')
    raise nodes.SkipNode


def set_up(app: Sphinx) -> None:
    """Make this the way in which Sphinx shows formulas."""
    app.add_html_math_renderer(NAME, (show_in_line, None), (show_block, None))


def breakable(formula: str) -> str:
    """Cut a long formula before its outer operators, since browsers do not break MathML."""
    root = ElementTree.fromstring(formula)
    rows = list(root)
    if root.tag != "math" or len(rows) != 1 or len(rows[0]) <= LONG:
        return formula
    parts = []
    for piece in _pieces(rows[0]):
        part = ElementTree.Element("math", root.attrib)
        ElementTree.SubElement(part, "mrow").extend(piece)
        parts.append(ElementTree.tostring(part, encoding="unicode", short_empty_elements=False))
    return "<wbr>".join(parts)


def _pieces(row: ElementTree.Element) -> Iterator[list[ElementTree.Element]]:
    """The elements of a row, in groups that begin at its operators outside of brackets."""
    piece: list[ElementTree.Element] = []
    depth, before = 0, ""
    for element in row:
        sign = (element.text or "") if element.tag == "mo" else ""
        follows_operand = piece and (not before or before in CLOSING)  # else it is a sign
        if sign in BREAKS and not depth and follows_operand:
            yield piece
            piece = []
            element.set("form", "infix")  # else it would be spaced like a sign
        depth += (sign in OPENING) - (sign in CLOSING)
        piece.append(element)
        before = sign
    yield piece


def _formula(node: nodes.math | nodes.math_block, *, block: bool) -> str:
    """The formula as MathML, or as TeX with a warning."""
    tex = node.astext()
    made = to_mathml(tex, block=block)
    if made is None:
        log.warning("a formula that cannot be shown: %s", tex, location=node)
    return made or f"<code>{escape(tex)}</code>"
