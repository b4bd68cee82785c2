"""Look whether the places of an entry exist, and hold what they must hold."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from autograde.building import text
from autograde.exercise import Array, Assignment, Exercise, Written
from cnn_lab.cases import Case

from . import python_files, sections
from .entries import Entry, Place
from .sections import Section, plain


class Kit:
    """A course folder and its registry, of which each file is read once."""

    def __init__(self, root: Path, registry: Mapping[str, Assignment]) -> None:
        self.root = root
        self.registry = registry
        self._texts: dict[str, text.Text] = {}
        self._sections: dict[str, list[Section]] = {}
        self._shown: dict[str, dict[str, str]] = {}
        self._tests: dict[str, python_files.PythonFile] = {}

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        """All exercises by id."""
        return {one.id: one for group in self.registry.values() for one in group.exercises}

    @cached_property
    def questions(self) -> dict[str, Written]:
        """All questions for a reader by id."""
        return {one.id: one for group in self.registry.values() for one in group.written}

    def text(self, assignment: str) -> text.Text:
        """An assignment's text; raises `TextError`."""
        if assignment not in self._texts:
            self._texts[assignment] = text.read(self.root, assignment)
        return self._texts[assignment]

    def sections(self, assignment: str) -> list[Section]:
        """The sections of a text; raises `TextError`."""
        if assignment not in self._sections:
            self._sections[assignment] = sections.of_text(self.text(assignment))
        return self._sections[assignment]

    def shown(self, assignment: str) -> dict[str, str]:
        """What the cells of an executed notebook show."""
        if assignment not in self._shown:
            self._shown[assignment] = sections.shown(self.root, assignment)
        return self._shown[assignment]

    def answer(self, question: str) -> str:
        """The model answer to a question, as the text has it; raises `TextError`."""
        groups = [g.id for g in self.registry.values() if question in [w.id for w in g.written]]
        parts = self.text(groups[0]).parts
        found = [part for part in parts if part.marker == "written" and part.name == question]
        return found[0].source if found else ""

    def tests(self, path: str) -> python_files.PythonFile:
        """A file of tests."""
        if path not in self._tests:
            self._tests[path] = python_files.PythonFile.read(self.root / path)
        return self._tests[path]


def faults(place: Place, kit: Kit) -> Iterator[str]:
    """What is wrong with a place, each with its mend; nothing where all holds."""
    yield from CHECKS[place.kind](place, kit)


def quote_faults(entry: Entry, kit: Kit) -> Iterator[str]:
    """The words of a deck stand in one of the sections that hold its error."""
    words = [one.words for place in entry.held for one in _sections_of(place, kit)]
    for quote in entry.quote:
        if not any(plain(quote) in one for one in words):
            yield (
                f"none of its cells holds the quote {quote!r}; "
                "write it as it stands there, or name the cell that has it"
            )


def _sections_of(place: Place, kit: Kit) -> list[Section]:
    """The sections that a place of kind `cell` names; faults of the place are told elsewhere."""
    assignment, *headings = place.at
    if place.kind != "cell" or assignment not in kit.registry:
        return []
    try:
        return [one for one in kit.sections(assignment) if one.has(headings)]
    except text.TextError:
        return []


def _section(place: Place, kit: Kit) -> Iterator[str]:
    """A section of a text, which holds words or whose cells show them."""
    assignment, *headings = place.at
    name = f"solutions/{assignment}.py"
    if assignment not in kit.registry:
        yield f"{assignment} is no assignment; there are: {', '.join(kit.registry)}"
        return
    try:
        found = [one for one in kit.sections(assignment) if one.has(headings)]
    except text.TextError as error:
        yield str(error)
        return
    heading = " › ".join(headings)
    if not found:
        yield f"{name} has no heading {heading!r}; give the heading as it stands there"
    elif len(found) > 1:
        yield f"{name} has {len(found)} headings {heading!r}; write one above it first, and ›"
    elif place.kind == "cell":
        yield from _missing(place, found[0].words, f"{name}, section {heading!r}")
    else:
        yield from _not_shown(place, kit, found[0].cells, f"section {heading!r}")


