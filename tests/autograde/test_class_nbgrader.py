"""nbgrader's own commands: they grade on the trusted path, and the whole round trip works."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from real_class import FLIPPED, NAME, Class
from sandboxes import isolated

from autograde.classroom import returning

ROOT = Path(__file__).parents[2]
STOCK = """c = get_config()
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
"""
TURNED = """def detect_edges(image):
    return correlate2d(image, np.array([[-1, 1]]))
"""
WHEEL = "cnn_lab-0.1.0-py3-none-any.whl"
BY_API = f"""
import json
from nbgrader.apps import NbGraderAPI
from traitlets.config.loader import PyFileConfigLoader
api = NbGraderAPI(config=PyFileConfigLoader("nbgrader_config.py").load_config())
for student in ("ada", "bob"):
    result = api.autograde("{NAME}", student)
    assert result["success"], result["log"]
"""


@pytest.fixture(scope="module", autouse=True)
def bubblewrap():
    isolated()


def nbgrader(*arguments, cwd, check=True):
    """Run one of nbgrader's commands as a person does, in a home of its own."""
    home = cwd / ".home"
    home.mkdir(exist_ok=True)
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    env = {**os.environ, "PATH": path, "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home)}
    done = subprocess.run(
        [sys.executable, *(["-m", "nbgrader"] if arguments[0] != "-c" else []), *arguments],
        cwd=cwd,
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
    )
    assert done.returncode == 0 or not check, done.stdout
    return done.stdout


def make(folder):
    made = Class(folder)
    shutil.copy(ROOT / "nbgrader_config.py", made.root)
    return made


@pytest.fixture(scope="module")
def klass(tmp_path_factory):
    made = make(tmp_path_factory.mktemp("class") / "course")
    half = {"correlate1d": made.paper.answers["correlate1d"], "convolve2d": "1 / 0"}
    made.hand_in("ada", made.solved())
    made.hand_in("bob", made.solved(correlate2d=FLIPPED))
    made.hand_in("cem", made.paper.filled(half))
    return made


def scores_of_everybody(klass):
    return {name: klass.scores(name) for name in ("ada", "bob", "cem")}


def test_every_way_in_gives_the_same_scores(klass):
    klass.grade()
    first = scores_of_everybody(klass)
    assert (sum(first["ada"].values()), sum(first["cem"].values())) == (9.0, 1.0)
    (klass.root / "gradebook.db").unlink()
    nbgrader("autograde", NAME, "--force", cwd=klass.root)
    assert scores_of_everybody(klass) == first
    (klass.root / "gradebook.db").unlink()
    nbgrader("-c", BY_API, cwd=klass.root)
    assert klass.scores("bob") == first["bob"]
    done = returning.give_back(klass.course, NAME)  # also of notebooks that nbgrader has written
    assert (sorted(done.without), len(done.pages)) == (["cem"], 2)
    files = {name: klass.root / f"submitted/{name}/{NAME}/{NAME}.ipynb" for name in first}
    for name, file in files.items():
        out = klass.root / "out.json"
        code = ["-m", "autograde", "grade-file", str(file), "--student", name, "--json", str(out)]
        subprocess.run([sys.executable, *code], cwd=klass.root, check=True, capture_output=True)
        (report,) = json.loads(out.read_text())
        by_file = {f"check-{one['id']}": one["score"] for one in report["exercises"]}
        assert by_file == {key: first[name][key] for key in by_file}


def test_a_broken_submission_ends_nobody_elses_grading(tmp_path):
    klass = make(tmp_path / "course")
    klass.hand_in("ada", b"{")
    klass.hand_in("bob", klass.solved())
    nbgrader("autograde", NAME, cwd=klass.root)
    assert sum(klass.scores("bob").values()) == 9.0
    with klass.book() as book:
        (grade,) = [
            g
            for g in book.find_submission_notebook(NAME, NAME, "ada").grades
            if g.name == "check-rot180"
        ]
        assert (grade.auto_score, grade.needs_manual_grade) == (None, True)
    klass.hand_in("bob", b"")
    said = nbgrader("autograde", NAME, "--force", "--student", "bob", cwd=klass.root, check=False)
    assert "The earlier scores were kept" in said
    assert sum(klass.scores("bob").values()) == 9.0


def test_a_link_to_the_gradebook_is_not_copied(tmp_path):
    klass = make(tmp_path / "course")
    folder = klass.hand_in("ada", klass.solved()).parent
    (folder / "grades.txt").symlink_to(klass.root / "secret.key")
    (folder / "data.csv").write_text("1,2")
    nbgrader("autograde", NAME, cwd=klass.root)
    graded = klass.root / "autograded" / "ada" / NAME
    assert sorted(path.name for path in graded.iterdir()) == [f"{NAME}.ipynb", "timestamp.txt"]
    assert (folder / "data.csv").exists()


def test_settings_that_cannot_be_loaded_end_nbgrader(tmp_path):
    klass = make(tmp_path / "course")
    klass.hand_in("ada", klass.solved())
    (klass.root / "course.toml").write_text("title = ")
    said = nbgrader("autograde", NAME, cwd=klass.root, check=False)
    assert "Mend it before you grade" in said
    assert not (klass.root / "autograded").exists()


def test_a_stock_nbgrader_grades_the_same_release_by_visible_cases(tmp_path):
    klass = Class(tmp_path / "course")
    (klass.root / "nbgrader_config.py").write_text(STOCK)
    klass.hand_in("ada", klass.solved())
    klass.hand_in("bob", klass.solved(detect_edges=TURNED))  # nothing builds on it
    klass.hand_in("eve", klass.paper.filled())
    klass.grade()
    trusted = {name: klass.scores(name) for name in ("ada", "bob", "eve")}
    (klass.root / "gradebook.db").unlink()
    shutil.rmtree(klass.root / "autograded")
    nbgrader("generate_assignment", NAME, "--force", "--create", cwd=klass.root)
    nbgrader("autograde", NAME, cwd=klass.root)
    assert {name: klass.scores(name) for name in trusted} == trusted
    assert "kernelspec" in klass.graded("ada")["metadata"]
    assert "stamp" not in klass.graded("ada")["metadata"]["cnn_kit"]  # it was not we who graded


def test_the_round_trip_through_the_exchange(tmp_path):
    klass = make(tmp_path / "course")
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    student = tmp_path / "student"
    student.mkdir()
    setting = f'\nc.Exchange.root = "{exchange}"\n'
    config = klass.root / "nbgrader_config.py"
    config.write_text(config.read_text() + setting)
    (student / "nbgrader_config.py").write_text(
        f'c = get_config()\nc.CourseDirectory.course_id = "cnn"\n{setting}'
    )

    release = klass.root / "notebooks" / NAME
    built = (release / f"{NAME}.ipynb").read_bytes()
    for old in release.glob("*.whl"):
        old.unlink()
    (klass.root / "solutions" / NAME / WHEEL).write_bytes(b"a wheel")
    nbgrader("generate_assignment", NAME, "--force", cwd=klass.root)
    assert (release / f"{NAME}.ipynb").read_bytes() == built
    nbgrader("release_assignment", NAME, cwd=klass.root)
    nbgrader("fetch_assignment", NAME, cwd=student)
    assert (student / NAME / WHEEL).read_bytes() == b"a wheel"
    notebook = klass.written(
        klass.solved(correlate2d=FLIPPED), bonns_sum="The sum must run over $m$ and $n$."
    )
    (student / NAME / f"{NAME}.ipynb").write_text(json.dumps(notebook))
    nbgrader("submit", NAME, cwd=student)

    nbgrader("collect", NAME, cwd=klass.root)
    (folder,) = (klass.root / "submitted").iterdir()
    name = folder.name
    nbgrader("autograde", NAME, cwd=klass.root)
    with klass.book() as book:
        grade = book.find_grade("bonns_sum", NAME, NAME, name)
        assert grade.needs_manual_grade
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        comment = book.find_comment("bonns_sum", NAME, NAME, name)
        comment.manual_comment = "Nearly: look at the sign."
        book.db.commit()
    nbgrader("generate_feedback", NAME, cwd=klass.root)
    nbgrader("release_feedback", NAME, cwd=klass.root)
    nbgrader("fetch_feedback", NAME, cwd=student)
    (page,) = (student / NAME / "feedback").rglob("*.html")
    text = page.read_text()
    for part in ("flipped kernel", "Nearly: look at the sign.", "1.5 of 2 points", "Receipt"):
        assert part in text
    assert "<script" not in text

    nbgrader("export", cwd=klass.root)
    with (klass.root / "grades.csv").open() as file:
        (row,) = list(csv.DictReader(file))
    assert float(row["score"]) == sum(klass.scores(name).values())


def test_what_the_kit_refuses_ends_nbgraders_own_command_before_it_grades(tmp_path):
    klass = make(tmp_path / "course")
    klass.hand_in("ada", klass.solved())
    path = klass.root / "course.toml"
    text = path.read_text()
    path.write_text(f"{text}\npoints = {{ rot180 = 7 }}\n")
    said = nbgrader("autograde", NAME, cwd=klass.root, check=False)
    assert "the release does not follow course.toml" in said
    assert not (klass.root / "autograded").exists()
    path.write_text(text)
    nbgrader("autograde", NAME, cwd=klass.root)
    klass.hand_in("ada", klass.paper.filled())  # would have 0
    path.write_text(text.replace('id = "cnn"', 'id = "vision"'))
    said = nbgrader("autograde", NAME, "--force", cwd=klass.root, check=False)
    assert "it belongs to the course cnn" in said
    assert sum(klass.scores("ada").values()) == 9


def test_the_time_of_the_file_that_counts_stays_when_a_later_one_is_refused(tmp_path):
    klass = make(tmp_path / "course")
    klass.hand_in("ada", klass.solved(), time="2030-10-01 10:00:00 UTC")
    nbgrader("autograde", NAME, cwd=klass.root)
    klass.hand_in("ada", b"{", time="2030-10-09 10:00:00 UTC")
    nbgrader("autograde", NAME, cwd=klass.root, check=False)
    with klass.book() as book:
        assert book.find_submission(NAME, "ada").timestamp.day == 1
    klass.grade()
    assert sum(klass.scores("ada").values()) == 9


def test_a_folder_as_deep_as_a_student_likes_is_swept(tmp_path):
    klass = make(tmp_path / "course")
    folder = klass.hand_in("ada", klass.solved()).parent
    klass.hand_in("bob", klass.solved())
    for _ in range(300):
        folder = folder / "a"
    folder.mkdir(parents=True)
    (folder / "x.html").symlink_to(klass.root / "secret.key")
    nbgrader("autograde", NAME, cwd=klass.root)
    kept = {path.name for path in (klass.root / "autograded" / "ada").rglob("*") if path.is_file()}
    assert kept == {f"{NAME}.ipynb", "timestamp.txt"}
