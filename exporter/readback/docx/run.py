"""Runs of a DOCX as inlines (ECMA-376 part 1, 17.3.2 and 17.16): what each is, by its style and properties."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

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
    plain_text,
)
from exporter.position import Position
from exporter.readback.docx import body as readback_docx_body
from exporter.readback.docx.math import M, mathml
from exporter.readback.docx.state import Field, R, State
from exporter.readback.docx.styles import FLAGS, Element, Language, W, is_on, language, value
from exporter.readback.text import fold

Wrapper = tuple[str, ...]
CHARACTER_STYLES: dict[str, Wrapper] = {
    "emphasis": ("style", "emphasis"),
    "strong": ("style", "strong"),
    "quote char": ("quote",),
    "inline quote": ("quote",),
    "inline quotation": ("quote",),
    "verbatim char": ("code",),
    "code": ("code",),
    "code char": ("code",),
    "html code": ("code",),
    "source text": ("code",),
    "inserted": ("style", "inserted"),
    "deleted": ("style", "deleted"),
    "highlight": ("style", "mark"),
    "mark": ("style", "mark"),
    "small": ("style", "small"),
    "subscript": ("style", "sub"),
    "superscript": ("style", "sup"),
}
UNSTYLED = (Note, Math, Image, LineBreak, PageMarker)
NOT_UNDERLINED = ("hyperlink", "followed hyperlink", "internet link", "internetlink")
_KNOWN_STYLES = sorted([*CHARACTER_STYLES, *NOT_UNDERLINED], key=len, reverse=True)
VERTICAL: dict[str | None, str] = {"subscript": "sub", "superscript": "sup"}
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
SKIPPED = frozenset(["pPr", "rPr", "del", "moveFrom", "proofErr", "commentRangeStart", "commentRangeEnd", "sdtPr"])


@dataclass(frozen=True, slots=True)
class Piece:
    """One inline with what it stands in, outermost first."""

    node: Inline
    wrappers: tuple[Wrapper, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the paragraph says about its runs."""

    language: Language
    lang: str
    rtl: bool = False
    note: str = ""


def inlines(state: State, paragraph: Element, around: Surroundings, *, preformatted: bool = False) -> Inlines:
    """The inlines of a paragraph; its fields, links, revisions and content controls are looked into."""
    pieces = _absorbed(list(_pieces(state, paragraph, around, ())))
    made = _nest(pieces)
    return tuple(made) if preformatted else fold(made)


def _absorbed(pieces: list[Piece]) -> list[Piece]:
    """Notes, formulas, pictures, line ends have no character style: they stand in what is on both their sides."""
    before: list[tuple[Wrapper, ...]] = []
    last: tuple[Wrapper, ...] = ()
    for piece in pieces:
        before.append(last)
        last = last if isinstance(piece.node, UNSTYLED) else piece.wrappers
    out: list[Piece] = []
    following: tuple[Wrapper, ...] = ()
    for piece, left in zip(reversed(pieces), reversed(before), strict=True):
        if isinstance(piece.node, UNSTYLED):
            shared = tuple(w for w in left if w in following and w not in piece.wrappers)
            piece = Piece(piece.node, (*piece.wrappers, *shared))
        else:
            following = piece.wrappers
        out.append(piece)
    return out[::-1]


def _nest(pieces: list[Piece]) -> list[Inline]:
    """Pieces as a tree: neighbours that stand in the same thing are one thing, and what reaches furthest is outside."""
    out: list[Inline] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if not piece.wrappers:
            out.append(piece.node)
            at += 1
            continue
        reach = {wrapper: _reach(pieces, at, wrapper) for wrapper in piece.wrappers}
        widest = max(piece.wrappers, key=lambda wrapper: reach[wrapper])
        inside = [_without(one, widest) for one in pieces[at : reach[widest]]]
        out.append(_wrap(widest, tuple(_nest(inside)), piece.node.pos))
        at = reach[widest]
    return out


def _reach(pieces: list[Piece], at: int, wrapper: Wrapper) -> int:
    while at < len(pieces) and wrapper in pieces[at].wrappers:
        at += 1
    return at


def _without(piece: Piece, wrapper: Wrapper) -> Piece:
    return Piece(piece.node, tuple(one for one in piece.wrappers if one != wrapper))


def _wrap(wrapper: Wrapper, inner: Inlines, pos: Position | None) -> Inline:
    match wrapper[0]:
        case "link":
            return Link(inner, wrapper[1], wrapper[2], pos=pos)
        case "quote":
            return Quote(inner, pos=pos)
        case "math" if len(inner) == 1 and isinstance(inner[0], Math):
            return replace(inner[0], alt=wrapper[1])
        case "abbr":
            return Abbr(inner, wrapper[1], pos=pos)
        case "lang":
            return Span(inner, lang=wrapper[1], pos=pos)
        case "code" if not any(isinstance(node, Note | Image) for node in inner):
            return Code(plain_text(inner).removesuffix("\n"), pos=pos)
        case "style":
            return Styled(cast(StyleKind, wrapper[1]), inner, pos=pos)
        case _:
            return Span(inner, pos=pos)


