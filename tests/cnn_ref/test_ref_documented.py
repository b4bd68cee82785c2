"""Every public name of `cnn_ref` has a docstring that can be read on its own."""

import inspect
import re
import runpy
from pathlib import Path

import pytest
from numpydoc.docscrape import NumpyDocString

import cnn_ref

API = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "api_pages.py"))
MEMBERS = {
    name: value
    for module in API["public_modules"]()
    for name, value in API["public_members"](module).items()
}
FUNCTIONS = {name: value for name, value in MEMBERS.items() if inspect.isfunction(value)}

NEVER_RAISE = {
    "alexnet",
    "canziani_convolutions",
    "canziani_dense",
    "canziani_pooled",
    "total",
    "tue_6_12_12",
    "tue_6_12_12_one_pool",
    "tue_8_16",
}
WITHOUT_FORMULA = {  # they read, list, trace, measure or draw
    "alexnet",
    "canziani_convolutions",
    "canziani_dense",
    "canziani_pooled",
    "draw_network",
    "load_digits",
    "measure",
    "read_layer",
    "trace_layers",
    "trace_shapes",
    "tue_6_12_12",
    "tue_6_12_12_one_pool",
    "tue_8_16",
}
WORDS = {"a"}  # a parameter's name, and an English word


def is_variable(name):
    """Tell the names of variables from those that are also English words, such as kernel."""
    short = len(name) <= 2 or name in {"cols", "dout", "rng"}
    return name not in WORDS and (short or "_" in name or name != name.lower())


def summary_complaints(documented, parameters):
    summary = NumpyDocString(inspect.getdoc(documented) or "")["Summary"]
    text = " ".join(summary)
    if len(summary) != 1 or not text.endswith("."):
        return ["the summary is not one sentence on one line"]
    found = {name for name in parameters if is_variable(name)} & set(re.findall(r"\w+", text))
    return [f"the summary has the name of a variable: {name}" for name in sorted(found)]


def parameter_complaints(documented, parameters):
    sections = NumpyDocString(inspect.getdoc(documented) or "")
    named = [name.strip("* ") for group in sections["Parameters"] for name in group.name.split(",")]
    if named != parameters:
        return [f"Parameters has {named} instead of {parameters}"]
    return []


def complaints(documented, name, returns=True):
    """List what a docstring lacks."""
    sections = NumpyDocString(inspect.getdoc(documented) or "")
    parameters = list(inspect.signature(documented).parameters)
    found = summary_complaints(documented, parameters)
    found += parameter_complaints(documented, parameters)
    needed = {"Returns": returns, "Raises": name not in NEVER_RAISE}
    needed |= {"Notes": True, "References": True, "Examples": True}
    found += [
        f"{section} is missing"
        for section, is_needed in needed.items()
        if is_needed and not sections[section]
    ]
    if not re.search(r"^\W*Cost[:.]|\. Cost:", "\n".join(sections["Notes"]), re.MULTILINE):
        found.append("Notes has no cost")
    if not any(line.startswith(">>> ") for line in sections["Examples"]):
        found.append("Examples has nothing to run")
    head = "\n".join(sections["Extended Summary"])
    if name not in WITHOUT_FORMULA and not re.search(r"::\n\n +\S|\b[Aa]s `\w+`", head + "\n"):
        found.append("there is no formula")
    return found


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_says_all_that_its_reader_needs(name):
    assert complaints(FUNCTIONS[name], name) == []


def test_the_network_says_all_that_its_reader_needs():
    assert complaints(cnn_ref.Network, "Network", returns=False) == []


METHODS = [
    (cls, name)
    for cls in sorted(API["CLASSES_WITH_METHODS"])
    for name, _ in inspect.getmembers(MEMBERS[cls], inspect.isfunction)
    if not name.startswith("_")
]


@pytest.mark.parametrize(("cls", "name"), METHODS)
def test_a_method_has_a_summary(cls, name):
    assert summary_complaints(getattr(MEMBERS[cls], name), []) == []


