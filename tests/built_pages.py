"""Built pages as tests see them: what stands on them, what is folded, and what they load."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote

LOADED = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}
EMPTY = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
NO_PROSE = {"code", "math", "pre", "script", "style", "title"}


class Page(HTMLParser):
    """A page's anchors, links, images, headings, and its text: open, folded, and prose."""

    def __init__(self, text):
        super().__init__()
        self.anchors, self.links, self.loaded = set(), set(), set()
        self.images, self.headings, self.solutions = [], [], 0
        self.open_text, self.folded_text, self.prose = "", "", ""
        self._path = []  # the open elements: name, and whether it folds a solution
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.anchors.add(attrs.get("id"))
        if tag == "a":
            self.links.add(attrs.get("href"))
        if tag in LOADED:
            self.loaded.add(attrs.get(LOADED[tag]) or "")
        if tag == "img":
            self.images.append(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in EMPTY:
            is_solution = tag == "details" and "solution" in (attrs.get("class") or "").split()
            self.solutions += is_solution
            self._path.append((tag, is_solution and "open" not in attrs))

    def handle_endtag(self, tag):
        while tag in (name for name, _ in self._path) and self._path.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if any(folds for _, folds in self._path):
            self.folded_text += data
        else:
            self.open_text += data
        if not NO_PROSE & {name for name, _ in self._path}:
            self.prose += data


def from_elsewhere(text):
    """Return what a page, or a style sheet, takes from other hosts."""
    styles = re.findall(r"(?:url\(|@import)\s*[\"']?([^\"')\s]+)", text)
    found = {*Page(text).loaded, *styles}
    return sorted(address for address in found if re.match(r"(https?:)?//", address))


def raw_formulas(page):
    """Return the TeX that readers would see."""
    return re.findall(r"\$|\\[a-zA-Z]{2,}", page.prose)


def without_words(page):
    """Return the images that say nothing to those who do not see them, or only their address."""
    found = [(image.get("src"), (image.get("alt") or "").strip()) for image in page.images]
    return [src for src, alt in found if not alt or src.endswith(alt.rpartition("/")[2])]


def skipped_headings(page):
    """Return the steps between headings that leave out a level; a page begins with its only h1."""
    levels = [0, *page.headings]
    steps = list(pairwise(levels))
    return [(a, b) for i, (a, b) in enumerate(steps) if b > a + 1 or (b == 1 and i > 0)]


def dead_links(site):
    """Return the links between the pages of a folder that lead to no page, or to no anchor."""
    files = sorted(site.rglob("*.html"))
    pages = {path.resolve(): Page(path.read_text(encoding="utf-8")) for path in files}
    found = []
    for path, page in pages.items():
        for link in sorted(filter(None, page.links)):
            address, _, anchor = unquote(link).partition("#")
            if re.match(r"[a-z]+:", address):
                continue
            target = (path.parent / address).resolve() if address else path
            anchors = pages[target].anchors if target in pages else set()
            if not target.is_file() or (anchor and anchor not in anchors):
                found.append(f"{path.relative_to(site.resolve())}: {link}")
    return found
