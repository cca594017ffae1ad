"""HTML that says one thing and shows another: headings without an end, phrases on lines of their own, tags in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.model import List, Note, plain_text, walk
from exporter.readers.plain_words import without_markup
from exporter.run.pipeline import ReadOptions, read_bytes
from exporter.run.reading_proof import unread
from tests.readers.outline import outline
from tests.readers.test_html_variants import read

PAGE = "<!doctype html><html lang='en'><head><title>Post</title>{head}</head><body>{body}</body></html>"
OPEN = {
    "round the main part": (
        "<h1>The weir holds <main><p>It was dry.</p><p>It rained.</p></main>",
        "title: The weir holds\nparagraph: It was dry.\nparagraph: It rained.",
    ),
    "round the main part, which has its own": (
        "<h1>The Harbour Post <main><h1>The weir holds</h1><p>It was dry.</p><p>It rained.</p></main>",
        "title: The weir holds\nparagraph: It was dry.\nparagraph: It rained.",
    ),
    "round a division with another": (
        "<h1>The weir holds <div><h2>A dry year</h2><p>It was dry.</p><p>It rained.</p></div>",
        "title: The weir holds\nsection: A dry year\n  paragraph: It was dry.\n  paragraph: It rained.",
    ),
    "round paragraphs, its words in a division": (
        "<h1><div>The weir holds</div><p>It was dry.</p><p>It rained.</p></h1><p>So be it.</p>",
        "title: The weir holds\nparagraph: It was dry.\nparagraph: It rained.\nparagraph: So be it.",
    ),
    "round a list": (
        "<h1>Post</h1><h2>What it holds <ul><li>Water</li><li>Mud</li></ul>",
        "title: Post\nsection: What it holds\n  list\n  - paragraph: Water\n  - paragraph: Mud",
    ),
    "none: one block is the heading": (
        "<h1><p>The weir holds</p></h1><p>It was dry.</p>",
        "title: The weir holds\nparagraph: It was dry.",
    ),
}


@pytest.mark.parametrize("name", OPEN)
def test_a_heading_that_is_never_ended_is_its_first_words(name: str, tmp_path: Path) -> None:
    body, right = OPEN[name]
    article = read(tmp_path, PAGE.format(head="", body=body))
    assert outline(article.document).rstrip("\n") == right
    assert [item.rule for item in article.findings].count("HTML024") == (not name.startswith("none"))
    assert unread(article, "a.html") == ()


@pytest.mark.parametrize(
    ("head", "phrase"),
    [
        ("", "<b style='display: block'>Boats</b>"),
        ("<style>.line, .no { display:block }</style>", "<span class=line>Boats</span>"),
        ("<style>small { display: flex; }</style>", "<small>Boats</small>"),
    ],
)
def test_a_phrase_shown_as_a_block_does_not_join_the_words_beside_it(head: str, phrase: str, tmp_path: Path) -> None:
    article = read(tmp_path, PAGE.format(head=head, body=f"<h1>T</h1><div>More about{phrase}at the quay.</div>"))
    assert plain_text(article.document.blocks).split() == ["More", "about", "Boats", "at", "the", "quay."]
    assert unread(article, "a.html") == ()


def test_only_what_a_sheet_sets_apart_is_on_a_line_of_its_own(tmp_path: Path) -> None:
    head = "<style>.line { display: block } .word { display: inline }</style>"
    article = read(tmp_path, PAGE.format(head=head, body="<h1>T</h1><p>sea<b class=word>gull</b>s</p>"))
    assert plain_text(article.document.blocks).strip() == "seagulls"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("A boat<br><small>Photo: <a href='https://e.org/'>Ann</a></small>", "A boat Photo: Ann"),
        ('<span style="font-size:13px;">A boat</span>', "A boat"),
        ("<p>A boat.</p><p>A quay.</p>", "A boat. A quay."),
        ("Ebb &amp; flow&nbsp;here", "Ebb & flow here"),
        ("The <b> element", "The <b> element"),
        ("a <b and c> d", "a <b and c> d"),
        ("AT&T; R&D", "AT&T; R&D"),
    ],
)
def test_markup_in_an_alternative_text_is_not_heard(said: str, words: str, tmp_path: Path) -> None:
    assert without_markup(said) == words
    written = said.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    body = f'<h1>T</h1><p>See <img src="boat.png" alt="{written}"> and go.</p>'
    article = read(tmp_path, PAGE.format(head=f'<meta name="description" content="{written}">', body=body))
    (picture,) = (node for node in walk(article.document) if type(node).__name__ == "Image")
    assert (picture.alt, article.document.metadata.description) == (words, words)
    assert unread(article, "a.html") == ()


@pytest.mark.parametrize("page", ["https://wiki.example/Weir", "./Weir", "/wiki/Weir?old=3"])
def test_links_to_parts_of_the_page_by_its_own_address_are_links_within(page: str, tmp_path: Path) -> None:
    mark = '<sup id="ref{0}"><a href="{1}#note{0}">[{0}]</a></sup>'
    note = '<li id="note{0}"><a href="{1}#ref{0}">↑</a> Said {2}.</li>'
    text = f"<p>Dry.{mark.format(1, page)} Wet.{mark.format(2, page)}</p>"
    notes = f"<ol>{note.format(1, page, 'Ann')}{note.format(2, page, 'Bo')}</ol>"
    article = read(tmp_path, PAGE.format(head="", body=f"<h1>T</h1>{text}{notes}"))
    held = [" ".join(plain_text(node.blocks).split()) for node in walk(article.document) if isinstance(node, Note)]
    assert held == ["Said Ann.", "Said Bo."]


def test_links_to_parts_of_another_page_stay_links_to_it(tmp_path: Path) -> None:
    links = "".join(f'<a href="https://e.org/b#s{number}">part {number}</a> ' for number in range(8))
    article = read(tmp_path, PAGE.format(head="", body=f"<h1 id=s1>T</h1><p>{links}</p><h2 id=s2>Two</h2><p>Two.</p>"))
    targets = {node.target for node in walk(article.document) if type(node).__name__ == "Link"}
    assert targets == {f"https://e.org/b#s{number}" for number in range(8)}


def test_an_item_that_only_indents_a_list_shows_no_number(tmp_path: Path) -> None:
    inner = "<ol><li>Rope</li><li>Tar</li></ol>"
    html = f"<h1>T</h1><ol><li style='list-style-type:none;'>{inner}</li></ol>"
    lists = [node for node in walk(read(tmp_path, html).document) if isinstance(node, List)]
    assert [(node.ordered, len(node.items)) for node in lists] == [(False, 1), (True, 2)]


def pasted(named: int, mark: str, text: str, level: int = 1) -> str:
    style = f"margin-left:36pt;mso-list:l{named} level{level} lfo{named + 1}"
    typed = f"<span style='mso-list:Ignore'>{mark}<span style='font:7pt Times'>&nbsp;&nbsp; </span></span>"
    return f"<p class=MsoListParagraph style='{style}'><![if !supportLists]>{typed}<![endif]>{text}</p>\n"


def test_lists_of_word_under_one_another_are_several_lists_with_their_numbers(tmp_path: Path) -> None:
    lists = (("1.", "2."), ("I.", "II."), ("a)", "b)"), ("·", "·"), ("1)", "2)"))
    html = "".join(pasted(at, mark, f"Item {mark}") for at, marks in enumerate(lists) for mark in marks)
    found = [node for node in read(tmp_path, f"<h1>T</h1>{html}").document.blocks if isinstance(node, List)]
    assert [(node.ordered, node.style, node.start, node.delimiter, len(node.items)) for node in found] == [
        (True, "decimal", 1, "period", 2),
        (True, "upper-roman", 1, "period", 2),
        (True, "lower-alpha", 1, "paren", 2),
        (False, "decimal", 1, "period", 2),
        (True, "decimal", 1, "paren", 2),
    ]


def test_a_list_of_word_that_counts_on_under_another_name_is_one(tmp_path: Path) -> None:
    html = pasted(0, "1.", "Rope") + pasted(0, "a.", "Hemp", 2) + pasted(3, "2.", "Tar") + pasted(4, "3.", "Oil")
    (found,) = (node for node in read(tmp_path, f"<h1>T</h1>{html}").document.blocks if isinstance(node, List))
    assert [item.value for item in found.items] == [None, None, None]
    assert len(found.items) == 3


@pytest.mark.parametrize(
    ("script", "typed", "tex"),
    [
        ("tex-chtml.js", r"\[ \frac{a}{2} \]", r"\frac{a}{2}"),
        ("./js/tex-mml-svg.js", r"\( x^2 \)", "x^2"),
        ("mathjax@4/tex-svg.js", r"\begin{equation} x^2 \end{equation}", r"\begin{equation} x^2 \end{equation}"),
        ("tex-svg.js", r"\begin{align} x &= 1 \\ y &= 2 \end{align}", r"\begin{align} x &= 1 \\ y &= 2 \end{align}"),
        ("tex-svg.js", r"\(\cssId{one}{\class{b}{x}}^2\)", r"\cssId{one}{\class{b}{x}}^2"),
    ],
)
def test_tex_of_a_page_that_loads_mathjax_by_any_of_its_names_is_a_formula(
    script: str, typed: str, tex: str, tmp_path: Path
) -> None:
    body = f"<h1>T</h1><p>It is {typed} here.</p>"
    article = read(tmp_path, PAGE.format(head=f"<script src='{script}'></script>", body=body))
    (formula,) = (node for node in walk(article.document) if type(node).__name__ in ("Math", "DisplayMath"))
    assert (formula.tex.strip(), bool(formula.mathml)) == (tex, True)
    assert unread(article, "a.html") == ()


def test_tex_of_a_page_without_a_program_for_it_stays_text(tmp_path: Path) -> None:
    article = read(
        tmp_path, PAGE.format(head="<script src='a.js'></script>", body=r"<h1>T</h1><p>A \[ \frac12 \].</p>")
    )
    assert plain_text(article.document.blocks).strip() == r"A \[ \frac12 \]."


COUNTED = {
    "ol { list-style: none } li::before { content: counter(a, upper-roman) ') ' } ol { counter-reset: a 4 }": (
        *("upper-roman", 5, "paren"),
    ),
    "ol, ul { list-style-type: none; counter-reset: a } li:before { content: '(' counter(a, lower-latin) ')' }": (
        *("lower-alpha", 1, "parens"),
    ),
    "ol { list-style: none; counter-reset: a } ol > li::before { content: counters(a, '.') '. ' }": (
        *("decimal", 1, "period"),
    ),
}


@pytest.mark.parametrize("sheet", COUNTED)
def test_numbers_that_a_sheet_counts_are_the_numbers_of_the_list(sheet: str, tmp_path: Path) -> None:
    body = "<h1>T</h1><ol class=b><li>Rope</li><li>Tar</li></ol>"
    article = read(tmp_path, PAGE.format(head=f"<style>{sheet} li {{ counter-increment: a }}</style>", body=body))
    (found,) = (node for node in article.document.blocks if isinstance(node, List))
    assert (found.style, found.start, found.delimiter) == COUNTED[sheet]
    assert unread(article, "a.html") == ()


def test_bullets_that_a_sheet_makes_numbers_are_numbered(tmp_path: Path) -> None:
    sheet = "ul.s { list-style: none } ul.s > li::before { content: counter(step) }"
    body = "<h1>T</h1><ul class=s><li>Rope</li></ul><ul><li>Tar</li></ul>"
    article = read(tmp_path, PAGE.format(head=f"<style>{sheet}</style>", body=body))
    assert [node.ordered for node in article.document.blocks if isinstance(node, List)] == [True, False]


def test_the_parts_of_a_list_that_another_cuts_are_one_list(tmp_path: Path) -> None:
    item = '<li style="list-style-type:{0}" aria-level="{1}"><p>{2}</p></li>'
    first, inner = item.format("decimal", 1, "Rope"), item.format("lower-alpha", 2, "Hemp")
    cut = f"<ol>{first}</ol><ol><ol>{inner}</ol></ol><ol start=2>{item.format('decimal', 1, 'Tar')}</ol>"
    article = read(tmp_path, f"<h1>T</h1>{cut}<p>Then.</p><ol start=3>{item.format('decimal', 1, 'Oil')}</ol>")
    assert outline(article.document).removeprefix("title: T\n").rstrip() == (
        "decimal list from 1\n- paragraph: Rope\n  lower-alpha list from 1\n  - paragraph: Hemp\n- paragraph: Tar\n"
        "paragraph: Then.\ndecimal list from 3\n- paragraph: Oil"
    )
    assert unread(article, "a.html") == ()


@pytest.mark.parametrize("cut", ["<ol start=5><li>Tar</li></ol>", "<ul><li>Tar</li></ul>"])
def test_a_list_that_does_not_go_on_is_another(cut: str, tmp_path: Path) -> None:
    article = read(tmp_path, f"<h1>T</h1><ol><li>Rope</li></ol><ol><ol><li>Hemp</li></ol></ol>{cut}")
    assert [len(node.items) for node in article.document.blocks if isinstance(node, List)] == [1, 1]


@pytest.mark.parametrize("row", ["<tr></tr>", "<tr>words</tr>", "<tbody><tr></tr></tbody>"])
def test_a_table_may_begin_with_a_row_of_nothing(row: str) -> None:
    page = f"<html lang='en'><h1>T</h1><table>{row}<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table></html>"
    article = read_bytes(page.encode(), "a.html", ReadOptions(format="html"))
    assert "b" in plain_text(article.document.blocks)


def test_a_style_sheet_that_is_nested_too_deeply_ends_no_run() -> None:
    sheet = ":is(" * 20_000 + "p" + ")" * 20_000 + " { color: red }"
    page = f"<html lang='en'><head><style>{sheet}</style></head><h1>T</h1><p>Shown words.</p></html>"
    article = read_bytes(page.encode(), "a.html", ReadOptions(format="html"))
    assert "Shown words." in plain_text(article.document.blocks)
