"""Paragraphs of a DOCX built back into blocks: what each is by its style, then what belongs together.

Word keeps no tree: a quotation is a run of paragraphs in one style, a list a run of paragraphs with one number. Content
controls around paragraphs (``w:sdt``) keep neighbours of one kind apart and are heeded where they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from exporter.model import Blocks, Image, Inlines, PageMarker, Span, ThematicBreak
from exporter.readback.docx.group import Item, group
from exporter.readback.docx.run import Surroundings, inlines, page_label
from exporter.readback.docx.state import Place, Reading, parts_of
from exporter.readback.docx.styles import Element, Held, Style, W, first_child, held, is_on, said, value
from exporter.readback.docx.table import table
from exporter.readback.headings import nest

IN_QUOTE = re.compile(r"quote(?: (\d))? (?=\D)(?!attribution)(.+?)(?: turned)?")
"""The name of a style for something inside a quotation: how deep, and what it is (Quote 2 Caption)."""
OPENING = re.compile(r"_(Article|Part)[0-9]+")
"""The bookmarks at the headings of what a publication is made of."""
IN_QUOTE_KINDS = {"list": "quote", "code": "code"}
DEPTH = re.compile(r"quote (?:attribution )?(\d)\b")
KINDS: dict[str, str] = {
    "quote attribution": "attribution",
    "attribution": "attribution",
    "quote": "quote",
    "intense quote": "quote",
    "block text": "quote",
    "block quote": "quote",
    "block quotation": "quote",
    "quotations": "quote",
    "caption": "caption",
    "table caption": "table caption",
    "image caption": "caption",
    "figure": "figure",
    "captioned figure": "figure",
    "figure caption": "caption",
    "credit": "credit",
    "figure credit": "credit",
    "picture credit": "credit",
    "definition term": "term",
    "term": "term",
    "definition": "definition",
    "source code": "code",
    "sourcecode": "code",
    "code block": "code",
    "preformatted text": "code",
    "html preformatted": "code",
    "subtitle": "role:subtitle",
    "standfirst": "role:standfirst",
    "byline": "role:byline",
    "author": "role:byline",
    "dateline": "role:dateline",
    "date": "role:dateline",
    "kicker": "role:kicker",
    "toc heading": "furniture",
    "thematic break": "break",
    "horizontal line": "break",
}


def blocks(reading: Reading, place: Place, container: Element) -> Blocks:
    """The blocks of a container (body, cell, note), its headings nested below the level that holds here."""
    return nest(group(items(reading, place, container)), place.level)


def items(reading: Reading, place: Place, container: Element) -> list[Item]:
    """The paragraphs and tables of a container, one item each, with what they are."""
    out: list[Item] = []
    for child in parts_of(container):
        found = _items(reading, place, child)
        out += found
        place = place.after(found)
    return out


def _items(reading: Reading, place: Place, made: Element) -> list[Item]:
    """One child of a container as items."""
    match made.tag.rpartition("}")[2]:
        case "p":
            return _paragraph(reading, place, made)
        case "tbl":
            found = table(reading, place, made)
            return [Item("table", block=found, id=reading.settle_bookmarks(place.story))]
        case "sdt":
            return _control(reading, place, made)
        case "bookmarkStart":
            reading.meet_bookmark(place.story, made)
            label = page_label(made)
            return [] if label is None else [Item("block", block=PageMarker(label))]
        case "ins" | "moveTo":
            return items(reading, place, made)
        case _:
            return []


def _control(reading: Reading, place: Place, made: Element) -> list[Item]:
    """A block content control. A table of contents is furniture; another keeps its paragraphs together."""
    properties = made.find(W + "sdtPr")
    gallery = None if properties is None else properties.find(f"{W}docPartObj/{W}docPartGallery")
    if gallery is not None and "Contents" in (gallery.get(W + "val") or ""):
        return []
    content = made.find(W + "sdtContent")
    if content is None:
        return []
    inner = items(reading, place, content)
    tag = value(properties, "tag") or ""
    alias = value(properties, "alias") or ""
    return [Item("group", tag=tag, alias=alias, inner=tuple(inner))]


def _paragraph(reading: Reading, place: Place, made: Element) -> list[Item]:
    reading.results.count_paragraph()
    properties, styles = held(first_child(made, W + "pPr")), reading.registry.styles
    style = styles.resolve(said(properties, "pStyle") or styles.default_paragraph)
    kind, level = _kind(style, properties)
    rtl = is_on(_inherited(properties, style, "bidi"))
    languages = styles.language(style)
    lang = languages.bidi if rtl and languages.bidi else languages.latin
    before = len(place.story.fields)
    content = inlines(reading, place, made, Surroundings(languages, lang, rtl), preformatted=kind == "code")
    if kind == "furniture" or (before and place.story.in_furniture()):
        return []
    content, lang = _hoist(content, lang)
    number, depth = _number(properties, style)
    if kind == "continue":
        kind, depth = ("text", depth) if number else (kind, _continued_depth(style))
    if kind in ("break", "text") and not content and _is_rule(made, properties, kind):
        return [Item("block", block=ThematicBreak(id=reading.settle_bookmarks(place.story)))]
    if not content and kind != "code" and not number:
        return [Item("separator")] if "separator" in style.names else []
    kind = _picture_kind(kind, content)
    return [
        Item(
            "heading" if level else kind,
            content=content,
            level=level,
            number=number,
            depth=depth,
            style=reading.registry.numbering.level(number, depth) if number else None,
            count=reading.results.counting.next(reading.registry.numbering, number, depth) if number else 1,
            names=style.names,
            quote=_quote_depth(style) if kind in ("quote", "attribution") else 0,
            indent=_indent(properties, style),
            id=reading.settle_bookmarks(place.story),
            lang=lang if lang != reading.registry.language.latin else "",
            dir="rtl" if rtl else "",
            pos=reading.results.position,
            opens=_opens(made) if level else "",
        )
    ]


def _opens(made: Element) -> str:
    """Whether a part or an article of a publication begins with a heading, by the hidden bookmark that says so."""
    for mark in made.iter(W + "bookmarkStart"):
        if found := OPENING.fullmatch(mark.get(W + "name") or ""):
            return found[1].lower()
    return ""


def _picture_kind(kind: str, content: Inlines) -> str:
    """LibreOffice calls its captions Figure, others the picture; a picture in a caption's style is not a caption."""
    pictures = [isinstance(node, Image) for node in content]
    if kind == "figure":
        return "figure" if any(pictures) else "caption"
    return "text" if kind == "caption" and content and all(pictures) else kind


