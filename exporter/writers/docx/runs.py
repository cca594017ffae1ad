"""Inline nodes as runs (ECMA-376 part 1, 17.3.2): one small function a node.

A run has one character style. Where several meanings meet (emphasis in a quote) a style that combines them is made,
based on the first, so that nothing is direct formatting. Language and direction are stated on each run that differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from exporter.accessibility.maths.words import made_of
from exporter.model import (
    Abbr,
    Code,
    Formula,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Note,
    NoteReference,
    PageMarker,
    Paragraph,
    Quote,
    Span,
    Styled,
    StyleKind,
    Text,
    plain_text,
)
from exporter.patterns import pattern
from exporter.phrases import direction
from exporter.records import record
from exporter.writers.docx.controls import TITLE_LENGTH, control, titled
from exporter.writers.docx.drawing import picture
from exporter.writers.docx.math import office_math
from exporter.writers.docx.package import link_relation, picture_relation
from exporter.writers.docx.state import Place, State, language_element, page_bookmark
from exporter.writers.docx.xml import Element, R, W, text_element, w, xml_text
from exporter.writers.xhtml.links import safe_address

STYLES: dict[StyleKind, str] = {
    "emphasis": "Emphasis",
    "strong": "Strong",
    "sub": "Subscript",
    "sup": "Superscript",
    "deleted": "Deleted",
    "inserted": "Inserted",
    "mark": "Mark",
    "small": "Small",
}
TOOLTIP_LENGTH = 260
"""How long the text of a link's tooltip may be ([MS-OI29500], 17.16.22)."""

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_STRETCHES = pattern(f"[{_RTL}](?:[^A-Za-z\u00c0-\u024f]*[{_RTL}])?(?:[\u0300-\u036f{_RTL}])*")
_LATIN = pattern("[A-Za-z\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f '’.-]*")


@record
class Look:
    """What holds for the runs at hand: the character styles they stand in, their language, their direction."""

    place: Place
    styles: tuple[str, ...] = ()
    in_link: bool = False

    def styled(self, name: str) -> Look:
        """The same with one more character style."""
        return self if name in self.styles else replace(self, styles=(*self.styles, name))


def runs(state: State, parent: Element, content: Inlines, place: Place) -> None:
    """Append ``content`` to a paragraph that stands in ``place``."""
    for node in content:
        inline_runs(state, parent, node, Look(place))


def inline_runs(state: State, parent: Element, node: Inline, look: Look) -> None:  # noqa: C901  (one case per node)
    """Append one inline to a paragraph or link."""
    if node.lang or node.dir:
        look = replace(look, place=look.place.within(node.lang, node.dir))
    if node.id and not isinstance(node, Note):
        parent.extend(state.bookmarks(node.id))
    match node:
        case Text():
            parent.extend(text_runs(state, node.text, look))
        case Styled():
            _all(state, parent, node.content, look.styled(STYLES[node.kind]))
        case Code():
            for marks, text in state.cut(node):
                parent.extend([*marks, *text_runs(state, text, look.styled("Verbatim Char"))])
        case Quote():
            _quote(state, parent, node, look)
        case Span():
            _all(state, parent, node.content, look)
        case Link():
            _link(state, parent, node, look)
        case Image():
            _image(state, parent, node, look)
        case Abbr():
            _abbreviation(state, parent, node, look)
        case Note():
            _note(state, parent, node, look)
        case NoteReference():
            _note_again(state, parent, node, look)
        case Math():
            _formula(state, parent, node, look)
        case LineBreak():
            parent.append(w("r", w("br")))
        case PageMarker():
            parent.extend(state.bookmark(page_bookmark(node.label)))
        case _:
            assert_never(node)


def _all(state: State, parent: Element, content: Inlines, look: Look) -> None:
    for node in content:
        inline_runs(state, parent, node, look)


# --- text -----------------------------------------------------------------------------------------------------------


def text_runs(state: State, text: str, look: Look) -> Iterator[Element]:
    """Runs for ``text``, one a stretch of one direction; line ends are breaks, tabs are tabs."""
    for part, rtl in _by_direction(text, look.place):
        made = w("r")
        properties = run_properties(state, look, rtl=rtl)
        if len(properties):
            made.append(properties)
        made.extend(_characters(part))
        yield made


def run_properties(state: State, look: Look, *, rtl: bool = False) -> Element:
    """Style, direction and language of a run, in the order of the schema (17.3.2.28)."""
    made = w("rPr")
    if look.styles:
        made.append(w("rStyle", val=state.character_style(look.styles)))
    if rtl:
        made.append(w("rtl"))
    if look.place.lang != state.lang and look.place.lang:
        made.append(language_element(look.place.lang, rtl=rtl))
    return made


def _by_direction(text: str, place: Place) -> Iterator[tuple[str, bool]]:
    """Stretches of ``text`` with whether each is written from right to left (17.3.2.30)."""
    if not text:
        return
    rtl_language = direction(place.lang) == "rtl"
    others = _LATIN if rtl_language else _STRETCHES
    at = 0
    for match in others.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], rtl_language
        yield match[0], not rtl_language
        at = match.end()
    if at < len(text):
        yield text[at:], rtl_language


def _characters(text: str) -> Iterable[Element]:
    for piece in re.split("([\n\t])", text):
        if piece == "\n":
            yield w("br")
        elif piece == "\t":
            yield w("tab")
        elif piece:
            yield text_element(piece)


