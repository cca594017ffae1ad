"""Figures of HTML (HTML Standard, 4.4.12): pictures with caption and credit, galleries, a table or a quotation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from exporter.model import (
    Blocks,
    Figure,
    Image,
    Inline,
    Inlines,
    Paragraph,
    Table,
    Text,
    plain_text,
    says_something,
    transform,
    walk,
)
from exporter.phrases import PHRASES
from exporter.readers.html.inline import inlines
from exporter.readers.html.quote import figure_quote
from exporter.readers.html.state import Place, Reading, common
from exporter.readers.html.tree import Node, elements, has_class
from exporter.readers.html.white_space import fold
from exporter.readers.sections import Flow, nest

FlowOf = Callable[[Reading, Place, Sequence[Node]], list[Flow]]
BlocksOf = Callable[[Reading, Place, Node], Blocks]
LONG_DESCRIPTIONS = frozenset(phrases["long-description"].casefold() for phrases in PHRASES.values())
"""What our own files call a long description: every program is told that it is one."""
SPLIT = frozenset("div p small span section footer".split())
"""Elements that part a caption from its credit."""


def figure(reading: Reading, place: Place, node: Node, flow: FlowOf, blocks: BlocksOf) -> list[Flow]:
    """A figure with caption and credit; one that holds a quotation, a table or figures is what it holds."""
    quoted = figure_quote(reading, place, node, blocks)
    if quoted is not None:
        return [quoted]
    pos = reading.position(node)
    said = common(reading, node, pos)
    captions = [item for item in elements(node) if item.name == "figcaption"]
    details = [item for held in (node, *captions) for item in elements(held) if item.name == "details"]
    for item in details:  # in a caption too: what unfolds may hold tables, and a caption holds words
        item.parent.remove_child(item)
    rest = [item for item in node.children or () if item not in captions]
    inner = _flat(nest(flow(reading, place, rest), reading.results.findings, base=9))
    caption, credit = _caption(reading, place, captions)
    description = _unfolded(reading, place, details, flow)
    if not inner and not caption and not credit:
        return list(description)
    first = bool(captions) and elements(node)[0] is captions[0]
    held = _held(inner, Figure(inner, caption, credit, description, **said), first=first)
    return (
        held
        if held is not None
        else [Figure(_described(reading, inner, caption), caption, credit, description, **said)]
    )


def _unfolded(reading: Reading, place: Place, details: Sequence[Node], flow: FlowOf) -> Blocks:
    """The long description of a figure: what unfolds, each part below its summary unless that only says what it is."""
    made: list[Flow] = []
    for part in details:
        for item in elements(part):
            if item.name == "summary" and (words := fold(tuple(inlines(reading, place, item.children or ())))):
                said, pos = " ".join(plain_text(words).split()), reading.position(item)
                if said.casefold() in LONG_DESCRIPTIONS:
                    message = f"what names a long description is said in other words: “{said}”"
                    reading.report("HTML006", message, pos, cause="tool", left_out=said)
                else:
                    made.append(Paragraph(words, pos=pos))
        made += flow(reading, place, [item for item in part.children or () if item.name != "summary"])
    return nest(made, reading.results.findings, base=9)


def _flat(inner: Blocks) -> Blocks:
    """What a figure holds, where one picture stands between other blocks: it is this figure's, and none of its own."""
    figures = [item for item in inner if isinstance(item, Figure)]
    if len(figures) != 1 or len(inner) == 1 or not _is_bare(figures[0]):
        return inner
    return tuple(block for item in inner for block in (item.blocks if isinstance(item, Figure) else (item,)))


def _is_bare(item: Figure) -> bool:
    return not (item.caption or item.credit or item.description or item.id)


def _held(inner: Blocks, whole: Figure, *, first: bool) -> list[Flow] | None:
    """A figure round a table is the table, round figures those figures; None where it is one itself.

    A caption for several figures stands where it stood: before them (``first``) or after.
    """
    tables = [item for item in inner if isinstance(item, Table)]
    beside = [item for item in inner if isinstance(item, Paragraph)]
    if len(tables) == 1 and len(beside) == len(inner) - 1 and not whole.description:
        table = tables[0]
        words = (*whole.caption, *((Text(" "),) if whole.caption and whole.credit else ()), *whole.credit)
        captioned = replace(table, caption=table.caption or words, id=table.id or whole.id)
        made: list[Flow] = [captioned if item is table else item for item in inner]
        return [*made, Paragraph(words, pos=whole.pos)] if table.caption and words else made
    if inner and all(isinstance(item, Figure) for item in inner):
        only = inner[0]
        if len(inner) == 1 and isinstance(only, Figure) and _is_bare(replace(only, id="")):
            return [replace(whole, blocks=only.blocks, id=whole.id or only.id)]
        if whole.caption or whole.credit or whole.description:
            words_alone = replace(whole, blocks=())
            return [words_alone, *inner] if first else [*inner, words_alone]
        return [replace(inner[0], id=inner[0].id or whole.id), *inner[1:]]
    return None


def _described(reading: Reading, inner: Blocks, caption: Inlines) -> Blocks:
    """The pictures of a figure. Where they have a caption they mean something, whatever their empty ``alt`` says."""
    pictures = [item for item in walk(inner) if isinstance(item, Image)]
    if not pictures or any(item.alt != "" for item in pictures) or not says_something(*caption):
        return inner
    message = "a picture is marked as decoration and has a caption; it needs an alternative text"
    for picture in pictures:
        reading.report("IMG009", message, picture.pos)
    whole = transform(
        Figure(inner), lambda item: replace(item, alt=None) if isinstance(item, Image) and item.alt == "" else item
    )
    return whole.blocks


def _caption(reading: Reading, place: Place, nodes: Sequence[Node]) -> tuple[Inlines, Inlines]:
    """Caption and credit: the credit is what a class or ``small`` at the end says it is."""
    caption: list[Inline] = []
    credit: list[Inline] = []
    for node in nodes:
        for part in node.children or ():
            is_credit = has_class(part, "credit", "copyright", "byline") or part.name == "small"
            target = credit if is_credit and not part.name.startswith("#") else caption
            if target and part.name in SPLIT:
                target.append(Text(" "))
            target.extend(inlines(reading, place, part.children if part.name in SPLIT else [part]))
    return fold(tuple(caption)), fold(tuple(credit))
