"""HTML of others by its kinds: what programs, plug-ins and sites write, and what a listener is to be told of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import exporter
from exporter.model import (
    Code,
    CodeBlock,
    DefinitionList,
    DisplayMath,
    Figure,
    Image,
    LineBreak,
    Link,
    List,
    Math,
    Note,
    NoteReference,
    PageMarker,
    Paragraph,
    Section,
    Styled,
    Table,
    plain_text,
    walk,
)
from exporter.run.reading_proof import unread
from exporter.run.results import Article
from tests.strategies import PICTURE


def read(folder: Path, html: str, **options: Any) -> Article:
    (folder / "boat.png").write_bytes(PICTURE.data)
    path = folder / "a.html"
    path.write_text(html, encoding="utf-8")
    return exporter.open_article(path, lang="en", **options)


def of(article: Article, kind: type) -> list[Any]:
    return [node for node in walk(article.document) if isinstance(node, kind)]


def rules(article: Article) -> list[str]:
    return [item.rule for item in article.findings if item.rule.startswith(("HTML", "IMG00", "DOC003"))]


def words(article: Article) -> list[str]:
    return [" ".join(plain_text(block).split()) for block in article.document.blocks]


def told(node: Any) -> Any:
    """A list as a nested tuple of its words."""
    lines = []
    for entry in node.items:
        own = " ".join(plain_text([block for block in entry.blocks if not isinstance(block, List)]).split())
        lines.append((own, *(told(block) for block in entry.blocks if isinstance(block, List))))
    return ("ol" if node.ordered else "ul", node.start, *lines)


# --- Word -------------------------------------------------------------------------------------------------------------


def item(level: int, mark: str, text: str, number: int = 0) -> str:
    style = f"margin-left:{36 * level}pt;mso-list:l{number} level{level} lfo{number + 1}"
    typed = f"<span style='mso-list:Ignore'>{mark}<span style='font:7pt Times'>&nbsp;&nbsp; </span></span>"
    return f"<p class=MsoListParagraph style='{style}'><![if !supportLists]>{typed}<![endif]>{text}<o:p></o:p></p>\n"


def test_lists_of_word_are_nested_lists_with_their_numbers(tmp_path: Path) -> None:
    html = item(1, "3.", "Rope") + item(2, "a)", "hemp") + item(2, "b)", "sisal") + item(1, "4.", "Tar")
    article = read(tmp_path, f"<h1>Stores</h1>{html}<p class=MsoNormal>Then.</p>{item(1, '·', 'Oil', 1)}")
    first, second = (node for node in article.document.blocks if isinstance(node, List))
    assert told(first) == ("ol", 3, ("Rope", ("ol", 1, ("hemp",), ("sisal",))), ("Tar",))
    assert [node.style for node in of(article, List)] == ["decimal", "lower-alpha", "decimal"]
    assert told(second) == ("ul", 1, ("Oil",))


def test_roman_numbers_of_word_are_told_from_letters(tmp_path: Path) -> None:
    html = item(1, "i.", "One") + item(1, "ii.", "Two") + item(2, "i.", "Nine") + item(2, "j.", "Ten")
    article = read(tmp_path, f"<h1>T</h1>{html}")
    assert [(node.style, node.start) for node in of(article, List)] == [("lower-roman", 1), ("lower-alpha", 9)]


def test_a_cleaned_list_of_word_is_known_by_its_class_and_typed_mark(tmp_path: Path) -> None:
    html = "".join(f'<p class="MsoListParagraph">·&nbsp;&nbsp;&nbsp; {name}</p>' for name in ("Ash", "Oak"))
    (found,) = of(read(tmp_path, f"<h1>T</h1>{html}"), List)
    assert told(found) == ("ul", 1, ("Ash",), ("Oak",))


def test_title_and_quotes_of_word_are_known_by_their_classes(tmp_path: Path) -> None:
    html = (
        "<p class=MsoTitle>The weir</p><p class=MsoSubtitle>A summer of work</p><h1>What was done</h1><p>Much.</p>"
        "<p class=MsoQuote>“We were slow.”</p><p class=MsoQuote>“And dear.”</p><p class=MsoNormal>&nbsp;</p>"
    )
    article = read(tmp_path, html)
    assert plain_text(article.document.title) == "The weir"
    assert [node.role for node in of(article, Paragraph)][:1] == ["subtitle"]
    (section,) = of(article, Section)
    assert [type(block).__name__ for block in section.blocks] == ["Paragraph", "BlockQuote"]
    assert len(section.blocks[1].blocks) == 2


# --- notes ------------------------------------------------------------------------------------------------------------

MEDIAWIKI = """<p>One.<sup id="cite_ref-a_1-0" class="reference"><a href="#cite_note-a-1">[1]</a></sup>
Two.<sup id="cite_ref-a_1-1" class="reference"><a href="#cite_note-a-1">[1]</a></sup></p>
<h2>References<span class="mw-editsection">[<a href="https://example.org/e">edit</a>]</span></h2>
<ol class="references"><li id="cite_note-a-1"><span class="mw-cite-backlink">^
<a href="#cite_ref-a_1-0"><sup>a</sup></a> <a href="#cite_ref-a_1-1"><sup>b</sup></a></span>
<span class="reference-text">The log of the lock.</span></li></ol>"""


def test_notes_of_mediawiki_are_one_note_with_two_references(tmp_path: Path) -> None:
    article = read(tmp_path, f"<h1>T</h1>{MEDIAWIKI}")
    (note,) = of(article, Note)
    assert plain_text(note.blocks).split() == ["The", "log", "of", "the", "lock."]
    assert [again.note for again in of(article, NoteReference)] == [note.id]
    assert words(article) == ["One. Two."]


def test_a_second_mark_without_a_way_back_is_a_reference_too(tmp_path: Path) -> None:
    mark = '<a href="#n1"{}><sup>1</sup></a>'
    html = f"<p>A{mark.format(' id=r1')} b{mark.format('')}</p><div><p id=n1><a href=#r1>1</a> Said at noon.</p></div>"
    article = read(tmp_path, f"<h1>T</h1>{html}")
    assert (len(of(article, Note)), len(of(article, NoteReference)), len(of(article, Link))) == (1, 1, 0)


# --- pictures and what plays ------------------------------------------------------------------------------------------

DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
LATE = {
    "data-src": '<img data-src="boat.png" alt="A boat">',
    "a dot before it": f'<img src="{DOT}" data-lazy-src="boat.png" alt="A boat">',
    "noscript after it": f'<img src="{DOT}" class="lazy" alt="A boat"><noscript><img src="boat.png"></noscript>',
    "noscript before it": f'<noscript><img src="boat.png" alt="A boat"></noscript><img src="{DOT}" alt="A boat">',
    "srcset alone": '<img srcset="small.png 300w, boat.png 900w" sizes="100vw" alt="A boat">',
    "picture": '<picture><source srcset="boat.png 2x"><img alt="A boat"></picture>',
    "a source that is not there": '<picture><source srcset="boat.avif"><img src="boat.png" alt="A boat"></picture>',
    "noscript alone": '<noscript><img src="boat.png" alt="A boat"></noscript>',
}


@pytest.mark.parametrize("name", LATE)
def test_a_picture_that_comes_late_is_there_once(name: str, tmp_path: Path) -> None:
    article = read(tmp_path, f"<h1>T</h1><p>{LATE[name]}</p><p>On.</p>")
    assert [node.alt for node in of(article, Image)] == ["A boat"]
    assert "IMG002" not in rules(article)


def test_a_picture_left_out_of_a_link_is_one_finding(tmp_path: Path) -> None:
    article = read(tmp_path, '<h1>T</h1><p><a href="https://example.org/"><img src="gone.png"></a></p><p>On.</p>')
    assert rules(article) == ["IMG002"]
    assert words(article) == ["On."]


CONTRADICTIONS = {
    "a caption": '<figure><img src="boat.png" alt=""><figcaption>Boats by year</figcaption></figure>',
    "all of a link": '<p><a href="https://example.org/"><img src="boat.png" alt=""></a></p>',
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_decoration_that_means_something_costs_the_claim(name: str, tmp_path: Path) -> None:
    article = read(tmp_path, f"<h1>T</h1>{CONTRADICTIONS[name]}")
    assert [node.alt for node in of(article, Image)] == [None]
    assert "IMG009" in rules(article)


SAID = ['role="presentation" alt="Boats by year"', 'alt="" title="Boats by year"', 'aria-label="Boats by year"']


@pytest.mark.parametrize("said", SAID)
def test_the_words_of_a_picture_win_over_a_sign_of_decoration(said: str, tmp_path: Path) -> None:
    article = read(tmp_path, f'<h1>T</h1><p><img src="boat.png" {said}></p>')
    assert [node.alt for node in of(article, Image)] == ["Boats by year"]
    assert ("IMG009" in rules(article)) == ("aria-label" not in said)


PLAYED = {
    '<iframe src="https://www.youtube.com/embed/x1-y" title="The lock, a film"></iframe>': (
        "The lock, a film",
        "https://www.youtube.com/watch?v=x1-y",
    ),
    '<iframe data-src="//player.vimeo.com/video/7"></iframe>': ("Link to vimeo.com/7", "https://vimeo.com/7"),
    '<audio controls><source src="https://example.org/talk.mp3"></audio>': (
        "Link to example.org/talk.mp3",
        "https://example.org/talk.mp3",
    ),
    '<video src="a.mp4">See <a href="https://example.org/a.mp4">the film</a>.</video>': (
        "the film",
        "https://example.org/a.mp4",
    ),
    '<object data="m.pdf"><a href="https://example.org/m.pdf">The map</a></object>': (
        "The map",
        "https://example.org/m.pdf",
    ),
}


@pytest.mark.parametrize("html", PLAYED)
def test_what_plays_or_frames_is_a_link(html: str, tmp_path: Path) -> None:
    for around in ("{}", "<p>{}</p>", "<figure><div>{}</div><figcaption>At the lock</figcaption></figure>"):
        article = read(tmp_path, f"<h1>T</h1>{around.format(html)}")
        assert [(plain_text(node.content), node.target) for node in of(article, Link)] == [PLAYED[html]]
        assert ("HTML009" in rules(article)) == ("<a " not in html), "a link of the author's own needs no finding"
    assert [plain_text(node.caption) for node in of(article, Figure)] == ["At the lock"]


def test_a_gallery_is_each_picture_beside_its_caption(tmp_path: Path) -> None:
    one = '<figure><img src="boat.png" alt="{}"><figcaption>{}</figcaption></figure>'
    both = one.format("A", "First") + one.format("B", "Second")
    found = of(read(tmp_path, f"<h1>T</h1><figure>{both}<figcaption>Both</figcaption></figure>"), Figure)
    assert [(len(node.blocks), plain_text(node.caption)) for node in found] == [
        (1, "First"),
        (1, "Second"),
        (0, "Both"),
    ]


def test_the_caption_of_a_figure_round_a_table_is_the_table_s(tmp_path: Path) -> None:
    html = "<figure><table><tr><th>Day<th>Boats<tr><td>Monday<td>4</table><figcaption>By day</figcaption></figure>"
    article = read(tmp_path, f"<h1>T</h1>{html}")
    assert [plain_text(node.caption) for node in of(article, Table)] == ["By day"]
    assert of(article, Figure) == []


# --- what is not said -------------------------------------------------------------------------------------------------

UNSAID = {
    '<h2>Part <a class="headerlink" href="#p" title="Link to this heading">¶</a></h2>': "Part",
    '<h2 id="p">Part <a href="#p" aria-hidden="true">#</a></h2>': "Part",
    '<h2><a name="p" class="anchor" href="#p"><svg><path d=""/></svg></a>Part</h2>': "Part",
    '<h2><a href="#p">Part</a></h2>': "Part",
    '<h2 id="p"><a href="#p" aria-label="part permalink"><svg><path d=""/></svg></a>Part</h2>': "Part",
    '<h2>Part <span class="mw-editsection">[<a href="https://example.org/e">edit</a>]</span></h2>': "Part",
    "<h2>Part <span aria-hidden=true>seen only</span></h2>": "Part",
    "<h2>Part <span style='display: none'>no</span></h2>": "Part",
    "<h2>Part <a href='#x'>two</a></h2>": "Part two",
}


@pytest.mark.parametrize("html", UNSAID)
def test_tools_and_hidden_words_are_no_words_of_a_heading(html: str, tmp_path: Path) -> None:
    (section,) = of(read(tmp_path, f"<h1>T</h1>{html}<p>On.</p>"), Section)
    assert plain_text(section.title) == UNSAID[html]


def test_what_a_sheet_hides_is_hidden_and_what_it_sets_bold_is_strong(tmp_path: Path) -> None:
    sheet = "<style>.k { font-weight: 700 } .i{font-style:italic} span.no { display: none }</style>"
    html = "<p>A <span class=k>b</span> <span class=i>c</span><span class=no>dd</span> e</p>"
    article = read(tmp_path, f"{sheet}<h1>T</h1>{html}")
    assert words(article) == ["A b c e"]
    styled = [(node.kind, plain_text(node.content)) for node in of(article, Styled)]
    assert styled == [("strong", "b"), ("emphasis", "c")]
    assert "HTML003" in rules(article)


def test_headings_without_words_go_before_levels_are_mended(tmp_path: Path) -> None:
    empty = '<h2></h2><h2>&nbsp;</h2><h3><img src="boat.png" alt=""></h3>'
    article = read(tmp_path, f"<h1>T</h1><p>A.</p>{empty}<h3>Three</h3><p>B.</p>")
    assert [plain_text(node.title) for node in of(article, Section)] == ["Three"]
    assert rules(article).count("HTML012") == 1, "one cause, one finding"


def test_headings_in_quotes_do_not_join_the_outline(tmp_path: Path) -> None:
    html = "<h1>T</h1><h2>Ours</h2><blockquote><h2>Theirs</h2><p>Words.</p></blockquote><p>On.</p>"
    article = read(tmp_path, html)
    assert [plain_text(node.title) for node in of(article, Section)] == ["Ours"]
    assert [plain_text(node.content) for node in of(article, Styled)] == ["Theirs"]


def test_colour_alone_and_words_of_a_sheet_are_said(tmp_path: Path) -> None:
    sheet = "<style>.new::before{content:'Breaking news'}</style>"
    found = rules(read(tmp_path, f"{sheet}<h1>T</h1><p>The <span style='color:red'>red</span> ones.</p>"))
    assert "HTML016" in found
    assert "HTML017" in found
    assert "HTML017" not in rules(read(tmp_path, "<h1>T</h1><p>A <span style='color:#000'>black</span> one.</p>"))


# --- links ------------------------------------------------------------------------------------------------------------


def test_a_link_without_words_is_one_finding_and_no_link(tmp_path: Path) -> None:
    empty = '<a href="https://example.org/"> </a>'
    article = read(tmp_path, f"<h1>T</h1><p>A{empty} b {empty}c.</p>")
    assert (of(article, Link), rules(article)) == ([], ["HTML011"])
    (finding,) = (entry for entry in article.findings if entry.rule == "HTML011")
    assert "2 times" in finding.message


LABELS = {
    '<a href="https://example.org/" aria-label="The annual report">here</a>': "here (The annual report)",
    '<a href="https://example.org/" aria-label="Read more about boats">Read more</a>': "Read more about boats",
    '<a href="https://example.org/" aria-label="boats"><b>Boats and piers</b></a>': "Boats and piers",
    '<a href="https://example.org/" aria-label="Our page"></a>': "Our page",
}


@pytest.mark.parametrize("html", LABELS)
def test_the_label_of_a_link_is_heard(html: str, tmp_path: Path) -> None:
    article = read(tmp_path, f"<h1>T</h1><p>See {html}.</p>")
    (link,) = of(article, Link)
    assert plain_text(link.content) == LABELS[html]
    assert ("HTML010" in rules(article)) == ("piers" not in html)


BASES = {
    '<base href="https://example.org/a/">': ("https://example.org/a/b.html", "https://example.org/a/b.html"),
    '<link rel="canonical" href="https://example.org/c/d">': (
        "https://example.org/c/b.html",
        "https://example.org/g/b.html",
    ),
    '<meta property="og:url" content="https://example.org/e/">': (
        "https://example.org/e/b.html",
        "https://example.org/g/b.html",
    ),
    '<base href="/f/"><link rel=canonical href="https://example.com/x">': (
        "https://example.com/f/b.html",
        "https://example.org/f/b.html",
    ),
}
"""What a head says → the address of a relative link, and that when the user names one too."""


@pytest.mark.parametrize("head", BASES)
def test_relative_links_are_resolved_against_the_page_s_address(head: str, tmp_path: Path) -> None:
    html = f"<html lang=en><head><title>T</title>{head}</head><body><h1>T</h1><p><a href='b.html'>B</a>"
    found = [
        node.target
        for options in ({}, {"base_url": "https://example.org/g/h"})
        for node in of(read(tmp_path, html, **options), Link)
    ]
    assert tuple(found) == BASES[head]


def test_without_an_address_relative_links_are_one_finding(tmp_path: Path) -> None:
    article = read(tmp_path, "<h1>T</h1><p><a href='b.html'>B</a> and <a href='/c'>C</a>.</p>")
    assert (of(article, Link), words(article), rules(article)) == ([], ["B and C."], ["HTML002"])


def test_what_is_no_web_address_is_no_base(tmp_path: Path) -> None:
    with pytest.raises(exporter.UsageError, match="is not a web address"):
        read(tmp_path, "<h1>T</h1><p>A.</p>", base_url="file:///etc")


def test_links_that_only_send_on_lead_to_where_they_send(tmp_path: Path) -> None:
    html = '<a href="https://www.google.com/url?q=https://example.org/x&amp;sa=D">x</a>'
    (link,) = of(read(tmp_path, f"<h1>T</h1><p>{html}</p>"), Link)
    assert link.target == "https://example.org/x"


def test_a_link_in_code_stays_a_link(tmp_path: Path) -> None:
    article = read(tmp_path, '<h1>T</h1><p>Use <code>a.<a href="https://example.org/">b()</a></code>.</p>')
    assert [node.target for node in of(article, Link)] == ["https://example.org/"]
    assert [node.text for node in of(article, Code)] == ["a.", "b()"]
    block = read(tmp_path, '<h1>T</h1><pre><code><a href="https://example.org/">b()</a></code></pre>')
    assert "HTML013" in rules(block)


# --- tables, verse, formulas ------------------------------------------------------------------------------------------

TABLES = {
    "a corner": ("<tr><td></td><th>A<th>B<tr><th>C<td>1<td>2", [["", "col", "col"]], [["row", "", ""]]),
    "a hard space in it": ("<tr><td>&nbsp;</td><th>A<tr><td>C<td>1", [["", "col"]], [["", ""]]),
    "empty heads": ("<tr><th><th><tr><td>1<td>2", [], [["", ""], ["", ""]]),
    "rows of heads": ("<tr><th>A<th>B<tr><th>C<th>D<tr><td>1<td>2", [["col"] * 2] * 2, [["", ""]]),
    "a head over two rows": (
        "<tr><th rowspan=2>A<th colspan=2>B<tr><th>C<th>D<tr><th>E<td>1<td>2",
        [["col"] * 2] * 2,
        [["row", "", ""]],
    ),
    "heads in a column": ("<tr><th>A<td>1<tr><th>B<td>2", [], [["row", ""], ["row", ""]]),
    "a bold row": ("<tr><td><b>A</b><td><b>B</b><tr><td>1<td>2", [["col", "col"]], [["", ""]]),
}


@pytest.mark.parametrize("name", TABLES)
def test_heads_are_those_that_a_browser_computes(name: str, tmp_path: Path) -> None:
    html, head, body = TABLES[name]
    article = read(tmp_path, f"<h1>T</h1><table>{html}</table>")
    (table,) = of(article, Table)
    assert ("HTML014" in rules(article)) == (name == "a bold row")
    assert [[cell.scope if cell.header else "" for cell in row.cells] for row in table.head] == head
    rows = [row for group in table.bodies for row in group.rows]
    assert [[cell.scope if cell.header else "" for cell in row.cells] for row in rows] == body


def test_text_after_details_is_not_inside(tmp_path: Path) -> None:
    bus = "<details><summary>By bus</summary><p>From the square.</p></details>"
    article = read(tmp_path, f"<h1>T</h1><h2>Tickets</h2>{bus}<p>Four pounds.</p>")
    (section,) = of(article, Section)
    assert [type(block).__name__ for block in section.blocks] == ["DefinitionList", "Paragraph"]
    assert plain_text(section.blocks[0]).split() == ["By", "bus", "From", "the", "square."]


PREFORMATTED = {
    "The weir is low,\n   the water slow.": False,
    "From: Ann\nTo: Bo\nSubject: the lock": False,
    "for (i = 0; i < 3; i++) {\n  run(i);\n}": True,
    "$ make install\n$ make test": True,
    "+-----+-----+\n| a   | b   |\n+-----+-----+": True,
    "Name       Boats     Crew\nAnn        4         12\nBo         2         7": True,
}


@pytest.mark.parametrize("text", PREFORMATTED)
def test_preformatted_words_are_words_and_code_is_code(text: str, tmp_path: Path) -> None:
    article = read(tmp_path, f"<h1>T</h1><pre>{text.replace('<', '&lt;')}</pre>")
    assert bool(of(article, CodeBlock)) == PREFORMATTED[text]
    if not PREFORMATTED[text]:
        assert len(of(article, LineBreak)) == text.count("\n")


FORMULAS = {
    "KaTeX": '<span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi><annotation '
    'encoding="application/x-tex">x</annotation></semantics></math></span><span class="katex-html" '
    'aria-hidden="true">x</span></span>',
    "MathJax 3": '<mjx-container><mjx-math aria-hidden="true"><mjx-mi>x</mjx-mi></mjx-math><mjx-assistive-mml><math>'
    "<mi>x</mi></math></mjx-assistive-mml></mjx-container>",
    "MathJax 2": '<span class="MathJax_Preview">x</span><span class="MathJax" id="j"><nobr>x</nobr></span>'
    '<script type="math/tex" id="k">x</script>',
    "MediaWiki": '<span class="mwe-math-element"><span style="display: none"><math alttext="x"><mi>x</mi></math>'
    '</span><img src="https://example.org/x.svg" alt="x"></span>',
}


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_is_there_once(name: str, tmp_path: Path) -> None:
    article = read(tmp_path, f"<h1>T</h1><p>If {FORMULAS[name]} is even.</p>")
    assert len(of(article, Math)) == 1
    assert words(article)[0].replace("x", "").split() == ["If", "is", "even."]
    assert of(article, Image) == []


def test_a_formula_that_is_set_apart_is_a_block(tmp_path: Path) -> None:
    article = read(tmp_path, '<h1>T</h1><p><math display="block"><mi>x</mi></math></p>')
    assert len(of(article, DisplayMath)) == 1


# --- the article in its page ------------------------------------------------------------------------------------------


def test_the_main_part_is_read_and_teasers_are_listed(tmp_path: Path) -> None:
    teaser = "<article><h2>Fair</h2><p>On Monday.</p></article>"
    html = f"<body><aside>{teaser}{teaser}</aside><main><h1>The lock</h1><p>It was opened at noon.</p></main>"
    article = read(tmp_path, html)
    assert (plain_text(article.document.title), words(article)) == ("The lock", ["It was opened at noon."])
    assert "HTML006" in rules(article)


def test_a_headline_beside_the_article_is_its_title(tmp_path: Path) -> None:
    body = "<header><h1>The lock</h1></header><article><p>It was opened at noon, and all came.</p></article>"
    article = read(tmp_path, f"<body><main>{body}</main>")
    assert (plain_text(article.document.title), len(words(article))) == ("The lock", 1)


def test_the_one_heading_that_opens_a_fragment_is_its_title(tmp_path: Path) -> None:
    article = read(tmp_path, "<h2>The lock</h2><p>It was opened.</p><h3>Then</h3><p>All came.</p>")
    assert plain_text(article.document.title) == "The lock"
    assert [plain_text(node.title) for node in of(article, Section)] == ["Then"]


def test_the_language_that_only_the_head_names_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text('<html><head><meta property="og:locale" content="en_GB"></head><h1>T</h1><p>A.', encoding="utf-8")
    article = exporter.open_article(path)
    assert article.document.metadata.lang == "en-GB"
    assert "HTML015" in rules(article)


def test_an_empty_definition_is_none(tmp_path: Path) -> None:
    (found,) = of(read(tmp_path, "<h1>T</h1><dl><dt>Weir</dt><dd></dd></dl><p>On."), DefinitionList)
    assert [(len(entry.terms), len(entry.definitions)) for entry in found.items] == [(1, 0)]


def test_what_was_dropped_often_is_one_finding(tmp_path: Path) -> None:
    article = read(tmp_path, "<h1>T</h1><p>A<script>x</script></p>\n<p>B<script>y</script></p>")
    (finding,) = (entry for entry in article.findings if entry.rule == "HTML001")
    assert finding.message == "a “script” element was left out (2 times, on lines 1, 2)"


NUMBERS = {
    "<ol start=3><li>A<li value=7>B<li>C</ol>": ([3, 7, 8], "decimal"),
    "<ol reversed><li>A<li>B<li>C</ol>": ([3, 2, 1], "decimal"),
    "<ol reversed start=9><li>A<li value=4>B<li>C</ol>": ([9, 4, 3], "decimal"),
    "<ol start=-1><li>A<li>B<li>C</ol>": ([-1, 0, 1], "decimal"),
    "<ol style='list-style-type: upper-roman'><li>A</ol>": ([1], "upper-roman"),
    "<style>.k{list-style: lower-alpha inside}</style><ol class=k><li>A</ol>": ([1], "lower-alpha"),
    "<ol><li style='list-style-type:lower-roman'>A</ol>": ([1], "lower-roman"),
    "<ul style='list-style-type:decimal'><li>A<li>B</ul>": ([1, 2], "decimal"),
}


@pytest.mark.parametrize("html", NUMBERS)
def test_items_have_the_numbers_that_a_browser_shows_in_all_files(html: str, tmp_path: Path) -> None:
    numbers, style = NUMBERS[html]
    article = read(tmp_path, f"<h1>T</h1>{html}<p>On.</p>")
    (found,) = of(article, List)
    assert (found.ordered, list(found.numbers), found.style) == (True, numbers, style)
    for form in ("pdf", "epub", "docx"):
        (found,) = exporter.parity(article.document, article.document.write(tmp_path / f"a.{form}"))
        assert found.losses == (), form


@pytest.mark.parametrize("inner", ["<pre>ls quay</pre>", "<div>One</div><div>two</div>", "<h2>One</h2><p>two</p>"])
def test_a_link_that_a_block_cuts_in_pieces_is_not_one_without_words(inner: str, tmp_path: Path) -> None:
    article = read(tmp_path, f"<h1>T</h1><p>Before <a href='https://example.org/'>{inner}</a> after.</p>")
    assert "HTML011" not in rules(article)
    assert {link.target for link in of(article, Link)} <= {"https://example.org/"}


def test_a_link_that_never_had_words_is_named_once_whatever_blocks_cut_it(tmp_path: Path) -> None:
    article = read(tmp_path, "<h1>T</h1><p>Before <a href='https://example.org/'><p></p><p>after</p>")
    assert [node.target for node in of(article, Link)] == ["https://example.org/"]
    empty = read(tmp_path, "<h1>T</h1><p>Before <a href='https://example.org/'><div></div></a> after.</p>")
    assert rules(empty).count("HTML011") == 1


def test_a_paragraph_round_a_table_or_a_list_keeps_what_they_are(tmp_path: Path) -> None:
    """Without a doctype a table stands in a paragraph (HTML Standard, 13.2.6.4.7)."""
    article = read(tmp_path, "<h1>T</h1><p>Before <table><tr><th>Day<td>3</table> after.</p><p>Last.</p>")
    assert [type(block).__name__ for block in article.document.blocks] == ["Paragraph", "Table", *["Paragraph"] * 2]
    assert words(article) == ["Before", "Day 3", "after.", "Last."]


def test_the_mark_of_a_note_takes_its_brackets_with_it_and_the_note_its_way_back(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "<h1>T</h1><p>Seen<sup id=r1>[<a href='#n1'>1</a>]</sup> and heard (<a id=r2 href='#n2'>2</a>).</p>"
        "<h2>References</h2><p><ol><li id=n1><b><a href='#r1'>^</a> </b> Near the weir.</li>"
        "<li id=n2><a href='#r2'>^</a> By the quay.</li></ol></p>",
    )
    assert words(article) == ["Seen and heard ."]
    assert [" ".join(plain_text(note.blocks).split()) for note in of(article, Note)] == [
        "Near the weir.",
        "By the quay.",
    ]
    assert not of(article, Styled) or all(plain_text(item.content).strip() for item in of(article, Styled))
    assert not of(article, Section)


def test_numbers_of_printed_pages_are_places_and_no_words(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "<h1>T</h1><p>The Com<span class='pagenum'>Page 144</span><a name='Page_144' id='Page_144'></a>mittee sat.</p>"
        "<p><span class='pagenum'><a id='Page_145'>[Pg 145]</a></span></p><p>See <a href='#Page_145'>145</a>.</p>"
        "<p>On <span class='pagenum'>the last page</span>.</p>",
    )
    assert [(node.label, node.id) for node in of(article, PageMarker)] == [("144", ""), ("145", "Page_145")]
    assert words(article)[0] == "The Committee sat."
    assert words(article)[-1] == "On the last page."
    assert [link.target for link in of(article, Link)] == ["#Page_145"]
    assert unread(article, "a.html") == ()


def test_what_strayed_into_a_list_of_definitions_is_told(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "<h1>T</h1><dl class=credits><strong>Pictures:</strong><div><br>A. Weir</div></dl>"
        "<dl><dt>Lock</dt><dd>A gate.</dd><p>Two of them.</p> Often more.<ul><li>One</ul></dl>",
    )
    assert words(article)[:2] == ["Pictures:", "A. Weir"]
    (listed,) = of(article, DefinitionList)
    (item,) = listed.items
    said = [" ".join(plain_text(part.blocks).split()) for part in item.definitions]
    assert said == ["A gate.", "Two of them.", "Often more.", "One"]
    assert unread(article, "a.html") == ()
    assert any("drawn" in item.left_out for item in read(tmp_path, "<p>A<svg><text>drawn</text></svg>").findings)


def test_code_in_a_text_field_is_named_and_not_read_aloud(tmp_path: Path) -> None:
    code = "<textarea>&lt;a href='https://example.org/'&gt;The weir&lt;/a&gt; by A.&lt;br&gt;</textarea>"
    article = read(tmp_path, f"<h1>T</h1><p>Take it along:</p>{code}<p>{code}</p><textarea>Dear all</textarea>")
    assert words(article) == ["Take it along:", "Dear all"]
    assert "HTML001" in rules(article)
    assert unread(article, "a.html") == ()
