"""Assignment 02 in the registry: right answers pass, and every mistake is named as itself."""

from dataclasses import replace

import numpy as np
import pytest

import cnn_ref
from autograde import registry
from autograde.exercise import Kind, Mistake, Variant
from autograde.proving import prove, verdict_of
from autograde.proving_pairs import pairs_of
from autograde.registry import ASSIGNMENTS, assignment, exercise
from cnn_lab.budgets import Budget
from cnn_lab.cases import Call, Case, Result
from cnn_lab.diagnosis import diagnose

SEEDS = [b"seed %d" % i for i in range(40)]
EXERCISES = assignment("02_correlation").exercises
NAMES = [one.id for one in EXERCISES]


def sheet_of(one, seed=None):
    cases = one.visible() if seed is None else one.fresh(seed)
    return one.sheet(cases)


def with_mistakes(one, seed=None):
    cases = one.visible() if seed is None else one.fresh(seed)
    return replace(one.sheet(cases), wrong=one.wrong(cases))


class TestRegistry:
    def test_it_holds_the_five_exercises_with_their_points(self):
        points = {one.id: one.points for one in EXERCISES}
        expected = {"correlate1d": 1, "correlate2d": 3, "rot180": 1, "convolve2d": 3}
        assert points == {**expected, "detect_edges": 1}

    def test_the_written_questions_have_a_rubric_line_for_each_point_and_three_samples(self):
        written = assignment("02_correlation").written
        assert [(one.id, one.points) for one in written] == [("commutativity", 3), ("bonns_sum", 2)]
        for one in written:
            assert len(one.rubric) == one.points
            assert len({one.full, one.half, one.none}) == 3
            assert len(one.full) > len(one.half) > 0

    def test_the_minutes_fit_into_the_assignments(self):
        group = assignment("02_correlation")
        assert sum(one.minutes for one in (*group.exercises, *group.written)) <= group.minutes

    def test_exercises_build_on_earlier_ones_of_their_assignment(self):
        assert exercise("convolve2d").builds_on == ("correlate2d", "rot180")
        for i, one in enumerate(EXERCISES):
            assert set(one.builds_on) <= set(NAMES[:i])

    def test_no_two_exercises_share_an_id(self):
        names = [one.id for group in ASSIGNMENTS.values() for one in group.exercises]
        assert len(names) == len(set(names))

    def test_an_unknown_id_is_answered_with_the_known_ones(self):
        with pytest.raises(KeyError, match=r"no exercise 'correlate3d'.*correlate1d, correlate2d"):
            registry.exercise("correlate3d")
        with pytest.raises(KeyError, match=r"no assignment '2'.*02_correlation"):
            registry.assignment("2")


class TestCatalogue:
    @pytest.mark.parametrize("name", NAMES)
    def test_cases_stay_few_and_small(self, name):
        for one in (*exercise(name).visible(), *exercise(name).fresh(b"x")):
            sizes = [a.size for a in one.calls[0].args if isinstance(a, np.ndarray)]
            assert max(sizes) <= 81
        assert len(exercise(name).fresh(b"x")) <= 25

    def test_a_catalogue_is_rich_enough_for_every_exercise(self):
        counts = {one.id: len(one.mistakes) for one in EXERCISES}
        assert min(counts.values()) >= 15
        assert counts["correlate2d"] >= 40
        assert counts["convolve2d"] >= 45


