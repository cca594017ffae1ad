"""Structure elements in running text as inlines (ISO 32000-1, 14.8.4.4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exporter.model import (
    Abbr,
    Code,
    Image,
    Inline,
    Inlines,
    Link,
    Math,
    Note,
    NoteReference,
    Quote,
    Span,
    Styled,
    StyleKind,
    Text,
    plain_text,
)
from exporter.readback.pdf.pictures import picture_of
from exporter.readback.pdf.state import Place, Reading, label_of, position
from exporter.readback.pdf.tree import Kid, Tag, Words
from exporter.readback.text import fold

STYLED: dict[str, StyleKind] = {
    "Em": "emphasis",
    "Emphasis": "emphasis",
    "Strong": "strong",
    "Sub": "sub",
    "Subscript": "sub",
    "Sup": "sup",
    "Superscript": "sup",
    "Deleted": "deleted",
    "Inserted": "inserted",
    "Mark": "mark",
    "Small": "small",
}
NOTE_LEVEL = 9
"""A heading in a note lies below every heading of the text."""
DECORATIONS: dict[str, StyleKind] = {"/LineThrough": "deleted"}


def content(reading: Reading, place: Place, tag: Tag) -> Inlines:
    """The inlines inside a tag, white space folded; a new run of lines begins here."""
    return fold(inlines(reading, place.in_new_text(), tag.kids))


def inlines(reading: Reading, place: Place, kids: Iterable[Kid]) -> list[Inline]:
    """Kids as inlines."""
    out: list[Inline] = []
    for kid in kids:
        if isinstance(kid, Words):
            out += _words(reading, place, kid)
        elif isinstance(kid, Tag):
            out += inline(reading, place, kid)
    return out


def _words(reading: Reading, place: Place, words: Words) -> list[Inline]:
    text = Text(place.line.add(words, painted_spaces=reading.registry.painted_spaces))
    inner: Inline = Abbr((text,), words.expansion) if words.expansion else text
    return [Span((inner,), lang=words.lang)] if words.lang else [inner]


def common(reading: Reading, tag: Tag) -> dict[str, Any]:
    """What every node takes from its tag."""
    return {"id": reading.registry.ids.get(id(tag), ""), "lang": tag.lang, "pos": position(tag)}


def inline(reading: Reading, place: Place, tag: Tag) -> list[Inline]:
    """One element in running text. An own type that says more than the standard one is heeded."""
    if tag.type in STYLED and tag.role in ("Span", "Em", "Strong", "Sub"):
        return [Styled(STYLED[tag.type], tuple(inlines(reading, place, tag.kids)), **common(reading, tag))]
    match tag.role:
        case "Quote":
            return [Quote(tuple(inlines(reading, place, tag.kids)), **common(reading, tag))]
        case "Code":
            text = plain_text(tuple(inlines(reading, place, tag.kids)))
            return [Code(text, **common(reading, tag))] if text else []
        case "Figure":
            return [Image(picture_of(tag), tag.said, **common(reading, tag))]
        case "Formula":
            return [formula(reading, tag)]
        case "Link":
            return _link(reading, place, tag)
        case "Reference":
            return _reference(reading, place, tag)
        case "Note" | "FENote":
            return [note(reading, place, tag, tag)]
        case "Lbl" if _is_note_label(tag):
            return []
        case "Artifact" | "RP" | "WP":
            return []
        case _:
            return _span(reading, place, tag)


def _span(reading: Reading, place: Place, tag: Tag) -> list[Inline]:
    inner = tuple(inlines(reading, place, tag.kids))
    if not inner:
        return []
    said = common(reading, tag)
    decoration = DECORATIONS.get(str(tag.attributes.get("TextDecorationType", "")))
    if shifted := _shift(tag):
        return [Styled(shifted, inner, **said)]
    if tag.expansion:
        return [Abbr(inner, tag.expansion, **said)]
    if decoration:
        return [Styled(decoration, inner, **said)]
    return [Span(inner, **said)] if said["lang"] or said["id"] else list(inner)


def _shift(tag: Tag) -> StyleKind | None:
    """Whether a Span says of itself that it stands above or below the line (ISO 32000-1, 14.8.5.4.5, BaselineShift)."""
    try:
        shift = float(tag.attributes.get("BaselineShift", 0))
    except (TypeError, ValueError):
        return None
    return "sup" if shift > 0 else "sub" if shift < 0 else None


def _is_note_label(tag: Tag) -> bool:
    """A label that is only a link stands for a note that follows it (Typst writes so)."""
    inner = list(tag.tags())
    return len(inner) == 1 and inner[0].role == "Link" and not any(isinstance(kid, Words) for kid in tag.kids)


def _link(reading: Reading, place: Place, tag: Tag) -> list[Inline]:
    inner = tuple(inlines(reading, place, tag.kids))
    targets = [found for link in tag.annotations() if (found := reading.target(link))]
    if not targets:
        return list(inner)
    return [Link(inner, targets[0], **common(reading, tag))]


def _reference(reading: Reading, place: Place, tag: Tag) -> list[Inline]:
    """A reference: to a note, which is then read here, or to a place, which is a link.

    A note that the text refers to is read there, and not in a note that refers to it as well.
    """
    found = reading.note_for(tag)
    if found is None:
        return inlines(reading, place, tag.kids)
    label = "".join(words.text for words in tag.words())
    place.line.words.extend(tag.words())
    around = [
        Text(" ") if label[:1].isspace() else None,
        NoteReference(reading.name(found), pos=position(tag))
        if id(found) in reading.results.referred or (place.open_notes and found.id in reading.registry.in_text)
        else note(reading, place, found, tag),
        Text(" ") if label[-1:].isspace() else None,
    ]
    return [node for node in around if node is not None]


def note(reading: Reading, place: Place, found: Tag, reference: Tag) -> Note:
    """A note at the place that refers to it, in the language that it has where it stands."""
    reading.results.referred.add(id(found))
    reading.results.labels.append(label_of(found))
    inner = [kid for kid in found.kids if not (isinstance(kid, Tag) and kid.role == "Lbl")]
    blocks = reading.blocks(reading, Place(NOTE_LEVEL, place.open_notes | {id(found)}), inner)
    lang = "" if found.holds == reference.holds else found.holds or "und"
    return Note(blocks, id=reading.registry.ids.get(id(found), ""), lang=lang, pos=position(reference))


def formula(reading: Reading, tag: Tag) -> Math:
    """A formula: the words of its alternative; without one, its painted characters."""
    text = "" if tag.alt is not None else tag.text()
    return Math(text, "", tag.alt, **common(reading, tag))
