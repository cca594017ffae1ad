"""The one road to the writers, for what a reader read and for what a program built: validation, the rules that every
input keeps, passes, checks.

A document that came down this road is remembered as long as it lives, and does not go twice.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from exporter.bounds.gate import Gate, Limits
from exporter.errors import InputError
from exporter.findings import Finding, finding
from exporter.model import Code, CodeBlock, DisplayMath, Document, Image, Math, Text, every_node, is_visible, plain_text
from exporter.readers.input.clean_document import cleaned
from exporter.run.results import Article

NAMED_BY_ITS_FILE = ("MD010",)
"""Findings that an article's title is the name of its file: not words of it, so it cannot stand in for them."""

_PASSED: dict[int, weakref.ref[Document]] = {}
"""The documents that are through, by identity: they are immutable, so they stay so."""


def remember(document: Document) -> Document:
    """``document``, known from now on as one that needs no repair."""
    key = id(document)
    _PASSED[key] = weakref.ref(document, lambda gone: _PASSED.pop(key, None) and None)
    return document


def is_through(document: Document) -> bool:
    """Whether this very document came down the road before."""
    known = _PASSED.get(id(document))
    return known is not None and known() is document


def built(document: Document, name: str, limits: Limits, cover: Path | bytes | None = None) -> Article:
    """A document as its program built it, or as it was read, ready to be written, with all that was noticed.

    ``cover`` is a picture for EPUBs. Raises UsageError with the path of a wrong node, InputError for what passes a
    bound or says nothing.
    """
    from exporter.checks.document import check
    from exporter.model.valid import validate

    if is_through(document):
        made = document if cover is None else with_cover(document, cover, limits)
        return Article(made, tuple(item.located(name, ()) for item in check(made)))
    validate(document)
    from exporter.readers.json_model import kept_to_the_rules

    try:
        safe, found = kept_to_the_rules(document, Gate(None, limits), keep_names=True)
        made, every = repaired(
            safe, name, found, None if cover is None else partial(with_cover, cover=cover, limits=limits)
        )
    except RecursionError:
        raise InputError(f"{name}: is nested too deeply; nest less deeply", code="limit", name=name) from None
    return Article(remember(made), tuple(item.located(name, ()) for item in (*two_titles(document), *every)))


def repaired(
    document: Document,
    name: str,
    noticed: Sequence[Finding] = (),
    change: Callable[[Document], Document] | None = None,
) -> tuple[Document, list[Finding]]:
    """``document`` after every pass, and all findings: those that its reader ``noticed``, and what was found here.

    ``change`` is what the user adds to an article that can be read. Raises InputError when it shows nothing at all.
    """
    from exporter.checks.document import check
    from exporter.passes import run_passes

    clean, odd = cleaned(document)
    named = any(item.rule in NAMED_BY_ITS_FILE for item in noticed)
    refuse_nothing(replace(clean, title=(), metadata=replace(clean.metadata, title="")) if named else clean, name)
    made, changes = run_passes(clean if change is None else change(clean))
    seen = {(item.rule, item.pos) for item in (*noticed, *changes)}
    if any(rule == "DOC001" for rule, _ in seen):
        seen.add(("DOC022", None))  # of the title that stands in the place of none
    checked = [item for item in check(made) if (item.rule, item.pos) not in seen]
    return made, [*odd, *noticed, *changes, *checked]


def with_cover(document: Document, cover: Path | bytes, limits: Limits) -> Document:
    """``document`` with a picture that the user gives in the place of one that it names. Raises UsageError."""
    from exporter.readers.pictures.cover import with_cover as put

    gate = Gate(limits=limits)
    if isinstance(cover, bytes):
        return put(document, cover, gate, "(bytes)")
    return put(document, gate.read_article(cover), gate, str(cover))


def two_titles(document: Document) -> list[Finding]:
    """A finding where the metadata of a built document and its title say two things."""
    named, shown = document.metadata.title.split(), plain_text(document.title).split()
    if not named or not shown or named == shown:
        return []
    message = f"the metadata call the article “{' '.join(named)[:80]}”, its title says “{' '.join(shown)[:80]}”"
    return [finding("DOC040", message)]


def refuse_nothing(document: Document, name: str) -> None:
    """Raise InputError for a document without any picture, formula, or character that shows anything."""
    if _shows_nothing(document):
        message = f"{name}: has no content but characters that cannot be seen; there is nothing to convert"
        raise InputError(message, code="empty", name=name)


def _shows_nothing(document: Document) -> bool:
    """Whether there is no picture, no formula, and no character that shows anything (all of categories C, M, Z)."""
    if is_visible(document.metadata.title):
        return False
    for node in every_node(document):
        match node:
            case Text() | Code() | CodeBlock():
                if is_visible(node.text):
                    return False
            case Image() | Math() | DisplayMath():
                return False
            case _:
                pass
    return True