class TestWorkedExamples:
    """The worked 3x3-by-2x2 example, by its own numbers."""

    image = np.array([[1, 3, -1], [2, 1, 0], [0, 2, -1]])
    kernel = np.array([[1, 0], [2, -1]])

    def expected(self, name, *args):
        sheet = sheet_of(exercise(name))
        for one, seen in zip(sheet.cases, sheet.expected, strict=True):
            if all(np.array_equal(a, b) for a, b in zip(one.calls[0].args, args, strict=True)):
                return seen[0].tolist()
        raise AssertionError("the worked example is not among the visible cases")

    def test_correlation(self):
        assert self.expected("correlate2d", self.image, self.kernel) == [[4, 5], [0, 6]]

    @pytest.mark.parametrize(
        ("mode", "values"),
        [
            ("valid", [[6, -5], [2, -2]]),
            ("same", [[1, 3, -1], [4, 6, -5], [4, 2, -2]]),
            ("full", [[1, 3, -1, 0], [4, 6, -5, 1], [4, 2, -2, 0], [0, 4, -4, 1]]),
        ],
    )
    def test_convolution(self, mode, values):
        assert self.expected("convolve2d", self.image, self.kernel, mode) == values

    def test_rotation_and_edges(self):
        assert self.expected("rot180", self.kernel) == [[-1, 2], [0, 1]]
        assert self.expected("detect_edges", self.image) == [[-2, 4], [1, 1], [-2, 3]]

    @pytest.mark.parametrize(
        ("mistake", "values"),
        [
            ("flipped kernel", [[6, -5], [2, -2]]),
            ("flipped left-right only", [[3, -2], [5, -4]]),
            ("flipped up-down only", [[1, 8], [3, 4]]),
            ("kernel transposed", [[6, 1], [2, 2]]),
            ("image transposed", [[6, 2], [1, 2]]),
            ("all overlaps, zeros around",
             [[-1, -1, 7, -2], [-2, 4, 5, -1], [0, 0, 6, -2], [0, 0, 2, -1]]),
            ("kernel centred, zeros around", [[-1, -1, 7], [-2, 4, 5], [0, 0, 6]]),
            ("wrapped around", [[4, 5, -3], [0, 6, -2], [-1, 9, -4]]),
        ],
    )  # fmt: skip
    def test_the_mistakes_give_the_numbers_worked_out_by_hand(self, mistake, values):
        found = {one.name: one.variant for one in exercise("correlate2d").mistakes}
        assert found[mistake](self.image.copy(), self.kernel.copy()).tolist() == values

    def test_the_other_same_gives_its_number(self):
        found = {one.name: one for one in exercise("convolve2d").mistakes}
        other = found["the other `same`"]
        turned = self.kernel[::-1, ::-1].copy()  # so that the correlation of A2 comes out
        assert other.variant(self.image.copy(), turned, "same").tolist() == [
            [4, 5, -1], [0, 6, -2], [0, 2, -1]
        ]  # fmt: skip
        assert other.convention


