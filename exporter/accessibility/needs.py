"""What a claim of accessibility needs: one list, for the writers that claim and for the checks that doubt.

A writer makes a claim when nothing is found that costs it; a check calls a claim false when something is found that
refutes it. What refutes a claim also costs it, so that no file of ours says what its own check denies. What only costs
it is more than a program can hold against a file of others: a title that somebody made up, a word for an alternative
text. The findings that need nothing but the document are made here, for both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from exporter.findings import Finding, finding
from exporter.languages import determines_language, is_tag
from exporter.model import (
    AnyNode,
    Cell,
    Document,
    Image,
    Link,
    Section,
    Table,
    every_node,
    is_visible,
    plain_text,
    says_something,
    spoken,
    walk,
)
from exporter.patterns import pattern
from exporter.phrases import PHRASES
from exporter.records import record
from exporter.rules import RULES

UA = "PDF/UA"
ARCHIVE = "PDF/A"
ARCHIVE_TAGGED = "PDF/A, level A"
EPUB = "EPUB Accessibility"


@record
class Need:
    """A rule that a claim rests on: the claims that its findings cost, and those that they refute in any file."""

    rule: str
    costs: frozenset[str]
    refutes: frozenset[str]


def _needs(rules: str, costs: tuple[str, ...], refutes: tuple[str, ...] | None = None) -> Iterator[Need]:
    for rule in rules.split():
        yield Need(rule, frozenset(costs), frozenset(costs if refutes is None else refutes))


NEEDS: tuple[Need, ...] = (
    *_needs("IMG001 DOC002", (UA, EPUB)),  # ISO 14289-1, 7.3, 7.2; WCAG 2.2, 1.1.1, 3.1.1
    *_needs("DOC013", (UA, EPUB), (EPUB,)),  # ISO 14289-1, 7.2 asks for the form of a tag only: PDF122
    *_needs("IMG003 DOC021 DOC022 DOC007", (UA, EPUB), ()),  # the same clauses, by their sense
    *_needs("DOC001", (UA, EPUB), ()),  # ISO 14289-1, 7.1; WCAG 2.2, 2.4.2: PDF105 and EPUB112 stand for it
    *_needs("DOC003 DOC005", (EPUB,)),  # WCAG 2.2, 2.4.4 and 1.3.1; PDF/UA says only that tables should have headers
    *_needs("DOC020", (UA,)),  # ISO 14289-1, 7.4.2
    *_needs("PDF004", (UA, ARCHIVE, ARCHIVE_TAGGED), ()),  # seen when the file is painted; 7.21.8
    *_needs("PDF005", (UA, ARCHIVE_TAGGED), ()),  # 7.5
    *_needs("PDF008", (ARCHIVE, ARCHIVE_TAGGED), ()),  # ISO 19005-2, 6.1.13; in a file of others PDF120 says it itself
    *_needs("PDF101 PDF104", (UA, ARCHIVE_TAGGED)),
    *_needs("PDF117 PDF118", (UA, ARCHIVE, ARCHIVE_TAGGED)),
    *_needs("PDF119", (ARCHIVE, ARCHIVE_TAGGED)),
    *_needs("PDF102 PDF103 PDF105 PDF106 PDF107 PDF109 PDF110 PDF113 PDF114 PDF115 PDF116 PDF121 PDF122", (UA,)),
    *_needs("PDF126 PDF127 PDF128 PDF129 PDF130 PDF131 PDF132", (UA,)),
    *_needs("PDF108", (UA,), ()),  # a box is ISO 32000-1's, 14.8.5.4.3; ISO 14289-1 does not ask for it
    *_needs("EPUB101 EPUB103 EPUB105 EPUB106 EPUB107 EPUB110 EPUB111 EPUB112 EPUB114 EPUB116 EPUB118", (EPUB,)),
    *_needs("EPUB102", (EPUB,), ()),  # no standard asks that the contents repeat the headings
)


def costing(claim: str) -> frozenset[str]:
    """The rules of which a finding costs our files ``claim``."""
    return frozenset(need.rule for need in NEEDS if claim in need.costs)


def refuting(claim: str) -> frozenset[str]:
    """The rules of which a finding makes ``claim`` false, whoever made the file."""
    return frozenset(need.rule for need in NEEDS if claim in need.refutes)


def refutes(claim: str, item: Finding) -> bool:
    """Whether ``item``, noticed in a finished file, makes ``claim`` false; what was lowered to advice does not."""
    return item.rule in refuting(claim) and item.level is RULES[item.rule].level


def lacking(document: Document, claim: str) -> list[Finding]:
    """What in ``document`` itself keeps its files from ``claim``."""
    rules = costing(claim)
    return [item for item in shortcomings(document) if item.rule in rules]


def shortcomings(document: Document) -> Iterator[Finding]:
    """Every finding on ``document`` that some claim rests on."""
    yield from _title(document)
    yield from _tag(document.metadata.lang, document) if document.metadata.lang else _no_language()
    for node in every_node(document):
        if node.lang:
            yield from _tag(node.lang, node)
        match node:
            case Image():
                yield from _picture(node)
            case Link() if not spoken(node).strip(_MARKS_ALONE) and not _is_undescribed(node):
                yield finding("DOC003", f"the link to “{node.target}” has no text", node.pos)
            case Section() if not says_something(*node.title) and (node.title or not node.role):
                yield finding("DOC007", "the heading has no text", node.pos)
            case Table() if not any(isinstance(cell, Cell) and cell.header for cell in walk(node)):
                name = plain_text(node.caption).strip() or "without a caption"
                yield finding("DOC005", f"the table “{name}” has no header cells", node.pos)
            case _:
                pass


def _is_undescribed(link: Link) -> bool:
    """Whether a link says nothing because a picture in it has no description: that is one fault, the picture's."""
    return any(isinstance(item, Image) and item.alt is None for item in walk(link))


