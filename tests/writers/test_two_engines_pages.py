"""Pages by the fast engine end as those by WeasyPrint do, and look like their sisters: measured, not by eye."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest
from lxml import etree

import exporter
from benchmarks.made import book
from exporter import h, open_article
from exporter.assets import styles_folder
from exporter.errors import WriterError
from exporter.model import Document
from exporter.writers import WriteOptions
from exporter.writers.book_options import BookOptions
from exporter.writers.pdf import engines, structure_tree
from exporter.writers.pdf.engines.painted import Piece
from exporter.writers.pdf.structure import walk
from tests.conftest import ARTICLES
from tests.publications import article
from tests.writers.two_engines import by, differences, is_fast, pages_printed

if not engines.is_installed():
    pytest.skip("PlutoBook is not installed: pip install accessible-exporter[fast]", allow_module_level=True)

from exporter.writers.pdf.engines.pluto import layout as pluto
from exporter.writers.pdf.engines.pluto.breaks import stretches
from exporter.writers.pdf.engines.pluto.font_widths import face_of
from exporter.writers.pdf.engines.pluto.headlines import Look, looks, narrowest
from exporter.writers.pdf.engines.pluto.kept import kept
from exporter.writers.pdf.engines.pluto.rows import Break, Rows
from exporter.writers.pdf.engines.pluto.sheet import folded

pytestmark = pytest.mark.slow

WORDS = (
    "a ferry that nobody had paid for crossed the harbour twice before the mayor learnt of it from her brother".split()
)
FONTS = tuple(sorted((styles_folder() / "fonts").glob("*.ttf")))
SHEETS = folded(((styles_folder() / "page.css").read_text(encoding="utf-8"),))
BOTH = ("auto", "weasyprint")
ROWS = "<tr><th>Day</th><th>Boats</th></tr><tr><td>Mon</td><td>4</td></tr><tr><td>Before</td><td>5</td></tr>"


def read(markdown: str, title: str = "T") -> Document:
    return open_article(f"---\ntitle: {title}\nlang: en\n---\n\n{markdown}".encode(), name="a.md").document


def html(markup: str) -> Document:
    page = f'<html lang="en"><head><title>T</title></head><body><h1>T</h1>{markup}</body></html>'
    return open_article(page.encode(), name="a.html").document


def pages(document: Document, engine: str = "auto") -> list[list[str]]:
    """The lines of each page without its foot."""
    made, _ = by(document, WriteOptions.of(engine=engine))
    assert engine != "auto" or is_fast(made), made.engine
    with pypdfium2.PdfDocument(made.data) as opened:
        return [page.get_textpage().get_text_range().splitlines() for page in opened]


def sentence(words: int, seed: int = 0) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(words)).capitalize() + "."


# --- where pages end --------------------------------------------------------------------------------------------------


def test_no_line_of_a_paragraph_stands_alone_at_an_end_of_a_page() -> None:
    ends = []
    for before, words in ((before, words) for before in range(19, 30, 2) for words in (50, 60, 75)):
        found = pages(read("x\n\n" * before + " ".join(f"w{number:03}" for number in range(words))))
        ends.append(tuple(sum(line.startswith("w") for line in page) for page in found[:2]))
    assert {min(pair) for pair in ends if len(pair) > 1} <= {0, 2, 3}, ends
    assert {(3, 2), (4, 2)} <= set(ends), ends


@pytest.mark.parametrize(
    "ending",
    ["> {0}\n>\n> — Ann Lee, chair", "- {1}\n- Ann Lee, chair", "# {1}\n\nAnn Lee, chair", "{1}\n: Ann Lee, chair"],
    ids=["quote", "list", "heading", "term"],
)
def test_what_belongs_together_is_on_one_page(ending: str) -> None:
    """Wherever the page ends: who said a short quotation, the last of two items, what follows a heading or a term."""
    for before in range(22, 34):
        document = read("x\n\n" * before + ending.format(sentence(40), sentence(8)) + "\n\n" + "x\n\n" * 3)
        (page,) = [text for text in map(" ".join, pages(document)) if "Ann Lee" in text]
        assert set(WORDS) & set(page.partition("Ann Lee")[0].split()), f"parted after {before} paragraphs"


@pytest.mark.parametrize(
    ("before", "is_taken"),
    [("<p>Before</p>", True), ("<ul><li>one</li><li>Before</li></ul>", False), (f"<table>{ROWS}</table>", False)],
    ids=["paragraph", "list", "table"],
)
def test_a_list_takes_the_words_with_it_that_lead_to_it(before: str, is_taken: bool) -> None:
    """And no last row of a table, no last item of a list: by both engines."""
    parted = set()
    for count in range(21, 26):
        document = html(f"{'<p>x</p>' * count}{before}<ol><li>first</li><li>last</li></ol>")
        found = [[" ".join(page[1:-1]).replace("x ", "") for page in pages(document, engine)] for engine in BOTH]
        assert found[0] == found[1]
        parted.add(any("Before" in page and "first" not in page for page in found[0]))
    assert parted == {False, not is_taken}


def test_what_is_not_broken_takes_its_heading_with_it() -> None:
    """How high it is the engine alone knows: the page is seen to end with the heading, and is laid out once more."""
    for lines in range(8, 26, 3):
        source = "x\n\n" * lines + "## Below\n\n```\n" + "code\n" * 18 + "```\n"
        (page,) = [page for page in pages(read(source)) if "Below" in page]
        assert "code" in page[page.index("Below") + 1]


def test_each_page_of_a_long_document_is_laid_out_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = pages_printed(monkeypatch)
    source = "\n\n".join(sentence(20 + number * 7 % 90, number) for number in range(250))
    assert is_fast(by(read(source))[0])
    assert counted[-1] > 30, "the heads and feet of all pages"
    assert sum(counted[:-1]) <= 2.5 * counted[-1]


def test_a_book_of_pages_that_end_badly_is_laid_out_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """What each of them moves is seen in windows of a few pages: the whole would be laid out once for each of them."""
    counted = pages_printed(monkeypatch)
    monkeypatch.setattr(Rows, "rooms", lambda _: iter(()))  # so that lines begin pages one at a time
    document = open_article(book(41_000).encode(), name="a.md").document
    assert is_fast(by(document)[0])
    assert sum(counted[:-1]) <= 3 * counted[-1]
    assert len(counted) > 6

    def not_asked(*_: object) -> Any:
        raise WriterError("the other engine was asked")

    monkeypatch.setattr(pluto, "LONG", 10_000)
    monkeypatch.setattr(pluto, "FLOWING", 10_000_000)
    monkeypatch.setattr("exporter.writers.pdf.engines.weasy.layout.write", not_asked)
    with pytest.raises(WriterError, match="the other engine"):
        by(document)


def test_pages_that_do_not_settle_are_the_other_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pluto, "PASSES", 1)
    source = " ".join(f"w{number:03}" for number in range(60))
    found = [by(read("x\n\n" * before + source))[0].engine for before in range(19, 30)]
    assert 1 <= sum("its pages do not settle" in engine for engine in found) <= 3


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ul><li>a</li><li>b</li><li>c</li></ul>", ["2", "1", "0"]),
        (f"<ul><li>a</li><li>{'long ' * 60}</li></ul>", ["2", ""]),
        ("<dl><dt>a</dt><dd>b</dd></dl>", ["0"]),
    ],
)
def test_short_things_are_kept_whole_with_room_for_what_follows(markup: str, expected: list[str]) -> None:
    root = etree.fromstring(markup)
    assert [kept(item, item.tag) for item in root if item.tag in ("li", "dd")] == expected


def see_all_rooms(monkeypatch: pytest.MonkeyPatch) -> list[list[Any]]:
    """As if the first page ended badly, so that all the lines that need room get it; these lines, for each layout."""
    wrong: Any = Rows.wrong
    asked: list[list[Any]] = []

    def seeing(self: Rows) -> list[Break]:
        asked.append(lines := [room.line for room in self.rooms()])
        return list(wrong(self)) if len(asked) > 1 else [Break(None, lines[0])]

    monkeypatch.setattr(Rows, "wrong", seeing)
    return asked


MARKED = "*{0} **{1}** {0}* [{1} *{0}*](https://example.org/{2}) `{0}` {1} [{0}](#t) ==~~{1}~~== "


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_lines_that_are_kept_on_one_page_change_no_tree(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a page must end earlier a block stands in the text, in the midst of emphasis and of links."""
    asked = see_all_rooms(monkeypatch)
    marked = [
        MARKED.format(sentence(4 + part % 9, part), sentence(3 + part % 5, part), part) * (1 + part % 4)
        for part in range(seed * 40, seed * 40 + 40)
    ]
    assert differences(read("\n\n".join(marked))) == []
    assert len(asked[0]) > 20


