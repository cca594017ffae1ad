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
from exporter.quotation import OPENING, marks_of
from exporter.readers.html.link import link, safe_web
from exporter.readers.html.picture import drawing, embed, image
from exporter.readers.html.state import LINE, State, common, too_deep
from exporter.readers.html.styles import is_not_shown
from exporter.readers.html.tree import Node, attribute, descendants, text_of
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

SIGNATURE = "\0signature"
"""The id of a break that is only there to be found by ``html_quote``; no author can write it."""


def inlines(state: State, nodes: Iterable[Node]) -> list[Inline]:
    """The inlines that ``nodes`` make, white space as it is."""
    made: list[Inline] = []
    for node in nodes:
        made.extend(_inline(state, node))
    return made


def _inline(state: State, node: Node) -> list[Inline]:
    if node.name == "#text":
        return _text(state, str(node.data or ""), node)
    if node.name.startswith("#") or node.name == "!doctype":
        read_line_comment(state, node)
        return []
    if is_hidden(state, node):
        return []
    if node.name in DROPPED:
        return _dropped(state, node)
    build = _BUILDERS.get(node.name, _transparent)
    adds_nothing = build is _transparent and SAYING.isdisjoint(node.attrs or ())
    if node.name in WHOLE or adds_nothing or not node.children:
        return build(state, node)
    if node.name != "a" and too_deep(state, node, state.phrases):  # links never nest, and where they lead is not lost
        return inlines(state, node.children)
    state.phrases += 1
    made = build(state, node)
    state.phrases -= 1
    return made


def _dropped(state: State, node: Node) -> list[Inline]:
    """What stands for an element that a file cannot hold: its own fallback where that leads on, else a link to it."""
    if (made := played(state, node)) is not None:
        return made
    report_dropped(state, node)
    return inlines(state, node.children or ()) if node.name in FALLBACK else []


def played(state: State, node: Node) -> list[Inline] | None:
    """A link to what an element shows or plays; None for any other, and where its own fallback leads on."""
    leads_on = any(item.name == "a" and attribute(item, "href") for item in descendants(node))
    return embed(state, node) if node.name in EMBEDS and not leads_on else None


def read_line_comment(state: State, node: Node) -> None:
    """A comment that tells the line of the Markdown around it (made by our own renderer)."""
    if state.markdown and node.name == "#comment":
        match = re.fullmatch(rf"{LINE} (\d{{1,9}})", str(node.data or ""))
        if match:
            state.enter_raw(node, int(match[1]))


def is_hidden(state: State, node: Node) -> bool:
    """Whether an element is hidden from everybody; it is then left out and reported."""
    hidden = attribute(node, "hidden") is not None or is_not_shown(state.styles.of(node))
    words = " ".join(text_of(node).split())
    if hidden and words:
        state.report("HTML003", f"hidden text was left out: “{words[:60]}”", state.place(node))
    return hidden


def report_dropped(state: State, node: Node) -> None:
    """Say that an element was left out, unless it never shows anything."""
    if node.name not in SILENT:
        state.report("HTML001", f"a “{node.name}” element was left out", state.place(node), cause=node.name)


def _text(state: State, text: str, node: Node) -> list[Inline]:
    if not text:
        return []
    text = _clean(state, text, node)
    made: list[Inline] = []
    for piece in re.split(r"(?<=\n)", text) if state.markdown else [text]:
        if piece:
            made.append(Text(piece, pos=state.place(node, piece)))
            state.pass_text(piece)
    return made


def _clean(state: State, text: str, node: Node) -> str:
    """Text without what only a character reference can bring in: controls, surrogates, non-characters (13.2.5.80)."""
    cleaned = writable(text)
    if cleaned != text or ("\ufffd" in text and not state.source_has_replacement):
        message = "a character reference named a character that no file can hold; it was replaced or removed"
        state.report("IN001", message, state.place(node), once=True)
    return cleaned


def _children(state: State, node: Node) -> Inlines:
    return tuple(inlines(state, node.children or ()))


