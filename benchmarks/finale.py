"""Record what the recipe of assignment 11 gives for ten seeds, and the scores of its star.

The notebook shows these where a student's own training cannot run yet. Run this after a change of
the recipe in `solutions/11_finale.py`: python benchmarks/finale.py

The other settings that the text speaks of take four minutes: python benchmarks/finale.py --others
"""

import json
import sys
from pathlib import Path
from unittest import mock

import matplotlib as mpl
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from autograde.building.text import read
from cnn_lab import draw
from cnn_lab.draw.finale.patches import STAR

FOLDER = ROOT / "cnn_lab" / "draw" / "finale"
SEEDS = 10
FUNCTIONS = {
    "CNN": ("network_gradients", "cnn_logits"),
    "MLP": ("mlp_gradients", "mlp_logits"),
}
RECIPE = (0.05, 15)
OTHERS = (
    ("CNN", 0.03, 15),
    ("CNN", 0.07, 15),
    ("CNN", 0.1, 15),
    ("MLP", 0.1, 15),
    ("MLP", 0.15, 15),
    ("MLP", 0.05, 40),
)
"""Network, learning rate and epochs of the settings that were tried beside the recipe."""
KEPT = ("loss", "validation", "shifted")


def notebook_names():
    """All names that the solution's code defines, without its figures and trainings."""
    mpl.use("agg")
    names = {"np": np, "draw": mock.Mock(), "check": print, "progress": print}
    names["draw"].photo, names["draw"].digits = draw.photo, draw.digits
    with mock.patch("builtins.print"):
        for part in read(ROOT, "11_finale").parts:
            if part.kind == "code" and part.marker != "setup" and not part.tags:
                exec(part.source, names)
    return names


def one_seed(names, seed):
    """The numbers of one seed, and its CNN's first filters."""
    found = names["experiment"](seed)
    numbers = {
        network: {name: np.round(found[network][name], 5).tolist() for name in KEPT}
        for network in ("CNN", "MLP")
    }
    return numbers, np.round(found["CNN"]["parameters"][0][:, 0], 4).tolist()


def scores():
    """Zero-mean normalised correlation of the photograph with its star, as whole numbers."""
    photo, (row, column, KH, KW) = draw.photo(), STAR
    patch = photo[row : row + KH, column : column + KW]
    windows = sliding_window_view(photo, patch.shape)
    windows = windows - windows.mean(axis=(2, 3), keepdims=True)
    patch = patch - patch.mean()
    lengths = np.sqrt((windows**2).sum(axis=(2, 3)) * (patch**2).sum())
    fits = np.einsum("hwkl,kl->hw", windows, patch) / lengths
    return np.round((fits + 1) * 127).astype(np.uint8)


def others(names):
    """Print the medians of other settings: on validation digits, and on shifted test digits."""
    step = names["sgd_step"]
    for network, lr, epochs in (("CNN", *RECIPE), ("MLP", *RECIPE), *OTHERS):
        names["EPOCHS"] = epochs
        names["sgd_step"] = lambda w, dw, v, _, momentum, lr=lr: step(w, dw, v, lr, momentum)
        given = (*(names[name] for name in FUNCTIONS[network]), names["SIZES"][network])
        found = [names["train"](*given, seed) for seed in range(SEEDS)]
        validation = np.median([one["validation"][-1] for one in found])
        shifted = np.median([one["shifted"] for one in found], axis=0)
        print(network, lr, epochs, f"{validation:.2%}", *(f"{one:.1%}" for one in shifted))


def main():
    names = notebook_names()
    if sys.argv[1:] == ["--others"]:
        others(names)
        return
    trained = [one_seed(names, seed) for seed in range(SEEDS)]
    measured = {"seeds": [numbers for numbers, _ in trained], "filters": trained[0][1]}
    text = json.dumps(measured, indent=1)
    (FOLDER / "measured.json").write_text(text + "\n", encoding="utf-8")
    np.savez_compressed(FOLDER / "scores.npz", scores=scores())


if __name__ == "__main__":
    main()
