"""Structure elements that stand between paragraphs, built back into blocks (ISO 32000-1, 14.8.4.2 and 14.8.4.3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from exporter.model import (
    Aside,
    AsideKind,
    Block,
    BlockQuote,
    Blocks,
    Code,
    CodeBlock,
    Definition,
    DefinitionItem,
    DefinitionList,
    Delimiter,
    Figure,
    Image,
    Inlines,
    List,
    ListItem,
    Math,
    Metadata,
    NumberStyle,
    Paragraph,
    ParagraphRole,
    Span,
    Table,
    Term,
)
from exporter.readback.headings import Heading, nest, opening
from exporter.readback.pdf.content import Painted
from exporter.readback.pdf.inline import common, content, formula, inlines
from exporter.readback.pdf.pictures import picture_of
from exporter.readback.pdf.state import GROUPS, INLINE, Flow, Place, Reading, position
from exporter.readback.pdf.table import table
from exporter.readback.pdf.tree import Annotation, Kid, Tag
from exporter.readback.text import fold, without_dash

ROLES: dict[str, ParagraphRole] = {
    "Subtitle": "subtitle",
    "Standfirst": "standfirst",
    "Byline": "byline",
    "Dateline": "dateline",
    "Kicker": "kicker",
}
ASIDES: dict[str, AsideKind] = {
    "Aside": "sidebar",
    "PullQuote": "pullquote",
    "NoteBox": "note",
    "Tip": "tip",
    "Warning": "warning",
    "Related": "related",
}
"""Own types that say what sort of aside it is; each is mapped to a standard one."""
ARTICLES = frozenset(["Art", "Article"])
"""The types of an article in a publication: PDF 1.7's own, and ours in PDF 2.0, which has none."""
NUMBERING: dict[str, NumberStyle] = {
    "Decimal": "decimal",
    "Ordered": "decimal",
    "LowerAlpha": "lower-alpha",
    "UpperAlpha": "upper-alpha",
    "LowerRoman": "lower-roman",
    "UpperRoman": "upper-roman",
}
BULLETS = frozenset(["Disc", "Circle", "Square", "Unordered"])
FURNITURE = frozenset(["TOC", "TOCI", "Artifact"])
_HEADING = re.compile(r"H([1-9][0-9]?)\Z")
_MARKER = re.compile(r"[•◦▪‣⁃∙·*\-–—]|\(?(\d+|[a-zA-Z]|[ivxlcdmIVXLCDM]+)[.):]?\)?")


def blocks_of(reading: Reading, place: Place, kids: Iterable[Kid]) -> Blocks:
    """Kids as blocks, headings nested below the level that holds here."""
    return nest(flow(reading, place, kids), place.level)


def blocks(reading: Reading, place: Place, tag: Tag) -> Blocks:
    """The blocks inside a tag."""
    return blocks_of(reading, place, tag.kids)


def flow(reading: Reading, place: Place, kids: Iterable[Kid]) -> Flow:
    """Kids as blocks and headings; what stands loose becomes paragraphs."""
    out: Flow = []
    loose: list[Kid] = []
    for kid in kids:
        if not isinstance(kid, Tag) or _is_inline(kid):
            loose.append(kid)
            continue
        _flush(reading, place, out, loose)
        found = _block(reading, place, kid, out)
        out += found
        place = place.after(found)
    _flush(reading, place, out, loose)
    return out


def _is_inline(tag: Tag) -> bool:
    if tag.role in ("Note", "FENote"):
        return False
    if tag.role in ("Figure", "Formula", "Code", "Span", "Quote"):
        return str(tag.attributes.get("Placement", "")) != "/Block" and not any(_has_blocks(kid) for kid in [tag])
    return tag.role in INLINE


def _has_blocks(tag: Tag) -> bool:
    return any(not _is_inline(kid) and kid.role not in ("Note", "FENote") for kid in tag.through(GROUPS))


def _flush(reading: Reading, place: Place, out: Flow, loose: list[Kid]) -> None:
    """Loose kids as a paragraph; notes that stood between blocks are read at their references."""
    if not loose:
        return
    pos = next((position(kid) for kid in loose if isinstance(kid, Tag)), None)
    inner = fold(inlines(reading, place.in_new_text(), loose))
    if len(inner) == 1 and isinstance(inner[0], Math):
        out.append(inner[0].displayed())
    elif inner:
        out.append(Paragraph(inner, pos=pos))
    loose.clear()