def test_every_line_of_a_link_can_be_followed() -> None:
    """PlutoBook makes no annotation for what stands after a block in a link: none is put there."""
    links = [f"[{' '.join(f'w{number:03}' for number in range(words))}](https://example.org/)" for words in (60, 75)]

    for before, link in ((before, link) for before in range(19, 30, 2) for link in links):
        made, _ = by(read("x\n\n" * before + link))
        with pikepdf.open(io.BytesIO(made.data)) as opened:
            found = sum(len(page.get("/Annots", [])) for page in opened.pages)
        assert is_fast(made)
        assert found >= 5 + (link is links[1]), before


# --- headlines --------------------------------------------------------------------------------------------------------

TITLES = [
    "Mayor learns of the ferry that nobody had paid for",
    "Harbour board votes to keep the night crossing until spring, and asks the county for help",
    "A well-known harbour – and a ferry",
    "Short",
    "Überfahrt für alle: Warum die Fähre im Winter nicht mehr nach Sylt fährt",
]


@pytest.mark.parametrize("title", TITLES)
def test_headlines_have_the_same_lines_by_both_engines(title: str) -> None:
    document = read(f"## {title}\n\n### {title}\n\nWords.\n", f'"{title}"')
    assert pages(document) == pages(document, "weasyprint")


