"""What the tests of figures share: a notebook that keeps what is displayed, a reader of HTML."""

from html.parser import HTMLParser


class FakeShell:
    """A notebook that keeps what is displayed."""

    def __init__(self):
        self.display_pub = self
        self.bundles = []

    def publish(self, data, metadata=None):
        self.bundles.append((data, metadata))

    @property
    def words(self):
        """The first figure in words."""
        return self.bundles[0][0]["text/plain"]


class Reader(HTMLParser):
    """Collects tags with their attributes, and fails on tags that do not match."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.open = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def not_written(*args):
    """A stand-in for an untouched stub."""
    raise NotImplementedError


def fails(*args):
    """A stand-in for an answer that stops."""
    return {}["nothing"]


def not_started_is_said(call, shell, capsys):
    """A figure of an unwritten function is one sentence."""
    call(not_written)
    said = "Not started: write not_written first, then run this cell.\n"
    assert capsys.readouterr().out == said
    assert shell.bundles == []


def a_fault_is_said(call, shell, capsys):
    """A figure of a function that stops is one sentence, which names the function."""
    call(fails)
    out = capsys.readouterr().out
    assert "fails stopped with KeyError" in out
    assert out.count("\n") == 1
    assert shell.bundles == []
