"""Errors of the decks: their words stand in the course, and the page folds what is right."""

from dataclasses import replace

import pytest
import small_course
import small_lists

from autograde.coverage import checking, reading
from autograde.coverage.error_page import errors
from autograde.coverage.reading import ListError

ERROR = """
[[fact]]
id = "A10.2"
says = "Words are four."
seeds = ["Bonn"]
quote = ['print("four", steps)', "Some words."]
right = "They are *five*."
held = [
  { cell = "05_small § First steps", holds = "Some words." },
  { question = "why", holds = "Because the sum is linear." },
  { test = "tests/test_small.py::test_it" },
]

[[fact]]
id = "A10.1"
says = "A figure."
seeds = ["TU/e", "CUHK"]
quote = "plt.xlabel"
right = "A *right* figure."
held = [{ cell = "05_small § A figure", holds = "plt.xlabel" }]
"""


@pytest.fixture
def folder(tmp_path):
    small_lists.write(tmp_path)
    small_lists.edit(tmp_path / "syllabus.toml", "A1 = 2", "A1 = 2\nA10 = 2")
    facts = tmp_path / "facts.toml"
    facts.write_text(facts.read_text(encoding="utf-8") + ERROR, encoding="utf-8")
    return tmp_path


def problems(folder):
    return checking.problems(folder, small_course.registry(), folder)


def test_sound_errors_have_no_problems(folder):
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (', "Some words."]', ', "Other words."]'),
        ('quote = [\'print("four"', 'quote = [\'print("five"'),
        ('quote = "plt.xlabel"', 'quote = "Because the sum is linear."'),  # an answer, no cell
        ('"05_small § A figure"', '"05_small § No figure"'),
    ],
)
def test_words_that_stand_in_none_of_the_cells_are_named(folder, old, new):
    small_lists.edit(folder / "facts.toml", old, new)
    said = [one for one in problems(folder) if "none of its cells holds the quote" in one]
    assert len(said) == 1
    assert "; write it as it stands there" in said[0]


def test_a_quoted_paragraph_is_read_without_its_marks(folder):
    small_lists.edit(
        folder / "solutions" / "05_small.py", "# Some words.", "# Some words.\n#\n# > One\n# > two."
    )
    small_lists.edit(folder / "facts.toml", ', "Some words."]', ', "One two."]')
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('quote = "plt.xlabel"\n', "", "A10.1: an error needs its deck and its words"),
        ('seeds = ["TU/e", "CUHK"]\n', "", "A10.1: an error needs its deck and its words"),
        ('right = "A *right* figure."\n', "", "A10.1: 'right' is missing"),
        ('right = "A *right* figure."', 'right = " "', "A10.1: 'right' is missing"),
        ('quote = "plt.xlabel"', "quote = 3", "A10.1: 'quote' is no text"),
        ('"A factor scales."', '"A"\nquote = "b"', "A1.2: the key 'quote' is not known"),
        ('"A factor scales."', '"A"\nright = "b"', "A1.2: the key 'right' is not known"),
    ],
)
def test_an_error_without_its_parts_is_refused(folder, old, new, said):
    small_lists.edit(folder / "facts.toml", old, new)
    with pytest.raises(ListError, match=said):
        reading.read(folder)


def test_the_page_has_the_errors_by_number_and_no_other_entry(folder):
    assert errors(reading.read(folder)) == (
        "## 1 · TU/e, CUHK\n\n"
        "> plt.xlabel\n\n"
        '<details class="solution"><summary>What is right, and why</summary>\n\n'
        "A *right* figure.\n\n</details>\n\n"
        "Taught in: 05 § A figure.\n\n"
        "## 2 · Bonn\n\n"
        '> print("four", steps)\n>\n> Some words.\n\n'
        '<details class="solution"><summary>What is right, and why</summary>\n\n'
        "They are *five*.\n\n</details>\n\n"
        "Taught in: 05 § First steps; question `why`.\n"
    )


def test_places_with_one_address_are_linked_once(folder):
    lists = reading.read(folder)
    linked = errors(lists, lambda place: f"{place.at[0]}.md")
    assert "Taught in: [05 § First steps](05_small.md); [question `why`](why.md)." in linked
    together = errors(lists, lambda place: "page.md")
    assert "Taught in: [05 § First steps](page.md)." in together


def test_what_is_right_stands_behind_the_click_only():
    lists = reading.read(checking.HERE)
    text = errors(replace(lists, entries=lists.entries[::-1]))
    shown = "".join(part.partition("</details>")[2] for part in text.split("<details"))
    assert [e.id for e in lists.entries if e.right and e.right in shown] == []
    assert all(entry.right in text for entry in lists.entries if entry.right)