def _quote(state: State, parent: Element, node: Quote, look: Look) -> None:
    """Quoted words. A quote inside a quote has the same style already; a content control keeps it apart."""
    if "Quote Char" not in look.styles:
        _all(state, parent, node.content, look.styled("Quote Char"))
        return
    whole, content = control("quote", look.place)
    _all(state, content, node.content, look)
    if len(content):
        parent.append(whole)


# --- links, pictures, abbreviations, notes, formulas ----------------------------------------------------------------


def _link(state: State, parent: Element, node: Link, look: Look) -> None:
    made = None if look.in_link else _hyperlink(state, node, look)
    if made is None:
        _all(state, parent, node.content, look)
        return
    if node.title:
        made.set(f"{{{W}}}tooltip", xml_text(node.title[:TOOLTIP_LENGTH]))
    _all(state, made, node.content, replace(look.styled("Hyperlink"), in_link=True))
    parent.append(made)


def _hyperlink(state: State, node: Link, look: Look) -> Element | None:
    if node.target.startswith("#"):
        name = state.bookmark_name(node.target[1:])
        if name is None:
            message = f"the document has no anchor “{node.target[1:]}”"
            state.report("DOCX001", message, node.pos, subject=node.target)
            return None
        return w("hyperlink", anchor=name, history=1)
    address = safe_address(node.target)
    if address is None:
        state.report("DOCX001", f"the address “{node.target[:80]}” is unsafe or invalid", node.pos)
        return None
    made = w("hyperlink", history=1)
    made.set(f"{{{R}}}id", link_relation(state.part_at(look.place), address))
    return made


def _image(state: State, parent: Element, node: Image, look: Look) -> None:
    resource = state.resource(node.resource)
    if resource is None:
        return
    relation = picture_relation(state.part_at(look.place), resource)
    state.pictures += 1
    drawing = picture(node, resource, relation, state.pictures, look.place.width, state.page_height * 0.8)
    parent.append(w("r", drawing))


def _abbreviation(state: State, parent: Element, node: Abbr, look: Look) -> None:
    """An abbreviation in a content control whose title is what it stands for: Word shows and speaks the title.

    Once: a control is an edit field to a screen reader. Further on a style without a look says that the same is meant.
    """
    words = plain_text(node)
    if not node.expansion or state.expansions.get(words) == node.expansion:
        _all(state, parent, node.content, look.styled("Abbreviation") if node.expansion else look)
        return
    if len(node.expansion) > TITLE_LENGTH:
        state.report("DOCX002", f"“{node.expansion}” is longer than Word allows for a title", node.pos)
    state.expansions[words] = node.expansion
    whole, content = titled("abbr", node.expansion)
    _all(state, content, node.content, look)
    parent.append(whole)


def _note(state: State, parent: Element, node: Note, look: Look) -> None:
    """A native footnote; Word allows none inside another, so such a one stands in brackets in the note's text."""
    if look.place.in_note:
        parent.extend(state.bookmarks(node.id))
        _note_in_brackets(state, parent, node, look)
        return
    number = state.note_blocks(state, node, look.place)
    mark = w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteReference", id=number))
    around = state.bookmarks(node.id)
    parent.extend([*around[:1], mark, *around[1:]])  # the bookmark holds the mark: NOTEREF needs that


def _note_in_brackets(state: State, parent: Element, node: Note, look: Look) -> None:
    state.report("DOCX003", "a note inside a note was put in brackets", node.pos)
    parent.extend(text_runs(state, " [", look))
    for number, block in enumerate(node.blocks):
        parent.extend(text_runs(state, " ", look) if number else ())
        if isinstance(block, Paragraph):
            _all(state, parent, block.content, look)
        else:
            parent.extend(text_runs(state, " ".join(plain_text(block, notes=True).split()), look))
    parent.extend(text_runs(state, "]", look))


def _note_again(state: State, parent: Element, node: NoteReference, look: Look) -> None:
    """A cross-reference to the mark of a note (17.16.5.40), its result the note's number in the style of one."""
    name, number = state.bookmark_name(node.note), state.note_numbers.get(node.note)
    if name is None or number is None:
        state.report("DOCX001", f"the document has no footnote “{node.note}”", node.pos, subject=node.note)
        return
    style = w("rPr", w("rStyle", val="FootnoteReference"))
    for part in (
        field_mark("begin"),
        w("r", text_element(f" NOTEREF {name} \\f \\h ", "instrText")),
        field_mark("separate"),
        w("r", style, text_element(str(number))),
        field_mark("end"),
    ):
        parent.append(part)


def field_mark(kind: str) -> Element:
    """One of the three marks of a complex field: begin, separate or end (17.16.18)."""
    made = w("r", w("fldChar"))
    made[0].set(f"{{{W}}}fldCharType", kind)
    return made


def _formula(state: State, parent: Element, node: Math, look: Look) -> None:
    made = office_math(node)
    if made is None:
        parent.extend(text_runs(state, node.tex or node.alt or "", look.styled("Verbatim Char")))
        return
    parent.append(described(state, node, made))


def described(state: State, node: Formula, made: Element) -> Element:
    """A formula, in a control titled with the words that somebody gave it; those that are made of it need none."""
    if not node.alt or made_of(node.mathml, node.alt):
        return made
    if len(node.alt) > TITLE_LENGTH:
        message = f"the words for the formula, “{node.alt[:60]}”, are longer than Word allows for a title"
        state.report("DOCX004", message, node.pos)
    whole, content = titled("math", node.alt)
    content.append(made)
    return whole