class TestAnswers:
    """Answers as students write them, not taken from the catalogue."""

    @pytest.mark.parametrize("name", NAMES)
    def test_an_untouched_stub_is_not_started(self, name):
        def untouched(*args):
            raise NotImplementedError("write me")

        verdict = verdict_of(exercise(name), sheet_of(exercise(name)), untouched)
        assert (verdict.status, verdict.score) == ("not_started", 0)

    @pytest.mark.parametrize("name", NAMES)
    def test_giving_the_input_back_or_none_or_an_error_earns_nothing(self, name):
        def refuse(*args):
            raise ValueError

        for answer in (refuse, lambda *args: None, lambda *args: args[0]):
            verdict = verdict_of(exercise(name), with_mistakes(exercise(name), b"a"), answer)
            assert verdict.status in ("failed", "error")
            assert verdict.score == 0

    def test_half_of_convolve2d_is_partial_and_names_what_is_unwritten(self):
        def only_valid(image, kernel, mode):
            if mode != "valid":
                raise NotImplementedError
            return cnn_ref.convolve2d(image, kernel)

        verdict = verdict_of(
            exercise("convolve2d"), with_mistakes(exercise("convolve2d")), only_valid
        )
        assert verdict.status == "partial"
        assert verdict.unwritten == ("mode same", "mode full", "large kernels")
        assert verdict.passed == ("mode valid", "whole numbers")
        assert verdict.score == 1.0
        assert verdict.mistake is None

    def test_loops_over_uint8_wrap_and_are_told_so(self):
        def loops(image, kernel):
            (H, W), (KH, KW) = image.shape, kernel.shape
            if KH > H or KW > W:
                raise ValueError("too large")
            out = np.zeros((H - KH + 1, W - KW + 1))
            for i in range(out.shape[0]):
                for j in range(out.shape[1]):
                    out[i, j] = np.einsum("kl,kl->", image[i : i + KH, j : j + KW], kernel)
            return out

        verdict = verdict_of(exercise("correlate2d"), with_mistakes(exercise("correlate2d")), loops)
        assert verdict.passed == ("real numbers", "large kernels")
        assert (verdict.mistake.name, verdict.named) == ("whole numbers wrapped around", True)

    def test_loops_without_a_check_return_something_empty_and_are_told_so(self):
        def loops(image, kernel):
            (H, W), (KH, KW) = image.shape, kernel.shape
            out = np.zeros((H - KH + 1, W - KW + 1))
            for i in range(H - KH + 1):
                for j in range(W - KW + 1):
                    out[i, j] = (image[i : i + KH, j : j + KW].astype(float) * kernel).sum()
            return out

        verdict = verdict_of(exercise("correlate2d"), with_mistakes(exercise("correlate2d")), loops)
        assert verdict.passed == ("real numbers", "whole numbers")
        assert verdict.mistake.name == "empty for a kernel that does not fit"

    def test_a_flipped_answer_that_does_not_check_is_named_as_one_of_its_two_mistakes(self):
        def flipped(image, kernel):
            out = np.zeros(
                [max(0, n - m + 1) for n, m in zip(image.shape, kernel.shape, strict=True)]
            )
            for i, j in np.ndindex(out.shape):
                window = image[i:, j:][: kernel.shape[0], : kernel.shape[1]].astype(float)
                out[i, j] = (window * kernel[::-1, ::-1]).sum()
            return out

        verdict = verdict_of(
            exercise("correlate2d"), with_mistakes(exercise("correlate2d")), flipped
        )
        assert (verdict.mistake.name, verdict.named, verdict.score) == ("flipped kernel", False, 0)

    def test_the_case_that_is_shown_is_one_that_the_named_mistake_explains(self):
        one = exercise("output_size")  # without dilation, with half of the padding

        def answer(size, kernel, stride, padding, dilation):
            return (size + padding - kernel) // stride + 1

        cases = one.visible()
        sheet = replace(one.sheet(cases), wrong=one.wrong(cases))
        verdict = verdict_of(one, sheet, answer)
        row = sheet.wrong[sheet.mistakes.index(verdict.mistake)]
        assert not verdict.named
        assert verdict.failure.got == row[verdict.failure.number]

    def test_nested_lists_of_flipped_values_are_named_by_what_else_is_wrong(self):
        def lists(kernel):
            return [list(row)[::-1] for row in kernel]

        verdict = verdict_of(exercise("rot180"), with_mistakes(exercise("rot180")), lists)
        assert verdict.mistake.name == "flipped left-right only"
        assert verdict.failure.difference.what == "type"

    def test_scipys_alignment_is_named_as_a_convention(self):
        from scipy.signal import correlate2d

        def other(image, kernel, mode):
            if mode != "same":
                return cnn_ref.convolve2d(image, kernel, mode)
            return correlate2d(image.astype(float), cnn_ref.rot180(kernel), mode)

        verdict = verdict_of(exercise("convolve2d"), with_mistakes(exercise("convolve2d")), other)
        assert (verdict.mistake.name, verdict.named) == ("the other `same`", True)
        assert verdict.mistake.convention
        assert verdict.score == 2.25


