"""Rules 3 and 8: nothing that acts gets into a file, and every text stays data wherever it is written."""

from __future__ import annotations

import html
import json

from tests.hostile.ground import Case, markdown, page, png, svg

SCRIPTS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=x.js></SCRIPT>",
    "<script type='module'>import 'x'</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x0c>alert(1)</script\x0c>",
    "<script/x>alert(1)</script/x>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><script href='data:,alert(1)'/></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate attributeName='href' values='javascript:alert(1)'/></svg>",
    "<svg><set attributeName='onload' to='alert(1)'/></svg>",
    "<svg><foreignObject><body onload='alert(1)'/></foreignObject></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg onload=alert(1)>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'></table></mtext></math>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
    "<math><maction actiontype='statusline#javascript:alert(1)' xlink:href='javascript:alert(1)'>x</maction></math>",
    "<math><mi href='javascript:alert(1)'>x</mi></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea><script>alert(1)</textarea><img src=x onerror=alert(1)>",
    "<title><script>alert(1)</script></title>",
    "<template><script>alert(1)</script></template>",
    "<template shadowrootmode=open><script>alert(1)</script></template>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'>f</object>",
    "<embed src='data:text/html,<script>alert(1)</script>'>",
    "<isindex action='javascript:alert(1)' type=image>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src='x' onerror='alert(1)' ONLOAD=alert(1) oNcLiCk=alert(1)>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    "<body onload=alert(1) onpageshow=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)><summary>s</summary>d</details>",
    "<marquee onstart=alert(1)>m</marquee>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<p style='animation-name: x' onanimationstart=alert(1)>p</p>",
    "<x onclick=alert(1) id=x tabindex=1 style=display:block>unknown</x>",
    "<a href=x onclick=alert(1) onmouseover=alert(1) accesskey=x>a</a>",
    "<dialog open onclose=alert(1)>d</dialog>",
    "<button popovertarget=x onbeforetoggle=alert(1) formaction=javascript:alert(1)>b</button>",
    "<form action='javascript:alert(1)' onsubmit=alert(1)><input type=submit formaction=javascript:alert(2)></form>",
    "<select onchange=alert(1)><option>one</select>",
    "<link rel=stylesheet href='javascript:alert(1)'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<meta http-equiv='Content-Security-Policy' content='x'>",
    "<base href='javascript:alert(1)//'>",
    "<table background='javascript:alert(1)'><tr><td>c</td></tr></table>",
    "<div style='background:url(javascript:alert(1)); behavior:url(x.htc); -moz-binding:url(x.xml#x)'>d</div>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php system('id') ?>",
    "<%= system('id') %>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<!--><script>alert(1)</script>-->",
    "<xml:namespace prefix='t'><t:set attributeName='onload'/></xml:namespace>",
    "<o:p><v:shape style='behavior:url(#default#VML)' onload=alert(1)/></o:p>",
    "<plaintext onclick=alert(1)>",
)
TARGETS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "java\u200bscript:alert(1)",
    "javascript\uff1aalert(1)",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "jar:javascript:alert(1)!/",
    "vbscript:msgbox(1)",
    "livescript:alert(1)",
    "mocha:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "blob:https://example.org/x",
    "filesystem:http://example.org/x",
    "file:///etc/passwd",
    "FILE:/etc/passwd",
    "file:////server/share",
    "\\\\server\\share\\x",
    "//server/share/x",
    "/etc/passwd",
    "../../outside/secret.html",
    "other.html",
    "other.html#part",
    "?x=1",
    "",
    "ms-word:ofe|u|http://example.org/x.docx",
    "ms-msdt:/id x",
    "search-ms:query=x",
    "shell:startup",
    "res://ieframe.dll/x",
    "mhtml:http://example.org!x",
    "mk:@MSITStore:x",
    "about:blank",
    "chrome://settings",
    "intent://x#Intent;end",
    "sms:1",
    "callto:x",
    "skype:x",
    "ftp://example.org/x",
    "ssh://-oProxyCommand=x/y",
    "git://example.org/x",
    "ldap://example.org/x",
    "telnet://example.org",
    "ws://example.org",
    "magnet:?x",
    "urn:isbn:1",
    "cid:x",
    "https:",
    "https://",
    "http:///x",
    "https:javascript:alert(1)",
    "https:\\\\example.org\\x",
    "https://exa mple.org/",
    "https://[bad/",
    "https://example.org:99999999/",
    "mailto:",
    "tel:",
    "#",
    "#nowhere",
    "#x y",
)
LEFT = tuple(f"word{at}end" for at in range(len(TARGETS)))
NASTY = (
    "</title></dc:title><evil/>",
    "]]>",
    "--> <!--",
    "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "&lt;&amp;&#60;&#x3c;",
    '" onload="alert(1)',
    "' onload='alert(1)",
    ") /JS (app.alert(1)) /S /JavaScript (",
    "\\) >> endobj 9 0 obj << /S /JavaScript >>",
    "(((((unbalanced",
    ")))))",
    "\\\\\\",
    "<<>>[]{}/%stream endstream",
    '{ DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc" }',
    '{INCLUDETEXT "/etc/passwd"} {INCLUDEPICTURE "http://example.org/x.png"}',
    "{{ 7*7 }} ${7*7} #{7*7} <%= 7*7 %>",
    "=cmd|' /C calc'!A0",
    "+SUM(1)*cmd",
    "@import url(x)",
    '"; } body { content: url(x)',
    "*/ @page { background: url(x) } /*",
    "%s%n%x",
    "$(touch pwned) `touch pwned` ; touch pwned | touch pwned",
    "../../../../etc/passwd",
    "CON PRN AUX NUL COM1",
    "\u202egpj.exe",
    "a\u0085b\u2028c\u2029d",
    "\ufeffbom",
    "𝔘𝔫𝔦 😀 👩\u200d👩\u200d👧",
    "&nbsp;&zwj;&bogus;",
    "\x1b[31mred\x1b]0;title\x07\x9b31m",
)
_TEXT = " ".join(NASTY)
_SAFE = "".join(char for char in _TEXT if char.isprintable())
_QUOTED = html.escape(_TEXT, quote=True)
YAML = json.dumps("".join(char for char in _TEXT if char.isprintable() or char in "\u202e\u2028"), ensure_ascii=False)


