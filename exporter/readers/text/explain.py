"""Shows what the plain-text reader decided: each block with its kind, its certainty and the reason.

What was left out and what is uncertain become findings, the latter with the line to put into a hint file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exporter.findings import Finding, finding
from exporter.readers.hints import SUFFIX, hint_line
from exporter.readers.text.build import speaker_of
from exporter.readers.text.captions import credit_offset
from exporter.readers.text.debris import is_debris
from exporter.readers.text.labels import Draft, Kind, Label
from exporter.readers.text.lists import item_number
from exporter.readers.text.rule import Line, Rule, first

UNSURE = 0.7
"""Inferences less certain than this are findings that ask a person to look."""
REST: tuple[Rule[Line], ...] = (
    Rule("paragraph", "running-text", 0.9, "running text: no rule for anything else applies",
         lambda line: line.draft.undecided(line.index)),
)  # fmt: skip
"""What is left when all steps are done."""

_NAMES: dict[Kind, str] = {
    "furniture": "left out",
    "code": "program text",
    "table": "row of a table",
    "time": "time of an entry",
}
_HINTED: dict[Kind, str] = {"furniture": "drop", "table": "paragraph", "underline": "break", "": "paragraph"}


@dataclass(frozen=True, slots=True)
class Decision:
    """What lines ``line`` to ``last`` were taken for, how surely (0 to 1), and why.

    ``kind`` is one word ("quote"), ``words`` says it to a person ("quote of Jo Bloggs"). ``hint`` is what a hint file
    would say to confirm it, "" where nothing was inferred. ``rule`` names the rule that decided.
    """

    line: int
    last: int
    kind: str
    words: str
    certainty: float
    reason: str
    text: str
    hint: str = ""
    rule: str = ""

    @property
    def unsure(self) -> bool:
        """Whether a person should look at it."""
        return self.certainty < UNSURE


def decisions(draft: Draft) -> list[Decision]:
    """Every decision in ``draft``, in order."""
    speakers = _speakers(draft)
    return [_decision(draft, index, speakers) for index in range(len(draft.pieces))]


def _decision(draft: Draft, index: int, speakers: dict[int, str]) -> Decision:
    rest = first(REST, Line(draft, index))
    piece, label = draft.pieces[index], rest.label() if rest else draft.labels[index]
    lines = piece.lines[0].number, piece.lines[-1].number
    hint = _HINTED.get(label.kind, label.kind)
    return Decision(
        *lines, label.kind, _in_words(piece.text, label, speakers), label.certainty, label.reason, piece.text,
        hint_line(lines[0], piece.lines[0].text, hint), label.rule,
    )  # fmt: skip


def _in_words(text: str, label: Label, speakers: dict[int, str]) -> str:
    match label.kind:
        case "quote":
            return quote_of(speakers.get(label.group, ""))
        case "caption":
            at = credit_offset(text)
            return "caption" if at < 0 else "caption with credit" if at else "credit of a picture"
        case "heading":
            return f"heading of level {label.level}" if label.level > 1 else "heading"
        case "item":
            return "list item" if item_number(text) < 0 else f"list item {item_number(text)}"
        case kind:
            return _NAMES.get(kind, kind)


def quote_of(speaker: str) -> str:
    """A quotation in words: whose it is, by the name alone; the attribution has the whole."""
    name = re.split(r"[,\n]", speaker)[0].strip()
    return f"quote of {name}" if name else "quote without a speaker"


def _speakers(draft: Draft) -> dict[int, str]:
    """Who speaks in each group of pieces that is a quotation."""
    found: dict[int, str] = {}
    for index, label in enumerate(draft.labels):
        if label.group and label.group not in found and (label.kind == "attribution" or label.cut):
            found[label.group] = speaker_of(draft, index)
    return found


def left_out(draft: Draft, kept: bool) -> Iterator[Finding]:
    """A finding for each piece of furniture, so that nothing is silently gone."""
    for index, piece in enumerate(draft.pieces):
        mark = draft.labels[index]
        if mark.kind != "furniture":
            continue
        rule = "TXT002" if is_debris(piece.text) and piece.indented else "TXT001"
        what = "kept, though it looks like" if kept else "left out as"
        shown = piece.text if len(piece.text) <= 60 else piece.text[:59] + "…"
        kind = "a leftover of a menu" if rule == "TXT002" else "furniture of the page"
        keep = f" To keep it for good: {hint_line(piece.pos.line, piece.lines[0].text, 'paragraph')}"
        hint = "" if kept else "If it belongs to the article, keep it with --keep-all." + keep
        yield finding(
            rule,
            f"“{shown}” {what} {kind}: {mark.reason}",
            piece.pos,
            certainty=mark.certainty,
            hint=hint,
            left_out="" if kept else "\n".join(line.text for line in piece.lines),
            readings=("drop", "paragraph") if mark.certainty < UNSURE and not kept else (),
        )


def uncertain(draft: Draft, name: str) -> Iterator[Finding]:
    """One finding for each inference that a person should look at; a quote or list counts once."""
    seen: set[int] = set()
    for index, piece in enumerate(draft.pieces):
        mark = draft.labels[index]
        if mark.group in seen:
            continue
        if mark.group:
            seen.add(mark.group)  # where a quotation or list begins is the question; the rest follows from it
        if mark.kind in ("", "furniture") or mark.certainty >= UNSURE:
            continue
        readings = _HINTED.get(mark.kind, mark.kind), _otherwise(mark)
        as_taken, otherwise = (hint_line(piece.pos.line, piece.lines[0].text, kind) for kind in readings)
        where = "a hint file" if name == "-" else f"the file {name}{SUFFIX}"
        asked = "" if name == "-" else f"answer what exporter decide {name} asks, or "
        settle = f"To settle it, {asked}put one of these lines into {where}: {as_taken}   or   {otherwise}"
        if mark.kind == "quote":
            message = "the quotation is taken to begin here"
            yield finding("TXT005", message, piece.pos, certainty=mark.certainty, hint=settle, readings=readings)
        else:
            message = f"“{piece.text[:60]}” was read as a {_TAKEN.get(mark.kind, mark.kind)}: {mark.reason}"
            yield finding("TXT004", message, piece.pos, certainty=mark.certainty, hint=settle, readings=readings)


def _otherwise(label: Label) -> str:
    """The other reading of an uncertain decision, as a hint file says it."""
    return label.otherwise or {"caption": "heading", "paragraph": "heading"}.get(label.kind, "paragraph")


_TAKEN: dict[Kind, str] = {
    "paragraph": "paragraph of the article",
    "item": "list item",
    "code": "piece of program text",
}
