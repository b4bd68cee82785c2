"""Fixtures for the tests of the grader."""

from sandboxes import box, plain_box, run

__all__ = ["box", "plain_box", "run"]
