"""Do links, notes and labels of pages lead to what they belong to (ISO 32000-1, 12.3.2, 12.4.2, 12.5.6.5; WCAG PDF17)?

Compared by where they lead, not by whether they are there. No standard asks for it: the findings are warnings.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pikepdf

from exporter.checks.pdf.file import File, page_at
from exporter.findings import Finding, finding
from exporter.readback.pdf.state import Registry, survey
from exporter.readback.pdf.tree import Spot, Tag

Point = tuple[float, float, float]
"""Where a piece of text begins, and about how wide it is at most."""
WIDEST = 12.0
"""Points that one character may be wide in an estimate of where a text ends."""
NEAR = 6.0
HIGHEST = 30.0
"""Points that the top of a line may stand above its baseline."""
HEADING = re.compile(r"H[1-9]?[0-9]*|Title")
NOTES = ("Note", "FENote")


# --- links and their words ------------------------------------------------------------------------------------------


def link_areas(file: File) -> Iterator[Finding]:
    """The area of a link lies over the words that its element holds."""
    tags = {tag.objgen: tag for tag in file.tags if tag.role == "Link"}
    areas: dict[tuple[int, int], list[tuple[int, Any]]] = defaultdict(list)
    for page, made in file.annotations:
        owner = file.held.annotations.get(made.objgen)
        if str(made.get("/Subtype", "")) == "/Link" and isinstance(owner, pikepdf.Dictionary):
            areas[owner.objgen].append((page, made.get("/Rect")))
    points = {key: list(_points(tags[key])) for key in areas if key in tags and not _has_picture(tags[key])}
    first: dict[int, list[tuple[Any, tuple[int, Point]]]] = defaultdict(list)
    for key, own in points.items():
        for point in own[:1]:
            first[point[0]].append((key, point))
    for key, found in areas.items():
        own = points.get(key, [])
        if not own or any(_covers(page, rect, own, exact=True) for page, rect in found):
            continue
        near = any(_covers(page, rect, own) for page, rect in found)
        others = [(page, rect, [point for other, point in first[page] if other != key]) for page, rect in found]
        if not near or any(_covers(page, rect, those, exact=True) for page, rect, those in others):
            message = f"the area of the link “{tags[key].text()[:40]}” is not where its words are"
            yield finding("PDF133", message, page_at(found[0][0]))


def _has_picture(tag: Tag) -> bool:
    return bool(tag.pictures) or tag.role == "Figure" or any(_has_picture(kid) for kid in tag.tags())


def _points(tag: Tag) -> Iterator[tuple[int, Point]]:
    for words in tag.words():
        for piece in words.lines or (words,):
            if piece.page and piece.text.strip():
                yield piece.page, (piece.x, piece.y, len(piece.text) * WIDEST)


def _covers(page: int, rect: Any, points: list[tuple[int, Point]], *, exact: bool = False) -> bool:
    """Whether any of the words may lie in a rectangle, or ``exact``: begins in it. One that cannot be read may."""
    try:
        one, two, three, four = (float(edge) for edge in rect)
    except (TypeError, ValueError):
        return not exact
    left, right, low, high = min(one, three), max(one, three), min(two, four), max(two, four)
    if exact:
        return any(number == page and left - 2 <= x < right and low <= y <= high for number, (x, y, _) in points)
    near = max(NEAR, (high - low) / 2)
    return any(
        number == page and x <= right + near and x + wide >= left - near and low - near <= y <= high + near
        for number, (x, y, wide) in points
    )


# --- ways back from notes, entries of contents ----------------------------------------------------------------------


def ways(file: File) -> Iterator[Finding]:
    """A note leads back to a reference to it, an entry of the contents to the heading that it names."""
    if file.tree is None or {"TOCI", *NOTES}.isdisjoint(tag.role for tag in file.tags):
        return
    registry = file.survey or survey(file.tree)
    yield from _back(file, registry)
    yield from _contents(file, registry)


def _back(file: File, registry: Registry) -> Iterator[Finding]:
    references = [(tag, _note(tag, registry)) for tag in file.tags if tag.role == "Reference"]
    known = [(tag, note) for tag, note in references if note is not None]
    starts, referred = _starts(known), {id(found) for _, found in known}
    for note in (tag for tag in file.tags if tag.role in NOTES):
        own = id(note) in referred
        for link in note.annotations():
            led = _reference_at(link.place, starts) if own and not link.uri else None
            if led is not None and led[1] is not note:
                label = next((tag.text() for tag in note.tags() if tag.role == "Lbl"), "")
                message = f"the note “{label or note.text()[:30]}” leads back to the reference “{led[0].text()[:20]}”"
                yield finding("PDF135", f"{message}, which is another note's", page_at(note.page))


def _note(reference: Tag, registry: Registry) -> Tag | None:
    """The note that a reference leads to."""
    for link in reference.annotations():
        if link.name in registry.notes:
            return registry.notes[link.name]
        if (found := registry.tag_at(link.place)) is not None and found.role in NOTES:
            return found
    return None


Starts = dict[int, list[tuple[float, float, tuple[Tag, Tag]]]]
"""Page → the references on it that have notes: where their words begin, and both."""


def _starts(known: list[tuple[Tag, Tag]]) -> Starts:
    found: Starts = defaultdict(list)
    for tag, note in known:
        first = next((words for words in tag.words() if words.page), None)
        if first is not None:
            found[first.page].append((first.x, first.y, (tag, note)))
    return found


def _reference_at(place: Spot | None, starts: Starts) -> tuple[Tag, Tag] | None:
    """The reference whose words begin right at a place, with its note."""
    if place is None or place[2] is None:
        return None
    for x, y, both in starts.get(place[0], ()):
        if abs(x - place[2]) < 2 and place[1] - HIGHEST <= y <= place[1] + 2:
            return both
    return None


_PAGE_NUMBER = re.compile(r"[\s.…·]*(?:\d+|[ivxlcdm]+)?\s*$", re.IGNORECASE)


def _contents(file: File, registry: Registry) -> Iterator[Finding]:
    pages: dict[str, set[int]] = defaultdict(set)
    for tag in file.tags:
        if HEADING.fullmatch(tag.role):
            first = next((words.page for words in tag.words() if words.page), tag.page)
            pages[tag.text()].add(first)
    for entry in (tag for tag in file.tags if tag.role == "TOCI"):
        texts = {text for text in _texts(entry) if text in pages}
        places = [link.place for kid in entry.tags() if kid.role != "TOC" for link in kid.annotations() if link.place]
        for text in texts:
            for place in places[:1]:
                led = registry.tag_at(place)
                other = led.text() if led is not None and HEADING.fullmatch(led.role) else ""
                if place[0] not in pages[text] or (other and other != text and other in pages):
                    where = f"to the heading “{other[:40]}”" if other else f"to page {place[0]}"
                    message = f"the entry “{text[:40]}” of the contents leads {where}"
                    yield finding(
                        "PDF135", f"{message}; its heading is on page {min(pages[text])}", page_at(entry.page)
                    )


def _texts(entry: Tag) -> set[str]:
    """What an entry says, with and without the number of the page."""
    own = " ".join(" ".join(kid.text() for kid in entry.tags() if kid.role != "TOC").split())
    return {own, _PAGE_NUMBER.sub("", own)} - {""}


# --- labels of pages ------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"(?<![\d.,])\d{1,5}(?![\d.,]*\d)")
EDGE = 0.12
"""Page numbers stand in so much of a page's height, at its head or foot."""
ENOUGH = 0.8


