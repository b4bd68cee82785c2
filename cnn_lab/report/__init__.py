"""Reports of an answer: the only place where the wording of results is made.

`page` says what there is to say, `text` and `html` lay it out. The grader's feedback uses the same
functions with ``reveal=False``.
"""

from . import html, notes, page, text, words
from .words import reason

__all__ = ["html", "notes", "page", "reason", "text", "words"]
