"""The loss stepper: two images from their scores to the loss and back, one step at a click.

One piece of HTML that asks nothing of the network. All numbers are typed in; the script only
uncovers what is there. Without script, a list of all steps stands in its place.
"""

from __future__ import annotations

import html
import json
from dataclasses import dataclass

from ..figures import show_html, text_of
from ..stepping import framed

RIGHT = (0, 2)
"""The right class of image 0 and of image 1."""


@dataclass(frozen=True)
class Step:
    """One step: its name, a row of numbers for each image, a last column, and a sentence."""

    name: str
    look: str
    rows: tuple[tuple[str, ...], tuple[str, ...]]
    said: str
    last: str = ""


STEPS = (
    Step(
        "scores",
        "input",
        (("0.693", "0", "0"), ("0", "1.792", "0")),
        "Image 0 has the scores log 2, 0, 0, and image 1 has 0, log 6, 0. A frame is around the "
        "right class of each image.",
    ),
    Step(
        "minus the largest",
        "products",
        (("0", "−0.693", "−0.693"), ("−1.792", "0", "−1.792")),
        "Each row's largest score is taken off: log 2 from row 0, log 6 from row 1.",
    ),
    Step(
        "exp, and its sum",
        "products",
        (("1", "1/2", "1/2", "2"), ("1/6", "1", "1/6", "4/3")),
        "exp of each number, and the sum of each row: 1 + 1/2 + 1/2 = 2, 1/6 + 1 + 1/6 = 4/3.",
        "sum",
    ),
    Step(
        "p: shares",
        "output",
        (("1/2", "1/4", "1/4"), ("1/8", "3/4", "1/8")),
        "Each number divided by the sum of its row. Every row adds to 1.",
    ),
    Step(
        "loss of each image",
        "output",
        (("0.693",), ("2.079",)),
        "Minus the logarithm of the right class's share: log 2 and log 8. Their mean is the loss, "
        "1.386.",
    ),
    Step(
        "p minus 1 at the right class",
        "gradient",
        (("−1/2", "1/4", "1/4"), ("1/8", "3/4", "−7/8")),
        "Back again: 1 is taken off at the right class. Now every row adds to 0.",
    ),
    Step(
        "dlogits: divided by N = 2",
        "gradient",
        (("−1/4", "1/8", "1/8"), ("1/16", "3/8", "−7/16")),
        "The loss is a mean over 2 images, so everything is divided by 2.",
    ),
)


def loss_stepper() -> None:
    """Show softmax, cross-entropy and their gradient for two images, step by step."""
    show_html(page(), in_text())


def page() -> str:
    """Return the stepper as HTML. It is the same text every time, ids included."""
    data = {"said": [step.said for step in STEPS], "live": _live()}
    script = text_of("loss_stepper.js", __package__)
    script = script.replace("__DATA__", json.dumps(data, ensure_ascii=False))
    style = f"<style>{text_of('loss.css', __package__)}</style>"
    return framed("cnn-loss", style + _static(), script)


def in_text() -> str:
    """Return all steps as plain text, one line for each."""
    lines = ["Two images with three classes, from the scores to the loss and back:"]
    for step in STEPS:
        rows = "; ".join(" ".join(row) for row in step.rows)
        lines.append(f"  {step.name}: {rows}. {step.said}")
    return "\n".join(lines)


def _live() -> str:
    """Return the interactive part, which the script adds."""
    boxes = "".join(_box(index, step) for index, step in enumerate(STEPS))
    return (
        '<div class="cnn-live cnn-loss" role="group" '
        'aria-label="Softmax and cross-entropy, step by step">'
        '<div class="cnn-buttons">'
        '<button type="button" data-part="previous" aria-label="Previous step">← Previous</button>'
        '<button type="button" data-part="next" aria-label="Next step">Next →</button>'
        '<span data-part="where" aria-live="polite"></span></div>'
        '<p class="cnn-sum" data-part="said" aria-live="polite"></p>'
        f'<div class="cnn-row">{boxes}</div></div>'
    )


def _box(index: int, step: Step) -> str:
    """One step's table: a row for each image, the right class framed."""
    columns = [f"class {k}" for k in range(3)] if len(step.rows[0]) > 1 else [""]
    heads = [*columns, step.last] if step.last else columns
    head = "".join(f"<th scope='col'>{name}</th>" for name in heads)
    body = "".join(
        f"<tr><th scope='row'>image {n}</th>{_cells(n, row)}</tr>"
        for n, row in enumerate(step.rows)
    )
    return (
        f'<div class="cnn-box" data-part="step-{index}"><div>{index + 1}. {step.name}</div>'
        f'<table class="cnn-grid cnn-{step.look}" aria-label="{step.name}">'
        f"<thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(n: int, row: tuple[str, ...]) -> str:
    """The cells of one image."""
    here = ' class="cnn-here"'
    return "".join(
        f"<td{here if k == RIGHT[n] and len(row) > 1 else ''}>{value}</td>"
        for k, value in enumerate(row)
    )


def _static() -> str:
    """All steps as a list."""
    lines = "".join(
        f"<li><strong>{step.name}.</strong> "
        + "; ".join(f"image {n}: {', '.join(row)}" for n, row in enumerate(step.rows))
        + f".<br>{html.escape(step.said)}</li>"
        for step in STEPS
    )
    heading = "From scores to the loss and back; the right classes are 0 and 2."
    return f"<p>{heading}</p><ol>{lines}</ol>"
