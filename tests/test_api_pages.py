"""The pages of the API: complete, linked to each other, and without anything from other hosts."""

import re
import runpy
from pathlib import Path

import pytest
from built_pages import Page, from_elsewhere

ROOT = Path(__file__).parents[1]
API = runpy.run_path(str(ROOT / "docs" / "api_pages.py"))
MODULES = API["public_modules"]()


def read(site, name):
    return (site / "api" / f"{name}.html").read_text(encoding="utf-8")


def article(path):
    """The page without its sidebar, which leads everywhere."""
    return re.search("<article.*</article>", path.read_text(encoding="utf-8"), re.DOTALL)[0]


def test_each_public_module_stands_under_one_topic():
    listed = [module for modules in API["TOPICS"].values() for module in modules]
    assert sorted(listed) == MODULES


def test_what_is_called_internal_exists():
    assert {f"{name}.py" for name in API["INTERNAL_MODULES"]} <= {
        path.name for path in (ROOT / "cnn_ref").glob("*.py")
    }


def test_what_is_public_beside_the_exported_names_is_found():
    assert set(API["PUBLIC_BESIDES_EXPORTED"]) <= set(API["full_names"]())


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_a_page_with_an_anchor_for_each_of_its_names(site, module):
    expected = {f"cnn_ref.{module}.{name}" for name in API["public_members"](module)}
    assert expected
    assert expected <= Page(read(site, module)).anchors


@pytest.mark.parametrize("module", MODULES)
def test_a_page_leads_to_the_source_of_each_of_its_names(site, module):
    links = Page(read(site, module)).links
    source = f"../_modules/cnn_ref/{module}.html"
    assert {f"{source}#{name}" for name in API["public_members"](module)} <= links
    assert (site / "_modules" / "cnn_ref" / f"{module}.html").is_file()


def test_the_first_page_leads_to_every_module_and_to_the_list_of_names(site):
    links = Page(article(site / "reference.html")).links
    assert {f"api/{module}.html" for module in [*MODULES, "names"]} <= links


def test_the_list_of_names_leads_to_every_function(site):
    links = Page(read(site, "names")).links
    assert {
        f"{module}.html#cnn_ref.{module}.{name}"
        for module in MODULES
        for name in API["public_members"](module)
    } <= links


def test_a_name_in_a_docstring_is_a_link(site):
    assert "#cnn_ref.pooling.max_pool_backward" in Page(read(site, "pooling")).links
    assert (
        "conv_layer.html#cnn_ref.conv_layer.conv_backward" in Page(read(site, "conv_naive")).links
    )
    assert "network.html#cnn_ref.network.Network.forward" in Page(read(site, "measuring")).links


def test_private_helpers_are_on_no_page(site):
    assert not {"cnn_ref.conv_layer.check_layer", "cnn_ref.pictures.Row"} & {
        anchor for module in MODULES for anchor in Page(read(site, module)).anchors
    }


def test_the_fields_of_a_named_tuple_stand_with_their_comments(site):
    text = re.sub(r"<[^>]+>", "", read(site, "pyramid"))
    assert "shape : tuple[int, ...], of x: (N, C, H, W)" in text


def test_no_page_has_the_noise_of_named_tuples(site):
    assert not [m for m in MODULES if "Alias for field number" in read(site, m)]


def test_nothing_is_loaded_from_another_host(site):
    pages = [path for path in site.rglob("*") if path.suffix in {".html", ".css"}]
    assert len(pages) > len(MODULES)
    elsewhere = {page.name: from_elsewhere(page.read_text(encoding="utf-8")) for page in pages}
    assert {name: found for name, found in elsewhere.items() if found} == {}


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="//fonts.example/css">',
        '<img alt="" src="http://example.org/a.png">',
        "@import 'https://fonts.example/css';",
        "body { background: url(https://example.org/a.png) }",
    ],
)
def test_what_comes_from_another_host_would_be_seen(text):
    assert len(from_elsewhere(text)) == 1


def test_a_link_to_another_host_is_no_loading():
    assert from_elsewhere('<a href="https://doi.org/10.1000/182">paper</a>') == []
