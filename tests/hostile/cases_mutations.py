"""Rule 3: markup that a second parser would read otherwise, and what acts by way of styles, drawings and formulas.

The shapes are known from attacks on sanitisers of HTML: foreign content (SVG, MathML) that changes how the rest is read,
raw text that ends where nobody looked, comments and attributes that close each other, names that overwrite names.
"""

from __future__ import annotations

import json

from tests.hostile.ground import Case, markdown, page, png, svg

ACTS = "<img src=x onerror=alert(1)>"
MUTATIONS = (
    f"<svg></p><style><a id='</style>{ACTS}'>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--></mglyph>{ACTS}'></table></mtext></math>",
    f"<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style>{ACTS}'>",
    f"<math><annotation-xml encoding='text/html'><style>{ACTS}</style></annotation-xml></math>",
    f"<svg><desc><noscript><p id='</noscript>{ACTS}'></noscript></desc></svg>",
    f"<svg><title><template><style></title>{ACTS}</style></template></title></svg>",
    f"<svg><foreignObject><math><mi><style></mi></math>{ACTS}</style></foreignObject></svg>",
    f"<select><math><mtext><style></select>{ACTS}</style></mtext></math></select>",
    f"<table><caption><svg><title><table><tr><td>{ACTS}</td></tr></table></title></svg></caption></table>",
    f"<noscript><style></noscript>{ACTS}</style></noscript>",
    f"<xmp><p title='</xmp>{ACTS}'></xmp>",
    f"<noembed><p title='</noembed>{ACTS}'></noembed>",
    f"<noframes><p title='</noframes>{ACTS}'></noframes>",
    f"<iframe><p title='</iframe>{ACTS}'></iframe>",
    f"<textarea><p title='</textarea>{ACTS}'></textarea>",
    f"<title><p title='</title>{ACTS}'></title>",
    f"<style><p title='</style>{ACTS}'></style>",
    f"<listing>&lt;img src=x onerror=alert(1)&gt;{ACTS}</listing>",
    f"<template><template><template>{ACTS}</template></template></template>",
    f"<svg><![CDATA[</svg>{ACTS}]]></svg>",
    f"<math><![CDATA[<!--]]>--><mi>{ACTS}</mi></math>",
    f"<!--!>{ACTS}-->",
    f"<!--a--!>{ACTS}<!---->",
    f"<!-- <!-- -->{ACTS} -->",
    f"</{ACTS}>",
    f"</ {ACTS}>",
    f"<?{ACTS}?>",
    f"<!{ACTS}>",
    f"<![{ACTS}]>",
    f"<p/{ACTS}>",
    f"<p =onerror=alert(1) '={ACTS}'>x</p>",
    '<p title="\'" onclick=alert(1) \'">x</p>',
    "<p title='\"' onclick='alert(1)' \"'>x</p>",
    "<p title=`onclick=alert(1)`>x</p>",
    "<p title=x\u00a0onclick=alert(1)>x</p>",
    "<p on\x00click=alert(1) on\u00adclick=alert(1)>x</p>",
    "<p xml:onclick=alert(1) svg:onload=alert(1) :onclick=alert(1) @click=alert(1) v-on:click=alert(1)>x</p>",
    "<p xmlns:on='x' on:click=alert(1) data-on-click=alert(1) hx-on:click=alert(1) ng-click=alert(1)>x</p>",
    "<svg xmlns:x='http://www.w3.org/1999/xhtml'><x:script>alert(1)</x:script><x:img src='x' onerror='alert(1)'/></svg>",
    "<math xmlns:x='http://www.w3.org/1999/xhtml'><x:script>alert(1)</x:script><mi xlink:type='simple' xlink:href='javascript:alert(1)'>x</mi></math>",
    "<math><semantics><mi>x</mi><annotation-xml encoding='MathML-Content'><ci onclick='alert(1)'>x</ci></annotation-xml><annotation encoding='text/html'>&lt;script&gt;</annotation></semantics></math>",
    "<math><mtext><p>para <b>bold</b><script>alert(1)</script></p></mtext></math>",
    "<math><ms lquote='\"' rquote='&lt;script&gt;'>x</ms><mspace width='1e9em' height='1e9em'/><mpadded width='+1e9'><mi>y</mi></mpadded></math>",
    "<math><mo form='prefix' onmouseover='alert(1)' style='position:fixed'>+</mo><mfenced open='&lt;script&gt;' close='&quot;'><mi>x</mi></mfenced></math>",
    "<svg><image href='x' onerror='alert(1)'/><feImage href='javascript:x'/><view onclick='alert(1)'/></svg>",
    "<svg><discard onbegin='alert(1)'/><animateMotion onend='alert(1)'/><mpath href='javascript:x'/></svg>",
    "<svg><a><animate attributeName='href' from='javascript:x' to='javascript:y' begin='0s'/><text y='9'>t</text></a></svg>",
    "<svg><metadata><script>alert(1)</script></metadata><desc><script>alert(1)</script></desc></svg>",
    "<a id=body></a><img name=body><form name=getElementById id=attributes><input name=attributes></form>",
    "<a id=__proto__>x</a><a id=constructor name=toString>y</a><a id=hasOwnProperty>z</a>",
    "<p id=nav>x</p><p id=note-1>y</p><p id=fn1>z</p><p id=title>t</p><p id=toc>c</p><p id=_Toc1>w</p><p id=cover>v</p>",
    "<object><param name=src value=javascript:x><a href=javascript:x>inner</a></object>",
    "<audio controls><source src=javascript:x><a href=javascript:x>fall back</a></audio>",
    "<slot name=x onslotchange=alert(1)>s</slot><custom-element onclick=alert(1)>c</custom-element>",
    "<search onsearch=alert(1)>s</search><menu type=context onshow=alert(1)><menuitem onclick=alert(1)>m</menu>",
    "<link rel=stylesheet href=data:text/css,*{background:url(javascript:x)}><style>@import 'data:text/css,x';</style>",
    "<meta http-equiv='&#114;efresh' content='0;javascript:x'><meta http-equiv=set-cookie content=x>",
    "<meta name=referrer content=unsafe-url><meta http-equiv=x-ua-compatible content=IE=5><meta http-equiv=origin-trial content=x>",
    "<area href=javascript:x shape=default alt=a><map name=m><area href=file:///etc/passwd alt=b></map><img usemap=#m src=x alt=c>",
    "<q cite=javascript:x>q</q><del cite=javascript:x>d</del><ins cite=file:///x>i</ins><blockquote cite=data:x>b</blockquote>",
    "<img src=x alt=x longdesc=javascript:x><table summary=x><col background=javascript:x><tr><th abbr=x>h</table>",
    "<bgsound src=javascript:x><layer src=javascript:x></layer><ilayer src=x></ilayer><nextid n=x><spacer type=block height=99999>",
    "<keygen autofocus onfocus=alert(1)><command onclick=alert(1)><content select=x>c</content><shadow>s</shadow>",
    "<multicol cols=99999>x</multicol><blink onclick=alert(1)>y</blink><marquee loop=-1 onfinish=alert(1)>z</marquee>",
    "<portal src=javascript:x></portal><fencedframe config=x></fencedframe><webview src=javascript:x></webview>",
    "<p contenteditable oninput=alert(1)>x</p><p autofocus tabindex=0 onfocusin=alert(1)>y</p>",
    "<a href='https://example.org/' ping='javascript:x' download='x.exe' attributionsrc='javascript:x'>a</a>",
    "<a href='https://example.org/\" onclick=\"alert(1)'>a</a> <a href='https://example.org/&quot;&gt;&lt;script&gt;'>b</a>",
    '<script type=speculationrules>{"prerender":[]}</script><script type=importmap>{}</script><script nomodule>x</script>',
)
STYLES = (
    "background-image: image-set('javascript:x' 1x, url(javascript:x) 2x)",
    "background: -webkit-cross-fade(url(x), url(javascript:x), 50%)",
    "background: \\75rl(javascript:x)",
    "background: u\\rl(javascript:x)",
    "background: url(/**/javascript:x)",
    "background: url('java\\\nscript:x')",
    "width: expression(alert(1)); w\\idth: e\\xpression(alert(1)); width: expr/**/ession(alert(1))",
    "content: attr(onclick url); content: counter(x, url(y)) counters(x, '<script>') element(y)",
    "position: fixed; top: 0; left: 0; width: 100vw; height: 100vh; z-index: 2147483647",
    "width: calc(1px * 1e308 * 1e308); height: calc(" + "(" * 3_000 + "1px" + ")" * 3_000 + ")",
    "--a: var(--b); --b: var(--a); color: var(--a); width: var(--x, var(--x, var(--x)))",
    "font: 1e9px x; line-height: 1e9; letter-spacing: 1e9em; word-spacing: -1e9em; text-indent: -1e9px",
    "margin: -1e9px; padding: 1e9px; border: 1e9px solid; outline: 1e9px solid; columns: 1e9",
    "display: grid; grid-template-columns: repeat(1000000, repeat(1000000, 1px)); grid-area: 1 / 1 / 1e9 / 1e9",
    "display: flex; flex: 1e9 1e9 1e9px; order: -2147483648; float: footnote; position: running(x)",
    "page: x; page-break-before: always; page-break-inside: avoid; break-after: recto; orphans: 1e9; widows: 1e9",
    "bookmark-level: 1; bookmark-label: 'x'; string-set: x content(); link: url(javascript:x); anchor: attr(id)",
    "counter-increment: a 2147483647; counter-reset: " + " ".join(f"c{at} 1" for at in range(5_000)),
    "quotes: '<script>' '</script>'; hyphenate-character: '<script>'; text-transform: full-width; direction: rtl",
    "transform: rotate(1e9deg) scale(1e9) " + "translate(1px) " * 5_000,
    "color: red} * {background: url(javascript:x)} p {",
    "color: red; /* unterminated",
    "color: 'unterminated",
    "color: url(unterminated",
    "{}{}{}{}[[[[((((",
    "@import 'x'; color: red",
    "</style><script>alert(1)</script>",
)
SHEETS = (
    "@import url(data:text/css,*{color:red}); @import 'file://@OUT@/secret.css' supports(display: grid) layer(x);",
    "@charset \"utf-7\"; @namespace x url(javascript:x); @layer a { @layer b { @import 'x'; } }",
    "@font-face { font-family: Serif; src: url(file://@OUT@/secret.png) format('woff2'), local('/etc/passwd') }",
    "@page { size: 1px 1px; margin: 1e9px; @top-left { content: element(x) string(y) 'shown' } } @page :nth(1) { background: url(x) }",
    "@counter-style x { system: additive; additive-symbols: 1 '<script>', 0 url(javascript:x); range: infinite infinite }",
    "@media print { p { display: none !important } } @supports (x: y) { * { display: none } }",
    "p { display: none } h1, h1 * { visibility: hidden; font-size: 0 } body { height: 0; overflow: hidden }",
    "*::before, *::after { content: 'injected words here' } li::marker { content: url(javascript:x) }",
    "@property --x { syntax: '*'; inherits: true; initial-value: url(x) } @container (x > 0) { p { color: red } }",
    ":is(" * 900 + "p" + ")" * 900 + " { color: red }",
    "p:not(:has(:nth-child(2n+1 of :is(p, div)))) > * + * ~ * { color: red } " * 500,
    "p { " + "color: red; " * 20_000 + "}",
    ", ".join(f"a{at} b c d e f" for at in range(9_000)) + " { color: red }",
    "{" * 30_000,
    "@media x {" * 9_000,
    "/*" + "*" * 200_000,
    "a{b:" + "\\" * 200_000,
    "<!-- p { color: red } --> <script>alert(1)</script>",
)

