import pytest

from autograde.classroom.pages.formulas import Formula, take_out


def found(text):
    formulas = []

    def keep(formula: Formula) -> str:
        formulas.append(formula)
        return f"<{len(formulas)}>"

    return take_out(text, keep), [(f.tex, f.block) for f in formulas]


@pytest.mark.parametrize(
    ("text", "left", "formulas"),
    [
        ("a $x$ b", "a <1> b", [("x", False)]),
        ("$$x$$", "<1>", [("x", True)]),
        (r"\\(x\\) \\[y\\]", "<1> <2>", [("x", False), ("y", True)]),
        (
            "\\begin{align}\na &= b \\\\[2mm]\n\\end{align}",
            "<1>",
            [("\\begin{align}\na &= b \\\\[2mm]\n\\end{align}", True)],
        ),
        ("$a\nb$", "<1>", [("a\nb", False)]),
        (r"$\text{price \$5}$", "<1>", [(r"\text{price \$5}", False)]),
        (r"$\{a\}$", "<1>", [(r"\{a\}", False)]),
        ("$\\text{if $x$ so}$", "<1>", [("\\text{if $x$ so}", False)]),
        ("$$a \\\\$$ b", "<1> b", [("a \\\\", True)]),
        ("> $$a$$", "> <1>", [("a", True)]),
        ("``a ` $x$ `` $y$", "``a ` $x$ `` <1>", [("y", False)]),
        ("`open $x$", "`open <1>", [("x", False)]),
        ("```\n$x$\n```\n$y$", "```\n$x$\n```\n<1>", [("y", False)]),
        ("- ```\n  $x$\n  ```\n$y$", "- ```\n  $x$\n  ```\n<1>", [("y", False)]),
        ("~~~ a\n$x$\n~~~~\n$y$", "~~~ a\n$x$\n~~~~\n<1>", [("y", False)]),
        ("```\n$x$\n~~~", "```\n<1>\n~~~", [("x", False)]),
    ],
)
def test_formulas_are_found_as_jupyterlab_finds_them(text, left, formulas):
    assert found(text) == (left, formulas)


@pytest.mark.parametrize(
    "text",
    [
        "costs $5",
        "costs $5\n\nor $6",
        r"\$x\$",
        r"\(x\) \[y\]",
        "`$x$`",
        "$ $",
        "$$\n\n$$",
        r"\begin{a} \end{b}",
        r"\\(x",
        "",
    ],
)
def test_what_is_no_formula_is_left_as_it_is(text):
    assert found(text) == (text, [])


def test_an_opening_without_its_end_hides_no_later_formula():
    assert found("\\\\( and $x$") == ("\\\\( and <1>", [("x", False)])