def _not_shown(place: Place, kit: Kit, cells: list[str], where: str) -> Iterator[str]:
    notebook = f"solutions/{place.at[0]}/{place.at[0]}.ipynb"
    try:
        shown = kit.shown(place.at[0])
    except (OSError, ValueError, KeyError):
        yield f"{notebook} cannot be read; run make build"
        return
    words = " ".join(shown.get(cell, "") for cell in cells)
    yield from _missing(place, words, f"{notebook}, what the cells show of {where},")


def _missing(place: Place, words: str, where: str) -> Iterator[str]:
    """Each text that must stand somewhere and does not."""
    for one in place.holds:
        if plain(one) not in words:
            yield f"{where} does not hold {one!r}; name the place that does, or mend it there"


def _exercise(place: Place, kit: Kit) -> Iterator[str]:
    (name,) = place.at
    if name not in kit.exercises:
        yield f"{name!r} is no exercise of the registry; give the id of one"
        return
    exercise = kit.exercises[name]
    worked = [one for kind in exercise.kinds for one in kind.worked if one.label == place.case]
    if place.case and not worked:
        labels = ", ".join(repr(one.label) for kind in exercise.kinds for one in kind.worked)
        yield f"{name} has no worked case {place.case!r}; it has: {labels or 'none'}"
    elif place.gives is not None and not any(_gives(exercise, one, place.gives) for one in worked):
        yield (
            f"{name} does not give {place.gives} in its worked case {place.case!r}, but "
            f"{_result(exercise, worked[0])}; mend the list or the case"
        )


def _result(exercise: Exercise, case: Case) -> Any:
    """What the reference gives in a case, or the name of what it raises."""
    try:
        return exercise.reference(*copy.deepcopy(case.calls[0].args))
    except Exception as error:
        return type(error).__name__


def _gives(exercise: Exercise, case: Case, expected: Any) -> bool:
    """Whether the whole result is what is expected, or one of its parts if there are several."""
    result = _result(exercise, case)
    parts = [result, *result] if isinstance(result, tuple) else [result]
    return any(_equal(part, expected) for part in parts)


def _equal(found: Any, expected: Any) -> bool:
    """The same numbers in the same shape, apart from first axes of length 1."""
    if isinstance(found, str) or isinstance(expected, str):
        return isinstance(found, str) and isinstance(expected, str) and found == expected
    try:
        one, other = _without_first_axes(found), _without_first_axes(expected)
    except ValueError:  # parts of several shapes
        return False
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-12, atol=1e-12)


def _without_first_axes(numbers: Any) -> Array:
    array: Array = np.asarray(numbers, np.float64)
    while array.shape[:1] == (1,):
        array = array[0]
    return array


def _question(place: Place, kit: Kit) -> Iterator[str]:
    (name,) = place.at
    if name not in kit.questions:
        yield f"{name!r} is no question of the registry; give the id of one"
        return
    question = kit.questions[name]
    try:
        words = plain("\n".join([*question.rubric, question.full, kit.answer(name)]))
    except text.TextError as error:
        yield str(error)
        return
    yield from _missing(place, words, f"the rubric and full answers of {name}")


def _mistake(place: Place, kit: Kit) -> Iterator[str]:
    name, mistake = place.at
    if name not in kit.exercises:
        yield f"{name!r} is no exercise of the registry; give the id of one"
    elif mistake not in [one.name for one in kit.exercises[name].mistakes]:
        yield f"{name} knows no mistake {mistake!r}; give its name as it stands in the registry"


def _test(place: Place, kit: Kit) -> Iterator[str]:
    path, _, name = place.at[0].partition("::")
    try:
        words = kit.tests(path).source(name)
    except (OSError, SyntaxError, ValueError):
        yield f"there is no file {path} that Python can read; write tests/….py::test_name"
        return
    if words is None:
        yield f"{path} has no test {name!r}; give the name of one"
    else:
        yield from _missing(place, words, place.at[0])


CHECKS: Mapping[str, Callable[[Place, Kit], Iterator[str]]] = {
    "cell": _section,
    "shown": _section,
    "exercise": _exercise,
    "question": _question,
    "mistake": _mistake,
    "test": _test,
}
