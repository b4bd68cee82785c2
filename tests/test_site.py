"""The site: every assignment, solutions behind a click, formulas, words for figures, no network."""

import re
import sys
from pathlib import Path

import nbformat
import pytest
from browsing import opened, started
from built_pages import Page, from_elsewhere, raw_formulas, skipped_headings, without_words
from nbformat import v4

from autograde.course import Course
from autograde.registry import ASSIGNMENTS

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "docs"))
import course_pages  # noqa: E402
import formulas  # noqa: E402
import notebook_pages  # noqa: E402

NOT_FOR_READERS = ("BEGIN SOLUTION", "YOUR CODE HERE", "raise NotImplementedError()", "[*]")
PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
TOO_WIDE = """
() => {
  const edge = document.documentElement.clientWidth;
  const found = [];
  if (document.documentElement.scrollWidth > edge) { found.push('the page'); }
  for (const one of document.querySelectorAll('article *')) {
    const box = one.getBoundingClientRect();
    if (box.width === 0 || box.right < edge + 1) { continue; }
    let above = one.parentElement;
    while (above.tagName !== 'ARTICLE' &&
           !['auto', 'scroll'].includes(getComputedStyle(above).overflowX)) {
      above = above.parentElement;
    }
    if (above.tagName === 'ARTICLE') { found.push(one.tagName + ': ' + one.textContent); }
  }
  return found.map(text => text.slice(0, 80));
}
"""


def assignments():
    course = Course.load(ROOT)
    return [course.effective(one) for one in ASSIGNMENTS.values()]


def solution(name):
    return nbformat.read(ROOT / "solutions" / name / f"{name}.ipynb", as_version=4)


def html(site, name):
    return (site / f"{name}.html").read_text(encoding="utf-8")


def written_pages(site):
    """The pages that are no part of the reference: their names."""
    folders = [folder for name in ("course", "pages", "instructors") for folder in site.glob(name)]
    found = [path for folder in folders for path in folder.glob("*.html")]
    return ["index", *sorted(f"{path.parent.name}/{path.stem}" for path in found)]


# What stands on the pages


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_an_assignment_has_a_page_to_which_the_map_leads(site, name):
    text = re.search("<article.*</article>", html(site, "index"), re.DOTALL)[0]
    assert f"course/{name}.html" in Page(text).links
    assert Page(html(site, f"course/{name}")).headings.count(1) == 1


def test_the_map_adds_up_what_the_assignments_give(site):
    article = re.search("<article.*</article>", html(site, "index"), re.DOTALL)[0]
    text = " ".join(Page(article).prose.split())
    for one in assignments():
        by_checks = sum(e.points for e in one.exercises)
        by_hand = sum(w.points for w in one.written)
        worth = f"{one.minutes} {by_checks:g} + {by_hand:g}"
        assert f"{one.title}: {one.purpose} {worth}" in text
    checks = sum(e.points for one in assignments() for e in one.exercises)
    hands = sum(w.points for one in assignments() for w in one.written)
    assert f"all {sum(one.minutes for one in assignments())} {checks:g} + {hands:g}" in text


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_solutions_are_there_and_folded(site, name):
    page = Page(html(site, f"course/{name}"))
    cells = [c for c in solution(name).cells if c.metadata.get("nbgrader", {}).get("solution")]
    assert page.solutions == len(cells)
    for cell in cells:
        text = telling_part(cell)
        assert text in page.folded_text
        assert text not in page.open_text


def telling_part(cell):
    """What shows that an answer is on a page: its code, or its longest run of plain words."""
    if cell.cell_type == "code":
        return notebook_pages.answer(cell.source)
    return max(re.findall("[A-Za-z ,]+", cell.source.replace("SOLUTION", "*")), key=len).strip()


@pytest.mark.parametrize("assignment", assignments(), ids=lambda one: one.id)
def test_an_exercise_shows_its_signature_and_what_its_check_says(site, assignment):
    page = Page(html(site, f"course/{assignment.id}"))
    for one in assignment.exercises:
        assert f"def {one.id}(" in page.open_text
        assert re.search(rf"{one.id}:\s*✓ passed", page.open_text)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_each_figure_of_a_notebook_is_on_its_page(site, name):
    figures = [
        output
        for cell in solution(name).cells
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", ())
    ]
    page = Page(html(site, f"course/{name}"))
    assert len(page.images) == len(figures) > 0
    assert all((site / "course" / image["src"]).is_file() for image in page.images)


