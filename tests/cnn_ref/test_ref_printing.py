"""A network in text: what a line says, how columns stand, and when there is colour."""

import re
import subprocess
import sys

import pytest
from network_cases import EVERY_KIND, IN_SHAPE

from cnn_ref.architectures import canziani_dense, canziani_pooled, tue_6_12_12_one_pool
from cnn_ref.architectures_alexnet import alexnet
from cnn_ref.layers import KINDS
from cnn_ref.printing import format_network, format_profile
from cnn_ref.profiling import profile, total
from cnn_ref.wording import bytes_in_words, seconds_in_words, share_in_words

ESCAPE = re.compile(r"\x1b\[[\d;]*m")
NETWORKS = [
    alexnet(),
    canziani_dense(),
    canziani_pooled(),
    tue_6_12_12_one_pool(),
    (EVERY_KIND, IN_SHAPE),
]
WRITERS = [format_network, format_profile]


def lines_of(text):
    """The lines of the table, from the input to the totals."""
    lines = text.splitlines()
    total_line = next(i for i, line in enumerate(lines) if line.split()[:1] == ["total"])
    return lines[1 : total_line + 1]


# --- what it says -----------------------------------------------------------------------------


def test_every_layer_has_its_line():
    lines = lines_of(format_network(EVERY_KIND, IN_SHAPE, colour=False))
    shapes = [IN_SHAPE, *(row.out_shape for row in profile(EVERY_KIND, IN_SHAPE))]
    for index, (line, layer) in enumerate(zip(lines[1:], EVERY_KIND, strict=False)):
        assert line.split()[:2] == [str(index), layer[0]]
        assert "×".join(map(str, shapes[index + 1])) in line
    assert len(lines) == len(EVERY_KIND) + 2


def test_options_are_told_where_they_are_not_the_usual_ones():
    text = format_network(EVERY_KIND, IN_SHAPE, colour=False)
    assert "6@3×2, stride (2, 1), padding ((0, 1), 1), groups 2" in text
    assert re.search(r"lrn +k 1.0, alpha 0.001, beta 0.5 ", text)
    assert re.search(r" pool +2×1 ", text)
    assert re.search(r"avg_pool +2×2, stride 1 ", text)
    assert re.search(r"dropout +p 0.25 ", text)
    plain = format_network([("conv", 6, 3, 1, 0, 1), ("pool", 2, None)], IN_SHAPE, colour=False)
    assert not re.search("stride|padding|groups", "".join(lines_of(plain)))


def test_numbers_and_totals_are_those_of_the_profile():
    rows = profile(*alexnet())
    lines = lines_of(format_network(*alexnet(), colour=False))
    for line, row in zip(lines[1:-1], rows, strict=True):
        numbers = [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*,\d{3}", line)]
        assert numbers == [n for n in (row.parameters, row.macs) if n]
    assert lines[-1].split() == ["total", "60,965,224", "724,406,816"]


def test_shares_add_up():
    text = format_network(*canziani_pooled(), colour=False)
    shares = [float(share) for share in re.findall(r"([\d.]+) %", text)]
    assert shares == [23.1, 46.2, 11.5, 19.2]


def test_a_network_without_work_has_no_shares():
    assert "%" not in format_network([("relu",), ("flatten",)], IN_SHAPE, colour=False)
    assert lines_of(format_network([], (7,), colour=False))[-1].split() == ["total", "0", "0"]


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, ""), (1, "100.0 %"), (0.9996, "> 99.9 %"), (0.0004, "< 0.1 %"), (0.125, "12.5 %")],
)
def test_a_share_is_0_or_100_only_where_it_is_so(share, words):
    assert share_in_words(share) == words


def test_the_reader_is_told_what_is_counted():
    for write in WRITERS:
        assert "biases, pools,\nactivations, normalisation and dropout count as 0" in write(
            *alexnet()
        )
    text = format_profile(*alexnet(), dtype="float64", rate=5e8)
    assert "in float64" in text
    assert "500 million MACs per second" in text


