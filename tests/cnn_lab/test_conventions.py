"""The page of conventions: beside every notebook that links to it, and whole."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from small_sheets import RECORDED, slide_right

from cnn_lab import check, checking
from cnn_lab.conventions import PAGE
from cnn_lab.memory import SWITCH

LINK = f'href="{PAGE}"'


@pytest.fixture(autouse=True)
def _small_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checking, "_recorded", lambda: {RECORDED.assignment: RECORDED})


def slide(signal, kernel):
    return slide_right(signal, kernel)


def test_every_check_links_to_the_page_and_puts_it_beside_the_notebook() -> None:
    assert LINK in check(slide).html
    assert Path(PAGE).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert LINK in checking.check_all({"slide": slide}).html


def test_notes_in_a_page_that_is_there_are_kept() -> None:
    Path(PAGE).write_text("with my notes")
    check(slide)
    assert Path(PAGE).read_text() == "with my notes"


def test_without_the_page_there_is_no_link() -> None:
    Path(PAGE + ".new").mkdir()
    assert "<a" not in check(slide).html


def test_where_no_student_works_the_link_is_there_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(SWITCH, "off")
    assert LINK in check(slide).html
    assert not Path(PAGE).exists()


class _Open(HTMLParser):
    """The elements that are open; raises where one is closed out of turn."""

    VOID = ("meta", "br", "hr")

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


def test_the_page_is_whole_and_asks_nobody_for_anything() -> None:
    text = (Path(checking.__file__).parent / PAGE).read_text(encoding="utf-8")
    parser = _Open()
    parser.feed(text)
    assert parser.stack == []
    assert not re.search(r"src=|href=|url\(|@import|<script", text)
