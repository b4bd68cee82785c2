"""Sandboxes for the tests: one shared for each file, and a way to put questions."""

import os
import textwrap
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from autograde.grading.sandbox import Limits, Run, Sandbox, SandboxError
from cnn_lab.cases import Call, Case, Result, encode_case
from cnn_lab.values import loads

SMALL = Limits(
    cell_seconds=3,
    exercise_seconds=3,
    submission_seconds=30,
    memory_bytes=256 << 20,
    processes=24,
    tmp_bytes=16 << 20,
    reply_bytes=1 << 20,
)


def isolated(limits: Limits = SMALL) -> Sandbox:
    """An isolated sandbox; where bubblewrap does not work the test is skipped, but never in CI."""
    try:
        with Sandbox(limits, isolate=True):
            return Sandbox(limits, isolate=True)
    except SandboxError as error:
        if os.environ.get("CI"):
            pytest.fail(f"bubblewrap must work in CI: {error}")
        pytest.skip(f"needs bubblewrap: {error}")


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with isolated() as sandbox:
        yield sandbox


@contextmanager
def plain(limits: Limits = SMALL, isolate: bool | None = False) -> Iterator[Sandbox]:
    """A sandbox of plain processes, which must warn."""
    with pytest.warns(UserWarning, match="WITHOUT ISOLATION"):
        sandbox = Sandbox(limits, isolate=isolate).__enter__()
    with closing(sandbox):
        yield sandbox


@pytest.fixture(scope="module")
def plain_box() -> Iterator[Sandbox]:
    with plain() as sandbox:
        yield sandbox


@pytest.fixture
def run(box: Sandbox) -> Iterator[Run]:
    with box.run() as submission:
        yield submission


def said(submission: Run, source: str) -> str:
    """Run a cell that must end well; give what it printed."""
    outcome = submission.cell(textwrap.dedent(source))
    assert outcome.status == "ok", outcome
    return outcome.output.strip()


def case(name: str, *args: object) -> bytes:
    return encode_case(Case("kind", "label", (Call(name, args),), (Result(),)))


def values(replies: list[bytes]) -> list[object]:
    """What the replies hold: one observation each, of one value."""
    return [loads(reply)[0] for reply in replies]
