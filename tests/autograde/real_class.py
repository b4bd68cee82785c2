"""A class on the kit's own assignment: submissions in a course's folder, and its gradebook."""

import functools
import json
import tempfile
from pathlib import Path

import real_course
from nbgrader.api import Gradebook

from autograde.classroom import runner
from autograde.classroom.gradebook import NAME as BOOK
from autograde.classroom.gradebook import url
from autograde.course import Course
from autograde.demo.papers import Paper

NAME = real_course.NAME
FLIPPED = """def correlate2d(image, kernel):
    from numpy.lib.stride_tricks import sliding_window_view
    image, kernel = np.asarray(image), np.asarray(kernel)
    windows = sliding_window_view(image, kernel.shape)
    return np.einsum("hwkl,kl->hw", windows, kernel[::-1, ::-1])
"""


@functools.cache
def _empty_gradebook(course_id: str) -> bytes:
    """What nbgrader makes when there is none, which takes it seconds."""
    with tempfile.TemporaryDirectory() as folder:
        Gradebook(url(Path(folder)), course_id).close()
        return Path(folder, BOOK).read_bytes()


class Class:
    """A course's folder with a class in it; the gradebook is new, or there is none yet."""

    def __init__(self, root: Path, *, book: bool = True) -> None:
        self.root = real_course.write(root)
        if book:
            (self.root / BOOK).write_bytes(_empty_gradebook(self.course.id))
        self.paper = Paper.read(self.root, NAME)

    @property
    def course(self):
        return Course.load(self.root)

    def hand_in(self, student, notebook, name=f"{NAME}.ipynb", time="2030-10-01 12:00:00 UTC"):
        """Put a notebook (or raw bytes) into a student's folder."""
        folder = self.root / "submitted" / student / NAME
        folder.mkdir(parents=True, exist_ok=True)
        data = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
        (folder / name).write_bytes(data)
        (folder / "timestamp.txt").write_text(time)
        return folder / name

    def solved(self, **changed):
        """The paper with all the right answers, and some of them changed."""
        return self.paper.filled({**self.paper.answers, **changed})

    def written(self, notebook, **answers):
        """A paper with written answers put in."""
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if name in answers:
                cell["source"] = answers[name]
        return notebook

    def grade(self, **options):
        return runner.grade_class(self.course, NAME, **options)

    def book(self):
        return Gradebook(url(self.root), self.course.id)

    def graded(self, student):
        """A student's graded notebook."""
        path = self.root / "autograded" / student / NAME / f"{NAME}.ipynb"
        return json.loads(path.read_text())

    def scores(self, student):
        """The scores that the gradebook counts, by cell."""
        with self.book() as book:
            submission = book.find_submission_notebook(NAME, NAME, student)
            return {grade.name: grade.score for grade in submission.grades}
