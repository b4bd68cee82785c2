"""The errors of the decks as Markdown: what is wrong is quoted, what is right is folded."""

from __future__ import annotations

from collections.abc import Iterator

from .entries import Entry, Lists, is_error
from .tables import Link, describe, no_link, number_of


def errors(lists: Lists, link: Link = no_link) -> str:
    """Every error of the decks: its number, its deck, the deck's words, and what is right and why.

    Parameters
    ----------
    lists : Lists
    link : callable
        Gives the address of a place, or None where it has none.

    Returns
    -------
    str
        Markdown: a heading of level 2 for each error, in the order of their numbers. What is right
        stands in a `<details>`, and below it the sections and questions that teach it.
    """
    found = sorted((e for e in lists.entries if is_error(e.id)), key=lambda one: number_of(one.id))
    return "\n\n".join(part for entry in found for part in _error(entry, link)) + "\n"


def _error(entry: Entry, link: Link) -> Iterator[str]:
    yield f"## {entry.id.partition('.')[2]} · {', '.join(entry.seeds)}"
    yield "\n>\n".join(f"> {words}" for words in entry.quote)
    yield (
        '<details class="solution"><summary>What is right, and why</summary>'
        f"\n\n{entry.right}\n\n</details>"
    )
    yield f"Taught in: {'; '.join(_taught(entry, link))}."


def _taught(entry: Entry, link: Link) -> Iterator[str]:
    """The sections, and the questions that are asked in none of them; each address once."""
    named: set[str] = set()
    for kind in ("cell", "question"):
        for place in (one for one in entry.held if one.kind == kind):
            words, address = describe(place), link(place)
            if (address or words) not in named:
                named.add(address or words)
                yield f"[{words}]({address})" if address else words
