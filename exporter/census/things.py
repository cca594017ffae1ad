"""The balance of things: each heading, item, cell, quotation, link and picture of the source is one in the document.

Where a census is not sure it is silent: words are compared as runs of letters and figures, and a thing that a finding
leaves out, or that became what its format means by it (a note, a caption, a title), is accounted for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple
from urllib.parse import unquote

from exporter.census.counted import SIGN, Census, Kind, Thing
from exporter.census.gathering import AGAIN, CUT
from exporter.patterns import pattern

MOST_PICTURES = 500
_NO_LETTER = pattern(r"[\W_]+")
ALSO: dict[Kind, tuple[Kind, ...]] = {
    "item": ("note", "figure", "code"),
    "header": (),
    "cell": ("header", "aside"),
    "quote": ("aside", "heading", "note"),
    "picture": ("figure",),
}
"""What else a thing may have become."""
EXCUSES: dict[Kind, frozenset[str]] = {
    "heading": frozenset(["HTML012", "HTML018", "DOC007"]),
    "item": frozenset(),
    "header": frozenset(["HTML005"]),
    "cell": frozenset(["HTML005", "WORD016"]),
    "quote": frozenset(["IN004", "HTML009"]),
    "link": frozenset(["HTML013", "HTML009", "MD003", "HTML021"]),
    "picture": frozenset(),
    "note": frozenset(["WORD003", "DOC007"]),
}
"""Findings that say why a thing is missing from the document."""
NOWHERE = frozenset(["HTML002", "DOC011"])
"""Findings that say that a link leads nowhere from a file; one to the web does."""
_WEB = pattern(r"\s*(?:https?://(?!\.|[^/?#]*(?:\.\.|\s))[^\s/?#]|mailto:)", re.IGNORECASE)
NAMES: dict[Kind, str] = {
    "heading": "a heading",
    "item": "an item of a list",
    "header": "a header cell",
    "cell": "a cell of a table",
    "quote": "a quotation",
    "link": "a link",
    "picture": "the alternative text of a picture",
    "note": "a note",
}
TAIL = 10
"""So many last letters of a quotation's first paragraph are enough: its beginning may be the name of a box."""
MOST_SEARCHED = 500_000_000
"""So many characters are gone through in search of things that are not there letter by letter."""
SHORT = 8
"""A thing with fewer letters must be found whole; of a longer one it is enough that another says it."""

_TEX = pattern(r"\\\(.{0,2000}?\\\)|\\\[.{0,2000}?\\\]|\$\$.{0,2000}?\$\$", re.DOTALL)


class Missing(NamedTuple):
    """A thing of the source that is not one in the document, or is told otherwise."""

    message: str
    text: str
    line: int


def key_of(text: str) -> str:
    """The letters and figures of a text."""
    return _NO_LETTER.sub("", text)


class _Known:
    """The things of some kinds in a document, by their letters."""

    def __init__(self, things: Sequence[Thing], kinds: Sequence[Kind]) -> None:
        held = [one for one in things if one.kind in kinds]
        self.keys = [key_of(one.text) for one in held]
        self.keys += _without_pictures(self.keys, things)
        self.keys += [key_of(_first_line(one.text)) for one in held if "\n" in one.text]
        if "cell" in kinds:  # of a cell each paragraph may be told otherwise
            self.keys += [key_of(line) for one in held if "\n" in one.text.strip() for line in one.text.split("\n")]
        self.whole = frozenset(self.keys)
        self.joined = "\n".join(self.keys) + "\n"
        self.left = MOST_SEARCHED

    def has(self, key: str) -> bool:
        """Whether one of them says ``key``."""
        return key in self.whole or not self.may_search() or (key if len(key) >= SHORT else f"{key}\n") in self.joined

    def may_search(self) -> bool:
        """Whether there is time to go through all of them once more; where there is none, nobody is accused."""
        self.left -= len(self.joined)
        return self.left > 0

    def has_part(self, whole: str, keys: Sequence[str]) -> bool:
        """Whether one of them is a part of ``whole`` that says one of ``keys``."""
        return bool(whole) and any(one in whole and key in one for one in self.whole if one for key in keys)

    def has_but(self, key: str, gone: str) -> bool:
        """Whether one of them says ``key`` without an end or a beginning that was left out."""
        if not self.may_search():
            return True
        held = (one for one in self.whole if one and one in key)
        return any(rest in gone for one in held for rest in [key.replace(one, "", 1)])


