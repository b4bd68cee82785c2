"""The tables of coverage: every entry stands in one, and the sums are those of the registry."""

import re
from dataclasses import replace

import pytest
import small_course
import small_lists
from typer.testing import CliRunner

from autograde import __main__ as main
from autograde.coverage import checking, reading, tables
from autograde.registry import ASSIGNMENTS

KIT = reading.read(checking.HERE)


@pytest.fixture
def lists(tmp_path):
    return reading.read(small_lists.write(tmp_path))


def rows(markdown):
    """The cells of a table's rows; the head and what is below it are left out."""
    cells = [re.split(r" (?<!\\)\| ", line[2:-2]) for line in markdown.splitlines() if "|" in line]
    return [row for row in cells if len(row) > 1 and row[0] not in ("item", "id")]


def test_every_entry_of_the_kit_stands_in_a_table_once():
    found = [row[0] for row in rows(tables.items(KIT))]
    assert sorted(found) == sorted(entry.id for entry in KIT.entries)


def test_items_stand_in_the_order_of_the_curriculum():
    found = [row[0] for row in rows(tables.items(KIT))]
    in_order = ["A1.1", "A2.2", "A2.10", "A10.1", "A10.13b", "A10.14a", "F2", "F10", "B1", "C1"]
    assert sorted(in_order, key=found.index) == in_order


def test_every_series_has_a_title():
    assert {tables.series_of(name) for name in KIT.ids} == set(tables.TITLES)


def test_a_row_names_each_place_once_and_escapes_bars(lists):
    fact, scaled = rows(tables.items(lists))[:2]
    assert fact == ["A1.1", r"Four steps \| and \| a figure.", "05 § First steps"]
    assert scaled[2] == (
        "`scale`, case [[1, 2]] times 3; question `why`; test `test_small.py::test_it`; "
        "test `test_small.py::TestGroup::test_it_too`"
    )


def test_mistakes_and_matters_have_their_places(lists):
    found = {row[0]: row[2] for row in rows(tables.items(lists))}
    assert found["F1"] == "`scale`: squared"
    assert found["C1"] == "05 § 05 · Small › A figure"


def test_places_are_linked_where_they_have_an_address(lists):
    def link(place):
        return f"pages/{place.at[0]}.html" if place.kind == "cell" else None

    markdown = tables.items(lists, link)
    assert "[05 § First steps](pages/05_small.html)" in markdown
    assert "](pages/scale" not in markdown


def test_assignments_have_their_minutes_points_mistakes_and_decks(lists):
    small, total = rows(tables.assignments(small_course.registry(), lists))
    assert small == ["`05_small`", "Small", "20", "6", "2", "2", "3", "TU/e, Bonn"]
    assert total == ["", "all", *small[2:7], ""]


def test_the_sums_of_the_registry_stand_below():
    *found, total = rows(tables.assignments(ASSIGNMENTS, KIT))
    assert [row[0].strip("`") for row in found] == list(ASSIGNMENTS)
    sums = [sum(int(row[column].replace(",", "")) for row in found) for column in range(2, 7)]
    assert [int(cell.replace(",", "").split(" of ")[0]) for cell in total[2:7]] == sums


def test_a_sum_that_is_not_the_total_says_so(lists):
    *_, total = rows(tables.assignments(small_course.registry(), replace(lists, autograded=100)))
    assert total[3] == "6 of 100"


def test_the_command_prints_both_tables():
    done = CliRunner().invoke(main.app, ["coverage"])
    assert done.exit_code == 0
    assert done.output == f"{tables.assignments(ASSIGNMENTS, KIT)}\n{tables.items(KIT)}"


def test_lists_that_cannot_be_read_end_the_command_with_one_message(monkeypatch, tmp_path):
    monkeypatch.setattr(checking, "HERE", tmp_path)
    done = CliRunner().invoke(main.app, ["coverage"])
    assert done.exit_code == 2
    assert "facts.toml: there is no such file; restore it" in " ".join(done.output.split())
