"""The semantic map in XHTML, row by row: what each node is to a reading system and to assistive technology."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree

from exporter.model import (
    Abbr,
    Aside,
    Block,
    BlockQuote,
    Cell,
    Code,
    CodeBlock,
    Column,
    Definition,
    DefinitionItem,
    DefinitionList,
    DisplayMath,
    Document,
    Figure,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    Metadata,
    Note,
    NoteReference,
    PageMarker,
    Paragraph,
    Quote,
    Row,
    Section,
    Span,
    Styled,
    Table,
    TableBody,
    Term,
    Text,
    ThematicBreak,
)
from exporter.writers.xhtml import Profile, Rendered, render
from exporter.writers.xhtml.parts import PART_ATTRIBUTE, part_of, set_part
from tests.strategies import PICTURE

PROFILE = Profile(picture_href=lambda resource: resource.name, epub_types=True, interactive=True)
MATHML = "<math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi></math>"


def rendered(*blocks: Block, lang: str = "en", title: str = "") -> Rendered:
    words = (Text(title),) if title else ()
    document = Document(metadata=Metadata(lang=lang), title=words, blocks=blocks, resources=(PICTURE,))
    return render(document, PROFILE)


def markup(*blocks: Block, lang: str = "en", title: str = "") -> str:
    """What ``main`` holds, without namespaces."""
    text = etree.tostring(rendered(*blocks, lang=lang, title=title).root, encoding="unicode")
    text = re.sub(r' xmlns(:\w+)?="[^"]*"', "", text)
    return re.sub(r"^<main[^>]*>|</main>$", "", text)


def inside(*content: Inline, lang: str = "en") -> str:
    """What a paragraph with these inlines holds."""
    text = markup(paragraph(*content), lang=lang)
    return text.removeprefix("<p>").partition("</p>")[0]


def paragraph(*content: Inline) -> Paragraph:
    return Paragraph(content)


def said(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def element(xml: str, path: str) -> Any:
    (found,) = etree.fromstring(f"<main xmlns:epub='e'>{xml}</main>").xpath(path)
    return found


# --- text -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Styled("emphasis", (Text("a"),)), "<em>a</em>"),
        (Styled("strong", (Text("a"),)), "<strong>a</strong>"),
        (Styled("sub", (Text("a"),)), "<sub>a</sub>"),
        (Styled("sup", (Text("a"),)), "<sup>a</sup>"),
        (Styled("deleted", (Text("a"),)), "<del>a</del>"),
        (Styled("inserted", (Text("a"),)), "<ins>a</ins>"),
        (Styled("mark", (Text("a"),)), "<mark>a</mark>"),
        (Styled("small", (Text("a"),)), "<small>a</small>"),
        (Code("a < b"), "<code>a &lt; b</code>"),
        (LineBreak(), "<br/>"),
        (Abbr((Text("WHO"),), "World Health Organization"), '<abbr title="World Health Organization">WHO</abbr>'),
        (Abbr((Text("WHO"),)), "<abbr>WHO</abbr>"),
        (Quote((Text("“a”"),)), '<q class="typed-marks">“a”</q>'),
        (Span((Text("2 May"),), datetime="2026-05-02"), '<time datetime="2026-05-02">2 May</time>'),
        (Span((Text("soon"),), datetime="next week"), "<span>soon</span>"),
        (Text("mot", lang="fr"), '<span lang="fr" xml:lang="fr">mot</span>'),
        (Span((Text("שלום"),), lang="he"), '<span lang="he" xml:lang="he" dir="rtl">שלום</span>'),
        (Link((Text("a"),), "https://example.org/b c"), '<a href="https://example.org/b%20c">a</a>'),
        (Link((Text("a"),), "javascript:alert(1)"), "<span>a</span>"),
        (
            PageMarker("iv"),
            '<span class="page-marker" role="doc-pagebreak" aria-label="iv" epub:type="pagebreak" id="page-iv"/>',
        ),
        (Image(PICTURE.name, "A red square"), '<img src="picture-1.png" alt="A red square" width="8" height="6"/>'),
        (Image(PICTURE.name, ""), '<img src="picture-1.png" alt="" role="presentation" width="8" height="6"/>'),
        (Image(PICTURE.name), '<img src="picture-1.png" width="8" height="6"/>'),
        (Math("x", MATHML, "the letter x"), '<math alttext="the letter x"><mi>x</mi></math>'),
        (Math("x"), '<span class="formula" role="math">x</span>'),
    ],
)
def test_inlines(node: Inline, expected: str) -> None:
    assert inside(node) == expected


def test_a_formula_without_words_is_mathml_alone() -> None:
    assert "alttext" not in inside(Math("\\frac{a}{b}", MATHML))  # TeX would be said instead of the MathML
    assert "alttext" not in inside(Math("", MATHML))


# --- sections and headings ------------------------------------------------------------------------------------------


def test_sections_have_the_level_of_their_depth_and_no_name_that_would_make_landmarks_of_them() -> None:
    made = markup(Section((Text("A"),), (Section((Text("B"),), (said("b"),)),)), title="T")
    assert made == (
        '<h1 class="title" id="title">T</h1>'
        '<section><h2 id="heading-2">A</h2><section><h3 id="heading-3">B</h3><p>b</p></section></section>'
    )


def test_deep_sections_say_their_level() -> None:
    deep: Block = Section((Text("7"),), ())
    for level in range(6, 1, -1):
        deep = Section((Text(str(level)),), (deep,))
    heading = element(markup(deep), "//h6[@aria-level]")
    assert (heading.get("aria-level"), heading.text) == ("7", "7")


def test_a_section_with_a_role_says_it_twice() -> None:
    made = element(markup(Section((Text("A"),), (), "appendix")), "//section")
    assert (made.get("role"), made.get("{e}type")) == ("doc-appendix", "appendix")
    assert made.get("aria-labelledby") == made[0].get("id")


# --- quotes ---------------------------------------------------------------------------------------------------------


def test_an_attributed_quote_is_a_figure_with_its_speaker_outside_the_quote() -> None:
    made = markup(BlockQuote((said("“One."), said("Two.”")), (Text("Jane"),), "https://example.org/a"))
    assert made == (
        '<figure class="quote" aria-labelledby="speaker-1">'
        '<blockquote cite="https://example.org/a"><p>“One.</p><p>Two.”</p></blockquote>'
        '<figcaption class="attribution" id="speaker-1">Jane</figcaption></figure>'
    )


def test_a_quote_of_nobody_is_a_quote_alone() -> None:
    assert markup(BlockQuote((said("One."),))) == "<blockquote><p>One.</p></blockquote>"


# --- lists ----------------------------------------------------------------------------------------------------------


def test_lists_keep_their_kind_start_and_numbers() -> None:
    items = (ListItem((said("a"),)),)
    assert markup(List(items)) == "<ul><li>a</li></ul>"
    assert markup(List(items, True)) == "<ol><li>a</li></ol>"
    assert markup(List(items, True, 4, "upper-roman")) == '<ol start="4" type="I"><li>a</li></ol>'
    assert markup(List((ListItem((said("a"), said("b"))),))) == "<ul><li><p>a</p><p>b</p></li></ul>"
    french = Paragraph((Text("mot"),), lang="fr")
    assert markup(List((ListItem((french,)),))) == '<ul><li><p lang="fr" xml:lang="fr">mot</p></li></ul>'


def test_terms_and_definitions_are_grouped() -> None:
    item = DefinitionItem((Term((Text("a"),)), Term((Text("b"),))), (Definition((said("c"),)),))
    assert markup(DefinitionList((item,))) == "<dl><div><dt>a</dt><dt>b</dt><dd>c</dd></div></dl>"


# --- tables ---------------------------------------------------------------------------------------------------------


def cell(words: str, **said_of_it: Any) -> Cell:
    return Cell((said(words),), **said_of_it)


def test_a_table_has_caption_scopes_and_groups() -> None:
    head = (Row((cell("Town", header=True), cell("Late", header=True, align="right"))),)
    body = TableBody((Row((cell("Halt", header=True), cell("4"))),))
    made = markup(Table((body,), head, caption=(Text("Trains"),), columns=(Column(width=30), Column(align="right"))))
    assert made == (
        "<table><caption>Trains</caption>"
        '<colgroup><col style="width: 30%"/><col/></colgroup>'
        '<thead><tr><th scope="col">Town</th><th scope="col" class="align-right">Late</th></tr></thead>'
        '<tbody><tr><th scope="row">Halt</th><td class="align-right">4</td></tr></tbody></table>'
    )


def test_cells_name_their_headers_where_position_does_not() -> None:
    head = (Row((cell("A", header=True, id="a"), cell("B", header=True, id="b", colspan=2))),)
    made = markup(Table((TableBody((Row((cell("1", headers=("a", "b", "gone")),)),)),), head))
    assert element(made, "//td").get("headers") == "a b"
    assert element(made, "//th[@id='b']").get("colspan") == "2"


def test_a_wide_table_stands_in_a_group_that_is_named_and_reached_and_no_landmark() -> None:
    row = Row(tuple(cell(str(number)) for number in range(4)))
    named = element(markup(Table((TableBody((row,)),), caption=(Text("Trains"),))), "//div[@role='group']")
    assert (named.get("tabindex"), named.get("aria-label")) == ("0", "Table 1")
    own = markup(Table((TableBody((row,)),), caption=(Text("Table 3: Trains"),)))
    assert element(own, "//div[@role='group']").get("aria-label") == "Table 3"
    bare = element(markup(Table((TableBody((row,)),))), "//div[@role='group']")
    assert bare.get("aria-label") == "Table 1"


def test_a_region_does_not_change_the_language_of_its_table() -> None:
    table = Table((TableBody((Row(tuple(cell("parola") for _ in range(4))),)),))
    region = element(markup(table, lang="it"), "//div[@role='group']")
    assert (region.get("lang"), region.get("aria-label")) == (None, "1")


def test_a_table_in_words_is_tied_to_the_table() -> None:
    table = Table((TableBody((Row((cell("1"),)),)),), description="One cell.")
    made = markup(table)
    name = element(made, "//table").get("aria-describedby")
    assert element(made, f"//*[@id='{name}']").text == "One cell."


# --- figures, asides, the rest --------------------------------------------------------------------------------------


def test_a_figure_has_caption_and_credit_in_one_caption() -> None:
    figure = Figure((paragraph(Image(PICTURE.name, "A")),), (Text("Caption"),), (Text("Ann"),))
    assert markup(figure) == (
        '<figure aria-label="Figure 1"><p><img src="picture-1.png" alt="A" width="8" height="6"/></p>'
        '<figcaption><p class="caption">Caption</p><p class="credit">Ann</p></figcaption></figure>'
    )


def test_a_long_description_is_linked_by_aria_details() -> None:
    made = markup(Figure((paragraph(Image(PICTURE.name, "A")),), description=(said("At length."),)))
    details = element(made, f"//details[@id='{element(made, '//img').get('aria-details')}']")
    assert [part.tag for part in details] == ["summary", "p"]
    assert (details[0].text, details[1].text) == ("Long description", "At length.")


@pytest.mark.parametrize(
    ("kind", "tag", "role", "epub_type"),
    [
        ("sidebar", "aside", "note", None),
        ("related", "aside", "note", None),
        ("pullquote", "aside", "doc-pullquote", "pullquote"),
        ("note", "aside", "note", None),
        ("tip", "aside", "doc-tip", "tip"),
        ("warning", "section", "doc-notice", "notice"),
    ],
)
def test_asides(kind: Any, tag: str, role: str | None, epub_type: str | None) -> None:
    made = etree.fromstring(f"<main xmlns:epub='e'>{markup(Aside((said('a'),), kind, (Text('B'),)))}</main>")[0]
    assert (made.tag, made.get("role"), made.get("{e}type")) == (tag, role, epub_type)
    assert made.get("aria-labelledby") == made[0].get("id")


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (ThematicBreak(), "<hr/>"),
        (CodeBlock("a\n  b", "c++"), '<pre><code class="language-c++">a\n  b</code></pre>'),
        (
            DisplayMath("x", MATHML, "ex"),
            '<div class="formula"><math display="block" alttext="ex"><mi>x</mi></math></div>',
        ),
        (Paragraph((Text("a"),), "subtitle"), '<p class="subtitle" role="doc-subtitle" epub:type="subtitle">a</p>'),
        (Paragraph((Text("a"),), "byline"), '<p class="byline">a</p>'),
        (Paragraph((Text("نص"),), lang="ar"), '<p lang="ar" xml:lang="ar" dir="rtl">نص</p>'),
        (
            PageMarker("7", id="p7"),
            '<div id="p7" class="page-marker" role="doc-pagebreak" aria-label="7" epub:type="pagebreak"/>',
        ),
    ],
)
def test_blocks(node: Block, expected: str) -> None:
    assert markup(node) == expected


# --- notes ----------------------------------------------------------------------------------------------------------


def test_notes_are_where_pop_up_readers_find_them_and_lead_back() -> None:
    made = markup(paragraph(Text("A"), Note((said("Noted."),)), Text(".")))
    reference = element(made, "//a[@role='doc-noteref']")
    note = element(made, "//section[@role='doc-endnotes']/aside[@role='doc-footnote']")
    back = element(made, "//aside/a[@role='doc-backlink']")
    assert (reference.get("{e}type"), note.get("{e}type"), back.get("{e}type")) == ("noteref", "footnote", "backlink")
    assert reference.get("href") == f"#{note.get('id')}"
    assert back.get("href") == f"#{reference.get('id')}"
    assert (reference.get("aria-label"), back.get("aria-label")) == ("Note 1", "Note 1, back to the text")
    assert (note.get("aria-label"), note.get("aria-labelledby")) == ("Note 1", None)
    assert "".join(note.xpath("div//text()")) == "Noted."


def test_a_note_that_is_referred_to_twice_leads_back_to_both_places() -> None:
    once = paragraph(Text("A"), Note((said("Noted."),), id="n"), Text("."))
    made = markup(once, paragraph(Text("B"), NoteReference("n"), Link((Text("see the note"),), "#n")))
    first, second = etree.fromstring(f"<main xmlns:epub='e'>{made}</main>").xpath("//a[@role='doc-noteref']")
    note = element(made, "//aside[@role='doc-footnote']")
    backs = note.xpath("a[@role='doc-backlink']")
    assert [link.get("href") for link in (first, second)] == [f"#{note.get('id')}"] * 2
    assert [back.get("href") for back in backs] == [f"#{first.get('id')}", f"#{second.get('id')}"]
    assert [(back.text, back.get("aria-label")) for back in backs] == [
        ("1", "Note 1, back to the text"),
        ("1b", "Note 1b, back to the text"),
    ]
    assert element(made, "//p[2]/a[2]").get("href") == f"#{note.get('id')}"


def test_a_reference_to_a_note_that_is_not_there_is_reported() -> None:
    made = rendered(paragraph(Text("B"), NoteReference("n")))
    assert [item.rule for item in made.findings] == ["EPUB001"]


def test_a_note_keeps_the_language_of_its_place() -> None:
    made = markup(Paragraph((Text("Un"), Note((said("Note."),))), lang="fr"))
    assert element(made, "//aside").get("lang") == "fr"
    assert element(made, "//a[@role='doc-noteref']").get("aria-label") == "Note 1"


def test_words_in_a_language_without_fixed_text_are_marked_as_english() -> None:
    reference = element(markup(paragraph(Text("A"), Note((said("B"),))), lang="it"), "//a[@role='doc-noteref']")
    assert (reference.get("lang"), reference.get("aria-label")) == ("en", "Note 1")


def test_notes_in_links_follow_the_link() -> None:
    made = markup(paragraph(Link((Text("a"), Note((said("b"),))), "https://example.org/")))
    assert element(made, "//p/a[1]").xpath("string()") == "a"
    assert element(made, "//p/a[2]").get("role") == "doc-noteref"


# --- ids ------------------------------------------------------------------------------------------------------------


def test_links_lead_to_safe_ids_that_are_there_once() -> None:
    target = Paragraph((Text("a"),), id="ä b")
    made = markup(paragraph(Link((Text("b"),), "#ä b")), target, target)
    name = element(made, "//a").get("href")[1:]
    assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", name)
    assert len(etree.fromstring(f"<main>{made}</main>").xpath(f"//*[@id='{name}']")) == 1


def test_a_link_to_nowhere_is_told_and_its_words_stay() -> None:
    result = rendered(paragraph(Link((Text("b"),), "#gone")))
    assert [item.rule for item in result.findings] == ["EPUB001"]
    assert "".join(result.root.itertext()) == "b"


def test_what_a_part_is_called_is_known_to_who_reads_it() -> None:
    made = etree.Element("p")
    assert part_of(made) is None
    set_part(made, "caption")
    assert part_of(made) == "caption"
    made.set(PART_ATTRIBUTE, "capiton")
    with pytest.raises(ValueError, match="capiton"):
        part_of(made)


def test_a_note_that_stands_in_two_places_is_two_notes() -> None:
    shared = Note((Paragraph((Text("Said twice."),)),))
    made = markup(Paragraph((Text("One"), shared, Text(" two"), shared)))
    for name in ("note-1", "note-2", "note-reference-1", "note-reference-2"):
        assert made.count(f' id="{name}"') == 1


def test_notes_referred_to_inside_a_link_get_links_of_their_own_after_it() -> None:
    note = Note((Paragraph((Text("A note."),)),))
    made = markup(Paragraph((Link((Text("words"), note), "https://example.org/"), Text(" on"))))
    assert re.search(r"<a [^>]*>words</a><a [^>]*doc-noteref[^>]*>1</a> on", made)


def test_a_note_of_unknown_language_is_not_in_that_of_the_fixed_text_around_it() -> None:
    """The section of notes is named in English where nobody knows the language: the author's words are not English."""
    made = rendered(Paragraph((Note((Paragraph((Text("Wer weiß"),)),)),)), lang="").root
    (note,) = made.iter("{*}aside")
    assert note.get("lang") == "und"