def _title(document: Document) -> Iterator[Finding]:
    shown = plain_text(document.title)
    title = document.metadata.title.strip() or shown.strip()
    if not shown.strip():
        yield finding("DOC001", "the article has no title")
    if title and not identifies(title):
        yield finding("DOC022", f"the title “{' '.join(title.split())[:60]}” does not identify the document")


def _no_language() -> Iterator[Finding]:
    yield finding("DOC002", "the article's language is not known")


def _tag(tag: str, node: AnyNode | Document) -> Iterator[Finding]:
    pos = None if isinstance(node, Document) else node.pos
    if not is_tag(tag):
        yield finding("DOC013", f"“{tag[:40]}” is not a language tag", pos)
    elif not determines_language(tag):
        yield finding("DOC021", f"“{tag[:40]}” does not say which language it is", pos)


def _picture(node: Image) -> Iterator[Finding]:
    if node.alt is None:
        yield finding("IMG001", "the picture has no alternative text and is not marked as decorative", node.pos)
    elif node.alt and not describes(node.alt):
        yield finding("IMG003", f"the alternative text “{node.alt}” does not describe the picture", node.pos)


# --- the words ------------------------------------------------------------------------------------------------------


def _words(text: str) -> frozenset[str]:
    return frozenset(" ".join(part.split()) for part in text.split("|"))


EMPTY_ALT_TEXTS = _words(
    """image|picture|photo|photograph|graphic|img|bild|foto|imagen|spacer|logo|icon|untitled|alt|alt text
    |alternative text|alternate text|null|undefined|none|nil|nan|n/a|x|placeholder|image of|picture of|photo of
    |todo|tbd"""
)
EMPTY_TITLES = _words(
    """untitled|untitled document|untitled article|new document|new article|no title|null|undefined|none|n/a|unbenannt
    |document sans titre|documento sin título"""
) | {phrases["untitled"].casefold() for phrases in PHRASES.values()}
_CAMERA = pattern(r"(?:img|dsc[fn]?|p|pict|image|photo|picture|bild|foto|screenshot)[ _-]?\d+(?: ?\(\d+\))?")
_PICTURE_FILE = pattern(r"\S+\.(?:png|jpe?g|gif|webp|svg|bmp|tiff?|avif|heic)")
_FILE = pattern(
    r"(?:microsoft word - .*|\S+\.(?:docx?|odt|rtf|pdf|epub|x?html?|md|markdown|txt|text|json|xml|indd|pages|tex|wpd))"
)
_MARKS_ALONE = " \t\n\u00a0\u200b.,…·•-–—_|/:;"
"""What says nothing as the whole of a link's text."""
ADDRESS = pattern(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def describes(alt: str) -> bool:
    """Whether an alternative text may describe a picture; a file name, an address, a word for any picture do not."""
    text = folded(alt)
    return _has_words(alt) and not (
        text in EMPTY_ALT_TEXTS
        or _PICTURE_FILE.fullmatch(text)
        or _CAMERA.fullmatch(text)
        or ADDRESS.fullmatch(alt.strip())
    )


def identifies(title: str) -> bool:
    """Whether a title may tell a document from others (ISO 14289-1, 7.1); a file name and "Untitled" do not."""
    text = folded(title)
    is_name = _FILE.fullmatch(text) or _PICTURE_FILE.fullmatch(text) or ADDRESS.fullmatch(title.strip())
    return _has_words(title) and text not in EMPTY_TITLES and not is_name


def folded(text: str) -> str:
    """``text`` for comparison: without case, without kinds of white space, without full stops at its end."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(".")


def _has_words(text: str) -> bool:
    """Whether ``text`` has a letter, a number or a symbol: punctuation alone is not words."""
    return is_visible(text, "LNS")
