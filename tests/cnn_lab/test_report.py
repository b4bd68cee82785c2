"""Reports: what a student reads, in which order, and what stays hidden in the grader's cases."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest
from small_sheets import SLIDE, SPREAD, slide_flipped, slide_right, spread_right

from cnn_lab.diagnosis import Verdict, forbidden
from cnn_lab.report import html, page, phrases, pictures, reason, text
from cnn_lab.running import argument_names, run
from cnn_lab.sheets import Sheet

VISIBLE = "visible cases {} of {}; the grade also uses fresh hidden cases"


def _verdict(sheet: Sheet, function: Callable[..., Any]) -> Verdict:
    verdict = run(sheet, function, {}).verdict
    assert verdict is not None
    return verdict


def _page(sheet: Sheet, function: Callable[..., Any], **options: Any) -> page.Page:
    names = argument_names(function)
    return page.of_verdict(sheet, _verdict(sheet, function), names=names, **options)


def _text(sheet: Sheet, function: Callable[..., Any], **options: Any) -> str:
    return text.page(_page(sheet, function, **options))


def one_short(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    return slide_right(signal, kernel)[:-1]


def one_off(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    found = slide_right(signal, kernel)
    found[-1] += 7
    return found


def returns_none(signal: np.ndarray, kernel: np.ndarray) -> None:
    slide_right(signal, kernel)


def half_precision(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    return slide_right(signal, kernel).astype(np.float32)


def with_nan(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    return slide_right(signal, kernel) * np.nan


def failing(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    return signal[99]


def in_place(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    found = slide_right(signal, kernel)
    signal *= 2
    return found


def unwritten(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    raise NotImplementedError


def half_written(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    if signal.dtype.kind == "i":
        raise NotImplementedError
    return slide_right(signal, kernel)


def never_refuses(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    return slide_right(np.concatenate([signal, signal]), kernel)[: len(signal) - len(kernel) + 1]


ANSWERS = [
    slide_right,
    slide_flipped,
    one_short,
    one_off,
    returns_none,
    half_precision,
    with_nan,
    failing,
    in_place,
    unwritten,
    half_written,
    never_refuses,
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_report_says_how_many_visible_cases_are_right(answer: Callable[..., Any]) -> None:
    verdict = _verdict(SLIDE, answer)
    line = VISIBLE.format(verdict.right, verdict.total)
    assert f"  {line}\n" in _text(SLIDE, answer) + "\n"
    assert line in html.page(_page(SLIDE, answer))


def test_a_passed_report_is_short() -> None:
    assert _text(SLIDE, slide_right) == "slide: passed, 3 of 3 points\n  " + VISIBLE.format(4, 4)


def test_a_wrong_answer_is_told_in_the_order_of_a_patient_teacher() -> None:
    lines = _text(SLIDE, slide_flipped).splitlines()
    assert lines[:6] == [
        "slide: not right yet, 0 of 3 points",
        "  " + VISIBLE.format(1, 4),
        "slide, whole, signal (4,), kernel (2,): the output is wrong in every entry.",
        "  got 2, expected 1 at [0]; 3 of 3 entries are wrong",
        "  Looks like: The kernel was turned.",
        "  Try: `kernel` [1, 0] on [1, 2].",
    ]


def test_one_wrong_entry_is_told_with_its_index() -> None:
    report = _text(SLIDE, one_off)
    assert "the output is wrong in one entry." in report
    assert "  got 14, expected 7 at [2]; 1 of 3 entries is wrong" in report


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (one_short, "the output has the wrong length."),
        (returns_none, "it returns None."),
        (half_precision, "the output has the wrong dtype."),
        (with_nan, "the output holds NaN or infinity."),
        (failing, "it raises IndexError."),
        (in_place, "it changes its signal; inputs must stay as they were."),
        (unwritten, "slide still raises NotImplementedError."),
        (half_written, "whole is not written yet."),
        (never_refuses, "it returns a value where it should raise ValueError."),
    ],
)
def test_what_is_wrong_is_named_with_one_next_step(answer: Callable[..., Any], said: str) -> None:
    report = _text(SLIDE, answer)
    assert said in report
    assert report.count("  Try: ") == 1


def test_a_mistake_that_explains_only_some_cases_is_said_at_least() -> None:
    def flipped_and_more(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
        found = slide_flipped(signal, kernel)
        return found if signal.dtype.kind == "f" else found + 5

    assert "  Looks at least like: The kernel was turned." in _text(SLIDE, flipped_and_more)


def test_a_tell_is_told_when_no_mistake_fits() -> None:
    assert "  Notice: Every sign is the opposite." in _text(SLIDE, lambda s, k: -slide_right(s, k))


def test_an_error_is_shown_at_the_students_own_line_without_a_traceback() -> None:
    report = _text(SLIDE, failing)
    assert "IndexError: index 99 is out of bounds for axis 0 with size 4" in report
    assert re.search(r"\(your line \d+: return signal\[99\]\)", report)
    assert "Traceback" not in report
    assert "cnn_lab" not in report


@pytest.mark.parametrize(
    ("error", "step"),
    [
        (NameError, "look at the spelling of the name"),
        (UnboundLocalError, "look at the spelling of the name"),
        (IndexError, "print the index and the shape"),
        (TypeError, "print the type of every name"),
        (ValueError, "print the shape of every array"),
        (ZeroDivisionError, "read your line once more"),
    ],
)
def test_the_next_step_fits_the_exception(error: type[Exception], step: str) -> None:
    def raising(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
        raise error("why")

    assert f"  Try: {step}" in _text(SLIDE, raising)


def test_large_whole_numbers_are_written_out() -> None:
    assert [pictures.number(v) for v in (-46592.0, 1e6, 0.125, -0.0)] == [
        "-46592",
        "1e+06",
        "0.125",
        "0",
    ]


def test_a_forbidden_name_is_told_as_students_write_it() -> None:
    content = page.of_verdict(SLIDE, forbidden(SLIDE, "numpy.convolve"))
    assert "It uses np.convolve, which this exercise asks you not to use." in text.page(content)
    assert "Try: write the computation yourself, without np.convolve." in text.page(content)


def test_part_of_a_tuple_is_named_by_its_place() -> None:
    def wrong_count(image: np.ndarray, times: int) -> tuple[np.ndarray, int]:
        return spread_right(image, times)[0], times

    assert "output[1] is wrong.\n  got 2, expected 8" in _text(SPREAD, wrong_count)


def test_inputs_that_are_no_arrays_are_told_by_name() -> None:
    report = _text(SPREAD, lambda image, times: (np.tile(image, (1, times)), 4 * times))
    assert "  with times = 2\n" in report


def test_small_inputs_got_expected_and_difference_are_drawn() -> None:
    content = _page(SLIDE, slide_flipped)
    captions = [grid.caption for grid in content.grids]
    assert captions == [
        "signal (4,)",
        "kernel (2,)",
        "got (3,)",
        "expected (3,)",
        "difference, got - expected (3,)",
    ]
    assert [[cell.text for cell in row] for row in content.grids[2].cells] == [["2", "5", "8"]]
    assert [[cell.text for cell in row] for row in content.grids[4].cells] == [["1", "1", "1"]]


def _marks(grid: page.Grid, mark: str) -> list[tuple[int, int]]:
    rows = enumerate(grid.cells)
    return [(i, j) for i, row in rows for j, cell in enumerate(row) if cell.mark == mark]


def test_the_first_wrong_entry_is_marked_in_got_expected_and_difference() -> None:
    def wrong_column(image: np.ndarray, times: int) -> tuple[np.ndarray, int]:
        found, count = spread_right(image, times)
        found[1, 3] = -9
        return found, count

    grids = _page(SPREAD, wrong_column).grids
    assert [_marks(grid, "first") for grid in grids] == [[], [(1, 3)], [(1, 3)], [(1, 3)]]


def test_a_large_array_is_cut_to_twelve_around_the_first_wrong_entry() -> None:
    def wrong_late(image: np.ndarray, times: int) -> tuple[np.ndarray, int]:
        found, count = spread_right(image, times)
        if times == 3:
            found[1, 50:] = 0
        return found, count

    content = _page(SPREAD, wrong_late)
    got = content.grids[0]
    assert got.caption == "got (2, 60)"
    assert got.note == "columns 44 to 55 of 60"
    assert _marks(got, "first") == [(1, 6)]
    assert "with image = array of shape (2, 20), times = 3" in text.page(content)


@pytest.mark.parametrize(
    ("mode", "index", "window"),
    [
        ("valid", (1, 2), [(1, 2), (1, 3), (2, 2), (2, 3), (3, 2), (3, 3)]),
        ("full", (0, 0), [(0, 0)]),
        ("full", (2, 4), [(0, 3), (1, 3), (2, 3)]),
        ("same", (0, 0), [(0, 0), (1, 0)]),
        ("same", (1, 1), [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]),
    ],
)
def test_the_window_of_the_first_wrong_entry_is_marked_in_the_image(
    mode: str, index: tuple[int, int], window: list[tuple[int, int]]
) -> None:
    from cnn_lab.cases import Call, Case, Result
    from cnn_lab.compare import Difference
    from cnn_lab.diagnosis import Failure
    from cnn_lab.report.pictures import grids

    image, kernel = np.zeros((5, 4)), np.ones((3, 2))
    shape = {"valid": (3, 3), "full": (7, 5), "same": (5, 4)}[mode]
    case = Case("k", "l", (Call("correlate2d", (image, kernel, mode)),), (Result(0),))
    got, expected = np.ones(shape), np.zeros(shape)
    difference = Difference("values", "1", "0", index=index, wrong=1, total=2)
    failure = Failure(case, 0, 0, difference, (got,), (expected,))
    assert _marks(grids(failure)[0], "window") == window


def test_four_axes_show_the_slice_that_holds_the_first_wrong_entry() -> None:
    from cnn_lab.report.pictures import _grid

    array = np.arange(2 * 3 * 4 * 5.0).reshape(2, 3, 4, 5)
    grid = _grid("got", array, (1, 2, 3, 4), 1.0, {})
    assert grid.note == "at [1, 2, :, :]"
    assert grid.cells[3][4].text == "119"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (np.float64(-0.0), "0"),
        (np.float64(1 / 3), "0.3333"),
        (np.float64(-np.inf), "-inf"),
        (np.float64(np.nan), "nan"),
        (np.int64(-7), "-7"),
        (np.uint64(2**63), "9.22e+18"),
        (np.bool_(True), "True"),
        (np.complex128(1 + 2j), "1+2j"),
    ],
)
def test_entries_are_short_texts(value: Any, shown: str) -> None:
    from cnn_lab.report.pictures import number

    assert number(value) == shown


@pytest.mark.parametrize("odd", ["object", "nan", "inf", "empty", "bool", "0-d"])
def test_every_odd_array_can_be_reported(odd: str) -> None:
    odds = {
        "object": np.array([None]),
        "nan": np.full(1, np.nan),
        "inf": np.full(1, np.inf),
        "empty": np.zeros((0, 3)),
        "bool": np.array([True]),
        "0-d": np.array(3.0),
    }
    content = _page(SLIDE, lambda signal, kernel: odds[odd])
    assert text.page(content)
    assert html.page(content)


# What stays hidden.


@pytest.mark.parametrize("answer", ANSWERS[1:])
def test_hidden_cases_show_no_expected_value_and_no_picture(answer: Callable[..., Any]) -> None:
    content = _page(SLIDE, answer, reveal=False)
    assert content.grids == ()
    assert content.given == ()
    for shown in (text.page(content), html.page(content)):
        assert "expected" not in shown
        assert "[2]" not in shown
        assert "visible cases" not in shown


def test_hidden_cases_keep_the_mistake_and_the_step() -> None:
    report = _text(SLIDE, slide_flipped, reveal=False)
    assert "Looks like: The kernel was turned." in report
    assert "Try: `kernel` [1, 0] on [1, 2]." in report


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_hidden_reason_is_one_line_without_an_expected_value(answer: Callable[..., Any]) -> None:
    said = reason(_verdict(SLIDE, answer))
    assert said.endswith(".")
    assert "\n" not in said
    assert "expected" not in said
    assert answer is failing or not re.search(r"\[\d", said)
    assert "ValueError" not in said


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (_verdict(SLIDE, slide_right), "Every case is right."),
        (_verdict(SLIDE, unwritten), "Not written yet."),
        (_verdict(SLIDE, half_written), "whole is not written yet."),
        (
            _verdict(SLIDE, slide_flipped),
            "whole, signal (4,), kernel (2,): the output is wrong in every entry; "
            "looks like: The kernel was turned.",
        ),
        (
            forbidden(SLIDE, "numpy.convolve"),
            "It uses np.convolve, which this exercise asks you not to use.",
        ),
        (Verdict("timeout", 0.0, 3.0, (), 0, 4), "It took too long and was stopped."),
        (Verdict("killed", 0.0, 3.0, (), 0, 4), "Its process ended before it had answered."),
    ],
)
def test_the_reason_says_why_in_one_sentence(verdict: Verdict, said: str) -> None:
    assert reason(verdict) == said


def test_a_revealed_reason_has_got_and_expected() -> None:
    assert "got 2, expected 1 at [0]" in reason(_verdict(SLIDE, slide_flipped), reveal=True)


def test_a_function_that_is_missing_is_told_so() -> None:
    from cnn_lab.cases import carried, perform
    from cnn_lab.diagnosis import diagnose

    verdict = diagnose(SLIDE, [carried(perform(case, {})) for case in SLIDE.cases])
    assert "no function of this name is defined" in reason(verdict)


def test_words_are_listed_as_in_a_sentence() -> None:
    assert phrases.listed(("a",)) == "a"
    assert phrases.listed(("a", "b", "c")) == "a, b and c"


def test_a_wrong_shape_names_the_axis() -> None:
    def narrow(image: np.ndarray, times: int) -> tuple[np.ndarray, int]:
        found, count = spread_right(image, times)
        return found[:, :-1], count

    def flat(image: np.ndarray, times: int) -> tuple[np.ndarray, int]:
        found, count = spread_right(image, times)
        return found[:-1], count

    assert "output[0] has the wrong width." in _text(SPREAD, narrow)
    assert "output[0] has the wrong height." in _text(SPREAD, flat)


# HTML.


class _Tags(HTMLParser):
    """Every tag closed where it has to be, and no script."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _tags(markup: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(markup)
    assert parser.open == []
    return parser.seen


