"""Phrasing content of HTML as inlines of the model (HTML Standard, 3.2.5.2.5): a safe mapping, element by element.

What could act (scripts, forms, frames, event attributes) is dropped and reported; the text in it stays where a reader
would have seen it. White space is left as it is; ``fold`` works on whole blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from exporter.languages import corrected, is_tag
from exporter.model import (
    Abbr,
    Code,
    Inline,
    Inlines,
    LineBreak,
    Note,
    NoteReference,
    PageMarker,
    Quote,
    Span,
    Styled,
    StyleKind,
    Text,
    plain_text,
    says_something,
)
from exporter.patterns import pattern
from exporter.quotation import OPENING, marks_of
from exporter.readers.html.link import link, safe_web
from exporter.readers.html.picture import drawing, embed, image
from exporter.readers.html.state import LINE, Place, Reading, common, too_deep
from exporter.readers.html.styles import is_not_shown, is_struck
from exporter.readers.html.text_fields import text_field
from exporter.readers.html.tree import Node, attribute, descendants, text_of, words_below
from exporter.readers.input.characters import writable
from exporter.readers.math import from_mathml, from_tex, is_blank

STYLES: dict[str, StyleKind] = {
    "em": "emphasis",
    "i": "emphasis",
    "cite": "emphasis",
    "var": "emphasis",
    "dfn": "emphasis",
    "strong": "strong",
    "b": "strong",
    "sub": "sub",
    "sup": "sup",
    "del": "deleted",
    "s": "deleted",
    "strike": "deleted",
    "ins": "inserted",
    "mark": "mark",
    "small": "small",
}
CODE = frozenset(["code", "kbd", "samp", "tt"])
DROPPED = frozenset(
    "script style template iframe frame frameset noframes object embed applet input select option button "
    "datalist link meta base title head param source track area map canvas audio video".split()
)
"""Elements that are not text: dropped with all that is in them, and reported when they could act or show something."""

SILENT = frozenset(["link", "meta", "base", "title", "head", "param", "source", "track", "area", "map"])
FALLBACK = frozenset(["object", "audio", "video", "canvas", "noframes", "map"])
"""Elements whose content stands for them where they cannot be shown: that content stays."""

EMBEDS = frozenset(["iframe", "frame", "embed", "object", "video", "audio"])
"""Elements that show another page or play something."""

PAGE_CLASSES = frozenset("pagenum pagenumber page-number page_number pageno pagebreak pb newpage".split())
"""Classes of what says where a page of the printed edition begins, as books made by hand have it within words."""
_PAGE = pattern(r"[\[({|]*\s*(?:page|pg\.?|p\.|seite|s\.)?\s*(\d{1,4}|[ivxlcdm]{1,8})\s*[\])}|]*", re.IGNORECASE)
SIGNATURE = "\0signature"
"""The id of a break that is only there to be found by ``quote``; no author can write it."""


def inlines(reading: Reading, place: Place, nodes: Iterable[Node]) -> list[Inline]:
    """The inlines that ``nodes`` make, white space as it is."""
    made: list[Inline] = []
    for node in nodes:
        made += _text(reading, str(node.data or ""), node) if node.name == "#text" else _inline(reading, place, node)
    return made


def _inline(reading: Reading, place: Place, node: Node) -> list[Inline]:
    if node.name.startswith("#") or node.name == "!doctype":
        read_line_comment(reading, node)
        return []
    if is_hidden(reading, node):
        return []
    if node.name in DROPPED:
        return _dropped(reading, place, node)
    build = _BUILDERS.get(node.name, _transparent)
    adds_nothing = build is _transparent and SAYING.isdisjoint(node.attrs or ())
    if node.name in WHOLE or adds_nothing or not node.children:
        return build(reading, place, node)
    if node.name != "a" and too_deep(reading, node, place.phrases):  # links never nest, and where they lead is not lost
        return inlines(reading, place, node.children)
    return build(reading, replace(place, phrases=place.phrases + 1), node)


def _dropped(reading: Reading, place: Place, node: Node) -> list[Inline]:
    """What stands for an element that a file cannot hold: its own fallback where that leads on, else a link to it."""
    if (made := played(reading, place, node)) is not None:
        return made
    report_dropped(reading, node)
    return inlines(reading, place, node.children or ()) if node.name in FALLBACK else []


def played(reading: Reading, place: Place, node: Node) -> list[Inline] | None:
    """A link to what an element shows or plays; None for any other, and where its own fallback leads on."""
    leads_on = any(item.name == "a" and attribute(item, "href") for item in descendants(node))
    return embed(reading, place, node) if node.name in EMBEDS and not leads_on else None


def read_line_comment(reading: Reading, node: Node) -> None:
    """A comment that tells the line of the Markdown around it (made by our own renderer)."""
    if reading.cursor is not None and node.name == "#comment":
        match = re.fullmatch(rf"{LINE} (\d{{1,9}})", str(node.data or ""))
        if match:
            reading.cursor.enter_raw(node, int(match[1]))


def is_hidden(reading: Reading, node: Node) -> bool:
    """Whether an element is hidden from everybody; it is then left out and reported."""
    styles = reading.registry.styles
    if styles.are_none and (not node.attrs or ("hidden" not in node.attrs and "style" not in node.attrs)):
        return False
    if attribute(node, "hidden") is None and not is_not_shown(styles.of(node)):
        return False
    if words := " ".join(text_of(node).split()):
        message = f"hidden text was left out: “{words[:60]}”"
        reading.report("HTML003", message, reading.position(node), left_out=words_below(node))
    return True


def report_dropped(reading: Reading, node: Node) -> None:
    """Say that an element was left out, unless it never shows anything."""
    if node.name not in SILENT:
        article = "an" if node.name[0] in "aeio" else "a"
        message = f"{article} “{node.name}” element was left out"
        words = "" if node.name in FALLBACK else words_below(node)
        reading.report("HTML001", message, reading.position(node), cause=node.name, left_out=words)


def _text(reading: Reading, text: str, node: Node) -> list[Inline]:
    if not text:
        return []
    text = _clean(reading, text, node)
    if text and "\n" not in text:
        return [Text(text, pos=reading.position(node, text))]
    made: list[Inline] = []
    for piece in re.split(r"(?<=\n)", text) if reading.markdown else [text]:
        if piece:
            made.append(Text(piece, pos=reading.position(node, piece)))
            reading.pass_text(piece)
    return made


def _clean(reading: Reading, text: str, node: Node) -> str:
    """Text without what only a character reference can bring in: controls, surrogates, non-characters (13.2.5.80)."""
    cleaned = writable(text)
    if cleaned != text or ("\ufffd" in text and not reading.registry.source_has_replacement):
        message = "a character reference named a character that no file can hold; it was replaced or removed"
        reading.report("IN001", message, reading.position(node), once=True)
    return cleaned


def _children(reading: Reading, place: Place, node: Node) -> Inlines:
    return tuple(inlines(reading, place, node.children or ()))


def _transparent(reading: Reading, place: Place, node: Node) -> list[Inline]:
    """An element that adds nothing of its own, unless it says language, direction, id or date."""
    pos = reading.position(node)
    said = common(reading, node, pos)
    moment = (attribute(node, "datetime") or "").strip() if node.name == "time" else ""
    if expansion := attribute(node, "abbr") if reading.markdown else None:
        return [Abbr(_children(reading, place, node), expansion, **said)]
    if label := _page_label(reading, node):
        held = next((name for item in (node, *descendants(node)) if (name := _name(item))), "")
        return [PageMarker(label, **({"id": held} | said if held else said))]
    content = _dressed(reading, place, node, _children(reading, place, node))
    if len(said) > 1 or moment:
        return [Span(content, datetime=moment, **said)]
    return list(content)


def _dressed(reading: Reading, place: Place, node: Node, content: Inlines) -> Inlines:
    """Words that a style or a sheet sets bold, italic, struck through, higher or lower, as an element says it.

    Not in headings and header cells, which are bold as they are; nor where all is bold already.
    """
    if node.name not in ("span", "font") or not says_something(*content):
        return content
    style = reading.registry.styles.of(node)
    weight = style.get("font-weight", "")
    kinds: list[StyleKind] = []
    if not place.in_heading and (weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)):
        kinds.append("strong")
    if style.get("font-style") in ("italic", "oblique") and not place.in_heading:
        kinds.append("emphasis")
    if is_struck(style):
        kinds.append("deleted")
    raised: dict[str, StyleKind] = {"super": "sup", "sub": "sub"}
    if kind := raised.get(style.get("vertical-align", "")):
        kinds.append(kind)
    for kind in kinds:
        if not all(isinstance(item, Styled) and item.kind == kind for item in content):
            content = (Styled(kind, content, pos=content[0].pos),)
    return content


def _page_label(reading: Reading, node: Node) -> str:
    if reading.markdown and (label := attribute(node, "page")):
        return label
    if attribute(node, "role") == "doc-pagebreak" or attribute(node, "epub:type") == "pagebreak":
        return (attribute(node, "aria-label") or attribute(node, "title") or text_of(node)).strip().rstrip(".")
    if PAGE_CLASSES.isdisjoint((attribute(node, "class") or "").lower().split()):
        return ""
    match = _PAGE.fullmatch(text_of(node).strip())
    return match[1] if match else ""


def _name(node: Node) -> str:
    return (attribute(node, "id") or (attribute(node, "name") if node.name == "a" else "") or "").strip()


def _styled(reading: Reading, place: Place, node: Node) -> list[Inline]:
    pos = reading.position(node)
    said = common(reading, node, pos)
    if node.name == "dfn" and attribute(node, "title"):
        return [Abbr(_children(reading, place, node), attribute(node, "title") or "", **said)]
    content = _children(reading, place, node)
    if content and _is_undone(reading, node):
        return [Span(content, **said)] if len(said) > 1 and not _is_left_by_a_program(said) else list(content)
    return [Styled(STYLES[node.name], content, **said)] if content else _anchor_only(said)


def _is_undone(reading: Reading, node: Node) -> bool:
    """Whether a style takes away what an element says, as editors do that put all they copy into a ``b``."""
    style = reading.registry.styles.of(node) if node.name in ("b", "strong", "i", "em") else {}
    if STYLES[node.name] == "strong":
        return style.get("font-weight") in ("normal", "400", "lighter")
    return style.get("font-style") == "normal"


def _is_left_by_a_program(said: dict[str, Any]) -> bool:
    return str(said.get("id", "")).startswith("docs-internal-guid-") and "lang" not in said


def _anchor_only(said: dict[str, Any]) -> list[Inline]:
    return [Span((), **said)] if "id" in said else []


def _code(reading: Reading, place: Place, node: Node) -> list[Inline]:
    """Code in a line. What in it is a link stays one: then the code stands in the link, and around it in pieces."""
    pos = reading.position(node, "`")
    said = common(reading, node, pos)
    if any(item.name in ("a", "img") for item in descendants(node)):
        made = tuple(_in_code(reading, place, node.children or ()))
        return [Span(made, **said)] if len(said) > 1 else list(made)
    text = text_of(node)
    reading.pass_text(text)
    if not text.strip():
        return [Text(" ", pos=pos)] if text else []
    return [Code(text.replace("\n", " "), **said)]


def _in_code(reading: Reading, place: Place, nodes: Iterable[Node]) -> list[Inline]:
    made: list[Inline] = []
    for node in nodes:
        match node.name:
            case "#text":
                text = str(node.data or "").replace("\n", " ")
                made += [Code(text, pos=reading.position(node))] if text else []
            case "a":
                content = tuple(_in_code(reading, place, node.children or ()))
                made += link(reading, node, content, common(reading, node, reading.position(node)))
            case "img":
                made += image(reading, place, node)
            case _:
                made += _in_code(reading, place, node.children or ())
    return made


def _quote(reading: Reading, place: Place, node: Node) -> list[Inline]:
    """``q``: a browser shows marks around it, so its reader saw them; they become text here, and it is reported."""
    pos = reading.position(node)
    said = common(reading, node, pos)
    content = _children(reading, replace(place, quote_level=place.quote_level + 1), node)
    cite = safe_web(attribute(node, "cite"))
    words = plain_text(content).strip()
    if words[:1] in OPENING:
        return [Quote(content, cite, **said)]
    marks = marks_of(_language_around(reading, place, node))
    opening, closing = marks[2:] if place.quote_level % 2 else marks[:2]
    message = f"the quotation marks of a “q” element were added to the text: {opening}{words[:40]}{closing}"
    reading.report("HTML004", message, pos, added=(opening, closing))
    return [Quote((Text(opening, pos=pos), *content, Text(closing, pos=pos)), cite, **said)]


def _language_around(reading: Reading, place: Place, node: Node) -> str:
    """The language of what ``node`` stands in, which decides the marks of a quotation (CSS Content 3, 3.2)."""
    above = node.parent
    while above is not None:
        if not above.name.startswith("#") and is_tag(lang := corrected(attribute(above, "lang") or "")):
            return lang
        above = above.parent
    return place.lang


def _abbreviation(reading: Reading, place: Place, node: Node) -> list[Inline]:
    said = common(reading, node, reading.position(node))
    return [Abbr(_children(reading, place, node), " ".join((attribute(node, "title") or "").split()), **said)]


def _link(reading: Reading, place: Place, node: Node) -> list[Inline]:
    said = common(reading, node, reading.position(node, "["))
    before = reading.results.pictures_missing
    content = _children(reading, place, node)
    return link(reading, node, content, said, missing=reading.results.pictures_missing > before)


def _math(reading: Reading, place: Place, node: Node) -> list[Inline]:
    pos = reading.position(node)
    made = from_mathml(node, pos)
    if made is not None and made.tex and is_blank(replace(made, alt=None)):
        made, _ = from_tex(made.tex, made.alt, pos, limits=reading.registry.limits)
    return [replace(made, **common(reading, node, pos))] if made else []


def _break(reading: Reading, place: Place, node: Node) -> list[Inline]:
    return [LineBreak(**common(reading, node, reading.position(node)))]


def _signature_line(reading: Reading, place: Place, node: Node) -> list[Inline]:
    """A line end before a line that begins with a dash: a break where a quote is signed, else the space it was.

    ``quote`` looks for it; the Markdown reader makes those that signed nothing line ends again.
    """
    return [LineBreak(id=SIGNATURE, pos=reading.position(node))]


def _ruby_text(reading: Reading, place: Place, node: Node) -> list[Inline]:
    """The reading of a character, in brackets after it, as HTML itself falls back to (4.5.10)."""
    if not text_of(node).strip():
        return []
    if any(child.name == "rp" for child in (node.parent.children if node.parent else ())):
        return list(_children(reading, place, node))
    return [Text("("), *_children(reading, place, node), Text(")")]


def _formula(reading: Reading, place: Place, node: Node) -> list[Inline]:
    """A formula of the Markdown, as our own renderer hands it over."""
    pos = reading.position(node, "$")
    tex = attribute(node, "data-tex") or ""
    reading.pass_text(tex)
    display = attribute(node, "data-display") is not None
    made, problem = from_tex(tex, attribute(node, "alt"), pos, display=display, limits=reading.registry.limits)
    if is_blank(made):
        reading.report("DOC023", "an empty formula was left out", pos)
        return []
    if problem:
        reading.report("MD001", f"the formula “{tex[:60]}” could not be converted to MathML: {problem}", pos)
    return [replace(made, **common(reading, node, pos))]


def _note(reading: Reading, place: Place, node: Node) -> list[Inline]:
    blocks = reading.results.notes.get(attribute(node, "data-note") or "")
    name = attribute(node, "data-name") or ""
    return [Note(blocks, id=name, pos=reading.position(node, "[^"))] if blocks is not None else []


def _note_again(reading: Reading, place: Place, node: Node) -> list[Inline]:
    return [NoteReference(attribute(node, "data-name") or "", pos=reading.position(node, "[^"))]


SAYING = frozenset(["id", "lang", "xml:lang", "dir", "datetime", "abbr"])
"""Attributes that make a phrase of a bare element: page builders put dozens of bare ones around a word."""
WHOLE = frozenset(["svg", "math", "rt", "x-line", "x-formula", "x-note", "x-note-again"])
"""Elements that are built with all they hold, and nest nothing in the model."""
_BUILDERS: dict[str, Callable[[Reading, Place, Node], list[Inline]]] = {
    **dict.fromkeys(STYLES, _styled),
    **dict.fromkeys(CODE, _code),
    "q": _quote,
    "abbr": _abbreviation,
    "acronym": _abbreviation,
    "a": _link,
    "img": image,
    "image": image,
    "svg": drawing,
    "math": _math,
    "br": _break,
    "wbr": lambda reading, place, node: [],
    "textarea": lambda reading, place, node: _text(reading, text_field(reading, node), node),
    "rt": _ruby_text,
    "x-line": _signature_line,
    "x-formula": _formula,
    "x-note": _note,
    "x-note-again": _note_again,
}