def test_times_and_memory_stand_in_the_profile():
    text = format_profile(*canziani_dense(), colour=False)
    assert lines_of(text)[-1].split() == ["total", "386,940,272,640", "10.2", "MB", "175.9", "s"]
    assert "measured" not in text
    rows = len(canziani_dense().layers)
    text = format_profile(*canziani_dense(), seconds=[0.25] * rows, colour=False)
    assert text.splitlines()[0].split()[-1] == "measured"
    assert text.count("250 ms") == rows
    assert lines_of(text)[-1].endswith(" 2 s")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (175.88, "175.9 s"), (0.01452, "14.52 ms"), (2.5e-6, "2.5 µs"), (3e-9, "3 ns")],
)
def test_times_have_a_unit_that_fits(seconds, words):
    assert seconds_in_words(seconds) == words


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 B"), (999, "999 B"), (1e3, "1 kB"), (1_572_864, "1.57 MB")]
)
def test_memory_has_a_unit_that_fits(count, words):
    assert bytes_in_words(count) == words


# --- how it stands ----------------------------------------------------------------------------


def misaligned(text):
    """Lines whose shape does not end where the column of shapes ends."""
    lines = text.splitlines()
    end = lines[0].index("output") + len("output")
    return [
        line
        for line in lines_of(text)[:-1]
        if not re.search(r"[\d×]+$", line[:end]) or line[end : end + 1] not in ("", " ")
    ]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("network", NETWORKS)
def test_columns_are_aligned(write, network):
    text = write(*network, colour=False)
    assert misaligned(text) == []
    assert not any(line.endswith(" ") for line in text.splitlines())
    lines = lines_of(text)
    spoiled = text.replace(lines[1], " " + lines[1])
    assert misaligned(spoiled) == [" " + lines[1]]


@pytest.mark.parametrize("network", NETWORKS[:4])
def test_the_lectures_networks_fit_into_a_hundred_columns(network):
    for write in WRITERS:
        assert max(map(len, write(*network, colour=False).splitlines())) <= 100


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("network", NETWORKS)
def test_colour_adds_nothing_but_colour(write, network):
    coloured = write(*network, colour=True)
    assert coloured != write(*network, colour=False)
    assert ESCAPE.sub("", coloured) == write(*network, colour=False)


def test_each_kind_stands_on_its_own_colour():
    lines = lines_of(format_network(EVERY_KIND, IN_SHAPE, colour=True))[1:-1]
    codes = [ESCAPE.findall(line) for line in lines]
    assert all(len(found) == 2 and found[1] == "\x1b[0m" for found in codes)
    assert len({found[0] for found in codes}) == len(EVERY_KIND) == len(KINDS)


# --- when there is colour ---------------------------------------------------------------------


class Terminal:
    def __init__(self, answer):
        self.answer = answer

    def isatty(self):
        return self.answer


@pytest.mark.parametrize(
    ("terminal", "no_color", "expected"),
    [(True, None, True), (True, "", True), (True, "1", False), (False, None, False)],
)
def test_colour_is_for_terminals_that_do_not_refuse_it(monkeypatch, terminal, no_color, expected):
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color is not None:
        monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr(sys, "stdout", Terminal(terminal))
    text, asked, refused = (format_network(*alexnet(), colour=c) for c in (None, True, False))
    assert bool(ESCAPE.search(text)) is expected
    assert ESCAPE.search(asked)
    assert not ESCAPE.search(refused)


# --- refusals and imports ---------------------------------------------------------------------


@pytest.mark.parametrize("write", WRITERS)
def test_the_layer_that_does_not_fit_is_named(write):
    with pytest.raises(ValueError, match=r"layer 1, \('conv', 6, 5\)"):
        write([("pool", 8), ("conv", 6, 5)], IN_SHAPE)


def test_a_wrong_number_of_measured_times_is_refused():
    with pytest.raises(ValueError, match="seconds must have one entry"):
        format_profile(EVERY_KIND, IN_SHAPE, seconds=[1.0])


def test_printing_and_profiling_do_not_load_matplotlib():
    modules = "architectures_alexnet, measuring, printing, profiling, receptive_fields"
    code = f"import sys; from cnn_ref import {modules}; print('matplotlib' in sys.modules)"
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, capture_output=True, text=True).stdout == "False\n"


def test_a_total_is_that_of_the_profile():
    sums = total(profile(EVERY_KIND, IN_SHAPE))
    last = lines_of(format_network(EVERY_KIND, IN_SHAPE, colour=False))[-1]
    assert last.split() == ["total", f"{sums.parameters:,}", f"{sums.macs:,}"]
