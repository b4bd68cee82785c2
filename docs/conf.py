"""Settings of the site that Sphinx builds: ``make api``.

Nothing on a page comes from another host: no fonts, no scripts, no formulas drawn elsewhere.
"""

import sys
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import api_pages  # noqa: E402
import named_tuples  # noqa: E402

project = "cnn_ref"
language = "en"
smartquotes = False  # ("conv", 6, 5) is code
extensions = ["sphinx.ext.autodoc", "sphinx.ext.viewcode", "numpydoc"]
exclude_patterns = ["images"]

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
html_title = "cnn_ref"
html_static_path = ["_static"]
html_css_files = ["course.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = False
html_domain_indices = False


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


def setup(app: Sphinx) -> None:
    """Write the API's pages before Sphinx looks for them."""
    api_pages.write_pages(Path(app.srcdir) / "api")
    app.connect("missing-reference", resolve_short_name)
    app.connect("autodoc-process-docstring", named_tuples.keep_stars, priority=100)
    app.connect("autodoc-process-docstring", named_tuples.add_fields, priority=900)
