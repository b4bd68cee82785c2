"""The figures of assignment 01: what they show and say, and the connections that answer a click."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.patches import Circle
from shown import Reader

import cnn_ref
from cnn_lab import draw
from cnn_lab.draw import figures
from cnn_lab.draw.costs import bars, connections_widget, shifts, units, weight_tables


def not_written(*args):
    """A stand-in for an untouched stub."""
    raise NotImplementedError


class TestCounts:
    def test_every_count_is_named_with_its_number(self, shell):
        draw.counts({"few": 456, "many": 14_455_392}, "parameters", "T")
        assert shell.words == "T. parameters: few 456, many 14,455,392."

    @pytest.mark.parametrize(("large", "scale"), [(21, "log"), (19, "linear")])
    def test_only_counts_that_lie_far_apart_are_on_a_logarithmic_scale(self, large, scale):
        axes = figures.new_figure(3, 2).subplots()
        bars._bars(axes, {"a": 1, "b": large}, "things")
        assert axes.get_xscale() == scale
        assert ("logarithmic" in axes.get_xlabel()) == (scale == "log")

    def test_the_dense_bar_is_the_count_of_the_students_function(self, shell):
        draw.dense_parameters(cnn_ref.dense_cost, (3, 32, 32), (6, 28, 28), {"filters": 456})
        assert shell.words == (
            "From 32×32×3 to 28×28×6. parameters: filters 456, a dense layer 14,455,392."
        )
        shell.bundles.clear()
        draw.dense_parameters(lambda *sizes: (7, 6), (3, 32, 32), (6, 28, 28), {"filters": 456})
        assert "a dense layer 7." in shell.words

    def test_the_three_ways_are_told_with_the_numbers_of_the_students_function(self, shell):
        draw.edge_costs(cnn_ref.edge_detection_cost, 280, 320, 1, 2)
        for number in ("8,003,072,000", "178,640", "convolution 2.", "16,006,054,680", "267,960"):
            assert number in shell.words

    def test_an_unwritten_function_gives_one_sentence_and_no_figure(self, shell, capsys):
        draw.edge_costs(not_written, 5, 5, 1, 2)
        draw.dense_parameters(not_written, (3, 2, 1), (1, 2, 3), {"filters": 456})
        said = capsys.readouterr().out.splitlines()
        assert said == ["Not started: write not_written first, then run this cell."] * 2
        assert shell.bundles == []

    @pytest.mark.parametrize("wrong", [(1, 2, 3), None, (1, 2, 3, 4, 0), "five", (1, 2, 3, 4, [5])])
    def test_no_five_counts_are_no_picture(self, shell, capsys, wrong):
        draw.edge_costs(lambda *sizes: wrong, 5, 5, 1, 2)
        assert capsys.readouterr().out.startswith("Nothing to draw yet:")
        assert shell.bundles == []


class TestMatrices:
    def test_the_titles_count_the_different_weights_of_each_matrix(self):
        tables = (weight_tables._dense(), weight_tables._sparse(), weight_tables._shared(4))
        assert [len(set(table.ravel()) - {""}) for table in tables] == [24, 12, 3]

    def test_a_shared_matrix_repeats_its_row_one_column_further(self):
        table = weight_tables._shared(4)
        assert ["".join(row).strip() for row in table] == ["abc"] * 4
        for above, below in pairwise(table):
            np.testing.assert_array_equal(np.roll(above, 1), below)

    def test_the_wrapped_one_is_circulant(self):
        table = weight_tables._shared(6)
        for i, row in enumerate(table):
            np.testing.assert_array_equal(np.roll(table[0], i), row)

    def test_the_words_say_how_many_weights_there_are(self, shell):
        draw.weight_matrices()
        assert "24 weights" in shell.words


class TestUnits:
    def test_a_kernel_of_three_joins_neighbours_only(self):
        assert [j for j in range(1, 7) if units.neighbours(3, j)] == [2, 3, 4]
        assert all(units.everybody(3, j) for j in range(1, 7))

    def test_the_words_tell_both_layers_in_both_directions(self, shell):
        draw.sparse_and_dense()
        assert "x3 feeds s2, s3 and s4" in shell.words
        assert "s3 depends on all six inputs" in shell.words

    def test_the_brain_view_has_words(self, shell):
        draw.brain_view()
        assert "one neuron in each map" in shell.words
        assert "5 by 5 by 3" in shell.words

    def test_the_neurons_of_the_brain_view_stand_at_one_place_of_five_maps(self, monkeypatch):
        shown = []
        monkeypatch.setattr(units, "show", lambda figure, words: shown.append(figure))
        draw.brain_view()
        axes = shown[0].axes[0]
        circles = [patch.center for patch in axes.patches if isinstance(patch, Circle)]
        ends = [tuple(line.get_xydata()[-1]) for line in axes.lines]
        assert len(circles) == units.MAPS
        assert set(circles) <= set(ends)
        steps = np.diff(sorted(circles), axis=0)
        np.testing.assert_allclose(steps, np.tile(units.NEXT_MAP, (4, 1)))


class TestPlaces:
    def test_a_shared_layer_moves_its_output_along(self, shell):
        draw.shifted(np.array([0, 4, 0, 0]), {"same": np.eye(3, 4)})
        assert "same: 1 by 3: 0 4 0." in shell.words
        assert "same, for the moved input: 1 by 3: 0 0 4." in shell.words

    def test_likeness_tells_the_first_and_the_last_coefficient(self, shell):
        images = {"a": np.eye(4), "b": np.ones((4, 4))}
        draw.likeness(images, {"a": np.array([0.9, 0.5]), "b": np.array([0.1, 0.0])})
        assert "a: 0.90 for neighbours, 0.50 at 2." in shell.words
        shell.bundles.clear()
        draw.likeness(images, {"a": np.array([-0.2, -0.001]), "b": np.array([0.1, 0.0])})
        assert "a: -0.20 for neighbours, 0.00 at 2." in shell.words

    def test_every_axes_is_labelled(self, monkeypatch):
        shown = []
        monkeypatch.setattr(shifts, "show", lambda figure, words: shown.append(figure))
        images = {"a": np.eye(4), "b": np.ones((4, 4))}
        draw.likeness(images, {"a": np.array([0.9]), "b": np.array([0.1])})
        draw.shifted(np.array([0, 4, 0, 0]), {"same": np.eye(3, 4)})
        assert all(a.get_xlabel() and a.get_ylabel() for figure in shown for a in figure.axes)


class TestConnections:
    def data(self, dense=False):
        found = re.search(r"var data = (\{.*\});", connections_widget.page(dense))
        return json.loads(found[1])

    def test_it_is_the_same_text_every_time_and_ids_differ_by_content(self):
        first, second = (connections_widget.page(dense) for dense in (False, True))
        assert first == connections_widget.page(False)
        ids = [re.search(r'id="(cnn-units-\w+)"', page)[1] for page in (first, second)]
        assert ids[0] != ids[1]

    def test_the_markup_is_balanced(self):
        assert Reader(connections_widget.page(False)).open == []
        assert Reader(self.data()["live"]).open == []

    def test_it_asks_nothing_of_the_network(self):
        page = connections_widget.page(False)
        assert not re.search(r"https?:|\bsrc=|\bhref=|@import|url\(|fetch|XMLHttp", page)

    def test_it_starts_as_asked(self):
        assert self.data(False)["dense"] is False
        assert self.data(True)["dense"] is True

    def test_the_switch_is_a_button_that_says_its_state(self):
        buttons = [attrs for tag, attrs in Reader(self.data()["live"]).tags if tag == "button"]
        assert [(b["type"], b["role"], b["aria-checked"]) for b in buttons] == [
            ("button", "switch", "false")
        ]

    def test_without_script_a_table_of_all_units_is_visible_and_nothing_else(self):
        page = connections_widget.page(False)
        without = re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)
        assert without.count("scope='row'") == 14
        assert "button" not in without
        assert "cnn-live" not in without

    def test_two_layers_reach_twice_as_far_and_stop_at_the_border(self):
        assert connections_widget.reached(4, 1) == [3, 4, 5]
        assert connections_widget.reached(4, 2) == [2, 3, 4, 5, 6]
        assert connections_widget.reached(1, 2) == [1, 2, 3]

    def test_as_text_it_tells_what_every_unit_depends_on(self):
        text = connections_widget.in_text()
        assert "h4 depends on x3, x4, x5; feeds g3, g4, g5" in text
        assert "g4 depends on x2, x3, x4, x5, x6" in text
        assert text.count(" depends on ") == 15

    def test_it_is_displayed_with_its_words(self, shell):
        draw.wiring()
        assert shell.words == connections_widget.in_text()


def test_equal_figures_give_equal_bytes(monkeypatch):
    pngs = []
    monkeypatch.setattr(units, "show", lambda figure, words: pngs.append(figures.png(figure)))
    draw.brain_view()
    draw.brain_view()
    assert pngs[0] == pngs[1]
