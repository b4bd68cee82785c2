"""Grade the same class by this kit and by a stock nbgrader, interleaved in one run.

    python benchmarks/grading.py [--students 12] [--rounds 3]

Both execute everybody's notebook and write autograded notebooks and a gradebook; the scores must be
equal. Printed are medians over the rounds, and ratios. Each number is of whole commands, started
anew: the kit's with one job and with two, and `nbgrader autograde`. Every library runs on one
thread. The students' answers are right, or wrong in the last exercise, so that follow-through
(which a stock nbgrader does not have) changes no score.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nbgrader.api import Gradebook

from autograde.classroom.gradebook import url
from autograde.demo.papers import Paper
from autograde.grading import secret

ROOT = Path(__file__).parents[1]
NAME = "02_correlation"
STOCK = """c = get_config()
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
"""
WRONG = "def detect_edges(image):\n    return correlate2d(image, np.array([[-1, 1]]))\n"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--students", type=int, default=12)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        course = make_course(Path(temporary) / "course", chosen.students)
        ways = {
            "stock nbgrader": lambda: stock(course),
            "1 job": lambda: kit(course, 1),
            "2 jobs": lambda: kit(course, 2),
        }
        seconds = {name: [] for name in ways}
        scores = {}
        for number in range(chosen.rounds):
            for name, grade in ways.items():
                clear(course)
                seconds[name].append(grade())
                scores.setdefault(name, scores_of(course))
                print(f"round {number + 1}: {name}: {seconds[name][-1]:.1f} s", flush=True)
        show(seconds, chosen.students)
    if len({json.dumps(found, sort_keys=True) for found in scores.values()}) > 1:
        sys.exit("the scores differ")
    print(f"scores: equal, {sum(map(sum, scores['1 job'].values())):g} points in all")


def show(seconds: dict[str, list[float]], students: int) -> None:
    """Print medians, the time a student, and ratios."""
    middle = {name: statistics.median(times) for name, times in seconds.items()}
    for name, time_taken in middle.items():
        faster = middle["stock nbgrader"] / time_taken
        each = 1000 * time_taken / students
        print(f"{name:15} {time_taken:7.2f} s  {each:6.0f} ms a student  {faster:5.1f} × stock")
    print(f"2 jobs against 1: {middle['1 job'] / middle['2 jobs']:.2f} ×")


def make_course(root: Path, students: int) -> Path:
    """A course's folder, in which a class has handed in."""
    root.mkdir()
    for part in ("notebooks", "solutions"):
        shutil.copytree(ROOT / part, root / part)
    shutil.copy(ROOT / "course.toml", root)
    (root / "nbgrader_config.py").write_text(STOCK)
    secret.create(root)
    paper = Paper.read(root, NAME)
    for number in range(students):
        wrong = {"detect_edges": WRONG} if number % 3 == 0 else {}
        folder = root / "submitted" / f"student{number:03}" / NAME
        folder.mkdir(parents=True)
        notebook = paper.filled({**paper.answers, **wrong})
        (folder / f"{NAME}.ipynb").write_text(json.dumps(notebook))
    return root


def clear(root: Path) -> None:
    """As before the first grading."""
    shutil.rmtree(root / "autograded", ignore_errors=True)
    (root / "gradebook.db").unlink(missing_ok=True)
    nbgrader(root, "generate_assignment", NAME, "--force")


def stock(root: Path) -> float:
    """Seconds that a stock nbgrader takes."""
    began = time.perf_counter()
    nbgrader(root, "autograde", NAME)
    return time.perf_counter() - began


def kit(root: Path, jobs: int) -> float:
    """Seconds that this kit takes."""
    began = time.perf_counter()
    run(root, "-m", "autograde", "grade", NAME, "--jobs", str(jobs))
    return time.perf_counter() - began


def nbgrader(root: Path, *arguments: str) -> None:
    run(root, "-m", "nbgrader", *arguments)


def run(root: Path, *arguments: str) -> None:
    """Run Python on one thread, in a course's folder."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env={**os.environ, **threads, "PATH": path},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{' '.join(arguments)}:\n{done.stdout}{done.stderr}")


def scores_of(root: Path) -> dict[str, list[float]]:
    """Everybody's scores, as the gradebook has them."""
    with Gradebook(url(root), "cnn") as book:
        return {
            submission.student_id: [
                grade.score
                for notebook in submission.notebooks
                for grade in sorted(notebook.grades, key=lambda grade: grade.name)
            ]
            for submission in book.find_assignment(NAME).submissions
        }


if __name__ == "__main__":
    main()
