"""Drawings (ECMA-376 part 1, 20.4 and 21.4; part 4, 19 for VML): pictures, text boxes and shapes, groups of them.

Words in a box are words of the article: they come as an aside at the place the box is anchored to. What can only be
drawn rather than a picture is given by its alternative text, or reported as left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from exporter.model import Image, Span, Text
from exporter.readers.word.charts import chart_block, diagram_block
from exporter.readers.word.inlines import Mark, Piece, nested
from exporter.readers.word.items import Item
from exporter.readers.word.links import link_mark
from exporter.readers.word.ooxml import WP, A, C, Element, O, R, V, W, local, number, text_of
from exporter.readers.word.pictures import Shown, picture, vml_crop
from exporter.readers.word.state import State

EMU, MOST_EMU = 9525, 20_000_000
"""English metric units in a CSS pixel (20.1.10.16), and the most that a size may have."""
SHAPES, OBJECTS = "shapes", "embedded objects"
_TEXT_PARTS = frozenset(["title", "subtitle", "byline", "dateline", "kicker", "standfirst", "caption", "table caption"])
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


@dataclass(slots=True)
class Drawn:
    """What a drawing gives: pieces among the words, items beside them, whether it is a rule across the page.

    ``told``: a finding says why something in it is not shown.
    """

    pieces: list[Piece] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    rule: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said about a drawing: its alternative text (None: nobody has said), its link, its size in pixels."""

    alt: str | None
    link: Mark | None = None
    floats: bool = False
    extent: tuple[int, int] = (0, 0)


def read_drawing(state: State, made: Element) -> Drawn:
    """What a ``w:drawing`` shows."""
    drawn = Drawn()
    for holder in made:
        if holder.tag not in (WP + "inline", WP + "anchor"):
            continue
        properties = holder.find(WP + "docPr")
        floats = holder.tag == WP + "anchor"
        said = _Said(alternative(properties), _link(state, properties), floats, _extent(holder))
        data = next(holder.iter(A + "graphicData"), None)
        if data is not None:
            _graphic(state, drawn, data, said)
        if not (drawn.pieces or drawn.items or drawn.told):
            _undrawn(state, drawn, said)
    return drawn


def alternative(properties: Element | None) -> str | None:
    """The alternative text in ``wp:docPr`` or its kin; "" when marked as decorative, None when nobody has said."""
    if properties is None:
        return None
    if any(mark.get("val") not in ("0", "false") for mark in properties.iter(DECORATIVE)):
        return ""
    return said_in(properties.get("descr")) or said_in(properties.get("title"))


_PATH = re.compile(r"(?:[A-Za-z]:\\|\\\\|/\w+/|file:).*")


_MACHINE = re.compile(
    r"\s*(?:Description automatically generated|Automatisch generierte Beschreibung|"
    r"Description générée automatiquement|Descripción generada automáticamente|"
    r"Descrizione generata automaticamente|Automatisch gegenereerde beschrijving|AI-generated content may be incorrect)"
    r"(?: (?:with|mit|avec|con|met) .*)?\.?$",
    re.IGNORECASE,
)
"""What Word adds to an alternative text that a machine wrote; it says nothing of the picture."""


def said_in(found: str | None) -> str | None:
    """An alternative text; None for none, and for the path of a file, which a program noted there."""
    words = _MACHINE.sub("", " ".join((found or "").split()))
    return None if not words or _PATH.fullmatch(words) else words


def _extent(holder: Element) -> tuple[int, int]:
    """Width and height of what holds one picture alone, in CSS pixels; (0, 0) for a group."""
    size = holder.find(WP + "extent")
    if size is None or sum(1 for _ in holder.iter("{*}pic")) != 1:
        return 0, 0
    return number(size.get("cx"), most=MOST_EMU) // EMU, number(size.get("cy"), most=MOST_EMU) // EMU


def _link(state: State, properties: Element | None) -> Mark | None:
    click = None if properties is None else properties.find(A + "hlinkClick")
    relation = None if click is None else state.relation(click.get(R + "id"))
    return None if relation is None else link_mark(state, None, relation.target)


def _graphic(state: State, drawn: Drawn, parent: Element, said: _Said) -> None:
    """What a graphic holds, in its order; groups are looked into."""
    for part in _parts(parent):
        match local(part):
            case "pic":
                own = alternative(next(part.iter("{*}cNvPr"), None))
                _show(state, drawn, picture(state, part, part.find("{*}spPr")), said, own)
            case "wsp" | "sp":
                _shape(state, drawn, part, said)
            case "chart" if part.tag == C + "chart":
                relation = state.relation(part.get(R + "id"))
                _block(state, drawn, chart_block(state, relation, said.alt or ""))
            case "relIds":
                relation = state.relation(part.get(R + "dm"))
                _block(state, drawn, diagram_block(state, relation, said.alt or ""))
            case _:
                pass


def _parts(parent: Element) -> Iterator[Element]:
    """The pictures, shapes, charts and diagrams in a graphic, those in groups in their place."""
    for child in parent:
        name = local(child)
        if name in ("pic", "wsp", "sp", "chart", "relIds"):
            yield child
        elif name in ("wgp", "grpSp", "wpc", "lockedCanvas", "graphicFrame", "graphic", "graphicData", "contentPart"):
            yield from _parts(child)


def _shape(state: State, drawn: Drawn, part: Element, said: _Said) -> None:
    content = next(part.iter(W + "txbxContent"), None)
    if content is not None:
        drawn.items += box_items(state, content)
    fill = part.find("{*}spPr/{*}blipFill")
    if fill is not None:
        _show(state, drawn, picture(state, fill, part.find("{*}spPr")), said, None)
    if content is None and (words := text_of(part.find("{*}txBody"))):
        drawn.items.append(Item(kind="text", content=(Text(words, pos=state.pos),), pos=state.pos))