def _every_place(text: str) -> str:
    """A page with ``text`` in every attribute and element that is carried over."""
    text = html.escape(text, quote=True)
    return (
        f'<h2 id="{text}" class="{text}" title="{text}">{text}</h2>'
        f'<p id="a{text}" lang="{text}" dir="{text}" title="{text}" style="{text}" data-x="{text}">{text}</p>'
        f'<p><abbr title="{text}">ABC</abbr> <q cite="https://example.org/{text}">q</q> <time datetime="{text}">t</time>'
        f'<a href="https://example.org/?q={text}" title="{text}" rel="{text}" target="{text}">{text}</a>'
        f'<a href="#{text}">inside</a> <a href="mailto:{text}">mail</a> <a href="tel:{text}">call</a>'
        f'<code class="language-{text}">{text}</code><img src="p.png" alt="{text}" title="{text}"></p>'
        f'<pre><code class="language-{text}">{text}</code></pre>'
        f'<blockquote cite="https://example.org/{text}"><p>{text}</p><footer>— {text}</footer></blockquote>'
        f'<figure><img src="p.png" alt="{text}"><figcaption>{text} <small>{text}</small></figcaption></figure>'
        f'<table summary="{text}"><caption>{text}</caption><tr><th id="{text}" scope="{text}" abbr="{text}">{text}</th>'
        f'<td headers="{text}" colspan="{text}" rowspan="{text}">{text}</td></tr></table>'
        f'<ol start="{text}" type="{text}"><li value="{text}">{text}</li></ol><dl><dt>{text}</dt><dd>{text}</dd></dl>'
        f'<aside role="{text}" aria-label="{text}"><h3>{text}</h3><p>{text}</p></aside>'
        f'<math alttext="{text}" display="{text}"><mi mathvariant="{text}">{text}</mi><annotation encoding="tex">{text}</annotation></math>'
        f'<span role="doc-pagebreak" aria-label="{text}" id="p{text}"></span><ruby>{text}<rt>{text}</rt></ruby>'
    )


