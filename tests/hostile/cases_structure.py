"""Rule 7: structure that is costly: deep, many, long, slow to search. It converts within the bounds or is refused."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests import endless
from tests.hostile.ground import Case, markdown, page

TAGS = (
    "div span b i em p section article aside header ul ol li dl dd blockquote q table td tr tbody th figure figcaption details summary "
    "a sub sup small ins del code pre ruby rt h1 h2 h6 form fieldset button select option object svg g math mrow msqrt mfrac semantics "
    "font center nobr marquee iframe noscript template video label unknown-element x-note x-note-body x-formula"
).split()
ROWS = 60_000


def _deep(tag: str, count: int) -> str:
    return page(f"<{tag}>" * count + "bottom" + f"</{tag}>" * count)


def _model(block: object) -> str:
    return json.dumps(
        {"version": 1, "metadata": {"lang": "en"}, "title": [{"type": "text", "text": "zzkeep29"}], "blocks": [block]}
    )


def _nested_model(kind: str, depth: int) -> str:
    inner = '{"type":"paragraph","content":[{"type":"text","text":"x"}]}'
    for _ in range(depth):
        if kind == "list":
            inner = f'{{"type":"list","items":[{{"blocks":[{inner}]}}]}}'
        elif kind == "note":
            inner = f'{{"type":"paragraph","content":[{{"type":"note","blocks":[{inner}]}}]}}'
        elif kind == "section":
            inner = f'{{"type":"section","title":[{{"type":"text","text":"s"}}],"blocks":[{inner}]}}'
        elif kind == "span":
            inner = inner.replace(
                '{"type":"text","text":"x"}', '{"type":"span","content":[{"type":"text","text":"x"}]}'
            )
        else:
            inner = f'{{"type":"{kind}","blocks":[{inner}]}}'
    return f'{{"version":1,"title":[{{"type":"text","text":"zzkeep29"}}],"blocks":[{inner}]}}'


HTML: dict[str, Callable[[], str]] = {
    "quotes-typed-in-q": lambda: page("<p>" + "<q>" * 60 + "“a ‘b " * 500 + "x" + "’”" * 500),
    "quotes-typed-in-phrases": lambda: page("<p>" + "“<b>a‘<i>" * 40 + "x" + "</i>’</b>”" * 40),
    "bold": lambda: page("<p>" + "<b>x</b> " * 200_000),
    "empty": lambda: page("<p>" + "<i></i>" * 1_000_000),
    "breaks": lambda: page("<p>" + "<br>" * 300_000),
    "rules": lambda: page("<hr>" * 100_000),
    "paragraphs": lambda: page("<p>word" * 100_000),
    "items": lambda: page("<ul>" + "<li>word" * 60_000),
    "numbers": lambda: page('<ol start="2147483647" type="i">' + '<li value="-99999999999">word' * 3_000),
    "terms": lambda: page("<dl>" + "<dt>a<dd>b" * 30_000),
    "headings": lambda: page("<h2>word</h2>" * 30_000),
    "headings-of-all-levels": lambda: page(
        "".join(f"<h{1 + at % 6}>word {at}</h{1 + at % 6}>" for at in range(12_000))
    ),
    "anchors": lambda: page("".join(f'<p id="a{at}"><a href="#a{(at * 7) % 9000}">word</a>' for at in range(9_000))),
    "same-anchor": lambda: page('<p id="same"><a href="#same">word</a>' * 20_000),
    "links": lambda: page("".join(f'<a href="https://example.org/{at}">w{at}</a> ' for at in range(30_000))),
    "quotes": lambda: page("<blockquote><p>word</p><footer>— A</footer></blockquote>" * 20_000),
    "q": lambda: page("<p>" + "<q>word</q> " * 50_000),
    "figures": lambda: page("<figure><p>word</p><figcaption>caption</figcaption></figure>" * 20_000),
    "asides": lambda: page("<aside><h3>t</h3><p>word</p></aside>" * 20_000),
    "langs": lambda: page(
        "".join(f'<p lang="x-{at}">word <span lang="de-{at % 999}">wort</span>' for at in range(20_000))
    ),
    "breaks-in-code": lambda: page("<pre>" + "word\n" * 200_000 + "</pre>"),
    "code": lambda: page("<p>" + "<code>x</code>" * 100_000),
    "formulas": lambda: page("<math><mi>x</mi></math> " * 20_000),
    "formula": lambda: page("<math>" + "<mrow><mi>x</mi><mo>+</mo></mrow>" * 60_000 + "</math>"),
    "formula-table": lambda: page("<math><mtable>" + "<mtr><mtd><mi>x</mi></mtd></mtr>" * 30_000 + "</mtable></math>"),
    "tables": lambda: page("<table><tr><th>a<td>b</table>" * 8_000),
    "tables-in-tables": lambda: page("<table><tr><td>" * 3_000 + "x"),
    "rows": lambda: page("<table>" + "<tr><td>a<td>b" * ROWS + "</table>"),
    "columns": lambda: page("<table><tr>" + "<td>a" * ROWS + "</table>"),
    "columns-within-the-bound": lambda: page("<table><tr>" + "<td>a" * 5_000 + "</table>"),
    "spans": lambda: page(
        '<table><tr><td colspan="99999999" rowspan="99999999">a<td colspan="1000" rowspan="65534">b'
        + "<tr><td>c" * 500
        + "</table>"
    ),
    "spans-down": lambda: page("<table>" + '<tr><td rowspan="0" colspan="1000">a' * 3_000 + "</table>"),
    "spans-negative": lambda: page(
        '<table><tr><td colspan="-5" rowspan="1e9">a<td colspan="0x10" rowspan="٣">b<td colspan=" +7 " rowspan="">c</table>'
    ),
    "cols": lambda: page(
        '<table><colgroup span="99999999"><col span="99999999">' + "<col>" * 20_000 + "<tr><td>a</table>"
    ),
    "empty-rows": lambda: page("<table>" + "<tr></tr>" * 100_000 + "<tr><td>a</table>"),
    "heads": lambda: page("<table>" + "<thead><tr><th>h</thead><tbody><tr><td>a</tbody>" * 4_000 + "</table>"),
    "headers": lambda: page(
        "<table>"
        + "".join(f'<tr><th id="h{at}">h<td headers="{" ".join(f"h{i}" for i in range(60))}">a' for at in range(3_000))
        + "</table>"
    ),
    "long-cell": lambda: page("<table><tr><td>" + "word " * 100_000 + "<td>b</table>"),
    "long-word": lambda: page("<p>" + "a" * 1_000_000),
    "long-word-in-a-table": lambda: page("<table><tr><td>" + "a" * 100_000 + "<td>b</table>"),
    "long-title": lambda: page("<p>x", title="T" * 500_000),
    "long-heading": lambda: page("<h2>" + "word " * 60_000 + "</h2>"),
    "long-alt": lambda: page(f'<img src="none.png" alt="{"word " * 100_000}">'),
    "long-link": lambda: page(f'<a href="https://example.org/{"a" * 1_000_000}">x</a>'),
    "long-id": lambda: page(f'<p id="{"a" * 500_000}">x<a href="#{"a" * 500_000}">y</a>'),
    "long-attribute": lambda: page(f'<p data-x="{"a" * 5_000_000}">x'),
    "many-attributes": lambda: page("<p " + " ".join(f"a{at}=b" for at in range(100_000)) + ">x"),
    "long-paragraph": lambda: page("<p>" + "The quick brown fox jumps. " * 40_000),
    "long-line-of-hebrew": lambda: page("<p dir=rtl>" + "שלום עולם " * 20_000),
    "mixed-directions": lambda: page("<p>" + "abc שלום 123 " * 8_000),
    "entities": lambda: page("<p>" + "&amp;&lt;&nbsp;&CounterClockwiseContourIntegral;" * 30_000),
    "less-than": lambda: page("<p>" + "<" * 500_000),
    "ampersands": lambda: page("<p>" + "&" * 500_000),
    "open-tags": lambda: page("<a " * 100_000),
    "open-comments": lambda: page("<!--" * 200_000),
    "open-cdata": lambda: page("<![CDATA[" * 100_000),
    "formatting": lambda: page("<p><b><i><u><s><em><strong>" * 3_000 + "x"),
    "misnested": lambda: page("<p><a href=#a><b><p></a></b>" * 3_000 + "x"),
    "adoption": lambda: page("<b>" * 1_000 + "<p>x</b>" * 1_000),
    "foster": lambda: page("<table>" + "x<b>y<tr>" * 5_000),
    "forms": lambda: page("<form><input><select><option>a" * 10_000),
    "hidden": lambda: page("<p hidden>x" * 30_000),
    "css": lambda: page(
        '<div style="width:1e9px;height:1e9px;margin:1e9px;font-size:99999px;columns:9999999">x</div>',
        "<style>@page{size:1px 1px;margin:0} *{font-size:99999px;page-break-before:always;content:'x'}"
        + "a{b:c}" * 50_000
        + "</style>",
    ),
    "metas": lambda: page(
        "<p>x",
        '<meta name="author" content="A B">' * 30_000 + '<meta name="keywords" content="' + "a," * 100_000 + '">',
    ),
    "ruby": lambda: page("<ruby>" + "字<rt>ji" * 20_000 + "</ruby>"),
    "abbreviations": lambda: page('<abbr title="World Health Organization">WHO</abbr> ' * 20_000),
    "page-breaks": lambda: page(
        "".join(f'<p>x<span role="doc-pagebreak" aria-label="{at}"></span>' for at in range(10_000))
    ),
    "scripts": lambda: page("<script>x</script>" * 50_000),
    "pull-quotes": lambda: page('<div class="' + "pullquote " * 50_000 + '">x</div>' * 3),
    "classes": lambda: page(f'<p class="{" ".join(f"c{at}" for at in range(100_000))}">x'),
}
MARKDOWN: dict[str, Callable[[], str]] = {
    "quotes": lambda: ">" * 20_000 + " x",
    "quotes-and-lists": lambda: "> - " * 5_000 + "x",
    "lists": lambda: "".join(" " * (2 * at) + "- x\n" for at in range(1_000)),
    "list-on-a-line": lambda: "- " * 20_000 + "x",
    "numbers": lambda: "1. " * 20_000 + "x",
    "brackets": lambda: "[" * 50_000 + "x" + "]" * 50_000,
    "links": lambda: "[a](" * 50_000,
    "links-nested": lambda: "[" * 5_000 + "a" + "](u)" * 5_000,
    "pictures": lambda: "![" * 50_000,
    "pictures-nested": lambda: "![" * 2_000 + "a" + "](u)" * 2_000,
    "stars": lambda: "*" * 100_000,
    "stars-apart": lambda: "* a " * 30_000,
    "emphasis": lambda: "*a **b " * 30_000,
    "emphasis-nested": lambda: "*a _b " * 5_000 + "x" + "_ *" * 5_000,
    "underscores": lambda: "_a" * 50_000 + "_",
    "tildes": lambda: "~~a" * 50_000,
    "backticks": lambda: "".join("e" + "`" * at for at in range(1, 1_200)),
    "backtick-runs": lambda: "`a``b" * 40_000,
    "dollars": lambda: "$a$$b" * 40_000,
    "dollars-open": lambda: "$" * 60_000,
    "escapes": lambda: "\\" * 200_000,
    "autolinks": lambda: "<http:" * 50_000 + "<a@" * 50_000,
    "html": lambda: "<a b='" * 50_000,
    "html-blocks": lambda: "<div>\n\n" * 20_000,
    "comments": lambda: "<!-- " * 50_000,
    "declarations": lambda: "<!A " * 50_000 + "<?" * 50_000 + "<![CDATA[" * 20_000,
    "entities": lambda: "&" * 100_000 + "&a" * 50_000,
    "definitions": lambda: (
        "".join(f"[r{at}]: https://example.org/{at}\n" for at in range(30_000)) + "\n" + "[r1][r2]" * 20_000
    ),
    "definitions-open": lambda: "[a]: " * 30_000 + "[b]:\n" * 20_000,
    "references": lambda: "[a][b]" * 40_000,
    "notes": lambda: (
        "".join(f"x[^{at}] " for at in range(5_000)) + "\n\n" + "".join(f"[^{at}]: note\n" for at in range(5_000))
    ),
    "notes-used-often": lambda: "x[^1] " * 20_000 + "\n\n[^1]: note " + "word " * 300,
    "notes-in-notes": lambda: "x[^0]\n\n" + "".join(f"[^{at}]: note [^{at + 1}]\n" for at in range(1_500)),
    "notes-that-multiply": lambda: (
        "x[^0]\n\n" + "".join(f"[^{at}]: a[^{at + 1}] b[^{at + 1}]\n" for at in range(40)) + "[^40]: end\n"
    ),
    "notes-in-a-circle": lambda: "x[^a]\n\n[^a]: y[^b]\n[^b]: z[^a]\n",
    "notes-inline": lambda: "^[" * 20_000,
    "notes-inline-nested": lambda: "^[a " * 500 + "]" * 500,
    "abbreviations": lambda: "".join(f"*[W{at}]: Word {at}\n" for at in range(5_000)) + "\n" + "W1 W2 W3 " * 20_000,
    "abbreviation-of-all": lambda: "*[a]: b\n\n" + "a " * 60_000,
    "table-wide": lambda: "|a" * 10_000 + "|\n" + "|-" * 10_000 + "|\n",
    "table-long": lambda: "|a|b|\n|-|-|\n" + "|c|d|\n" * 15_000,
    "table-filled-up": lambda: "|" + "a|" * 3_000 + "\n|" + "-|" * 3_000 + "\n" + "|x\n" * 3_000,
    "table-bars": lambda: "|" * 200_000 + "\n" + "|-" * 50,
    "table-escapes": lambda: "a|" + "\\|" * 50_000 + "\n-|-\n",
    "headings": lambda: "# a\n" * 40_000,
    "setext": lambda: "a\n=\n" * 30_000,
    "hashes": lambda: "#" * 200_000 + "\n# a" + " #" * 100_000,
    "rules": lambda: "* * *\n" * 40_000 + "-" * 200_000,
    "fences": lambda: "```\n" * 40_001,
    "fence-inside-quotes": lambda: "> ```\n" * 20_001,
    "tabs": lambda: "\t" * 200_000 + "x",
    "spaces": lambda: "a" + " " * 500_000 + "b",
    "lines": lambda: "\n" * 500_000 + "x",
    "breaks": lambda: "a  \n" * 60_000,
    "containers": lambda: "::: note\n" * 3_000 + "x",
    "container-colons": lambda: ":" * 100_000 + " note\n",
    "attributes": lambda: "[a]{" * 30_000 + "{.a " * 30_000,
    "attributes-long": lambda: "[a]{" + " ".join(f"k{at}=v" for at in range(30_000)) + "}",
    "definition-lists": lambda: "a\n: b\n\n" * 15_000,
    "definition-lists-open": lambda: "a\n" + ": " * 20_000,
    "front-matter-open": lambda: "",
    "raw-and-marks": lambda: "<b>*a <i>_b " * 10_000,
    "formula-commands": lambda: "$" + "\\frac{" * 3_000 + "x" + "}{y}" * 3_000 + "$",
    "formula-long": lambda: "$$\n" + "a+" * 50_000 + "\n$$",
    "formula-definitions": lambda: (
        "$\\def\\a{\\a\\a}\\a$ $\\newcommand{\\b}{\\b\\b}\\b$ $\\loop\\iftrue\\repeat$ $\\csname x\\endcsname$ $\\write18{touch pwned}$ $\\input|id$"
    ),
    "formula-matrix": lambda: "$\\begin{matrix}" + "a&" * 9_000 + "\\end{matrix}$",
    "formula-count": lambda: "$x_1^2$ " * 10_000,
    "quotes-typed": lambda: "“" * 60_000 + "”" * 60_000,
    "quotes-typed-kinds": lambda: "«‹“‘" * 500 + "a" + "’”›»" * 500,
    "quotes-typed-in-links": lambda: "[“" * 2_000 + "a" + "](b)”" * 2_000,
    "quotes-typed-everywhere": lambda: (
        "# "
        + "“a " * 300
        + "”" * 300
        + "\n\nb[^1]\n\n[^1]: "
        + "“a " * 300
        + "”" * 300
        + "\n\n|"
        + "‘a " * 300
        + "’" * 300
        + "|\n|-|\n"
    ),
    "quotes-typed-pairs": lambda: "“a” ‘b’ «c» " * 15_000,
    "quotes-apostrophes": lambda: "'a 'b " * 40_000 + '"' * 60_000,
    "dashes": lambda: "— a\n" * 30_000,
    "bidi": lambda: "\u202ea" * 50_000 + "\u2066b\u2069" * 50_000,
    "marks": lambda: "a\u0301\u0323" * 60_000,
}
TEXT: dict[str, Callable[[], str]] = {
    "quotes-typed-said": lambda: ("“" * 200 + "Words" + "”" * 200 + "\n– A. B., Chair of X\n\n") * 40,
    "lines": lambda: "word\n" * 100_000,
    "paragraphs": lambda: "Some words here.\n\n" * 40_000,
    "one-line": lambda: "The quick brown fox jumps over it. " * 40_000,
    "one-word": lambda: "a" * 2_000_000,
    "bullets": lambda: "* a\n" * 60_000,
    "numbers": lambda: "".join(f"{at}. a\n" for at in range(40_000)),
    "roman": lambda: "iiiiiiiiiii) a\n" * 30_000,
    "indents": lambda: "".join(" " * (at % 500) + "- a\n" for at in range(20_000)),
    "dashes": lambda: "- " * 100_000,
    "signatures": lambda: "“a”\n— Name Name\n\n" * 20_000,
    "quotes": lambda: "“" * 100_000,
    "quotes-open": lambda: "“a\n\n" * 20_000,
    "quotes-mixed": lambda: "'\"“‘«‹„‚" * 20_000,
    "tables": lambda: "a\tb\tc\n" * 20_000,
    "table-wide": lambda: "a\t" * 50_000 + "\n" + "b\t" * 50_000,
    "columns": lambda: "a   b   c   d\n" * 20_000,
    "capitals": lambda: "HEADING HERE\n\ntext\n\n" * 15_000,
    "labels": lambda: "Credit: A\nPhoto: B\nShare this\nRead more: c\n" * 15_000,
    "colons": lambda: "Name:\n" * 40_000 + ":" * 100_000,
    "dots": lambda: "." * 300_000 + "\n" + "a ..... 3\n" * 20_000,
    "underlines": lambda: "a\n=====\n" * 20_000 + "=" * 200_000,
    "joined": lambda: "word.Word" * 60_000,
    "dates": lambda: "12:30 1 January 2026\n" * 20_000,
    "addresses": lambda: "https://example.org/ a@example.org www.example.org " * 10_000,
    "numbers-only": lambda: "1 " * 200_000,
    "wrapped": lambda: ("word " * 14 + "\n") * 20_000,
    "hyphens": lambda: "long-\nword " * 30_000,
    "spaces": lambda: " " * 1_000_000 + "a" + " " * 1_000_000,
    "punctuation": lambda: "!?.,;:()[]{}" * 40_000,
    "no-break": lambda: "a\u00a0" * 100_000,
    "chinese": lambda: "中文句子。" * 20_000,
    "emoji": lambda: "😀" * 60_000,
    "figures": lambda: "Image caption, a\nFigure 1: b\nTable 2. c\n" * 10_000,
    "notes": lambda: "a[1] b(2) c* d† e¹\n\n1 note\n* note\n" * 10_000,
    "glossary": lambda: "term — meaning\nTerm: meaning\n" * 20_000,
}
JSON: dict[str, Callable[[], str]] = {
    **{
        f"deep-{kind}": (lambda kind=kind: _nested_model(kind, 100))
        for kind in ("block_quote", "list", "note", "section", "span", "aside", "figure")
    },
    **{
        f"within-{kind}": (lambda kind=kind: _nested_model(kind, 40))
        for kind in ("block_quote", "list", "note", "section", "span", "aside", "figure")
    },
    "numbers": lambda: _model({"type": "list", "ordered": True, "start": 10**30, "items": [{"blocks": []}]}),
    "negative": lambda: _model(
        {
            "type": "list",
            "ordered": True,
            "start": -(10**9),
            "style": "upper-roman",
            "items": [{"blocks": [{"type": "thematic_break"}]}],
        }
    ),
    "spans": lambda: _model(
        {
            "type": "table",
            "bodies": [
                {
                    "rows": [
                        {
                            "cells": [
                                {"blocks": [], "colspan": 10**12, "rowspan": 10**12},
                                {"blocks": [], "colspan": -1, "rowspan": 0},
                            ]
                        }
                    ]
                }
            ],
        }
    ),
    "cells": lambda: _model({"type": "table", "bodies": [{"rows": [{"cells": [{"blocks": []}] * 100}] * 900}]}),
    "positions": lambda: _model(
        {"type": "paragraph", "pos": [10**18, -5], "content": [{"type": "text", "text": "x", "pos": [0, 0]}]}
    ),
    "texts": lambda: _model({"type": "paragraph", "content": [{"type": "text", "text": "x "}] * 100_000}),
    "pictures": lambda: json.dumps(
        {
            "version": 1,
            "title": [{"type": "text", "text": "zzkeep29"}],
            "blocks": [{"type": "paragraph", "content": [{"type": "image", "resource": "a", "alt": ""}] * 20_000}],
            "resources": [{"name": "a", "media_type": "image/png", "data": "AAAA"}] * 2_000,
        }
    ),
    "columns": lambda: _model(
        {"type": "table", "columns": [{"align": "left"}] * 50_000, "bodies": [{"rows": [{"cells": [{"blocks": []}]}]}]}
    ),
    "rows-that-differ": lambda: _model(
        {
            "type": "table",
            "bodies": [
                {
                    "rows": [
                        {
                            "cells": [{"blocks": [{"type": "paragraph", "content": [{"type": "text", "text": "x"}]}]}]
                            * (1 + at % 40)
                        }
                        for at in range(400)
                    ]
                }
            ],
        }
    ),
    "strings": lambda: _model({"type": "code_block", "text": '\\"' * 500_000, "language": "x" * 100_000}),
}
NITF = "<nitf><body><body.content>"


def _either(name: str, main: str, make: Callable[[], str]) -> Case:
    return Case(name=name, rule=7, main=main, data=make, expect="either", keep=False)


CASES = (
    *(_either(f"deep-{tag}", "in.html", lambda tag=tag: _deep(tag, 3_000)) for tag in TAGS),
    *(_either(f"html-{name}", "in.html", make) for name, make in HTML.items()),
    *(_either(f"markdown-{name}", "in.md", lambda make=make: markdown(make())) for name, make in MARKDOWN.items()),
    *(
        _either(f"text-{name}", "in.txt", lambda make=make: "Title\n\nzzkeep29 text here.\n\n" + make())
        for name, make in TEXT.items()
    ),
    *(_either(f"json-{name}", "in.json", make) for name, make in JSON.items()),
    Case(
        name="front-matter-that-never-ends",
        rule=7,
        main="in.md",
        data=lambda: "---\ntitle: x\n" + "a: b\n" * 60_000,
        expect="either",
        keep=False,
    ),
    Case(
        name="front-matter-of-many-keys",
        rule=7,
        main="in.md",
        data=lambda: "---\n" + "".join(f"k{at}: v\n" for at in range(5_000)) + "---\n# T\n",
        expect="either",
        keep=False,
    ),
    Case(
        name="front-matter-of-many-people",
        rule=7,
        main="in.md",
        data=lambda: "---\nauthors: [" + "A B, " * 6_000 + "C D]\n---\n# T\n",
        expect="either",
        keep=False,
    ),
    Case(
        name="a-bound-that-is-asked-for",
        rule=7,
        main="in.html",
        data=page("<table>" + "<tr><td>a<td>b" * 30 + "</table>"),
        expect="refuse",
        args=("--limit", "table_cells=20"),
        keep=False,
        says="--limit table_cells=NUMBER",
    ),
    Case(
        name="a-time-that-is-asked-for",
        rule=7,
        main="in.md",
        data=endless.ARTICLE,
        expect="refuse",
        args=("--limit", "seconds=1"),
        keep=False,
        says="--limit seconds=NUMBER",
    ),
    Case(
        name="a-memory-that-is-asked-for",
        rule=7,
        main="in.md",
        data=markdown("word"),
        expect="refuse",
        args=("--limit", "memory_bytes=1000000"),
        keep=False,
        says="--limit memory_bytes=NUMBER",
    ),
    Case(
        name="a-number-of-pages-that-is-asked-for",
        rule=7,
        main="in.md",
        data=lambda: markdown("word *word* word\n\n" * 2_000),
        expect="refuse",
        args=("--limit", "pages=5"),
        keep=False,
        says="--limit pages=NUMBER",
    ),
    Case(
        name="a-picture-that-is-asked-for",
        rule=7,
        main="in.html",
        data=page("<img src='a.svg' alt='kept'>"),
        need=("kept",),
        finding=True,
        args=("--limit", "svg_elements=1"),
        files={"a.svg": "<svg xmlns='http://www.w3.org/2000/svg'><g/><g/></svg>"},
        says="--limit svg_elements=NUMBER",
    ),
)