def _block(reading: Reading, place: Place, tag: Tag, before: Flow) -> Flow:
    """One block-level element as a flow."""
    if tag.role in FURNITURE:
        return []
    if tag.role in ("Note", "FENote"):
        return [] if id(tag) in reading.results.referred else [_note_later(tag)]
    heading = _HEADING.match(tag.role) or _HEADING.match(tag.type)
    if heading or tag.role == "H":
        return _heading(reading, place, tag, int(heading[1]) if heading else 0)
    if tag.type in ASIDES:
        return [_aside(reading, place, tag)]
    if tag.type == "FigureGroup":
        return [_figure(reading, place, tag)]
    last = before[-1] if before else None
    if isinstance(last, Table) and tag.type == "Description":  # the table in words stands after it
        before[-1] = replace(last, description=tag.text())
        return []
    return BLOCKS.get(tag.role, _group)(reading, place, tag)


def _note_later(tag: Tag) -> Block:
    """A note met before its reference, or without one: kept until the whole tree is read."""
    return Paragraph((), id=f"\0note-{id(tag)}")


def _group(reading: Reading, place: Place, tag: Tag) -> Flow:
    if {kid.role for kid in tag.tags()} == {"Caption", "Figure"}:
        return [_figure(reading, place, tag)]  # Typst puts a caption and its picture into a Div
    inner = flow(reading, place, tag.kids)
    said = common(reading, tag)
    if said["lang"]:
        inner = [replace(item, lang=item.lang or said["lang"]) for item in inner]
    if said["id"] and inner and not inner[0].id:
        inner[0] = replace(inner[0], id=said["id"])
    if tag.type in ARTICLES:
        return opening(inner, metadata=Metadata(lang=said["lang"]))
    if tag.role == "Part" and any(kid.type in ARTICLES for kid in tag.tags()):
        return opening(inner, role="part")
    return inner


def _heading(reading: Reading, place: Place, tag: Tag, level: int) -> Flow:
    return [Heading(level=level or place.level + 1, title=content(reading, place, tag), **common(reading, tag))]


def _paragraph(reading: Reading, place: Place, tag: Tag) -> Flow:
    if _has_blocks(tag):
        return _group(reading, place, tag)
    inner = content(reading, place, tag)
    if not inner:
        return []
    said = common(reading, tag)
    only = [kid for kid in tag.kids if not isinstance(kid, Annotation)]
    if len(inner) == 1 and isinstance(inner[0], Code) and len(only) == 1 and isinstance(only[0], Tag):
        return [CodeBlock(code_text(only[0]), **said)]
    return [Paragraph(inner, ROLES.get(tag.type, ""), **said)]


def _code(reading: Reading, place: Place, tag: Tag) -> Flow:
    return [CodeBlock(code_text(tag), **common(reading, tag))]


def code_text(tag: Tag) -> str:
    """The text of code, a new line wherever the baseline moved: a PDF keeps no other trace of line ends.

    How many lines are empty follows from how far it moved, against the least that it moves here.
    """
    parts = [part for words in tag.words() for part in (words.lines or (Painted(words.text, words.page, 0, words.y),))]
    falls = [one.y - two.y for one, two in pairwise(parts) if one.page == two.page]
    height = min((fall for fall in falls if fall > 2), default=0.0)
    out = parts[0].text if parts else ""
    for one, two in pairwise(parts):
        fall = one.y - two.y if one.page == two.page else height
        if two.page and (abs(fall) > 2 or one.page != two.page):
            lines = max(1, round(fall / height)) if height else 1
            out = out.rstrip(" \n") + "\n" * lines
        out += two.text
    return out


def _block_quote(reading: Reading, place: Place, tag: Tag) -> Flow:
    who: Inlines = ()
    kids: list[Kid] = []
    for kid in tag.kids:
        if isinstance(kid, Tag) and kid.type == "Attribution":
            who = without_dash(_with_language(reading, place, kid))
        else:
            kids.append(kid)
    return [BlockQuote(blocks_of(reading, place, kids), who, **common(reading, tag))]


def _with_language(reading: Reading, place: Place, tag: Tag) -> Inlines:
    """The words of an element that becomes no node of its own, with its language and the id of what leads to it."""
    inner, said = content(reading, place, tag), common(reading, tag)
    return (Span(inner, id=said["id"], lang=tag.lang),) if (tag.lang or said["id"]) and inner else inner


