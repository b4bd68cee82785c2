"""The command line of the student's bench: `python -m cnn_lab start` and `ready`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .notebook import NotebookError
from .ready import Readiness, ready
from .showing import say
from .starting import StartError, start


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : list of str, optional
        Without the program's name; those of the command line by default.

    Returns
    -------
    int
        0 when all is well, 1 when something is missing, 2 for bad input.
    """
    given = _parser().parse_args(arguments)
    try:
        if given.command == "start":
            say(start(given.assignment, Path.cwd()))
            return 0
        found = ready(Path(given.file))
    except (StartError, NotebookError) as error:
        say(str(error))
        return 2
    except KeyboardInterrupt as error:
        say(str(error) or "stopped")
        return 1
    say(_told(given.file, found))
    return 1 if found.missing else 0


def _told(file: str, found: Readiness) -> str:
    lines = [found.result.text, ""]
    if found.missing:
        lines += ["Before you hand it in:", *(f"  - {item}" for item in found.missing)]
    else:
        lines.append(f"{file} is ready to hand in.")
    lines += [f"Note: {note}" for note in found.notes]
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m cnn_lab", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("start", help="copy an assignment into the folder work")
    command.add_argument("assignment", help="its name, such as 02_correlation")
    command = commands.add_parser("ready", help="a fresh run: what is missing before handing in")
    command.add_argument("file", help="your notebook, FILE.ipynb")
    return parser


if __name__ == "__main__":
    sys.exit(main())
