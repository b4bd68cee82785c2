"""Settings of the site that Sphinx builds: ``make site``.

Nothing on a page comes from another host: no fonts, no scripts, no formulas drawn elsewhere.
"""

import shutil
import sys
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

import autograde
from cnn_lab import conventions

HERE = Path(__file__).resolve().parent
ROOT = Path(autograde.__file__).resolve().parents[1]
sys.path.insert(0, str(HERE))

import api_pages  # noqa: E402
import course_pages  # noqa: E402
import formulas  # noqa: E402
import list_pages  # noqa: E402
import named_tuples  # noqa: E402

project = "CNN course kit"
language = "en"
smartquotes = False  # ("conv", 6, 5) is code
extensions = ["sphinx.ext.autodoc", "sphinx.ext.viewcode", "numpydoc", "myst_parser"]
exclude_patterns = ["images"]
html_math_renderer = formulas.NAME
myst_enable_extensions = ["dollarmath", "html_image"]
myst_heading_anchors = 4  # a link to page.md#a-heading finds it

default_role = "py:obj"  # `conv_forward` is a link
nitpicky = True  # and a name that does not exist is an error
nitpick_ignore_regex = [("py:obj", r"(scipy|numpy|autograd|matplotlib)\..*")]

highlight_language = "text"  # of formulas; examples and source are coloured as Python
add_module_names = False
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True  # MACS_PER_SECOND, not its value
autodoc_typehints = "none"  # the sections Parameters and Returns say it in words
numpydoc_show_class_members = False
viewcode_line_numbers = True

html_theme = "furo"
html_title = project
html_static_path = ["_static", str(formulas.STYLE)]
html_css_files = [formulas.STYLE.name, "course.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = False
html_domain_indices = False
html_scaled_image_link = False
html_show_search_summary = False  # it would fetch the pages, which browsers refuse to files


def resolve_short_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.TextElement
) -> nodes.reference | None:
    """Link the bare name of a public function or class to its module's page."""
    name, dot, method = node["reftarget"].partition(".")
    target = api_pages.full_names().get(name, name) + dot + method
    if node.get("refdomain") != "py" or target == node["reftarget"]:
        return None
    python = env.domains.python_domain
    return python.resolve_xref(env, node["refdoc"], app.builder, "obj", target, node, contnode)


def add_conventions(app: Sphinx, error: Exception | None) -> None:
    """Put the page of conventions where the checks on the course's pages link to it."""
    if error is None:
        page = ROOT / "cnn_lab" / conventions.PAGE
        shutil.copy(page, Path(app.outdir) / "course")


def setup(app: Sphinx) -> None:
    """Write the pages that are generated before Sphinx looks for them."""
    api_pages.write_pages(Path(app.srcdir) / "api")
    list_pages.write_pages(Path(app.srcdir), ROOT)
    course_pages.write_pages(Path(app.srcdir) / "course", ROOT)  # last: its map lists the others
    formulas.set_up(app)
    app.connect("build-finished", add_conventions)
    app.connect("missing-reference", resolve_short_name)
    app.connect("autodoc-process-docstring", named_tuples.keep_stars, priority=100)
    app.connect("autodoc-process-docstring", named_tuples.add_fields, priority=900)