def test_the_guide_holds_what_the_readme_and_contributing_say(site):
    text = Page(html(site, "instructors/guide")).prose
    for words in ("with nbgrader's exchange", "See it work.", "Give back.", "130: interrupted"):
        assert words in text


def test_formulas_are_typeset(site):
    texts = {name: html(site, name) for name in written_pages(site)}
    assert {name: found for name in texts if (found := raw_formulas(Page(texts[name])))} == {}
    assert sum(text.count("<math") for text in texts.values()) > 100


def test_every_image_has_words(site):
    pages = [path for path in site.rglob("*.html") if "_modules" not in path.parts]
    found = {path.name: without_words(Page(path.read_text(encoding="utf-8"))) for path in pages}
    assert {name: images for name, images in found.items() if images} == {}


def test_headings_leave_out_no_level(site):
    steps = {name: skipped_headings(Page(html(site, name))) for name in written_pages(site)}
    assert {name: found for name, found in steps.items() if found} == {}


def test_no_page_has_what_is_for_machines(site):
    for name in written_pages(site):
        page = Page(html(site, name))
        text = page.open_text + page.folded_text
        assert not [words for words in NOT_FOR_READERS if words in text], name


def test_the_site_takes_nothing_from_another_host(site):
    pages = [path for path in site.rglob("*") if path.suffix in {".html", ".css"}]
    found = {path.name: from_elsewhere(path.read_text(encoding="utf-8")) for path in pages}
    assert {name: addresses for name, addresses in found.items() if addresses} == {}


# That these checks can fail


def test_a_page_with_faults_would_be_seen():
    faulty = Page(
        "<h1>a</h1><h3>b</h3><p>so $x$ and <math><mi>y</mi></math> <code>$z$</code></p>"
        r"<p>\frac{1}{2}</p><img src='x.png' alt=' '><img src='y.png' alt='a bar'>"
        "<img src='../images/z.png' alt='images/z.png'>"
    )
    assert raw_formulas(faulty) == ["$", "$", r"\frac"]
    assert without_words(faulty) == ["x.png", "../images/z.png"]
    assert skipped_headings(faulty) == [(1, 3)]
    assert skipped_headings(Page("<h1>a</h1><h2>b</h2><h1>c</h1>")) == [(2, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "<p>return 1</p>",
        '<details class="solution" open><p>return 1</p></details>',
        '<details class="solution"><p>other</p></details><p>return 1</p>',
        "<details><summary>Hint</summary>return 1</details>",
    ],
)
def test_a_solution_that_is_not_folded_would_be_seen(text):
    assert "return 1" in Page(text).open_text


def notebook(*outputs, **fields):
    title = v4.new_markdown_cell("# Title\n\nText", id="top-1")
    return v4.new_notebook(
        cells=[title, v4.new_code_cell("draw()", id="cell-1", outputs=list(outputs), **fields)]
    )


def on_stream(name):
    return v4.new_output("stream", name=name, text="one\n")


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (on_stream("stderr"), "writes to stderr"),
        (v4.new_output("error", ename="ValueError", evalue="no", traceback=[]), "with ValueError"),
        (v4.new_output("display_data", {"image/png": "aGk="}), "a figure without words"),
    ],
)
def test_what_no_page_may_show_is_refused_with_its_cell(output, words):
    with pytest.raises(notebook_pages.PageError, match=f"cell cell-1: .*{words}"):
        notebook_pages.page(notebook(output), "facts", str)


def test_what_is_printed_is_shown_as_it_is():
    text = notebook_pages.page(notebook(on_stream("stdout")), "facts", str)
    assert "<pre>one\n</pre>" in text


def test_a_formula_is_no_list_though_a_line_of_it_begins_with_plus():
    text = v4.new_markdown_cell("# Title\n\n- so $a\n  + b$\n\n$$a\n- b$$", id="top-2")
    made = notebook_pages.page(v4.new_notebook(cells=[*notebook().cells, text]), "facts", str)
    assert "- so $a + b$\n\n$$a - b$$" in made