def test_the_looks_of_headlines_are_those_of_the_sheet() -> None:
    found = looks(SHEETS)
    assert set(found) == {*(f"h{level}" for level in range(1, 7)), "kicker", "subtitle", "standfirst", "aside-title"}
    assert found["h1"] == Look(2.45 * 11, True, False, -0.005 * 2.45 * 11)
    assert (found["h6"].bold, found["h6"].italic) == (True, True)
    assert (found["subtitle"].bold, found["subtitle"].size) == (False, 1.18 * 11)


def test_widths_of_letters_are_those_of_the_font() -> None:
    from fontTools.ttLib import TTFont

    for bold, italic in ((False, False), (True, False), (True, True)):
        face = face_of(FONTS, bold=bold, italic=italic)
        assert face is not None
        theirs = TTFont(next(path for path in FONTS if path.stem == face.name))
        units, cmap = theirs["head"].unitsPerEm, theirs.getBestCmap()
        for char in "aWé–ß€Я“ ":
            assert face.width(char, 1) == theirs["hmtx"][cmap[ord(char)]][0] / units


def test_a_headline_is_as_narrow_as_its_lines_allow() -> None:
    face = face_of(FONTS, bold=True, italic=False)
    assert face is not None
    look = Look(20, True, False, 0)
    assert narrowest("word", look, face, 300) == 0
    four = face.width("word word", 20)
    assert narrowest("word word word word", look, face, four * 1.6) == pytest.approx(four)
    assert narrowest("word " * 99, look, face, 300) == 0, "a paragraph"


# --- sisters ----------------------------------------------------------------------------------------------------------


def look(document: Document, engine: str) -> dict[str, object]:
    """What of pages is measured: how many, their fonts, the left and right edges of the text, heads and feet."""
    made, _ = by(document, WriteOptions.of(engine=engine))
    with pikepdf.open(io.BytesIO(made.data)) as opened:
        boxes = {tuple(round(float(side), 1) for side in page.mediabox) for page in opened.pages}  # type: ignore[attr-defined]
        names = {str(font.BaseFont).rpartition("+")[2] for page in opened.pages for font in _fonts(page)}
    with pypdfium2.PdfDocument(made.data) as opened:
        edges = [list(_lines(page)) for page in opened]
    furniture = [(page[0][3], page[-1][3]) for page in edges]
    left = min(line[0] for page in edges for line in page)
    right = max(line[2] for page in edges for line in page)
    return {
        "pages": len(edges),
        "boxes": boxes,
        "fonts": {re.sub("[^a-z0-9]|regular", "", name.lower()) for name in names},
        "left": round(left, 1),
        "right": right,
        "first": furniture[0],
        "second": furniture[1] if len(furniture) > 1 else (),
    }


