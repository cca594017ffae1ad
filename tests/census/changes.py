"""What a seeded fault makes of what a reader's function gives or takes.

Apart from ``faults``, which says where each is seeded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from exporter.model import BlockQuote, Figure, Paragraph, transform

Change = Callable[[Any], Any]


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


def unheaded(held: Any) -> Any:
    return [Paragraph(one.title) if hasattr(one, "title") else one for one in held]


def bulleted(made: Any) -> Any:
    return replace(made, ordered=False, start=1)


def counted_on(label: Any) -> Any:
    return replace(label, number=label.number + 1)


def unlisted(held: Any) -> Any:
    return BlockQuote(tuple(block for item in held[0].items for block in item.blocks)), held[1]


def unlisted_flow(held: Any) -> Any:
    return [inner for made in held for item in made.items for inner in item.blocks]


def headless(cell: Any) -> Any:
    return replace(cell, header=False)


def changed(document: Any, kind: Any, change: Change) -> Any:
    return transform(document, lambda node: change(node) if isinstance(node, kind) else node)


def no_attribution(node: Any) -> Any:
    return replace(node, attribution=())


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
