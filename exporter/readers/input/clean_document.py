"""Cleans every text of a document after reading: character references and escapes can add forbidden characters.

The decoder cleans an article's bytes (``readers.input.decode``). But ``&#8;`` in an attribute, ``\\x1b`` in front
matter and ``\\ud800`` in JSON become characters only when they are parsed. Here every string of the model is looked
at, so that no reader can forget one (XML 1.0, 2.2; Unicode Standard Annex 9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field, fields, replace
from operator import attrgetter
from typing import Any

from exporter.findings import Finding, finding
from exporter.model import Document, every_node, transform
from exporter.readers.input.characters import MOST_MARKS, UNWRITABLE, too_high, unpaired_bidi, writable
from exporter.records import record

RUNNING = frozenset(["text"])
"""Fields whose bidirectional controls may find their partner in the next node of the paragraph."""


@record(frozen=False)
class _Found:
    """How the texts begin in which characters were replaced or removed, and those with too many marks on one letter."""

    unwritable: list[str] = field(default_factory=list)
    stacked: list[str] = field(default_factory=list)

    def findings(self) -> Iterator[Finding]:
        """A finding of each kind for which there is anything to say."""
        for rule, texts, message in (
            ("IN001", self.unwritable, "characters that no file can hold were replaced or removed"),
            ("IN008", self.stacked, f"marks above {MOST_MARKS} on one letter were removed"),
        ):
            if texts:
                others = f" and {len(texts) - 1} more texts" if len(texts) > 1 else ""
                yield finding(rule, f"{message}: {texts[0]}{others}")


def cleaned(document: Document) -> tuple[Document, tuple[Finding, ...]]:
    """The document with every text such as a file can hold, and a finding where one was not."""
    found = _Found()
    holders = (*every_node(document), document.metadata, *document.metadata.authors)
    if not any(map(_is_suspect, document.metadata.keywords)) and not any(map(_has_suspects, holders)):
        return document, ()

    def change(node: Any) -> Any:
        return _clean(node, found)

    made = transform(document, change)
    metadata = _clean(document.metadata, found)
    authors = tuple(_clean(person, found) for person in metadata.authors)
    keywords = tuple(_text(word, found, running=False) for word in metadata.keywords)
    if not (findings := tuple(found.findings())):
        return document, ()
    return replace(made, metadata=replace(metadata, authors=authors, keywords=keywords)), findings


def _has_suspects(node: Any) -> bool:
    texts = [held for held in _values(node.__class__)(node) if held and type(held) is str]
    return any(map(_is_suspect, texts))


def _is_suspect(text: str) -> bool:
    """Whether a text may need a change: most are plain, and this is asked of each."""
    return not text.isprintable() or (len(text) > MOST_MARKS and bool(too_high(text)))


NO_TEXT = frozenset(["Position | None", "bool", "int", "int | None", "Inlines", "Blocks"])
"""Types of fields that are looked at for themselves or have no text."""
_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """The fields of a class that may hold text, looked up once."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(item.name for item in fields(kind) if item.type not in NO_TEXT)
    return _NAMES[kind]


_VALUES: dict[type, Callable[[Any], tuple[Any, ...]]] = {}


def _values(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of those fields."""
    if kind not in _VALUES:
        _VALUES[kind] = attrgetter(*_names(kind), "__class__")  # of two or more names it makes a tuple
    return _VALUES[kind]


def _clean(node: Any, found: _Found) -> Any:
    changed = {}
    for name in _names(node.__class__):
        held = getattr(node, name)
        if type(held) is str and _is_suspect(held):
            kept = _text(held, found, running=name in RUNNING)
            if kept != held:
                changed[name] = kept
    return replace(node, **changed) if changed else node


def _text(text: str, found: _Found, *, running: bool) -> str:
    kept = writable(text) if UNWRITABLE.search(text) else text
    if not running and (alone := unpaired_bidi(kept)):
        gone = set(alone)
        kept = "".join(char for at, char in enumerate(kept) if at not in gone)
    if kept != text:
        found.unwritable.append(" ".join(kept.split())[:40])
    if high := set(too_high(kept)):
        kept = "".join(char for at, char in enumerate(kept) if at not in high)
        found.stacked.append(" ".join(kept.split())[:20])
    return kept