def _without_pictures(keys: Sequence[str], things: Sequence[Thing]) -> list[str]:
    """Keys without the words that stand in the document for pictures which could not be loaded."""
    words = {key for one in things if one.kind == "picture" and one.data is None and len(key := key_of(one.text)) > 1}
    if not words:
        return []
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)[:MOST_PICTURES])))
    return [short for key in keys if (short := pattern.sub("", key)) != key and short]


def missing(source: Census, document: Census, rules: frozenset[str], left_out: Iterable[str]) -> Iterator[Missing]:
    """The things of a source that its document does not have, given the findings' rules and what they leave out."""
    left_out = list(left_out)
    gone = key_of("".join(left_out))
    pieces = sorted({key_of(line) for text in left_out for line in text.split("\n")}, key=len, reverse=True)
    for kind, name in NAMES.items():
        if kind not in source.sure or EXCUSES[kind] & rules:
            continue
        found = [one for one in source.things if one.kind == kind]
        if not found:
            continue
        known = _Known(document.things, (kind, *ALSO.get(kind, ())))
        joined = _adjoining(found) if kind == "link" else {}
        for one in found:
            if kind == "link" and NOWHERE & rules and not _WEB.match(str(one.data)):
                continue
            if kind == "picture" and _is_in_furniture(source, one, gone):
                continue
            text = _first_line(one.text) if kind in ("item", "quote") else one.text
            text = _TEX.sub(CUT, text).replace(SIGN, CUT)  # it became a formula; a sign became a letter, or nothing
            keys = [key for key in map(key_of, text.split(CUT)) if CUT not in text or len(key) >= SHORT]
            keys = [keys[0], max(keys, key=len)] if keys else []  # what stood between them may have parted them
            if keys and not any(_is_there(known, kind, key, text, gone, key_of(one.text)) for key in keys):
                if any(known.has(_without(key, pieces)) for key in keys):
                    continue  # except what was left out of it
                if known.has_part(joined.get(id(one), ""), keys):
                    continue  # with its neighbours
                yield Missing(f"{name} of the source is missing from the article", one.text, one.line)
    yield from _numbers(source, document)
    yield from _targets(source, document, rules, gone)
    yield from _references(source, document)
    if "DOC008" not in rules:
        yield from _levels(source, document)


def _adjoining(links: Sequence[Thing]) -> dict[int, str]:
    """The letters of links to one place that come one after another, by the ``id()`` of each: programs cut them up."""
    made = {}
    for _, group in groupby(links, key=lambda one: one.data):
        held = list(group)
        whole = key_of("".join(one.text for one in held))
        made.update({id(one): whole for one in held if len(held) > 1})
    return made


def _without(key: str, pieces: Sequence[str]) -> str:
    """A key without what was left out of it, the longest first."""
    for piece in pieces[:MOST_PIECES]:
        if len(piece) >= LEAST:
            key = key.replace(piece, "", 1)
    return key


MOST_PIECES, LEAST = 2_000, 4
"""So many things that were left out, of so many letters, are looked for in one that is missing."""


def _is_there(known: _Known, kind: Kind, key: str, text: str, gone: str, whole: str) -> bool:
    """Whether a thing is in the document, or was left out; of one without letters nobody can tell."""
    if not key or known.has(key) or key in gone or known.has_but(key, gone):
        return True
    if kind == "cell":
        return all(known.has(key_of(line)) for line in text.split("\n"))
    if kind == "item":  # its first line may go on in the second
        return known.has(whole)
    if kind == "quote":  # its beginning may be the name of a box, its end the speaker
        return known.has(key[-TAIL:]) or any(len(one) >= TAIL and key.startswith(one) for one in known.whole)
    return False