CASES = (
    Case(
        name="mutations-in-html",
        rule=3,
        main="in.html",
        data=page("\n".join(MUTATIONS)),
        finding=True,
        forbid=("onclick=alert", "onload=alert"),
        keep=True,
    ),
    *(
        Case(
            name=f"mutation-{at}",
            rule=3,
            main="in.html",
            data=page(f"<p>first</p>{item}"),
            expect="ok",
        )
        for at, item in enumerate(MUTATIONS)
        if at % 3 == 0
    ),
    *(
        Case(
            name=f"mutation-in-markdown-{at}",
            rule=3,
            main="in.md",
            data=markdown(f"words {item}\n\n{item}\n\n> {item}"),
        )
        for at, item in enumerate(MUTATIONS)
        if at % 3 == 1
    ),
    Case(
        name="mutations-in-xhtml",
        rule=3,
        main="in.xhtml",
        expect="either",
        data='<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>T</title></head>'
        "<body><h1>T</h1><p>zzkeep29</p>"
        + "".join(MUTATIONS[at] for at in (0, 3, 19, 38, 39, 43, 44))
        + "</body></html>",
    ),
    Case(
        name="mutations-in-a-feed",
        rule=3,
        main="in.rss",
        data='<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>F</title><language>en</language>'
        "<item><title>T</title><content:encoded><![CDATA[<p>zzkeep29</p>"
        + "".join(item.replace("]]>", "]]&gt;").replace("\x00", "") for item in MUTATIONS)
        + "]]></content:encoded></item></channel></rss>",
        finding=True,
    ),
    Case(
        name="mutations-in-ninjs",
        rule=3,
        main="in.ninjs.json",
        data=json.dumps(
            {
                "headline": "T",
                "language": "en",
                "body_xhtml": "<p>zzkeep29</p>" + "".join(MUTATIONS),
                "versioncreated": "2026-01-01",
            }
        ),
        finding=True,
    ),
    Case(
        name="raw-markup-in-pandoc",
        rule=3,
        main="in.json",
        expect="either",
        data=json.dumps(
            {
                "pandoc-api-version": [1, 23, 1],
                "meta": {"title": {"t": "MetaInlines", "c": [{"t": "Str", "c": "zzkeep29"}]}},
                "blocks": [
                    *({"t": "RawBlock", "c": ["html", item]} for item in MUTATIONS),
                    *(
                        {"t": "RawBlock", "c": [form, "\\input{/etc/passwd}"]}
                        for form in ("latex", "openxml", "opendocument", "x")
                    ),
                    {
                        "t": "Para",
                        "c": [{"t": "RawInline", "c": ["html", "<script>alert(1)</script>"]}, {"t": "Str", "c": "w"}],
                    },
                    {
                        "t": "Div",
                        "c": [
                            ["x", ["y"], [["onclick", "alert(1)"], ["style", "x:y"]]],
                            [{"t": "Para", "c": [{"t": "Str", "c": "d"}]}],
                        ],
                    },
                    {
                        "t": "Para",
                        "c": [
                            {
                                "t": "Link",
                                "c": [["", [], []], [{"t": "Str", "c": "l"}], ["javascript:x", '" onclick="x']],
                            },
                            {"t": "Image", "c": [["", [], []], [{"t": "Str", "c": "lost"}], ["@OUT@/secret.png", ""]]},
                        ],
                    },
                ],
            }
        ),
        finding=True,
    ),
    Case(
        name="styles-that-act",
        rule=3,
        main="in.html",
        data=page(
            "".join(f'<p style="{item}">styled{at}end</p>' for at, item in enumerate(STYLES))
            + "".join(
                f'<table style="{item}"><tr style="{item}"><td style="{item}" width="999999999">c</table>'
                for item in STYLES
            )
        ),
        need=tuple(f"styled{at}end" for at in range(len(STYLES))),
    ),
    *(
        Case(
            name=f"style-sheet-{at}",
            rule=3 if at < 9 else 7,
            main="in.html",
            data=page("<p id=x class=y>shown words</p>", f"<style>{item}</style>"),
            need=("shown words",) if at != 5 and at != 6 else (),
            forbid=("injected words",),
            keep=at not in (5, 6),
            expect="ok" if at < 9 and at not in (5, 6) else "either",
        )
        for at, item in enumerate(SHEETS)
    ),
    Case(
        name="style-sheet-in-a-drawing",
        rule=3,
        main="in.html",
        expect="ok",
        data=page("".join(f'<img src="s{at}.svg" alt="kept{at}end">' for at in range(len(SHEETS)))),
        files={
            f"s{at}.svg": svg(f"<style><![CDATA[{item}]]></style><rect class='x' id='y' style=\"{STYLES[at % 6]}\"/>")
            for at, item in enumerate(SHEETS)
        },
        need=tuple(f"kept{at}end" for at in range(len(SHEETS))),
    ),
    Case(
        name="sources-of-media",
        rule=2,
        main="in.html",
        finding=True,
        need=("alt one", "alt two"),
        data=page(
            '<picture><source srcset="@URL@/a.png 1x, @UP@/secret.png 2x" media="(min-width: 1px)" type="image/avif"><source '
            'srcset="p.png, javascript:x 2x"><img srcset="@URL@/b.png 100w, data:text/html,x 200w" sizes="calc(1e9px)" src="@UP@/secret.png" '
            'alt="alt one"></picture><img srcset="p.png 1x" alt="alt two"><img data-src="@URL@/c.png" data-srcset="@URL@/d.png" loading=lazy '
            'alt="alt three"><noscript><img src="@URL@/e.png" alt="alt four"></noscript><video poster="@URL@/f.png" src="@URL@/g.mp4" '
            'autoplay><source src="@URL@/h.mp4"><track src="@URL@/i.vtt" default><p>fall back</p></video><amp-img src="@URL@/j.png" '
            'alt="alt five"></amp-img><image src="@UP@/secret.png" alt="alt six"><input type=image src="@URL@/k.png" alt="alt seven">'
        ),
        files={"p.png": png(8, 8)},
    ),
)
