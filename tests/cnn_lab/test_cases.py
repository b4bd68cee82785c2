"""Cases: performing calls, observing what is judged, and surviving whatever an answer does."""

from __future__ import annotations

import linecache
from typing import Any

import numpy as np
import pytest

from cnn_lab.cases import (
    MISSING,
    Argument,
    Call,
    Case,
    Result,
    carried,
    decode_case,
    encode_case,
    perform,
    raised,
    record_case,
)
from cnn_lab.values import Function, Raises, Record, Rng, Unsupported, dumps

IMAGE = np.arange(12.0).reshape(3, 4)


def _case(*args: Any, judged: tuple[Any, ...] = (Result(0),), **options: Any) -> Case:
    return Case("kind", "label", (Call("f", args),), judged, **options)


def _one(function: Any, *args: Any, **options: Any) -> Any:
    return perform(_case(*args, **options), {"f": function})[0]


def test_the_result_and_the_arguments_after_the_call_are_observed() -> None:
    def shifting(image: np.ndarray) -> np.ndarray:
        image += 1
        return image.sum(axis=0)

    case = _case(IMAGE, judged=(Result(0), Argument(0, 0)))
    result, argument = perform(case, {"f": shifting})
    np.testing.assert_array_equal(result, (IMAGE + 1).sum(axis=0))
    np.testing.assert_array_equal(argument, IMAGE + 1)


def test_a_case_can_be_performed_again_because_arguments_are_copies() -> None:
    case = _case(IMAGE, {"w": [IMAGE]}, judged=(Argument(0, 0),))

    def clearing(image: np.ndarray, weights: dict[str, Any]) -> None:
        image[:] = 0
        weights["w"][0][:] = 0

    perform(case, {"f": clearing})
    assert IMAGE.sum() == 66


def test_generators_and_functions_arrive_alive() -> None:
    def answer(rng: np.random.Generator, function: Any) -> float:
        return float(function(np.array([2.0, 1.0])).sum() + rng.integers(1))

    assert _one(answer, Rng(3), Function("cubes_and_sum")) == 27.0


def test_a_later_call_may_use_an_earlier_result_or_a_part_of_it() -> None:
    calls = (Call("f", (2,)), Call("g", (Result(0, 1), Result(0))))
    case = Case("kind", "label", calls, (Result(1), Result(0, 0)))
    functions = {"f": lambda n: (n, n + 1), "g": lambda part, whole: part * len(whole)}
    assert perform(case, functions) == (6, 2)


@pytest.mark.parametrize("first", [None, 5, (), np.float64(2.0)])
def test_an_earlier_result_without_such_a_part_is_an_exception_in_place_of_the_values(
    first: object,
) -> None:
    calls = (Call("f", ()), Call("g", (Result(0, 1),)))
    case = Case("kind", "label", calls, (Result(1), Argument(1, 0)))
    seen = perform(case, {"f": lambda: first, "g": lambda part: part})
    assert [type(one) for one in seen] == [Raises, Raises]


def test_a_result_without_the_judged_part_is_shown_as_what_it_is() -> None:
    assert _one(lambda: None, judged=(Result(0, 1),)) is None
    assert _one(lambda: (4,), judged=(Result(0, 1),)) == (4,)


def test_a_function_that_is_not_there_is_missing() -> None:
    assert perform(_case(), {})[0].types == (MISSING,)
    assert perform(_case(), {"f": 5})[0].types == (MISSING,)


class Own(BaseException):
    pass


@pytest.mark.parametrize("error", [ValueError, SystemExit, GeneratorExit, Own, RecursionError])
def test_any_exception_takes_the_place_of_the_values(error: type[BaseException]) -> None:
    def failing() -> None:
        raise error("why")

    seen = perform(_case(judged=(Result(0), Result(0))), {"f": failing})
    assert len(seen) == 2
    assert seen[0].types[0] == error.__name__
    assert seen[0].types[-1] == "BaseException"
    assert seen[0].message == "why"


