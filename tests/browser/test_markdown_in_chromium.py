"""What students write runs no script, in our pages and in formgrader's, each wall by itself."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from hostile_markdown import AWAY, vectors
from hostile_notebook import notebook
from latex2mathml.converter import convert
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import markdown2html
from nbgrader.server_extensions.formgrader import handlers
from playwright.sync_api import Browser
from traitlets.config import Config
from watching import TELL, Watched, Watcher, watching

from autograde.classroom.pages import markdown
from autograde.classroom.pages.cleaning import clean
from autograde.classroom.pages.markdown import to_html
from autograde.classroom.pages.showing import TEMPLATES, exporter_settings
from autograde.classroom.pages.text import plain_text

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
STATIC = Path(handlers.static_path)
SITE = "http://page.test/formgrader/"
ALIEN = """
() => [...document.querySelectorAll('main *')].flatMap(node => [...node.attributes].map(a => a.name)
  .filter(name => /^(on|data-)|^(id|class|style|name|srcset|srcdoc|action|formaction|ping)$/.test(name))
  .concat(/^(script|style|iframe|object|embed|form|input|svg|link|meta|base)$/i.test(node.localName)
    ? [node.localName] : []))
"""  # noqa: E501


@pytest.fixture
def watcher(browser: Browser) -> Iterator[Watcher]:
    with watching(browser) as made:
        yield made


def stock(text: str) -> str:
    """What nbconvert itself makes of a text."""
    try:
        return str(markdown2html(text))
    except Exception:
        return ""


def page(texts: list[str]) -> str:
    return f"<!doctype html>{TELL}<main>{''.join(f'<div>{text}</div>' for text in texts)}</main>"


def first_wall(text: str) -> str:
    return markdown._Text(plain_text(text), {}).html()


def second_wall(text: str) -> str:
    return clean(plain_text(stock(text)))


def quiet(watched: Watched) -> bool:
    return not (watched.hacked() or watched.dialogs or watched.errors)


@pytest.mark.parametrize("show", [to_html, second_wall], ids=["both walls", "the second alone"])
def test_no_text_runs_a_script_or_fetches_anything(watcher: Watcher, show) -> None:
    texts = [show(text) for text in vectors()]
    watched = watcher.show(page(texts))
    assert len(texts) > 200
    assert quiet(watched)
    assert watched.requests == []
    assert all(
        url.startswith(("http://away.test/", "https://away.test/")) for url in watched.windows
    )
    assert watched.page.evaluate(ALIEN) == []


def test_the_first_wall_alone_runs_no_script_and_fetches_nothing_unasked(watcher: Watcher) -> None:
    watched = watcher.show(page([first_wall(text) for text in vectors()]))
    assert quiet(watched)
    assert AWAY not in "".join(watched.requests)  # pressed links lead to away.test, with no page
    assert watched.page.evaluate(ALIEN) == []


def test_the_same_texts_do_run_when_nbconvert_shows_them(watcher: Watcher) -> None:
    watched = watcher.show_apart([stock(text) for text in vectors()])
    assert len(watched.hacked()) > 70
    assert sum(url.startswith("http://away.test/") for url in watched.requests) > 15


def test_formulas_do_run_when_the_converter_s_own_text_is_shown(watcher: Watcher) -> None:
    def converted(text: str) -> str:
        try:
            return convert(text.strip("$"))
        except Exception:
            return ""

    texts = [text for text in vectors() if re.match(r"\$\\(text|tag|mbox)", text)]
    assert len(watcher.show_apart([converted(text) for text in texts]).hacked()) > 3


def formgrader(settings: dict, notebook: nbformat.NotebookNode) -> str:
    """The page of one submission, as formgrader makes it."""
    config = Config(settings)
    config.HTMLExporter.template_name = "formgrade"
    if "extra_template_basedirs" not in config.HTMLExporter:
        config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    resources = {
        "assignment_id": "02_correlation",
        "notebook_id": "02_correlation",
        "submission_id": "1",
        "index": 0,
        "total": 1,
        "base_url": "",
        "student": "s1",
        "last_name": "<img src=x onerror=hack(1000)>",
        "first_name": "<script>hack(1001)</script>",
        "notebook_path": '"><img src=x onerror=hack(1002)>',
    }
    html, _ = HTMLExporter(config=config).from_notebook_node(notebook, resources=resources)
    return str(html).replace("<head>", f"<head>{TELL}", 1)


def site() -> dict[str, bytes]:
    """Formgrader's own scripts and styles, and a gradebook with nothing in it."""
    files = {
        f"{SITE}static/{path.relative_to(STATIC).as_posix()}": path.read_bytes()
        for path in STATIC.rglob("*")
        if path.suffix in (".js", ".css") and path.is_file()
    }
    return files | {f"{SITE}api/grades": b"[]", f"{SITE}api/comments": b"[]"}


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_formgrader_shows_a_hostile_notebook_and_works_without_the_network(
    watcher: Watcher,
) -> None:
    page = formgrader(exporter_settings(), notebook())
    watched = watcher.show(page, site(), press="#notebook-container")
    assert quiet(watched)
    assert [url for url in watched.requests if not url.startswith(f"{SITE}static/")] == []
    assert watched.page.evaluate("formgrader.loaded") is True
    assert watched.page.evaluate("MathJax.loaded") is True
    assert watched.page.locator("math").count() > 5
    assert watched.page.locator("text=A report of ours").count() == 1
    assert watched.page.locator("text=Somebody else's report").count() == 0


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_stock_formgrader_runs_the_hostile_notebook_s_scripts(watcher: Watcher) -> None:
    watched = watcher.show(formgrader({}, notebook()), site(), press="")
    assert {1000, 1001, 1002} <= watched.hacked()
    assert len(watched.hacked()) > 10


def test_every_formula_of_the_course_is_shown_at_a_size_that_can_be_read(watcher: Watcher) -> None:
    texts, count = [], 0
    for path in sorted((ROOT / "solutions").glob("*/*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            text = "".join(cell["source"])
            if cell["cell_type"] == "markdown" and "$" in text:
                texts.append(to_html(text).replace("<details>", "<details open>"))
                count += len(re.findall(r"\$\$[^$]+\$\$|\$[^$]+\$", text))
    css = (TEMPLATES / "base" / "math.css").read_text(encoding="utf-8")
    watched = watcher.show(f"{page(texts)}<style>{css}</style>")
    assert watched.page.locator("math").count() == count > 50
    assert "$" not in watched.page.locator("main").inner_text()
    sizes = watched.page.evaluate(
        "[...document.querySelectorAll('math')].map(m => m.getBoundingClientRect())"
        ".map(r => [r.width, r.height, r.right])"
    )
    assert all(width > 4 and height > 8 and right < 1280 for width, height, right in sizes)
    assert "\\" not in "".join(watched.page.locator("math").all_text_contents())
