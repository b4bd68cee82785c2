import json
import re

import nbformat
import numpy as np
import pytest
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode, from_dict
from traitlets.config import Config

from autograde.classroom.pages import showing
from autograde.classroom.pages.cleaning import clean, clean_report
from autograde.classroom.pages.showing import MAX_CODE, class_filters, exporter_settings, harmless
from cnn_lab import check, checking, report

BAD = "<img src=x onerror=alert(1)>"
PNG = "iVBORw0KGgo="
RESOURCES = {"base_url": "", "index": 0, "total": 1}


def reduced(*cells, resources=None):
    notebook = from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    return harmless(notebook, resources or {})


def code(outputs, **changes):
    cell = {"cell_type": "code", "metadata": {}, "source": "1", "execution_count": 1}
    return cell | {"outputs": outputs} | changes


def shown(mime, value, kind="display_data", metadata=None):
    return {"output_type": kind, "data": {mime: value}, "metadata": metadata or {}}


def only_output(cell):
    notebook, _ = reduced(cell)
    outputs = notebook.cells[0].outputs
    return outputs[0] if outputs else None


def page(notebook, template="formgrade"):
    config = Config(exporter_settings())
    config.HTMLExporter.template_name = template
    html, _ = HTMLExporter(config=config).from_notebook_node(notebook, resources=RESOURCES)
    return html


@pytest.mark.parametrize(
    "mime",
    ["image/svg+xml", "application/javascript", "text/latex", "text/markdown", "text/vnd.mermaid"],
)
def test_outputs_that_could_act_are_dropped(mime):
    assert only_output(code([shown(mime, BAD)])) is None


def test_html_is_kept_only_in_a_check_cell():
    html = shown("text/html", '<b style="color:red">3 of 3</b>')
    assert only_output(code([html])) is None
    ours = only_output(code([html], metadata={"cnn_kit": {"role": "check"}}))
    assert ours.data["text/html"] == '<b style="color:red">3 of 3</b>'
    for kit in ({"role": "own"}, "check", None):
        assert only_output(code([html], metadata={"cnn_kit": kit})) is None


def test_even_a_check_cell_s_html_has_no_script_and_fetches_nothing():
    html = f'{BAD}<p style="background:url(//e.org/x)">a</p><p style="position:fixed">b</p>'
    kept = only_output(code([shown("text/html", html)], metadata={"cnn_kit": {"role": "check"}}))
    assert kept.data["text/html"] == '<p>a</p><p style="">b</p>'


def test_reports_of_the_kit_pass_as_they_are(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checking, "beside_notebook", lambda: "")  # reports on paper link nowhere

    def correlate2d(image, kernel):
        print("<b>")
        windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), kernel.shape)
        return np.einsum("hwkl,kl->hw", windows, kernel[::-1, ::-1])

    pages = [check(correlate2d).html, report.html.note("A hint with `code` in it")]
    assert "<td" in pages[0]
    assert "outline" in pages[0]
    for html in pages:
        assert parts(clean_report(html)) == parts(html)


def parts(html):
    """Tags, attributes and styles, whatever the spaces and the order; a parser adds `tbody`."""
    found = []
    for tag, attributes in re.findall(r"<([a-z]+)([^>]*)>", html):
        values = dict(re.findall(r'([a-z-]+)="([^"]*)"', attributes))
        style = re.sub(r"(?<!\d)\.", "0.", values.pop("style", ""))
        styles = {re.sub(r"\s*:\s*", ":", one) for one in style.split(";") if one}
        found += [(tag, values, styles)] if tag != "tbody" else []
    return found, re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize("count", [BAD, "1", 1.5, True])
def test_an_execution_count_is_a_number_or_nothing(count):
    notebook, _ = reduced(code([], execution_count=count))
    assert notebook.cells[0].execution_count is None


def test_cells_of_unknown_and_raw_kinds_are_dropped():
    raw = {"cell_type": "raw", "metadata": {"raw_mimetype": "text/html"}, "source": BAD}
    odd = {"cell_type": "odd", "type": BAD, "metadata": {}}
    assert reduced(raw, odd)[0].cells == []