def page_labels(file: File) -> Iterator[Finding]:
    """A viewer calls a page by the number that is printed on it (WCAG 2.2, technique PDF17)."""
    printed = _printed(file)
    offsets = Counter(number - page for page, numbers in printed.items() for number in numbers)
    if not offsets:
        return
    offset, support = max(offsets.items(), key=lambda item: (item[1], -abs(item[0])))
    if support < 2 or support < ENOUGH * len(printed):
        return
    wrong = [
        (page, str(made.label))
        for page, made in enumerate(file.pdf.pages, 1)
        if page + offset in printed.get(page, ()) and str(made.label) != str(page + offset)
    ]
    if len(wrong) * 2 >= support:
        page, label = wrong[0]
        count = f"; so it is on {len(wrong)} pages" if len(wrong) > 1 else ""
        message = f"viewers call the page “{label}” on which “{page + offset}” is printed{count}"
        yield finding("PDF134", message, page_at(page))


def _printed(file: File) -> dict[int, set[int]]:
    """The numbers in the running heads and feet of each page."""
    found: dict[int, set[int]] = defaultdict(set)
    heights: dict[int, tuple[float, float]] = {}
    for kind, line in file.reader.content.untold:
        if line.page not in heights:
            _, low, _, high = (float(edge) for edge in file.pdf.pages[line.page - 1].mediabox)
            heights[line.page] = min(low, high), max(low, high)
        low, high = heights[line.page]
        edge = EDGE * (high - low)
        if kind in ("/Pagination", "") and not low + edge < line.y < high - edge:
            found[line.page].update(int(digits) for digits in _NUMBER.findall(line.text))
    return {page: numbers for page, numbers in found.items() if numbers}
