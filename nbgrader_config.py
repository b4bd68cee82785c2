"""nbgrader for this course: its commands and formgrader grade on the kit's trusted path.

What an instructor changes is in course.toml. Settings of your own (an exchange, a hub) go below.
"""

from pathlib import Path

c = get_config()  # noqa: F821 - given by nbgrader
try:
    from autograde.classroom.plugin import configure

    configure(c, Path(__file__).resolve().parent)
except Exception as error:
    # nbgrader would go on without this file, and run students' code unprotected.
    raise SystemExit(f"{__file__}: {error}. Mend it before you grade.") from error
