"""Fixtures for the tests of the grader."""

from real_course import course, graded, grader, paper
from sandboxes import box, plain_box, run

__all__ = ["box", "course", "graded", "grader", "paper", "plain_box", "run"]
