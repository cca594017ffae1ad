"""Runs of a DOCX as inlines (ECMA-376 part 1, 17.3.2 and 17.16): what each is, by its style and properties."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, cast

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
    plain_text,
)
from exporter.position import Position
from exporter.readback.docx.math import M, mathml
from exporter.readback.docx.state import Field, Place, R, Reading, Story
from exporter.readback.docx.styles import FLAGS, Element, Language, W, first_child, is_on, language, stated, value
from exporter.readback.text import fold

Wrapper = tuple[str, ...]
CHARACTER_STYLES: dict[str, Wrapper] = {
    "emphasis": ("style", "emphasis"),
    "strong": ("style", "strong"),
    "quote char": ("quote",),
    "inline quote": ("quote",),
    "inline quotation": ("quote",),
    "abbreviation": ("abbr-again",),
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
UNWRAPPED = (Note, Image, Math, PageMarker)
"""What is in a link or quotation at most, whatever the properties of its run say."""
UNSTYLED = (Note, NoteReference, Math, Image, LineBreak, PageMarker)
NOT_UNDERLINED = ("hyperlink", "followed hyperlink", "internet link", "internetlink")
_KNOWN_STYLES = sorted([*CHARACTER_STYLES, *NOT_UNDERLINED], key=len, reverse=True)
VERTICAL: dict[str | None, str] = {"subscript": "sub", "superscript": "sup"}
NOTE_LEVEL = 9
"""A heading in a note lies below every heading of the text."""
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
SKIPPED = frozenset(["pPr", "rPr", "del", "moveFrom", "proofErr", "commentRangeStart", "commentRangeEnd", "sdtPr"])


class Piece(NamedTuple):
    """One inline with what it stands in, outermost first."""

    node: Inline
    wrappers: tuple[Wrapper, ...] = ()


class Surroundings(NamedTuple):
    """What the paragraph says about its runs."""

    language: Language
    lang: str
    rtl: bool = False
    note: str = ""


def inlines(
    reading: Reading, place: Place, paragraph: Element, around: Surroundings, *, preformatted: bool = False
) -> Inlines:
    """The inlines of a paragraph; its fields, links, revisions and content controls are looked into."""
    pieces = list(_pieces(reading, place, paragraph, around, ()))
    styled = any(piece.wrappers for piece in pieces)
    made = _nest(_absorbed(pieces)) if styled else [piece.node for piece in pieces]
    return tuple(made) if preformatted else fold(made)


def _absorbed(pieces: list[Piece]) -> list[Piece]:
    """Notes, formulas, pictures, line ends have no character style: they stand in what is on both their sides."""
    if not any(isinstance(piece.node, UNSTYLED) for piece in pieces):
        return pieces
    before: list[tuple[Wrapper, ...]] = []
    last: tuple[Wrapper, ...] = ()
    for piece in pieces:
        before.append(last)
        last = last if isinstance(piece.node, UNSTYLED) else piece.wrappers
    out: list[Piece] = []
    following: tuple[Wrapper, ...] = ()
    for piece, left in zip(reversed(pieces), reversed(before), strict=True):
        if isinstance(piece.node, UNSTYLED):
            shared = tuple(
                w for w in left if w in following and w not in piece.wrappers and not _says_its_own(piece, w)
            )
            piece = Piece(piece.node, (*piece.wrappers, *shared))
        else:
            following = piece.wrappers
        out.append(piece)
    return out[::-1]


def _says_its_own(piece: Piece, wrapper: Wrapper) -> bool:
    """Whether what stands round a piece holds for that alone: a note is in the language of its own runs."""
    return wrapper[0] == "lang" and isinstance(piece.node, Note)


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
        case "abbr" | "abbr-again":
            return Abbr(inner, wrapper[1], pos=pos)
        case "lang":
            return Span(inner, lang=wrapper[1], pos=pos)
        case "code" if not any(isinstance(node, Note | NoteReference | Image) for node in inner):
            return Code(plain_text(inner).removesuffix("\n"), pos=pos)
        case "style":
            return Styled(cast(StyleKind, wrapper[1]), inner, pos=pos)
        case _:
            return Span(inner, pos=pos)


def _pieces(
    reading: Reading, place: Place, parent: Element, around: Surroundings, inside: tuple[Wrapper, ...]
) -> Iterator[Piece]:
    for child in parent:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name in SKIPPED or not name:
            if name == "del":
                yield from _pieces(reading, place, child, around, (*inside, ("style", "deleted")))
            continue
        container = _CONTAINERS.get(name)
        again = reading.note_again(child.get(W + "instr") or "") if name == "fldSimple" else ""
        if again:
            yield Piece(NoteReference(again, pos=reading.results.position), inside)
        elif name == "r":
            yield from _run(reading, place, child, around, inside)
        elif name == "bookmarkStart":
            if (label := page_label(child)) is not None:
                yield Piece(PageMarker(label))
            reading.meet_bookmark(place.story, child)
        elif child.tag in (M + "oMath", M + "oMathPara"):
            yield from _formulas(reading, place, child, inside)
        elif container:
            yield from _pieces(reading, place, child, around, (*inside, *container(reading, place, child)))


def page_label(bookmark: Element) -> str | None:
    """The label of the printed page that begins at a bookmark, by its name (page_12); None for any other."""
    name = bookmark.get(W + "name") or ""
    return name.removeprefix("page_") if name.startswith("page_") else None


def _hyperlink(reading: Reading, place: Place, made: Element) -> tuple[Wrapper, ...]:
    anchor = made.get(W + "anchor") or ""
    _, address = place.story.relations.get(made.get(R + "id") or "", ("", ""))
    target = address + (f"#{anchor}" if anchor else "")
    return (("link", target, made.get(W + "tooltip") or "", reading.results.serial()),) if target else ()


def _simple_field(reading: Reading, place: Place, made: Element) -> tuple[Wrapper, ...]:
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


def _control(reading: Reading, place: Place, made: Element) -> tuple[Wrapper, ...]:
    """An inline content control whose tag or title names what it holds."""
    properties = made.find(W + "sdtPr")
    tag = (value(properties, "tag") or "").lower()
    alias = value(properties, "alias") or ""
    kind, _, detail = tag.partition(":")
    if kind in ("quote", "quotation", "inline-quote"):
        return (("quote", reading.results.serial()),)
    if kind == "math" and alias:
        return (("math", alias, reading.results.serial()),)
    if kind in ("abbr", "abbreviation"):
        words = "".join(str(part.text or "") for part in made.iter(W + "t"))
        reading.results.expansions.setdefault(words, alias or detail)
        return (("abbr", alias or detail, reading.results.serial()),)
    return ()


def _nothing(reading: Reading, place: Place, made: Element) -> tuple[Wrapper, ...]:
    return ()


_CONTAINERS: dict[str, Callable[[Reading, Place, Element], tuple[Wrapper, ...]]] = {
    "hyperlink": _hyperlink,
    "fldSimple": _simple_field,
    "sdt": _control,
    "sdtContent": _nothing,
    "ins": lambda reading, place, made: (("style", "inserted"),),
    "moveTo": _nothing,
    "smartTag": _nothing,
    "customXml": _nothing,
    "bdo": _nothing,
    "dir": _nothing,
}


def _formulas(reading: Reading, place: Place, made: Element, inside: tuple[Wrapper, ...]) -> Iterator[Piece]:
    formulas = [made] if made.tag == M + "oMath" else made.findall(M + "oMath")
    for formula in formulas:
        yield Piece(Math("", mathml(formula), pos=reading.results.position), inside)


# --- one run --------------------------------------------------------------------------------------------------------


def _run(
    reading: Reading, place: Place, run: Element, around: Surroundings, inside: tuple[Wrapper, ...]
) -> Iterator[Piece]:
    properties = first_child(run, W + "rPr")
    if properties is not None and is_on(value(properties, "vanish")):
        return
    styled = _run_wrappers(reading, place, properties, around)
    wrappers = (*inside, *_expanded(reading, run, styled)) if styled else inside
    for child in run:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name in ("fldChar", "instrText"):
            if note := _field(reading, place, child, name):
                yield Piece(NoteReference(note, pos=reading.results.position), inside)
            continue
        fields = place.story.fields
        if fields and (place.story.in_furniture() or any(not one.in_result or one.note for one in fields)):
            continue
        links = tuple(wrapper for one in fields for wrapper in _field_wrapper(one.instruction)) if fields else ()
        for node in _run_part(reading, place, child, name, around):
            plain = wrappers and isinstance(node, UNWRAPPED)
            kept = tuple(w for w in wrappers if w[0] in ("link", "quote")) if plain else wrappers
            yield Piece(node, (*links, *kept))


def _expanded(reading: Reading, run: Element, wrappers: list[Wrapper]) -> Iterator[Wrapper]:
    """Wrappers of a run, with what an abbreviation stands for that an earlier control says; nothing where none does."""
    for wrapper in wrappers:
        if wrapper[0] != "abbr-again":
            yield wrapper
            continue
        words = "".join(str(part.text or "") for part in run.iter(W + "t"))
        known = reading.results.expansions
        found = known.get(words) or next((said for whole, said in known.items() if words and words in whole), "")
        if found:
            yield "abbr-again", found


def _field(reading: Reading, place: Place, made: Element, name: str) -> str:
    """Go on with the fields that are open; the id of the note that one refers to once more, when its result begins."""
    fields = place.story.fields
    if name == "instrText":
        if fields and not fields[-1].in_result:
            fields[-1].instruction += made.text or ""
        return ""
    match made.get(W + "fldCharType"):
        case "begin":
            fields.append(Field())
        case "separate" if fields:
            fields[-1].in_result = True
            fields[-1].note = reading.note_again(fields[-1].instruction)
            return fields[-1].note
        case "end" if fields:
            fields.pop()
        case _:
            pass
    return ""


def _run_wrappers(reading: Reading, place: Place, properties: Element | None, around: Surroundings) -> list[Wrapper]:
    own = stated(properties)
    style = reading.registry.styles.resolve(own.get("rStyle") or "-")
    lang = _run_lang(properties, own, style.language(), around)
    if not own and not style.names:  # neither states anything, as of most runs
        return [] if lang == around.lang else [("lang", lang or "und")]
    found: dict[Wrapper, None] = {}
    for name in style.names:
        found.update(dict.fromkeys(_style_wrappers(name)))
    named = any(wrapper[0] in ("style", "code", "quote") for wrapper in found)
    for flag, kind in FLAGS.items():
        inherited = None if named else style.run_value(flag)
        if is_on(own.get(flag, inherited)):
            found.setdefault(("style", kind))
    vertical = own.get("vertAlign") or (None if "note" in " ".join(style.names) else style.run_value("vertAlign"))
    if vertical in VERTICAL and not any("note reference" in name for name in style.names):
        found.setdefault(("style", VERTICAL[vertical]))
    if own.get("highlight") not in (None, "none"):
        found.setdefault(("style", "mark"))
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


def _run_lang(properties: Element | None, own: Mapping[str, str], inherited: Language, around: Surroundings) -> str:
    """The language of a run: of its right-to-left text when it is marked so (17.3.2.20, 17.3.2.30)."""
    said = language(properties).over(inherited) if "lang" in own else inherited
    if is_on(own.get("rtl")):
        return said.bidi or around.language.bidi or around.lang
    if around.rtl:
        return said.latin or around.language.latin
    return said.latin or around.lang


def _run_part(reading: Reading, place: Place, made: Element, name: str, around: Surroundings) -> list[Inline]:
    pos = reading.results.position
    match name:
        case "t" | "delText":
            words = _kept(made)
            return [Text(words, pos=pos)] if words else []
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
            return list(_drawing(reading, place, made))
        case "footnoteReference" | "endnoteReference":
            return _note(reading, place, made, name.removesuffix("Reference"))
        case "AlternateContent":
            choice = made.find("{*}Choice")
            inner = [] if choice is None else list(choice)
            return [
                node for part in inner for node in _run_part(reading, place, part, part.tag.rpartition("}")[2], around)
            ]
        case _:
            return []


_EDGES = " \t\r\n"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def _kept(made: Element) -> str:
    """The words of a text element: blanks at its ends count only where the file says so (17.3.3.31; XML 1.0, 2.10)."""
    words = made.text or ""
    if not words or (words[0] not in _EDGES and words[-1] not in _EDGES):
        return words
    holders = (made, *made.iterancestors())
    said = next((space for holder in holders if (space := holder.get(XML_SPACE)) is not None), "default")
    return words if said == "preserve" else words.strip(_EDGES)


def _drawing(reading: Reading, place: Place, made: Element) -> Iterator[Image]:
    """A picture: its alternative is the description, else the title, of ``docPr`` (20.4.2.5)."""
    for properties in made.iter("{*}docPr"):
        decorative = any(mark.get("val") in ("1", "true") for mark in properties.iter(DECORATIVE))
        alt = properties.get("descr") or properties.get("title") or None
        blip = next(made.iter("{*}blip"), None)
        resource = "" if blip is None else reading.picture(place.story, blip.get(R + "embed") or "")
        yield Image(resource, "" if decorative else alt, pos=reading.results.position)
        return


def _note(reading: Reading, place: Place, made: Element, kind: str) -> list[Inline]:
    key = (kind, made.get(W + "id") or "")
    if key not in reading.registry.notes or key in place.open_notes:
        return []
    inside = Place(Story(reading.registry.note_relations[kind]), NOTE_LEVEL, place.open_notes | {key})
    blocks = reading.blocks(reading, inside, reading.registry.notes[key])
    name = "-".join(key) if key in reading.registry.noted_again else ""
    return [Note(blocks, id=name, pos=reading.results.position)]
