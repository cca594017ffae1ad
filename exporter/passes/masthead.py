"""The masthead: makes the metadata agree with what readers see at the head of the article.

Writers print blocks, never metadata, so that the three files cannot differ: a subtitle, standfirst, byline or date
that only the metadata have becomes a paragraph here, and a title, that only the text has, becomes metadata.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from exporter.findings import Finding, finding
from exporter.model import (
    Block,
    Document,
    Inlines,
    Metadata,
    Paragraph,
    ParagraphRole,
    Person,
    Span,
    Text,
    plain_text,
    walk,
)
from exporter.phrases import date_phrase, has_phrases, phrase

HEAD = 6
SHORT = 400
"""So many first blocks of so many characters are looked at for a byline or standfirst that the text itself has."""


def run(document: Document) -> tuple[Document, list[Finding]]:
    """The document with title and masthead in both places; an article without any title gets a fixed one, reported."""
    document, found = _title(document)
    added = _missing_paragraphs(document)
    if added:
        document = document.with_blocks([*added, *document.blocks])
    return replace(document, metadata=_filled(document)), found


def _title(document: Document) -> tuple[Document, list[Finding]]:
    shown = _folded(plain_text(document.title))
    named = _folded(document.metadata.title)
    if shown or any(plain_text([node]) or getattr(node, "alt", "") for node in document.title):
        return document, []
    if named:
        return replace(document, title=(Text(named),)), []
    title = phrase("untitled", document.metadata.lang)
    return replace(document, title=(Text(title),)), [finding("DOC001", f"the article has no title; “{title}” is used")]


def _filled(document: Document) -> Metadata:
    metadata = document.metadata
    by_role = {
        block.role: _folded(plain_text(block)) for block in reversed(document.blocks) if isinstance(block, Paragraph)
    }
    return replace(
        metadata,
        title=_folded(metadata.title) or _folded(plain_text(document.title)),
        subtitle=metadata.subtitle or by_role.get("subtitle", ""),
        description=metadata.description or by_role.get("standfirst", ""),
    )


def _missing_paragraphs(document: Document) -> list[Block]:
    metadata, lang = document.metadata, document.metadata.lang
    head = document.blocks[:HEAD]
    roles = {block.role for block in document.blocks if isinstance(block, Paragraph)}
    short = (_folded(plain_text(block)) for block in head if isinstance(block, Paragraph))
    text = " ".join(words for words in short if len(words) <= SHORT)
    wanted: list[tuple[ParagraphRole, str, Sequence[str]]] = [
        ("subtitle", metadata.subtitle, [metadata.subtitle]),
        ("standfirst", metadata.description, [metadata.description]),
        (
            "byline",
            byline(metadata.authors, lang),
            [person.name for person in metadata.authors if person.role == "aut"],
        ),
    ]
    made: list[Block] = []
    for role, words, already in wanted:
        if words and role not in roles and not all(_folded(name) in text for name in already):
            made.append(Paragraph((Text(_folded(words)),), role=role))
    dated = any(
        block.role == "dateline" and (re.search(r"\d", plain_text(block)) or any(map(_is_moment, walk(block))))
        for block in document.blocks
        if isinstance(block, Paragraph)
    )  # a dateline may name a place alone
    if metadata.published and not dated and metadata.published not in text:
        made.extend(_date(metadata.published, lang))
    return made


def _is_moment(node: object) -> bool:
    return isinstance(node, Span) and bool(node.datetime)


def byline(people: Sequence[Person], lang: str, role: str = "aut", key: str = "by") -> str:
    """The line that names the authors among ``people``, or those of another ``role``; "" without any."""
    names = [person.name for person in people if person.role == role]
    if not names:
        return ""
    if _is_foreign(lang):
        return ", ".join(names)
    joined = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {phrase('and', lang)} {names[-1]}"
    return phrase(key, lang, names=joined)


def _date(published: str, lang: str) -> list[Block]:
    shown = date_phrase(published, lang)
    if not shown:
        return []
    if _is_foreign(lang):
        return [Paragraph((Span((Text(published[:10]),), datetime=published),), role="dateline")]
    before, _, after = phrase("published", lang, date="\0").partition("\0")
    content: Inlines = (Text(before), Span((Text(shown),), datetime=published))
    if after:
        content = (*content, Text(after))
    return [Paragraph(content, role="dateline")]


def _is_foreign(lang: str) -> bool:
    """Whether an article is in a language that has no fixed words here: then names and figures must do, not English."""
    return bool(lang) and lang != "und" and not has_phrases(lang)


def _folded(text: str) -> str:
    return " ".join(text.split())