_META = "".join(
    f'<meta name="{name}" content="{_QUOTED}"><meta property="{name}" content="{_QUOTED}">'
    for name in (
        "author",
        "description",
        "keywords",
        "date",
        "dc.title",
        "dc.creator",
        "dc.identifier",
        "dc.rights",
        "og:title",
        "og:site_name",
        "article:published_time",
        "article:modified_time",
        "generator",
        "viewport",
    )
)
_FRONT = "".join(
    f"{key}: {YAML}\n"
    for key in (
        "title",
        "subtitle",
        "description",
        "publisher",
        "date",
        "modified",
        "source",
        "lang",
        "identifier",
        "rights",
        "author",
        "editor",
        "keywords",
        "unknown-key",
    )
)
_FIELDS = (
    "title",
    "subtitle",
    "publisher",
    "published",
    "modified",
    "source",
    "lang",
    "identifier",
    "description",
    "rights",
)
_MODEL = {
    "version": 1,
    "metadata": dict.fromkeys(_FIELDS, _TEXT) | {"authors": [{"name": _TEXT, "role": _TEXT}], "keywords": [_TEXT]},
    "title": [{"type": "text", "text": "zzkeep29 " + _TEXT}],
    "blocks": [
        {
            "type": "paragraph",
            "id": _TEXT,
            "content": [
                {"type": "text", "text": _TEXT},
                {"type": "code", "text": _TEXT},
                {"type": "page_marker", "label": _TEXT},
                {
                    "type": "link",
                    "target": "https://example.org/" + _TEXT,
                    "title": _TEXT,
                    "content": [{"type": "text", "text": _TEXT}],
                },
                {"type": "abbr", "expansion": _TEXT, "content": [{"type": "text", "text": "ABC"}]},
                {"type": "math", "tex": _TEXT, "alt": _TEXT, "mathml": _TEXT},
                {"type": "span", "role": _TEXT, "datetime": _TEXT, "content": [{"type": "text", "text": _TEXT}]},
            ],
        },
        {"type": "code_block", "text": _TEXT, "language": _TEXT},
    ],
}

