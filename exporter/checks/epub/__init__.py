"""Rules on the pages of a finished EPUB; those on its navigation and metadata are in files of their own.

Each rule is one small generator over the opened book. Positions are lines of a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from exporter.bounds.safe_xml import unread_entities
from exporter.checks.epub.claims import conformance, metadata_there, metadata_true
from exporter.checks.epub.navigation import contents, landmarks, links, pages
from exporter.checks.epub.note_links import notes
from exporter.checks.epub.order import reading_order
from exporter.checks.epub.package import HEADINGS, Book, elements, open_book, place, words
from exporter.checks.epub.terms import contradictions, recommended, vocabulary
from exporter.findings import Finding, finding
from exporter.model import Document
from exporter.readback.epub import Opened
from exporter.readback.epub.protection import ADVICE, obfuscated, protected
from exporter.readback.epub.spine import is_remote
from exporter.readback.epub.state import XHTML, XML_LANG, Element, effective_lang, local
from exporter.rules.rule import Level

MAX_SAID = 5
"""How many places of one rule are named; more are counted."""


def check_finished(
    data: bytes, name: str, document: Document, found: Sequence[Finding], opened: Opened | None = None
) -> list[Finding]:
    """The findings on an EPUB; ``document`` was read back from it, ``found`` was noticed in that already."""
    book = open_book(data, name, document, opened)
    own = [item for rule in RULES for item in _few(rule(book))]
    return [*own, *conformance(book, [*found, *own])]


def _few(found: Iterator[Finding]) -> Iterator[Finding]:
    every = list(found)
    yield from every[:MAX_SAID]
    if len(every) > MAX_SAID:
        yield finding(every[0].rule, f"and {len(every) - MAX_SAID} more of the same kind")


def _languages(book: Book) -> Iterator[Finding]:
    for part, root in book.pages.items():
        body = next(root.iter(XHTML + "body"), root)
        if not effective_lang(body):
            yield finding("EPUB106", f"the page “{part}” does not state its language", place(root))
    for part, made in elements(book):
        one, two = made.get("lang"), made.get(XML_LANG)
        if one is not None and two is not None and one.lower() != two.lower():
            message = f"“{words(made)[:40]}” is in “{one}” by lang and in “{two}” by xml:lang ({part})"
            yield finding("EPUB106", message, place(made))


def _titles(book: Book) -> Iterator[Finding]:
    if not book.document.metadata.title.strip():
        yield finding("EPUB112", "the package document has no title")
    for part, root in book.pages.items():
        title = root.find(f"{XHTML}head/{XHTML}title")
        if title is None or not (title.text or "").strip():
            yield finding("EPUB112", f"the page “{part}” has no title", place(root))


_GENERATED = re.compile(r"content\s*:[^;}]*\b(?:open|close)-quote", re.IGNORECASE)
_TURNED_OFF = re.compile(
    r"\bq(?:::?(?:before|after))?\s*(?:,[^{]*)?\{[^}]*(?:quotes\s*:\s*none|content\s*:\s*(?:none|\"\"|''))",
    re.IGNORECASE,
)


def _quotation_marks(book: Book) -> Iterator[Finding]:
    first = next((found for found in elements(book, "q") if _has_typed_marks(found[1])), None)
    if _GENERATED.search(book.styles):
        yield finding("EPUB108", "a style sheet puts quotation marks round quoted words")
    elif first is not None and not _TURNED_OFF.search(book.styles):
        message = "no style sheet keeps the reading system from putting marks of its own round quoted words"
        yield finding("EPUB108", message, place(first[1]))


MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』"


def _has_typed_marks(quoted: Element) -> bool:
    """Whether quoted words have marks in the text; where they have none, those of the reading system are right."""
    before = quoted.getprevious()
    parent = quoted.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else ""
    return words(quoted)[:1] in tuple(MARKS) or (text or "")[-1:] in tuple(MARKS)


def _headers(book: Book) -> Iterator[Finding]:
    named = {name for _, cell in elements(book, "td", "th") for name in (cell.get("headers") or "").split()}
    for _, cell in elements(book, "th"):
        if not cell.get("scope") and cell.get("id") not in named and words(cell):
            yield finding(
                "EPUB109",
                f"the header cell “{words(cell)[:30]}” has no scope: it may head a row or a column",
                place(cell),
            )


def _hidden(book: Book) -> Iterator[Finding]:
    for _, made in elements(book):  # what style sheets hide is said with all that one sense alone gets
        if made.get("aria-hidden") == "true" and words(made):
            yield finding("EPUB110", f"“{words(made)[:40]}” is hidden from listeners (aria-hidden)", place(made))


SHOW = frozenset(["presentation", "none"])
STRUCTURES = ("table", "ul", "ol", "dl", "blockquote", "figure")


def _for_show(book: Book) -> Iterator[Finding]:
    for _, made in elements(book, *STRUCTURES, *HEADINGS):
        if (made.get("role") or "") in SHOW and words(made):
            yield finding(
                "EPUB111", f"“{local(made)}” with “{words(made)[:40]}” is marked as presentation only", place(made)
            )


REFERENCES = ("aria-labelledby", "aria-describedby", "aria-details", "headers", "for")


def _references(book: Book) -> Iterator[Finding]:
    for part, root in book.pages.items():
        seen: set[str] = set()
        for made in root.iter(etree.Element):
            stated = made.keys()
            name = made.get("id") if stated else None
            if name and name in seen:
                yield finding("EPUB116", f"two elements have the id “{name}” ({part})", place(made))
            seen |= {name} if name else set()
            for attribute in [one for one in REFERENCES if one in stated] if stated else ():
                missing = [one for one in (made.get(attribute) or "").split() if one not in book.ids[part]]
                if missing:
                    message = f"{attribute} refers to “{missing[0]}”, which is not in the page"
                    yield finding("EPUB116", message, place(made))


def _parts(book: Book) -> Iterator[Finding]:
    for item in book.items.values():
        if item.part not in book.package and not is_remote(item.part):
            yield finding("EPUB117", f"the package lists “{item.part}”, which is not there")
    for part, made in elements(book, "img", "audio", "video", "source"):
        if local(made) == "img" and not made.get("src"):
            yield finding("EPUB117", "a picture names no file", place(made))
        key = book.target(part, made.get("src") or "")
        if key and key[0] not in book.package and all(key[0] != item.part for item in book.items.values()):
            yield finding("EPUB117", f"“{made.get('src')}” is not in the package", place(made))


_FIXED = re.compile(r"user-scalable\s*=\s*(?:no|0)\b|maximum-scale\s*=\s*(?:0|1)(?:\.[0-9]+)?\b", re.IGNORECASE)


def _scaling(book: Book) -> Iterator[Finding]:
    for part, made in elements(book, "meta"):
        if made.get("name") == "viewport" and _FIXED.search(made.get("content") or ""):
            yield finding("EPUB118", f"the page “{part}” does not allow readers to enlarge it", place(made))


def _scripts(book: Book) -> Iterator[Finding]:
    for part, made in elements(book):
        name = local(made)
        if name == "script":
            yield finding("EPUB119", f"the page “{part}” runs a script", place(made))
        elif name == "noscript" and words(made):
            message = f"“{words(made)[:40]}” is shown only where no scripts run (noscript)"
            yield finding("EPUB119", message, place(made))
        elif name == "meta" and (made.get("http-equiv") or "").strip().lower() == "refresh":
            yield finding("EPUB119", f"the page “{part}” goes on by itself to another (refresh)", place(made))
        elif any(str(key).lower().startswith("on") for key in made.attrib):
            yield finding("EPUB119", f"“{name}” acts without being asked ({part})", place(made))


def _unread(book: Book) -> Iterator[Finding]:
    for why in book.unread:
        yield finding("EPUB120", f"a page of the spine was not read: {why}")
    for part, root in book.pages.items():
        if names := unread_entities(root):
            shown = ", ".join(names[:5])
            yield finding("EPUB120", f"the page “{part}” has text behind names that are not read here ({shown})")


def _encrypted(book: Book) -> Iterator[Finding]:
    locked, types = protected(book.package), {item.part: item.media_type for item in book.items.values()}
    for part, system in locked.items():
        yield finding("EPUB121", f"“{part}” is encrypted ({system}): {ADVICE}")
    for part in obfuscated(book.package):
        if "font" in types.get(part, "font") or types[part] == "application/vnd.ms-opentype":
            said = finding("EPUB121", f"the font “{part}” is obfuscated; the text stays readable without it")
            yield replace(said, level=Level.info)
        else:
            yield finding("EPUB121", f"“{part}” is obfuscated as only fonts may be")


RULES: tuple[Callable[[Book], Iterator[Finding]], ...] = (
    contents,
    links,
    landmarks,
    pages,
    reading_order,
    _languages,
    notes,
    _quotation_marks,
    _headers,
    _hidden,
    _for_show,
    _titles,
    metadata_there,
    metadata_true,
    vocabulary,
    contradictions,
    recommended,
    _references,
    _parts,
    _scaling,
    _scripts,
    _unread,
    _encrypted,
)
