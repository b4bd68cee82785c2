"""A page that tells what the texts in it did: scripts that ran, dialogs, requests, windows."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, Route

HERE = "http://page.test/"
MEDIA = {"js": "text/javascript", "css": "text/css"}
TELL = (
    "<script>function hack(i) "
    "{ (window.hacked = window.hacked || []).push(i === undefined ? -1 : i); }</script>"
)
TELL_ABOVE = "<script>function hack(i) { parent.hack(i); }</script>"
TOUCH = """
(pressable) => {
  const hover = ['mouseover', 'mouseenter', 'pointerenter', 'mousemove', 'mouseout'];
  const pressed = 'a, area, button, summary, [type=submit], [type=image], mi, maction, text';
  const touch = (page) => {
    for (const node of page.querySelectorAll('*')) {
      for (const name of hover) { node.dispatchEvent(new MouseEvent(name, {bubbles: true})); }
      if (node.focus) { node.focus(); }
    }
    for (const node of page.querySelectorAll(`:is(${pressable}) :is(${pressed})`)) {
      node.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
    }
  };
  const frames = document.querySelectorAll('iframe.text');
  for (const frame of frames) { if (frame.contentDocument) { touch(frame.contentDocument); } }
  if (!frames.length) { touch(document); }
}
"""


@dataclass
class Watched:
    """What a page did: its requests, and those of the windows that it opened."""

    page: Page
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    windows: list[str] = field(default_factory=list)

    def hacked(self) -> set[int]:
        """The numbers of the texts whose scripts ran."""
        return set(self.page.evaluate("window.hacked || []"))


class Watcher:
    """Shows pages without a Content-Security-Policy, offline, and watches them."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.files: dict[str, bytes] = {}
        self.seen: list[tuple[Page | None, str]] = []
        context.route("**/*", self._answer)
        context.on("request", self._note)

    def show(
        self, html: str, files: Mapping[str, bytes] | None = None, press: str = "body"
    ) -> Watched:
        """Open a page, hover over everything, and press what can be pressed in a part of it."""
        self.files = {HERE: html.encode("utf-8", "replace"), **(files or {})}
        watched = Watched(self.context.new_page())
        watched.page.on("dialog", lambda dialog: self._dismiss(watched, dialog))
        watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
        watched.page.goto(HERE)
        watched.page.wait_for_timeout(500)  # nothing is to happen: that cannot be waited for
        watched.page.evaluate(TOUCH, press or "none")
        watched.page.wait_for_timeout(1000)
        for page, url in self.seen:
            if url.partition("?")[0] not in self.files and not url.startswith(
                ("data:image/", "about:srcdoc")
            ):
                (watched.requests if page is watched.page else watched.windows).append(url)
        return watched

    def show_apart(self, texts: Sequence[str]) -> Watched:
        """Show each text in a frame of its own, so that none spoils the page for the next."""
        frames = "".join(
            f'<iframe class="text" srcdoc="{escape(TELL_ABOVE + text)}"></iframe>' for text in texts
        )
        return self.show(f"<!doctype html>{TELL}{frames}")

    def _dismiss(self, watched: Watched, dialog: object) -> None:
        watched.dialogs.append(dialog.message)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    def _answer(self, route: Route) -> None:
        address = route.request.url.partition("?")[0]
        if address not in self.files:
            route.abort()
            return
        kind = MEDIA.get(urlsplit(address).path.rpartition(".")[2], "text/html; charset=utf-8")
        route.fulfill(body=self.files[address], content_type=kind)

    def _note(self, request: Request) -> None:
        try:
            page = request.frame.page
        except Error:  # a window that has just been opened
            page = None
        self.seen.append((page, request.url))


@contextmanager
def watching(browser: Browser) -> Iterator[Watcher]:
    """A window that remembers nothing."""
    with browser.new_context() as context:
        yield Watcher(context)
