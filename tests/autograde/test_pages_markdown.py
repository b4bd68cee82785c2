import time

import pytest

from autograde.classroom.pages import markdown
from autograde.classroom.pages.markdown import MAX_RAW_TAGS, MAX_TEXT, to_html

PNG = "data:image/png;base64," + "iVBORw0KGgo" * 8


def test_markdown_is_shown_as_in_jupyter():
    text = "# Title\n\n- *one*\n- **two**\n\n1. `np.pad`\n\n> quoted\n\n~~gone~~\n\n---\n"
    html = to_html(text)
    for part in (
        "<h1>Title</h1>",
        "<li><em>one</em></li>",
        "<li><strong>two</strong></li>",
        "<ol>",
        "<code>np.pad</code>",
        "<blockquote>",
        "<del>gone</del>",
        "<hr>",
    ):
        assert part in html


def test_a_table_keeps_its_sides_without_a_style():
    html = to_html("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |")
    assert '<th align="left">a</th>' in html
    assert '<td align="center">2</td>' in html
    assert '<td align="right">3</td>' in html
    assert "style" not in html


def test_code_keeps_its_text_and_nothing_of_its_info():
    html = to_html('```python "><b>\nif a < b and $c$:\n    pass\n```')
    assert html == "<pre><code>if a &lt; b and $c$:\n    pass\n</code></pre>\n"


def test_a_list_of_tasks_has_boxes_but_no_form():
    assert to_html("- [x] done\n- [ ] open") == "<ul>\n<li>☑ done</li>\n<li>☐ open</li>\n</ul>\n"


def test_links_open_apart_and_tell_nobody_where_they_were():
    html = to_html('[here](https://example.org/a?b=1&c=2 "why") and <mailto:a@example.org>')
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html
    assert 'title="why"' in html
    assert html.count('target="_blank"') == html.count('rel="noopener noreferrer nofollow"') == 2


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "files/javascript:alert(1)",
        "evil.html",
        "/formgrader",
        "//example.org",
        "http:evil.html",
        "http:///evil.html",
        "https:\\\\example.org",
        "blob:x",
        "ftp://example.org",
        "#id",
    ],
)
def test_an_address_that_may_not_be_a_link_is_text(address):
    html = to_html(f"[words]({address})")
    assert "<a" not in html
    assert "words <code>" in html


def test_an_image_in_the_text_is_shown():
    html = to_html(f'![a "photo"]({PNG})')
    assert html == f'<p><img src="{PNG}" alt="a &quot;photo&quot;"></p>\n'


def test_an_attached_image_is_shown():
    data = PNG.partition(",")[2]
    html = to_html("![p](attachment:a%20b.png)", {"a b.png": {"image/png": data}})
    assert f'src="{PNG}"' in html


@pytest.mark.parametrize(
    "attachments",
    [{}, {"a": {"image/svg+xml": "PHN2Zz4="}}, {"a": {"image/png": '"><b>'}}, {"a": {}}, {"a": []}],
)
def test_an_attachment_that_is_no_picture_is_named(attachments):
    html = to_html("![words](attachment:a)", attachments)
    assert "<img" not in html
    assert "words" in html


def test_an_image_from_elsewhere_is_not_fetched_but_told():
    html = to_html("![the *kernel*](https://example.org/k.png)")
    assert "<img" not in html
    assert "[image not shown: the kernel <code>https://example.org/k.png</code>]" in html


def test_of_raw_html_only_a_few_bare_tags_are_html():
    html = to_html('a<br>b <sub>c</sub> <b id="x">d</b> <div>e</div>')
    assert "a<br>b <sub>c</sub>" in html
    assert '&lt;b id="x"&gt;d' in html
    assert "&lt;div&gt;e&lt;/div&gt;" in html


def test_folded_parts_hold_markdown_and_formulas():
    html = to_html("<details><summary>See $x$</summary>\n\n**so** $y$\n</details>")
    assert html.startswith("<details><summary>See <math")
    assert "<strong>so</strong> <math" in html
    assert html.count("</details>") == 1


