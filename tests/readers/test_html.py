"""HTML as content management systems make it: footnotes of plug-ins, bold lines for headings, typed lists, pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import exporter
from exporter.checks.outline import outline, quotes
from exporter.errors import InputError, UsageError
from exporter.model import Link, List, Note, NoteReference, Paragraph, Person, Text, plain_text, walk
from exporter.run.results import Article


def read(tmp_path: Path, html: str, form: str = "html") -> Article:
    path = tmp_path / "article.html"
    path.write_text(html, encoding="utf-8")
    return exporter.open_article(path, format=form)


def of(article: Article, kind: type[Any]) -> list[Any]:
    return [node for node in walk(article.document) if isinstance(node, kind)]


def heads(article: Article) -> list[tuple[int, str]]:
    return [(line.level, line.text) for line in outline(article.document)]


def rules(article: Article) -> list[str]:
    return [item.rule for item in article.findings]


# --- footnotes --------------------------------------------------------------------------------------------------------

PANDOC = """<p>One<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> and two<a
 href="#fn2" class="footnote-ref" id="fnref2" role="doc-noteref"><sup>2</sup></a>.</p>
<section id="footnotes" class="footnotes" role="doc-endnotes"><hr /><ol>
<li id="fn1"><p>First.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li>
<li id="fn2"><p>Second.</p><p>More of it.<a href="#fnref2" class="footnote-back">↩︎</a></p></li>
</ol></section>"""
WORDPRESS = """<p>One<sup data-fn="a" class="fn"><a href="#a" id="a-link">1</a></sup> and two<sup class="fn"><a
 href="#b" id="b-link">2</a></sup>.</p>
<ol class="wp-block-footnotes"><li id="a">First. <a href="#a-link" aria-label="Jump to footnote reference 1">↩︎</a></li>
<li id="b"><p>Second.</p><p>More of it. <a href="#b-link">↩︎</a></p></li></ol>"""
WORD = """<p>One<a style="x" href="#_ftn1" name="_ftnref1" title=""><span><sup>[1]</sup></span></a> and two<a
 href="#_ftn2" name="_ftnref2"><sup>[2]</sup></a>.</p><div><hr align="left" size="1" width="33%">
<div id="ftn1"><p class="MsoFootnoteText"><a href="#_ftnref1" name="_ftn1"><sup>[1]</sup></a> First.</p></div>
<div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> Second.</p><p>More of it.</p></div></div>"""
SUBSTACK = """<p>One<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a> and two<a
 class="footnote-anchor" id="footnote-anchor-2" href="#footnote-2">2</a>.</p><h2>Notes</h2>
