"""Block content of an EPUB's pages: the flow of an element, built back into nodes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from exporter.model import (
    Aside,
    AsideKind,
    Block,
    BlockQuote,
    Blocks,
    CodeBlock,
    Definition,
    DefinitionItem,
    DefinitionList,
    Delimiter,
    DisplayMath,
    Figure,
    Inline,
    Inlines,
    List,
    ListItem,
    Metadata,
    PageMarker,
    Paragraph,
    ParagraphRole,
    Span,
    Term,
    Text,
    ThematicBreak,
)
from exporter.model.numerals import OF_CSS, OF_TYPE
from exporter.readback.epub.inline import common, content, formula, inline, page_breaks, page_label
from exporter.readback.epub.state import (
    Element,
    Flow,
    Place,
    Reading,
    all_text,
    changed_lang,
    classes,
    descriptions,
    dir_of,
    has_role,
    lang_of,
    local,
)
from exporter.readback.epub.table import table
from exporter.readback.headings import Heading, nest, opening
from exporter.readback.text import fold, without_dash

HEADINGS = {f"h{level}": level for level in range(1, 7)}
THROUGH = frozenset(
    [
        "body",
        "main",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "hgroup",
        "address",
        "details",
        "fieldset",
        "form",
        "center",
        "noscript",
    ]
)
PARAGRAPH_ROLES: dict[str, ParagraphRole] = {
    "subtitle": "subtitle",
    "standfirst": "standfirst",
    "byline": "byline",
    "author": "byline",
    "dateline": "dateline",
    "date": "dateline",
    "kicker": "kicker",
}
_SHOWN = re.compile(r"""list-style-type:\s*['"]([^'"]*)['"]""")
FURNITURE = frozenset(["toc", "landmarks", "page-list", "lot", "loi"])


def blocks(reading: Reading, place: Place, made: Element) -> Blocks:
    """The blocks inside a container, its headings nested below the level that holds here."""
    return nest(flow(reading, place, made), place.level)


def flow(reading: Reading, place: Place, made: Element) -> Flow:
    """The blocks and headings inside an element; text that stands loose becomes paragraphs."""
    out: Flow = []
    loose: list[Inline] = [Text(made.text)] if made.text else []
    for child in made:
        name = local(child)
        if name == "summary" and made in reading.registry.hidden:
            continue  # the label of a long description that is unfolded on request
        if _is_block(child, name):
            _flush(out, loose)
            found = _block(reading, place, child, name)
            out += found
            place = place.after(found)
        elif name:
            loose += inline(reading, place, child)
        if child.tail:
            loose.append(Text(child.tail))
    _flush(out, loose)
    return out


def _is_block(made: Element, name: str) -> bool:
    if name in HEADINGS or name in THROUGH or name in BLOCKS:
        return True
    return name == "math" and made.get("display") == "block"


def _flush(out: Flow, loose: list[Inline]) -> None:
    if not loose:
        return
    folded = fold(loose)
    if folded:
        out.append(Paragraph(folded, pos=next((node.pos for node in folded if node.pos), None)))
    loose.clear()


def _block(reading: Reading, place: Place, made: Element, name: str) -> Flow:
    """One block element as a flow; empty for notes (they are read where they are referred to) and furniture."""
    if _is_elsewhere(reading, place, made):
        return []
    if has_role(made, "doc-pagebreak", "pagebreak"):
        return [PageMarker(page_label(made), **common(reading, place, made))]
    if has_role(made, "doc-notice", "notice") and name == "section":
        return [_aside(reading, place, made)]
    if made.get("role") == "math":
        label = made.get("aria-label")
        return [DisplayMath(all_text(made).strip(), "", label, **common(reading, place, made))]
    if name == "math":
        return [formula(reading, place, made).displayed()]
    if "formula" in classes(made) and len(made) == 1 and local(made[0]) == "math":
        return [replace(formula(reading, place, made[0]).displayed(), **common(reading, place, made))]
    if name in HEADINGS:
        return _heading(reading, place, made, HEADINGS[name])
    if name in THROUGH:
        return _through(reading, place, made)
    return BLOCKS[name](reading, place, made)


def _is_elsewhere(reading: Reading, place: Place, made: Element) -> bool:
    if made in reading.registry.hidden or made.get("hidden") is not None:
        return True
    key = reading.registry.notes.get(made)
    if key is not None:
        return key not in place.open_notes
    if has_role(made, "doc-endnotes", "endnotes") or has_role(made, "doc-footnotes", "footnotes"):
        return any(note in reading.registry.notes for note in made.iter())
    return False


def _through(reading: Reading, place: Place, made: Element) -> Flow:
    """The flow of an element that only groups, what it says about language and id handed to what is inside."""
    inner = flow(reading, place, made)
    if local(made) == "article":
        said = reading.registry.said.get(reading.registry.page_of(place, made))
        inner = opening(inner, metadata=said or Metadata(lang=lang_of(made)))
    lang, direction, name = changed_lang(made), dir_of(made), reading.registry.id_of(place, made)
    if local(made) == "body":
        lang = ""  # the page's language is compared with the book's by who reads the page
    if lang or direction:
        inner = [replace(item, lang=item.lang or lang, dir=item.dir or direction) for item in inner]
    if name and inner:
        if inner[0].id and inner[0].id != name:
            reading.results.aliases[name] = inner[0].id
        else:
            inner[0] = replace(inner[0], id=name)
    return inner


def _heading(reading: Reading, place: Place, made: Element, level: int) -> Flow:
    stated = made.get("aria-level") or ""
    level = int(stated) if stated.isdecimal() and 0 < int(stated) < 100 else level
    parent = made.getparent()
    role = ""
    if parent is not None and local(parent) == "section" and (parent.get("role") or "").startswith("doc-"):
        role = (parent.get("role") or "").removeprefix("doc-")
    return [Heading(level=level, title=content(reading, place, made), role=role, **common(reading, place, made))]


def _paragraph(reading: Reading, place: Place, made: Element) -> Flow:
    inner = content(reading, place, made)
    if not inner and not reading.registry.id_of(place, made):
        return []
    role: ParagraphRole = "subtitle" if has_role(made, "doc-subtitle", "subtitle") else ""
    for name in classes(made):
        role = role or PARAGRAPH_ROLES.get(name, "")
    return [Paragraph(inner, role, **common(reading, place, made))]


def _block_quote(reading: Reading, place: Place, made: Element) -> Flow:
    last = made[-1] if len(made) else None
    who: Inlines = ()
    if last is not None and local(last) in ("footer", "cite"):
        who = without_dash(content(reading, place, last))
        made.remove(last)
    return [BlockQuote(blocks(reading, place, made), who, made.get("cite") or "", **common(reading, place, made))]


def _figure(reading: Reading, place: Place, made: Element) -> Flow:
    """A quotation with who said it, a table with its caption, or a figure in the strict sense."""
    captions = [child for child in made if local(child) == "figcaption"]
    for caption in captions:
        _remove(made, caption)
    inner = blocks(reading, place, made)
    said = common(reading, place, made)
    if len(inner) == 1 and isinstance(inner[0], BlockQuote) and not inner[0].attribution:
        who = tuple(node for caption in captions for node in _caption_text(reading, place, caption))
        return [_merged(inner[0], said, attribution=without_dash(who))]
    caption_text, credit = _captions(reading, place, captions)
    holder = list(made.iter("{*}img"))
    page = reading.registry.page_of(place, made)
    held = [target for one in (made, *holder) for target in descriptions(reading.registry.elements, page, one)][:1]
    description = tuple(block for target in held for block in blocks(reading, place, target))
    return [Figure(inner, caption_text, credit, description, **said)]


def _merged(quote: BlockQuote, said: dict[str, Any], **changes: Any) -> BlockQuote:
    for name in ("id", "lang", "dir"):
        if said[name] and not getattr(quote, name):
            changes[name] = said[name]
    return replace(quote, **changes)


def _remove(parent: Element, child: Element) -> None:
    """Take ``child`` out, the text after it kept."""
    if child.tail:
        previous = child.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + child.tail
        else:
            previous.tail = (previous.tail or "") + child.tail
    parent.remove(child)


def _caption_text(reading: Reading, place: Place, caption: Element) -> Inlines:
    """The words of a caption, with the language that its element states."""
    inner = content(reading, place, caption)
    said = common(reading, place, caption)
    return (Span(inner, **said),) if inner and (said["lang"] or said["dir"] or said["id"]) else inner


def _captions(reading: Reading, place: Place, captions: list[Element]) -> tuple[Inlines, Inlines]:
    """Caption and credit; several paragraphs of a caption become one text."""
    caption: list[Inline] = []
    credit: list[Inline] = []
    for holder in captions:
        paragraphs = [child for child in holder if local(child) == "p"] or [holder]
        for part in paragraphs:
            into = credit if "credit" in classes(part) else caption
            into += [Text(" ")] if into else []
            into += _caption_text(reading, place, part)
    return fold(caption), fold(credit)


def _list(reading: Reading, place: Place, made: Element) -> Flow:
    items = tuple(
        ListItem(blocks(reading, place, item), _value(item), **common(reading, place, item))
        for item in made
        if local(item) == "li" and item not in reading.registry.notes
    )
    start = made.get("start") or "1"
    styled = reading.registry.lists.get(made, "")
    return [
        List(
            items,
            styled in OF_CSS or (local(made) == "ol" and not styled),
            int(start) if start.lstrip("-").isdecimal() else 1,
            OF_CSS.get(styled) or OF_TYPE.get(made.get("type") or "", "decimal"),
            _delimiter(made),
            **common(reading, place, made),
        )
    ]


def _delimiter(made: Element) -> Delimiter:
    """What the items of a list show round their numbers: the first that says so, says it for all."""
    style = next((item.get("style") or "" for item in made if local(item) == "li"), "")
    shown = _SHOWN.search(style)
    if shown is None or not shown[1].rstrip().endswith(")"):
        return "period"
    return "parens" if shown[1].startswith("(") else "paren"


def _value(item: Element) -> int | None:
    value = item.get("value") or ""
    return int(value) if value.removeprefix("-").isdecimal() else None


def _definition_list(reading: Reading, place: Place, made: Element) -> Flow:
    items: list[DefinitionItem] = []
    terms: list[Term] = []
    definitions: list[Definition] = []
    said: dict[str, Any] = {}

    def close() -> None:
        if terms or definitions:
            items.append(DefinitionItem(tuple(terms), tuple(definitions), **said))
        terms.clear()
        definitions.clear()

    for child in (part for one in made for part in (one if local(one) == "div" else (one,))):
        if local(child) == "dt":
            if definitions or child.getprevious() is None:
                close()
                around = child.getparent()
                said = common(reading, place, around) if around is not None and around is not made else {}
            if inner := content(reading, place, child):
                terms.append(Term(inner, **common(reading, place, child)))
        elif local(child) == "dd":
            inner_blocks = blocks(reading, place, child)
            if inner_blocks:
                definitions.append(Definition(inner_blocks, **common(reading, place, child)))
    close()
    return [DefinitionList(tuple(items), **common(reading, place, made))]


def _code_block(reading: Reading, place: Place, made: Element) -> Flow:
    """Code as typed; a page that begins in it is told after it, for code is one text."""
    named = [*classes(made), *(name for child in made for name in classes(child))]
    language = next((name.removeprefix("language-") for name in named if name.startswith("language-")), "")
    if not language and "sourceCode" in named:
        language = next((name for name in named if name != "sourceCode"), "")
    return [CodeBlock(all_text(made), language, **common(reading, place, made)), *page_breaks(made)]


def _aside(reading: Reading, place: Place, made: Element) -> Block:
    """Something beside the text. Its title is the first element inside, when that is what labels it."""
    first = made[0] if len(made) else None
    title: Inlines = ()
    if first is not None and (
        "aside-title" in classes(first) or (first.get("id") or "-") == made.get("aria-labelledby")
    ):
        title = content(reading, place, first)
        made.remove(first)
    return Aside(blocks(reading, place, made), _aside_kind(made), title, **common(reading, place, made))


def _aside_kind(made: Element) -> AsideKind:
    named: dict[str, AsideKind] = {
        "sidebar": "sidebar",
        "pullquote": "pullquote",
        "doc-pullquote": "pullquote",
        "related": "related",
        "note": "note",
        "tip": "tip",
        "doc-tip": "tip",
        "warning": "warning",
        "doc-notice": "warning",
    }
    said = [*classes(made), *(made.get("role") or "").split()]
    return next((named[name] for name in said if name in named), "sidebar")


def _nav(reading: Reading, place: Place, made: Element) -> Flow:
    """Navigation lists are the book's furniture, unless nothing says so."""
    said = (made.get("{http://www.idpf.org/2007/ops}type") or "").split()
    if FURNITURE & set(said) or (made.get("role") or "") in ("doc-toc", "doc-pagelist"):
        return []
    return _through(reading, place, made)


def _table(reading: Reading, place: Place, made: Element) -> Flow:
    return [table(reading, place, made)]


BLOCKS: dict[str, Callable[[Reading, Place, Element], Flow]] = {
    "p": _paragraph,
    "blockquote": _block_quote,
    "figure": _figure,
    "ul": _list,
    "ol": _list,
    "dl": _definition_list,
    "pre": _code_block,
    "table": _table,
    "aside": lambda reading, place, made: [_aside(reading, place, made)],
    "nav": _nav,
    "hr": lambda reading, place, made: [ThematicBreak(**common(reading, place, made))],
}