@pytest.mark.parametrize("answer", ANSWERS)
def test_html_is_well_formed_and_the_same_every_time(answer: Callable[..., Any]) -> None:
    first = html.page(_page(SLIDE, answer))
    assert first == html.page(_page(SLIDE, answer))
    tags = _tags(first)
    assert not {tag for tag, _ in tags} & {"script", "style", "iframe", "img", "a"}
    assert tags[0][1]["aria-label"].startswith("check of slide: ")  # type: ignore[union-attr]


def test_every_drawn_table_has_a_label_and_marks_in_words() -> None:
    markup = html.page(_page(SLIDE, slide_flipped))
    tables = [attributes for tag, attributes in _tags(markup) if tag == "table"]
    assert len(tables) == 5
    assert all(attributes["aria-label"] for attributes in tables)
    assert markup.count('title="first wrong entry"') == 3
    assert "solid frame: first wrong entry" in markup


def test_every_coloured_cell_sets_its_own_ink_so_that_dark_themes_stay_readable() -> None:
    markup = html.page(_page(SLIDE, slide_flipped))
    for tag, attributes in _tags(markup):
        if tag in ("td", "th") and attributes.get("style"):
            assert "background:" in (attributes["style"] or "")
            assert ";color:#" in (attributes["style"] or "")


