"""Notes as XHTML: where they are placed, and the link back to the text (DPUB-ARIA doc-footnote, doc-backlink).

A note stands in ``aside`` so that reading systems with pop-up notes find it, and is named "Note 3". Its number is the
link back, named "Note 3, back to the text": the visible number is part of the spoken name (WCAG 2.5.3).
"""

from __future__ import annotations

from collections.abc import Callable

from exporter.model import Blocks
from exporter.writers.xhtml.elements import Element, append_text, inherited, set_language
from exporter.writers.xhtml.state import Place, Reference, Rendering

BlocksWriter = Callable[[Rendering, Place, Element, Blocks], None]


def place_notes(rendering: Rendering, place: Place, parent: Element, blocks: BlocksWriter) -> None:
    """Append every note that waits, in the order of the numbers, and those that these notes refer to."""
    results = rendering.results
    while waiting := results.references[results.placed :]:
        results.placed = len(results.references)
        for note in sorted(waiting, key=lambda note: note.number):
            _note(rendering, place, parent, note, blocks)


def end_notes(rendering: Rendering, place: Place, parent: Element, blocks: BlocksWriter) -> None:
    """Append the section of a chapter's notes, if it has any: labelled, without a heading nobody wrote."""
    if rendering.results.placed == len(rendering.results.references):
        return
    made = rendering.part(parent, "section", 0, "notes", class_="notes", role="doc-endnotes")
    rendering.epub_type(made, "endnotes")
    rendering.label(made, "notes")
    place_notes(rendering, place, made, blocks)


def _note(rendering: Rendering, place: Place, parent: Element, note: Reference, blocks: BlocksWriter) -> None:
    made = rendering.part(parent, "aside", note.index, "note", id=rendering.registry.note_ids[note.number])
    made.set("class", "note-body")
    made.set("role", "doc-footnote")
    rendering.epub_type(made, "footnote")
    _keep_language(made, note)
    if rendering.profile.interactive:
        rendering.label_holder(made, "note", rendering.registry.shown[note.number])
    for place_number in range(1, rendering.registry.places[note.number] + 1):
        _way_back(rendering, made, note, place_number)
    body = rendering.part(made, "div", note.index, "note-text", class_="note-text")
    blocks(rendering, place, body, note.node.blocks)


def _keep_language(made: Element, note: Reference) -> None:
    """Give the note the language and direction it had where it was referred to: it has left that place.

    Words of which nobody knows the language are not in that of the fixed text around them: they are undetermined.
    """
    lang, direction = inherited(made)
    wanted, towards = note.node.lang or note.lang, note.node.dir or note.dir
    set_language(made, (wanted or "und") if wanted != lang else "", towards if towards != direction else "")


def _way_back(rendering: Rendering, made: Element, note: Reference, place: int) -> None:
    """The link back to one of the places that refer to a note: 3 to the first, 3b to the second, 3c to the third."""
    href = f"#{rendering.registry.reference_ids[note.number, place]}"
    back = rendering.part(made, "a", note.index, "backlink", href=href)
    back.set("class", "backlink")
    back.set("role", "doc-backlink")
    rendering.epub_type(back, "backlink")
    shown = f"{rendering.registry.shown[note.number]}{_letters(place) if place > 1 else ''}"
    rendering.label(back, "back-to-text", number=shown)
    back.set("id", rendering.claim(f"note-{note.number}-back{f'-{place}' if place > 1 else ''}"))
    append_text(back, shown)


def _letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa: the numbering of spreadsheets' columns."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
