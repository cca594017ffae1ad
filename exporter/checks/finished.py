"""Rules on finished files: what a file must have besides its words, and whether it keeps its claims.

The rules on the document read back come first; those of the format look at what no document model holds: marking of
painted content, navigation, metadata, fonts. Last, each claim is held against everything that was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from typing import cast

from exporter.accessibility.needs import folded
from exporter.checks.document import check
from exporter.findings import Finding, advice, finding
from exporter.model import (
    AnyNode,
    Code,
    CodeBlock,
    Document,
    Image,
    Section,
    Text,
    children,
    is_visible,
    nodes_of,
    plain_text,
)
from exporter.readback import ReadFile, format_of, read_file
from exporter.readback.sight import OneSense
from exporter.rules.rule import Level

MODULES = {
    "pdf": "exporter.checks.pdf",
    "epub": "exporter.checks.epub",
    "docx": "exporter.checks.docx",
    "html": "exporter.checks.html",
}


WARNING = Level.warning

SAID_ALREADY = frozenset([("docx", "DOC015")])
"""Rules on documents that do not hold for files of a format: who reads Office Math says it in words by themselves."""


IN_ONE_SENSE = {"pdf": "PDF123", "epub": "EPUB110", "docx": "DOCX127", "html": "HTML103"}
"""The rule of each format on words that only one of two senses gets."""
MOST_SAID = 5


def check_file(data: bytes, name: str = "file", read: ReadFile | None = None) -> list[Finding]:
    """Every finding on the finished file ``data``; ``read`` is what was read back from it, if that was done.

    Raises InputError when the file cannot be read back.
    """
    read = read or read_file(data, name)
    form = read.format or format_of(data, name)
    document = read.document
    found = [item for item in _fair(document, check(document)) if (form, item.rule) not in SAID_ALREADY]
    seen = {(item.rule, item.message) for item in found}
    rules = cast(Callable[..., list[Finding]], import_module(MODULES[form]).check_finished)
    own = [item for item in rules(data, name, document, found, read.opened) if (item.rule, item.message) not in seen]
    return [*found, *own, *_in_one_sense(IN_ONE_SENSE[form], read.one_sense)]


def _in_one_sense(rule: str, found: Sequence[OneSense]) -> Iterator[Finding]:
    """Words that only the eye or only the ear gets. No standard forbids them as such: a person decides."""
    for item in found[:MOST_SAID]:
        yield replace(finding(rule, f"{item.sentence}; a person decides whether it must", item.place), level=WARNING)
    if len(found) > MOST_SAID:
        yield replace(finding(rule, f"and {len(found) - MOST_SAID} more of the same kind"), level=WARNING)


def _fair(document: Document, found: Iterable[Finding]) -> Iterator[Finding]:
    """What an article must have is not always what a finished file must have: that may say it in another place."""
    for item in found:
        if item.rule == "DOC001" and _is_titled(document):
            yield from _unseen_title(document)
        elif item.rule != "DOC002" or not _says_languages(document):
            yield item


def _is_titled(document: Document) -> bool:
    """A title in the metadata is one, and so is a heading of any level (ISO 14289-1, 7.1; WCAG 2.2, 2.4.2)."""
    return bool(document.metadata.title.strip()) or any(
        plain_text(node.title).strip() for node in nodes_of(document, Section)
    )


def _unseen_title(document: Document) -> Iterator[Finding]:
    """The title of the metadata that no heading of the text repeats."""
    title = folded(document.metadata.title)
    headings = {folded(plain_text(node.title)) for node in nodes_of(document, Section)}
    if title and document.blocks and title not in headings:
        shown = " ".join(document.metadata.title.split())[:60]
        yield advice("DOC024", f"the title “{shown}” is in the metadata but is not a heading in the text")


def _says_languages(document: Document) -> bool:
    """Whether all words are in elements that say their language, as ISO 14289-1, 7.2 allows. No words say none."""
    stack: list[AnyNode] = list(children(document))
    some = False
    while stack:
        node = stack.pop()
        if node.lang:
            some = True
        elif _has_words(node):
            return False
        else:
            stack += children(node)
    return some


def _has_words(node: AnyNode) -> bool:
    if isinstance(node, Image):
        return bool(node.alt)
    return isinstance(node, Text | Code | CodeBlock) and is_visible(node.text)
