"""The variants of the mistakes that the list of coverage names, as tests of the list use them."""

from autograde.coverage import checking, reading
from autograde.registry import exercise

ENTRIES = {one.id: one for one in reading.read(checking.HERE).entries}


def variants(name, chosen):
    """The variants of an entry's mistakes in one of some exercises."""
    places = [place.at for place in ENTRIES[name].held if place.kind == "mistake"]
    found = [
        mistake.variant
        for at, named in places
        if at in chosen
        for mistake in exercise(at).mistakes
        if mistake.name == named
    ]
    assert found, name
    return found
