"""Inline content of an EPUB's pages, as a reading system gives it to assistive technology."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from lxml import etree

from exporter.bounds.packages import composed
from exporter.model import (
    Abbr,
    Code,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Note,
    NoteReference,
    PageMarker,
    Quote,
    Span,
    Styled,
    StyleKind,
    Text,
)
from exporter.readback.epub.state import (
    Element,
    Place,
    Reading,
    all_text,
    changed_lang,
    classes,
    dir_of,
    effective_lang,
    has_role,
    is_note_reference,
    key_of,
    local,
)
from exporter.readback.text import fold

STYLED: dict[str, StyleKind] = {
    "em": "emphasis",
    "i": "emphasis",
    "strong": "strong",
    "b": "strong",
    "sub": "sub",
    "sup": "sup",
    "del": "deleted",
    "s": "deleted",
    "ins": "inserted",
    "u": "inserted",
    "mark": "mark",
    "small": "small",
}
NOTE_LEVEL = 6
"""A heading in a note lies below every heading of the text."""
SKIPPED = frozenset(["script", "style", "template", "wbr", "rp", "input", "head"])


def content(reading: Reading, place: Place, made: Element) -> Inlines:
    """The inlines an element holds, white space folded."""
    return fold(mixed(reading, place, made))


def mixed(reading: Reading, place: Place, made: Element) -> list[Inline]:
    """The inlines an element holds, white space as it stands."""
    out: list[Inline] = [Text(made.text)] if made.text else []
    for child in made:
        out += inline(reading, place, child)
        if child.tail:
            out.append(Text(child.tail))
    return out


def common(reading: Reading, place: Place, made: Element) -> dict[str, Any]:
    """What every node takes from its element."""
    return {
        "id": reading.registry.id_of(place, made),
        "lang": changed_lang(made),
        "dir": dir_of(made),
        "pos": reading.registry.position(place, made),
    }


def inline(reading: Reading, place: Place, made: Element) -> list[Inline]:
    """One inline element. What is unknown is its content."""
    name = local(made)
    if not name or name in SKIPPED or made.get("hidden") is not None or has_role(made, "doc-backlink", "backlink"):
        return []
    if has_role(made, "doc-pagebreak", "pagebreak"):
        return [PageMarker(page_label(made), **common(reading, place, made))]
    if name in STYLED:
        return [Styled(STYLED[name], tuple(mixed(reading, place, made)), **common(reading, place, made))]
    if made.get("role") == "math":
        return [_text_formula(reading, place, made)]
    return _INLINES.get(name, _span)(reading, place, made)


def page_breaks(made: Element) -> list[PageMarker]:
    """The page breaks inside an element whose text is not cut by them."""
    return [PageMarker(page_label(item)) for item in made.iter() if has_role(item, "doc-pagebreak", "pagebreak")]


def page_label(made: Element) -> str:
    """The label of a page break (EPUB Accessibility 1.1 takes it from the label, the title or the text)."""
    return made.get("aria-label") or made.get("title") or all_text(made).strip()


def _span(reading: Reading, place: Place, made: Element) -> list[Inline]:
    inner = mixed(reading, place, made)
    said = common(reading, place, made)
    missing = "missing-image" in classes(made)
    date = made.get("datetime") or ""
    if missing or date or said["id"] or said["lang"] or said["dir"]:
        return [Span(tuple(inner), "missing-image" if missing else "", date, **said)]
    return inner


def _code(reading: Reading, place: Place, made: Element) -> list[Inline]:
    text = all_text(made).replace("\n", " ")  # outside "pre" a line's end is a space
    return [Code(text, **common(reading, place, made)), *page_breaks(made)]


def _quote(reading: Reading, place: Place, made: Element) -> list[Inline]:
    return [Quote(tuple(mixed(reading, place, made)), made.get("cite") or "", **common(reading, place, made))]


def _abbr(reading: Reading, place: Place, made: Element) -> list[Inline]:
    return [Abbr(tuple(mixed(reading, place, made)), made.get("title") or "", **common(reading, place, made))]


def _link(reading: Reading, place: Place, made: Element) -> list[Inline]:
    if is_note_reference(made) and (note := _note(reading, place, made)) is not None:
        return [note]
    href = made.get("href")
    if href is None:
        return _span(reading, place, made)
    link = Link(
        tuple(mixed(reading, place, made)),
        reading.registry.target(place, href),
        made.get("title") or "",
        **common(reading, place, made),
    )
    return [link]


def _note(reading: Reading, place: Place, made: Element) -> Note | NoteReference | None:
    """The note a reference leads to, its blocks read here, without the links back; read before, its name alone.

    A note that the text refers to is read there, and not in a note that refers to it as well.
    """
    key = key_of(place.file, made.get("href") or "")
    body = reading.registry.elements.get(key) if key else None
    if key is None or body is None:
        return None
    name, pos = reading.registry.wanted.get(key, ""), reading.registry.position(place, made)
    if key in reading.results.notes or (place.open_notes and key in reading.registry.in_text):
        return NoteReference(name, pos=pos)
    reading.results.notes.add(key)
    reading.results.labels.append("".join(map(str, made.itertext())).strip())
    inside = Place(reading.registry.page_of(place, body), NOTE_LEVEL, place.open_notes | {key})
    blocks = reading.blocks(reading, inside, body)
    lang = effective_lang(body)
    return Note(blocks, id=name, lang="" if lang == effective_lang(made) else lang, dir=dir_of(body), pos=pos)


def image(reading: Reading, place: Place, made: Element) -> Image:
    """A picture. No ``alt`` at all means that nobody has said; an empty one or a presentation role, decoration."""
    alt = made.get("alt")
    label = made.get("aria-label")
    if label and not alt:
        alt = label
    if alt is None and made.get("role") in ("presentation", "none"):
        alt = ""
    part = composed(posixpath.normpath(posixpath.join(posixpath.dirname(place.file), unquote(made.get("src") or ""))))
    picture = reading.registry.pictures.get(part)
    if picture is not None:
        reading.results.resources[part] = picture
    return Image(picture.name if picture else "", alt, made.get("title") or "", **common(reading, place, made))


def formula(reading: Reading, place: Place, made: Element) -> Math:
    """A MathML formula with its ``alttext`` and, where it is annotated, its TeX."""
    tex = ""
    for annotation in made.iter("{*}annotation"):
        if annotation.get("encoding") == "application/x-tex":
            tex = (annotation.text or "").strip()
    copy = etree.fromstring(etree.tostring(made, with_tail=False))
    alt = copy.get("alttext")
    copy.attrib.pop("alttext", "")
    etree.cleanup_namespaces(copy)
    source = etree.tostring(copy, encoding="unicode", with_tail=False)
    return Math(tex, source, alt if isinstance(alt, str) else None, **common(reading, place, made))


def _text_formula(reading: Reading, place: Place, made: Element) -> Math:
    return Math(all_text(made).strip(), "", made.get("aria-label"), **common(reading, place, made))


_INLINES: dict[str, Callable[[Reading, Place, Element], list[Inline]]] = {
    "a": _link,
    "abbr": _abbr,
    "br": lambda reading, place, made: [LineBreak(**common(reading, place, made))],
    "code": _code,
    "kbd": _code,
    "samp": _code,
    "img": lambda reading, place, made: [image(reading, place, made)],
    "math": lambda reading, place, made: [formula(reading, place, made)],
    "q": _quote,
}