def _aside(reading: Reading, place: Place, tag: Tag) -> Aside:
    title: Inlines = ()
    kids, said = list(tag.kids), common(reading, tag)
    if kids and isinstance(kids[0], Tag) and kids[0].type == "Title":
        title = _with_language(reading, place, kids[0])
        said["id"] = said["id"] or common(reading, kids[0])["id"]  # a link leads to its first line
        kids = kids[1:]
    return Aside(blocks_of(reading, place, kids), ASIDES[tag.type], title, **said)


def _figure(reading: Reading, place: Place, tag: Tag) -> Figure:
    """A group round pictures, with what is said about them."""
    parts: dict[str, Inlines] = {}
    kids: list[Kid] = []
    description: Blocks = ()
    for kid in _figure_kids(tag):
        name = "" if not isinstance(kid, Tag) else "Caption" if kid.role == "Caption" else kid.type
        if isinstance(kid, Tag) and name in ("Caption", "Credit"):
            parts[name] = parts.get(name, ()) + _with_language(reading, place, kid)
        elif isinstance(kid, Tag) and name == "Description":
            description += blocks_of(reading, place, kid.kids)
        else:
            kids.append(kid)
    caption, credit = parts.get("Caption", ()), parts.get("Credit", ())
    said = common(reading, tag)
    said["id"] = said["id"] or _id_of_caption(reading, tag)
    return Figure(blocks_of(reading, place, kids), caption, credit, description, **said)


def _id_of_caption(reading: Reading, figure: Tag) -> str:
    """A link to a figure leads to the first line of it, which is its caption's: a picture has none."""
    waiting = [kid for kid in figure.tags() if kid.role == "Caption"]
    while waiting:
        tag = waiting.pop()
        if name := reading.registry.ids.get(id(tag), ""):
            return name
        waiting += tag.tags()
    return ""


def _figure_kids(tag: Tag) -> Iterator[Kid]:
    """What a figure's group holds, whether a credit stands beside its caption or in it, and a description with both."""
    for kid in tag.kids:
        if isinstance(kid, Tag) and kid.type == "FigureGroup" and any(_is_description(other) for other in tag.kids):
            yield from _figure_kids(kid)
        elif isinstance(kid, Tag) and kid.role == "Caption":
            credits = [inner for inner in kid.kids if isinstance(inner, Tag) and inner.type == "Credit"]
            yield replace(kid, kids=[inner for inner in kid.kids if inner not in credits])
            yield from credits
        else:
            yield kid


def _is_description(kid: Kid) -> bool:
    return isinstance(kid, Tag) and kid.type == "Description"


def _picture(reading: Reading, place: Place, tag: Tag) -> Flow:
    """A Figure between blocks: a picture, or pictures with their caption inside."""
    said = common(reading, tag)
    inner = [kid for kid in tag.tags() if kid.role in ("Caption", "Table", "Figure", "P", "L", "Div")]
    if tag.said is None and inner:
        return [_figure(reading, place, tag)]
    image = Paragraph((Image(picture_of(tag), tag.said, **said),), pos=said["pos"])
    captions = [_with_language(reading, place, kid) for kid in inner if kid.role == "Caption"]
    return [Figure((image,), captions[0])] if captions else [image]


def _caption(reading: Reading, place: Place, tag: Tag) -> Flow:
    return [Figure((), _with_language(reading, place, tag), pos=position(tag))]


# --- lists ----------------------------------------------------------------------------------------------------------


def _list(reading: Reading, place: Place, tag: Tag) -> Flow:
    items = [kid for kid in tag.through(GROUPS) if kid.role == "LI"]
    labels = [next((one.text() for one in item.tags() if one.role == "Lbl"), "") for item in items]
    numbering = str(tag.attributes.get("ListNumbering", ""))[1:]
    if (
        numbering == "Description"
        or tag.type == "Definitions"
        or (numbering in ("", "None") and any(labels) and not _are_markers(labels, numbering))
    ):
        return [_definitions(reading, place, tag, items)]
    style = NUMBERING.get(numbering) or (_style_of(labels) if numbering not in BULLETS else None)
    if style and labels and labels[0].strip("().: ").isdecimal():
        style = "decimal"  # the label is what is heard, whatever the attribute says
    start = _number(labels[0], style) if style and labels else 1
    built: list[ListItem] = []
    for kid in tag.through(GROUPS):
        if kid.role == "LI":
            built.append(_item(reading, place, kid))
        elif kid.role == "L":  # a list directly in a list belongs to the item before it (ISO 32000-1, table 336)
            inner = tuple(block for block in _list(reading, place, kid) if not isinstance(block, Heading))
            before = built.pop() if built else ListItem(())
            built.append(replace(before, blocks=(*before.blocks, *inner)))
    round_it = _delimiter(labels[0]) if style is not None and labels else "period"
    made = List(tuple(built), style is not None, start, style or "decimal", round_it, **common(reading, tag))
    if style is not None and len(labels) == len(built):
        made = _with_values(made, [_number(label, style) for label in labels])
    return [made]


