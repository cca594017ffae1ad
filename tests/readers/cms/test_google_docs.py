"""Google Docs' HTML export: what classes and a style sheet say."""

from __future__ import annotations

from tests.readers.cms.outline import links_of, notes_of, styled
from tests.readers.cms.reading import article, body, document, messages

STYLE = (
    "<style>.b{font-weight:700}.i{font-style:italic}.n{font-weight:400;font-style:normal}.q{margin-left:36pt;margin-right:36pt}.l{margin-left:36pt}"
    '.m{font-family:"Roboto Mono"}.s{text-decoration:line-through}.u{vertical-align:super}'
    '.lst-kix_a-1 > li:before{content:"" counter(lst-ctn-kix_a-1,lower-latin) ". "}</style>'
)


def docs(inside: str) -> str:
    return f'<html><head>{STYLE}</head><body class="c1 doc-content"><p class="c3 title"><span class="b">A title</span></p>{inside}</body></html>'


def test_it_is_known_and_its_title_paragraph_is_the_title() -> None:
    made = article(docs('<h1 class="c2"><span class="b">Part</span></h1><p><span>Text.</span></p>'), "a.html")
    assert (made.format, made.document.metadata.title) == ("google-docs", "A title")
    assert body(docs('<h1><span class="b">Part</span></h1><p><span>Text.</span></p>'), "a.html") == [
        ("h", 2, "Part"),
        ("p", "Text.", ""),
    ]


def test_classes_are_marks_and_pieces_are_one_run() -> None:
    made = document(
        docs(
            '<p><span class="b">a </span><span class="b i">b</span><span class="n"> c</span><span class="s">d</span></p>'
        ),
        "a.html",
    )
    assert (styled(made, "strong"), styled(made, "emphasis"), styled(made, "deleted")) == (["a b"], ["b"], ["d"])


def test_lists_nest_by_their_class_and_count_on() -> None:
    lists = (
        '<ol class="lst-kix_a-0 start" start="1"><li><span>one</span></li></ol><ol class="lst-kix_a-1 start" start="1"><li><span>inner</span></li></ol>'
        '<ol class="lst-kix_a-0" start="2"><li><span>two</span></li></ol>'
    )
    assert body(docs(lists), "a.html") == [("li", 1, True, "one"), ("li", 2, True, "inner"), ("li", 1, True, "two")]
    made = document(docs(lists), "a.html")
    assert made.blocks[0].items[0].blocks[1].style == "lower-alpha"  # type: ignore[union-attr]


def test_redirects_lead_where_they_lead() -> None:
    link = '<p><span><a href="https://www.google.com/url?q=https://l.example/a?b%3D1&amp;sa=D&amp;ust=1">there</a></span></p>'
    assert links_of(document(docs(link), "a.html")) == [("there", "https://l.example/a?b=1")]


def test_indented_paragraphs_in_quotation_marks_are_a_quote() -> None:
    quote = '<p class="q"><span>“It turns.”</span></p><p class="q"><span>— Per Lund</span></p>'
    assert body(docs(quote), "a.html") == [("quote", "“It turns.”", "Per Lund")]
    assert body(docs('<p class="q"><span>Just set in.</span></p>'), "a.html") == [("p", "Just set in.", "")]
    left = '<p class="l"><span>“It turns.”</span></p><p class="l"><span>Only set in.</span></p>'
    assert body(docs(left), "a.html") == [("quote", "“It turns.”", None), ("p", "Only set in.", "")]


def test_a_row_in_bold_is_a_head_and_its_bold_is_no_emphasis() -> None:
    table = "<table><tr><td><p><span class='b'>Day</span></p></td><td><p><span class='b'>Boats</span></p></td></tr><tr><td><p><span>May</span></p></td><td><p><span>7</span></p></td></tr></table>"
    assert body(docs(table), "a.html") == [("table", [["Day", "Boats"], ["May", "7"]], "row", "")]
    assert styled(document(docs(table), "a.html"), "strong") == []


def test_pictures_take_the_italics_below_them_as_caption(picture: str) -> None:
    shown = f'<p><span><img alt="A wheel" src="{picture}" title=""></span></p><p><span class="i">At dusk. Photo: Ann Berg</span></p>'
    assert body(docs(shown), "a.html") == [("picture", "A wheel", "At dusk.", "Photo: Ann Berg")]
    silent = f'<p><span><img alt="" src="{picture}"></span></p><p><span>Text.</span></p>'
    assert body(docs(silent), "a.html")[0] == ("picture", None, "", "")


def test_paragraphs_in_a_monospaced_font_are_code() -> None:
    assert body(docs('<p><span class="m">a = 1</span></p><p><span class="m">b = 2</span></p>'), "a.html") == [
        ("code", "a = 1\nb = 2")
    ]


def test_notes_and_comments() -> None:
    inside = (
        '<p><span>Gone</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span>, all</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup><span>.</span></p>'
        '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Really?</span></p></div>'
        '<hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;Sold in May.</span></p></div>'
    )
    assert notes_of(document(docs(inside), "a.html")) == ["Sold in May."]
    assert body(docs(inside), "a.html")[0] == ("p", "Gone, all.", "")
    assert messages(docs(inside), "CMS005", "a.html") == ["a comment was left out: “[a]Really?”"]
