"""Paragraphs (ECMA-376 part 1, 17.3.1): what each is by its style, its outline level, its number and its looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from exporter.model import Direction, Image, Inline, Inlines, Span, Styled, Text
from exporter.phrases import direction, has_phrases, phrase
from exporter.readers.word.inlines import is_blank, merged, nested, tidied, unwrapped, words
from exporter.readers.word.items import Item
from exporter.readers.word.numbering import Label, is_simple
from exporter.readers.word.ooxml import Element, O, W, first_child, is_on, number, value
from exporter.readers.word.revisions import mark_is_gone
from exporter.readers.word.runs import Words, read_words
from exporter.readers.word.state import State
from exporter.readers.word.styles import Style

NO_LABEL = frozenset(["title", "subtitle", "code", "break", "furniture"])


def paragraph_items(state: State, made: Element) -> list[Item]:
    """A paragraph as an item, with what stands beside it; nothing for one that is furniture."""
    state.paragraphs += 1
    properties = first_child(made, "pPr")
    style = state.styles.paragraph(value(properties, "pStyle") or "")
    kind, level = _kind(properties, style)
    if state.in_cell and style.names[:1] in (("table",), ("tabelle",)):  # LibreOffice's captions, others' cells
        kind = ""
    found = read_words(state, made, style, code=kind == "code")
    if kind == "furniture":
        return []
    plain = kind in NO_LABEL or _is_not_numbered(state, properties, found)
    label = None if plain else label_of(state, properties, style)
    item = _item(state, made, properties, style, found, kind, level, label)
    return [*found.before, *([] if item is None else [item]), *found.after]


def _is_not_numbered(state: State, properties: Element | None, found: Words) -> bool:
    """Whether Word counts no number: the paragraph goes on in the next one, or it is hidden with all it holds."""
    if mark_is_gone(state, properties):
        return True
    return not found.pieces and is_on(value(properties, "rPr", "vanish"))


def _item(
    state: State,
    made: Element,
    properties: Element | None,
    style: Style,
    found: Words,
    kind: str,
    level: int,
    label: Label | None,
) -> Item | None:
    content = nested(merged(found.pieces) if kind == "code" else tidied(merged(found.pieces)))
    drop_cap = _drop_cap(properties, style)
    joins = mark_is_gone(state, properties) or drop_cap
    if drop_cap:
        content = tuple(_undressed(content))
    if is_blank(content) and kind != "code":
        content = ()
        if found.rule or (kind in ("", "break") and _has_rule(made, properties, kind)):
            kind = "break"
        elif found.dropped or joins:
            return None
        elif state.in_cell and label is not None and not label.bullet and label.text:  # a column of numbers
            content = (Text(label.text.strip(), pos=state.pos),)
            kind, label = "text", None
        else:
            kind, label = "empty", None
    left, hanging = _indent(state, properties, style, label)
    said = _with_label(state, content, kind, label)
    return Item(
        kind=_settled_kind(kind, said.content),
        content=said.content,
        level=level,
        label=said.label,
        indent=left,
        hanging=hanging,
        continues=style.list_level if style.list_kind == "continue" else -1,
        sequence=found.sequence,
        task=said.task,
        drop_cap=drop_cap,
        joins=joins,
        spaced=_spaced(found),
        bold=bool(found.bold) and all(found.bold),
        size=max(found.sizes, default=0),
        id=state.take_id() if kind != "empty" else "",
        lang=said.lang,
        dir=_direction(state, properties, style, said.content),
        pos=state.pos,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """A paragraph's words with what its number says in words, the number that is left, its language."""

    content: Inlines
    label: Label | None
    lang: str
    task: bool


def _with_label(state: State, content: Inlines, kind: str, label: Label | None) -> _Said:
    if kind in ("heading", "title", "caption", "table caption"):
        content = unwrapped(content, "strong")
    content, lang = _hoisted(content)
    if label is not None and label.bullet and label.text and content:
        content = (Text(f"{label.text} "), *content)
    content, task = _task(state, content, kind)
    if label is not None and label.plain:
        label = None
    if label is not None and (not is_simple(label) or kind == "heading"):
        content, label = _labelled(content, label, kind)
    return _Said(content, label, lang, task)


def _settled_kind(kind: str, content: Inlines) -> str:
    """What a paragraph is, its words considered: a line of stars is a break, one of words is not."""
    if kind == "break" and any(char.isalnum() for char in words(content)):
        return "text"
    return _picture_kind(kind or "text", content)


def _spaced(found: Words) -> tuple[bool, bool]:
    """Whether a paragraph's words begin or end with a space, which counts where two paragraphs become one."""
    ends = [piece.node.text for piece in (found.pieces[:1] + found.pieces[-1:]) if isinstance(piece.node, Text)]
    return bool(ends) and ends[0][:1].isspace(), bool(ends) and ends[-1][-1:].isspace()


def _kind(properties: Element | None, style: Style) -> tuple[str, int]:
    """What a paragraph is: by its own outline level (17.3.1.20), by its style's name, by its style's outline level."""
    stated = value(properties, "outlineLvl")
    if stated is not None and stated.isdigit() and int(stated) < 9 and style.kind in ("", "heading"):
        return "heading", int(stated) + 1
    if stated == "9" and style.kind == "heading":
        return "", 0
    if style.kind == "text":
        return "", 0
    if style.kind:
        return style.kind, style.level
    inherited = style.paragraph_property("outlineLvl")
    level = "9" if inherited is None else (inherited.get(W + "val") or "9")
    return ("heading", int(level) + 1) if level.isdigit() and int(level) < 9 else ("", 0)


