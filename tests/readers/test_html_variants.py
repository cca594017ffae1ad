"""Kinds of HTML in other shapes: each with the outline that is right, as a person reads it.

One construct in several spellings, nestings and classes: what programs write is never written in one way only.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import exporter
from exporter.model import Cell, List, Table, walk
from exporter.run.reading_proof import unread
from tests.readers.outline import outline
from tests.strategies import PICTURE


def read(folder: Path, html: str) -> exporter.run.results.Article:
    (folder / "boat.png").write_bytes(PICTURE.data)
    path = folder / "a.html"
    path.write_text(html, encoding="utf-8")
    return exporter.open_article(path, lang="en")


def shown(folder: Path, html: str) -> str:
    return outline(read(folder, f"<h1>T</h1>{html}").document).removeprefix("title: T\n").rstrip("\n")


def mso(level: int, mark: str, text: str) -> str:
    return (
        f'<p class="MsoNormal" style="margin-left:{level}cm;mso-list: l4 level{level} lfo2"><!--[if !supportLists]-->'
        f'<span lang="EN-US"><span style="mso-list:Ignore">{mark}<span>&nbsp;&nbsp;</span></span></span>'
        f"<!--[endif]-->{text}</p>"
    )


def online(level: int, text: str, kind: str = "ul") -> str:
    item = f'<li data-listid="3" data-aria-level="{level}" role="listitem"><p><span>{text}</span></p></li>'
    return f'<div class="ListContainerWrapper SCX"><{kind} role="list">{item}</{kind}></div>'


BOAT = '<img src="boat.png" alt="A boat">'

SHAPES = {
    "Word: a level is jumped": (
        mso(1, "·", "Rope") + mso(3, "§", "Hemp") + mso(2, "o", "Sisal") + mso(1, "·", "Tar"),
        "list\n- paragraph: Rope\n  list\n  - paragraph: Hemp\n  list\n  - paragraph: Sisal\n- paragraph: Tar",
    ),
    "Word: numbers of two parts": (
        mso(1, "1.", "Rope") + mso(2, "1.1.", "Hemp") + mso(2, "1.2.", "Sisal") + mso(1, "2.", "Tar"),
        "decimal list from 1\n- paragraph: Rope\n  decimal list from 1\n  - paragraph: Hemp\n  - paragraph: Sisal\n"
        "- paragraph: Tar",
    ),
    "Word: a numbered heading": (
        "<h2 style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp;"
        "</span></span><![endif]>Stores</h2><p class=MsoNormal>All of them.</p>",
        "section: 2. Stores\n  paragraph: All of them.",
    ),
    "Word: a caption in its style": (
        f"<p class=MsoNormal>{BOAT}</p><p class=MsoCaption>Figure 1: the launch</p>",
        "figure: Figure 1: the launch\n  paragraph: <picture A boat>",
    ),
    "Word on the web": (
        online(1, "Rope") + online(2, "Hemp") + online(2, "Sisal") + online(1, "Tar"),
        "list\n- paragraph: Rope\n  list\n  - paragraph: Hemp\n  - paragraph: Sisal\n- paragraph: Tar",
    ),
    "Google Docs: a bold element that is not": (
        '<b style="font-weight:normal" id="docs-internal-guid-7f"><p>One <span style="font-weight:700">two</span></p>'
        "<br><p>Three</p></b>",
        "paragraph: One <strong two>\nparagraph: Three",
    ),
    "an italic element that is upright": ("<p>A <em style='font-style: normal'>b</em></p>", "paragraph: A b"),
    "an element around blocks has its id once": (
        '<a id="w" href="https://example.org/"><p>One</p><p>Two</p></a>',
        "paragraph: <link #w One → https://example.org/>\nparagraph: <link Two → https://example.org/>",
    ),
    "a list in a list by a sheet": (
        "<style>ol.law ol{list-style-type:lower-roman} ol.law>li{list-style:upper-alpha}</style>"
        "<ol class=law><li>One<ol><li>Two</ol></ol>",
        "upper-alpha list from 1\n- paragraph: One\n  lower-roman list from 1\n  - paragraph: Two",
    ),
    "items say another kind than their list": (
        "<ol type=1><li type=a value=3>One<li type=a>Two</ol>",
        "lower-alpha list from 3\n- paragraph: One\n- paragraph: Two",
    ),
    "a text as marker": ("<ol style=\"list-style-type: '– '\"><li>One</ol>", "list\n- paragraph: One"),
    "a sheet for printing only": (
        "<style>@media print{ol{list-style-type:upper-roman}}</style><ol><li>One</ol>",
        "decimal list from 1\n- paragraph: One",
    ),
    "a term that is empty": (
        "<dl><dt></dt><dd>One</dd><dt>Two</dt><dd><br></dd></dl>",
        "definition\n  paragraph: One\nterm: Two",
    ),
    "notes in groups": (
        '<p>A<sup id="cite_ref-n_1-0"><a href="#cite_note-n-1">[note 1]</a></sup></p><h2>Notes</h2>'
        '<ol class="references"><li id="cite_note-n-1"><span class="mw-cite-backlink"><b>'
        '<a href="#cite_ref-n_1-0">^</a></b></span> <span class="reference-text">Said aloud.</span></li></ol>',
        "paragraph: A<note paragraph: Said aloud.>",
    ),
    "notes that repeat their numbers": (
        '<p>A<a id="r1" href="#n1">[1]</a> b<a id="r2" href="#n2"><sup>2</sup></a></p>'
        '<p id="n1">[1] One. <a href="#r1">Back</a></p><p id="n2"><sup>2</sup>&nbsp;Two.&nbsp;<a href="#r2">↩</a></p>',
        "paragraph: A<note paragraph: One.> b<note paragraph: Two.>",
    ),
    "a year is not a note's number": (
        '<p>A<a id="r1" href="#n1">1</a></p><p id="n1">1 May was cold. <a href="#r1">↩</a></p>',
        "paragraph: A<note paragraph: 1 May was cold.>",
    ),
    "a heading that leads to itself": (
        '<h2 id="p"><a class="header" href="#p">Part</a></h2><p>On.</p>',
        "section #p: Part\n  paragraph: On.",
    ),
    "an edit link of no known class": (
        '<h2>Part <small>[<a href="https://example.org/e">edit</a> | <a href="https://example.org/s">edit source</a>]'
        "</small></h2><p>On.</p>",
        "section: Part\n  paragraph: On.",
    ),
    "a heading about editing": (
        '<h2><a href="https://example.org/e">Edit</a></h2><p>On.</p>',
        "section: <link Edit → https://example.org/e>\n  paragraph: On.",
    ),
    "a gallery of WordPress before blocks": (
        f'<div class="gallery"><dl class="gallery-item"><dt class="gallery-icon">{BOAT}</dt>'
        '<dd class="wp-caption-text gallery-caption">At dawn</dd></dl></div>',
        "figure: At dawn\n  paragraph: <picture A boat>",
    ),
    "a caption of WordPress before blocks": (
        f'<div id="attachment_5" class="wp-caption alignleft">{BOAT}<p class="wp-caption-text">At dawn</p></div>',
        "figure #attachment_5: At dawn\n  paragraph: <picture A boat>",
    ),
    "a gallery that is a list": (
        f'<figure><ul class="blocks-gallery-grid"><li><figure>{BOAT}<figcaption>One</figcaption></figure></li>'
        f"<li><figure>{BOAT}</figure></li></ul><figcaption>All</figcaption></figure>",
        "figure: One\n  paragraph: <picture A boat>\nfigure: \n  paragraph: <picture A boat>\nfigure: All",
    ),
    "a caption before the figures it is for": (
        f"<figure><figcaption>All</figcaption><figure>{BOAT}<figcaption>One</figcaption></figure></figure>",
        "figure: All\nfigure: One\n  paragraph: <picture A boat>",
    ),
    "words under a table in a figure": (
        "<figure><table><tr><th>Day<tr><td>Monday</table><p>Counted by hand.</p>"
        "<figcaption>Boats</figcaption></figure>",
        "table: Boats\n  head: Day\n  row: Monday\nparagraph: Counted by hand.",
    ),
    "a heading as summary": (
        "<h2>Tickets</h2><details><summary><h3>By bus</h3></summary><p>From the square.</p></details>"
        "<p>Four pounds.</p>",
        "section: Tickets\n  section: By bus\n    paragraph: From the square.\n  paragraph: Four pounds.",
    ),
    "headings inside details end with them": (
        "<h2>Tickets</h2><details><summary>More</summary><h3>By bus</h3><p>One.</p></details><p>Two.</p>",
        "section: Tickets\n  paragraph: <strong More>\n  section: By bus\n    paragraph: One.\n  paragraph: Two.",
    ),
    "picture elements of frameworks": (
        '<p><amp-img src="boat.png" alt="A boat"><noscript><img src="boat.png" alt="A boat"></noscript></amp-img></p>',
        "paragraph: <picture A boat>",
    ),
    "noscript that is escaped": (
        '<p>A<noscript>&lt;img src="boat.png" alt="A boat"&gt;</noscript></p>',
        "paragraph: A<picture A boat>",
    ),
    "words for browsers without scripts": ("<p>A</p><noscript><p>Switch on scripts.</p></noscript>", "paragraph: A"),
    "an attribute of another script": (
        '<p><img src="/pixel.gif" data-lazyload-src="boat.png" alt="A boat"></p>',
        "paragraph: <picture A boat>",
    ),
    "a picture that is a background": (
        '<div role="img" aria-label="A boat" style="background-image: url(boat.png)"></div>',
        "paragraph: <picture A boat>",
    ),
    "a sign with a name": ('<p>Done <span role="img" aria-label="party">🎉</span></p>', "paragraph: Done 🎉"),
    "a counting dot": ('<p>A<img src="https://example.org/t" width="1" height="1"></p>', "paragraph: A"),
    "players of frameworks": (
        '<lite-youtube videoid="a1b2c3" playlabel="Play: The launch"></lite-youtube><p>On.</p>',
        "paragraph: <link The launch → https://www.youtube.com/watch?v=a1b2c3>\nparagraph: On.",
    ),
    "players stand apart": (
        '<iframe src="https://example.org/a" title="One"></iframe>'
        '<video src="https://example.org/b" title="Two"></video>',
        "paragraph: <link One → https://example.org/a>\nparagraph: <link Two → https://example.org/b>",
    ),
    "an address that WordPress embeds": (
        '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://example.org/film\n</div></figure>',
        "figure: \n  paragraph: <link https://example.org/film → https://example.org/film>",
    ),
    "a link named by its title": (
        '<p>See <a href="https://example.org/" title="The log"></a>.</p>',
        "paragraph: See <link The log → https://example.org/>.",
    ),
    "spaces in an address": (
        '<p><a href=" https://example.org/a b/c?d=e f ">x</a> <a href="https://a b.example/">y</a></p>',
        "paragraph: <link x → https://example.org/a%20b/c?d=e%20f> y",
    ),
    "a line end in an address": (
        '<p><a href="https://example.org/a\nb">x</a></p>',
        "paragraph: <link x → https://example.org/ab>",
    ),
    "breaks at the ends of a paragraph": ("<p><br>One<br>two<br><br></p>", "paragraph: One ⏎ two"),
    "ruby without brackets": (
        "<p><ruby>東<rt>とう</rt>京<rt></rt></ruby> <ruby>字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby></p>",
        "paragraph: 東(とう)京 字(じ)",
    ),
    "pandoc's formulas": (
        r'<p>If <span class="math inline">\(\alpha\)</span> then</p><p><span class="math display">\[\beta\]</span></p>',
        "paragraph: If <formula \\alpha> then\nformula: \\beta",
    ),
    "TeX in a page with a program for it": (
        r'<script src="https://cdn.example/mathjax/tex.js"></script><p>If \(x\) and \[y\] cost $5 or $6.</p>'
        r"<pre><code>\(z\)</code></pre>",
        "paragraph: If <formula x> and <formula y> cost $5 or $6.\ncode : '\\\\(z\\\\)'",
    ),
    "a formula drawn by a service": (
        '<p>So <img src="https://latex.codecogs.com/svg.latex?x%5E2" alt="x^2"> grows.</p>',
        "paragraph: So <formula x^2> grows.",
    ),
    "KaTeX that was only painted": (
        '<p>So <span class="katex"><span class="katex-html" aria-hidden="true">x<sup>2</sup></span></span></p>',
        "paragraph: So x<sup 2>",
    ),
    "a role for each part of a table": (
        "<div role=table aria-label=Boats><div role=rowgroup><div role=row><span role=columnheader>Day</span>"
        "<span role=columnheader>Boats</span></div></div><div role=row><span role=cell>Monday</span>"
        "<span role=cell>4</span></div></div>",
        "table: Boats\n  head: Day | Boats\n  row: Monday | 4",
    ),
    "a role for each item": (
        "<div role=list><div role=listitem>One</div><div role=listitem>Two</div></div>",
        "list\n- paragraph: One\n- paragraph: Two",
    ),
    "a role that denies a heading": (
        "<h2 role=presentation>Part</h2><p>On.</p>",
        "section: Part\n  paragraph: On.",
    ),
    "a level beside a name": (
        "<h2>Part</h2><p>A.</p><h4 aria-level=3>Piece</h4><p>B.</p>",
        "section: Part\n  paragraph: A.\n  section: Piece\n    paragraph: B.",
    ),
    "a list that shows no markers and is none": (
        "<ul role=presentation style='list-style: none'><li>One</li><li>Two</li></ul>",
        "paragraph: One\nparagraph: Two",
    ),
    "a label that says more than a heading": (
        '<h2 aria-label="Part one: the weir">I</h2><p>On.</p>',
        "section: I (Part one: the weir)\n  paragraph: On.",
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_each_shape_is_what_it_means(name: str, tmp_path: Path) -> None:
    html, right = SHAPES[name]
    assert shown(tmp_path, html) == right


@pytest.mark.parametrize("name", SHAPES)
def test_each_word_of_a_shape_is_read_or_in_a_finding(name: str, tmp_path: Path) -> None:
    assert unread(read(tmp_path, f"<h1>T</h1>{SHAPES[name][0]}"), "a.html") == ()


SAID = {
    '<h2 role="none">Part</h2><p>On.</p>': "HTML019",
    '<ul role="presentation"><li>One</ul>': "HTML019",
    "<h2 aria-level='3'>Part</h2><p>On.</p>": "HTML019",
    '<h2 aria-label="Part one">I</h2><p>On.</p>': "HTML018",
    '<table aria-label="Boats"><tr><th>Day<tr><td>Monday</table>': "HTML018",
    '<p><span class="katex"><span class="katex-html" aria-hidden="true">x</span></span></p>': "HTML020",
    r"<p>So \(x^2\) it is.</p>": "HTML020",
    '<p><mjx-container><mjx-math><mjx-c class="mjx-c1D465"></mjx-c></mjx-math></mjx-container></p>': "HTML020",
    "<p>A</p><noscript>Switch on scripts.</noscript>": "HTML003",
    "<table><thead><tr><td>Day<td>Boats<tbody><tr><td>Monday<td>4</table>": "HTML014",
}


@pytest.mark.parametrize("html", SAID)
def test_what_was_decided_is_said(html: str, tmp_path: Path) -> None:
    assert SAID[html] in [item.rule for item in read(tmp_path, f"<h1>T</h1>{html}").findings]


QUIET = [
    "<p>It cost $5 (or $6) \\ 7.</p>",
    '<section aria-label="News"><p>A</p></section>',
    '<ul role="list"><li>One</ul>',
    '<a href="https://example.org/" role="button">On</a>',
    '<p>A <span role="img" aria-label="party">🎉</span></p>',
]


@pytest.mark.parametrize("html", QUIET)
def test_what_contradicts_nothing_is_not_reported(html: str, tmp_path: Path) -> None:
    found = [item.rule for item in read(tmp_path, f"<h1>T</h1>{html}").findings]
    assert not {"HTML018", "HTML019", "HTML020"} & set(found)


HEADS = {
    "<tr><td>Ward<th>2024<th>2025<tr><th>East<td>1<td>2": [["", "col", "col"], ["row", "", ""]],
    "<tr><td><br><th>2024<th>2025<tr><td>East<td>1<td>2": [["", "col", "col"], ["", "", ""]],
    "<tr><td>-<th>2024<tr><td>East<td>1": [["", "col"], ["", ""]],
    "<tr><th>A<td>1<th>B<td>2<tr><th>C<td>3<th>D<td>4": [["row", "", "row", ""], ["row", "", "row", ""]],
    "<tr><th>A<th>B<tr><td>1<td>2<tr><th colspan=2>C<tr><td>3<td>4": [["col", "col"], ["", ""], ["col"], ["", ""]],
    "<tr><td rowspan=2><th colspan=2>A<tr><th>B<th>C<tr><th>D<td>1<td>2": [
        ["", "col"],
        ["col", "col"],
        ["row", "", ""],
    ],
    "<tr><td role=columnheader>A<td role=columnheader>B<tr><td role=rowheader>C<td>1": [["col", "col"], ["row", ""]],
    "<thead><tr><td>A<td>B<tbody><tr><td>1<td>2": [["col", "col"], ["", ""]],
    "<thead><tr><td>A<th>B<tbody><tr><td>1<td>2": [["", "col"], ["", ""]],
    "<tr style='font-weight:bold'><td>A<td>B<tr><td>1<td>2": [["col", "col"], ["", ""]],
    "<tr><td style='font-weight:700'>A<td style='font-weight:700'>B<tr><td>1<td>2": [["col", "col"], ["", ""]],
    "<tr><th>A<th>B<tr><td>1<td>2<tfoot><tr><th>Sum<td>3": [["col", "col"], ["", ""], ["row", ""]],
    "<tr><th rowspan=2>A<th>B<td>1<tr><th>C<td>2": [["row", "row", ""], ["row", ""]],
}


@pytest.mark.parametrize("html", HEADS)
def test_heads_of_tables_go_the_way_a_browser_computes(html: str, tmp_path: Path) -> None:
    (table,) = (
        node for node in walk(read(tmp_path, f"<table>{html}</table><p>On.").document) if isinstance(node, Table)
    )
    rows = [*table.head, *(row for body in table.bodies for row in body.rows), *table.foot]
    assert [[_scope(cell) for cell in row.cells] for row in rows] == HEADS[html]


def _scope(cell: Cell) -> str:
    return (cell.scope or "none") if cell.header else ""


def test_numbers_that_count_down_and_jump(tmp_path: Path) -> None:
    html = "<ol reversed><li>One<li value=10>Two<li>Three</ol><ol start=0 reversed><li>One<li>Two</ol>"
    lists = [node for node in walk(read(tmp_path, f"<h1>T</h1>{html}").document) if isinstance(node, List)]
    assert [list(node.numbers) for node in lists] == [[3, 10, 9], [0, -1]]


def test_what_stands_round_numbers_stays(tmp_path: Path) -> None:
    html = f"{mso(1, '1)', 'One')}{mso(2, '(a)', 'Two')}<p>So.</p><p>1) Three</p><p>2) Four</p>"
    lists = [node for node in walk(read(tmp_path, f"<h1>T</h1>{html}").document) if isinstance(node, List)]
    assert [node.delimiter for node in lists] == ["paren", "parens", "paren"]


def test_a_table_with_lines_is_data_whatever_stands_in_its_cells(tmp_path: Path) -> None:
    rows = "<tr><td><h2>A</h2></td><td>B</td></tr><tr><td>1</td><td>2</td></tr>"
    for html, count in (
        (f"<table>{rows}</table>", 0),
        (f"<table border=1>{rows}</table>", 1),
        (f"<style>td {{ border: 1px solid }}</style><table>{rows}</table>", 1),
        (f"<table border=0>{rows}</table>", 0),
    ):
        document = read(tmp_path, f"<h1>T</h1>{html}").document
        assert sum(isinstance(node, Table) for node in walk(document)) == count


def test_what_a_player_says_without_playing_is_in_its_finding(tmp_path: Path) -> None:
    html = "<video src='https://example.org/v' title='The launch'>Your browser is too old.</video><p>On.</p>"
    assert unread(read(tmp_path, f"<h1>T</h1>{html}"), "a.html") == ()


@pytest.mark.parametrize("inner", ["<img src=boat.png>", '<img src=boat.png alt="">'])
def test_a_link_round_a_picture_that_nobody_described_is_one_finding(inner: str, tmp_path: Path) -> None:
    found = read(tmp_path, f'<h1>T</h1><p><a href="https://example.org/">{inner}</a></p>').findings
    assert [item.rule for item in found if item.rule in ("IMG001", "IMG009", "DOC003")] in (["IMG001"], ["IMG009"])


def test_all_pictures_of_a_captioned_figure_are_missed(tmp_path: Path) -> None:
    html = '<figure><img src="boat.png" alt=""><img src="boat.png" alt=""><figcaption>Boats</figcaption></figure>'
    found = read(tmp_path, f"<h1>T</h1>{html}").findings
    assert [item.rule for item in found if item.rule.startswith("IMG00")] == ["IMG009", "IMG009"]
