"""An instructor in formgrader: autograde by the button, grade by hand, comment, give back.

The student's file attacks wherever a page could show it: nothing of it may run.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import picture
from playwright.sync_api import Page, expect
from real_class import FLIPPED, NAME, Class
from sandboxes import isolated
from serving import Served, serve

from autograde import registry
from autograde.classroom import returning

pytestmark = [pytest.mark.browser, pytest.mark.bwrap]

ROOT = Path(__file__).parents[2]
STUDENT = "ada"
ATTACK = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
DERIVATION = f"""
By substitution,
$$ (I * K)[n] = \\sum_m I[m]\\, K[n - m] = \\sum_k K[k]\\, I[n - k]. $$

{ATTACK} [a link](javascript:window.hacked=1)

<svg onload="window.hacked = 1"></svg><details open ontoggle="window.hacked = 1">more</details>
"""
PRINTS = f"""def rot180(kernel):
    print({ATTACK!r})
    return np.asarray(kernel)[::-1]  # {ATTACK}
"""
COMMENT = "The substitution is right; say why the *limits* of the sum allow it."


@pytest.fixture(scope="module")
def klass(tmp_path_factory: pytest.TempPathFactory) -> Class:
    isolated()
    made = Class(tmp_path_factory.mktemp("formgrader") / "course")
    shutil.copy(ROOT / "nbgrader_config.py", made.root)
    paper = made.written(made.solved(correlate2d=FLIPPED, rot180=PRINTS), commutativity=DERIVATION)
    paper["cells"].append({"cell_type": "markdown", "metadata": {}, "source": ATTACK})
    made.hand_in(STUDENT, paper)
    return made


@pytest.fixture(scope="module")
def served(klass: Class) -> Iterator[Served]:
    with serve(klass.root) as running:
        yield running


def go(page: Page, served: Served, path: str) -> None:
    page.set_extra_http_headers({"Authorization": f"token {served.token}"})
    page.goto(served.address(f"formgrader/{path}"))


def autograde_by_the_button(page: Page, served: Served) -> None:
    go(page, served, f"manage_submissions/{NAME}")
    row = page.locator("tr", has_text=STUDENT)
    row.locator(".autograde a").click()
    expect(page.locator(".modal-body")).to_contain_text("Successfully autograded")
    picture(page, "instructor-autograded")


def open_the_submission(page: Page, served: Served) -> None:
    go(page, served, f"gradebook/{NAME}/{NAME}")
    page.get_by_role("link", name=re.compile("Submission #1")).click()
    expect(page.locator("#commutativity")).to_be_visible()


def grade_by_the_rubric(page: Page) -> None:
    rubric = registry.assignment(NAME).written[0].rubric[0]
    expect(page.locator("#notebook-container").first).to_contain_text(rubric)
    score = page.locator("#commutativity")
    score.fill("2")
    score.blur()
    expect(page.locator(".score-saved").locator("visible=true")).to_have_count(1)
    comment = page.locator("#commutativity-comment")
    comment.fill(COMMENT)
    comment.blur()
    expect(page.locator(".comment-saved").locator("visible=true")).to_have_count(1)
    comment.scroll_into_view_if_needed()
    picture(page, "instructor-rubric")


def nothing_of_the_students_ran(page: Page) -> None:
    for link in page.locator("#notebook-container a, main a").all():
        assert not (link.get_attribute("href") or "").startswith("javascript:")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.hacked") is None
    assert page.locator("#notebook-container svg, main svg, img[src=x]").count() == 0


def give_feedback(page: Page, served: Served) -> None:
    go(page, served, f"manage_submissions/{NAME}")
    page.locator("tr", has_text=STUDENT).locator(".generate-feedback a").click()
    expect(page.locator(".modal-body")).to_contain_text("Successfully generated")


def test_an_instructor_autogrades_grades_by_hand_and_the_feedback_shows_both(
    page: Page, served: Served, klass: Class
) -> None:
    autograde_by_the_button(page, served)
    assert klass.scores(STUDENT)["check-correlate1d"] == 1.0

    open_the_submission(page, served)
    expect(page.locator("#notebook-container").first).to_contain_text("flipped")
    expect(page.locator("#notebook-container math").first).to_be_visible()
    nothing_of_the_students_ran(page)
    grade_by_the_rubric(page)

    give_feedback(page, served)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    feedback = klass.root / "feedback" / STUDENT / NAME / f"{NAME}.html"
    page.goto(feedback.as_uri())
    expect(page.locator("main")).to_contain_text("2 of 3 points")
    expect(page.locator("main")).to_contain_text("the limits of the sum allow it")
    expect(page.locator("main")).to_contain_text("flipped kernel")
    expect(page.locator("main math").first).to_be_visible()
    nothing_of_the_students_ran(page)
    assert asked == [feedback.as_uri()]
    picture(page, "feedback")


def test_a_script_of_anybody_is_refused_by_the_feedbacks_policy(
    page: Page, klass: Class, tmp_path: Path
) -> None:
    """The policy is a wall of its own: a script put into the page by hand does not run."""
    klass.grade()
    source = returning.write(klass.course, NAME, STUDENT)
    attacked = tmp_path / "attacked.html"
    text = source.read_text(encoding="utf-8")
    attacked.write_text(text.replace("<main>", f"<main>{ATTACK}"), encoding="utf-8")
    page.goto(attacked.as_uri())
    assert page.evaluate("window.hacked") is None
    policy = re.compile(r"<meta http-equiv=.*?>")
    attacked.write_text(policy.sub("", attacked.read_text(encoding="utf-8")), encoding="utf-8")
    page.goto(attacked.as_uri())
    assert page.evaluate("window.hacked") == 1