def test_an_interruption_goes_through() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        perform(_case(), {"f": interrupted})


class Meta(type):
    @property
    def __name__(cls) -> str:
        raise SystemExit


class EvilError(Exception, metaclass=Meta):
    def __str__(self) -> str:
        raise SystemExit


class NoTextError(Exception):
    def __str__(self) -> str:
        return 5  # type: ignore[return-value]


def test_an_exception_that_fails_to_describe_itself_is_still_described() -> None:
    assert raised(EvilError()).types[0] == "EvilError"
    assert raised(EvilError()).message == ""
    assert raised(NoTextError()).message == ""
    assert len(raised(ValueError("x" * 10_000)).message) == 2000


def _from_source(source: str, name: str, **names: Any) -> Any:
    """The function f of a source that is known to linecache, as IPython's cells are."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    namespace: dict[str, Any] = {"np": np, **names}
    exec(compile(source, name, "exec"), namespace)
    return namespace["f"]


def test_an_error_is_placed_at_the_students_own_deepest_line() -> None:
    helper = _from_source("def f(x):\n    y = 1\n    return np.ones((2, 2)) @ x\n", "<cell 1>")
    function = _from_source("def f(x):\n    return help_me(x)\n", "<cell 2>", help_me=helper)
    seen = _one(function, np.ones(3))
    assert seen.where == "line 3: return np.ones((2, 2)) @ x"


def test_a_librarys_own_lines_are_never_the_place() -> None:
    source = "def f(x):\n    import statistics\n    a = np.linalg.inv(x)\n    return a\n"
    assert _one(_from_source(source, "<cell 3>"), np.zeros((2, 2))).where.startswith("line 3: a =")
    source = "def f(x):\n    import statistics\n    return statistics.mean([])\n"
    function = _from_source(source, "<cell 4>")
    assert _one(function, 1).where == "line 3: return statistics.mean([])"


def test_a_folder_called_like_us_does_not_hide_the_students_line() -> None:
    function = _from_source("def f(x):\n    return 1 / 0\n", "/home/ada/cnn_lab_course/mine.py")
    assert _one(function, 1).where == "line 2: return 1 / 0"


def test_a_wrong_number_of_arguments_has_no_line_of_ours() -> None:
    assert _one(lambda: 1, 2).where == ""


def test_a_syntax_error_names_its_own_line() -> None:
    assert _one(lambda: exec("x = 1\ny = = 2\n")).where == "line 2: y = = 2"


def test_cases_come_back_from_bytes_equal() -> None:
    calls = (Call("f", (1, Rng(4), "full")), Call("g", (Result(0, 1), Function("cubes_and_sum"))))
    case = Case("kind", "label", calls, (Result(1), Argument(0, 2)), 1e-6, 1e-8, True)
    assert decode_case(encode_case(case)) == case


def test_arrays_in_cases_come_back_bit_for_bit() -> None:
    back = decode_case(encode_case(_case(IMAGE)))
    np.testing.assert_array_equal(back.calls[0].args[0], IMAGE)


@pytest.mark.parametrize(
    "value",
    [5, None, Record("Sheet", ()), Record("Case", ()), Record("Case", (("calls", 5),))],
)
def test_other_values_are_no_case(value: object) -> None:
    with pytest.raises(ValueError, match="not a"):
        record_case(value)
    with pytest.raises(ValueError, match="not a"):
        decode_case(dumps(value))


def test_carried_observations_hold_nothing_of_the_students_classes() -> None:
    class Always(np.ndarray):
        def __eq__(self, other: object) -> bool:  # type: ignore[override]
            return True

    class Equal:
        def __eq__(self, other: object) -> bool:
            return True

    seen = carried((np.zeros(2).view(Always), Equal(), {frozenset(): 1}))
    assert all(isinstance(one, Unsupported) for one in seen)
