"""Quoted words in running text become ``Quote`` nodes, in every format, from the marks that the author typed.

The marks stay in the text: not one character changes. Marks pair by the rules of the languages that use them, nest,
and may have links or emphasis between them; an apostrophe is not a mark, and a mark without a partner stays text.
The marks that wrap a whole block quote stay text too: the block quote says already that the words are quoted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from operator import is_not
from typing import Any, TypeVar, cast

from exporter.findings import Finding, finding
from exporter.model import BlockQuote, Document, Inlines, Node, Note, Paragraph, nodes_of
from exporter.passes.quote_marks import Mark, find_pairs, outer, partner_of_first
from exporter.passes.quote_text import FlatText, flatten, may_quote, rebuild
from exporter.quotation import OPENING

NESTED = 4
"""Quoted words inside quoted words, as deep as anybody can follow (a novel's letter that quotes a talk has three)."""

N = TypeVar("N", bound="Node | Document")


def run(document: Document) -> tuple[Document, list[Finding]]:
    """``document`` with quoted words as Quote nodes, and a finding for each opening mark that nobody closed."""
    work = _Pass(has_notes=bool(nodes_of(document, Note)))
    return work.node(document, document.metadata.lang), work.findings


_FIELDS: dict[type[Any], tuple[tuple[str, bool], ...]] = {}


def _fields(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    """The fields of a class that hold nodes, and whether these are inlines; looked up once."""
    if kind not in _FIELDS:
        inline = {item.name for item in fields(kind) if item.type == "Inlines"}
        _FIELDS[kind] = tuple((name, name in inline) for name in kind.CHILDREN)
    return _FIELDS[kind]


class _Pass:
    """One run: the findings so far, and the functions that walk the blocks with the language in force."""

    def __init__(self, *, has_notes: bool) -> None:
        self.findings: list[Finding] = []
        self.has_notes = has_notes

    def node(self, node: N, lang: str) -> N:
        """``node`` with the inlines of it and of all blocks below it done."""
        lang = getattr(node, "lang", "") or lang
        changes: dict[str, Any] = {}
        for name, is_inline in _fields(type(node)):
            before = getattr(node, name)
            if not before:
                continue
            if is_inline:
                after: tuple[Any, ...] = self.inlines(before, lang)
            elif isinstance(node, BlockQuote):
                after = self.quoted_blocks(node, lang)
            else:
                after = tuple([self.node(child, lang) for child in before])
            if len(before) != len(after) or any(map(is_not, before, after)):
                changes[name] = after
        return replace(node, **changes) if changes else node

    def quoted_blocks(self, quote: BlockQuote, lang: str) -> tuple[Any, ...]:
        """The blocks of a block quote, the marks that wrap it left as they are."""
        wrapped = _wrapping_marks(quote, lang)
        return tuple(
            replace(block, content=self.inlines(block.content, block.lang or lang, wrapped[index]))
            if isinstance(block, Paragraph) and index in wrapped
            else self.node(block, lang)
            for index, block in enumerate(quote.blocks)
        )

    def inlines(self, content: Inlines, lang: str, ignored: frozenset[int] = frozenset()) -> Inlines:
        """``content`` with its paired marks and what is between them in Quote nodes."""
        content = self._notes(content, lang)
        if not may_quote(content):
            return content
        flat = flatten(content)
        pairs, unpaired = find_pairs(flat, lang, ignored | flat.taken)
        self._report(flat, unpaired)
        kept = outer(pairs, NESTED, flat.quoted)
        if len(kept) < len(pairs):
            message = f"words quoted inside quoted words deeper than {NESTED} levels stay text, with their marks"
            self.findings.append(finding("IN004", message, flat.position(min(set(pairs) - set(kept))[0])))
        return rebuild(content, flat, kept) if kept else content

    def _notes(self, content: Inlines, lang: str) -> Inlines:
        if not self.has_notes or not _has_note(content):
            return content
        return tuple(cast(Any, self._with_notes(item, lang)) for item in content)

    def _with_notes(self, item: Any, lang: str) -> Any:
        if isinstance(item, Note):
            return self.node(item, lang)
        inner = getattr(item, "content", None)
        return replace(item, content=self._notes(inner, item.lang or lang)) if inner else item

    def _report(self, flat: FlatText, unpaired: Iterable[Mark]) -> None:
        start = len(flat.text) - len(flat.text.lstrip())
        for mark in unpaired:
            # A paragraph that opens without closing goes on in the next, by the rules of print.
            if mark.char in "“«„" and mark.offset > start:
                message = f"the quotation mark {mark.char} is never closed in its paragraph; it stays text"
                self.findings.append(finding("TXT006", message, flat.position(mark.offset), certainty=0.9))
                return  # the first tells enough: those after it may be its consequence


def _has_note(content: Inlines) -> bool:
    return any(isinstance(item, Note) or _has_note(getattr(item, "content", ())) for item in content)


def _wrapping_marks(quote: BlockQuote, lang: str) -> dict[int, frozenset[int]]:
    """For each paragraph of ``quote``, by index, the offsets of the marks that wrap the whole of it.

    The first paragraph opens and the last closes; those between may open again (Chicago 13.32), or open and close.
    """
    lines = [
        (index, flatten(block.content)) for index, block in enumerate(quote.blocks) if isinstance(block, Paragraph)
    ]
    if not lines:
        return {}
    if _edges(lines[0][1], lang)[0] < 0 or _edges(lines[-1][1], lang)[1] < 0:
        return {}
    edges = {index: _edges(flat, lang) for index, flat in lines}
    return {index: frozenset(offset for offset in edge if offset >= 0) for index, edge in edges.items()}


def _edges(flat: FlatText, lang: str) -> tuple[int, int]:
    """Offsets of the mark that opens ``flat`` and of the one that ends it, each -1 when it belongs to words inside."""
    text = flat.text
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip()) - 1
    if end > 0 and text[end] in ".,":
        end -= 1
    opens = text[start : start + 1] in OPENING and start in flat.marks and start not in flat.taken
    closes = end in flat.marks and end not in flat.taken and end != start
    if not (opens or closes):
        return -1, -1
    pairs, _ = find_pairs(flat, lang, flat.taken)
    partner = partner_of_first(pairs)
    if opens and partner.get(start, end) != end:
        opens = False
    opener = {close: opened for opened, close in partner.items()}.get(end)
    if closes and opener is not None and opener != start:
        closes = False
    return (start if opens else -1, end if closes else -1)
