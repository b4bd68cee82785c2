"""The finale's data and figures: what they hold and say, and how they meet unfinished work."""

from __future__ import annotations

import functools
import re
import runpy
from pathlib import Path

import numpy as np
import pytest
from shown import a_fault_is_said, fails, not_started_is_said, not_written

import cnn_ref
from autograde.exercises.finale import right
from cnn_lab import draw
from cnn_lab.draw.finale import digits, learning, outcomes, patches, trials

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "solutions" / "11_finale.py").read_text(encoding="utf-8")
PHOTO = draw.photo()
STAR = PHOTO[15:29, 12:22]
NOISE = np.random.default_rng(0).standard_normal((9, 8))
EDGE = np.array([[1.0, -1]])
EXAMPLE = {"noise": (NOISE, NOISE[:, :-1] - NOISE[:, 1:], 0.5)}
RECORDED = trials.recorded()
SIZES = ((8, 1, 3, 3), (8,))


@functools.cache
def recording():
    """The script that records, and the names that the solution's code defines."""
    script = runpy.run_path(str(ROOT / "benchmarks" / "finale.py"))
    return script, script["notebook_names"]()


class TestData:
    def test_digits_are_those_of_scikit_learn_in_the_same_split(self):
        for ours, theirs in zip(draw.digits(), cnn_ref.load_digits(), strict=True):
            assert np.array_equal(ours.x, theirs.x)
            assert np.array_equal(ours.labels, theirs.labels)
            assert (ours.x.dtype, ours.labels.dtype) == (np.float64, np.int64)

    def test_the_licence_stands_beside_the_data(self):
        said = (ROOT / "cnn_lab" / "draw" / "finale" / "digits.md").read_text(encoding="utf-8")
        assert "CC BY 4.0" in said
        assert "Alpaydin" in said

    def test_recorded_scores_are_those_of_the_photographs_star(self):
        script, _ = recording()
        stored = digits.arrays_of("scores.npz")["scores"]
        assert np.abs(stored.astype(int) - script["scores"]()).max() <= 1
        row, column = np.unravel_index(np.argmax(stored), stored.shape)
        assert (row, column) == patches.STAR[:2]
        assert stored.max() == 254

    def test_a_fresh_training_gives_what_is_recorded(self):
        script, names = recording()
        fresh, filters = script["one_seed"](names, 0)
        for network in trials.NETWORKS:
            for what in script["KEPT"]:
                stored = RECORDED.seeds[0][network][what]
                assert np.allclose(fresh[network][what], stored, rtol=0, atol=0.006)
        assert np.allclose(filters, RECORDED.filters, atol=0.01)

    def test_ten_seeds_are_recorded_and_differ(self):
        assert len(RECORDED.seeds) == 10
        assert RECORDED.filters.shape == (8, 3, 3)
        assert len(np.unique(RECORDED.table("CNN", "loss")[:, -1])) == 10