def _inherited(properties: Element | None, style: Style, name: str) -> str | None:
    stated = value(properties, name)
    if stated is not None:
        return stated
    found = style.paragraph_property(name)
    return None if found is None else (found.get(W + "val") or "")


def label_of(state: State, properties: Element | None, style: Style) -> Label | None:
    """What a paragraph's number shows; it is counted here. numId 0 takes a style's number away (17.9.18)."""
    stated = None if properties is None else first_child(properties, "numPr")
    num = value(stated, "numId") or style.numbering_value("numId") or ""
    if not num or num == "0":
        if style.list_kind in ("bullet", "number") and stated is None and style.paragraph_property("numPr") is None:
            return _named_label(state, style)
        return None
    if not state.numbering.knows(num) and state.numbering.nums:
        return None
    own = value(properties, "pStyle") or state.styles.default_paragraph
    depth = value(stated, "ilvl")
    if depth is None and value(stated, "numId") is None:
        tied = state.numbering.level_of_style(num, own)
        depth = None if tied is None else str(tied)
    if depth is None:
        depth = style.numbering_value("ilvl")
    return state.numbering.next(num, number(depth, most=8))


def _named_label(state: State, style: Style) -> Label:
    """List Bullet and List Number without a numbering part: what their names say."""
    num = f"style {style.list_kind}"
    if style.list_kind == "bullet":
        return Label(num, style.list_level, bullet=True)
    state.tally[num] += 1
    return Label(num, style.list_level, state.tally[num], "decimal", str(state.tally[num]))


_BOXES = {"☐": "task-open", "☑": "task-done", "☒": "task-done"}


def _task(state: State, content: Inlines, kind: str) -> tuple[Inlines, bool]:
    """A box at the head of a paragraph in words, done or not, as lists of tasks are read in every format."""
    first = content[0] if content else None
    if not isinstance(first, Text) or kind not in ("", "text") or first.text.lstrip()[:1] not in _BOXES:
        return content, False
    said = phrase(_BOXES[first.text.lstrip()[0]], state.lang)
    words_of = Text(f"{said} ") if has_phrases(state.lang) else Span((Text(said),), lang="en")
    rest = first.text.lstrip()[1:].lstrip()
    if not rest and len(content) == 1:
        return content, False
    if isinstance(words_of, Text):
        return (replace(first, text=words_of.text + rest), *content[1:]), True
    return (words_of, replace(first, text=f" {rest}"), *content[1:]), True


def _labelled(content: Inlines, label: Label, kind: str) -> tuple[Inlines, Label | None]:
    """A number that the model cannot count (2.1, § 3, Article 4) is words before the words, as Word shows it."""
    if label.bullet:
        return content, None if kind == "heading" else label
    shown = " ".join(label.text.split())
    return ((Text(f"{shown} "), *content) if content and shown else content), None


def _indent(state: State, properties: Element | None, style: Style, label: Label | None) -> tuple[int, int]:
    """How far in a paragraph's text begins, and how far its first line hangs out (17.3.1.12), in twentieths."""
    sources = [None if properties is None else first_child(properties, "ind")]
    level = state.numbering.level(label.num, label.level).indent if label is not None else None
    own = None if properties is None else first_child(properties, "numPr")
    of_style = style.paragraph_property("ind")
    sources += [level, of_style] if own is not None else [of_style, level]
    left = next((held for one in sources if (held := _side(one)) is not None), 0)
    hanging = next((number(one.get(W + "hanging")) for one in sources if one is not None and one.get(W + "hanging")), 0)
    return left, hanging


def _side(made: Element | None) -> int | None:
    if made is None:
        return None
    found = made.get(W + "left") or made.get(W + "start")
    return number(found) if found else None


def _drop_cap(properties: Element | None, style: Style) -> bool:
    frame = None if properties is None else first_child(properties, "framePr")
    frame = style.paragraph_property("framePr") if frame is None else frame
    return frame is not None and (frame.get(W + "dropCap") or "none") != "none"


def _undressed(content: Inlines) -> Iterator[Inline]:
    """The letters of a drop cap without their look, which is that of a drop cap."""
    for node in content:
        if isinstance(node, Styled):
            yield from _undressed(node.content)
        else:
            yield node


def _has_rule(made: Element, properties: Element | None, kind: str) -> bool:
    """An empty paragraph with a line above or below it is a change of subject."""
    if kind == "break":
        return True
    border = None if properties is None else first_child(properties, "pBdr")
    sides = () if border is None else border
    return any((side.get(W + "val") or "nil") not in ("nil", "none") for side in sides) or any(
        shape.get(O + "hr") for shape in made.iter("{*}rect")
    )


def _hoisted(content: Inlines) -> tuple[Inlines, str]:
    """A paragraph whose every word is in one other language is a paragraph in that language."""
    only = content[0] if len(content) == 1 else None
    if isinstance(only, Span) and only.lang and not only.id and not only.role:
        return only.content, only.lang
    return content, ""


def _picture_kind(kind: str, content: Inlines) -> str:
    """LibreOffice calls its captions Figure, others the picture; a picture in a caption's style is not a caption."""
    pictures = [isinstance(node, Image) for node in content]
    if kind == "figure":
        return "text" if any(pictures) else "caption" if content else "empty"
    return "text" if kind in ("caption", "heading", "title", "subtitle") and content and all(pictures) else kind


_STRONG_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def _direction(state: State, properties: Element | None, style: Style, content: Inlines) -> Direction:
    """The direction of a paragraph where it is not the article's (17.3.1.6)."""
    rtl = is_on(_inherited(properties, style, "bidi"))
    if rtl and direction(state.lang) != "rtl":
        return "rtl" if _STRONG_RTL.search(words(content)) else ""
    return ""
