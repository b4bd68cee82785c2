"""What people wrote, as HTML that is safe in any page, with its mathematics.

Two walls stand in a row. The first makes HTML of Markdown and escapes every word of the author's;
of raw HTML it knows a few bare tags, such as `<details>`. The second is an allowlist over the
result. Images must lie in the text itself: one that a server sends would tell it who looked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import Any
from urllib.parse import unquote

import mistune
from mistune.util import striptags

from .cleaning import IMAGE, LINK, clean
from .formulas import Formula, take_out
from .mathml import to_mathml
from .text import plain_text

MAX_TEXT = 100_000  # characters, images not counted
MAX_MATHEMATICS = 40_000
MAX_RAW_TAGS = 400

_IMAGE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/]{40,}={0,2}")
_BARE_TAG = re.compile(
    r"&lt;(/?(?:b|br|code|del|details|em|i|kbd|mark|s|small|strong|sub|summary|sup|u))\s*/?&gt;",
    re.IGNORECASE,
)
_PLUGINS = ("strikethrough", "table", "url", "task_lists", "def_list")
_ATTACHMENT = "attachment:"

Attachments = Mapping[str, Mapping[str, Any]]


def to_html(source: str, attachments: Attachments | None = None) -> str:
    """Show Markdown as students write it in Jupyter.

    Parameters
    ----------
    source : str
        Anybody's text.
    attachments : mapping, optional
        A cell's images: by name, then by media type, in base64.

    Returns
    -------
    str
        HTML without script, style, id, class, form or frame, that fetches nothing. Formulas are
        MathML; those that cannot be converted are shown as TeX.
    """
    text = plain_text(source)
    try:
        return clean(_Text(text, attachments or {}).html())
    except Exception:  # a text must not end the page that shows it
        return f"<pre>{escape(_cut(text))}</pre>"


class _Text:
    """One text on its way to HTML: its formulas and images are kept aside under stand-ins."""

    def __init__(self, text: str, attachments: Attachments) -> None:
        # No author can write what stands in for a formula: it depends on all that they wrote.
        digest = hashlib.sha256(text.encode()).hexdigest()
        self.mark = f"q{digest[:24]}"
        self.stand_in = re.compile(rf"{self.mark}([mi])(\d+)z")
        self.attachments = attachments
        self.formulas: list[Formula] = []
        self.images: list[str] = []
        self.left = MAX_MATHEMATICS
        self.tags_left = MAX_RAW_TAGS
        self.text = text

    def html(self) -> str:
        without = _IMAGE_DATA.sub(lambda found: self._keep_image(found[0]), self.text)
        parsed = take_out(_cut(without), self._keep_formula)
        return str(mistune.create_markdown(renderer=_Renderer(self), plugins=_PLUGINS)(parsed))

    def _keep_image(self, address: str) -> str:
        self.images.append(address)
        return f"{self.mark}i{len(self.images) - 1}z"

    def _keep_formula(self, formula: Formula) -> str:
        self.formulas.append(formula)
        return f"{self.mark}m{len(self.formulas) - 1}z"

    def words(self, text: str) -> str:
        """Words of the author's as HTML, with their formulas."""
        return self._restored(escape(text), self._shown)

    def literal(self, text: str) -> str:
        """Words of the author's as they were written; of an image's data, the beginning."""
        return self._restored(text, lambda formula: formula.written, image_letters=60)

    def raw_html(self, html: str) -> str:
        """The author's HTML as text, but for a few tags without attributes."""

        def bare(found: re.Match[str]) -> str:
            self.tags_left -= 1
            return f"<{found[1].lower()}>" if self.tags_left >= 0 else found[0]

        return self._restored(_BARE_TAG.sub(bare, escape(html)), self._shown)

    def address(self, url: str) -> str:
        """An address, the one of an image's data included."""
        name = url.removeprefix(_ATTACHMENT)
        if name != url:
            return self._attached(unquote(name))
        found = self.stand_in.fullmatch(url)
        if found and found[1] == "i":
            return self.images[int(found[2])]
        return self.literal(url)

    def _attached(self, name: str) -> str:
        kinds = self.attachments.get(name, {})
        for kind in ("image/png", "image/jpeg", "image/gif", "image/webp"):
            if isinstance(kinds.get(kind), str):
                return f"data:{kind};base64,{''.join(kinds[kind].split())}"
        return f"{_ATTACHMENT}{name}"

    def _shown(self, formula: Formula) -> str:
        self.left -= len(formula.tex)
        made = to_mathml(formula.tex, block=formula.block) if self.left >= 0 else None
        return made or f"<code>{escape(formula.written)}</code>"

    def _restored(
        self, text: str, show: Callable[[Formula], str], image_letters: int | None = None
    ) -> str:
        def restored(found: re.Match[str]) -> str:
            number = int(found[2])
            if found[1] == "m":
                return show(self.formulas[number])
            address = self.images[number]
            return f"{address[: image_letters or 60]}… ({len(address)} characters)"

        return self.stand_in.sub(restored, text)


class _Renderer(mistune.HTMLRenderer):
    """Writes HTML in which every word of the author's is escaped."""

    def __init__(self, text: _Text) -> None:
        super().__init__(escape=True)
        self._text = text

    def text(self, text: str) -> str:
        return self._text.words(text)

    def codespan(self, text: str) -> str:
        return f"<code>{escape(self._text.literal(text))}</code>"

    def block_code(self, code: str, info: str | None = None) -> str:
        return f"<pre><code>{escape(self._text.literal(code))}</code></pre>\n"

    def inline_html(self, html: str) -> str:
        return self._text.raw_html(html)

    def block_html(self, html: str) -> str:
        return self._text.raw_html(html)

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return f"<h{level}>{text}</h{level}>\n"

    def link(self, text: str, url: str, title: str | None = None) -> str:
        address = self._text.address(url)
        if not LINK.fullmatch(address):
            return f"{text} <code>{escape(address)}</code>"
        return f'<a href="{escape(address)}"{_title(self._text, title)}>{text}</a>'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        address, words = self._text.address(url), unescape(striptags(text))
        if not IMAGE.fullmatch(address):
            return f"[image not shown: {escape(words)} <code>{escape(address[:500])}</code>]"
        return f'<img src="{address}" alt="{escape(words)}"{_title(self._text, title)}>'

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        tag = "th" if head else "td"
        side = f' align="{escape(align)}"' if align else ""
        return f"<{tag}{side}>{text}</{tag}>\n"

    def task_list_item(self, text: str, checked: bool = False) -> str:
        box = "☑ " if checked else "☐ "
        inner = text.replace("<p>", f"<p>{box}", 1) if text.startswith("<p>") else box + text
        return f"<li>{inner}</li>\n"


def _title(text: _Text, title: str | None) -> str:
    return f' title="{escape(text.literal(title))}"' if title else ""


def _cut(text: str) -> str:
    if len(text) <= MAX_TEXT:
        return text
    return f"{text[:MAX_TEXT]}\n\n… (cut here: {len(text)} characters, {MAX_TEXT} are shown)\n"
