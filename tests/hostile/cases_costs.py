"""Rule 7: more structure that is costly: by the hundred thousand, in circles, spans without end, parsers made to search."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.ground import Case, markdown, page

MANY = 100_000
HTML: dict[str, Callable[[], str]] = {
    "ids": lambda: page("".join(f'<p id="i{at}">' for at in range(MANY)) + "x"),
    "ids-on-spans": lambda: page("<p>" + "".join(f'<span id="i{at}">w</span>' for at in range(30_000))),
    "headings": lambda: page("".join(f"<h2>Heading {at}</h2><p>w</p>" for at in range(10_000))),
    "headings-within": lambda: page("".join(f"<section><h2>H{at}</h2>" for at in range(2_000))),
    "links-to-themselves": lambda: page("".join(f'<p id="p{at}"><a href="#p{at}">w</a>' for at in range(8_000))),
    "links-outside": lambda: page("<p>" + "".join(f'<a href="https://example.org/{at}">w</a> ' for at in range(MANY))),
    "links-to-nowhere": lambda: page("<p>" + "".join(f'<a href="#n{at}">w</a> ' for at in range(40_000))),
    "links-long": lambda: page("".join(f'<p><a href="https://example.org/{"a" * 2_000}">w</a>' for _ in range(2_000))),
    "lists": lambda: page("<ul><li>" * 1_000 + "x"),
    "lists-many": lambda: page("<ul><li>a</ul>" * 20_000),
    "details": lambda: page("<details><summary>s</summary>" * 1_000 + "x"),
    "terms-within": lambda: page("<dl><dt>t<dd>" * 1_000 + "x"),
    "ruby-within": lambda: page("<ruby>a<rt>" * 900 + "x"),
    "rows-to-the-end": lambda: page("<table>" + '<tr><td rowspan="0">a<td rowspan="65534">b' * 90 + "</table>"),
    "columns-spanned": lambda: page("<table>" + '<tr><td colspan="1000">a' * 30 + "</table>"),
    "spans-that-cross": lambda: page(
        "<table>"
        + "".join(f'<tr><td rowspan="{9 + at % 7}" colspan="{1 + at % 5}">a<td>b' for at in range(900))
        + "</table>"
    ),
    "spans-by-columns": lambda: page('<table><colgroup span="1000">' + '<col span="1000">' * 900 + "<tr><td>a</table>"),
    "headers-by-name": lambda: page(
        "<table><tr>"
        + "".join(f'<th id="h{at}">h' for at in range(120))
        + "".join("<tr>" + f'<td headers="{" ".join(f"h{at}" for at in range(120))}">d' * 120 for _ in range(120))
        + "</table>"
    ),
    "tables-within": lambda: page("<table><tr><td>" * 60 + "x"),
    "tables-within-both": lambda: page("<table><tr><td>" * 20 + "<table><tr><td>x<td>y</table>" * 300),
    "captions": lambda: page("<table><caption>c" * 3_000 + "x"),
    "bodies": lambda: page("<table>" + "<tbody><tr><td>a</tbody>" * 9_000 + "</table>"),
    "heads": lambda: page("<table>" + "<thead><tr><th>a</thead>" * 900 + "<tfoot><tr><td>b</tfoot>" * 900 + "</table>"),
    "head-longer-than-a-page": lambda: page(
        "<table><thead>" + "<tr><th>a" * 400 + "</thead>" + "<tr><td>b" * 400 + "</table>"
    ),
    "cell-longer-than-a-page": lambda: page("<table><tr><td>" + "<p>w</p>" * 3_000 + "<td>b</table>"),
    "formatting-apart": lambda: page(
        "".join(f"<b a{at}>" for at in range(1_500)) + "".join(f"<i a{at}>" for at in range(1_500)) + "x</b>" * 1_500
    ),
    "anchors-misnested": lambda: page("<a href=#x><p>" * 2_000 + "x"),
    "no-breaks": lambda: page("<nobr><b><p>" * 2_000 + "x"),
    "buttons": lambda: page("<button><p>" * 3_000 + "x"),
    "closing-tags": lambda: page("</p></br></x>" * 90_000),
    "entities-without-end": lambda: page("<p>" + "&notit;&am&#x" * 40_000),
    "entities-long": lambda: page("<p>&" + "a" * 500_000 + ";"),
    "numbers-long": lambda: page("<p>&#" + "9" * 500_000 + ";"),
    "quotes-unbalanced": lambda: page('<p title="' + "x" * 10 + "><p title='" * MANY),
    "attribute-open": lambda: page("<p " + '="' * MANY),
    "comments-open": lambda: page("<!-" * MANY + "<!--x--" * 9_000),
    "doctypes": lambda: page("<!doctype html>" * 40_000),
    "instructions": lambda: page("<?x" * MANY),
    "custom": lambda: page("".join(f"<x-a{at}>" for at in range(3_000)) + "x"),
    "name-long": lambda: page("<" + "a" * 800_000 + ">x"),
    "nested-by-turns": lambda: page("<blockquote><ul><li><table><tr><td><details><dl><dd><figure>" * 120 + "x"),
    "figures-within": lambda: page("<figure><figcaption>c</figcaption>" * 300 + "x"),
    "asides-within": lambda: page("<aside><h3>t</h3>" * 300 + "x"),
    "quotes-within": lambda: page("<p>" + "<q>" * 3_000 + "x"),
    "notes": lambda: page(
        "<p>"
        + "".join(f'<a role=doc-noteref href="#n{at}">{at}</a> ' for at in range(20_000))
        + "".join(f'<aside role=doc-footnote id="n{at}">w</aside>' for at in range(20_000))
    ),
    "notes-in-a-circle": lambda: page(
        "".join(
            f'<aside role=doc-footnote id="n{at}">w <a role=doc-noteref href="#n{(at + 1) % 50}">x</a></aside>'
            for at in range(50)
        )
        + '<p><a role=doc-noteref href="#n0">x</a>'
    ),
    "note-of-itself": lambda: page(
        '<p><a role=doc-noteref href="#n">x</a></p><aside role=doc-footnote id=n>w <a role=doc-noteref href="#n">y</a></aside>'
        * 90
    ),
    "note-of-everything": lambda: page(
        '<div role=doc-footnote id=n><p>a <a role=doc-noteref href="#n">x</a></p></div><p><a href="#n" role=doc-noteref>1</a></p>'
        * 900
    ),
    "labels": lambda: page(
        '<p aria-labelledby="' + "x " * 60_000 + '" id=x>w' + '<p aria-describedby="y" id=y>v' * 5_000
    ),
    "page-breaks-of-one-name": lambda: page('<span role=doc-pagebreak aria-label="1" id=p></span><p>w' * 9_000),
    "formulas-within": lambda: page(
        "<math>" + "<msup><mrow>" * 900 + "<mi>x</mi>" + "</mrow><mn>2</mn></msup>" * 900 + "</math>"
    ),
    "formula-wide": lambda: page("<math><mrow>" + "<mi>x</mi><mo>+</mo>" * 30_000 + "</mrow></math>"),
    "formula-of-words": lambda: page("<math><mtext>" + "word " * 60_000 + "</mtext></math>"),
    "formula-scripts": lambda: page(
        "<math><mmultiscripts><mi>x</mi>" + "<mi>a</mi><mi>b</mi>" * 9_000 + "</mmultiscripts></math>"
    ),
    "pre-lines": lambda: page("<pre>" + "\n" * 300_000 + "x</pre>"),
    "pre-wide": lambda: page("<pre>" + "x " * 300_000 + "</pre>"),
    "nothing-but-space": lambda: page("<p> </p><div>\n</div>" * 60_000),
    "shown-never": lambda: page("<div hidden><p>x</div>" * 20_000 + "<p>shown"),
    "lines-of-verse": lambda: page("<p>" + "line<br>" * 40_000),
    "pictures-that-are-missing": lambda: page("".join(f'<img src="n{at}.png" alt="w">' for at in range(9_000))),
    "data-long": lambda: page('<img alt="w" src="data:image/png;base64,' + "A" * 20_000_000 + '">'),
    "data-percent": lambda: page('<img alt="w" src="data:image/png,' + "%41" * 3_000_000 + '">'),
    "sources": lambda: page('<img alt="w" srcset="' + ", ".join(f"a{at}.png {at}w" for at in range(60_000)) + '">'),
    "sources-in-a-picture": lambda: page(
        "<picture>" + '<source srcset="a.png 1x">' * 30_000 + '<img alt="w" src="a.png"></picture>'
    ),
}
MARKDOWN: dict[str, Callable[[], str]] = {
    "definitions-in-a-row": lambda: "".join(f"[a{at}]: <a{at + 1}> 'x'\n" for at in range(20_000)) + "[a0]" * 9_000,
    "definitions-alike": lambda: "[a]: b\n" * 40_000 + "[a]",
    "definitions-cut": lambda: "[a]:\n" * 30_000 + "[" + "a" * 998 + "]: x\n" * 900,
    "labels-long": lambda: ("[" + "a" * 1_200 + "]\n\n") * 200,
    "labels-case": lambda: "".join(f"[\u0130\u1e9e{at}]: x\n" for at in range(9_000)) + "[\u1e9e\u0130]" * 9_000,
    "links-empty": lambda: "[](" * 40_000,
    "links-twice": lambda: "[](([](" * 30_000,
    "links-and-lines": lambda: "](\n[" * 30_000,
    "links-with-angles": lambda: "[a](<b" * 40_000,
    "links-with-titles": lambda: '[a](b "' * 30_000 + "[a](b '" * 30_000 + "[]( (" * 9_000,
    "links-escaped": lambda: "[a\\](b\\)" * 40_000,
    "links-in-parentheses": lambda: "[a](" + "(" * 31 + "b" + ")" * 31 + ")" + "[a](" + "(" * 60_000,
    "pictures-in-links": lambda: "[![" * 9_000 + "a" + "](b)](c)" * 9_000,
    "less-than": lambda: "<" * 300_000,
    "less-and-more": lambda: "<>" * 90_000,
    "less-and-space": lambda: "< " * 90_000 + "</ " * 90_000,
    "tags-open": lambda: "<x a=" * 40_000 + "<x a='b\" " * 20_000,
    "comments-of-all-kinds": lambda: "<!-->" * 30_000 + "<!--->" * 30_000 + "<!---" * 30_000,
    "instructions": lambda: "<?" * 60_000 + "<!X" * 60_000 + "<![CDATA[" * 9_000,
    "stars-and-underscores": lambda: "**_* " * 20_000,
    "stars-by-three": lambda: "***a" * 20_000 + "***" * 9_000,
    "stars-closing": lambda: "a**" * 40_000 + "**a " * 9_000,
    "stars-and-words": lambda: "a*b_c" * 30_000,
    "stars-deep": lambda: "*" * 900 + "a" + "*" * 900 + " **a " * 900 + "b** " * 900,
    "stars-in-links": lambda: "*[" * 9_000 + "a" + "](b)*" * 9_000,
    "tildes-and-stars": lambda: "~~*a" * 20_000 + "*~~" * 20_000,
    "marks-and-inserts": lambda: "==a++b" * 20_000 + "^a^~b~" * 20_000,
    "carets": lambda: "^" * 60_000 + "^a" * 30_000 + "~a" * 30_000,
    "backticks-apart": lambda: "` `` ``` " * 9_000,
    "backticks-escaped": lambda: "\\``" * 40_000,
    "backticks-of-all-lengths": lambda: " ".join("`" * at for at in range(1, 900)),
    "backticks-many": lambda: "`" * 400_000 + " a " + "`" * 399_999,
    "dollars-apart": lambda: "$ $$ " * 20_000,
    "dollars-escaped": lambda: "\\$$" * 40_000 + "$\\" * 20_000,
    "dollars-by-lines": lambda: "$$\nx\n" * 9_001,
    "entities-cut": lambda: "&#" * 60_000 + "&#x" * 60_000 + "&" + "a" * 200_000,
    "addresses-bare": lambda: "http://" * 30_000 + "www." * 30_000 + "a@" * 30_000,
    "addresses-in-parentheses": lambda: "(https://example.org/" * 9_000 + ")" * 9_000,
    "mail": lambda: "a.b-c_d+e@" * 20_000 + "x",
    "escapes-by-kind": lambda: "\\*\\_\\`\\[\\]\\(\\)\\<\\>" * 20_000,
    "hard-breaks": lambda: "a\\\n" * 40_000,
    "quotes-in-stairs": lambda: "".join(">" * (at % 60) + " a\n" for at in range(9_000)),
    "quotes-lazy": lambda: "> a\n" + "b\n" * 60_000,
    "quotes-and-fences": lambda: "> ```\n> a\n" * 9_000,
    "lists-in-stairs": lambda: "".join("  " * (at % 40) + "- a\n" for at in range(4_000)),
    "lists-loose": lambda: "- a\n\n\n" * 20_000,
    "lists-of-digits": lambda: "".join(f"{at}. a\n" for at in range(999_990_000, 999_999_999, 1)),
    "lists-of-letters": lambda: "a) x\nb) y\niv. z\n" * 9_000,
    "lists-of-tasks": lambda: "- [ ] a\n- [x] b\n" * 9_000,
    "lists-empty": lambda: "-\n" * 60_000 + "-   \n" * 9_000,
    "lists-with-code": lambda: "-     a\n" * 20_000,
    "numbers-and-quotes": lambda: "1) > 1) > " * 900 + "x",
    "tables-many": lambda: "|a|\n|-|\n|b|\n\n" * 9_000,
    "tables-almost": lambda: "a|b\n-|-|-\n" * 9_000 + "|:-:" * 20_000,
    "tables-of-code": lambda: "|a|b|\n|-|-|\n" + "|`|`|`|\n" * 4_000,
    "tables-of-one-row": lambda: "|" + "a|" * 400 + "\n" + "|" + "-|" * 400 + "\n" + "|" * 401 + "\n",
    "notes-undefined": lambda: "[^a]" * 60_000,
    "notes-unused": lambda: "".join(f"[^{at}]: w\n\n" for at in range(20_000)),
    "notes-by-the-thousand": lambda: "".join(f"w[^{at}]\n\n[^{at}]: n\n\n" for at in range(4_000)),
    "notes-of-themselves": lambda: "a[^1]\n\n[^1]: b[^1] c[^1]\n",
    "notes-in-circles": lambda: (
        "a[^0]\n\n" + "".join(f"[^{at}]: b[^{(at + 1) % 300}] [^{(at * 7) % 300}]\n\n" for at in range(300))
    ),
    "notes-of-blocks": lambda: "a[^1]\n\n[^1]: b\n\n" + "    > - c\n" * 9_000,
    "notes-in-headings": lambda: (
        "".join(f"# h[^{at}]\n\n" for at in range(900)) + "".join(f"[^{at}]: n\n" for at in range(900))
    ),
    "notes-inline-open": lambda: "a^[b " * 20_000,
    "abbreviations-alike": lambda: "*[a]: b\n" * 20_000 + "\na",
    "abbreviations-inside": lambda: "".join(f"*[{'a' * at}]: b\n" for at in range(1, 60)) + "\n" + "a" * 90_000,
    "abbreviations-of-marks": lambda: "*[.*+?(]: b\n*[((((]: c\n*[\\]: d\n\n" + "((((.*+?( " * 9_000,
    "headings-of-attributes": lambda: "# a {#b .c d=e}\n" * 9_000 + "# a {" + "#b " * 60_000,
    "headings-closed": lambda: "# a" + " #" * 300_000,
    "headings-underlined": lambda: "a\n" * 60_000 + "===\n",
    "containers-within": lambda: "".join(":" * (3 + at) + " note\n" for at in range(300)) + "x",
    "containers-unknown": lambda: "::: x\na\n:::\n" * 9_000,
    "containers-closed": lambda: ":::\n" * 60_000,
    "attributes-after": lambda: "a{.b}" * 30_000 + "[a]{.b" * 30_000,
    "pictures-with-attributes": lambda: "![a](b){c=" * 30_000 + "![a](b){c='" * 9_000,
    "formulas-within": lambda: "$" + "\\sqrt{" * 900 + "x" + "}" * 900 + "$",
    "formulas-by-braces": lambda: "$" + "{" * 9_000 + "}" * 9_000 + "$",
    "formulas-left-right": lambda: "$" + "\\left(" * 3_000 + "x" + "\\right)" * 3_000 + "$",
    "formulas-scripts": lambda: "$x" + "^{x" * 900 + "}" * 900 + "$ $x" + "_x" * 3_000 + "$ $x" + "'" * 9_000 + "$",
    "formulas-environments": lambda: "$" + "\\begin{matrix}" * 300 + "x" + "\\end{matrix}" * 300 + "$",
    "formulas-unknown": lambda: "$\\" + "a" * 19_000 + "$ " + "$\\x$ " * 5_000,
    "rules-between": lambda: "a\n---\nb\n***\n" * 20_000,
    "code-indented": lambda: "    a\n\n" * 40_000,
    "fences-of-all-lengths": lambda: "".join("`" * (3 + at % 90) + "\na\n" for at in range(9_000)),
    "fences-open": lambda: "~~~ x\n" * 20_001,
    "raw-blocks": lambda: "<pre>\n" * 9_000 + "<script>\n" * 9_000 + "<x>\n\n</x>\n\n" * 9_000,
    "tabs-in-lists": lambda: "-\ta\n\t-\tb\n\t\t-\tc\n" * 6_000,
    "nul-and-controls": lambda: "\x01" * 9_000 + "a",
    "smart": lambda: "\"a 'b\" c' -- --- ... (c) (tm) " * 9_000,
}
TEXT: dict[str, Callable[[], str]] = {
    "stairs": lambda: "".join(" " * (at % 300) + "word\n" for at in range(20_000)),
    "tables-of-bars": lambda: "| a | b |\n|---|---|\n" * 9_000,
    "tables-of-plus": lambda: "+---+---+\n| a | b |\n" * 9_000,
    "quotes-by-mark": lambda: "> " * 300 + "a\n" + "> a\n" * 20_000,
    "quotes-that-cross": lambda: "\u201ca \u2018b\u201d c\u2019 " * 20_000,
    "apostrophes": lambda: "'tis o'clock rock 'n' roll\u2019s " * 9_000,
    "signatures-long": lambda: "\u201ca\u201d\n\u2014 " + "Name " * 20_000,
    "numbers-in-brackets": lambda: (
        "".join(f"w [{at}] " for at in range(20_000)) + "\n\n" + "".join(f"[{at}] note\n" for at in range(20_000))
    ),
    "headings-alike": lambda: "PART ONE\n\nword\n\n" * 9_000,
    "chapters": lambda: "".join(f"{at}.{at}.{at} Heading\n\nw\n\n" for at in range(6_000)),
    "bylines": lambda: "By A B\n\n" * 20_000,
    "hyphens-only": lambda: "-" * 500_000 + "\n" + "- - " * 60_000,
    "letters-apart": lambda: "a b c d " * 60_000,
    "abbreviations": lambda: "World Health Organization (WHO) " * 9_000,
    "addresses-long": lambda: "https://example.org/" + "a/" * 200_000 + "\n" + "www." * 60_000,
    "mail": lambda: "a" * 90_000 + "@" + "b." * 90_000,
    "parentheses": lambda: "(" * 200_000 + ")" * 200_000,
    "captions": lambda: "Photo: A B\n(Credit: C)\n" * 9_000,
    "embeds": lambda: "Advertisement\nRead more\nShare\n\n" * 9_000,
    "form-feeds": lambda: "a\x0c\n" * 20_000,
    "paragraph-of-lines": lambda: "word word\n" * 60_000,
    "mixed-marks": lambda: "* a\n- b\n+ c\n\u2022 d\n1) e\n(f) g\n" * 6_000,
    "glossary-long": lambda: "".join(f"Term {at}: {'word ' * 9}\n" for at in range(6_000)),
}


def _either(name: str, main: str, make: Callable[[], str]) -> Case:
    return Case(name=name, rule=7, main=main, data=make, expect="either", keep=False)


CASES = (
    *(_either(f"costs-html-{name}", "in.html", make) for name, make in HTML.items()),
    *(
        _either(f"costs-markdown-{name}", "in.md", lambda make=make: markdown(make()))
        for name, make in MARKDOWN.items()
    ),
    *(
        _either(f"costs-text-{name}", "in.txt", lambda make=make: "Title\n\nzzkeep29 text here.\n\n" + make())
        for name, make in TEXT.items()
    ),
)