def _is_in_furniture(source: Census, picture: Thing, gone: str) -> bool:
    """Whether the words before and after a picture were left out, and so was the picture."""
    at = picture.data if isinstance(picture.data, int) else 0
    beside = [key_of(one.text) for one in source.stretches[max(at - 1, 0) : at + 1]] if at else []
    return any(beside) and all(key in gone for key in beside)


def _first_line(text: str) -> str:
    return next((line for line in text.split("\n") if key_of(line)), "")


def _numbers(source: Census, document: Census) -> Iterator[Missing]:
    """Items whose number is another. Of a list whose items became notes, nobody knows what the rest is numbered by."""
    notes = frozenset(key_of(one.text) for one in document.things if one.kind == "note")
    told: dict[str, set[int | None]] = {}
    for one in document.things:
        if one.kind == "item":
            told.setdefault(key_of(_first_line(one.text)), set()).add(one.data)
    items = [
        (key_of(_first_line(one.text)), *one.data, one) for one in source.things if one.kind == "item" and one.data
    ]
    unsure = {held for key, _, held, _ in items if key in notes}
    for key, number, held, one in items:
        if key in told and held not in unsure and number not in told[key]:
            message = f"an item has the number {number} in the source and another in the article"
            yield Missing(message, one.text, one.line)


def _targets(source: Census, document: Census, rules: frozenset[str], gone: str) -> Iterator[Missing]:
    """Links that lead elsewhere; only whole addresses can be compared."""
    if EXCUSES["link"] & rules:
        return
    told: dict[str, set[str]] = {}
    for one in document.things:
        if one.kind == "link":
            told.setdefault(key_of(one.text), set()).add(_address(one.data))
    for one in source.things:
        if one.kind == "link" and _WEB.match(str(one.data)) and not re.search(r"\{\{|\{%|<%", str(one.data)):
            address, targets = _address(one.data), told.get(key_of(one.text)) if key_of(one.text) else None
            if (
                targets
                and key_of(one.text) not in gone
                and not any(target in address or address in target for target in targets)
            ):
                message = f"a link leads to {str(one.data)[:80]} in the source and elsewhere in the article"
                yield Missing(message, one.text, one.line)


def _references(source: Census, document: Census) -> Iterator[Missing]:
    """Notes that are referred to at another place."""
    told: dict[str, list[str]] = {}
    for one in document.things:
        if one.kind == "note":  # the words before each reference to it
            told.setdefault(key_of(one.text), []).extend(map(key_of, str(one.data).split(AGAIN)))
    for one in source.things:
        if one.kind != "note":
            continue
        before, places = key_of(str(one.data))[-SHORT:], told.get(key_of(one.text))
        if before and places and not any(_ends_alike(before, place) for place in places):
            message = "a note of the source is referred to at another place in the article"
            yield Missing(message, one.text, one.line)


def _ends_alike(one: str, other: str) -> bool:
    return other.endswith(one) or (other != "" and one.endswith(other[-SHORT:]))


def _levels(source: Census, document: Census) -> Iterator[Missing]:
    """Headings that are deeper or less deep than the one before in the source, and not so in the document."""
    levels: dict[str, list[int | None]] = {}
    for one in document.things:
        if one.kind == "heading":
            levels.setdefault(key_of(one.text), []).append(one.data)
    pairs = [
        (one, held[0])
        for one in source.things
        if one.kind == "heading" and len(held := levels.get(key_of(one.text), [])) == 1 and held[0] is not None
    ]
    for (one, at), (other, to) in pairwise(pairs):
        below = one.data and other.data and min(one.data, other.data, at, to) > 1
        if below and _sign(other.data - one.data) != _sign(to - at):
            message = f"a heading of level {other.data} follows one of level {one.data} in the source, and not so"
            yield Missing(f"{message} in the article", other.text, other.line)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _address(target: object) -> str:
    """The letters and figures of an address, however it is escaped."""
    return key_of(unquote(str(target))).lower()
