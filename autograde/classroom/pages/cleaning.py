"""The second wall: what may stand in HTML that goes into a page, whoever made it.

It is nh3 (the parser and the rules of ammonia, which many sites rely on), a list of what is allowed
and nothing else. bleach, which nbconvert brings along, is deprecated by its authors: it rests on a
parser that nobody develops.

References
----------
https://github.com/mozilla/bleach/issues/698
"""

from __future__ import annotations

import re

import nh3

from .mathml import ELEMENTS

LINK = re.compile(r"(?:https?://[^/\s\"'<>\\]|mailto:)[^\s\"'<>\\]*", re.IGNORECASE)
IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/]+={0,2}")

_PROSE = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "blockquote", "pre", "hr", "br"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
    *("a", "b", "code", "del", "em", "i", "img", "kbd", "mark", "s", "small", "strong", "sub"),
    *("sup", "u", "details", "summary"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
}
_VALUES = {
    ("a", "href"): LINK,
    ("img", "src"): IMAGE,
    ("ol", "start"): re.compile(r"\d{1,9}"),
    ("td", "align"): re.compile("left|center|right"),
    ("th", "align"): re.compile("left|center|right"),
}

# Our own reports: tables of coloured cells. Nothing in a style may be fetched, nor leave its place.
_REPORT_STYLE = re.compile(r"[\w#%.;:, -]*", re.ASCII)
_REPORT_PROPERTIES = {
    *("align-items", "background", "border", "border-left", "color", "display", "flex-wrap"),
    *("font-size", "font-weight", "gap", "height", "margin", "margin-top", "outline"),
    *("outline-offset", "overflow-x", "padding", "text-align", "white-space", "width"),
}
_REPORT_ATTRIBUTES = {"style", "title", "role", "aria-label", "aria-hidden", "scope"}


def _filter(tag: str, name: str, value: str) -> str | None:
    rule = _VALUES.get((tag, name))
    return value if rule is None or rule.fullmatch(value) else None


def _report_filter(tag: str, name: str, value: str) -> str | None:
    return value if name != "style" or _REPORT_STYLE.fullmatch(value) else None


_PAGE = nh3.Cleaner(
    tags=_PROSE | set(ELEMENTS),
    attributes={**_ATTRIBUTES, **ELEMENTS},
    attribute_filter=_filter,
    url_schemes={"http", "https", "mailto", "data"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
)
_REPORT = nh3.Cleaner(
    tags=(_PROSE - {"a", "img"}) | {"caption", "span"},
    attributes={"*": _REPORT_ATTRIBUTES},
    attribute_filter=_report_filter,
    filter_style_properties=_REPORT_PROPERTIES,
)


def clean(html: str) -> str:
    """HTML of a text as it may stand in any page: no script, no style, no name, nothing fetched."""
    return _PAGE.clean(html)


def clean_report(html: str) -> str:
    """HTML of a check's report, with the styles that a report has."""
    return _REPORT.clean(html)
