"""The pages that come from lists: errors, coverage, assignments; and that links are alive."""

import re
import sys
from pathlib import Path

import pytest
from browsing import opened, started
from built_pages import Page, dead_links
from nbformat import v4, write

from autograde.coverage import checking, reading
from autograde.coverage.entries import Place, is_error
from autograde.registry import ASSIGNMENTS

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "docs"))
from section_links import SectionLinks  # noqa: E402

ENTRIES = reading.read(checking.HERE).entries
ERRORS = [entry for entry in ENTRIES if is_error(entry.id)]


def page(site, name):
    return Page((site / f"{name}.html").read_text(encoding="utf-8"))


def plain(text):
    return " ".join(text.split())


def telling(text):
    """The longest run of plain words in a text with formulas."""
    outside = re.sub(r"\$+[^$]*\$+", "*", text)
    return max(re.findall("[A-Za-z ,]+", outside), key=len).strip()


@pytest.mark.parametrize("entry", ERRORS, ids=lambda one: one.id)
def test_an_error_has_its_number_deck_and_words_and_what_is_right_is_folded(site, entry):
    errors = page(site, "pages/errors")
    shown, folded = plain(errors.open_text), plain(errors.folded_text)
    assert f"{entry.id.removeprefix('A10.')} · {entry.seeds[0]}" in shown
    words = [quote for quote in entry.quote if not quote.startswith("$")]
    assert all(telling(quote) in shown for quote in words)
    assert telling(entry.right) in folded
    assert telling(entry.right) not in shown


def test_there_are_fourteen_errors_each_with_one_fold_and_a_link_to_the_course(site):
    numbers = {int(re.search(r"\d+", one.id.removeprefix("A10."))[0]) for one in ERRORS}
    assert numbers == set(range(1, 15))
    text = (site / "pages" / "errors.html").read_text(encoding="utf-8")
    article = re.search("<article.*</article>", text, re.DOTALL)[0]
    parts = article.split("<h2>")[1:]
    assert len(parts) == len(ERRORS)
    for part in parts:
        found = Page(part)
        assert found.solutions == 1
        assert any(str(link).startswith("../course/") for link in found.links)


def test_the_page_of_coverage_has_every_item_and_links_to_sections(site):
    coverage = page(site, "instructors/coverage")
    words = coverage.prose.split()
    assert [entry.id for entry in ENTRIES if entry.id not in words] == []
    assert "../course/02_correlation.html#spot-the-bug-bonn-s-sum" in coverage.links
    assert "../course/02_correlation.html#write-it-correlate2d" in coverage.links


def test_the_page_of_assignments_has_them_all(site):
    text = page(site, "instructors/assignments").open_text
    assert [name for name in ASSIGNMENTS if name not in text] == []


def test_the_start_page_leads_to_these_pages(site):
    found = page(site, "index").links
    expected = {"pages/errors", "instructors/coverage", "instructors/assignments"}
    assert {f"{name}.html" for name in expected} <= found


def test_no_link_within_the_site_is_dead(site):
    assert dead_links(site) == []


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_conventions_are_where_the_checks_link_to(site, name):
    assert "conventions.html" in page(site, f"course/{name}").links
    shipped = ROOT / "cnn_lab" / "conventions.html"
    assert (site / "course" / "conventions.html").read_bytes() == shipped.read_bytes()


def test_the_start_page_links_to_the_conventions(site):
    assert "course/conventions.html" in page(site, "index").links


@pytest.mark.browser
def test_a_click_shows_what_is_right(site):
    with started() as browser, opened(browser) as shown:
        shown.goto((site / "pages" / "errors.html").as_uri())
        folded = shown.locator("details.solution").nth(2)
        right = folded.get_by_text("the outcome moves along")
        assert not right.is_visible()
        folded.locator("summary").click()
        assert right.is_visible()


# That these checks can fail


def test_dead_links_would_be_seen(tmp_path):
    (tmp_path / "a.html").write_text(
        '<p id="here"><a href="#here">1</a><a href="#gone">2</a><a href="b.html#x">3</a>'
        '<a href="c.html">4</a><a href="b.html">5</a><a href="https://example.org/">6</a></p>',
        encoding="utf-8",
    )
    (tmp_path / "b.html").write_text('<a href="a.html#here">1</a>', encoding="utf-8")
    assert dead_links(tmp_path) == ["a.html: #gone", "a.html: b.html#x", "a.html: c.html"]


class TestAddresses:
    @pytest.fixture
    def link(self, tmp_path):
        """A notebook with a heading that is there twice, and an answer that looks like one."""
        cells = [
            v4.new_markdown_cell("# Title\n\n## *One*: `f`\n\n### Why?\n\n## Two", id="top"),
            v4.new_markdown_cell("### Why?", id="why"),
            v4.new_markdown_cell("## No heading", id="answer"),
            v4.new_code_cell("### Why?", id="relative_error"),
        ]
        cells[2].metadata["nbgrader"] = {"solution": True}
        folder = tmp_path / "solutions" / "00_contract"
        folder.mkdir(parents=True)
        write(v4.new_notebook(cells=cells), folder / "00_contract.ipynb")
        return SectionLinks(tmp_path)

    @pytest.mark.parametrize(
        ("headings", "anchor"),
        [
            (("Title",), "#title"),
            (("*One*: `f`",), "#one-f"),
            (("*One*: `f`", "Why?"), "#why"),
            (("Two", "Why?"), "#why-1"),
            (("No heading",), ""),
        ],
    )
    def test_a_section_has_the_address_of_its_heading(self, link, headings, anchor):
        place = Place("cell", ("00_contract", *headings))
        assert link(place) == f"../course/00_contract.md{anchor}"

    def test_an_exercise_and_its_mistakes_have_that_of_the_section_it_stands_in(self, link):
        for place in (
            Place("exercise", ("relative_error",)),
            Place("mistake", ("relative_error", "some mistake")),
        ):
            assert link(place) == "../course/00_contract.md#why-1"

    def test_where_a_heading_or_a_notebook_is_missing_it_is_the_page(self, link):
        place = Place("cell", ("00_contract", "Three"))
        assert link(place) == "../course/00_contract.md"
        assert link(Place("cell", ("01_why_convolution", "One"))) == (
            "../course/01_why_convolution.md"
        )

    def test_a_test_has_none(self, link):
        assert link(Place("test", ("tests/test_site.py::test_it",))) is None
