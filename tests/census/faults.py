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
from exporter.model import BlockQuote, Document, List
from exporter.readers.markdown.render import parser
from exporter.run.reading_proof import differences
from tests.census.changes import (
    as_figure,
    backwards,
    bulleted,
    changed,
    counted_on,
    cut,
    doubled,
    elsewhere,
    emptied,
    emptied_note,
    gives,
    gives_once,
    headless,
    inlines_only,
    last_two_swapped,
    no_attribution,
    no_blocks,
    nothing,
    rows_backwards,
    shortened,
    swapped_notes,
    takes,
    unheaded,
    unless_marked,
    unlisted,
    unlisted_flow,
    without_first_block,
    without_last,
)
from tests.census.rich import RICH


@dataclass(frozen=True)
class Fault:
    """What a fault does, to which source, in which function (``module:name``, or ``module:Class.name``)."""

    says: str
    source: str
    target: str
    change: Callable[[Callable[..., Any]], Callable[..., Any]]


H = "exporter.readers.html"
_html = partial(Fault, source="html")
HTML = [
    _html("a cell loses its words", target=f"{H}.table:_cell", change=gives_once(5, no_blocks)),
    _html("header cells become cells", target=f"{H}.table:_cell", change=gives(headless)),
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
    _html("notes change their places", target=f"{H}.article:take_notes", change=swapped_notes),
    _html("a note loses its words", target=f"{H}.article:take_notes", change=emptied_note),
    _html("what is outside goes silently", target=f"{H}.content:_report_left_out", change=nothing(None)),
    _html("what is hidden goes silently", target=f"{H}.hidden:_say", change=nothing(None)),
    _html("what can be pressed goes silently", target=f"{H}.inline:report_dropped", change=nothing(None)),
    _html("the last block is lost", target=f"{H}.article:nest", change=gives(without_last)),
    _html("two blocks change places", target=f"{H}.article:flow", change=gives(last_two_swapped)),
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

WORD += [
    _word("numbering begins at one more", target=f"{W}.numbering:Numbering.next", change=gives(counted_on)),
    _word("items become quotations", target=f"{W}.grouping:take_list", change=gives(lambda held: unlisted(held))),
    _word("a link leads elsewhere", target=f"{W}.links:_target", change=nothing("https://example.org/elsewhere")),
    _word("a link loses its address", target=f"{W}.links:_target", change=nothing("")),
    _word("an alternative text is lost", target=f"{W}.drawings:alternative", change=nothing(None)),
    _word("an alternative text is another's", target=f"{W}.drawings:alternative", change=nothing("A windmill")),
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

D = f"{C}.document"
EACH: dict[str, Callable[[str], Fault]] = {
    "heading": lambda name: Fault("headings become paragraphs", name, f"{H}.block:_heading", gives(unheaded)),
    "level": lambda name: Fault("deeper headings are not deeper", name, f"{H}.block:_heading_level", nothing(2)),
    "item": lambda name: Fault("items become paragraphs", name, f"{H}.block:list_block", gives(unlisted_flow)),
    "number": lambda name: Fault("numbering begins at one", name, f"{H}.lists:_start", nothing(1)),
    "bullet": lambda name: Fault("numbers become bullets", name, f"{H}.lists:List", gives(bulleted)),
    "link": lambda name: Fault("a link loses its address", name, f"{H}.inline:link", gives(inlines_only)),
    "target": lambda name: Fault("a link leads elsewhere", name, f"{H}.inline:link", gives(elsewhere)),
    "picture": lambda name: Fault("an alternative text is lost", name, f"{H}.picture:_alternative", nothing(("", ""))),
    "quote": lambda name: Fault("a quote becomes a figure", name, f"{H}.block:block_quote", gives(as_figure)),
    "header": lambda name: Fault("header cells become cells", name, f"{H}.table:_cell", gives(headless)),
    "cell": lambda name: Fault("a row is lost", name, f"{H}.table:_rows", gives(without_last)),
    "note": lambda name: Fault("a note loses its words", name, f"{D}:take_notes", emptied_note),
}
"""For each thing a fault that any reader can have whose elements go the road of HTML."""
HAVE = {
    "tiptap": "heading item link target picture quote header cell note bullet",
    "contentful": "heading item link target quote header cell bullet",
    "sanity": "heading item link target picture quote note bullet",
    "ghost": "heading item link target picture quote bullet",
    "mobiledoc": "heading item link target picture quote",
    "lexical": "heading item link target picture quote header cell bullet",
    "slate": "heading item link target picture quote header cell number bullet",
    "storyblok": "heading item link target picture quote cell bullet",
    "strapi": "heading item link target picture quote bullet",
    "wagtail": "item link target picture header cell bullet",
    "draft": "heading item link target picture quote bullet",
    "codex": "heading item link target header cell note number bullet",
    "pandoc": "heading level item number bullet link target picture quote cell",
}
"""Which things the article of a format has."""
THINGS = [EACH[kind](name) for name, kinds in HAVE.items() for kind in kinds.split()]
J = "exporter.readers.json_model"
THINGS += [
    Fault(
        "items are lost", "json", f"{J}:kept_to_the_rules", gives(lambda held: (changed(held[0], List, bulleted), ()))
    ),
    Fault(
        "quotes are lost",
        "json",
        f"{J}:kept_to_the_rules",
        gives(lambda held: (changed(held[0], BlockQuote, as_figure), ())),
    ),
    Fault("links lead elsewhere", "json", f"{J}:safe_target", nothing("https://example.org/elsewhere")),
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

FAULTS: tuple[Fault, ...] = (*HTML, *MARKDOWN, *TEXT, *WORD, *CMS, *THINGS, *NEWSROOM)
"""All of them."""


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