def _pieces(state: State, parent: Element, around: Surroundings, inside: tuple[Wrapper, ...]) -> Iterator[Piece]:
    for child in parent:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name in SKIPPED or not name:
            if name == "del":
                yield from _pieces(state, child, around, (*inside, ("style", "deleted")))
            continue
        reading = _CONTAINERS.get(name)
        if name == "r":
            yield from _run(state, child, around, inside)
        elif name == "bookmarkStart":
            if (label := page_label(child)) is not None:
                yield Piece(PageMarker(label))
            state.bookmark(child)
        elif child.tag in (M + "oMath", M + "oMathPara"):
            yield from _formulas(state, child, inside)
        elif reading:
            yield from _pieces(state, child, around, (*inside, *reading(state, child)))


def page_label(bookmark: Element) -> str | None:
    """The label of the printed page that begins at a bookmark, by its name (page_12); None for any other."""
    name = bookmark.get(W + "name") or ""
    return name.removeprefix("page_") if name.startswith("page_") else None


def _hyperlink(state: State, made: Element) -> tuple[Wrapper, ...]:
    anchor = made.get(W + "anchor") or ""
    _, address = state.relations.get(made.get(R + "id") or "", ("", ""))
    target = address + (f"#{anchor}" if anchor else "")
    return (("link", target, made.get(W + "tooltip") or "", state.next_serial()),) if target else ()


def _simple_field(state: State, made: Element) -> tuple[Wrapper, ...]:
    return _field_wrapper(made.get(W + "instr") or "")


def _field_wrapper(instruction: str) -> tuple[Wrapper, ...]:
    """A HYPERLINK field as a link (17.16.5.25); any other field is its result."""
    try:
        words = shlex.split(instruction)
    except ValueError:
        return ()
    if not words or words[0].upper() != "HYPERLINK":
        return ()
    options = {flag: words[words.index(flag) + 1] for flag in ("\\l", "\\o") if flag in words[:-1]}
    address = words[1] if len(words) > 1 and not words[1].startswith("\\") else ""
    target = address + ("#" + options["\\l"] if "\\l" in options else "")
    return (("link", target, options.get("\\o", "")),) if target else ()


def _control(state: State, made: Element) -> tuple[Wrapper, ...]:
    """An inline content control whose tag or title names what it holds."""
    properties = made.find(W + "sdtPr")
    tag = (value(properties, "tag") or "").lower()
    alias = value(properties, "alias") or ""
    kind, _, detail = tag.partition(":")
    if kind in ("quote", "quotation", "inline-quote"):
        return (("quote", state.next_serial()),)
    if kind == "math" and alias:
        return (("math", alias, state.next_serial()),)
    if kind in ("abbr", "abbreviation"):
        return (("abbr", alias or detail, state.next_serial()),)
    return ()


def _nothing(state: State, made: Element) -> tuple[Wrapper, ...]:
    return ()


_CONTAINERS: dict[str, Callable[[State, Element], tuple[Wrapper, ...]]] = {
    "hyperlink": _hyperlink,
    "fldSimple": _simple_field,
    "sdt": _control,
    "sdtContent": _nothing,
    "ins": lambda state, made: (("style", "inserted"),),
    "moveTo": _nothing,
    "smartTag": _nothing,
    "customXml": _nothing,
    "bdo": _nothing,
    "dir": _nothing,
}


def _formulas(state: State, made: Element, inside: tuple[Wrapper, ...]) -> Iterator[Piece]:
    formulas = [made] if made.tag == M + "oMath" else made.findall(M + "oMath")
    for formula in formulas:
        yield Piece(Math("", mathml(formula), pos=Position(max(state.paragraphs, 1))), inside)


# --- one run --------------------------------------------------------------------------------------------------------


def _run(state: State, run: Element, around: Surroundings, inside: tuple[Wrapper, ...]) -> Iterator[Piece]:
    properties = run.find(W + "rPr")
    if properties is not None and is_on(value(properties, "vanish")):
        return
    wrappers = (*inside, *_run_wrappers(state, properties, around))
    for child in run:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name in ("fldChar", "instrText"):
            _field(state, child, name)
            continue
        if state.in_furniture() or any(not one.in_result for one in state.fields):
            continue
        links = tuple(wrapper for one in state.fields for wrapper in _field_wrapper(one.instruction))
        for node in _run_part(state, child, name, around):
            plain = isinstance(node, Note | Image | Math | PageMarker)
            kept = tuple(w for w in wrappers if w[0] in ("link", "quote")) if plain else wrappers
            yield Piece(node, (*links, *kept))


