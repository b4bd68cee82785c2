"""Phrases that many sentences share: statuses, points, counts, lists, one safe line."""

from __future__ import annotations

STATUS = {
    "passed": "passed",
    "partial": "partly right",
    "failed": "not right yet",
    "not_started": "not started",
    "error": "stopped with an error",
    "timeout": "took too long",
    "killed": "ended too early",
    "forbidden": "uses what it should not",
    "needs_attention": "needs a person's attention",
    "stopped": "interrupted",
}


def points(score: float, out_of: float) -> str:
    """A score with its maximum: "1.5 of 3 points"."""
    return f"{score:g} of {out_of:g} {'point' if out_of == 1 else 'points'}"


def cases_line(right: int, total: int) -> str:
    """How many visible cases are right, and that the grade rests on others too."""
    return f"visible cases {right} of {total}; the grade also uses fresh hidden cases"


def counted(wrong: int, total: int) -> str:
    """How many entries are wrong."""
    return f"{wrong} of {total} entries {'is' if wrong == 1 else 'are'} wrong"


def listed(words: tuple[str, ...]) -> str:
    """Words as a sentence lists them: "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def one_line(text: str, limit: int) -> str:
    """Text that anybody may have made, as one line that is not too long and can be encoded."""
    flat = " ".join(text[: 4 * limit].split())
    short = flat if len(flat) <= limit else flat[: limit - 3] + "..."
    return short.encode("utf-8", "replace").decode("utf-8")