def box_items(state: State, content: Element) -> list[Item]:
    """The items of a text box: an aside, unless all it holds is a caption, a title, or pictures."""
    if state.depth >= state.limits.depth:
        state.report("IN004", f"what is nested deeper than {state.limits.depth} levels was left out", once=True)
        return []
    state.depth += 1
    inner = [item for item in state.read.items(state, content) if item.kind != "empty"]
    state.depth -= 1
    if not inner or all(item.kind in _TEXT_PARTS or _is_picture(item) for item in inner):
        return inner
    if any(item.kind == "title" for item in inner):  # the box on a cover page
        return inner
    return [Item(kind="group", tag="aside:sidebar", inner=tuple(inner), pos=state.pos)]


def _is_picture(item: Item) -> bool:
    return item.kind == "text" and bool(item.content) and all(isinstance(node, Image) for node in item.content)


def _block(state: State, drawn: Drawn, block: Item | None) -> None:
    if block is not None:
        drawn.items.append(block)


def _show(state: State, drawn: Drawn, shown: Shown | None, said: _Said, own: str | None) -> None:
    """A picture in its place: among the words, or beside them when it floats."""
    if shown is None:
        return
    first = not any(isinstance(piece.node, Image) for piece in drawn.pieces)
    alt = own or (said.alt if first or said.alt is None else "")
    if own is None and said.alt == "":
        alt = ""
    if alt is None and shown.words:
        state.report("IMG007", f"the alternative text “{shown.words[:60]}” comes from the picture file")
        alt = shown.words
    node: Image | Span
    if shown.refused:
        drawn.told = True
        name = f"the picture “{alt[:60]}”" if alt else "a picture"
        state.report("IMG002", f"{name} was left out: {shown.refused}", hint=shown.hint)
        if not alt:
            return
        node = Span((Text(alt, pos=state.pos),), role="missing-image", pos=state.pos)
    else:
        width = 0 if shown.angle % 90 else said.extent[shown.angle // 90 % 2]
        node = Image(shown.resource, alt, width=max(width, 0), pos=state.pos)
    piece = Piece(node, (said.link,) if said.link else ())
    if said.floats:
        drawn.items.append(Item(kind="text", content=nested([piece]), pos=state.pos))
    else:
        drawn.pieces.append(piece)


def _undrawn(state: State, drawn: Drawn, said: _Said) -> None:
    """A shape without words: its alternative text stands in its place."""
    if said.alt:
        node = Span((Text(said.alt, pos=state.pos),), role="missing-image", pos=state.pos)
        drawn.pieces.append(Piece(node))
    if said.alt != "":
        state.count(SHAPES, said.alt or "")


# --- VML ------------------------------------------------------------------------------------------------------------


def read_vml(state: State, made: Element) -> Drawn:
    """What a ``w:pict`` or ``w:object`` shows."""
    drawn = Drawn()
    _vml(state, drawn, made, None)
    embedded = next(iter(made.iter(O + "OLEObject")), None)
    if embedded is not None or any(local(child) == "control" for child in made):
        state.count(OBJECTS, "" if embedded is None else embedded.get("ProgID") or "")
    return drawn


def _vml(state: State, drawn: Drawn, parent: Element, shape: Element | None) -> None:
    for child in parent:
        match local(child):
            case "shapetype":
                pass
            case "textbox":
                content = child.find(W + "txbxContent")
                if content is not None:
                    drawn.items += box_items(state, content)
                elif words := text_of(child):  # of a page of the web (part 4, 19.1.2.22)
                    drawn.items.append(Item(kind="text", content=(Text(words, pos=state.pos),), pos=state.pos))
            case "imagedata" | "fill" if child.get(R + "id") or child.get(O + "relid"):
                if local(child) == "imagedata" or child.get("type") == "frame":
                    _vml_picture(state, drawn, child, shape)
            case "textpath":
                if words := " ".join((child.get("string") or "").split()):
                    drawn.pieces.append(Piece(Text(words, pos=state.pos)))
            case _ if child.tag.startswith(V):
                drawn.rule = drawn.rule or child.get(O + "hr") in ("t", "true", "1")
                _vml(state, drawn, child, child)
            case _:
                pass


_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)(pt|in|px|cm|mm)?", re.IGNORECASE)
_PIXELS = {"pt": 96 / 72, "in": 96.0, "px": 1.0, "cm": 96 / 2.54, "mm": 96 / 25.4}


def _vml_extent(shape: Element | None) -> tuple[int, int]:
    """Width and height in a shape's style, in CSS pixels (part 4, 19.1.2.19); bare numbers are a group's own units."""
    found = {
        name.lower(): min(2_000, round(float(length) * _PIXELS[unit.lower()]))
        for name, length, unit in _LENGTH.findall("" if shape is None else shape.get("style") or "")
        if unit and length.count(".") < 2 and length != "."
    }
    return found.get("width", 0), found.get("height", 0)


def _vml_picture(state: State, drawn: Drawn, made: Element, shape: Element | None) -> None:
    if shape is not None and shape.get(O + "hr") in ("t", "true", "1"):
        return
    alt = None if shape is None else said_in(shape.get("alt"))
    address = None if shape is None else shape.get("href")
    said = _Said(alt, link_mark(state, None, address) if address else None, extent=_vml_extent(shape))
    relation = made.get(R + "id") or made.get(O + "relid") or ""
    _show(state, drawn, picture(state, made, None, relation, vml_crop(made)), said, None)
