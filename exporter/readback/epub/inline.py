"""Inline content of an EPUB's pages, as a reading system gives it to assistive technology."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from lxml import etree

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
    PageMarker,
    Quote,
    Span,
    Styled,
    StyleKind,
    Text,
)
from exporter.readback.epub import block as readback_xhtml_block
from exporter.readback.epub.state import (
    XHTML,
    Element,
    State,
    all_text,
    changed_lang,
    classes,
    dir_of,
    effective_lang,
    has_role,
    is_note_reference,
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
SKIPPED = frozenset(["script", "style", "template", "wbr", "rp", "input", "head"])


def content(state: State, made: Element) -> Inlines:
    """The inlines an element holds, white space folded."""
    return fold(mixed(state, made))


def mixed(state: State, made: Element) -> list[Inline]:
    """The inlines an element holds, white space as it stands."""
    out: list[Inline] = [Text(made.text)] if made.text else []
    for child in made:
        out += inline(state, child)
        if child.tail:
            out.append(Text(child.tail))
    return out


def common(state: State, made: Element) -> dict[str, Any]:
    """What every node takes from its element."""
    return {"id": state.id_of(made), "lang": changed_lang(made), "dir": dir_of(made), "pos": state.place(made)}


def inline(state: State, made: Element) -> list[Inline]:
    """One inline element. What is unknown is its content."""
    name = local(made)
    if not name or name in SKIPPED or made.get("hidden") is not None or has_role(made, "doc-backlink", "backlink"):
        return []
    if has_role(made, "doc-pagebreak", "pagebreak"):
        return [PageMarker(page_label(made), **common(state, made))]
    if name in STYLED:
        return [Styled(STYLED[name], tuple(mixed(state, made)), **common(state, made))]
    if made.get("role") == "math":
        return [_text_formula(state, made)]
    reading = _INLINES.get(name)
    return reading(state, made) if reading else _span(state, made)


def page_breaks(made: Element) -> list[PageMarker]:
    """The page breaks inside an element whose text is not cut by them."""
    return [PageMarker(page_label(item)) for item in made.iter() if has_role(item, "doc-pagebreak", "pagebreak")]


def page_label(made: Element) -> str:
    """The label of a page break (EPUB Accessibility 1.1 takes it from the label, the title or the text)."""
    return made.get("aria-label") or made.get("title") or all_text(made).strip()


def _span(state: State, made: Element) -> list[Inline]:
    inner = mixed(state, made)
    said = common(state, made)
    missing = "missing-image" in classes(made)
    date = made.get("datetime") or ""
    if missing or date or said["id"] or said["lang"] or said["dir"]:
        return [Span(tuple(inner), "missing-image" if missing else "", date, **said)]
    return inner


def _code(state: State, made: Element) -> list[Inline]:
    text = all_text(made).replace("\n", " ")  # outside "pre" a line's end is a space
    return [Code(text, **common(state, made)), *page_breaks(made)]


def _quote(state: State, made: Element) -> list[Inline]:
    return [Quote(tuple(mixed(state, made)), made.get("cite") or "", **common(state, made))]


def _abbr(state: State, made: Element) -> list[Inline]:
    return [Abbr(tuple(mixed(state, made)), made.get("title") or "", **common(state, made))]


def _link(state: State, made: Element) -> list[Inline]:
    if is_note_reference(made) and (note := _note(state, made)) is not None:
        return [note]
    href = made.get("href")
    if href is None:
        return _span(state, made)
    link = Link(tuple(mixed(state, made)), state.target(href), made.get("title") or "", **common(state, made))
    return [link]


def _note(state: State, made: Element) -> Note | None:
    """The note a reference leads to, its blocks read here, without the link back."""
    key = state.key(state.file, made.get("href") or "")
    body = state.elements.get(key) if key else None
    if key is None or body is None or key in state.open_notes:
        return None
    state.open_notes.add(key)
    file, state.file = state.file, state.page_of(body)
    level, state.level = state.level, 6
    blocks = readback_xhtml_block.blocks(state, body)
    state.file, state.level = file, level
    state.open_notes.discard(key)
    lang = effective_lang(body)
    return Note(blocks, lang="" if lang == effective_lang(made) else lang, dir=dir_of(body), pos=state.place(made))


def image(state: State, made: Element) -> Image:
    """A picture. No ``alt`` at all means that nobody has said; an empty one or a presentation role, decoration."""
    alt = made.get("alt")
    label = made.get("aria-label")
    if label and not alt:
        alt = label
    if alt is None and made.get("role") in ("presentation", "none"):
        alt = ""
    part = posixpath.normpath(posixpath.join(posixpath.dirname(state.file), unquote(made.get("src") or "")))
    picture = state.pictures.get(part)
    if picture is not None:
        state.resources[part] = picture
    return Image(picture.name if picture else "", alt, made.get("title") or "", **common(state, made))


def formula(state: State, made: Element) -> Math:
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
    return Math(tex, source, alt if isinstance(alt, str) else None, **common(state, made))


def _text_formula(state: State, made: Element) -> Math:
    return Math(all_text(made).strip(), "", made.get("aria-label"), **common(state, made))


_INLINES: dict[str, Callable[[State, Element], list[Inline]]] = {
    "a": _link,
    "abbr": _abbr,
    "br": lambda state, made: [LineBreak(**common(state, made))],
    "code": _code,
    "kbd": _code,
    "samp": _code,
    "img": lambda state, made: [image(state, made)],
    "math": lambda state, made: [formula(state, made)],
    "q": _quote,
}

__all__ = ["XHTML", "common", "content", "formula", "image", "inline", "mixed", "page_breaks", "page_label"]
