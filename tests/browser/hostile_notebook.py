"""A notebook that attacks the page that shows it, in every part that nbconvert does not refuse."""

from hostile_markdown import vectors
from nbformat import NotebookNode, from_dict

RUN = "<img src=x onerror=hack({})>"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="  # noqa: E501


def notebook() -> NotebookNode:
    """Its scripts call `hack` with numbers from 0 (in texts) and from 500 (elsewhere)."""
    cells = [_markdown(text) for text in vectors() if _bounded(text)]
    cells += [
        _markdown("![a](attachment:a)", attachments={"a": {"image/svg+xml": RUN.format(500)}}),
        _markdown(
            "![a](attachment:b)",
            attachments={"b": {"image/png": f'{PIXEL}"onerror="hack(501)'}},
        ),
        _markdown("x", {"nbgrader": _grade(f'"><b id=x>{RUN.format(502)}')}),
        _markdown("x", {"nbgrader": _grade("ok")}),
        {"cell_type": "raw", "metadata": {"raw_mimetype": "text/html"}, "source": RUN.format(503)},
        _code(RUN.format(505), tags=['"><img src=x onerror=hack(507)>']),
        _code("%%html\n" + RUN.format(508), language='x"><img src=x onerror=hack(509)>'),
        _code("1", outputs=[_stream(RUN.format(510)), _error(RUN.format(511))]),
        _code("1", outputs=[_shown("text/html", RUN.format(512) + "Somebody else's report")]),
        _code("1", outputs=[_shown("image/svg+xml", f"<svg onload=hack(513)>{RUN.format(514)}")]),
        _code("1", outputs=[_shown("application/javascript", "hack(515)")]),
        _code("1", outputs=[_shown("text/latex", f"$x$ {RUN.format(516)}")]),
        _code("1", outputs=[_shown("text/markdown", RUN.format(517))]),
        _code("1", outputs=[_shown("text/plain", RUN.format(518))]),
        _code("1", outputs=[_shown("image/png", PIXEL, width="1 onload=hack(519)")]),
        _code("1", outputs=[_shown("image/png", f'{PIXEL}" onload="hack(520)')]),
        _code("1", outputs=[_shown("text/html", RUN.format(521), isolated=True)]),
        _code("1", outputs=[_shown("text/vnd.mermaid", f"</pre>{RUN.format(522)}")]),
        _code("1", outputs=[_filed("http://away.test/seen.png")]),
        _code("1", outputs=[_shown("text/html", _report())], kit={"role": "check"}),
    ]
    for number, cell in enumerate(cells):
        cell.setdefault("id", f"cell-{number}")
    return from_dict(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {
                "title": f"</title>{RUN.format(530)}",
                "language_info": {"name": f'"><b>{RUN.format(531)}', "pygments_lexer": "html"},
                "kernelspec": {"name": "x", "display_name": RUN.format(532)},
                "widgets": {
                    "application/vnd.jupyter.widget-state+json": {
                        "state": {},
                        "x": f"</script>{RUN.format(533)}",
                    }
                },
            },
            "cells": cells,
        }
    )


def _bounded(text: str) -> bool:
    """Whether a text leaves the rest of the page to the others, in stock formgrader."""
    taking = ("<plaintext", "<textarea", "<title", "<xmp", "<!--", "<template", "<style", "<math")
    gone = ("http-equiv", "<frameset", "<base", "attachment:no", "<select", "<svg", "<iframe")
    return not any(word in text for word in (*taking, *gone)) and len(text) < 1000


def _markdown(source: str, metadata: dict | None = None, **more: object) -> dict:
    return {"cell_type": "markdown", "metadata": metadata or {}, "source": source, **more}


def _code(
    source: str,
    outputs: list | None = None,
    tags: list | None = None,
    language: str = "",
    kit: dict | None = None,
) -> dict:
    metadata: dict = {"tags": tags or []}
    if language:
        metadata["magics_language"] = language
    if kit:
        metadata["cnn_kit"] = kit
    return {
        "cell_type": "code",
        "metadata": metadata,
        "source": source,
        "execution_count": 1,
        "outputs": outputs or [],
    }


def _grade(name: str) -> dict:
    flags = {"grade": True, "solution": True, "locked": False, "task": False, "points": 2}
    return {"grade_id": name, "schema_version": 3, "cell_type": "markdown", **flags}


def _stream(text: str) -> dict:
    return {"output_type": "stream", "name": "stdout", "text": text}


def _error(text: str) -> dict:
    return {"output_type": "error", "ename": text, "evalue": text, "traceback": [text]}


def _shown(mime: str, value: object, **metadata: object) -> dict:
    return {"output_type": "display_data", "data": {mime: value}, "metadata": {mime: metadata}}


def _filed(name: str) -> dict:
    output = _shown("image/png", PIXEL)
    return {**output, "metadata": {"filenames": {"image/png": name}}}


def _report() -> str:
    """As the grader writes them, had somebody got a script into one."""
    table = '<table><tr><td style="background:#8cbfde;position:fixed">1</td></tr></table>'
    styles = '<b style="background:url(http://away.test/seen.png)">x</b>'
    return f'<div style="border-left:4px solid #009E73">A report of ours{table}</div>{styles}' + (
        RUN.format(523)
    )
