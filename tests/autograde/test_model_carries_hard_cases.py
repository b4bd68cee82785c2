"""The exercise model carries the syllabus's hard cases: by codec, recorded sheet, and sandbox."""

import inspect
import types
from dataclasses import replace

import numpy as np
import pytest
from hard_cases import (
    DROPOUT,
    EDGE_DETECTION_COST,
    NUMERICAL_GRADIENT,
    OUTPUT_SIZE,
    PROFILE,
    TRACE_SHAPES,
)
from hard_networks import CONV_BACKWARD, HARD, LEARN_KERNEL, NETWORK_GRADIENTS
from sandboxes import isolated

from autograde.grading.sandbox import Limits
from autograde.proving import prove, verdict_of
from cnn_lab.cases import decode_case, encode_case, perform
from cnn_lab.diagnosis import diagnose
from cnn_lab.functions import FUNCTIONS
from cnn_lab.sheets import Recorded, dump_recorded, load_recorded
from cnn_lab.values import Function, Raises, dumps, loads

NAMES = [one.id for one in HARD]


@pytest.fixture(scope="module")
def recorded():
    """All sheets as a student's bench reads them: written as text, and read again."""
    sheets = []
    for one in HARD:
        cases = one.visible()
        sheets.append(replace(one.sheet(cases), wrong=one.wrong(cases)))
    return load_recorded(dump_recorded(Recorded("hard", "Hard cases", "build", tuple(sheets))))


@pytest.fixture(scope="module")
def roomy_box():
    with isolated(Limits()) as sandbox:
        yield sandbox


def by_name(name):
    return next(one for one in HARD if one.id == name)


def visible_sheet(one):
    cases = one.visible()
    return replace(one.sheet(cases), wrong=one.wrong(cases))


class TestEntries:
    @pytest.mark.parametrize("name", NAMES)
    def test_right_answers_pass_and_mistakes_are_named_on_visible_and_fresh_cases(self, name):
        problems = prove(by_name(name), [b"a", b"b", b"c"], most_pairs=0).problems
        assert [one for one in problems if "fewer than two right answers" not in one] == []

    def test_each_has_three_mistakes_or_more(self):
        assert len(HARD) == 9
        assert min(len(one.mistakes) for one in HARD) >= 3


class TestCodec:
    @pytest.mark.parametrize("name", NAMES)
    def test_a_case_comes_back_from_bytes_as_it_was(self, name):
        for one in (*by_name(name).visible(), *by_name(name).fresh(b"x")):
            again = decode_case(encode_case(one))
            assert encode_case(again) == encode_case(one)
            assert (again.kind, again.label, again.judged) == (one.kind, one.label, one.judged)
            assert (again.rtol, again.atol) == (one.rtol, one.atol)
            for call, other in zip(one.calls, again.calls, strict=True):
                assert [type(arg) for arg in other.args] == [type(arg) for arg in call.args]

    @pytest.mark.parametrize("name", NAMES)
    def test_recorded_sheets_hold_what_was_computed(self, name, recorded):
        one, sheet = by_name(name), recorded.sheet(name)
        cases = one.visible()
        assert [dumps(row) for row in sheet.expected] == [
            dumps(row) for row in one.observe(one.reference, cases)
        ]
        assert [list(map(dumps, row)) for row in sheet.wrong] == [
            list(map(dumps, row)) for row in one.wrong(cases)
        ]

    def test_a_changed_byte_of_a_number_is_seen(self):
        one = LEARN_KERNEL.visible()[0]
        args = list(one.calls[0].args)
        args[0] = np.nextafter(args[0], np.inf)
        assert encode_case(replace(one, calls=(replace(one.calls[0], args=tuple(args)),))) != (
            encode_case(one)
        )

    def test_a_function_becomes_the_callable_of_the_table(self):
        (function, *_), case = NUMERICAL_GRADIENT.visible()[0].calls[0].args, None
        assert function == Function("cubes_and_sum")
        case = decode_case(encode_case(NUMERICAL_GRADIENT.visible()[0]))
        seen = []
        perform(case, {"numerical_gradient": lambda f, *rest: seen.append(f)})
        assert seen == [FUNCTIONS["cubes_and_sum"]]

    def test_integers_beyond_64_bits_stay_exact(self):
        cases = [one for one in EDGE_DETECTION_COST.visible() if "2**63" in one.kind]
        (expected,) = EDGE_DETECTION_COST.observe(EDGE_DETECTION_COST.reference, cases)[0]
        assert expected[0] > 2**63
        assert all(type(number) is int for number in expected)
        H, W, KH, KW = cases[0].calls[0].args
        assert expected[0] == (H - KH + 1) * (W - KW + 1) * H * W

    def test_layer_lists_stay_lists_of_tuples(self):
        case = decode_case(encode_case(TRACE_SHAPES.visible()[0]))
        layers, in_shape = case.calls[0].args
        assert type(layers) is list
        assert {type(layer) for layer in layers} == {tuple}
        assert type(in_shape) is tuple

    def test_the_table_of_a_profile_is_an_int64_array(self):
        ((table,),) = PROFILE.observe(PROFILE.reference, PROFILE.visible())
        assert table.dtype == np.int64
        assert table.shape == (7, 3)