def test_a_stub_keeps_what_stands_around_its_solutions():
    source = "def f(x):\n    '''Doc.'''\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION"
    assert notebook_pages.stub(source) == "def f(x):\n    '''Doc.'''\n    ..."
    assert notebook_pages.answer(source) == "return x"


def test_a_notebook_that_is_missing_is_named(tmp_path):
    (tmp_path / "course.toml").write_text('title = "A course"', encoding="utf-8")
    with pytest.raises(notebook_pages.PageError, match=r"00_contract\.ipynb.*make build"):
        course_pages.write_pages(tmp_path / "pages", tmp_path)


def test_a_long_formula_may_be_broken_before_its_outer_operators_only():
    made = formulas.to_mathml("f(a + b) = (1 + 2) - 3 + g(4, 5, 6, 7) = -8", block=False)
    lines = [re.sub("<[^>]+>", "", part) for part in formulas.breakable(made).split("<wbr>")]
    assert lines == ["f(a+b)", "=(1+2)", "−3", "+g(4,5,6,7)", "=−8"]
    short = formulas.to_mathml("a = b + c", block=False)
    assert formulas.breakable(short) == short


# In a browser, without any network


@pytest.fixture(scope="module")
def browser():
    with started() as running:
        yield running


@pytest.fixture
def page(browser):
    """A page that reaches files only, and remembers in `asked` what else it asked for."""
    with opened(browser) as fresh:
        fresh.asked = []

        def answer(route):
            if route.request.url.startswith(("file:", "data:")):
                route.continue_()
            else:
                fresh.asked.append(route.request.url)
                route.abort()

        fresh.route("**/*", answer)
        fresh.faults = []
        fresh.on("pageerror", lambda error: fresh.faults.append(str(error)))
        fresh.on("console", lambda said: said.type == "error" and fresh.faults.append(said.text))
        yield fresh


def show(page, site, name):
    page.goto((site / f"{name}.html").as_uri())


@pytest.mark.browser
@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_no_page_scrolls_sideways_or_asks_the_network(site, page, size):
    page.set_viewport_size(size)
    wide = {}
    for name in [*written_pages(site), "reference", "search", "api/conv_layer"]:
        show(page, site, name)
        page.evaluate(UNFOLD)
        if found := page.evaluate(TOO_WIDE):
            wide[name] = found
    assert wide == {}
    assert (page.asked, page.faults) == ([], [])


@pytest.mark.browser
@pytest.mark.parametrize(
    "body",
    [
        "<p style='width: 900px'>wide</p>",
        "<div style='overflow: hidden'><p style='width: 900px'>wide</p></div>",
    ],
)
def test_a_page_that_is_too_wide_would_be_seen(page, body):
    page.set_viewport_size(PHONE)
    page.set_content(f"<article>{body}</article>")
    assert page.evaluate(TOO_WIDE)
    page.set_content(
        "<article><div style='overflow-x: auto'><p style='width: 900px'>wide</p></div>"
    )
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.browser
def test_a_request_to_another_host_would_be_seen(site, page):
    show(page, site, "index")
    page.evaluate("fetch('https://example.org/').catch(() => 0)")
    assert page.asked == ["https://example.org/"]


@pytest.mark.browser
def test_the_keyboard_opens_a_solution(site, page):
    show(page, site, f"course/{next(iter(ASSIGNMENTS))}")
    folded = page.locator("details.solution").first
    code = folded.locator("pre")
    assert not code.is_visible()
    folded.locator("summary").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert code.is_visible()


@pytest.mark.browser
def test_widgets_work_by_the_keyboard(site, page):
    show(page, site, "course/02_correlation")
    button = page.get_by_role("button", name="Next position").first
    button.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("Position 2 of 4").first.is_visible()
    assert button.evaluate("one => one === document.activeElement")


@pytest.mark.browser
def test_the_search_field_works_on_files(site, page):
    show(page, site, "index")
    page.fill("input[name=q]", "dilation")
    page.keyboard.press("Enter")
    page.locator("ul.search li a").first.wait_for()
    assert (page.asked, page.faults) == ([], [])
