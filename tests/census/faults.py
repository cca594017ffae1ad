"""Faults to be seeded into the readers, one at a time: branches that drop, double, move, rename, in every format.

Each replaces one function of a reader by one that does nearly what it did. Whether the balance notices is asked by
``test_faults`` (a few) and ``benchmarks/reading.py`` (all). A fault that changes nothing is none, and fails both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import Any

import exporter
from exporter.census.balance import Difference
from exporter.model import Document, Figure
from exporter.readers.markdown.render import parser
from exporter.run.reading_proof import differences
from tests.census.rich import RICH

Change = Callable[[Any], Any]


@dataclass(frozen=True)
class Fault:
    """What a fault does, to which source, in which function (``module:name``, or ``module:Class.name``)."""

    says: str
    source: str
    target: str
    change: Callable[[Callable[..., Any]], Callable[..., Any]]


def gives(change: Change) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The function gives back something else."""
    return lambda original: lambda *given, **said: change(original(*given, **said))


def gives_once(at: int, change: Change) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The function gives back something else the ``at``-th time (from 1)."""

    def made(original: Callable[..., Any]) -> Callable[..., Any]:
        calls = [0]

        def call(*given: Any, **said: Any) -> Any:
            calls[0] += 1
            result = original(*given, **said)
            return change(result) if calls[0] == at else result

        return call

    return made


def takes(at: int, change: Change) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The function gets another argument at a place."""

    def made(original: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *given, **said: original(*given[:at], change(given[at]), *given[at + 1 :], **said)

    return made


def nothing(result: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The function does nothing."""
    return lambda original: lambda *given, **said: result


def swapped_notes(original: Callable[..., Any]) -> Callable[..., Any]:
    def call(reading: Any, *given: Any) -> None:
        original(reading, *given)
        notes = reading.results.notes
        for key, blocks in zip(list(notes), list(notes.values())[::-1], strict=True):
            notes[key] = blocks

    return call


def emptied_note(original: Callable[..., Any]) -> Callable[..., Any]:
    def call(reading: Any, *given: Any) -> None:
        original(reading, *given)
        for key in list(reading.results.notes)[:1]:
            reading.results.notes[key] = ()

    return call


def without_last(held: Any) -> Any:
    return held[:-1]


def doubled(held: Any) -> Any:
    return held + held


def backwards(held: Any) -> Any:
    return held[::-1]


def no_blocks(node: Any) -> Any:
    return replace(node, blocks=())


def without_first_block(node: Any) -> Any:
    return replace(node, blocks=node.blocks[1:])


def shortened(text: str) -> str:
    return text.rpartition(" ")[0]


def last_two_swapped(held: Any) -> Any:
    return held[:-2] + held[-1:] + held[-2:-1]


def inlines_only(held: Any) -> Any:
    return [inner for node in held for inner in getattr(node, "content", (node,))]


def elsewhere(held: Any) -> Any:
    return [replace(node, target="https://example.org/elsewhere") if hasattr(node, "target") else node for node in held]


def rows_backwards(rows: Any) -> Any:
    return [replace(row, cells=row.cells[::-1]) for row in rows]


def as_figure(quote: Any) -> Any:
    return Figure(quote.blocks, quote.attribution)


def no_attribution(node: Any) -> Any:
    return replace(node, attribution=())


H = "exporter.readers.html"
_html = partial(Fault, source="html")
HTML = [
    _html("a cell loses its words", target=f"{H}.table:_cell", change=gives_once(5, no_blocks)),
    _html(
        "header cells become cells", target=f"{H}.table:_cell", change=gives(lambda cell: replace(cell, header=False))
    ),
    _html("a row is lost", target=f"{H}.table:_rows", change=gives(without_last)),
    _html("cells of a row are read backwards", target=f"{H}.table:_group", change=gives(rows_backwards)),
    _html(
        "a caption of a table is lost", target=f"{H}.block:table", change=gives(lambda one: replace(one, caption=()))
    ),
    _html("the last item is lost", target=f"{H}.lists:_numbered", change=gives(without_last)),
    _html("items are read backwards", target=f"{H}.lists:_numbered", change=gives(backwards)),
    _html("numbering begins at one", target=f"{H}.lists:_start", change=nothing(1)),
    _html("a figure's caption is lost", target=f"{H}.figure:_caption", change=nothing(((), ()))),
    _html(
        "a figure's caption is told twice", target=f"{H}.figure:_caption", change=gives(lambda c: (doubled(c[0]), c[1]))
    ),
    _html("an attribution is lost", target=f"{H}.block:block_quote", change=gives(no_attribution)),
    _html("a quote loses a paragraph", target=f"{H}.block:block_quote", change=gives(without_first_block)),
    _html("a quote becomes a figure", target=f"{H}.block:block_quote", change=gives(as_figure)),
    _html("a link loses its address", target=f"{H}.inline:link", change=gives(inlines_only)),
    _html("a link leads elsewhere", target=f"{H}.inline:link", change=gives(elsewhere)),
    _html("an alternative text is lost", target=f"{H}.picture:_alternative", change=nothing(("", ""))),
    _html("an alternative text is invented", target=f"{H}.picture:_alternative", change=nothing(("Windmill", ""))),
    _html(
        "deeper headings are not deeper", target=f"{H}.block:_heading_level", change=gives(lambda level: min(level, 2))
    ),
    _html(
        "a heading becomes a paragraph", target=f"{H}.block:_heading", change=gives_once(2, lambda held: unheaded(held))
    ),
    _html("the last word of a text is lost", target=f"{H}.inline:_text", change=takes(1, shortened)),
    _html("words run together at an element's edge", target=f"{H}.inline:_text", change=takes(1, str.strip)),
    _html("notes change their places", target=f"{H}:take_notes", change=swapped_notes),
    _html("a note loses its words", target=f"{H}:take_notes", change=emptied_note),
    _html("what is outside goes silently", target=f"{H}.content:_report_left_out", change=nothing(None)),
    _html("what is hidden goes silently", target=f"{H}.hidden:_say", change=nothing(None)),
    _html("what can be pressed goes silently", target=f"{H}.inline:report_dropped", change=nothing(None)),
    _html("the last block is lost", target=f"{H}:nest", change=gives(without_last)),
    _html("two blocks change places", target=f"{H}:flow", change=gives(last_two_swapped)),
    _html("definitions are lost", target=f"{H}.lists:Definition", change=gives(no_blocks)),
]

M = "exporter.readers.markdown"
_markdown = partial(Fault, source="markdown")
MARKDOWN = [
    _markdown("an alternative text is lost", target=f"{M}.render:as_text", change=nothing("")),
    _markdown("surplus cells are lost", target=f"{M}.surplus_cells:_keep", change=nothing(None)),
    _markdown("the first paragraph is lost", target=f"{M}:flow", change=gives(lambda held: held[1:])),
    _markdown("the first paragraph is told twice", target=f"{M}:flow", change=gives(lambda held: held[:1] + held)),
    _markdown("two blocks change places", target=f"{M}:flow", change=gives(last_two_swapped)),
    _markdown("code in a line is lost", target=f"{M}.render:Renderer.code_inline", change=nothing("")),
    _markdown("a block of code is lost", target=f"{M}.render:Renderer.fence", change=nothing("")),
    _markdown("raw HTML is lost", target=f"{M}.render:Renderer.html_block", change=nothing("")),
    _markdown("a formula is lost", target=f"{M}.render:Renderer.math_inline", change=nothing("")),
    _markdown("lines run together", target=f"{M}.render:Renderer.softbreak", change=nothing("")),
    _markdown("references to notes are lost", target=f"{M}.render:Renderer.footnote_ref", change=nothing("")),
    _markdown("notes change their places", target=f"{M}:take_notes", change=swapped_notes),
    _markdown("numbering begins at one", target=f"{H}.lists:_start", change=nothing(1)),
]

T = "exporter.readers.text"
_text = partial(Fault, source="text")
TEXT = [
    _text("the last item is lost", target=f"{T}.build:_items", change=gives(without_last)),
    _text("items are read backwards", target=f"{T}.build:_items", change=gives(backwards)),
    _text("an attribution is lost", target=f"{T}.build:BlockQuote", change=gives(no_attribution)),
    _text("a caption is lost", target=f"{T}.build:Builder._inlines", change=gives_once(6, lambda held: ())),
    _text("furniture goes silently", target=f"{T}:left_out", change=nothing(())),
    _text("a cell is lost", target=f"{T}.build:cells_of", change=gives(without_last)),
    _text("a row loses its order", target=f"{T}.build:cells_of", change=gives(backwards)),
    _text(
        "the last word of a paragraph is lost",
        target=f"{T}.build:Builder._paragraph",
        change=gives_once(2, lambda one: cut(one)),
    ),
    _text("the last section is lost", target=f"{T}.build:nest", change=gives(without_last)),
]

W = "exporter.readers.word"
_word = partial(Fault, source="word")
WORD = [
    _word("words in italics are lost", target=f"{W}.runs:_say", change=lambda original: unless_marked(original)),
    _word("a cell loses its words", target=f"{W}.tables:_cell", change=gives_once(4, no_blocks)),
    _word("a row is lost", target=f"{W}.tables:_rows", change=gives(lambda rows: list(rows)[:-1])),
    _word(
        "cells of a row are read backwards", target=f"{W}.tables:_cells", change=gives(lambda held: list(held)[::-1])
    ),
    _word(
        "items are read backwards",
        target=f"{W}.lists:_list",
        change=gives(lambda one: replace(one, items=one.items[::-1])),
    ),
    _word(
        "the last item is lost", target=f"{W}.lists:_list", change=gives(lambda one: replace(one, items=one.items[:-1]))
    ),
    _word("a text box is lost", target=f"{W}.drawings:box_items", change=nothing([])),
    _word(
        "headings are paragraphs",
        target=f"{W}.paragraphs:_kind",
        change=gives(lambda held: ("text", 0) if held[0] == "heading" else held),
    ),
    _word("what is left out is not told", target=f"{W}:report_counted", change=nothing(None)),
    _word("a paragraph is read twice", target=f"{W}.body:paragraph_items", change=gives_once(3, doubled)),
    _word("inserted words are lost", target=f"{W}.runs:change_of", change=nothing(None)),
    _word("the last block is lost", target=f"{W}:nest", change=gives(without_last)),
]

C = "exporter.readers.cms"
CMS = [
    Fault("the last item is lost", "prosemirror", f"{C}.tree_blocks:list_items", gives(without_last)),
    Fault(
        "the last run of a paragraph is lost",
        "prosemirror",
        f"{C}.trees:runs_of",
        gives(lambda runs: runs[:-1] if len(runs) > 1 else runs),
    ),
    Fault("runs are read backwards", "prosemirror", f"{C}.trees:runs_of", gives(backwards)),
    Fault("code is lost", "prosemirror", f"{C}.tree_blocks:code_text", nothing("")),
    Fault("a cell is lost", "prosemirror", f"{C}.tree_blocks:_cell", gives_once(2, lambda one: emptied(one))),
    Fault(
        "a run is lost",
        "portable-text",
        f"{C}.portable_text:_runs",
        gives(lambda runs: runs[:-1] if len(runs) > 1 else runs),
    ),
    Fault("two blocks change places", "portable-text", f"{C}.portable_text:nodes", gives(last_two_swapped)),
    Fault("a speaker is lost", "editorjs", f"{C}.parts:quote", takes(2, lambda who: [])),
    Fault("the last item is lost", "editorjs", f"{C}.parts:list_of", takes(1, without_last)),
    Fault("a row is lost", "editorjs", f"{C}.parts:table", takes(1, without_last)),
    Fault("a caption is lost", "editorjs", f"{C}.parts:figure", takes(2, lambda held: [])),
    Fault("the second half of a text is lost", "draftjs", f"{C}.draftjs:_runs", gives(lambda runs: runs[:1])),
]

N = "exporter.readers.newsroom"
NEWSROOM = [
    Fault("a quotation is lost", "nitf", f"{N}.nitf:_Html._quote", nothing(None)),
    Fault("headings become paragraphs", "nitf", f"{N}.nitf:AS_HTML", lambda table: {**table, "hl2": "p"}),
    Fault("the end of an article is lost", "nitf", f"{N}.nitf:body_html", gives(lambda held: (held[0][:-40], held[1]))),
    Fault("the end of an article is lost", "feed", f"{N}.feed:_body", gives(lambda held: (held[0][:-45], held[1]))),
    Fault("an article is told twice", "feed", f"{N}.feed:_body", gives(lambda held: (held[0] * 2, held[1]))),
    Fault(
        "a heading becomes a paragraph",
        "feed",
        f"{N}.feed:_body",
        gives(lambda held: (held[0].replace("h2>", "p>"), held[1])),
    ),
    Fault("the end of an article is lost", "newsml", f"{N}.newsml:_html", gives(lambda html: html[:-40])),
    Fault("the end of an article is lost", "ninjs", f"{N}.ninjs:_body", gives(lambda held: (held[0][:-40], held[1]))),
    Fault("notes are lost", "pandoc", "exporter.readers.pandoc:_Html._note", nothing(None)),
    Fault("the last item is lost", "pandoc", "exporter.readers.pandoc:_Html._list", takes(3, without_last)),
    Fault(
        "the first word of each line is lost",
        "pandoc",
        "exporter.readers.pandoc:_Html.inlines",
        takes(1, lambda held: held[1:]),
    ),
]

FAULTS: tuple[Fault, ...] = (*HTML, *MARKDOWN, *TEXT, *WORD, *CMS, *NEWSROOM)
"""All of them."""


def unheaded(held: Any) -> Any:
    from exporter.model import Paragraph

    return [Paragraph(one.title) if hasattr(one, "title") else one for one in held]


def cut(paragraph: Any) -> Any:
    *first, last = paragraph.content
    return replace(paragraph, content=(*first, replace(last, text=shortened(last.text))))


def emptied(element: Any) -> Any:
    for child in list(element.children):
        element.remove_child(child)
    return element


def unless_marked(original: Callable[..., Any]) -> Callable[..., Any]:
    def say(state: Any, words: Any, text: str, look: Any) -> None:
        if not look.marks:
            original(state, words, text, look)

    return say


@contextmanager
def seeded(fault: Fault) -> Iterator[None]:
    """The reader with a fault in it, and after that as it was."""
    module, _, path = fault.target.partition(":")
    owner: Any = import_module(module)
    *holders, name = path.split(".")
    for holder in holders:
        owner = getattr(owner, holder)
    original = getattr(owner, name)
    setattr(owner, name, fault.change(original))
    parser.cache_clear()  # it knows the functions that it was made with
    try:
        yield
    finally:
        setattr(owner, name, original)
        parser.cache_clear()


def clean(source: str) -> Document:
    """The document of a source without a fault; it balances."""
    form, data = RICH[source]
    article = exporter.open_article(data, format=form, name=source)
    found = differences(article)
    assert found == [], f"{source} does not balance without a fault: {found[:3]}"
    return article.document


def noticed(fault: Fault) -> tuple[bool, list[Difference]]:
    """Whether a fault changed the document at all, and what the balance found."""
    form, data = RICH[fault.source]
    with seeded(fault):
        article = exporter.open_article(data, format=form, name=fault.source)
    return article.document != clean(fault.source), differences(article) or []
