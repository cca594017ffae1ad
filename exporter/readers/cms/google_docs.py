"""Google Docs' HTML export: bold, lists and headings are said by classes and a style sheet, links go by a redirect.

There is no specification; what is here is what exports show. ``p.title`` is the title, ``lst-kix_…-2`` an item's depth,
comments (``cmnt1``) are the desk's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs

from exporter.errors import InputError
from exporter.model import Metadata
from exporter.readers import ReadResult, Source
from exporter.readers.cms import parts
from exporter.readers.cms.dialects import captions_on_tables, credits_in_captions, renested
from exporter.readers.cms.document import finished, reading_of
from exporter.readers.cms.flat_lists import Flat, nested_lists
from exporter.readers.cms.reading import Reading
from exporter.readers.cms.tree import Nodes, descendants, element, page, shows_something, words_of
from exporter.readers.html.plain_tree import Element
from exporter.web_addresses import split

_RULE = re.compile(r"\.([\w-]+)\s*\{([^}]*)\}")
_ITEM = re.compile(r"lst-kix_([\w-]+?)-(\d+)")
_COUNTER = re.compile(r"\.lst-kix_([\w-]+?)-(\d+)\s*>\s*li:before\s*\{[^}]*counter\([^,)]+,\s*([\w-]+)\)")
_MONO = re.compile(r"mono|courier|consolas|menlo|source code", re.IGNORECASE)
_NUMBERS = {
    "lower-latin": "a",
    "lower-alpha": "a",
    "upper-latin": "A",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_OPENS, _DASH = re.compile(r"\s*[“\"„«‘']"), re.compile(r"\s*(?:[—–―]|--)\s*\S")
_CLOSES = re.compile(r"[”\"“»’']$")
LONGEST_CAPTION = 300
SPEAKER = 200


class Styles:
    """What the export's style sheet says of each class."""

    def __init__(self, sheet: str) -> None:
        self._by_class: dict[str, str] = {}
        for found in _RULE.finditer(sheet):
            self._by_class[found[1]] = self._by_class.get(found[1], "") + ";" + found[2]
        self.numbers = {(found[1], int(found[2])): _NUMBERS.get(found[3], "") for found in _COUNTER.finditer(sheet)}

    def of(self, node: Element) -> str:
        """All styles of an element, its own style last."""
        held = [self._by_class.get(name, "") for name in (node.attrs.get("class") or "").split()]
        return ";".join([*held, node.attrs.get("style") or ""]).replace(" ", "").lower()

    def says(self, node: Element, name: str, matches: Callable[[str], bool]) -> bool:
        """Whether the last word on property ``name`` matches."""
        found = re.findall(rf"(?:^|;){name}:([^;]*)", self.of(node))
        return bool(found) and matches(found[-1])


def read(source: Source) -> ReadResult:
    """The article in a document that Google Docs exported. Raises InputError when there is nothing in it to read."""
    try:
        r = reading_of(source)
        sheet = "\n".join(re.findall(r"<style[^>]*>(.*?)</style>", source.text, re.DOTALL | re.IGNORECASE))
        made = settled(r, page(source.text), Styles(sheet))
        return finished(source, r, Metadata(), made)
    except RecursionError:
        raise InputError(f"{source.name}: is nested too deeply; nest less deeply") from None


def settled(r: Reading, nodes: Nodes, styles: Styles) -> Nodes:
    """The blocks of an export as HTML that says what it means."""
    nodes = _without_comments(r, nodes)
    for node in [*nodes, *descendants(nodes)]:
        _settle_link(node)
    made = _blocks(r, _opened(nodes), styles)
    for node in made:
        captions_on_tables(node)
        credits_in_captions(r, node)
    return made


def _opened(nodes: Nodes) -> Nodes:
    """The blocks of the body; newer exports put them all into one division."""
    held = [node for node in nodes if node.name != "#text" or (node.data or "").strip()]
    while len(held) == 1 and held[0].name == "div":
        held = [child for child in held[0].children if child.name != "#text" or (child.data or "").strip()]
    return [node for node in held if node.name not in ("style", "script")]


def _settle_link(node: Element) -> None:
    """A link that goes by Google's redirect leads where it leads."""
    href = node.attrs.get("href") or "" if node.name == "a" else ""
    if re.match(r"https?://(?:www\.)?google\.[a-z.]+/url\?", href):
        wanted = parse_qs(split(href).query).get("q", [""])[0]
        node.attrs["href"] = wanted or href


def _without_comments(r: Reading, nodes: Nodes) -> Nodes:
    """``nodes`` without the desk's comments and the marks that lead to them."""
    made: Nodes = []
    for node in nodes:
        ids = [item.attrs.get("id") or "" for item in [node, *node.children, *descendants(node.children)]]
        if node.name == "div" and any(re.fullmatch(r"cmnt\d+", name) for name in ids):
            r.pos = node.pos or r.pos
            words = words_of([node])
            r.report("CMS005", f"a comment was left out: “{' '.join(words.split())[:60]}”", left_out=words)
            continue
        if node.name == "sup" and any(name.startswith("cmnt_ref") for name in ids):
            continue
        node.children = _without_comments(r, node.children)
        made.append(node)
    return made


