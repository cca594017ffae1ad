"""The handed cases of HTML and newsroom files: each has the value that the collection's README states.

Needs ``../shared/cases``. What is looked for are pieces of the outline; what must stand in no outline is markup that
would be read aloud, or words that nobody sees. Our own cases of each kind are in ``test_html_variants``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import exporter
from exporter.model import Cell, List, Table, walk
from exporter.run.prove import prove
from exporter.run.results import Article
from exporter.writers import WriteOptions, writer
from tests.conftest import shared
from tests.readers.outline import outline


@dataclass(frozen=True)
class Right:
    """What a case has to become: pieces of its outline, pieces that must not be in it, the rules of its findings.

    ``rules`` are all findings but those that ask for a person, or advise; None for cases that state none.
    """

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    rules: tuple[str, ...] | None = None


def right(*has: str, lacks: tuple[str, ...] = (), rules: str | None = None) -> Right:
    return Right(has, lacks, None if rules is None else tuple(rules.split()))


RIGHT = {
    "html/03-note-twice": right(
        "claim.<note paragraph: Opinions are my own.> Other.<note paragraph: See the minutes.>",
        "Another bold claim.<NoteReference>", lacks=("link",), rules="",
    ),
    "html/14-list-numbers": right(
        "lower-alpha list from 2", "  lower-roman list from 1\n  - paragraph: small",
        rules="",
    ),
    "html/18-embeds": right(
        "figure: A tour of the harbour\n  paragraph: <link Harbour tour, a film → https://www.youtube.com/watch?v=dQw4>",
        "→ https://vimeo.com/1>", "<link Get the film → ", "→ https://example.org/talk.mp3>", "→ https://www.instagram",
        "<link The map →", "quote by: Harbour Office",
    ),
    "html/19-lazy": right(
        "figure: Lazy caption\n  paragraph: <picture Lazy one>\nparagraph: <picture Placeholder one>\n"
        "paragraph: <picture In a picture element> <picture Only source> <picture Only srcset>\nparagraph: End.",
        lacks=("missing",), rules="",
    ),
    "html/54-oglocale": right("title: Harbour", rules="HTML015"),
    "html/57-wpgallery": right(
        "figure: Boats at dawn\n  paragraph: <picture Boats at the quay>\n"
        "figure: The flag\n  paragraph: <picture A blue square>\nparagraph: After.", rules="",
    ),
    "html/58-twoway-table": right("  head:  | 2024 | 2025\n  row: East | 1 | 2"),
    "html/62-pre-verse": right(
        "paragraph: The quay is cold, ⏎ \u00a0\u00a0\u00a0\u00a0the gulls are bold.", "paragraph: From: Ann ⏎ To: Bo",
        lacks=("code",), rules="",
    ),
    "html/details": right(
        "  term: How to get there\n  definition\n    paragraph: By bus from the square.\n  paragraph: Tickets cost",
        rules="",
    ),
    "html/fig_alt_empty": right("figure: Rainfall", "<picture (nobody has said)>", rules="IMG009 IMG009"),
    "html/figtable": right("table: Sailings by day\n  head: Day | Boats", lacks=("figure",), rules=""),
    "html/gdocs": right(
        "title: Ferry returns to the island", "section #h.ac: What", "<strong on time>", "→ https://example.org/ferry>",
        "<note paragraph: Said the harbour office.>", "list\n  - paragraph: tickets\n    list\n    - paragraph: times\n"
        "  - paragraph: fares", lacks=("google", "[1]"),
    ),
    "html/h01-word-list": right(
        "list\n- paragraph: Bread\n  list\n  - paragraph: Rye bread\n- paragraph: Milk\nparagraph: Some words",
        "decimal list from 1\n- paragraph: Pay\n- paragraph: Go home", lacks=("if !", "·", "endif"), rules="",
    ),
    "html/h02-relative-links": right("example.org/guides/b.html>", "example.org/news/c.html>", rules=""),
    "html/h03-list-style": right("lower-roman list from 1", "lower-alpha list from 1", "decimal list from 7"),
    "html/h04-word-comment-in-modern": right("Before seen after.", "Bogus here.", lacks=("if", "php"), rules=""),
    "html/h05-picture-no-alt-alone": right("Before.\nparagraph: After.", lacks=("link",), rules="IMG002"),
    "html/h06-hash-heading-anchor": right("section #a: First part\n", "section: Second part\n", lacks=("edit",)),
    "html/h07-empty-dd": right("term: Term\nparagraph: End.", rules=""),
    "html/o07-zero-width": right("<strong Paige", "the yard", rules=""),
    "html/o11-link-in-code": right(
        "<link <code Tide.heights()> → https://tide.example/api#heights>", "<link <code Tide.next()> →", "<code Ctrl>"
    ),
    "html/o12-main-among-teasers": right(
        "title: Bridge reopens after nine weeks\nparagraph: The bridge", "section: What was mended",
        lacks=("Fish", "News", "rights"), rules="HTML006 HTML006 HTML006",
    ),
    "html/o13-empty-link": right("time. The fog", "<link the log of the fog →", lacks=("/log",), rules="HTML011"),
    "newsroom/j01-ninjs-search-result": right("title: A headline\nparagraph: Words.", rules=""),
    "newsroom/n01-newsml-g2": right("paragraph: Words", rules="MD010 DOC002"),
    "newsroom/o19-wordpress-shortcodes": right(
        "<span missing-image A mast on the quay>", "<span missing-image The roof of the hall>",
        "→ https://quay.example/bell.mp3>", "→ https://film.example/watch/7>", "type [gallery] to", "[Mr Vos] agreed",
        lacks=("contact", "[[", "[audio", "[embed", "ids="), rules="IMG002 IMG002 HTML030",
    ),
}  # fmt: skip
ADVICE = frozenset("IMG005 DOC006 DOC009 DOC014 DOC016 HTML009 IMG003".split())
"""What asks for a person, or says what was done: not what a case is about."""


def article_of(name: str) -> Article:
    return exporter.open_article(next(iter(Path(shared("cases")).glob(name + ".*"))))


def test_every_handed_case_has_its_value_here() -> None:
    found = [path for folder in ("html", "newsroom") for path in Path(shared(f"cases/{folder}")).iterdir()]
    cases = {f"{path.parent.name}/{path.stem}" for path in found if path.suffix in (".html", ".json", ".xml")}
    assert cases == RIGHT.keys()


@pytest.mark.parametrize("name", RIGHT)
def test_a_handed_case_has_the_right_value(name: str) -> None:
    article, wanted = article_of(name), RIGHT[name]
    shown = outline(article.document)
    assert [piece for piece in wanted.has if piece not in shown] == []
    assert [piece for piece in wanted.lacks if piece in shown] == []
    if wanted.rules is not None:
        assert [item.rule for item in article.findings if item.rule not in ADVICE] == list(wanted.rules)


def test_the_numbers_of_lists_are_those_that_a_browser_shows() -> None:
    document = article_of("html/14-list-numbers").document
    numbers = [list(node.numbers) for node in walk(document) if isinstance(node, List)]
    assert numbers == [[1, 2], [3, 7, 8], [1], [2, 3], [3, 2, 1], [0, 1], [-2], [1], [1]]


def test_the_heads_of_two_way_tables() -> None:
    tables = [node for node in walk(article_of("html/58-twoway-table").document) if isinstance(node, Table)]
    heads = [[cell.scope for cell in walk(table) if isinstance(cell, Cell) and cell.header] for table in tables]
    assert heads == [["col", "col", "row"], ["col", "col"], ["col", "col", "row"]]


@pytest.mark.slow
@pytest.mark.parametrize("name", RIGHT)
def test_a_handed_case_loses_nothing_in_the_three_files(name: str) -> None:
    document = article_of(name).document
    files = [(form, writer(form)(document, WriteOptions()).data) for form in ("pdf", "epub", "docx")]
    assert [str(loss) for loss in prove(document, files, name).losses] == []
