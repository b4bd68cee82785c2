"""Hostile hand-ins. Each tries one way to a score that it did not earn, and answers nothing itself.

Where an attack could succeed, it then plays its prize: the right answers. So a breach shows as
full marks, and the row differs from what it must get.
"""

from __future__ import annotations

from pathlib import Path

import cnn_ref

from .papers import Paper, Row, writer

ALWAYS_EQUAL = """
class Equal:
    __hash__ = None
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __getattr__(self, name): return Equal()
    def __getitem__(self, index): return Equal()
    def __len__(self): return 1
    def __float__(self): return 1.0
    def __call__(self, *args, **kwargs): return Equal()
    def __array__(self, *args, **kwargs): return np.zeros((1, 1))
"""

PATCHED = """
import numpy.testing, builtins
def yes(*args, **kwargs): return True
for name in ("allclose", "array_equal", "isclose", "equal", "all", "any", "isfinite"):
    setattr(np, name, yes)
for name in [n for n in dir(np.testing) if n.startswith("assert")]:
    setattr(np.testing, name, yes)
builtins.isinstance = yes
import cnn_lab.cases, cnn_lab.values
cnn_lab.cases.perform = yes
"""

TRANSFORMER = """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
    def visit_Call(self, node): return ast.Constant(9.0)
get_ipython().ast_transformers.append(Drop())
"""

FORGE = """
import os, struct, json
REPLIES = [b'{"tuple":[{"float":"0x1.0p+3"}]}', b'{"score": 9}', b"passed", b"\\x00" * 64]
def forge():
    for number in [0, *range(3, 256)]:
        for kind in (*b"HRDCA", 0, 255):
            for reply in REPLIES:
                try:
                    os.set_blocking(number, False)
                    os.write(number, struct.pack("!IB", len(reply), kind) + reply)
                except OSError:
                    pass
"""

FORGE_IN_CALL = """
def correlate2d(image, kernel):
    forge()
    os._exit(0)
"""

OTHER_IMPORT = """
import importlib, sys
for folder in FOLDERS:
    sys.path.insert(0, folder)
try:
    importlib.import_module("cnn_" + "ref")
    breached = True
except ImportError:
    breached = False
"""

READ = """
breached = False
for path in PATHS:
    try:
        breached = bool(open(path).read(20)) or breached
    except OSError:
        pass
"""

CONNECT = """
import socket
try:
    socket.create_connection(("127.0.0.1", PORT), timeout=2).close()
    breached = True
except OSError:
    breached = False
"""

PROC = """
import glob, os
others = [p for p in glob.glob("/proc/[0-9]*/environ") if p.split("/")[2] != str(os.getpid())]
breached = bool(others)
"""

PRIZE = """
if breached:
    for source in ANSWERS:
        exec(source)
"""


def rows(paper: Paper, root: Path, neighbour: Path, port: int) -> list[Row]:
    """Every hostile row; `neighbour` is another student's file, `port` one that we listen on."""

    def row(name: str, *cells: str, isolation: bool = False) -> Row:
        notebook = paper.filled(NOTHING, added=cells, first=True)
        return Row(name, writer(name, notebook), 0.0, None, isolation=isolation)

    def thief(name: str, attack: str, **names: object) -> Row:
        given = "".join(f"{key} = {value!r}\n" for key, value in names.items())
        prize = f"ANSWERS = {list(paper.answers.values())!r}\n{PRIZE}"
        notebook = paper.filled(NOTHING, added=[given + attack, prize])
        return Row(name, writer(name, notebook), 0.0, None, isolation=True)

    equal = {name: f"def {name}(*args): return Equal()" for name in paper.answers}
    wrong = {name: f"def {name}(*args): return 1.0" for name in paper.answers}
    call = {**paper.answers, "correlate2d": FORGE_IN_CALL}
    forbidden = {name: f"from cnn_ref import {name}" for name in paper.answers}
    always = paper.filled(equal, added=[ALWAYS_EQUAL], first=True)
    return [
        Row("always-equal objects", writer("always_equal", always), 0.0),
        row("comparison functions patched", PATCHED),
        Row("AST transformer", writer("ast", paper.filled(wrong, added=[TRANSFORMER])), 0.0),
        row("forged replies on every descriptor", FORGE + "forge()"),
        Row(
            "forged replies from inside a call",
            writer("forged_call", paper.filled(call, added=[FORGE], first=True)),
            paper.worth("correlate2d"),
            statuses={"correlate2d": ("killed", "failed")},
        ),
        Row(
            "import cnn_ref",
            writer("import_cnn_ref", paper.filled(forbidden)),
            0.0,
            statuses=dict.fromkeys(paper.answers, ("forbidden",)),
        ),
        thief(
            "cnn_ref by another way", OTHER_IMPORT, FOLDERS=[str(Path(cnn_ref.__file__).parents[1])]
        ),
        thief("the course secret", READ, PATHS=[str(root / "secret.key")]),
        thief("a neighbour's file", READ, PATHS=[str(neighbour)]),
        thief("a socket", CONNECT, PORT=port),
        thief("other processes", PROC),
    ]


NOTHING = {
    name: f"def {name}(*args):\n    return None\n"
    for name in ("correlate1d", "correlate2d", "rot180", "convolve2d", "detect_edges")
}