# --- blocks ---------------------------------------------------------------------------------------------------------


def _blocks(r: Reading, nodes: Nodes, styles: Styles) -> Nodes:
    made: Nodes = []
    at = 0
    while at < len(nodes):
        node = nodes[at]
        r.pos = node.pos or r.pos
        end = at + 1
        if node.name in ("ul", "ol") and _ITEM.search(node.attrs.get("class") or ""):
            while end < len(nodes) and nodes[end].name in ("ul", "ol"):
                end += 1
            made.extend(_lists(r, nodes[at:end], styles))
        elif _is_code(node, styles):
            while end < len(nodes) and _is_code(nodes[end], styles):
                end += 1
            made.extend(parts.code(r, "\n".join(_line(part) for part in nodes[at:end])))
        elif _indented(node, styles) and (_OPENS.match(words_of([node]).strip()) or _signed_after(nodes, at, styles)):
            end = _quote_end(nodes, at, styles)
            made.extend(_quote(r, nodes[at:end], styles))
        elif _is_picture(node):
            caption = nodes[end] if end < len(nodes) and _is_caption(nodes[end], styles) else None
            made.extend(_picture(r, node, caption, styles))
            end += caption is not None
        else:
            made.extend(_block(r, node, styles))
        at = end
    return made


def _block(r: Reading, node: Element, styles: Styles) -> Nodes:
    classes = (node.attrs.get("class") or "").split()
    if node.name == "hr":
        return [] if "page-break" in styles.of(node) else [node]
    if node.name == "p" and "title" in classes:
        return parts.heading(r, 1, _plain(node, styles))
    if node.name == "p" and "subtitle" in classes:
        return parts.paragraph(r, _plain(node, styles), "standfirst")
    if re.fullmatch("h[1-6]", node.name):
        return [element(node.name, _kept(node), _plain(node, styles), node.pos)] if shows_something([node]) else []
    if node.name == "table":
        return _table(r, node, styles)
    if node.name == "p":
        return [element("p", _kept(node), _inlines(node.children, styles), node.pos)] if shows_something([node]) else []
    node.children = _blocks(r, list(node.children), styles)
    for child in node.children:
        child.parent = node
    return [node]


def _kept(node: Element) -> dict[str, str]:
    """What of an element's attributes means something: id, language, direction."""
    return {name: value for name, value in node.attrs.items() if name in ("id", "lang", "dir") and value}


def _plain(node: Element, styles: Styles) -> Nodes:
    """The words of a heading: its look is the heading's."""
    return _inlines(node.children, styles, bold=False)


def _inlines(nodes: Nodes, styles: Styles, *, bold: bool = True) -> Nodes:
    """Spans as the elements that their classes mean."""
    made: Nodes = []
    for node in nodes:
        inner = _inlines(node.children, styles, bold=bold)
        if node.name != "span":
            node.children = []
            for child in inner:
                node.append_child(child)
            made.append(node)
            continue
        for name, holds in (("em", bold and _italic(node, styles)), ("strong", bold and _bold(node, styles))):
            inner = [element(name, None, inner, node.pos)] if holds and shows_something(inner) else inner
        for name, prop, value in LOOKS:
            if styles.says(node, prop, lambda said, value=value: value in said) and shows_something(inner):  # type: ignore[misc]
                inner = [element(name, None, inner, node.pos)]
        made.extend([element("span", _kept(node), inner, node.pos)] if _kept(node) else inner)
    return renested(made)


LOOKS = (
    ("sup", "vertical-align", "super"),
    ("sub", "vertical-align", "sub"),
    ("del", "text-decoration", "line-through"),
)


def _bold(node: Element, styles: Styles) -> bool:
    return styles.says(node, "font-weight", lambda said: said == "bold" or (said.isdigit() and int(said) >= 600))


def _italic(node: Element, styles: Styles) -> bool:
    return styles.says(node, "font-style", lambda said: said == "italic")


def _all(node: Element, test: Callable[[Element], bool]) -> bool:
    """Whether all words below ``node`` stand in spans of which ``test`` is true."""
    return (
        shows_something([node])
        and all(
            test(child) if child.name == "span" else not shows_something([child]) or _all(child, test)
            for child in node.children
            if child.name != "#text" or (child.data or "").strip()
        )
        and not any(child.name == "#text" and (child.data or "").strip() for child in node.children)
    )


def _is_code(node: Element, styles: Styles) -> bool:
    if node.name != "p" or not words_of([node]).strip():
        return False
    return _all(node, lambda span: styles.says(span, "font-family", lambda said: bool(_MONO.search(said))))


def _line(node: Element) -> str:
    return words_of(node.children).replace("\xa0", " ")


