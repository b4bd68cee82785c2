"""Collect what students uploaded to a learning management system (LMS), and return feedback to it.

`collect` takes a download of Canvas or Moodle, or a folder, into `attempts/` and `submitted/`;
`archives` writes the zips that these systems take feedback from.
"""

from .collecting import collect
from .model import Choice, Collected, LmsError, Matched, Returned, Source, Unmatched
from .returning import archives

__all__ = [
    "Choice",
    "Collected",
    "LmsError",
    "Matched",
    "Returned",
    "Source",
    "Unmatched",
    "archives",
    "collect",
]