def _fonts(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    return iter(dict(page.Resources.get("/Font", {})).values())  # type: ignore[call-overload]


def _lines(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each line, from the top of the page down."""
    text = page.get_textpage()
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    return iter(sorted(boxes, key=lambda box: -box[1]))


@pytest.mark.slow
def test_pages_of_both_engines_look_like_sisters() -> None:
    compared = 0
    for path in [path for path in ARTICLES if is_fast(by(exporter.read(path))[0])]:
        document = exporter.read(path)
        fast, given = look(document, "auto"), look(document, "weasyprint")
        assert abs(fast.pop("pages") - given.pop("pages")) <= 1, path.name  # type: ignore[operator]
        assert fast.pop("right") == pytest.approx(given.pop("right"), abs=6), path.name
        for part in ("first", "second"):
            assert fast.pop(part) == pytest.approx(given.pop(part), abs=1), (path.name, part)
        assert fast == given, path.name
        compared += 1
    assert compared >= 5


MIXED = (
    "## {0}", "### {0}", "{1}", "{1}", "{2}", "{2}", "> {1}\n>\n> — Ann Lee",
    "> {2}\n>\n> {1}\n>\n> {2}\n>\n> — Ann Lee",
    "{0}:\n\n- {0}\n- {1}\n- {0}\n- {0}", "1. {0}\n2. {1}\n3. {0}", "{0}\n: {1}\n\n{0}\n: {0}",
    "```\ncode\ncode\ncode\n```",
    "| Day | Boats |\n|---|--:|\n| {0} | 4 |\n| {0} | 12 |\n| {0} | 7 |", "---",
)  # fmt: skip
"""Blocks of several kinds: a heading's words, a short text, a long one."""


def mixed(seed: int, count: int = 90) -> str:
    chosen = random.Random(seed)
    kinds = [chosen.choice(MIXED) for _ in range(count)]
    return "\n\n".join(
        kind.format(sentence(5, at), sentence(chosen.randint(9, 30), at), sentence(chosen.randint(30, 110), at))
        for at, kind in enumerate(kinds)
    )


def test_pages_of_articles_of_many_kinds_begin_with_the_same_words() -> None:
    """Nearly all of them: what room a block wants with the next is guessed, and seen only when pages are painted."""
    same = count = 0
    for seed in range(6):
        fast, given = (pages(read(mixed(seed)), engine) for engine in BOTH)
        assert len(fast) == len(given)
        begun = [{"".join("".join(page[1:]).split())[:60] for page in found} for found in (fast, given)]
        same, count = same + len(begun[0] & begun[1]), count + len(given)
    assert same >= 0.75 * count, (same, count)


@pytest.mark.parametrize("paragraph", [sentence(60), "> {0}\n>\n> {0}\n>\n> — Ann Lee".format(sentence(30))])
def test_a_page_is_filled_to_the_line_at_which_the_given_engine_ends_it(paragraph: str) -> None:
    """Below a heading, and in a quotation of some length."""
    for before in range(20, 28):
        document = read("x\n\n" * before + f"### {sentence(4)}\n\n{paragraph}\n")
        fast, given = (pages(document, engine) for engine in BOTH)
        assert fast == given, before


def test_only_the_first_line_of_a_paragraph_is_indented(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a line has got room for those after it: that block in the paragraph begins no other one."""
    see_all_rooms(monkeypatch)
    bound = h.document("B", article("A", *(h.p(sentence(90, seed)) for seed in range(40))), lang="en")
    made, _ = by(bound, WriteOptions.of(book=BookOptions(design="book")))
    assert is_fast(made)
    with pypdfium2.PdfDocument(made.data) as opened:
        starts = [line[0] for page in list(opened)[3:] for line in list(_lines(page))[1:-1]]
    assert 25 <= sum(start > 110 for start in starts) < 40 < len(starts)


@pytest.mark.parametrize("seed", range(3))
def test_generated_articles_have_as_many_pages_and_the_same_lines(seed: int) -> None:
    """Where neither breaks a line otherwise (a hair's breadth decides), every page begins with the same words."""
    blocks = [
        f"## {sentence(6, seed)}",
        *(sentence(15 + number * 11 % 80, seed * 100 + number) for number in range(40)),
    ]
    fast, given = (pages(read("\n\n".join(blocks)), engine) for engine in BOTH)
    assert fast == given


TOKENS = (
    "docs/reference/rules.md tests/readers/a_b.py https://example.org/a/b?c=d&e=f and/or 24/7 km/2 */*.md --to-pdf "
    'COVID-19 2020-21 12-year-old p.12 No.5 12.30 a:1 T10:30 x|y {x}y wow!no "(so" well-known 9–17 so—then'
).split()


@pytest.mark.parametrize("kind", ["{}", "`{}`"], ids=["text", "code"])
@pytest.mark.parametrize("seed", range(3))
def test_lines_are_broken_inside_words_where_unicode_has_it(seed: int, kind: str) -> None:
    """Between any two such words the line ends, now here, now there: by both engines at the same places."""
    chosen = random.Random(seed)
    blocks = [" ".join(kind.format(chosen.choice(TOKENS)) for _ in range(9)) for _ in range(40)]
    fast, given = (
        [line.replace("\ufffe", "-").strip() for page in pages(read("\n\n".join(blocks)), engine) for line in page]
        for engine in BOTH
    )
    assert sum(line not in given for line in fast) <= 0.1 * len(fast), sorted(set(fast) - set(given))


def test_lines_of_code_are_broken_where_unicode_has_it() -> None:
    """But where a word of it is longer than a line."""
    chosen = random.Random(2)
    code = "\n".join(" ".join(chosen.choice(TOKENS) for _ in range(9)) for _ in range(15))
    fast, given = (
        [line.replace("\ufffe", "-").strip() for page in pages(read(f"```\n{code}\n```\n"), engine) for line in page]
        for engine in BOTH
    )
    assert fast == given
    long = pages(read(f"```\n{'long' * 30}/long word-12\n```\n"))
    assert "".join(long[0][1:-1]).count("long") == 31


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("COVID-19 and --to -- x.\\n", "COVID[-1]9 and [--]|to [--] x.|\\n"),
        ("a/b 1/2 km/2 ../a/_b https://c", "a/|b 1/2 km/|2 ../|a/|_b https://|c"),
        ("well-known - (a) and/or.", "well-known - (a) and/|or."),
        ("No.5 12.30 a:1 T10:30 wow!no why?", "No.|5 12.30 a:|1 T10:30 wow!|no why?"),
    ],
)
def test_where_a_line_may_end_inside_a_word(text: str, expected: str) -> None:
    said = [(f"[{part}]" if whole else part) + "|" * ends for part, whole, ends in stretches(text)]
    assert "".join(said) == expected


def test_numbers_of_lists_reach_into_the_margin() -> None:
    """Long ones would be cut off there, though they are in the file: so much of each is black."""
    for start in (1, 98, 998):
        black = []
        for engine in BOTH:
            made, _ = by(html(f'<ol start="{start}"><li>a</li><li>b</li></ol>'), WriteOptions.of(engine=engine))
            with pypdfium2.PdfDocument(made.data) as opened:
                picture = opened[0].render(scale=2).to_pil().convert("L").point(lambda value: 255 * (value < 128))
            box = picture.crop((0, 240, picture.width, 400)).getbbox()
            assert box is not None
            black.append(box[0] / 2)
        assert black[0] == pytest.approx(black[1], abs=1), start
        assert (black[0] < 106) == (start > 1)


def test_what_is_raised_and_lowered_stands_as_high_by_both_engines() -> None:
    document = html("<p>x<sub>low</sub> x<sup>high</sup> x<sup>a<sup>above</sup></sup></p><p>x</p>")
    found = []
    for engine in BOTH:
        made, _ = by(document, WriteOptions.of(engine=engine))
        with pypdfium2.PdfDocument(made.data) as opened:
            text = opened[0].get_textpage()
            starts = [text.search(word).get_next() for word in ("low", "high", "above")]
            found.append([text.get_charbox(start[0])[1] for start in starts if start])
    assert found[0] == pytest.approx(found[1], abs=0.8)


@pytest.mark.parametrize("words", [2, 30])
def test_a_caption_does_not_pull_a_narrow_table_apart(words: int) -> None:
    """By the rules of CSS a table is as wide as the least width of its caption; our sheet's is 80 mm."""
    rows = "<tr><th>Day</th><th>Boats</th></tr><tr><td>Mon</td><td>4</td></tr>"
    markup = f"<table><caption>{sentence(words)}</caption>{rows}</table>"
    document = html(f"<p>Words.</p>{markup}")
    places = []
    for engine in ("auto", "weasyprint"):
        made, _ = by(document, WriteOptions.of(engine=engine))
        assert is_fast(made) == (engine == "auto"), made.engine
        with pypdfium2.PdfDocument(made.data) as opened:
            text = opened[0].get_textpage()
            at = text.search("Boats").get_next()
            assert at is not None
            places.append(text.get_charbox(at[0])[:2])
    assert places[0] == pytest.approx(places[1], abs=2)
    assert differences(document) == []


@pytest.mark.parametrize("words", ["https://pos.it/r4ds-01-sales", "and/or `a/b/c-1`", "COVID-19 in docs/pdf.md"])
def test_the_words_of_a_link_on_a_line_are_one_piece(words: str) -> None:
    """What is underlined is painted stretch by stretch, and each stretch would be told by itself."""
    made = read(f"See [{words}](https://example.org/) here.")
    trees = [
        structure_tree(made, WriteOptions(engine="plutobook")),
        structure_tree(made, WriteOptions(engine="weasyprint")),
    ]
    fast, other = ([kid.text for here in walk(tree) for kid in here.kids if isinstance(kid, Piece)] for tree in trees)
    assert fast == other