CASES = (
    Case(
        name="scripts-in-html",
        rule=3,
        main="in.html",
        data=page("\n".join(SCRIPTS)),
        finding=True,
        forbid=("onerror=",),
    ),
    Case(name="scripts-in-markdown", rule=3, main="in.md", data=markdown("\n\n".join(SCRIPTS[:-1])), finding=True),
    Case(
        name="scripts-in-running-text",
        rule=3,
        main="in.md",
        data=markdown("\n\n".join(f"word {item} word" for item in SCRIPTS if "\n" not in item)),
        finding=True,
    ),
    Case(
        name="scripts-without-a-body",
        rule=3,
        main="in.html",
        data="".join(SCRIPTS) + "zzkeep29",
        keep=False,
        finding=True,
    ),
    *(
        Case(
            name=f"script-{at}",
            rule=3,
            main="in.html",
            finding=at not in (3, 48, 57),  # in these nothing is dropped
            data=f"<html lang=en><h1>T</h1><p>zzkeep29</p>{item}<p>end",
        )
        for at, item in enumerate(SCRIPTS)
        if "script" in item or "svg" in item
        if at % 3 == 0
    ),
    Case(
        name="frameset",
        rule=3,
        main="in.html",
        expect="either",
        keep=False,
        data="<html><head><title>T</title></head><frameset><frame src='javascript:alert(1)'><noframes>zzkeep29</noframes></frameset></html>",
    ),
    Case(
        name="targets-in-html",
        rule=3,
        main="in.html",
        finding=True,
        need=LEFT,
        data=page(
            "".join(
                f'<p><a href="{item}">{word}</a></p>'
                for item, word in (
                    (item.replace('"', "&quot;"), word) for item, word in zip(TARGETS, LEFT, strict=True)
                )
            )
        ),
    ),
    Case(
        name="targets-in-markdown",
        rule=3,
        main="in.md",
        finding=True,
        need=LEFT[:2],
        data=markdown(
            "\n\n".join(
                f"[{word}](<{item}>)"
                for item, word in zip(TARGETS, LEFT, strict=True)
                if not set(item) & set("\n<>\x01")
            )
        ),
    ),
    Case(
        name="targets-by-reference",
        rule=3,
        main="in.md",
        finding=True,
        data=markdown(
            "\n\n".join(
                f'[{word}][r{at}]\n\n[r{at}]: <{item}> "t"'
                for at, (item, word) in enumerate(zip(TARGETS, LEFT, strict=True))
                if not set(item) & set("\n<>\x01")
            )
            + "\n\n<javascript:alert(1)> <file:///etc/passwd> <data:text/html,x> <vbscript:x>"
        ),
    ),
    Case(
        name="targets-around-blocks-and-pictures",
        rule=3,
        main="in.html",
        finding=True,
        data=page(
            "".join(
                f'<a href="{item}"><h2>h{word}</h2><p>p<img src="p.png" alt="a{word}"></p></a>'
                for item, word in zip(TARGETS[:24], LEFT, strict=False)
            )
        ),
        files={"p.png": png(8, 8)},
    ),
    Case(
        name="targets-in-notes-and-titles",
        rule=3,
        main="in.md",
        finding=True,
        data="# T [x](javascript:alert(1))\n\nzzkeep29[^1] ^[inline [y](vbscript:z)]\n\n[^1]: note [z](file:///etc/passwd)\n",
    ),
    Case(
        name="targets-in-a-model",
        rule=3,
        main="in.json",
        finding=True,
        data=json.dumps(
            {
                "version": 1,
                "title": [{"type": "text", "text": "zzkeep29"}],
                "blocks": [
                    {
                        "type": "block_quote",
                        "cite": item,
                        "blocks": [
                            {
                                "type": "paragraph",
                                "content": [
                                    {"type": "quote", "cite": item, "content": [{"type": "text", "text": "q"}]},
                                    {"type": "link", "target": item, "content": [{"type": "text", "text": word}]},
                                ],
                            }
                        ],
                    }
                    for item, word in zip(TARGETS, LEFT, strict=True)
                ],
            }
        ),
        need=LEFT,
    ),
    Case(
        name="active-drawing",
        rule=3,
        main="in.html",
        finding=True,
        data=page('<img src="a.svg" alt="x"><img src="B.SVG" alt="y">'),
        files={
            "a.svg": svg(
                "".join(item for item in SCRIPTS if item.startswith("<svg>") and item.endswith("</svg>")),
                'onload="alert(1)"',
            ),
            "B.SVG": svg(
                '<a href="javascript:alert(1)" onclick="x()"><text y="20">t</text></a><script><![CDATA[alert(1)]]></script>'
                '<iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/><animate attributeName="href" to="javascript:x"/>'
            ),
        },
    ),
    Case(
        name="mathml-that-acts",
        rule=3,
        main="in.md",
        finding=True,
        data=markdown(
            "<math><semantics><mi onclick='x()' href='javascript:x' style='background:url(x)'>x</mi><annotation-xml "
            "encoding='text/html'><script>x</script><img src=x onerror=x></annotation-xml></semantics><maction "
            "actiontype='toggle'><mi>y</mi></maction><mtext><a href='javascript:x'>a</a></mtext></math>\n\n"
            '$\\href{javascript:alert(1)}{x}$ $\\url{javascript:x}$ $\\class{x" onclick="y}{z}$ $\\style{x}{y}$ '
            "$\\unicode{60}script\\unicode{62}$ $\\text{<script>alert(1)</script>}$ $\\htmlData{x=y}{z}$ $<img src=x onerror=y>$"
        ),
    ),
    Case(
        name="links-that-stay",
        rule=3,
        main="in.md",
        data=markdown(
            "[a](https://example.org/a?b=1&c=2#d) [b](http://example.org:8080/) [c](mailto:a@example.org?subject=x) [d](tel:+4912345) [e](#case)"
        ),
        need=(
            "https://example.org/a?b=1&c=2#d",
            "http://example.org:8080/",
            "mailto:a@example.org?subject=x",
            "tel:+4912345",
        ),
    ),
    # ------------------------------------------------------------------------------------------------------- rule 8
    Case(
        name="nasty-text-everywhere-in-html",
        rule=8,
        main="in.html",
        files={"p.png": png(8, 8)},
        data=page(_every_place(_SAFE), _META, title=_QUOTED),
        need=(")/JS(app.alert(1))/S/JavaScript(", "{{7*7}}"),
    ),
    *(
        Case(
            name=f"nasty-text-{at}",
            rule=8,
            main="in.html",
            files={"p.png": png(8, 8)},
            data=page(
                _every_place(item), f'<meta name="author" content="{html.escape(item, quote=True)}">', html.escape(item)
            ),
        )
        for at, item in enumerate(NASTY)
    ),
    Case(name="nasty-front-matter", rule=8, main="in.md", data=f"---\n{_FRONT}---\n\nzzkeep29 text\n", finding=True),
    Case(
        name="nasty-markdown",
        rule=8,
        main="in.md",
        finding=True,
        data=markdown(
            "\n\n".join(
                f'## {item}\n\n*[W{at}]: {item}\n\nW{at} `{item}` [^n{at}] ![{item}](p.png "{item}"){{credit="{item}"}}\n\n'
                f"[^n{at}]: {item}\n\n::: note {item}\n{item}\n:::\n\n```{item}\n{item}\n```\n\n$${item}$$"
                for at, item in enumerate(NASTY)
                if "\x1b" not in item
            )
        ),
        files={"p.png": png(8, 8)},
    ),
    Case(
        name="nasty-plain-text",
        rule=8,
        main="in.txt",
        data="Title " + NASTY[0] + "\n\nzzkeep29\n\n" + "\n\n".join(NASTY) + "\n",
        finding=True,
    ),
    Case(name="nasty-model", rule=8, main="in.json", data=json.dumps(_MODEL), expect="either", finding=True),
    Case(
        name="nasty-names",
        rule=8,
        main="in.html",
        finding=True,
        data=page("".join(f'<p><img src="{html.escape(item)}" alt="kept{at}">' for at, item in enumerate(NASTY))),
    ),
    Case(name="nasty-file-name", rule=8, main="in \x1b[31m\u202e<b>&' \"\n$(x).html", data=page("<p>x</p>")),
    Case(
        name="nasty-file-name-refused", rule=8, main="in \x1b[31m\u202e\nx.html", data="", expect="refuse", keep=False
    ),
    Case(
        name="yaml-objects",
        rule=8,
        main="in.md",
        expect="either",
        keep=False,
        data="---\ntitle: !!python/object/apply:os.system [touch pwned]\nx: !!python/name:os.system\ny: !include /etc/passwd\n---\n# T\n",
    ),
    Case(
        name="yaml-aliases",
        rule=7,
        main="in.md",
        expect="either",
        keep=False,
        data="---\na: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(12))
        + "---\n# T\n",
    ),
    Case(
        name="yaml-deep",
        rule=7,
        main="in.md",
        expect="either",
        keep=False,
        data="---\na: " + "[" * 20_000 + "]" * 20_000 + "\n---\n# T\n",
    ),
    Case(
        name="yaml-deep-block",
        rule=7,
        main="in.md",
        expect="either",
        keep=False,
        data="---\n" + "".join(" " * i + "a:\n" for i in range(300)) + "---\n# T\n",
    ),
    Case(
        name="yaml-numbers",
        rule=8,
        main="in.md",
        data="---\ntitle: zzkeep29\nlang: en\ndate: 99999-99-99\nauthor: 1e999999\nkeywords: [0x7fffffffffffffff, .inf, .nan, ~, true, 2026-11-24, 190:20:30, '']\n"
        "identifier: " + "9" * 4000 + "\nmodified: 0000-00-00T99:99:99Z\npublisher: ! x\n---\n\ntext\n",
    ),
)
