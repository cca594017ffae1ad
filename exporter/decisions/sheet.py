"""The plan of what changes where: every decision with the place it was found at, one of each sort to a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from exporter.decisions.answers import Decisions, Entry, LanguageAnswer
from exporter.decisions.origins import Origin, digest_of, own_digest
from exporter.decisions.places import Found, Places
from exporter.decisions.units import SMALL, Path, Unit
from exporter.findings import Finding, finding
from exporter.model import Document, Image, walk
from exporter.position import Position
from exporter.records import record

KINDS_OF: dict[str, tuple[str, ...]] = {
    "quote": ("quote", "paragraph"),
    "table": ("table",),
    "part": SMALL,
    "language": SMALL,
}
"""Among which kinds of things a decision looks for its place."""
SETTLED: dict[str, tuple[str, ...]] = {"quote": ("DOC006",), "part": ("DOC017",), "picture": ("CMS003",)}
"""The rules that ask a person for what was decided."""


@record(frozen=False)
class Sheet:
    """What is to be done at which place, which entry has which place, and what was found out on the way.

    ``settled`` are rules and places of findings that asked what has been answered.
    """

    at: dict[Path, list[tuple[Entry, Unit]]] = field(default_factory=dict)
    pictures: dict[str, Entry] = field(default_factory=dict)
    places: dict[tuple[str, int], Unit] = field(default_factory=dict)
    gone: set[tuple[str, int]] = field(default_factory=set)
    settled: set[tuple[str, Position]] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def about(entry: Entry, made: Finding) -> Finding:
    """A finding at the line of the decisions file that says ``entry``."""
    return replace(made, file=entry.file, pos=entry.pos, snippet=entry.shown)


def sheet_of(
    document: Document,
    units: Sequence[Unit],
    decisions: Decisions,
    shared: Decisions,
    origins: Mapping[str, Origin],
    *,
    lines: bool,
) -> Sheet:
    """The plan for a document. ``lines``: its parts are lines of plain text, which its reader has seen to."""
    made = Sheet()
    places = Places(units, decisions.known)
    _plan_pictures(document, decisions.entries, origins, made)
    _plan_pictures(document, shared.entries, origins, made)
    for entry in decisions.entries:
        if entry.kind == "picture" or (entry.kind == "part" and lines):
            continue
        key = (entry.kind, entry.number)
        found = places.find(entry.address, KINDS_OF[entry.kind])
        if found.unit is None:
            made.gone.add(key)
            if entry.answer is not None:
                made.findings.append(about(entry, finding(found.rule, f"the decision is not used: {found.message}")))
            continue
        made.places[key] = found.unit
        if entry.answer is not None:
            _put(made, entry, found)
    return made


def _put(made: Sheet, entry: Entry, found: Found) -> None:
    unit = found.unit
    assert unit is not None
    held = made.at.setdefault(unit.path, [])
    twice = next((other for other, one in held if _sort(other) == _sort(entry) and one.field == unit.field), None)
    if twice is not None:
        where = f" on line {twice.pos.line}" if twice.pos else ""
        message = f"the decision is not used: another one{where} is about the same place"
        made.findings.append(about(entry, finding("DEC005", message)))
        return
    if found.changed:
        message = f"the words of the place have changed: it was “{entry.address.words}”, and is “{unit.words[:60]}”"
        made.findings.append(about(entry, finding("DEC004", message)))
    held.append((entry, unit))
    if unit.pos:
        made.settled |= {(rule, unit.pos) for rule in SETTLED.get(entry.kind, ())}


def _sort(entry: Entry) -> str:
    """What may be decided once about one place: several phrases of it may have languages."""
    return f"language {entry.answer.phrase}" if isinstance(entry.answer, LanguageAnswer) else entry.kind


def _plan_pictures(document: Document, entries: Iterable[Entry], origins: Mapping[str, Origin], made: Sheet) -> None:
    asked = [entry for entry in entries if entry.kind == "picture"]
    if not asked:
        return
    images = [node for node in walk(document) if isinstance(node, Image)]
    shown = {node.resource for node in images}
    held = [item for item in document.resources if item.name in shown]
    digests = {item.name: {digest_of(item, origins), own_digest(item)} for item in held}
    for entry in asked:
        named = {name for name, origin in origins.items() if name in digests and _file(origin.reference) == entry.name}
        if entry.content:
            same = {name for name, some in digests.items() if any(one.startswith(entry.content) for one in some)}
        else:
            same = named
        if not same and not entry.shared:
            made.gone.add((entry.kind, entry.number))
            if entry.answer is not None:
                made.findings.append(about(entry, finding("DEC001", _no_picture(entry, named))))
        for name in sorted(same):
            if entry.answer is not None:
                made.pictures.setdefault(name, entry)
                places = [node.pos for node in images if node.resource == name and node.pos]
                made.settled |= {(rule, pos) for rule in SETTLED["picture"] for pos in places}


def _no_picture(entry: Entry, named: set[str]) -> str:
    called = f"“{entry.name}”" if entry.name else "with this content"
    if named:
        return f"the decision is not used: the picture {called} has another content now; look at it and decide again"
    return f"the decision is not used: the article has no picture {called}"


def _file(reference: str) -> str:
    """The file name at the end of a reference."""
    return reference.partition("?")[0].partition("#")[0].rpartition("/")[2]
