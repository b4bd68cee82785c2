"""Write the pages of the API: one for each public module of `cnn_ref`, and lists of their names.

Sphinx reads what is written here, and takes the rest from the docstrings. Everything that has no
leading underscore is public, but for what shared modules hold and functions that only other
modules of the package call.
"""

import importlib
import inspect
import pkgutil
from pathlib import Path
from types import ModuleType

import cnn_ref

TOPICS = {
    "Convolution": ["correlation", "convolution", "fourier", "linear_maps"],
    "The convolutional layer": ["conv_layer", "conv_naive", "windows", "padding"],
    "Pooling": ["pooling", "pooling_average", "pooling_lp", "pooling_global", "pyramid"],
    "Activations and regularisation": ["relu", "sigmoid", "softmax", "dropout", "normalisation"],
    "Dense layers and losses": ["linear", "losses"],
    "Networks and training": ["layers", "network", "descent", "training", "data"],
    "Checking gradients": ["differences", "gradcheck"],
    "Shapes and receptive fields": ["shapes", "tracing", "receptive_fields"],
    "Counting and profiling": ["costs", "counting", "profiling", "measuring"],
    "Showing networks": ["printing", "pictures"],
    "Networks of the lectures": ["architectures", "architectures_alexnet"],
}
INTERNAL_MODULES = {
    "arguments",
    "colours",
    "columns",
    "geometry",
    "pooling_windows",
    "wording",
}
PUBLIC_BESIDES_EXPORTED = {  # functions to be imported from their module
    "canziani_convolutions",
    "canziani_dense",
    "canziani_pooled",
    "draw_network",
    "read_layer",
    "total",
    "tue_6_12_12",
    "tue_6_12_12_one_pool",
    "tue_8_16",
}
INTERNAL_CLASSES = {"Block", "Row"}
CLASSES_WITH_METHODS = {"Layer", "Network"}


def public_modules() -> list[str]:
    """Return the names of all modules that have a page, without the package's name."""
    found = {module.name for module in pkgutil.iter_modules(cnn_ref.__path__)}
    return sorted(found - INTERNAL_MODULES)


def public_members(name: str) -> dict[str, object]:
    """Return the public functions and classes of a module by name: as its source, records last."""
    module = importlib.import_module(f"cnn_ref.{name}")
    found = [(key, value) for key, value in vars(module).items() if _is_public(module, key, value)]
    return dict(sorted(found, key=lambda member: _is_record(member[1])))


def full_names() -> dict[str, str]:
    """Return the full name of every public function and class by its own name."""
    modules = public_modules()
    return {key: f"cnn_ref.{name}.{key}" for name in modules for key in public_members(name)}


def write_pages(folder: Path) -> None:
    """Write a page for each module, one with all names, and what `reference.rst` includes."""
    folder.mkdir(exist_ok=True)
    for name in public_modules():
        (folder / f"{name}.rst").write_text(_module_page(name), encoding="utf-8")
    (folder / "names.rst").write_text(_names_page(), encoding="utf-8")
    (folder / "topics.inc").write_text(_topics(), encoding="utf-8")


def _is_public(module: ModuleType, name: str, value: object) -> bool:
    """Tell what belongs on a module's page from what it imports or keeps to the package."""
    if name.startswith("_") or getattr(value, "__module__", None) != module.__name__:
        return False
    if inspect.isclass(value):
        return name not in INTERNAL_CLASSES
    return inspect.isfunction(value) and (
        name in cnn_ref.__all__ or name in PUBLIC_BESIDES_EXPORTED
    )


def _is_record(value: object) -> bool:
    """Tell a named tuple, which a function returns, from what is called."""
    return hasattr(value, "_fields")


def _is_cache(name: str) -> bool:
    """Tell what a forward pass hands to its backward pass; nobody makes one by hand."""
    return name.endswith("Cache")


def _module_page(name: str) -> str:
    """Return the page of one module: its docstring, its names, and each of them in full."""
    members = public_members(name)
    parts = [
        _heading(name, "="),
        f".. automodule:: cnn_ref.{name}\n",
        _how_to_import(name, members),
        _described(members),
        *(_member(key, value) for key, value in members.items()),
    ]
    return "\n".join(parts)


def _how_to_import(name: str, members: dict[str, object]) -> str:
    """Return the import statements, from the package where it exports a name."""
    exported = [key for key in members if key in cnn_ref.__all__]
    others = [key for key in members if key not in cnn_ref.__all__ and not _is_cache(key)]
    statements = _import("cnn_ref", exported) + _import(f"cnn_ref.{name}", others)
    return ".. code-block:: python\n\n" + "".join(f"   {line}\n" for line in statements)


def _import(source: str, names: list[str]) -> list[str]:
    """Return the lines of one import statement, short enough for a phone."""
    if len(names) < 2:
        return [f"from {source} import {key}" for key in names]
    return [f"from {source} import (", *(f"    {key}," for key in names), ")"]


def _member(name: str, value: object) -> str:
    """Return the directive that takes a function or class from its docstring."""
    if not inspect.isclass(value):
        return f".. autofunction:: {name}\n"
    methods = "   :members:\n" if name in CLASSES_WITH_METHODS else ""
    return f".. autoclass:: {name}\n{methods}"


def _names_page() -> str:
    """Return the index of all public names, in alphabetical order."""
    members = {
        key: value for name in public_modules() for key, value in public_members(name).items()
    }
    ordered = {key: members[key] for key in sorted(members, key=str.lower)}
    return _heading("All names", "=") + "\n" + _described(ordered)


def _topics() -> str:
    """Return the list of all modules by topic, each with what it is about."""
    parts = []
    for topic, modules in TOPICS.items():
        entries = "".join(f"   {name} <api/{name}>\n" for name in modules)
        parts += [_heading(topic, "-"), f".. toctree::\n   :hidden:\n   :caption: {topic}\n"]
        parts += [entries, *(_described_module(name) for name in modules)]
    return "\n".join(parts)


def _described_module(name: str) -> str:
    """Return one entry of a list: a module, its summary, its functions."""
    module = importlib.import_module(f"cnn_ref.{name}")
    members = public_members(name).items()
    names = ", ".join(f"`{key}`" for key, value in members if not _is_record(value))
    return f":doc:`{name} <api/{name}>`\n   {_summary(module)}\n\n   {names}\n"


def _described(members: dict[str, object]) -> str:
    """Return a list of names, each with the first line of its docstring."""
    return "".join(f"`{key}`\n   {_summary(value)}\n\n" for key, value in members.items())


def _summary(value: object) -> str:
    """Return the first line of a docstring."""
    return (inspect.getdoc(value) or "").partition("\n")[0]


def _heading(text: str, line: str) -> str:
    """Return a heading with its line below."""
    return f"{text}\n{line * len(text)}\n"