def _transparent(state: State, node: Node) -> list[Inline]:
    """An element that adds nothing of its own, unless it says language, direction, id or date."""
    pos = state.place(node)
    said = common(state, node, pos)
    moment = (attribute(node, "datetime") or "").strip() if node.name == "time" else ""
    if expansion := attribute(node, "abbr") if state.markdown else None:
        return [Abbr(_children(state, node), expansion, **said)]
    if label := _page_label(state, node):
        return [PageMarker(label, **said)]
    content = _dressed(state, node, _children(state, node))
    if len(said) > 1 or moment:
        return [Span(content, datetime=moment, **said)]
    return list(content)


def _dressed(state: State, node: Node, content: Inlines) -> Inlines:
    """Words that a style or a sheet sets bold, italic, higher or lower, as what an element would have said.

    Not in headings and header cells, which are bold as they are; nor where all is bold already.
    """
    if node.name not in ("span", "font") or not says_something(*content):
        return content
    style = state.styles.of(node)
    weight = style.get("font-weight", "")
    kinds: list[StyleKind] = []
    if not state.in_heading and (weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)):
        kinds.append("strong")
    if style.get("font-style") in ("italic", "oblique") and not state.in_heading:
        kinds.append("emphasis")
    raised: dict[str, StyleKind] = {"super": "sup", "sub": "sub"}
    if kind := raised.get(style.get("vertical-align", "")):
        kinds.append(kind)
    for kind in kinds:
        if not all(isinstance(item, Styled) and item.kind == kind for item in content):
            content = (Styled(kind, content, pos=content[0].pos),)
    return content


def _page_label(state: State, node: Node) -> str:
    if state.markdown and (label := attribute(node, "page")):
        return label
    if attribute(node, "role") == "doc-pagebreak" or attribute(node, "epub:type") == "pagebreak":
        return (attribute(node, "aria-label") or attribute(node, "title") or text_of(node)).strip().rstrip(".")
    return ""


def _styled(state: State, node: Node) -> list[Inline]:
    pos = state.place(node)
    said = common(state, node, pos)
    if node.name == "dfn" and attribute(node, "title"):
        return [Abbr(_children(state, node), attribute(node, "title") or "", **said)]
    content = _children(state, node)
    return [Styled(STYLES[node.name], content, **said)] if content else _anchor_only(said)


def _anchor_only(said: dict[str, Any]) -> list[Inline]:
    return [Span((), **said)] if "id" in said else []


def _code(state: State, node: Node) -> list[Inline]:
    """Code in a line. What in it is a link stays one: then the code stands in the link, and around it in pieces."""
    pos = state.place(node, "`")
    said = common(state, node, pos)
    if any(item.name in ("a", "img") for item in descendants(node)):
        made = tuple(_in_code(state, node.children or ()))
        return [Span(made, **said)] if len(said) > 1 else list(made)
    text = text_of(node)
    state.pass_text(text)
    return [Code(text.replace("\n", " "), **said)] if text else []


def _in_code(state: State, nodes: Iterable[Node]) -> list[Inline]:
    made: list[Inline] = []
    for node in nodes:
        match node.name:
            case "#text":
                text = str(node.data or "").replace("\n", " ")
                made += [Code(text, pos=state.place(node))] if text else []
            case "a":
                content = tuple(_in_code(state, node.children or ()))
                made += link(state, node, content, common(state, node, state.place(node)))
            case "img":
                made += image(state, node)
            case _:
                made += _in_code(state, node.children or ())
    return made