def _kind(style: Style, properties: Held) -> tuple[str, int]:
    """What a paragraph is, and its heading level (0 for none), by the nearest name that says so."""
    if (named := _kind_by_name(style.names)) is not None:
        return named
    outline = _inherited(properties, style, "outlineLvl")
    if outline is not None and outline.isdigit() and int(outline) < 9:
        return "text", int(outline) + 1
    return "text", 0


@lru_cache(maxsize=512)
def _kind_by_name(names: tuple[str, ...]) -> tuple[str, int] | None:
    for name in names:
        if (inside := IN_QUOTE.fullmatch(name)) is not None:
            name = inside[2]
            if name.startswith(("table text", "table heading")):
                return "text", 0
            if name in IN_QUOTE_KINDS:
                return IN_QUOTE_KINDS[name], 0
        if name.startswith("toc ") and name[4:].isdigit():
            return "furniture", 0
        if name.startswith("heading ") and name[8:].isdigit():
            return "text", int(name[8:])
        if name == "title":
            return "text", 1
        if name in KINDS:
            return KINDS[name], 0
        if name.startswith("list continue"):
            return "continue", 0
        if name.startswith("aside") or name in ("sidebar", "pull quote", "pullquote"):
            return "aside:" + name, 0
    return None


def _inherited(properties: Held, style: Style, name: str) -> str | None:
    found = properties.get(W + name)
    if found is None:
        found = style.paragraph_property(name)
    return None if found is None else (found.get(W + "val") or "")


def _number(properties: Held, style: Style) -> tuple[str, int]:
    """The list a paragraph is numbered in ("" for none) and its depth there; numId 0 takes the number away."""
    stated, inherited = properties.get(W + "numPr"), style.paragraph_property("numPr")
    if stated is None and inherited is None:
        return "", 0
    number = value(stated, "numId") or value(inherited, "numId") or ""
    depth = value(stated, "ilvl") or value(inherited, "ilvl") or "0"
    return ("" if number == "0" else number), int(depth) if depth.isdigit() else 0


def _quote_depth(style: Style) -> int:
    """How deep in quotations a paragraph lies: its style's name may end with that number (Quote 2)."""
    found = DEPTH.match(style.names[0])
    return int(found[1]) if found and found[1] != "0" else 1


def _continued_depth(style: Style) -> int:
    """The depth of the list whose item a paragraph goes on with: List Continue is the first level, and so on."""
    name = next(name for name in style.names if "list continue" in name)
    level = name.partition("list continue")[2].removesuffix("turned").strip()
    return int(level) - 1 if level.isdigit() else 0


def _indent(properties: Held, style: Style) -> int:
    found = properties.get(W + "ind")
    found = style.paragraph_property("ind") if found is None else found
    left = None if found is None else (found.get(W + "left") or found.get(W + "start"))
    return int(left) if left and left.lstrip("-").isdigit() else 0


def _is_rule(made: Element, properties: Held, kind: str) -> bool:
    """An empty paragraph with a border, or with a drawn rule, is a thematic break."""
    if kind == "break":
        return True
    return W + "pBdr" in properties or any(
        rect.get("{urn:schemas-microsoft-com:office:office}hr") for rect in made.iter("{*}rect")
    )


def _hoist(content: Inlines, lang: str) -> tuple[Inlines, str]:
    """A paragraph whose every run is in one other language is a paragraph in that language."""
    only = content[0] if len(content) == 1 else None
    if isinstance(only, Span) and only.lang and not only.id:
        return only.content, only.lang
    return content, lang