<div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a>
<div class="footnote-content"><p>First.</p></div></div>
<div class="footnote"><a id="footnote-2" href="#footnote-anchor-2" class="footnote-number">2</a>
<div class="footnote-content"><p>Second.</p><p>More of it.</p></div></div>"""


@pytest.mark.parametrize("html", [PANDOC, WORDPRESS, WORD, SUBSTACK], ids=["pandoc", "wordpress", "word", "substack"])
def test_footnotes_stand_where_they_are_referred_to(html: str, tmp_path: Path) -> None:
    article = read(tmp_path, f"<h1>T</h1>{html}<p>After.</p>")
    first, second = of(article, Note)
    assert plain_text(first.blocks).split() == ["First."]
    assert plain_text(second.blocks).split() == "Second. More of it.".split()
    said = [plain_text([block]).strip() for block in article.document.blocks]
    assert said == ["One and two.", "After."], "nothing is left of the list, and nothing else is lost"
    assert of(article, Link) == []


def test_a_link_to_a_numbered_list_item_is_no_footnote(tmp_path: Path) -> None:
    article = read(tmp_path, '<h1>T</h1><p>See rule <a href="#r2">2</a>.</p><ol><li>One<li id="r2">Two</ol>')
    assert of(article, Note) == []
    assert len(of(article, List)) == 1
    assert len(of(article, Link)) == 1


def test_a_note_that_is_referred_to_twice_is_one_note(tmp_path: Path) -> None:
    twice = PANDOC.replace("and two", 'again<a href="#fn1" role="doc-noteref" class="footnote-ref">1</a> and two')
    article = read(tmp_path, twice)
    first, second = of(article, Note)
    assert [plain_text(note.blocks).split()[0] for note in (first, second)] == ["First.", "Second."]
    assert [again.note for again in of(article, NoteReference)] == [first.id]
    assert second.id == "", "nothing refers to it again"


def test_a_note_whose_first_reference_is_left_out_stands_at_the_next(tmp_path: Path) -> None:
    first = PANDOC.replace("<p>One", '<p><span hidden>x<a href="#fn1" class="footnote-ref">1</a></span></p><p>One')
    assert [plain_text(note.blocks).split()[0] for note in of(read(tmp_path, first), Note)] == ["First.", "Second."]


# --- what only looks like a heading or list ---------------------------------------------------------------------------


def test_bold_lines_alone_are_headings_below_the_one_above(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "<h1>T</h1><p>Lead.</p><h2>Part</h2><p>Words.</p><p><strong>What happens next</strong></p><p>More.</p>"
        "<p><b>And then</b></p><p>End.</p>",
    )
    assert heads(article) == [(1, "T"), (2, "Part"), (3, "What happens next"), (3, "And then")]
    assert rules(article).count("HTML007") == 2


@pytest.mark.parametrize(
    "html",
    [
        "<p><strong>We will appeal.</strong></p><p>More.</p>",
        "<p><strong>“Never again”</strong></p><p>More.</p>",
        "<p><strong>Last line</strong></p>",
        "<p><strong>Bold</strong> and more</p><p>More.</p>",
        f"<p><strong>{'long ' * 30}</strong></p><p>More.</p>",
        "<p><em>Not bold</em></p><p>More.</p>",
    ],
)
def test_other_bold_words_are_emphasis(html: str, tmp_path: Path) -> None:
    article = read(tmp_path, f"<h1>T</h1><p>Lead.</p>{html}")
    assert heads(article) == [(1, "T")]
    assert "HTML007" not in rules(article)


@pytest.mark.parametrize(
    ("html", "ordered", "start"),
    [
        ("<p>• one</p><p>•two</p><p>• three</p>", False, 1),
        ("<p>3. one</p><p>4. two</p><p>5. three</p>", True, 3),
        ("<p>· one<br>· two<br>· three</p>", False, 1),
        ("<div>- one</div><div>- two</div><div>- three</div>", False, 1),
    ],
)
def test_typed_bullets_and_numbers_are_lists(html: str, ordered: bool, start: int, tmp_path: Path) -> None:
    article = read(tmp_path, f"<h1>T</h1><p>Before:</p>{html}<p>After.</p>")
    (found,) = of(article, List)
    assert [plain_text(item.blocks).strip() for item in found.items] == ["one", "two", "three"]
    assert (found.ordered, found.start) == (ordered, start)
    assert rules(article).count("HTML008") == 1


@pytest.mark.parametrize(
    "html",
    [
        "<p>• one alone</p><p>Words.</p>",
        "<p>– Bonjour, dit-elle.</p><p>– Adieu, dit-il.</p>",
        "<p>2. Second</p><p>9. Ninth</p>",
        "<p>2019. It was a year.</p><p>2020. It was another.</p>",
        "<p>-5 degrees</p><p>-7 degrees</p>",
    ],
)
def test_other_lines_stay_paragraphs(html: str, tmp_path: Path) -> None:
    article = read(tmp_path, f"<h1>T</h1><p>Before.</p>{html}")
    assert of(article, List) == []
    assert "HTML008" not in rules(article)


# --- metadata and whole pages -----------------------------------------------------------------------------------------

PAGE = """<!doctype html><html lang="en-GB"><head><title>Ferry stops - The Lune Courier</title>
<meta property="og:site_name" content="Courier"><meta name="description" content="Boats stay in port.">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
{"@type":["NewsArticle"],"headline":"Ferry stops","datePublished":"2026-05-04","dateModified":"2026-05-05",
"author":[{"@type":"Person","name":"Ann Ode"},{"@type":"Person","name":"Bo Lind"}],
"publisher":{"name":"The Lune Courier"},"keywords":["boats","wind"]}]}</script></head><body>
<div class="header menu"><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></div>
<div class="wrap"><div class="story-body"><h1>Ferry stops</h1>
PARAGRAPHS
<blockquote><p>“We had no choice, none at all, and we told the council so in the spring of the year.”</p>
<footer>Bo Lind, captain</footer></blockquote></div>
<div class="sidebar related"><p><a href="/a">Read this too</a></p><p><a href="/b">And this</a></p></div></div>
<div class="footer"><p>Copyright, cookies, contact</p></div></body></html>""".replace(
    "PARAGRAPHS",
    "\n".join(
        f"<p>The ferry stopped on day {number}, and the people of the valley, who had been told nothing of it, waited "
        "on the pier until the evening came, with their bags, their children and a goat.</p>"
        for number in range(6)
    ),
)


def test_json_ld_says_who_wrote_it(tmp_path: Path) -> None:
    metadata = read(tmp_path, PAGE).document.metadata
    assert metadata.title == "Ferry stops"
    assert metadata.authors == (Person("Ann Ode"), Person("Bo Lind"))
    assert (metadata.published, metadata.modified, metadata.publisher) == (
        "2026-05-04",
        "2026-05-05",
        "The Lune Courier",
    )
    assert (metadata.keywords, metadata.lang) == (("boats", "wind"), "en-GB")


@pytest.mark.parametrize("script", ["{", "[1, null]", '{"@type": "NewsArticle", "author": 5, "keywords": {"a": 1}}'])
def test_json_ld_that_is_none_does_no_harm(script: str, tmp_path: Path) -> None:
    page = f'<title>T</title><script type="application/ld+json">{script}</script><p>Words.</p>'
    assert read(tmp_path, page).document.metadata.title == "T"


def test_of_a_whole_page_the_article_is_read_and_the_rest_is_listed(tmp_path: Path) -> None:
    pytest.importorskip("readability", reason="accessible-exporter[pages] is not installed")
    article = read(tmp_path, PAGE, "page")
    said = plain_text(article.document.blocks)
    assert said.count("The ferry stopped on day") == 6
    assert [quote.speaker for quote in quotes(article.document)] == ["Bo Lind, captain"]
    for furniture in ("Home", "Read this too", "cookies"):
        assert furniture not in said
        assert any(furniture in item.message for item in article.findings if item.rule == "HTML006"), furniture
    paragraph = next(node for node in of(article, Paragraph) if "day 3" in plain_text([node]))
    assert paragraph.pos is not None
    assert "day 3" in PAGE.split("\n")[paragraph.pos.line - 1], "places are those of the page"


def test_all_of_the_page_is_read_when_nobody_asks_for_less(tmp_path: Path) -> None:
    said = plain_text(read(tmp_path, PAGE).document.blocks)
    assert "cookies" in said


def test_a_page_without_an_article_says_so(tmp_path: Path) -> None:
    pytest.importorskip("readability", reason="accessible-exporter[pages] is not installed")
    with pytest.raises(InputError, match=r"--from html|no article|no content"):
        read(tmp_path, "<html><body></body></html>", "page")


@pytest.mark.usefixtures("here")
def test_without_the_extra_there_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "readability", None)
    with pytest.raises(UsageError, match=r"pip install 'accessible-exporter\[pages\]'"):
        read(tmp_path, PAGE, "page")


def test_text_between_kept_elements_is_kept(tmp_path: Path) -> None:
    pytest.importorskip("readability", reason="accessible-exporter[pages] is not installed")
    page = PAGE.replace("who had been told nothing of it", "who <em>had been <b>told</b> nothing</em> of <i>it</i>")
    article = read(tmp_path, page, "page")
    assert any("had been" in node.text for node in of(article, Text))
    assert "who had been told nothing of it, waited" in " ".join(plain_text(article.document.blocks).split())
