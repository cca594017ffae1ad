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
    Quote,
    Span,
    Styled,
    StyleKind,
    Text,
    plain_text,
)
from exporter.readback.pdf import block as readback_pdf_block
from exporter.readback.pdf.state import State, position
from exporter.readback.pdf.tree import Annotation, Kid, Tag, Words
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
DECORATIONS: dict[str, StyleKind] = {"/LineThrough": "deleted"}


def content(state: State, tag: Tag) -> Inlines:
    """The inlines inside a tag, white space folded; a new run of lines begins here."""
    state.last = None
    return fold(inlines(state, tag.kids))


def inlines(state: State, kids: Iterable[Kid]) -> list[Inline]:
    """Kids as inlines."""
    out: list[Inline] = []
    for kid in kids:
        if isinstance(kid, Words):
            out += _words(state, kid)
        elif isinstance(kid, Tag):
            out += inline(state, kid)
    return out


def _words(state: State, words: Words) -> list[Inline]:
    text = Text(state.joined(words))
    inner: Inline = Abbr((text,), words.expansion) if words.expansion else text
    return [Span((inner,), lang=words.lang)] if words.lang else [inner]


def common(state: State, tag: Tag) -> dict[str, Any]:
    """What every node takes from its tag."""
    return {"id": state.targets.get(id(tag), ""), "lang": tag.lang, "pos": position(tag)}


def inline(state: State, tag: Tag) -> list[Inline]:
    """One element in running text. An own type that says more than the standard one is heeded."""
    if tag.type in STYLED and tag.role in ("Span", "Em", "Strong", "Sub"):
        return [Styled(STYLED[tag.type], tuple(inlines(state, tag.kids)), **common(state, tag))]
    match tag.role:
        case "Quote":
            return [Quote(tuple(inlines(state, tag.kids)), **common(state, tag))]
        case "Code":
            text = plain_text(tuple(inlines(state, tag.kids)))
            return [Code(text, **common(state, tag))] if text else []
        case "Figure":
            return [Image("", tag.alt, **common(state, tag))]
        case "Formula":
            return [formula(state, tag)]
        case "Link":
            return _link(state, tag)
        case "Reference":
            return _reference(state, tag)
        case "Note" | "FENote":
            return [note(state, tag, tag)]
        case "Lbl" if _is_note_label(tag):
            return []
        case "Artifact" | "RP" | "WP":
            return []
        case _:
            return _span(state, tag)


def _span(state: State, tag: Tag) -> list[Inline]:
    inner = tuple(inlines(state, tag.kids))
    if not inner:
        return []
    said = common(state, tag)
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


def _link(state: State, tag: Tag) -> list[Inline]:
    inner = tuple(inlines(state, tag.kids))
    targets = [found for link in tag.annotations() if (found := state.target(link))]
    if not targets:
        return list(inner)
    return [Link(inner, targets[0], **common(state, tag))]


def _reference(state: State, tag: Tag) -> list[Inline]:
    """A reference: to a note, which is then read here, or to a place, which is a link."""
    found = state.note_for(tag)
    if found is None or id(found) in state.open_notes:
        return inlines(state, tag.kids)
    label = "".join(words.text for words in tag.words())
    state.last = next(reversed(list(tag.words())), state.last)
    around = [
        Text(" ") if label[:1].isspace() else None,
        note(state, found, tag),
        Text(" ") if label[-1:].isspace() else None,
    ]
    return [node for node in around if node is not None]


def note(state: State, found: Tag, place: Tag) -> Note:
    """A note at the place that refers to it, in the language that it has where it stands."""
    state.referred.add(id(found))
    state.open_notes.add(id(found))
    kept = (state.level, state.last)
    state.level = 9
    inner = [kid for kid in found.kids if not (isinstance(kid, Tag) and kid.role == "Lbl")]
    blocks = readback_pdf_block.blocks_of(state, inner)
    state.level, state.last = kept
    state.open_notes.discard(id(found))
    lang = "" if found.holds == place.holds else found.holds or "und"
    return Note(blocks, lang=lang, pos=position(place))


def formula(state: State, tag: Tag) -> Math:
    """A formula: the words of its alternative; without one, its painted characters."""
    text = "" if tag.alt is not None else tag.text()
    return Math(text, "", tag.alt, **common(state, tag))


__all__ = ["Annotation", "common", "content", "formula", "inline", "inlines", "note"]
