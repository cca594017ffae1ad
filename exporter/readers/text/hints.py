"""Hints at work in the plain-text reader: what a person decided is settled before anything is inferred.

The steps of inference look at undecided pieces only, so a decision also guides what is inferred around it: a paragraph
ends a quotation that was thought to reach over it, a speaker is given the statement before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from exporter.readers.hints import Hint, Placed
from exporter.readers.text.labels import Draft, Kind, Label

REASON = "the hint file says so"
_LATE = ("quote", "item")  # whole statements and lists are inferred first, then pieces are added to them
_GROUPED = ("quote", "attribution", "item")
_NAMES: dict[str, Kind] = {
    "title": "title", "heading": "heading", "paragraph": "paragraph", "quote": "quote", "attribution": "attribution",
    "item": "item", "caption": "caption", "kicker": "kicker", "subtitle": "subtitle", "standfirst": "standfirst",
    "byline": "byline", "dateline": "dateline", "time": "time", "code": "code", "break": "break", "drop": "furniture",
}  # fmt: skip


def starts_piece(placed: Placed) -> frozenset[int]:
    """The lines at which a block begins because a hint does, or because the range of one has ended."""
    ends = {hint.last + 1 for hint in placed.by_line.values() if hint.ranged}
    return frozenset({*placed.by_line, *ends} - joins_piece(placed))


def joins_piece(placed: Placed) -> frozenset[int]:
    """The lines that continue the line before them because a hint says so."""
    return frozenset(line for line, hint in placed.by_line.items() if hint.kind == "join")


def mark_hinted(draft: Draft, placed: Placed) -> None:
    """Label what hints decide, except quotations and lists."""
    for index, hint in _hinted(draft, placed):
        if hint.kind not in _LATE:
            draft.set(index, Label(_NAMES[hint.kind], 1.0, REASON, level=hint.level))


def settle_hinted(draft: Draft, placed: Placed) -> None:
    """Label the quotations and list items that hints decide, and join each to its neighbours of the same kind."""
    late = [(index, hint) for index, hint in _hinted(draft, placed) if hint.kind in _LATE]
    for index, hint in late:
        group = draft.new_group()
        draft.set(index, Label(_NAMES[hint.kind], 1.0, REASON, group))
    if late or placed.by_line:
        _regroup(draft)


def _hinted(draft: Draft, placed: Placed) -> Iterator[tuple[int, Hint]]:
    if not placed.by_line:
        return
    wide: Hint | None = None
    for index, piece in enumerate(draft.pieces):
        line = piece.lines[0].number
        hint = placed.by_line.get(line)
        if hint and hint.ranged:
            wide = hint
        if not hint and wide and wide.first <= line <= wide.last:
            hint = wide
        if hint and hint.kind != "join":
            yield index, hint


def _regroup(draft: Draft) -> None:
    """Give a hinted piece the group of the quotation or list that it stands in or next to."""
    for index in range(1, len(draft.labels)):
        before, here = draft.labels[index - 1], draft.labels[index]
        if here.kind not in _GROUPED or before.kind not in _GROUPED or REASON not in (before.reason, here.reason):
            continue
        if (here.kind == "item") != (before.kind == "item") or before.cut:
            continue
        if before.kind == "attribution" and here.kind == "quote":
            continue  # a speaker ends the statement
        _move(draft, index, before.group or draft.new_group())
        draft.set(index - 1, replace(before, group=draft.labels[index].group))


def _move(draft: Draft, index: int, group: int) -> None:
    old = draft.labels[index].group
    draft.set(index, replace(draft.labels[index], group=group))
    for other in range(index + 1, len(draft.labels)):
        if not old or draft.labels[other].group != old:
            break
        draft.set(other, replace(draft.labels[other], group=group))
