"""Finds the decisions of an article: the file named, or the one beside it (``vote.decisions.toml`` for ``vote.md``),
the answers for recurring pictures, and hint files, the older form for plain text.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from exporter.bounds.gate import Gate, Refused
from exporter.decisions.answers import SUFFIX, Decisions, Entry, PartAnswer
from exporter.errors import InputError
from exporter.findings import Finding, finding
from exporter.readers.hints import Hint, Hints
from exporter.records import record
from exporter.run.given import Given
from exporter.run.hint_files import HINTED_FORMAT, hints_of

if TYPE_CHECKING:
    from exporter.decisions.units import Unit


@record
class Answers:
    """All that a person decided about an article: decisions, answers for recurring pictures, hints about lines.

    ``found`` is the decisions file that was found beside the article without being named.
    """

    decisions: Decisions = field(default_factory=Decisions)
    pictures: Decisions = field(default_factory=Decisions)
    hints: Hints = field(default_factory=Hints)
    found: str = ""
    findings: tuple[Finding, ...] = ()


@record
class Lines:
    """Decisions about lines of a plain text, as hints for its reader; where each was found, and what was not."""

    hints: Hints
    findings: tuple[Finding, ...] = ()
    places: Mapping[tuple[str, int], Unit] = field(default_factory=dict)
    gone: frozenset[tuple[str, int]] = frozenset()


def answers_of(
    given: Given, format_name: str, gate: Gate, *, decisions: str | bytes, pictures: str, hints: str
) -> Answers:
    """What was decided about an article, in the files that the user named ("": none) and in those beside it.

    Raises InputError when a file cannot be read or holds something else, UsageError for hints on another format.
    """
    said, unused = hints_of(given, format_name, hints, gate)
    shared = _read(pictures, gate.read_article(Path(pictures)), shared=True) if pictures else Decisions()
    if isinstance(decisions, bytes):
        return Answers(_read("the decisions", decisions), shared, said, "", unused)
    if decisions:
        return Answers(_read(decisions, gate.read_article(Path(decisions))), shared, said, "", unused)
    beside = file_beside(given)
    if beside is None or not os.path.lexists(beside):
        return Answers(pictures=shared, hints=said, findings=unused)
    name = str(PurePath(given.name).with_name(beside.name))
    try:
        data = gate.read_reference(quote(beside.name))
    except Refused as why:
        raise InputError(f"{name}: {why}; decisions beside an article are read from its folder only") from None
    return Answers(_read(name, data), shared, said, name, unused)


def file_beside(given: Given) -> Path | None:
    """Where the decisions of an article are looked for; None for one that is not a file."""
    return None if given.path is None else given.path.with_name(given.path.stem + SUFFIX)


def _read(name: str, data: bytes, *, shared: bool = False) -> Decisions:
    from exporter.decisions.file import MOST_BYTES, parse  # most articles have none

    if len(data) > MOST_BYTES:
        raise InputError(f"{name}: is larger than the limit of {MOST_BYTES} bytes for decisions")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InputError(f"{name}: is not UTF-8; save it as UTF-8") from None
    return parse(name, text, shared=shared)


def hints_in(answers: Answers, text: str, format_name: str) -> Lines:
    """The hints for the reader of a plain text: those of hint files, and decisions about its lines.

    Without any hint file the latter alone; both may stand beside an article.
    """
    asked = [entry for entry in answers.decisions.entries if entry.kind == "part"]
    if format_name != HINTED_FORMAT or not asked:
        return Lines(answers.hints)
    from exporter.decisions.places import Places
    from exporter.decisions.sheet import about
    from exporter.decisions.units import units_of_lines

    places = Places(units_of_lines(text), answers.decisions.known)
    made: list[Hint] = []
    found: list[Finding] = []
    placed: dict[tuple[str, int], Unit] = {}
    gone: set[tuple[str, int]] = set()
    for entry in asked:
        at = places.find(entry.address)
        key = (entry.kind, entry.number)
        if at.unit is None:
            gone.add(key)
            if entry.answer is not None:
                found.append(about(entry, finding(at.rule, f"the decision is not used: {at.message}")))
            continue
        placed[key] = at.unit
        if at.changed and entry.answer is not None:
            before, now = entry.address.words, at.unit.words[:60]
            message = f"the words of the line have changed: it was “{before}”, and is “{now}”"
            found.append(about(entry, finding("DEC004", message)))
        if isinstance(entry.answer, PartAnswer):
            made.append(_hint(entry, entry.answer, at.unit))
    hints = replace(answers.hints, hints=(*answers.hints.hints, *made))
    return Lines(hints, tuple(found), placed, frozenset(gone))


def _hint(entry: Entry, answer: PartAnswer, unit: Unit) -> Hint:
    assert unit.pos is not None
    line = unit.pos.line
    return Hint(
        first=line,
        last=line,
        words=unit.words,
        kind=answer.kind,
        level=answer.level,
        pos=entry.pos or unit.pos,
        file=entry.file,
        shown=entry.shown,
    )
