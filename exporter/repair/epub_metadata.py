"""What is written into the package document of an EPUB (EPUB 3.3, 5.5; EPUB Accessibility 1.1, 2.2).

The accessibility lines are those that the project computes for its own books, and only those that ``check`` does not
contradict; a property of which the book says anything is left to its maker.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime

from exporter.checks.epub.claims import FEATURES, alternatives
from exporter.checks.epub.explain_metadata import explain
from exporter.checks.epub.package import Book
from exporter.languages import determines_language
from exporter.phrases import has_phrases
from exporter.readback.epub import DC
from exporter.readback.epub.spine import OPF
from exporter.readback.epub.state import Element
from exporter.repair.change import Change
from exporter.repair.epub_book import Opened
from exporter.repair.language import sure_language_of
from exporter.repair.markup import Markup, text

COMPUTED = ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary")
"""The properties that are computed; that an evaluator vouches for a book is for people to say."""
OF_PICTURES = frozenset(["accessMode", "accessModeSufficient", "accessibilityHazard", "accessibilitySummary"])
"""What is not computed where a book holds anything that nobody here can look into."""
TEXT_AND_PICTURES = ("application/xhtml+xml", "image/", "text/css", "font/", "application/font")
OTHER_TYPES = (
    "application/vnd.ms-opentype",
    "application/x-dtbncx+xml",
    "application/oebps-package+xml",
    "application/x-font",
)
FOR_A_PERSON = frozenset(["readingOrder"])
"""That an order is right is more than that there is one."""
UNSEEN = frozenset(["svg", "canvas", "object", "embed", "iframe", "video", "audio", "script"])


def is_three(book: Book) -> bool:
    """Whether the package document is one of EPUB 3."""
    return (book.opf.get("version") or "").startswith("3")


def _metadata(opened: Opened) -> tuple[Markup, Element] | None:
    held = next(opened.book.opf.iter(OPF + "metadata"), None)
    markup = opened.markup(opened.opf_path, opened.book.opf) if held is not None else None
    return None if markup is None or held is None else (markup, held)


def _element(held: Element, property: str, value: str) -> str:
    name = f"{held.prefix}:meta" if held.prefix else "meta"
    return f'<{name} property="{property}">{text(value)}</{name}>\n'


def language_of_book(opened: Opened) -> Iterator[Change]:
    """EPUB106: the language of the package where it says none and the words leave no doubt."""
    said = list(opened.book.opf.iter(DC + "language"))
    if any((made.text or "").strip().lower() not in ("", "und") for made in said) or len(said) > 1:
        return
    lang = opened.lang or sure_language_of(opened.book.document)
    place = _metadata(opened)
    if not lang or place is None or (said and (said[0].text or "").strip()):
        opened.asks.append("the language of the book is not certain; a person names it")
        return
    markup, held = place
    if said:
        markup.inside(said[0], lang)
    else:
        markup.inside(held, f'<dc:language xmlns:dc="{DC[1:-1]}">{lang}</dc:language>\n')
    why = "you say so" if opened.lang else "the words leave no doubt"
    yield Change("EPUB106", "", "language of the book (dc:language)", "", lang, why, "lang")


def stated_language(opened: Opened) -> str:
    """The one language that the package states."""
    said = {(made.text or "").strip() for made in opened.book.opf.iter(DC + "language")}
    lang = said.pop() if len(said) == 1 else ""
    return lang if determines_language(lang) else ""


def accessibility(opened: Opened) -> Iterator[Change]:
    """EPUB113: the accessibility metadata that the content bears, of every property that the book does not state."""
    book = opened.book
    place = _metadata(opened) if is_three(book) else None
    if place is None:
        return
    markup, held = place
    hidden = _cannot_be_seen(book)
    if hidden:
        opened.asks.append(f"what the book needs of its readers is for a person to say: it holds {hidden}")
    for line in explain(opened.data, opened.name).lines:
        short = line.property.removeprefix("schema:")
        if line.verdict != "is missing" or short not in COMPUTED or book.meta(line.property):
            continue
        if (hidden and short in OF_PICTURES) or line.value in FOR_A_PERSON or not _is_borne(book, short, line.value):
            continue
        markup.inside(held, _element(held, line.property, line.value))
        yield Change("EPUB113", "", line.property, "", line.value, line.reason)


def _is_borne(book: Book, short: str, value: str) -> bool:
    """Whether ``check`` would let a line stand."""
    if short == "accessibilityFeature":
        judge = FEATURES.get(value)
        return judge is None or not judge(book)
    if short == "accessModeSufficient":
        return not alternatives(book)
    return short != "accessibilitySummary" or has_phrases(book.document.metadata.lang)


def _cannot_be_seen(book: Book) -> str:
    """What the book holds besides text and pictures, "" for nothing."""
    for item in book.items.values():
        if not item.media_type.startswith((*TEXT_AND_PICTURES, *OTHER_TYPES)):
            return f"“{item.part}” ({item.media_type or 'of no media type'})"
    if "@keyframes" in book.styles or "animation" in book.styles:
        return "styles that move something"
    for part, root in book.texts().items():
        for made in root.iter("{*}*"):
            name = str(made.tag).rpartition("}")[2]
            if name in UNSEEN:
                return f"“{name}” in “{part}”"
    return ""


def modified(opened: Opened) -> Iterator[Change]:
    """The date of the last change, which EPUB 3 asks for (5.5.5): that of the newest part, or SOURCE_DATE_EPOCH."""
    if not is_three(opened.book) or opened.book.meta("dcterms:modified"):
        return
    place = _metadata(opened)
    if place is None:
        return
    markup, held = place
    date = _date(opened.book)
    markup.inside(held, _element(held, "dcterms:modified", date))
    why = "EPUB 3 asks for it, and it is the date of the newest part"
    yield Change("EPUB113", "", "date of the last change (dcterms:modified)", "", date, why, "modified")


def _date(book: Book) -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    year, month, day, hour, minute, second = max(entry.date_time for entry in book.package.archive.infolist())
    return f"{year:04}-{max(month, 1):02}-{max(day, 1):02}T{hour:02}:{minute:02}:{min(second, 59):02}Z"