def test_whatever_a_student_writes_is_escaped() -> None:
    def evil(signal: np.ndarray, kernel: np.ndarray) -> None:
        print("<script>alert(1)</script>\ud800")
        raise ValueError("<img src=x onerror=alert(1)>\ud800\nsecond line")

    done = run(SLIDE, evil, {})
    assert done.verdict is not None
    content = page.of_verdict(SLIDE, done.verdict, names=("<b>", "&"), prints=done.prints)
    markup = html.page(content)
    assert "<script" not in markup
    assert "<img" not in markup
    assert "<b>" not in text.page(content).replace("<b> (3,)", "") or "&lt;b&gt;" in markup
    markup.encode("utf-8")
    _tags(markup)


def test_a_report_stays_light() -> None:
    def noisy(image: np.ndarray, times: int) -> tuple[np.ndarray, int]:
        for i in range(10_000):
            print(f"line {i}", "x" * 1000)
        return -spread_right(image, times)[0], 3

    done = run(SPREAD, noisy, {})
    assert done.verdict is not None
    assert "... and 1999" in done.prints
    markup = html.page(page.of_verdict(SPREAD, done.verdict, prints=done.prints))
    assert len(markup) < 40_000


def test_a_notebooks_table_says_it_all_in_both_forms() -> None:
    rows = [
        page.row(SLIDE, _verdict(SLIDE, slide_flipped)),
        page.row(SPREAD, _verdict(SPREAD, spread_right)),
        page.row(SPREAD, None),
    ]
    content = page.table("Small things", 1.0, 4.0, rows)
    for shown in (text.table(content), html.table(content)):
        assert "Small things" in shown
        assert "1 of 4 points" in shown
        assert "Looks like: The kernel was turned." in shown
        assert "not defined yet: run its cell" in shown
        assert "the grade also uses fresh hidden cases" in shown
    _tags(html.table(content))


