"""Lines of deeply nested phrases: broken as WeasyPrint breaks them, at a cost that grows with the text and no faster.

Work is counted in calls of WeasyPrint's own functions.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pypdfium2
import pytest
import weasyprint.layout.inline as theirs
import weasyprint.layout.preferred as widths

from exporter.errors import WriterError
from exporter.model import (
    Aside,
    Block,
    BlockQuote,
    Cell,
    Code,
    DisplayMath,
    Document,
    Figure,
    Inline,
    Inlines,
    Link,
    List,
    ListItem,
    Metadata,
    Note,
    Paragraph,
    Quote,
    Row,
    Section,
    Span,
    Styled,
    Table,
    TableBody,
    Text,
)
from exporter.writers import WriteOptions, pdf
from exporter.writers.pdf.engines import engine_called
from exporter.writers.pdf.engines.weasy import lines as weasy_lines

engine_called("weasyprint")  # what it changes of WeasyPrint is there before a test counts it

PHRASES: dict[str, Callable[[Inlines], Inline]] = {
    "emphasis": lambda content: Styled("emphasis", content),
    "sup": lambda content: Styled("sup", content),
    "language": lambda content: Span(content, lang="fr"),
    "backwards": lambda content: Span(content, lang="ar", dir="rtl"),
    "quote": Quote,
    "link": lambda content: Link(content, "https://example.org/"),
}


def cell(phrase: Inline) -> Table:
    return Table((TableBody((Row((Cell((Paragraph((phrase,)),)), Cell((Paragraph((Text("x"),)),)))),)),))


PLACES: dict[str, Callable[[Inline], Block]] = {
    "paragraph": lambda phrase: Paragraph((phrase,)),
    "cell": cell,
    "item": lambda phrase: List((ListItem((Paragraph((phrase,)),)),)),
    "attribution": lambda phrase: BlockQuote((Paragraph((phrase,)),), (phrase,)),
    "caption": lambda phrase: Figure((), caption=(phrase,), credit=(phrase,)),
    "note": lambda phrase: Paragraph((Text("a"), Note((Paragraph((phrase,)),)))),
    "heading": lambda phrase: Section((phrase,), (Paragraph((Text("x"),)),)),
    "aside": lambda phrase: Aside((Paragraph((phrase,)),), "pullquote"),
}
BIDI = "\u202egpj.exe"
TEXTS = {
    "a control": BIDI,
    "a word": "word",
    "words": "some words ",
    "a long word": "w" * 30,
    "no-break": "a\u00a0b",
    "soft hyphens": "abc\u00addef",
    "zero width": "a\u200bb",
    "a separator": "a\u2028c",
    "Chinese": "中文、日本",
    "Arabic": "مرحبا",
}


def nested(wrap: Callable[[Inlines], Inline], depth: int, text: str) -> Inline:
    """``text``, ``depth`` phrases around it, each with ``text`` before and after."""
    node: Inline = Text(text)
    for _ in range(depth):
        node = wrap((Text(text), node, Text(text)))
    return node


def article(*blocks: Block) -> Document:
    return Document(metadata=Metadata(title="T", lang="en"), title=(Text("T"),), blocks=blocks)


class TooMuch(Exception):
    """More work was done than any test allows."""


def pieces_of_layout(document: Document, monkeypatch: pytest.MonkeyPatch, most: int = 100_000) -> int:
    """How often layout split a box or measured a text."""
    done = 0

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def count(*arguments: object, **named: object) -> object:
            nonlocal done
            done += 1
            if done > most:
                raise TooMuch
            return function(*arguments, **named)

        return count

    with monkeypatch.context() as patched:
        measure = counted(theirs.split_first_line)
        patched.setattr(theirs, "split_first_line", measure)
        patched.setattr(widths, "split_first_line", measure)
        for name in ("split_inline_level", "can_break_inside"):
            patched.setattr(theirs, name, counted(getattr(theirs, name)))
        pdf.write(document, WriteOptions(engine="weasyprint"))
    assert done, "nothing was counted"
    return done


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_nested_phrases_cost_no_more_than_their_lines_and_depth(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the depth is twice the text, and each line goes down to its place: four times the work, not millions."""
    for wrap in (PHRASES["emphasis"], PHRASES["backwards"]):
        shallow, deep = (
            pieces_of_layout(article(PLACES[place](nested(wrap, depth, BIDI))), monkeypatch) for depth in (12, 24)
        )
        assert deep < 4.5 * shallow