def _indented(node: Element, styles: Styles) -> bool:
    """Whether a paragraph is set in on both sides, or on its left and quoted by its marks, or signed by a dash."""

    def wide(said: str) -> bool:
        found = re.match(r"(\d+(?:\.\d+)?)pt", said)
        return found is not None and float(found[1]) >= 18

    words = words_of([node]).strip()
    if node.name != "p" or not words or not styles.says(node, "margin-left", wide):
        return False
    quoted = _OPENS.match(words) is not None and _CLOSES.search(words) is not None
    return styles.says(node, "margin-right", wide) or quoted or _names(node)


def _signed_after(nodes: Nodes, at: int, styles: Styles) -> bool:
    """Whether the next indented paragraph names a speaker."""
    return at + 1 < len(nodes) and _indented(nodes[at + 1], styles) and _names(nodes[at + 1])


def _names(node: Element) -> bool:
    words = words_of([node]).strip()
    return bool(_DASH.match(words)) and len(words) <= SPEAKER


def _quote_end(nodes: Nodes, at: int, styles: Styles) -> int:
    """Where a quotation ends: after its speaker, or where the next one opens."""
    end = at + 1
    while end < len(nodes) and _indented(nodes[end], styles):
        if _names(nodes[end]):
            return end + 1
        if _OPENS.match(words_of([nodes[end]]).strip()) and re.search(r"[”\"“»’']\s*$", words_of([nodes[end - 1]])):
            return end
        end += 1
    return end


def _quote(r: Reading, nodes: Nodes, styles: Styles) -> Nodes:
    who = _inlines(nodes[-1].children, styles) if len(nodes) > 1 and _names(nodes[-1]) else []
    body = [
        element("p", _kept(node), _inlines(node.children, styles), node.pos) for node in (nodes[:-1] if who else nodes)
    ]
    return parts.quote(r, body, who)


def _is_picture(node: Element) -> bool:
    inside = descendants([node])
    return node.name == "p" and not words_of([node]).strip() and any(child.name == "img" for child in inside)


def _is_caption(node: Element, styles: Styles) -> bool:
    """Whether a paragraph after a picture is its caption: short, and all in italics or with a credit."""
    words = words_of([node]).strip()
    if node.name != "p" or not words or len(words) > LONGEST_CAPTION:
        return False
    if parts.has_credit(words):
        return True
    return _all(node, lambda span: _italic(span, styles))


def _picture(r: Reading, node: Element, caption: Element | None, styles: Styles) -> Nodes:
    shown = [child for child in descendants([node]) if child.name == "img"]
    for image in shown:
        image.attrs.pop("style", None)
        if not (image.attrs.get("alt") or "").strip():
            image.attrs.pop("alt", None)  # the export writes it empty when nobody has said anything
    words = _inlines(caption.children, styles, bold=False) if caption is not None else []
    return parts.figure(r, shown, words, [])


def _lists(r: Reading, nodes: Nodes, styles: Styles) -> Nodes:
    """Lists that lie one after another, nested by the depth in their class; each goes on counting where it says so."""
    flat: list[Flat] = []
    for node in nodes:
        found = _ITEM.search(node.attrs.get("class") or "")
        depth = int(found[2]) if found else 0
        start = node.attrs.get("start") or "1"
        style = styles.numbers.get((found[1], depth), "") if found else ""
        for number, item in enumerate(child for child in node.children if child.name == "li"):
            inner = _inlines(item.children, styles)
            begun = int(start) if not number and start.isascii() and start.isdigit() and len(start) < 9 else 0
            flat.append(Flat(inner, depth + 1, node.name == "ol", pos=item.pos, start=begun, style=style))
    return nested_lists(r, flat)


def _table(r: Reading, node: Element, styles: Styles) -> Nodes:
    """A table whose first row is all in bold has it as its head; a table of one cell only frames what is in it."""
    rows = [item for item in descendants([node]) if item.name == "tr"]
    cells = [[cell for cell in row.children if cell.name in ("td", "th")] for row in rows]
    if len(rows) == 1 and len(cells[0]) == 1:
        return parts.aside(r, "sidebar", [], _blocks(r, list(cells[0][0].children), styles))
    heads = len(rows) > 1 and all(_all(cell, lambda span: _bold(span, styles)) for cell in cells[0])
    for number, row in enumerate(cells):
        for cell in row:
            head = heads and not number
            cell.name = "th" if head else cell.name
            held = [_cell_block(r, child, styles, head=head) for child in cell.children]
            kept = {
                name: cell.attrs[name] for name in ("colspan", "rowspan") if cell.attrs.get(name) not in (None, "1")
            }
            cell.attrs, cell.children = dict(kept), []
            for part in (one for some in held for one in some):
                cell.append_child(part)
    return [node]


def _cell_block(r: Reading, node: Element, styles: Styles, *, head: bool) -> Nodes:
    if head and node.name == "p":
        return [element("p", _kept(node), _plain(node, styles), node.pos)] if shows_something([node]) else []
    return _blocks(r, [node], styles)