def test_bars_say_in_words_what_they_draw() -> None:
    bars = [
        page.bar("One", 1.5, 3.0, 0, 2),
        page.bar("Two", 4, 4, 1, 1),
        page.bar("None", 0, 0, 0, 0),
    ]
    lines = text.bars(bars, ["A note."]).splitlines()
    assert "[##########..........]" in lines[0]
    assert lines[-1] == "A note."
    labels = [a["aria-label"] for tag, a in _tags(html.bars(bars)) if a.get("role") == "img"]
    assert labels[0] == "One: 1.5 of 3 points, 0 of 2 exercises complete"


def test_code_in_sentences_is_set_as_code() -> None:
    assert "<code>kernel</code> [1, 0]" in html.page(_page(SLIDE, slide_flipped))


def test_the_shown_failure_is_the_easiest_to_learn_from() -> None:
    verdict = _verdict(SLIDE, returns_none)
    assert verdict.failure is not None
    sizes = [case.calls[0].args[0].size for case in SLIDE.cases]
    assert sizes == [5, 3, 4, 1]  # 3 gives a single entry, 1 an exception
    assert verdict.failure.number == 2


def test_hidden_cases_do_not_show_their_other_inputs_either() -> None:
    def flat(image: np.ndarray, times: int) -> tuple[np.ndarray, int]:
        return image, times

    assert _page(SPREAD, flat).given == ("times = 2",)
    assert _page(SPREAD, flat, reveal=False).given == ()
