import re

import pytest

from autograde.classroom.pages import mathml
from autograde.classroom.pages.mathml import ELEMENTS, MAX_TEX, to_mathml


def inner(tex, block=False):
    """The MathML of a formula without its outermost elements."""
    made = to_mathml(tex, block=block)
    assert made is not None
    found = re.fullmatch(r'<math display="\w+"><mrow>(.*)</mrow></math>', made)
    return found[1] if found else made


FORMULAS = [
    r"S(i, j) = (K * I)(i, j) = \sum_{i=1}^{M} \sum_{j=1}^{N} I(i + m, j + n)\, K(m, n)",
    r"s(t) = \int_{t-T}^t x(a)w(t - a)\,da",
    r"\mathbf{I} * \mathbf{K} = \begin{pmatrix} 4 & 5 \\ 0 & 6 \end{pmatrix} \tag{6}",
    r"\frac{\partial a}{\partial x_i} = \begin{cases} 1, & \text{if } x = \max(y) \\ 0 \end{cases}",
    r"W_2 = \left\lfloor \frac{W_1 - F + 2P}{S} \right\rfloor + 1",
    r"\mathbf{K}_f \in \mathbb{R}^{k_o, k_i k_h k_w}, \quad \bar{h} = \mathbf{K}_f v_I + b",
    r"z^{(\ell-1)} \rightarrow \hat{y} = \operatorname{softmax}(z), \lim_{n \to \infty} \log_2 n",
    r"\sqrt[3]{x} \neq \left( \begin{array}{cc|c} 1 & 2 & 3 \end{array} \right)^\top",
    r"\underbrace{a + b}_{n} \xrightarrow{f} \boxed{x} \cancel{y} \color{red}{z}",
]


@pytest.mark.parametrize("block", [True, False])
@pytest.mark.parametrize("tex", FORMULAS)
def test_formulas_of_lectures_are_converted(tex, block):
    made = to_mathml(tex, block=block)
    assert made is not None
    assert "\\" not in made


@pytest.mark.parametrize(
    ("tex", "made"),
    [
        (
            "x = -1",
            '<mi>x</mi><mo>=</mo><mo form="prefix" lspace="0em" rspace="0em">−</mo><mn>1</mn>',
        ),
        ("a - b", "<mi>a</mi><mo>−</mo><mi>b</mi>"),
        (r"\infty", '<mi mathvariant="normal">∞</mi>'),
        (r"\mathbf{xy}", "<mrow><mi>𝐱</mi><mi>𝐲</mi></mrow>"),
        (r"\boldsymbol{\theta}", "<mrow><mi>𝜽</mi></mrow>"),
        (r"\mathbb{R} \mathcal{L}", "<mi>ℝ</mi><mi>ℒ</mi>"),
        ("f'", '<mrow><mi>f</mi><mo lspace="0em" rspace="0em">′</mo></mrow>'),
        (r"s \sim t", "<mi>s</mi><mo>∼</mo><mi>t</mi>"),
        (r"1 < 2", "<mn>1</mn><mo>&lt;</mo><mn>2</mn>"),
        (r"a\!b", '<mi>a</mi><mspace width="-0.167em"></mspace><mi>b</mi>'),
        (r"\sin x", '<mo lspace="0em" rspace="0.167em">sin</mo><mi>x</mi>'),
        (r"\sin(", '<mo lspace="0em" rspace="0em">sin</mo><mo stretchy="false">(</mo>'),
    ],
)
def test_the_shape_is_the_one_that_tex_gives(tex, made):
    assert made in inner(tex)


def test_limits_stand_below_their_operator():
    assert "<munder><mo" in inner(r"\max_k p", block=True)
    assert "<munderover><mo" in inner(r"\sum_i^n", block=False)
    assert 'movablelimits="true"' in inner(r"\sum_i^n", block=False)


def test_lines_outside_an_environment_are_set_below_each_other():
    assert (to_mathml(r"a \\ b", block=True) or "").count("<mtr>") == 2


def test_environments_are_known_by_their_several_names():
    for name in (
        "align",
        "align*",
        "aligned",
        "split",
        "gather",
        "eqnarray",
        "equation",
        "multline",
    ):
        made = to_mathml(rf"\begin{{{name}}} a = b \end{{{name}}}", block=True)
        assert made is not None
        assert "<mo>=</mo>" in made


def test_equations_are_not_numbered():
    assert "(1)" not in (to_mathml(r"\begin{align} a &= b \end{align}", block=True) or "")


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\class{navbar}{x}",
        r"\style{position:fixed}{x}",
        r"\colorbox{red}{x}",
        r'\textcolor{red" onclick="x}{y}',
        r"\unicode{x3c}b\unicode{x3e}",
        r"\text{<b onclick=x>&lt;b&gt;}",
        r"\operatorname{<b>}",
        r"\raise 99em {x} \rule{99em}{99em} \hspace{-99em} \rlap{x} \smash{x} \Huge x",
        r"\genfrac{(}{)}{99em}{0}{a}{b}",
    ],
)
def test_only_known_elements_with_bounded_attributes_come_out(tex):
    made = to_mathml(tex, block=True)
    if made is None:
        return
    for name, attributes in re.findall(r"<([a-z]+)([^>]*)>", made):
        assert name in ELEMENTS
        for attribute, value in re.findall(r' (\S+?)="([^"]*)"', attributes):
            assert attribute in ELEMENTS[name]
            assert attribute not in ("href", "class", "style", "id", "mathsize", "mathbackground")
            if value.endswith("em"):
                assert -1 <= float(value[:-2]) <= 8


def test_negative_spaces_reach_no_further_than_one_em_together():
    made = to_mathml(r"\hspace{-900em}\!\!\!\!\!\!\!\!\hspace{-1em} x", block=False) or ""
    spaces = [float(found) for found in re.findall(r'width="(-?[\d.]+)em"', made)]
    assert len(spaces) > 5
    assert -1.0001 <= sum(spaces) < -0.9


@pytest.mark.parametrize(
    "tex",
    [
        "x" * (MAX_TEX + 1),
        "{" * 500 + "}" * 500,
        r"\frac{" * 100 + "x" + "}{y}" * 100,
        r"\def\a{xx}\def\b{\a\a}\def\c{\b\b}\c",
        r"\newcommand{\a}{x}\a",
        r"\newenvironment{a}{x}{y}",
        r"\DeclareMathOperator{\a}{b}",
        r"\sideset{_a}{_b}{" * 40 + "x" + "}" * 40,
        r"\frac",
        r"\frac{a}",
        r"\frac{a",
        r"\begin{align}",
        r"\left(",
        "x_1_2",
        "",
    ],
    ids=lambda tex: tex[:12],
)
def test_what_is_too_large_or_not_understood_is_refused(tex):
    assert to_mathml(tex, block=True) is None


def test_a_formula_of_very_many_parts_is_refused(monkeypatch):
    assert to_mathml("x" * 500, block=False) is not None
    monkeypatch.setattr(mathml, "MAX_ELEMENTS", 400)
    assert to_mathml("x" * 500, block=False) is None


def test_an_unknown_command_is_shown_by_its_name():
    assert inner(r"\R") == r"<mi>\R</mi>"
