"""The plain-text reader: an article whose markup somebody threw away gets its structure back, by general rules.

Each step labels the pieces it is surest about and leaves the others alone: tables and code, list debris and furniture,
the headline and what stands under it, signatures and the statements they sign, lists, then captions against headings.
What is left are paragraphs. ``docs/reading-plain-text.md`` tells the rules and what they get wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

from exporter.diagnostics import Finding, finding
from exporter.read import ReadResult, Source
from exporter.read.text_build import Builder
from exporter.read.text_furniture import furniture_certainty, is_control
from exporter.read.text_headings import mark_headings_and_captions, mark_title
from exporter.read.text_labels import Draft, Label
from exporter.read.text_lines import layout_of, lines_of, pieces_of
from exporter.read.text_lists import mark_bare_lists, mark_code, mark_debris, mark_lists, mark_tables
from exporter.read.text_marks import mark_typed_structure
from exporter.read.text_masthead import mark_byline, mark_kicker, mark_standfirst
from exporter.read.text_quotes import mark_quotes

UNSURE = 0.65
"""Inferences less certain than this are findings that ask a person to look."""


def read(source: Source) -> ReadResult:
    """The document that ``source.text`` makes, and what was repaired, left out or uncertain. Never fails."""
    draft = label(source.text)
    builder = Builder(draft, source.text.split("\n"), source.keep_all)
    document = builder.document(source.lang)
    found = [*_left_out(draft, source.keep_all), *_uncertain(draft), *builder.findings]
    found.sort(key=lambda item: (item.pos.line, item.pos.column) if item.pos else (0, 0))
    return ReadResult(document, tuple(found))


def label(text: str) -> Draft:
    """The pieces of ``text`` with what each was taken for, how surely, and why."""
    lines = lines_of(text)
    layout, width = layout_of(lines)
    draft = Draft(list(pieces_of(lines, width)), layout)
    mark_tables(draft)
    mark_code(draft)
    mark_debris(draft)
    mark_typed_structure(draft)
    mark_kicker(draft)
    mark_title(draft)
    mark_byline(draft)
    _mark_furniture(draft)
    mark_lists(draft)
    mark_quotes(draft)
    mark_bare_lists(draft)
    mark_headings_and_captions(draft)
    mark_standfirst(draft)
    return draft


@dataclass(frozen=True, slots=True)
class Decision:
    """What the text from ``line`` on was taken for, how surely (0 to 1), and why."""

    line: int
    kind: str
    certainty: float
    reason: str
    text: str


def explain(text: str) -> list[Decision]:
    """Every decision about ``text``, in order, each beside its line; a paragraph is what no rule claimed."""
    draft = label(text)
    return [
        Decision(
            piece.lines[0].number,
            mark.kind or "paragraph",
            mark.certainty or 0.9,
            mark.reason or "running text: no rule for anything else applies",
            piece.text,
        )
        for piece, mark in zip(draft.pieces, draft.labels, strict=True)
    ]


def _mark_furniture(draft: Draft) -> None:
    controls: list[int] = []
    for index, piece in enumerate(draft.pieces):
        certainty = furniture_certainty(piece.text) if draft.undecided(index) else 0.0
        if certainty >= 0.5:
            draft.set(index, Label("furniture", certainty, "speaks as a page does, not as an article"))
        if certainty >= 0.5 or (draft.undecided(index) and is_control(piece.text)):
            controls.append(index)
        else:
            _mark_controls(draft, controls)
            controls = []
    _mark_controls(draft, controls)


def _mark_controls(draft: Draft, row: list[int]) -> None:
    """Leave out labels of buttons where three or more stand in a row; keep, but report, one that stands alone."""
    for index in row:
        if not draft.undecided(index):
            continue
        if len(row) >= 3:
            draft.set(index, Label("furniture", 0.8, "one of several labels of buttons in a row"))
        else:
            draft.set(index, Label("paragraph", 0.5, "may be the label of a button"))


def _left_out(draft: Draft, kept: bool) -> list[Finding]:
    """A finding for each piece of furniture, so that nothing is silently gone."""
    found = []
    for index, piece in enumerate(draft.pieces):
        mark = draft.labels[index]
        if mark.kind != "furniture":
            continue
        rule = "TXT002" if "list" in mark.reason else "TXT001"
        what = "kept, though it looks like" if kept else "left out as"
        shown = piece.text if len(piece.text) <= 60 else piece.text[:59] + "…"
        kind = "a leftover of a menu" if rule == "TXT002" else "furniture of the page"
        found.append(finding(rule, f"“{shown}” {what} {kind}", piece.pos, certainty=mark.certainty))
    return found


def _uncertain(draft: Draft) -> list[Finding]:
    """One finding for each inference that a person should look at; a quote or list counts once."""
    found = []
    seen: set[int] = set()
    for index, piece in enumerate(draft.pieces):
        mark = draft.labels[index]
        if mark.kind in ("", "furniture") or mark.certainty >= UNSURE or mark.group in seen:
            continue
        if mark.group:
            seen.add(mark.group)
        rule = "TXT005" if mark.kind == "quote" else "TXT004"
        message = (
            "the quotation is taken to begin here"
            if mark.kind == "quote"
            else f"“{piece.text[:60]}” is taken for a {_NAMES.get(mark.kind, mark.kind)}: {mark.reason}"
        )
        found.append(finding(rule, message, piece.pos, certainty=mark.certainty))
    return found


_NAMES = {
    "paragraph": "paragraph of the article",
    "item": "list item",
    "heading": "heading",
    "caption": "caption",
    "code": "piece of program text",
}