@pytest.mark.slow
def test_a_line_of_many_phrases_that_cannot_be_broken_is_gone_back_over_once(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = (
        pieces_of_layout(article(Paragraph((Text("a"), Styled("emphasis", (Text("b"),))) * times)), monkeypatch)
        for times in (200, 800)
    )
    assert many < 4.5 * few


@pytest.mark.slow
def test_words_between_phrases_cost_the_same_each(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = (
        pieces_of_layout(article(Paragraph((Text("one two "), Styled("emphasis", (Text("three "),))) * n)), monkeypatch)
        for n in (100, 400)
    )
    assert many < 4.5 * few


FORMULAS = {
    "roots": ("<msqrt>", "</msqrt>"),
    "fractions": ("<mfrac><mn>1</mn>", "</mfrac>"),
    "scripts": ("<msup><mi>x</mi>", "</msup>"),
    "matrices": ("<mtable><mtr><mtd>", "</mtd></mtr></mtable>"),
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", FORMULAS)
def test_a_nested_formula_costs_its_size_times_its_depth(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def formula(depth: int) -> Document:
        opened, closed = FORMULAS[shape]
        inside = f"{opened * depth}<mi>x</mi>{closed * depth}"
        return article(DisplayMath("", f'<math xmlns="http://www.w3.org/1998/Math/MathML">{inside}</math>', "words"))

    shallow, deep, deepest = (pieces_of_layout(formula(depth), monkeypatch) for depth in (7, 14, 300))
    assert deep < 4.5 * shallow
    assert deepest < 2 * deep  # what lies deeper is not set


@contextmanager
def their_way() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(weasy_lines, "_is_ours", lambda context: False)
        yield


def both_ways(document: Document) -> tuple[bytes, bytes]:
    ours = pdf.write(document, WriteOptions(engine="weasyprint")).data
    with their_way():
        return ours, pdf.write(document, WriteOptions(engine="weasyprint")).data


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_lines_are_broken_where_they_were(text: str) -> None:
    """All phrases in all places in one document, as deep as WeasyPrint's own way can bear."""
    blocks = [place(nested(wrap, 2, text)) for place in PLACES.values() for wrap in PHRASES.values()]
    ours, original = both_ways(article(*blocks))
    assert ours == original


@pytest.mark.slow
def test_lines_of_mixed_phrases_are_broken_where_they_were() -> None:
    choose = random.Random(9)
    words = [
        *(text for text in TEXTS.values() if text != BIDI),
        "one two three ",
        ", ",
        "“",
        "” ",
        "internationalisation ",
        "(",
        ") ",
    ]

    def phrases(depth: int) -> Inlines:
        made: list[Inline] = []
        for _ in range(choose.randint(1, 4)):
            deeper = depth > 0 and choose.random() < 0.5
            wrap = PHRASES[choose.choice(list(PHRASES))]
            made.append(wrap(phrases(depth - 1)) if deeper else Text(choose.choice(words)))
        return tuple(made)

    for _ in range(6):
        cells = tuple(Cell((Paragraph(phrases(3)),)) for _ in range(choose.randint(2, 8)))
        table = Table((TableBody((Row(cells),)),))
        ours, original = both_ways(article(*(place(Span(phrases(3))) for place in PLACES.values()), table))
        assert ours == original


def test_what_is_nested_too_deeply_to_be_laid_out_says_so() -> None:
    """Limits that a user raised, or a document that a program made.

    Python 3.12 counts the calls of C code apart, so that the layout meets the limit a little deeper.
    """
    block: Block = Paragraph((Text("x"),))
    for _ in range(150 if sys.version_info < (3, 12) else 300):
        block = BlockQuote((block,))
    with pytest.raises(WriterError, match=r"nested too deeply.*--limit depth"):
        pdf.write(article(block), WriteOptions())


def test_a_soft_hyphen_in_a_line_that_runs_backwards() -> None:
    """The last character may have no glyph of its own, so that the last string shown is empty."""
    heading = PLACES["heading"](nested(PHRASES["backwards"], 4, "abc\u00addef"))
    assert pdf.write(article(heading), WriteOptions()).claims


@pytest.mark.parametrize("phrase", [Code("code"), Styled("emphasis", (Text("emphasis"),)), Text("plain")])
def test_the_last_space_before_a_phrase_needs_no_room(phrase: Inline) -> None:
    """WeasyPrint leaves the first word of such a text alone on its line."""
    chosen = random.Random(1)
    words = "a ferry that nobody had paid for crossed the harbour twice before the mayor learnt of it".split()
    texts = [" ".join(chosen.choice(words) for _ in range(12 + at % 6)) for at in range(300)]
    document = article(*(Paragraph((Text(f"Begin {text} "), phrase, Text(" end."))) for text in texts))
    with pypdfium2.PdfDocument(pdf.write(document, WriteOptions(engine="weasyprint")).data) as opened:
        lines = [line for page in opened for line in page.get_textpage().get_text_range().splitlines()]
    begun = [line for line in lines if line.startswith("Begin")]
    assert len(begun) == 300
    assert [line for line in begun if len(line) < 50] == []