def _field(state: State, made: Element, name: str) -> None:
    if name == "instrText":
        if state.fields and not state.fields[-1].in_result:
            state.fields[-1].instruction += made.text or ""
        return
    match made.get(W + "fldCharType"):
        case "begin":
            state.fields.append(Field())
        case "separate" if state.fields:
            state.fields[-1].in_result = True
        case "end" if state.fields:
            state.fields.pop()
        case _:
            pass


def _run_wrappers(state: State, properties: Element | None, around: Surroundings) -> list[Wrapper]:
    style = state.styles.resolve((value(properties, "rStyle") if properties is not None else None) or "-")
    found: dict[Wrapper, None] = {}
    for name in style.names:
        found.update(dict.fromkeys(_style_wrappers(name)))
    named = any(wrapper[0] in ("style", "code", "quote") for wrapper in found)
    for flag, kind in FLAGS.items():
        stated = value(properties, flag)
        inherited = None if named else style.run_value(flag)
        if is_on(stated if stated is not None else inherited):
            found.setdefault(("style", kind))
    vertical = value(properties, "vertAlign") or (
        None if "note" in " ".join(style.names) else style.run_value("vertAlign")
    )
    if vertical in VERTICAL and not any("note reference" in name for name in style.names):
        found.setdefault(("style", VERTICAL[vertical]))
    if value(properties, "highlight") not in (None, "none"):
        found.setdefault(("style", "mark"))
    lang = _run_lang(properties, style.language(), around)
    order = {"quote": 0, "lang": 1, "style": 2, "code": 3}
    if lang != around.lang:
        found.setdefault(("lang", lang or "und"))
    return sorted(found, key=lambda wrapper: (order.get(wrapper[0], 4), wrapper))


def _style_wrappers(name: str) -> list[Wrapper]:
    """What a character style's name says; one made of several ("Quote Char Emphasis") says what each of them says."""
    found: list[Wrapper] = []
    rest = name
    while rest:
        known = next((one for one in _KNOWN_STYLES if rest == one or rest.startswith((one + " ", one + "+"))), None)
        if known is None:
            return []
        if known in CHARACTER_STYLES:
            found.append(CHARACTER_STYLES[known])
        rest = rest.removeprefix(known).strip(" +,")
    return found


def _run_lang(properties: Element | None, inherited: Language, around: Surroundings) -> str:
    """The language of a run: of its right-to-left text when it is marked so (17.3.2.20, 17.3.2.30)."""
    stated = language(properties).over(inherited)
    rtl = is_on(value(properties, "rtl"))
    if rtl:
        return stated.bidi or around.language.bidi or around.lang
    if around.rtl:
        return stated.latin or around.language.latin
    return stated.latin or around.lang


def _run_part(state: State, made: Element, name: str, around: Surroundings) -> list[Inline]:
    pos = Position(max(state.paragraphs, 1))
    match name:
        case "t" | "delText":
            return [Text(made.text or "", pos=pos)] if made.text else []
        case "tab":
            return [Text("\t", pos=pos)]
        case "br" | "cr":
            return [] if made.get(W + "type") in ("page", "column") else [LineBreak(pos=pos)]
        case "noBreakHyphen":
            return [Text("\u2011", pos=pos)]
        case "softHyphen":
            return [Text("\u00ad", pos=pos)]
        case "sym":
            return [Text("\ufffd", pos=pos)]
        case "drawing":
            return list(_drawing(state, made))
        case "footnoteReference" | "endnoteReference":
            return _note(state, made, name.removesuffix("Reference"))
        case "AlternateContent":
            choice = made.find("{*}Choice")
            inner = [] if choice is None else list(choice)
            return [node for part in inner for node in _run_part(state, part, part.tag.rpartition("}")[2], around)]
        case _:
            return []


def _drawing(state: State, made: Element) -> Iterator[Image]:
    """A picture: its alternative is the description, else the title, of ``docPr`` (20.4.2.5)."""
    for properties in made.iter("{*}docPr"):
        decorative = any(mark.get("val") in ("1", "true") for mark in properties.iter(DECORATIVE))
        alt = properties.get("descr") or properties.get("title") or None
        blip = next(made.iter("{*}blip"), None)
        resource = "" if blip is None else state.picture(blip.get(R + "embed") or "")
        yield Image(resource, "" if decorative else alt, pos=Position(max(state.paragraphs, 1)))
        return


def _note(state: State, made: Element, kind: str) -> list[Inline]:
    key = (kind, made.get(W + "id") or "")
    if key not in state.notes or key in state.open_notes:
        return []
    state.open_notes.add(key)
    kept: Any = (state.relations, state.level, state.waiting, state.fields)
    state.relations, state.level, state.waiting, state.fields = state.note_relations[kind], 9, [], []
    blocks = readback_docx_body.blocks(state, state.notes[key])
    pos = Position(max(state.paragraphs, 1))
    state.relations, state.level, state.waiting, state.fields = kept
    state.open_notes.discard(key)
    return [Note(blocks, pos=pos)]
