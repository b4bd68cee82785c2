"""A kernel that has what a student has: the installed libraries, and nothing of this project."""

import json
import sys
import sysconfig
from pathlib import Path

NAME = "python3"
# Started with -S, Python reads no .pth file, so that the project's own packages stay out of sight.
START = """
import sys
sys.path.append({libraries!r})
from ipykernel.kernelapp import launch_new_instance
launch_new_instance()
"""


def student_kernel(folder: Path) -> dict[str, str]:
    """Describe the kernel in a folder; give the variable by which Jupyter finds it there."""
    code = START.format(libraries=sysconfig.get_path("purelib"))
    spec = {
        "argv": [sys.executable, "-I", "-S", "-c", code, "-f", "{connection_file}"],
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
    }
    place = folder / "kernels" / NAME
    place.mkdir(parents=True)
    (place / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return {"JUPYTER_PATH": str(folder)}
