"""Notes at the foot of the page that refers to them: for the eye alone, the structure tree has them after their block.

Layout wants a note where its reference stands (CSS Generated Content for Paged Media, 2.5); the tree is built with the
notes where a listener meets them. So they are moved before layout and put back before the tree is built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from exporter.writers.xhtml.parts import part_of

LONGEST = {"": 1_200, "large-print": 500, "high-contrast": 900, "dyslexia": 800}
"""Characters of a note at the foot, by edition: a quarter of a page. A foot cannot go on on the next page, text can."""
FOOT = "foot"
"""The class of a note that was moved."""
LARGE = frozenset(["table", "img", "pre", "figure", "h1", "h2", "h3", "h4", "h5", "h6"])
"""What a note at the foot does not hold."""


def move_to_foot(main: etree._Element, longest: int) -> Callable[[], None]:
    """Move the notes of a page that may stand at the foot to their references; returns what puts them back."""
    references = {link.get("href", "")[1:]: link for link in reversed(list(_references(main)))}
    moved = [
        (note, parent, parent.index(note), place)
        for note in main.iter("{*}aside")
        if part_of(note) == "note" and (parent := note.getparent()) is not None
        if _is_short(note, longest) and (place := _place(note, references)) is not None
    ]
    for note, parent, _, _ in moved:
        note.set("class", f"{note.get('class', '')} {FOOT}".strip())
        assert not (note.tail or "").strip(), "text after a note"
        note.tail = None
        parent.remove(note)
    for note, _, _, place in moved:
        place.insert(0 if place.tag.endswith(("}td", "}th")) and not (place.text or "").strip() else len(place), note)

    def put_back() -> None:
        for note, parent, number, _ in moved:
            parent.insert(number, note)

    return put_back


def notes_at_foot(main: etree._Element) -> frozenset[etree._Element]:
    """The elements of the notes that were moved, with all in them."""
    notes = (note for note in main.iter("{*}aside") if FOOT in note.get("class", "").split())
    return frozenset(inner for note in notes for inner in note.iter())


def _references(main: etree._Element) -> Iterator[etree._Element]:
    return (link for link in main.iter("{*}a") if link.get("role") == "doc-noteref")


def _place(note: etree._Element, references: dict[str, etree._Element]) -> etree._Element | None:
    """The element whose page a note belongs on: the reference, outside any other note.

    For one in a table's head, which is painted on every page, the first cell below it.
    """
    seen: set[str] = set()
    name = note.get("id", "")
    while (link := references.get(name)) is not None and name not in seen:
        seen.add(name)
        if (outer := _note_around(link)) is not None:
            name = outer.get("id", "")
        elif (head := next(link.iterancestors("{*}thead"), None)) is not None:
            return next((row[0] for group in head.itersiblings() for row in group.iter("{*}tr") if len(row)), None)
        else:
            return link
    return None


def _note_around(element: etree._Element) -> etree._Element | None:
    """The note that an element stands in: what it refers to is read with that note."""
    return next((outer for outer in element.iterancestors("{*}aside") if part_of(outer) == "note"), None)


def _is_short(note: etree._Element, longest: int) -> bool:
    names = {etree.QName(item).localname for item in note.iter("{*}*")}
    return not names & LARGE and len("".join(map(str, note.itertext()))) <= longest