class TestWhatTheTextSays:
    @pytest.mark.parametrize("shift", range(3))
    @pytest.mark.parametrize("network", trials.NETWORKS)
    def test_the_table_holds_medians_and_ranges(self, network, shift):
        values = 100 * RECORDED.table(network, "shifted")[:, shift]
        cell = f"{np.median(values):.1f} % ({values.min():.1f} to {values.max():.1f})"
        line = ("as they are", "shifted by 1 pixel", "shifted by 2 pixels")[shift]
        (found,) = re.findall(rf"^# \| {line} \|(.*)$", TEXT, re.MULTILINE)
        assert found.split("|")[trials.NETWORKS.index(network)].strip() == cell

    def test_ranges_overlap_without_a_shift_and_do_not_with_one(self):
        cnn, mlp = (RECORDED.table(name, "shifted") for name in trials.NETWORKS)
        assert [bool(v) for v in cnn.min(axis=0) > mlp.max(axis=0)] == [False, True, True]

    def test_the_curves_are_as_told(self):
        cnn, mlp = (RECORDED.table(name, "validation") for name in trials.NETWORKS)
        assert np.all(np.maximum(cnn.min(axis=0), mlp.min(axis=0)) <= cnn.max(axis=0))
        assert np.all(np.maximum(cnn.min(axis=0), mlp.min(axis=0)) <= mlp.max(axis=0))
        said = [f"{100 * np.median(v[:, i]):.1f} %" for i in (-1, 0) for v in (cnn, mlp)]
        assert said == ["96.5 %", "95.6 %", "71.9 %", "79.2 %"]
        assert all(one in TEXT for one in said)
        losses = [np.median(RECORDED.table(n, "loss")[:, -1]) for n in trials.NETWORKS]
        assert [f"{loss:.3f}" for loss in losses] == ["0.003", "0.036"]

    def test_parameters_and_work_are_as_told(self):
        _, names = recording()
        rows = {name: names["costs"](names[name], (1, 8, 8)) for name in ("cnn", "mlp")}
        sums = {
            name: [sum(row[i] for row in found) for i in (2, 3)] for name, found in rows.items()
        }
        assert sums == {"cnn": [1898, 23680], "mlp": [1885, 1850]}
        for name, found in rows.items():
            counted = cnn_ref.profile_array(names[name], (1, 8, 8))
            assert [[row[2], row[3], np.prod(row[1])] for row in found] == counted.tolist()

    def test_a_round_valley_is_as_told(self):
        lost = {}
        for momentum in (0, 0.9):
            w, v = learning.START, np.zeros(2)
            for _ in range(60):
                w, v = right.step_in_one(w, learning.STEEP.max() * w, v, 0.02, momentum)
            lost[momentum] = learning.STEEP.max() * (w @ w) / 2
        assert lost[0] < 1e-20
        assert f"at a loss of {lost[0.9]:.2f}" in TEXT

    def test_the_executed_solution_holds_the_long_form(self):
        path = ROOT / "solutions" / "11_finale" / "11_finale.ipynb"
        shown = path.read_text(encoding="utf-8")
        assert "your training, 10 seeds" in shown
        assert "your training, 2 seeds" not in shown

    def test_the_face_teaches_slowly(self):
        _, names = recording()
        image, target, lr = names["examples"]["face"]
        got = right.kernel_matrix(image, target, (3, 3), lr, 100)
        assert f"off by {np.abs(got - names['across']).max():.2f}" in TEXT


class TestTrials:
    @pytest.fixture
    def passing(self, monkeypatch):
        """Names of functions that count as right."""
        names = set()
        monkeypatch.setattr(trials, "_passes", lambda function: function.__name__ in names)
        return names

    @staticmethod
    def experiment(seed):
        """A quick stand-in for a training."""
        one = {"loss": [2.0, seed], "validation": [0.5, 0.6], "shifted": [0.9, 0.5, 0.1]}
        return {"CNN": {**one, "parameters": [np.full(SIZES[0], seed + 1.0)]}, "MLP": one}

    def test_without_right_functions_nothing_runs_and_that_is_said(self, capsys, passing):
        passing.add("fails")
        found = draw.trials(not_written, range(3), fails, not_written)
        assert found.recorded
        assert found.seeds == RECORDED.seeds
        assert "not_written must pass the check first" in capsys.readouterr().out

    def test_with_right_functions_each_seed_runs_and_reports(self, capsys, passing):
        passing.update({"fails", "not_written"})
        found = draw.trials(self.experiment, range(3), fails, not_written)
        assert not found.recorded
        assert found.table("MLP", "loss").tolist() == [[2, 0], [2, 1], [2, 2]]
        assert np.array_equal(found.filters, np.ones((8, 3, 3)))
        lines = capsys.readouterr().out.splitlines()
        assert lines[1] == "seed 1, test accuracy: CNN 90.0%, MLP 90.0%"

    def test_an_untouched_stub_is_not_right(self):
        def sgd_step(w, dw, v, lr, momentum):
            raise NotImplementedError

        assert not trials._passes(sgd_step)
        assert not trials._passes(fails)

    def test_titles_say_whose_numbers_they_are(self, shell):
        draw.shifted_accuracy(RECORDED)
        assert "recorded by the course, 10 seeds" in shell.words
        shell.bundles.clear()
        mine = trials.Trials(RECORDED.seeds[:3], RECORDED.filters, recorded=False)
        draw.training_curves(mine)
        assert "your training, 3 seeds" in shell.words

    @pytest.mark.parametrize(
        "call",
        [
            draw.training_curves,
            draw.shifted_accuracy,
            draw.learned_filters,
            functools.partial(draw.responses, cnn_ref.correlate2d, PHOTO),
        ],
    )
    def test_titles_that_are_seen_say_so_too(self, monkeypatch, call):
        kept = []
        monkeypatch.setattr(outcomes, "show", lambda figure, words: kept.append(figure))
        call(RECORDED)
        titles = [kept[0].get_suptitle(), *(axes.get_title() for axes in kept[0].axes)]
        assert any("recorded by the course" in title for title in titles)

    def test_no_part_of_a_range_is_cut_off(self, monkeypatch):
        kept = []
        monkeypatch.setattr(outcomes, "show", lambda figure, words: kept.append(figure))
        draw.training_curves(RECORDED)
        for axes, what in zip(kept[0].axes, ("loss", "validation"), strict=True):
            values = np.array([RECORDED.table(name, what) for name in trials.NETWORKS])
            low, high = axes.get_ylim()
            assert low <= values.min() <= values.max() <= high


