"""JupyterLab as a person uses it: open a notebook, run, write, save, validate."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect
from serving import Served

NUMBERED = re.compile(r"^\[\d+\]:$")
# JupyterLab gives tracebacks the same type as what is written to stderr.
ERROR = '[data-mime-type="application/vnd.jupyter.stderr"]'
SAVE = '.jp-NotebookPanel-toolbar [data-jp-item-name="save"] jp-button'
UNSAVED = ".lm-DockPanel-tabBar .lm-mod-current.jp-mod-dirty"


@dataclass(frozen=True)
class Notebook:
    """A notebook that is open in JupyterLab; its cells are called by their ids."""

    page: Page
    file: Path
    ids: tuple[str, ...]

    def cell(self, name: str) -> Locator:
        """A cell on the page."""
        place = self.ids.index(name)
        return self.page.locator(f'.jp-Notebook-cell[data-windowed-list-index="{place}"]')

    def output(self, name: str) -> Locator:
        """All that a cell shows below itself."""
        return self.cell(name).locator(".jp-Cell-outputArea")

    def errors(self) -> Locator:
        """Every traceback and warning on the page."""
        return self.page.locator(f".jp-Notebook {ERROR}")

    def run_all(self) -> None:
        """Choose "Run All Cells" in the menu; wait for the last cell, or for one that fails."""
        last = self.page.locator(".jp-CodeCell .jp-InputPrompt").last
        ran = last.filter(has_text=NUMBERED, has_not_text=last.text_content() or "")
        self.page.locator(".lm-MenuBar-itemLabel").get_by_text("Run", exact=True).click()
        self.page.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).click()
        self.errors().or_(ran).first.wait_for(state="attached")

    def run(self, name: str) -> None:
        """Run one cell with Shift and Enter; wait until it has run."""
        prompt = self.cell(name).locator(".jp-InputPrompt")
        before = prompt.text_content() or ""
        self._enter(name)
        self.page.keyboard.press("Shift+Enter")
        expect(prompt).not_to_have_text(before)
        expect(prompt).to_have_text(NUMBERED)

    def write(self, name: str, text: str) -> None:
        """Type a text over all that a cell holds, a line at a time."""
        keyboard = self.page.keyboard
        self._enter(name)
        keyboard.press("ControlOrMeta+A")
        for number, line in enumerate(text.splitlines()):
            if number:
                keyboard.press("Enter")
                keyboard.press("Shift+Home")  # the editor's own indent gives way to the text's
            keyboard.insert_text(line)

    def save(self) -> dict[str, Any]:
        """Press the toolbar's button for saving; give what the file then holds."""
        self.page.locator(SAVE).click()
        expect(self.page.locator(UNSAVED)).to_have_count(0)
        return read(self.file)

    def validate(self) -> Locator:
        """Press nbgrader's button Validate; give the dialog that it opens."""
        self.page.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate", exact=True).click()
        dialog = self.page.locator(".jp-Dialog-content")
        expect(dialog.locator(".jp-Dialog-header")).to_have_text("Validation Results")
        return dialog

    def reload(self) -> None:
        """Load the page again; JupyterLab opens the notebook that was open before."""
        self.page.reload()
        self.wait()

    def wait(self) -> None:
        """Wait until all cells are on the page and the kernel is ready."""
        expect(self.page.locator(".jp-Notebook-cell")).to_have_count(len(self.ids))
        self.page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()

    def _enter(self, name: str) -> None:
        self.cell(name).locator(".cm-content").click()


def open_notebook(page: Page, served: Served, file: Path) -> Notebook:
    """Open a notebook that lies in a folder of the served one, from JupyterLab's list of files."""
    folder = file.parent.name
    page.goto(served.address(f"lab/workspaces/{folder}/tree/{folder}"))
    page.locator(".jp-DirListing-item", has_text=file.name).dblclick()
    notebook = Notebook(page, file, tuple(cell["id"] for cell in read(file)["cells"]))
    notebook.wait()
    return notebook


def close(dialog: Locator) -> None:
    """Press a dialog's button."""
    dialog.locator(".jp-mod-accept").click()
    expect(dialog).to_have_count(0)


def read(file: Path) -> dict[str, Any]:
    """A notebook's content."""
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content