class TestTheProofCanFail:
    """Each finding of `prove` is provoked by breaking an exercise on purpose."""

    edges = exercise("detect_edges")

    def problems(self, **changes):
        return prove(replace(self.edges, **changes), SEEDS[:2], most_pairs=0).problems

    def test_the_exercise_as_it_is_has_none(self):
        assert self.problems() == ()

    def test_an_empty_hint(self):
        (problem,) = self.problems(hints=("Look.", " ", "Look closer."))
        assert problem.startswith("autograde/exercises/correlation/assignment.py: detect_edges: ")
        assert "three hints" in problem

    def test_only_one_right_answer(self):
        (problem,) = self.problems(right=self.edges.right[:1])
        assert "fewer than two right answers" in problem

    def test_credit_that_does_not_add_up(self):
        (problem,) = self.problems(points=2)
        assert "credit of its kinds is 1 for 2 points" in problem

    def test_a_work_budget_that_tells_nothing(self):
        small, large = (
            Case("", "", (Call("detect_edges", (np.ones((n, n + 1)),)),), (Result(0),))
            for n in (4, 8)
        )
        budget = Budget(small, large, "the image doubled", "a loop over pixels")
        assert self.problems(budget=budget) == ()
        loops = next(one for one in self.edges.right if "loops" in one.__name__)
        others = tuple(one for one in self.edges.right if one is not loops)
        (problem,) = self.problems(budget=budget, right=others)
        assert "notices none of the right answers" in problem
        (problem,) = self.problems(budget=budget, right=(loops, loops))
        assert "notices every right answer" in problem

    def test_a_right_answer_that_is_wrong(self):
        def backwards(image):
            return np.diff(image.astype(float), axis=1)

        found = self.problems(right=(*self.edges.right, backwards))
        assert len(found) == 3
        assert all("the right answer backwards fails" in one for one in found)
        assert "visible" in found[0]

    def test_a_mistake_that_is_none(self):
        harmless = Mistake(
            "harmless", lambda image: cnn_ref.correlate2d(image, [[1, -1]]), "s", "t"
        )
        found = self.problems(mistakes=(*self.edges.mistakes, harmless))
        assert any("'harmless' passes the visible cases" in one for one in found)

    def test_two_names_for_one_mistake(self):
        first = self.edges.mistakes[0]
        found = self.problems(mistakes=(*self.edges.mistakes, replace(first, name="again")))
        assert any("'again' is named 'opposite sign" in one for one in found)

    def test_one_name_for_two_mistakes(self):
        names = (replace(one, name="same") for one in self.edges.mistakes[:2])
        assert any(
            "two mistakes are called 'same'" in one for one in self.problems(mistakes=(*names,))
        )

    def test_a_mistake_without_words(self):
        silent = replace(self.edges.mistakes[0], says="")
        (problem,) = self.problems(mistakes=(silent, *self.edges.mistakes[1:]))
        assert "lacks a text" in problem

    def test_a_kind_of_isolating_cases_alone(self):
        def isolating(draw):
            return [replace(one, isolating=True) for one in self.edges.kinds[0].draw(draw)]

        kinds = (replace(self.edges.kinds[0], draw=isolating), *self.edges.kinds[1:])
        assert any("has no base case" in one for one in self.problems(kinds=kinds))

    def test_a_kind_whose_numbers_do_not_depend_on_the_seed(self):
        worked = self.edges.kinds[1].worked
        whole = (Kind("whole numbers", 1.0, lambda draw: list(worked)),)
        found = self.problems(kinds=whole)
        assert any("two seeds drew the same cases" in one for one in found)

    def test_a_mistake_that_shows_for_some_numbers_only(self):
        def lucky(image):
            out = cnn_ref.correlate2d(image, [[1, -1]])
            return -out if image.flat[0] > 0 and image.dtype == float else out

        only_thin = (replace(self.edges.kinds[2], credit=1.0),)
        wrong = Mistake("lucky", lucky, "s", "t")
        few = replace(self.edges, kinds=only_thin, mistakes=(wrong,))
        found = prove(few, SEEDS[:12], most_pairs=0).problems
        assert any("'lucky' fails kind 'thin images' for some numbers only" in one for one in found)

    def test_points_for_an_answer_that_only_raises(self):
        broken = replace(exercise("correlate1d"), kinds=tuple(
            replace(kind, draw=lambda draw, kind=kind: kind.draw(draw)[-1:])
            for kind in exercise("correlate1d").kinds
        ))  # fmt: skip
        found = prove(broken, SEEDS[:1], most_pairs=0).problems
        assert any("always raises ValueError earns 0.25" in one for one in found)

    def test_pairs_that_undo_each_other(self):
        def twice(image, *, first=1, second=1):
            return first * second * cnn_ref.correlate2d(image, [[1, -1]])

        pair = tuple(
            Mistake(name, Variant(twice, {name: -1}), "s", "t") for name in ("first", "second")
        )
        undone = replace(self.edges, mistakes=pair)
        pairs = pairs_of(undone, sheet_of(undone))
        assert (pairs.tried, pairs.caught) == (1, 0)
        assert any("1 of 1 pairs of mistakes pass" in one for one in prove(undone, []).problems)

    def test_a_sample_of_the_pairs_is_spread_over_all_of_them(self):
        sheet = with_mistakes(self.edges)
        every, some = pairs_of(self.edges, sheet), pairs_of(self.edges, sheet, most=50)
        assert (every.known, every.tried) == (some.known, every.known)
        assert 40 <= some.tried == some.caught <= 50

    def test_pairs_that_are_not_named(self):
        cases = [one for one in self.edges.visible() if not one.isolating]
        sheet = replace(self.edges.sheet(cases), wrong=self.edges.wrong(cases))
        assert pairs_of(self.edges, sheet).share < 0.9

    def test_every_mistake_has_a_verdict_of_its_own_on_the_visible_cases(self):
        sheet = with_mistakes(self.edges)
        names = [diagnose(sheet, list(row)).mistake.name for row in sheet.wrong]
        assert names == [one.name for one in self.edges.mistakes]
