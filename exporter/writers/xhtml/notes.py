"""Notes as XHTML: where they are placed, and the link back to the text (DPUB-ARIA doc-footnote, doc-backlink).

A note stands in ``aside`` so that reading systems with pop-up notes find it. Its number is the link back, named
"Note 3, back to the text": the visible number is part of the spoken name (WCAG 2.5.3).
"""

from __future__ import annotations

from collections.abc import Callable

from exporter.model import Blocks
from exporter.writers.xhtml.state import Element, PendingNote, State, append_text, inherited, set_language

BlocksWriter = Callable[[State, Element, Blocks], None]


def place_notes(state: State, parent: Element, blocks: BlocksWriter) -> None:
    """Append every note that waits, in the order of the numbers, and those that these notes refer to."""
    while state.pending:
        waiting, state.pending = sorted(state.pending, key=lambda note: note.number), []
        for note in waiting:
            _note(state, parent, note, blocks)


def end_notes(state: State, parent: Element, blocks: BlocksWriter) -> None:
    """Append the section of a chapter's notes, if it has any: labelled, without a heading nobody wrote."""
    if not state.pending:
        return
    made = state.part(parent, "section", 0, "notes", class_="notes", role="doc-endnotes")
    state.epub_type(made, "endnotes")
    state.label(made, "notes")
    place_notes(state, made, blocks)


def _note(state: State, parent: Element, note: PendingNote, blocks: BlocksWriter) -> None:
    made = state.part(parent, "aside", note.index, "note", id=state.note_id(note.number))
    made.set("class", "note-body")
    made.set("role", "doc-footnote")
    state.epub_type(made, "footnote")
    _keep_language(made, note)
    for place in range(1, state.references_to(note.node) + 1):
        back = _way_back(state, made, note, place)
        if place == 1:  # an aside counts as a landmark; those of one kind need names
            made.set("aria-labelledby", back.get("id", ""))
    body = state.part(made, "div", note.index, "note-text", class_="note-text")
    blocks(state, body, note.node.blocks)


def _keep_language(made: Element, note: PendingNote) -> None:
    """Give the note the language and direction it had where it was referred to: it has left that place."""
    lang, direction = inherited(made)
    wanted, towards = note.node.lang or note.lang, note.node.dir or note.dir
    set_language(made, wanted if wanted != lang else "", towards if towards != direction else "")


def _way_back(state: State, made: Element, note: PendingNote, place: int) -> Element:
    """The link back to one of the places that refer to a note: 3 to the first, 3b to the second, 3c to the third."""
    href = f"#{state.reference_id(note.number, place)}"
    back = state.part(made, "a", note.index, "backlink", href=href)
    back.set("class", "backlink")
    back.set("role", "doc-backlink")
    state.epub_type(back, "backlink")
    shown = f"{note.number}{_letters(place) if place > 1 else ''}"
    state.label(back, "back-to-text", number=shown)
    back.set("id", state.claim(f"note-{note.number}-back{f'-{place}' if place > 1 else ''}"))
    append_text(back, shown)
    return back


def _letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa: the numbering of spreadsheets' columns."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