def test_metadata_is_dropped_but_for_a_sound_grade():
    tags = {"tags": ["modal"], "magics_language": BAD, "transient": {}}
    grade = {"grade_id": "a-b_1", "grade": True, "solution": 1, "points": 2, "comment": BAD}
    notebook, _ = reduced(
        code([], metadata=tags | {"nbgrader": grade}),
        code([], metadata={"nbgrader": {**grade, "grade_id": '"><b>'}}),
        code([], metadata={"nbgrader": "grade_id"}),
    )
    first, *others = [cell.metadata for cell in notebook.cells]
    assert first == {
        "nbgrader": {
            "grade_id": "a-b_1",
            "grade": True,
            "solution": False,
            "locked": False,
            "task": False,
            "points": 2,
        }
    }
    assert others == [{}, {}]


def test_a_picture_keeps_its_words_and_nothing_else():
    about = {"image/png": {"alt": "two curves", "width": "1 onload=x"}, "filenames": {"a": "b"}}
    kept = only_output(code([shown("image/png", PNG, metadata=about)]))
    assert kept.metadata == {"image/png": {"alt": "two curves"}}
    assert only_output(code([shown("image/png", f'{PNG}" onload="x')])) is None


def test_names_of_students_become_text():
    _, resources = reduced(resources={"student": BAD, "last_name": "O'Neil", "index": 3})
    assert resources == {
        "student": "&lt;img src=x onerror=alert(1)&gt;",
        "last_name": "O&#x27;Neil",
        "index": 3,
    }


def test_a_reduced_notebook_is_still_valid():
    notebook, _ = reduced(
        code([shown("text/plain", "1.0", kind="execute_result"), {"output_type": "odd"}]),
        code([{"output_type": "error", "ename": "E", "evalue": "e", "traceback": ["a", "b"]}]),
        code([{"output_type": "stream", "name": "other", "text": "x"}]),
        {"cell_type": "markdown", "metadata": {}, "source": "x", "attachments": "no"},
    )
    nbformat.validate(notebook)


def test_the_filters_leave_no_html_of_others_through():
    filters = class_filters()
    assert filters["ansi2html"](f"\x1b[31m{BAD}") == BAD.replace("<", "&lt;").replace(">", "&gt;")
    assert "<img" not in filters["clean_html"](BAD)
    assert "<img" not in filters["highlight_code"](BAD, metadata={"magics_language": "html"})
    assert filters["strip_files_prefix"]('href="files/javascript:x"') == 'href="files/javascript:x"'
    assert filters["clean_html"](Markup("<b>ours</b>")) == "<b>ours</b>"


def test_very_long_code_is_shown_without_colours():
    made = showing.highlight_code("x" * (MAX_CODE + 1))
    assert "<span" not in made
    assert "<span" in showing.highlight_code("def f(): pass")


def test_the_settings_can_be_written_as_json():
    assert json.loads(json.dumps(exporter_settings())) == exporter_settings()


@pytest.mark.parametrize("template", ["formgrade", "classic", "lab"])
def test_markdown_of_a_cell_is_shown_safely_with_its_attachments(template):
    cell = {
        "cell_type": "markdown",
        "id": "a",
        "metadata": {},
        "source": f"$x_1$ {BAD} ![p](attachment:p)",
        "attachments": {"p": {"image/png": PNG}},
    }
    notebook = NotebookNode(nbformat=4, nbformat_minor=5, metadata={}, cells=[from_dict(cell)])
    html = page(from_dict(notebook), template)
    assert "<math" in html
    assert BAD not in html
    assert f'src="data:image/png;base64,{PNG}"' in html


def test_formgrader_s_page_fetches_no_mathematics():
    notebook = from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []})
    html = page(notebook)
    assert "cdnjs" not in html
    assert "http:" not in html
    assert "https:" not in html
    assert 'mtd[columnalign="left"]' in html


def test_the_second_wall_stands_by_itself():
    assert clean("<script>x</script><b onclick=x id=y class=z style=a>b</b>") == "<b>b</b>"
    assert "href" not in clean("<svg><a href=javascript:x>y</a></svg>")
    assert "href" not in clean('<a href="javascript:x">y</a>')
    assert "src" not in clean('<img src="https://e.org/x.png">')
    assert "src" not in clean('<img src="data:image/svg+xml;base64,AAAA">')
