"""What the HTML of exports has in common: captions over tables, credits in captions, wrappers that say nothing."""

from __future__ import annotations

from exporter.readers.cms import parts
from exporter.readers.cms.reading import Reading
from exporter.readers.cms.runs import Mark, Run, nested
from exporter.readers.cms.tree import Nodes, descendants, shows_something
from exporter.readers.html.plain_tree import Element


def captions_on_tables(top: Element) -> None:
    """The caption of a figure that holds a table alone is the table's."""
    for figure in [top, *descendants([top])]:
        if figure.name != "figure":
            continue
        shown = [child for child in figure.children if shows_something([child]) and child.name != "figcaption"]
        caption = next((child for child in figure.children if child.name == "figcaption"), None)
        if len(shown) != 1 or shown[0].name != "table" or caption is None:
            continue
        table = shown[0]
        if any(child.name == "caption" for child in table.children):
            continue
        named = Element("caption", None, caption.pos)
        for child in list(caption.children):
            named.append_child(child)
        figure.remove_child(caption)
        named.parent = table
        table.children.insert(0, named)
        figure.name = "div"


def credits_in_captions(r: Reading, top: Element) -> None:
    """A credit at the end of a caption, told apart where the HTML does not: “… on Friday. Photo: Ann Berg”."""
    for caption in [top, *descendants([top])]:
        if caption.name != "figcaption" or _says_credit(caption):
            continue
        r.pos, before = caption.pos or r.pos, r.pos
        words, credit = parts.split_credit(r, list(caption.children))
        if credit and shows_something(words):
            caption.children = []
            for node in (r.e("div", words), r.e("span", credit, class_="credit")):
                caption.append_child(node)
        r.pos = before


def _says_credit(caption: Element) -> bool:
    return any(
        "credit" in (node.attrs.get("class") or "") or node.name in ("small", "cite") for node in descendants([caption])
    )


def unwrapped(nodes: Nodes) -> Nodes:
    """``nodes`` without divisions that only carry a style: what is in them stands in their place."""
    made: Nodes = []
    for node in nodes:
        inner = unwrapped(node.children)
        if node.name == "div" and "display:contents" in (node.attrs.get("style") or "").replace(" ", ""):
            made.extend(inner)
            continue
        node.children = inner
        for child in inner:
            child.parent = node
        made.append(node)
    return made


def joined_lists(nodes: Nodes) -> Nodes:
    """Neighbouring lists of one kind that count on from one another, as the one list they are; deeper ones too."""
    made: Nodes = []
    blank: Nodes = []
    for node in nodes:
        node.children = joined_lists(node.children)
        for child in node.children:
            child.parent = node
        last = made[-1] if made else None
        if node.name == "#text" and not (node.data or "").strip():
            blank.append(node)
            continue
        if last is not None and _goes_on(last, node):
            for child in list(node.children):
                last.append_child(child)
        else:
            made.extend([*blank, node])
        blank = []
    return [*made, *blank]


def _goes_on(last: Element, node: Element) -> bool:
    """Whether a list goes on in the next: of one kind and class; if numbered, from the next number."""
    if node.name not in ("ul", "ol") or last.name != node.name or last.attrs.get("class") != node.attrs.get("class"):
        return False
    if "toggle" in (node.attrs.get("class") or ""):
        return False
    if node.name == "ul":
        return True
    count = sum(child.name == "li" for child in last.children)
    return bool(_start(node) == _start(last) + count)


def _start(node: Element) -> int:
    said = node.attrs.get("start") or "1"
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 1


def renested(nodes: Nodes) -> Nodes:
    """Inlines with their marks nested anew, so that an emphasis cut into pieces is one; blocks as they are."""
    made: Nodes = []
    waiting: list[Run] = []
    for node in nodes:
        if node.name == "#text" or node.name in MARKS:
            waiting.extend(_runs(node, ()))
        elif node.name in KEPT:
            waiting.append(Run("", (), (node,), node.pos))
        else:
            made.extend(nested(waiting))
            waiting.clear()
            node.children = renested(node.children)
            for child in node.children:
                child.parent = node
            made.append(node)
    return [*made, *nested(waiting)]


MARKS = frozenset("strong b em i del s sub sup mark a code ins small q cite abbr".split())
KEPT = frozenset("img br x-note x-formula time input wbr span u".split())
_ONE_NAME = {"b": "strong", "i": "em", "s": "del"}


def _runs(node: Element, marks: tuple[Mark, ...]) -> list[Run]:
    if node.name == "#text":
        return [Run("", marks, (node,), node.pos)] if node.data else []
    if node.name == "code" or node.name not in MARKS:
        return [Run("", marks, (node,), node.pos)]
    said = tuple(sorted((name, value) for name, value in node.attrs.items() if value is not None and name in SAID))
    mark = Mark(_ONE_NAME.get(node.name, node.name), said)
    return [run for child in node.children for run in _runs(child, (*marks, mark))]


SAID = frozenset("href title id lang dir cite".split())
"""Attributes that mean something; the others are an editor's."""