@pytest.mark.parametrize("name", [name for cls, name in METHODS if cls == "Network"])
def test_the_methods_of_the_network_name_their_parameters(name):
    method = getattr(cnn_ref.Network, name)
    assert parameter_complaints(method, list(inspect.signature(method).parameters)[1:]) == []


@pytest.mark.parametrize("name", sorted(set(MEMBERS) - set(FUNCTIONS)))
def test_a_class_has_a_summary_of_its_own(name):
    fields = [field for field in getattr(MEMBERS[name], "_fields", ()) if "_" in field]
    assert "__doc__" in vars(MEMBERS[name])
    assert summary_complaints(MEMBERS[name], fields) == []


def test_everything_that_the_package_exports_has_a_docstring_on_a_page():
    assert set(cnn_ref.__all__) <= set(MEMBERS)


@pytest.mark.parametrize("name", sorted(NEVER_RAISE))
def test_what_never_raises_says_nothing_of_it(name):
    assert not NumpyDocString(inspect.getdoc(MEMBERS[name]))["Raises"]


@pytest.mark.parametrize("name", sorted(WITHOUT_FORMULA))
def test_what_is_excused_from_a_formula_has_none(name):
    assert "::" not in "\n".join(NumpyDocString(inspect.getdoc(MEMBERS[name]))["Extended Summary"])


COMPLETE = """Slide a kernel over an image.

    At every position::

        out[h, w] = sum over k, l of x[h + k, w + l] * kernel[k, l]

    Parameters
    ----------
    x : ndarray
        The image.
    kernel, stride
        As for others.

    Returns
    -------
    ndarray

    Raises
    ------
    ValueError
        If the kernel does not fit.

    Notes
    -----
    Cost: one product for each weight.

    References
    ----------
    A deck.

    Examples
    --------
    >>> 1 + 1
    2
    """


def documented_by(text):
    def function(x, kernel, *stride):
        """Stand for any function."""

    function.__doc__ = text
    return function


def without(section):
    """Return the complete docstring without one section."""
    text, count = re.subn(rf"    {section}\n    -+\n(    .*\n)+", "", COMPLETE)
    assert count == 1
    return text


def test_a_complete_docstring_gives_no_complaint():
    assert complaints(documented_by(COMPLETE), "function") == []


@pytest.mark.parametrize(
    ("section", "complaint"),
    [
        ("Parameters", "Parameters has [] instead of ['x', 'kernel', 'stride']"),
        ("Returns", "Returns is missing"),
        ("Raises", "Raises is missing"),
        ("Notes", "Notes is missing"),
        ("References", "References is missing"),
        ("Examples", "Examples is missing"),
    ],
)
def test_a_section_that_is_missing_is_noticed(section, complaint):
    assert complaint in complaints(documented_by(without(section)), "function")


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("Slide a kernel", "Slide kernel w over\n    a kernel", "one sentence on one line"),
        ("an image.\n", "an image\n", "one sentence on one line"),
        ("over an image.", "over x.", "name of a variable: x"),
        ("At every position::", "At every position:", "no formula"),
        ("kernel, stride\n", "stride, kernel\n", "instead of ['x', 'kernel', 'stride']"),
        ("kernel, stride\n", "kernel\n", "instead of ['x', 'kernel', 'stride']"),
        ("    x : ndarray", "    image : ndarray", "instead of ['x', 'kernel', 'stride']"),
        ("Cost: one", "It takes one", "no cost"),
        (">>> 1 + 1\n    2", "One and one is two.", "nothing to run"),
    ],
)
def test_a_docstring_that_is_wrong_in_one_place_is_noticed(right, wrong, complaint):
    assert COMPLETE.count(right) == 1
    found = complaints(documented_by(COMPLETE.replace(right, wrong)), "function")
    assert len(found) == 1
    assert complaint in found[0]


def test_no_docstring_at_all_is_noticed():
    assert complaints(documented_by(None), "function")


def test_a_reference_to_another_function_stands_for_a_formula():
    text = COMPLETE.replace("At every position::", "As `correlate`.").replace(
        "        out[h, w] = sum over k, l of x[h + k, w + l] * kernel[k, l]\n\n", ""
    )
    assert complaints(documented_by(text), "function") == []