def test_what_an_author_left_open_ends_with_the_text():
    assert to_html("<b>bold\n\n<details>") == "<p><b>bold</b></p><b>\n<details>\n</details></b>"


def test_formulas_are_mathml_and_stars_in_them_are_no_emphasis():
    html = to_html("$a_1 * b_1$ and $a * b$\n\n$$\\frac{a}{b}$$")
    assert html.count("<math") == 3
    assert '<math display="block">' in html
    assert "<em>" not in html


def test_a_bar_in_a_formula_ends_no_cell():
    html = to_html("| $|x|$ | b |\n|---|---|\n| c | $|y|$ |")
    assert html.count("<math") == 2
    assert html.count("<td>") == html.count("<th>") == 2


def test_a_formula_that_is_not_understood_is_shown_as_it_was_written():
    assert to_html("so $\\frac{a$ then") == "<p>so <code>$\\frac{a$</code> then</p>\n"
    assert to_html("so $\\sqrt$ then") == "<p>so <code>$\\sqrt$</code> then</p>\n"


def test_formulas_stay_tex_in_addresses_titles_and_code():
    html = to_html('[a](https://e.org/?$x$ "t $y$") `$z$`')
    assert 'href="https://e.org/?$x$"' in html
    assert 'title="t $y$"' in html
    assert "<code>$z$</code>" in html


def test_too_much_mathematics_is_shown_as_tex(monkeypatch):
    monkeypatch.setattr(markdown, "MAX_MATHEMATICS", 10)
    html = to_html("$aaaa$ $bbbb$ $cccc$ $d$")
    assert html.count("<math") == 2
    assert "<code>$cccc$</code> <code>$d$</code>" in html


def test_a_very_long_text_is_cut_and_says_so():
    html = to_html("word " * MAX_TEXT)
    assert f"cut here: {5 * MAX_TEXT} characters, {MAX_TEXT} are shown" in html
    assert len(html) < MAX_TEXT + 1000


def test_a_photograph_does_not_count_as_text():
    photo = "data:image/jpeg;base64," + "A" * (3 * MAX_TEXT)
    html = to_html(f"![p]({photo})\n\nthe end")
    assert photo in html
    assert "the end" in html


def test_a_photograph_s_data_in_code_is_cut():
    html = to_html(f"`![p]({PNG})`")
    assert PNG not in html
    assert f"({len(PNG)} characters)" in html


def test_control_signs_surrogates_and_turned_text_are_left_out():
    assert to_html("a\x00b\x1bc\u202ed\ud800e\r\nf") == "<p>abcd\ufffde\nf</p>\n"


def test_no_author_can_name_what_stands_in_for_a_formula():
    text = "$x$ q0m0z m0z \ue0000\ue001"
    seen = to_html(text)
    assert seen.count("<math") == 1
    assert "q0m0z m0z" in seen


def test_a_fault_in_the_making_shows_the_text_itself(monkeypatch):
    monkeypatch.setattr(markdown, "clean", lambda html: 1 / 0)
    assert to_html("<b> *text*") == "<pre>&lt;b&gt; *text*</pre>"


@pytest.mark.parametrize(
    "text",
    [
        "$" * 99_999,
        "\\\\(" * 33_000,
        "\\begin{a}" * 11_000,
        "${" * 50_000,
        "$a\n\n" * 25_000,
        " ".join("`" * n for n in range(1, 440)),
        "```a\n" * 20_000,
        "[" * 100_000,
        "*a_ " * 25_000,
        "<b>" * 33_000,
        "<details>\n" * 10_000,
        "> " * 50_000,
        "![a](" * 20_000,
        "a|b\n" * 25_000,
        "$$" + "x+" * 500_000 + "$$",
        "$x_1$ " * 16_000,
        "<" * 100_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_no_text_takes_long(text):
    start = time.process_time()
    html = to_html(text)
    assert time.process_time() - start < 15  # quadratic ones take minutes
    assert len(html) < 40 * MAX_TEXT


def test_nested_tags_are_bounded():
    html = to_html("<details>\n" * 10_000)
    assert html.count("<details>") == MAX_RAW_TAGS