class TestUnfinishedWork:
    CALLS = (
        lambda f: draw.found(f, PHOTO, STAR),
        lambda f: draw.approach(f, EDGE, EXAMPLE, (0, 1)),
        lambda f: draw.valley(f, 0.02, 5, 0.9),
    )

    @pytest.mark.parametrize("call", CALLS)
    def test_an_unwritten_function_gives_one_sentence_and_no_figure(self, shell, capsys, call):
        not_started_is_said(call, shell, capsys)

    @pytest.mark.parametrize("call", CALLS)
    def test_an_error_gives_one_sentence_that_names_the_function(self, shell, capsys, call):
        a_fault_is_said(call, shell, capsys)

    @pytest.mark.parametrize("call", CALLS)
    @pytest.mark.parametrize("result", [None, 2.5, np.zeros(3), (1.0, 2.0), [1, 2], "ab"])
    def test_what_cannot_be_drawn_is_said(self, shell, capsys, call, result):
        call(lambda *args: result)
        assert "Nothing to draw yet" in capsys.readouterr().out
        assert shell.bundles == []


class TestFigures:
    CALLS = (
        lambda: draw.digit_rows(("test", *draw.digits().test)),
        lambda: draw.found(right.patch_rows, PHOTO, 0.5 * STAR + 0.3),
        lambda: draw.approach(right.kernel_matrix, EDGE, EXAMPLE, (0, 1, 10)),
        lambda: draw.valley(right.step_in_one, 0.02, 9, 0, 0.9),
        lambda: draw.training_curves(RECORDED),
        lambda: draw.shifted_accuracy(RECORDED),
        lambda: draw.learned_filters(RECORDED),
        lambda: draw.responses(cnn_ref.correlate2d, PHOTO, RECORDED),
    )

    @pytest.mark.parametrize("call", CALLS)
    def test_every_figure_carries_its_words_in_all_three_places(self, shell, call):
        assert call() is None
        (picture, metadata), (folded, _) = shell.bundles
        assert len(picture["text/plain"]) > 40
        assert metadata["image/png"]["alt"] == picture["text/plain"]
        assert "<details" in folded["text/html"]

    @pytest.mark.parametrize("call", CALLS[1:])
    def test_every_axes_is_labelled(self, monkeypatch, call):
        kept = []
        for module in (digits, patches, learning, outcomes):
            monkeypatch.setattr(module, "show", lambda figure, words: kept.append(figure))
        call()
        for axes in kept[0].axes:
            assert axes.get_xlabel() or axes.get_ylabel()

    def test_the_place_is_the_students(self, shell):
        draw.found(lambda image, patch: (40, 7), PHOTO, STAR)
        assert "found at row 40, column 7" in shell.words

    def test_the_valley_shows_the_students_steps(self, shell):
        draw.valley(lambda w, dw, v, lr, momentum: (w, v), 0.02, 5, 0.5)
        assert "momentum 0.5: loss 18 after 5 steps" in shell.words

    def test_an_approach_is_measured_on_the_students_kernel(self, shell):
        draw.approach(lambda image, target, size, lr, steps: EDGE + steps, EDGE, EXAMPLE, (0, 3))
        assert "noise: less than a millionth after 0 steps, 3 after 3." in shell.words
