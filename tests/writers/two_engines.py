"""One document set by both engines, and its structure tree as text without what only the page decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from exporter.model import DisplayMath, Document, Math, Node, Note, NoteReference, Text, transform
from exporter.writers import WriteOptions, WriteResult, pdf
from exporter.writers.pdf.engines.needs import OTHER
from exporter.writers.pdf.engines.painted import Piece
from exporter.writers.pdf.structure import Structure
from exporter.writers.writable import writable

AUTO = WriteOptions(engine="auto")


def pages_printed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pages each layout of the fast engine has, from now on: windows, and heads and feet of all pages."""
    from exporter.writers.pdf.engines.pluto import book

    counted: list[int] = []
    receive = book.Presses.receive

    def counting(self: Any) -> tuple[bytes, int]:
        made = receive(self)
        counted.append(made[1])
        return made

    monkeypatch.setattr(book.Presses, "receive", counting)
    return counted


def plainer(document: Document) -> Document:
    """A generated document without what the fast engine never sets: other scripts, formulas, notes."""

    def change(node: Node) -> Node | tuple[Node, ...]:
        match node:
            case Math() | DisplayMath() | Note() | NoteReference():
                return ()
            case Text():
                return replace(node, text=OTHER.sub("x", node.text), lang=_latin(node.lang), dir="")
            case _:
                names = [name for name in ("text", "expansion") if hasattr(node, name)]
                written = {name: OTHER.sub("x", getattr(node, name)) for name in names}
                return replace(node, lang=_latin(node.lang), dir="", **written)

    main = replace(document.metadata, lang=_latin(document.metadata.lang))
    return replace(transform(document, change), metadata=main)


def _latin(lang: str) -> str:
    return lang if lang in ("", "en", "fr", "de") else "fr"


def by(document: Document, options: WriteOptions = AUTO) -> tuple[WriteResult, Structure]:
    """The PDF and its tree."""
    return pdf._with_notes(writable(document, any_language=True), options)


def is_fast(made: WriteResult) -> bool:
    """Whether the fast engine has set a file."""
    return made.engine.startswith("PlutoBook") and ":" not in made.engine


def differences(document: Document, options: WriteOptions = AUTO) -> list[str] | None:
    """Lines of the tree that only one engine has, and claims; None where the fast engine does not set the document."""
    fast, tree = by(document, options)
    if not is_fast(fast):
        return None
    given, other = by(document, replace(options, engine="weasyprint"))
    here, there = list(lines(tree)), list(lines(other))
    if (here, fast.claims) == (there, given.claims):
        return []
    return [f"+{line}" for line in here if line not in there] + [f"-{line}" for line in there if line not in here] or [
        "the same lines in another order"
    ]


def lines(tree: Structure, depth: int = 0) -> Iterator[str]:
    """An element a line, the words between two elements on one; a link's annotations are as many as it has lines."""
    actual = "" if "".join(tree.actual.split()) == "".join(_words(tree)) else tree.actual  # only where its lines end
    facts = [tree.type, tree.lang, tree.alt, tree.expansion, actual, tree.identifier, tree.refers]
    shapes = {owner: {key: value for key, value in values.items() if key != "BBox"} for owner, values in _sorted(tree)}
    yield f"{' ' * depth}{facts} {shapes}"
    words = ""
    last = ""
    for kid in tree.kids:
        if isinstance(kid, Piece) and kid.box is None:
            words += kid.text
            continue
        if words.strip():
            yield f"{' ' * depth} “{_plain(words)}”"
        words = ""
        kind = "picture" if isinstance(kid, Piece) else "" if isinstance(kid, Structure) else "annotation"
        if isinstance(kid, Structure):
            yield from lines(kid, depth + 1)
        elif kind != last:
            yield f"{' ' * depth} {kind}"
        last = kind
    if words.strip():
        yield f"{' ' * depth} “{_plain(words)}”"


def _words(tree: Structure) -> Iterator[str]:
    """All that is painted in an element, without white space."""
    for kid in tree.kids:
        if isinstance(kid, Structure):
            yield from _words(kid)
        elif isinstance(kid, Piece):
            yield "".join(kid.text.split())


def _sorted(tree: Structure) -> list[tuple[str, dict[str, object]]]:
    return sorted(tree.attributes.items())


def _plain(words: str) -> str:
    """Words as they are heard: one engine keeps soft hyphens in some lines."""
    return " ".join(words.replace("\xad", "").split())