class TestWorkedNumbers:
    def test_edge_detection_gives_the_slides_numbers(self):
        cost = EDGE_DETECTION_COST.reference(280, 320, 1, 2)
        assert cost == (8_003_072_000, 178_640, 2, 16_006_054_680, 267_960)

    def test_backward_gives_the_worked_example(self):
        image = np.array([[1.0, 3, -1], [2, 1, 0], [0, 2, -1]])[None, None]
        kernel = np.array([[1.0, 0], [2, -1]])[None, None]
        dout = np.array([[1.0, 2], [3, 4]])[None, None]
        dx, dw, db = CONV_BACKWARD.reference(dout, image, kernel, 1, 0)
        assert dx[0, 0].tolist() == [[1, 2, 0], [5, 7, -2], [6, 5, -4]]
        assert dw[0, 0].tolist() == [[17, 4], [12, 3]]
        assert db.tolist() == [10]

    def test_network_gradients_agree_with_finite_differences(self):
        args = list(NETWORK_GRADIENTS.visible()[0].calls[0].args)
        found = NETWORK_GRADIENTS.reference(*args)
        for place, argument in enumerate(range(2, 8), start=1):
            direction = np.random.default_rng(argument).standard_normal(args[argument].shape)
            sides = []
            for step in (1e-6, -1e-6):
                moved = [*args]
                moved[argument] = args[argument] + step * direction
                sides.append(NETWORK_GRADIENTS.reference(*moved)[0])
            slope = (sides[0] - sides[1]) / 2e-6
            assert np.isclose((found[place] * direction).sum(), slope, rtol=1e-5, atol=1e-8)


class TestDiagnosis:
    @pytest.mark.parametrize("name", NAMES)
    def test_a_recorded_sheet_names_every_mistake(self, name, recorded):
        one, sheet = by_name(name), recorded.sheet(name)
        for mistake in one.mistakes:
            verdict = verdict_of(one, sheet, mistake.variant)
            assert (verdict.mistake.name, verdict.named) == (mistake.name, True)
            assert verdict.score < sheet.points

    @pytest.mark.parametrize("name", NAMES)
    def test_a_recorded_sheet_passes_right_answers_and_knows_the_stub(self, name, recorded):
        def stub(*args):
            raise NotImplementedError

        one, sheet = by_name(name), recorded.sheet(name)
        for right in (one.reference, *one.right):
            assert verdict_of(one, sheet, right).status == "passed"
        assert verdict_of(one, sheet, stub).status == "not_started"

    def scores(self, one):
        sheet = visible_sheet(one)
        return {
            mistake.name: diagnose(sheet, list(row)).passed
            for mistake, row in zip(one.mistakes, sheet.wrong, strict=True)
        }

    def test_dx_dw_and_db_earn_their_credit_separately(self):
        passed = self.scores(CONV_BACKWARD)
        assert passed["dx without flip"] == ("dw", "db")
        assert passed["dw of the first sample only"] == ("dx", "db")
        assert passed["db not summed over the batch"] == ("dx", "dw")
        assert passed["x changed"] == ()
        assert passed["a list for the tuple"] == ()

    def test_an_exception_is_the_answer_and_its_type_is_judged(self):
        sheet = visible_sheet(OUTPUT_SIZE)
        refusals = [seen for (seen,) in sheet.expected if isinstance(seen, Raises)]
        assert len(refusals) == 3
        assert {seen.types[0] for seen in refusals} == {"ValueError"}
        passed = self.scores(OUTPUT_SIZE)
        assert passed["rounded down"] == passed["another exception"] == ("fits",)
        assert passed["padding counted once"] == ()

    def test_a_float_or_a_numpy_integer_is_told_from_an_int_where_it_matters(self):
        passed = self.scores(EDGE_DETECTION_COST)
        assert passed["int64 overflows"] == ("photographs",)
        assert passed["floats"] == passed["a list"] == ()

    def test_ties_and_the_flag_of_dropout_are_judged(self):
        passed = self.scores(DROPOUT)
        assert passed["ties dropped"] == passed["not rescaled"] == ("testing",)
        assert passed["drops when testing"] == ("training",)

    def test_one_entry_off_by_more_than_the_tolerance_is_wrong(self):
        sheet = visible_sheet(NUMERICAL_GRADIENT)

        def nudged(amount):
            def answer(*args):
                out = NUMERICAL_GRADIENT.reference(*args)
                out.flat[1] += amount
                return out

            return answer

        assert verdict_of(NUMERICAL_GRADIENT, sheet, nudged(2e-8)).status == "failed"
        assert verdict_of(NUMERICAL_GRADIENT, sheet, nudged(2e-9)).status == "passed"

    def test_a_learned_kernel_may_differ_by_rounding_only(self):
        sheet = visible_sheet(LEARN_KERNEL)

        def scaled(factor):
            return lambda *args: LEARN_KERNEL.reference(*args) * factor

        assert verdict_of(LEARN_KERNEL, sheet, scaled(1 + 1e-8)).status == "passed"
        assert verdict_of(LEARN_KERNEL, sheet, scaled(1 + 1e-4)).status == "failed"


