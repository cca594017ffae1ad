"""What this report cannot say by itself: programs that judge each format from outside, and questions for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exporter.model import BlockQuote, DisplayMath, Document, Image, Link, Math, Node, Table, plain_text, sections, walk
from exporter.position import Position

SHOWN = 120


@dataclass(frozen=True, slots=True)
class Judge:
    """A program of others that was not run for this report: what it judges, and how it is started."""

    name: str
    judges: str
    command: str


JUDGES: dict[str, tuple[Judge, ...]] = {
    "pdf": (
        Judge("veraPDF", "PDF/UA and PDF/A, what a machine can decide about them", "verapdf --flavour ua1 FILE"),
        Judge("PAC", "PDF/UA, with a view of the tags for a person", "opened in its window"),
    ),
    "epub": (
        Judge("EPUBCheck", "EPUB 3.3", "epubcheck FILE"),
        Judge(
            "Ace by DAISY", "EPUB Accessibility and WCAG, what a machine can decide about them", "ace -o FOLDER FILE"
        ),
    ),
    "docx": (
        Judge("Open XML SDK", "the schema of ECMA-376", "ooxml-validate FILE"),
        Judge("Accessibility checker of a word processor", "its own rules", "opened in its window"),
    ),
    "html": (Judge("axe-core", "WCAG, what a machine can decide about it", "axe FILE"),),
}
"""Format → programs that can judge it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a person must judge: the question, the criterion behind it, and the places of the article it is about.

    ``pictures``: it can only be judged beside the article's pictures.
    """

    question: str
    criterion: str
    items: tuple[tuple[str, Position | None], ...] = ()
    pictures: bool = False


def questions(document: Document) -> list[Question]:
    """What a person must still judge of this document, with everything it is about. Order and plainness come last."""
    nodes = list(walk(document))
    alts = [(node.alt, node.pos) for node in nodes if isinstance(node, Image) and node.alt]
    decorative = sum(isinstance(node, Image) and node.alt == "" for node in nodes)
    formulas = [(node.alt, node.pos) for node in nodes if isinstance(node, Math | DisplayMath) and node.alt]
    made = [
        Question(
            "Does each alternative text say what its picture says here?", "WCAG 2.2, 1.1.1", tuple(alts), pictures=True
        ),
        Question(
            "Does each picture that is called decorative really say nothing?",
            "WCAG 2.2, 1.1.1",
            ((f"{decorative} picture{'' if decorative == 1 else 's'}", None),) if decorative else (),
        ),
        Question("Is each quote whole, and given to the person who said it?", "WCAG 2.2, 1.3.1", tuple(_quotes(nodes))),
        Question("Does each heading say what stands below it?", "WCAG 2.2, 2.4.6", tuple(_headings(document))),
        Question(
            "Is it clear where each link leads, from its words and its sentence?", "WCAG 2.2, 2.4.4", _links(nodes)
        ),
        Question("Does each table cell have the right headers?", "WCAG 2.2, 1.3.1", _tables(nodes)),
        Question("Do the words for each formula say the formula?", "WCAG 2.2, 1.1.1", tuple(formulas)),
        Question("Are these words really in the languages they are marked with?", "WCAG 2.2, 3.1.2", _languages(nodes)),
    ]
    always = Question("Does the article make sense in its reading order?", "WCAG 2.2, 1.3.2")
    return [*(question for question in made if question.items), always]


def _quotes(nodes: Sequence[Node]) -> Iterator[tuple[str, Position | None]]:
    for node in nodes:
        if isinstance(node, BlockQuote):
            who = words(plain_text(node.attribution)) or "nobody named"
            yield f"{who}: {words(plain_text(node.blocks))}", node.pos


def _headings(document: Document) -> Iterator[tuple[str, Position | None]]:
    for _, node in sections(document):
        if node.title:
            yield words(plain_text(node.title)), node.pos


def _links(nodes: Sequence[Node]) -> tuple[tuple[str, Position | None], ...]:
    found = ((words(plain_text(node.content)), node.target, node.pos) for node in nodes if isinstance(node, Link))
    return tuple((f"{text} → {target}", pos) for text, target, pos in found)


def _tables(nodes: Sequence[Node]) -> tuple[tuple[str, Position | None], ...]:
    tables = (node for node in nodes if isinstance(node, Table))
    return tuple((words(plain_text(node.caption)) or "a table without a caption", node.pos) for node in tables)


def _languages(nodes: Sequence[Node]) -> tuple[tuple[str, Position | None], ...]:
    marked = ((node.lang, words(plain_text(node)), node.pos) for node in nodes if node.lang)
    return tuple((f"{lang}: {text}", pos) for lang, text, pos in marked if text)


def words(text: str) -> str:
    """A text on one line, cut where it is long."""
    folded = " ".join(text.split())
    return folded if len(folded) <= SHOWN else folded[: SHOWN - 1] + "…"