def _quote(state: State, node: Node) -> list[Inline]:
    """``q``: a browser shows marks around it, so its reader saw them; they become text here, and it is reported."""
    pos = state.place(node)
    said = common(state, node, pos)
    state.quote_level += 1
    content = _children(state, node)
    state.quote_level -= 1
    cite = safe_web(attribute(node, "cite"))
    words = plain_text(content).strip()
    if words[:1] in OPENING:
        return [Quote(content, cite, **said)]
    marks = marks_of(_language_around(state, node))
    opening, closing = marks[2:] if state.quote_level % 2 else marks[:2]
    state.report(
        "HTML004", f"the quotation marks of a “q” element were added to the text: {opening}{words[:40]}{closing}", pos
    )
    return [Quote((Text(opening, pos=pos), *content, Text(closing, pos=pos)), cite, **said)]


def _language_around(state: State, node: Node) -> str:
    """The language of what ``node`` stands in, which decides the marks of a quotation (CSS Content 3, 3.2)."""
    above = node.parent
    while above is not None:
        if not above.name.startswith("#") and is_tag(lang := corrected(attribute(above, "lang") or "")):
            return lang
        above = above.parent
    return state.lang


def _abbreviation(state: State, node: Node) -> list[Inline]:
    said = common(state, node, state.place(node))
    return [Abbr(_children(state, node), " ".join((attribute(node, "title") or "").split()), **said)]


def _link(state: State, node: Node) -> list[Inline]:
    said = common(state, node, state.place(node, "["))
    before = state.pictures_missing
    content = _children(state, node)
    return link(state, node, content, said, missing=state.pictures_missing > before)


def _math(state: State, node: Node) -> list[Inline]:
    pos = state.place(node)
    made = from_mathml(node, pos)
    return [replace(made, **common(state, node, pos))] if made else []


def _break(state: State, node: Node) -> list[Inline]:
    return [LineBreak(**common(state, node, state.place(node)))]


def _signature_line(state: State, node: Node) -> list[Inline]:
    """A line end before a line that begins with a dash: a break where a quote is signed, else the space it was.

    ``html_quote`` looks for it; ``drop_signature_lines`` takes away those that signed nothing.
    """
    return [LineBreak(id=SIGNATURE, pos=state.place(node))]


def _ruby_text(state: State, node: Node) -> list[Inline]:
    """The reading of a character, in brackets after it, as HTML itself falls back to (4.5.10)."""
    if any(child.name == "rp" for child in (node.parent.children if node.parent else ())):
        return list(_children(state, node))
    return [Text("("), *_children(state, node), Text(")")]


def _formula(state: State, node: Node) -> list[Inline]:
    """A formula of the Markdown, as our own renderer hands it over."""
    pos = state.place(node, "$")
    tex = attribute(node, "data-tex") or ""
    state.pass_text(tex)
    display = attribute(node, "data-display") is not None
    made, problem = from_tex(tex, attribute(node, "alt"), pos, display=display, limits=state.limits)
    if is_blank(made):
        state.report("DOC023", "an empty formula was left out", pos)
        return []
    if problem:
        state.report("MD001", f"the formula “{tex[:60]}” could not be converted to MathML: {problem}", pos)
    return [replace(made, **common(state, node, pos))]


def _note(state: State, node: Node) -> list[Inline]:
    blocks = state.notes.get(attribute(node, "data-note") or "")
    name = attribute(node, "data-name") or ""
    return [Note(blocks, id=name, pos=state.place(node, "[^"))] if blocks is not None else []


def _note_again(state: State, node: Node) -> list[Inline]:
    return [NoteReference(attribute(node, "data-name") or "", pos=state.place(node, "[^"))]


SAYING = frozenset(["id", "lang", "xml:lang", "dir", "datetime", "abbr"])
"""What makes a phrase of an element that is none by its name: page builders put dozens of bare ones around a word."""
WHOLE = frozenset(["svg", "math", "rt", "x-line", "x-formula", "x-note", "x-note-again"])
"""Elements that are built with all they hold, and nest nothing in the model."""
_BUILDERS: dict[str, Callable[[State, Node], list[Inline]]] = {
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
    "wbr": lambda state, node: [],
    "rt": _ruby_text,
    "x-line": _signature_line,
    "x-formula": _formula,
    "x-note": _note,
    "x-note-again": _note_again,
}