def source_of(function, name, options=None):
    """The code of one answer as a student's cell: the function, what it calls, and its name."""
    needed, waiting = {}, [function]
    while waiting:
        one = waiting.pop()
        needed[one.__name__] = inspect.getsource(one)
        for used in one.__code__.co_names:
            found = one.__globals__.get(used)
            own = isinstance(found, types.FunctionType) and found.__module__ == one.__module__
            if own and used not in needed:
                waiting.append(found)
    given = ", ".join(f"{key}={_written(value)}" for key, value in (options or {}).items())
    head = "import math\nimport numpy as np\nfrom functools import partial\n"
    head += "from numpy.lib.stride_tricks import sliding_window_view\n"
    return (
        f"{head}\n{chr(10).join(needed.values())}\n{name} = partial({function.__name__}, {given})"
    )


def _written(value):
    if isinstance(value, type):
        return f"np.{value.__name__}" if value.__module__ == "numpy" else value.__name__
    return repr(value)


class TestSandbox:
    """The same cases asked of code that runs in the sandbox, and judged out here."""

    def ask(self, box, one, source):
        cases = one.fresh(b"sandbox")
        with box.run() as run:
            assert run.cell(source).status == "ok"
            answer = run.ask([encode_case(case) for case in cases])
        assert answer.status == "ok", answer
        sheet = replace(one.sheet(cases), wrong=one.wrong(cases))
        return diagnose(sheet, [loads(reply) for reply in answer.replies])

    @pytest.mark.parametrize("name", NAMES)
    def test_another_right_answer_passes(self, name, roomy_box):
        one = by_name(name)
        verdict = self.ask(roomy_box, one, source_of(one.right[0], name))
        assert (verdict.status, verdict.score) == ("passed", one.points)

    @pytest.mark.parametrize("name", NAMES)
    def test_a_mistake_is_named(self, name, roomy_box):
        one = by_name(name)
        for mistake in one.mistakes[:2]:
            variant = mistake.variant
            source = source_of(variant.function, name, variant.options)
            verdict = self.ask(roomy_box, one, source)
            assert (verdict.mistake.name, verdict.named) == (mistake.name, True)

    def test_an_input_changed_in_the_sandbox_is_seen_outside(self, roomy_box):
        variant = next(m.variant for m in CONV_BACKWARD.mistakes if m.name == "x changed")
        source = source_of(variant.function, CONV_BACKWARD.id, variant.options)
        verdict = self.ask(roomy_box, CONV_BACKWARD, source)
        assert verdict.mistake.name == "x changed"
        assert verdict.score == 0