def _with_values(made: List, numbers: list[int]) -> List:
    """The list with the numbers of its labels, where they do not simply follow one another."""
    if made.numbers == tuple(numbers):
        return made
    items: list[ListItem] = []
    for item, number in zip(made.items, numbers, strict=True):
        expected = replace(made, items=(*items, item)).numbers[-1]
        items.append(item if number == expected else replace(item, value=number))
    return replace(made, items=tuple(items))


def _item(reading: Reading, place: Place, item: Tag) -> ListItem:
    kids: list[Kid] = []
    for kid in item.kids:
        if isinstance(kid, Tag) and kid.role == "Lbl":
            continue
        if isinstance(kid, Tag) and kid.role == "LBody" and not kid.lang and id(kid) not in reading.registry.ids:
            kids += kid.kids
        else:
            kids.append(kid)
    return ListItem(blocks_of(reading, place, kids), **common(reading, item))


def _are_markers(labels: list[str], numbering: str) -> bool:
    """Whether labels mark items rather than being terms.

    Where it is said that they are arbitrary text (ISO 32000-1, table 347: None), a bare letter or number, such as the
    name of a parameter, is a term.
    """
    bare = numbering == "None" and any(label.isalnum() for label in labels)
    return not bare and all(label == "" or _MARKER.fullmatch(label) is not None for label in labels)


def _delimiter(label: str) -> Delimiter:
    """What stands round a number: ``2.``, ``2)`` or ``(2)``."""
    shown = label.strip()
    return "period" if not shown.endswith(")") else "parens" if shown.startswith("(") else "paren"


def _style_of(labels: list[str]) -> NumberStyle | None:
    first = next((label.strip("().: ") for label in labels if label), "")
    if first.isdecimal():
        return "decimal"
    if first in ("i", "I"):
        return "lower-roman" if first == "i" else "upper-roman"
    if len(first) == 1 and first.isalpha():
        return "lower-alpha" if first.islower() else "upper-alpha"
    return None


def _number(label: str, style: NumberStyle) -> int:
    text = label.strip("().: ")
    match style:
        case "decimal":
            return int(text) if text.lstrip("-−").isdecimal() and text.isascii() else 1
        case "lower-alpha" | "upper-alpha":
            value = 0
            for letter in text.lower():
                value = value * 26 + ord(letter) - 96 if "a" <= letter <= "z" else value
            return value or 1
        case _:
            return _roman(text.lower()) or 1


def _roman(text: str) -> int:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    numbers = [values.get(letter, 0) for letter in text]
    return sum(-one if one < two else one for one, two in zip(numbers, [*numbers[1:], 0], strict=True))


def _definitions(reading: Reading, place: Place, tag: Tag, items: list[Tag]) -> DefinitionList:
    built: list[DefinitionItem] = []
    for item in items:
        terms = tuple(
            Term(content(reading, place, kid), **common(reading, kid)) for kid in item.tags() if kid.role == "Lbl"
        )
        definitions = tuple(
            Definition(blocks(reading, place, kid), **common(reading, kid))
            for kid in item.tags()
            if kid.role == "LBody"
        )
        built.append(DefinitionItem(terms, definitions, **common(reading, item)))
    return DefinitionList(tuple(built), **common(reading, tag))


def _table(reading: Reading, place: Place, tag: Tag) -> Flow:
    return [table(reading, place, tag)]


def _formula(reading: Reading, place: Place, tag: Tag) -> Flow:
    return [formula(reading, tag).displayed()]


BLOCKS: dict[str, Callable[[Reading, Place, Tag], Flow]] = {
    "P": _paragraph,
    "Title": _paragraph,
    "BlockQuote": _block_quote,
    "L": _list,
    "Table": _table,
    "Figure": _picture,
    "Formula": _formula,
    "Caption": _caption,
    "Code": _code,
    "Quote": _block_quote,  # LibreOffice calls each paragraph of a block quotation so
}
