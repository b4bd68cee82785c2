"""Showing a report: as HTML where a notebook runs, as plain text everywhere else."""

from __future__ import annotations

import sys


def show(html: str, text: str) -> None:
    """Show one content, in the form that the place where we run can show.

    IPython is used when it is loaded and running a shell; it is never imported.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None:
        shell.display_pub.publish({"text/html": html, "text/plain": text})
        return
    say(text)


def say(text: str) -> None:
    """Print text; what the terminal's encoding lacks becomes a question mark."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding))
