"""Text pasted or saved from Word: lists that are paragraphs with a typed mark, titles and quotes that are classes.

Word writes ``mso-list: l0 level2 lfo1`` into a paragraph's style and its mark into a span ``mso-list: Ignore``; where a
cleaner has removed the styles, the class ``MsoListParagraph`` and the typed mark are left. The numbers are those that
were typed: a list that goes on after other text goes on counting ([MS-OI29500] knows no more of HTML than this).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from exporter.readers.html.lists import DELIMITER
from exporter.readers.html.marks import Marks
from exporter.readers.html.styles import declarations
from exporter.readers.html.tree import Node, attribute, descendants, elements, text_of

_LEVEL = re.compile(r"\blevel(\d)\b")
_LIST = re.compile(r"\bl(\d+)\b")
_BULLET = re.compile(r"[·•▪◦‣●○■□o§Øü*–—\u00a7\u00fc\u00d8\uf0b7\uf0a7\uf0d8\uf0fc-]")
_NUMBER = re.compile(r"\(?((?:\d{1,3}\.)*)(\d{1,4}|[a-zA-Z]|[ivxlcIVXLC]{1,7})[.)]?")
_MARK = re.compile(
    r"\s*(\(?(?:\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.)]|[·•▪◦‣●○■□§Øü\uf0b7\uf0a7\uf0d8\uf0fc]|[o–-](?=\u00a0))[\s\u00a0]+"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
TITLES = {"msotitle": "h1"}
MASTHEAD = {"msosubtitle": "subtitle"}
QUOTES = frozenset(["msoquote", "msointensequote", "msoblocktext", "msointensequotecxspfirst", "msoquotecxspfirst"])
FURNITURE = frozenset(["msoheader", "msofooter", "msocommenttext", "msocommentsubject", "msodocumentmap"])


@dataclass(frozen=True, slots=True)
class _Item:
    """One paragraph that is an item: how deep, with what mark (taken out of it), of which list; "" goes on with one."""

    node: Node
    level: int
    mark: str
    named: str


def is_of_word(marks: Marks) -> bool:
    """Whether Word wrote something in a page with ``marks``."""
    return "mso" in marks.said


def mend_word(body: Node) -> None:
    """Make what Word's classes and styles say below ``body`` into elements that say it."""
    marked = [node for node in descendants(body) if not node.name.startswith(("#", "!"))]
    if not any("mso" in (attribute(node, name) or "").lower() for node in marked for name in ("class", "style")):
        return
    for node in marked:
        if node.name == "xml" and node.parent is not None:
            node.parent.remove_child(node)
    for holder in {id(node.parent): node.parent for node in marked if node.name in ("p", "div")}.values():
        if holder is not None:
            _lists(holder)
            _quotes(holder)
    for node in marked:
        _by_class(node)
        if re.fullmatch("h[1-6]", node.name):
            _number_of_heading(node)


def _number_of_heading(node: Node) -> None:
    """The number before a heading's words keeps one space after it, not the row of hard ones that set it apart."""
    inner = [item for item in descendants(node) if not item.name.startswith("#")]
    for span in [item for item in inner if "mso-list:ignore" in _squeezed(attribute(item, "style") or "")]:
        mark = " ".join(text_of(span).replace("\u00a0", " ").split())
        texts = [item for item in descendants(span) if item.name == "#text"]
        for item in texts:
            item.data = ""
        if texts:
            texts[0].data = mark + " "


def _squeezed(style: str) -> str:
    return style.lower().replace(" ", "")


def _by_class(node: Node) -> None:
    if node.name != "p":
        return
    for name in (attribute(node, "class") or "").lower().split():
        if name in TITLES and text_of(node).strip():
            node.name = TITLES[name]
        elif name in MASTHEAD:
            node.attrs["class"] = MASTHEAD[name]
    outline = declarations(attribute(node, "style") or "").get("mso-outline-level", "")
    if node.name == "p" and outline.isdigit() and 0 < int(outline) < 7 and text_of(node).strip():
        node.name = f"h{outline}"


# --- lists ----------------------------------------------------------------------------------------------------------


def _lists(holder: Node) -> None:
    """Each run of list paragraphs among the children of ``holder`` as lists in one another."""
    run: list[_Item] = []
    for child in list(holder.children or ()):
        if child.name == "#comment" or (child.name == "#text" and not str(child.data or "").strip()):
            continue
        item = _item(child, bool(run)) if child.name in ("p", "div") else None
        if item is None:
            _close(holder, run)
            run = []
        else:
            run.append(item)
    _close(holder, run)


def _item(node: Node, inside: bool) -> _Item | None:
    """A paragraph as an item; None for any other. Without a mark it goes on with the item before it."""
    style = (attribute(node, "style") or "").lower()
    classes = (attribute(node, "class") or "").lower()
    said = "mso-list" in style and "mso-list:none" not in style.replace(" ", "")
    if node.name == "div" or (not said and "msolist" not in classes) or not text_of(node).strip("\u00a0 \n\t"):
        return None
    level = _LEVEL.search(style)
    named = _LIST.search(style.partition("mso-list")[2])
    mark = _take_mark(node)
    if not mark and not said and not inside:
        return None
    return _Item(node, int(level[1]) if level else 1, mark, named[1] if named else "")


def _take_mark(node: Node) -> str:
    """The mark of an item, removed from its paragraph; "" if there is none."""
    for span in [item for item in descendants(node) if "style" in (getattr(item, "attrs", None) or {})]:
        if "mso-list:ignore" in _squeezed(attribute(span, "style") or ""):
            mark = " ".join(text_of(span).replace("\u00a0", " ").split())
            holder = span.parent
            holder.remove_child(span)
            while holder is not node and not holder.children:
                holder, empty = holder.parent, holder
                holder.remove_child(empty)
            return mark
    text = text_of(node)
    match = _MARK.match(text)
    if match is None:
        return ""
    left = match.end()
    for item in [one for one in descendants(node) if one.name == "#text"]:
        words = str(item.data or "")
        item.data, left = words[left:], max(left - len(words), 0)
        if not left:
            break
    return match[1]


def _close(holder: Node, run: Sequence[_Item]) -> None:
    """Put the lists that a run makes where its first paragraph stood."""
    if not run or not (any(item.mark for item in run) or any(item.named for item in run)):
        return
    stack: list[tuple[int, Node]] = []
    last: dict[int, _Item] = {}
    for number, item in enumerate(run):
        node = item.node
        if not item.mark and not item.named and stack:
            holder.remove_child(node)
            elements(stack[-1][1])[-1].append_child(node)
            continue
        while stack and (
            stack[-1][0] > item.level or (stack[-1][0] == item.level and _begins_anew(last[item.level], item))
        ):
            stack.pop()
        last[item.level] = item
        if not stack or stack[-1][0] < item.level:
            made = _list(node, item, [other for other in run[number + 1 :] if other.level == item.level][:1])
            if stack:
                elements(stack[-1][1])[-1].append_child(made)
            else:
                holder.insert_before(made, node)
            stack.append((item.level, made))
        entry = node.clone_node(deep=False)
        entry.name = "li"
        entry.attrs = {name: value for name, value in (node.attrs or {}).items() if name in ("id", "lang", "dir")}
        holder.remove_child(node)
        for child in list(node.children or ()):
            node.remove_child(child)
            entry.append_child(child)
        if stack[-1][1].name == "ol":
            value = _value(item.mark, attribute(stack[-1][1], "type") or "1")
            if value is not None:
                entry.attrs["value"] = str(value)
        stack[-1][1].append_child(entry)


def _begins_anew(before: _Item, item: _Item) -> bool:
    """Whether an item begins another list than the one before it: Word says so, and its mark does not count on."""
    if not item.mark or not before.mark or item.named == before.named:
        return False
    one, two = _NUMBER.fullmatch(before.mark), _NUMBER.fullmatch(item.mark)
    if one is None or two is None or _BULLET.fullmatch(before.mark) or _BULLET.fullmatch(item.mark):
        return (one is None) != (two is None)
    for kind in ("1", "i", "a"):
        number, following = _value(before.mark, kind), _value(item.mark, kind)
        if before.mark[-1:] == item.mark[-1:] and number and following and following == number + 1:
            return False
    return True


def _list(node: Node, item: _Item, following: Sequence[_Item]) -> Node:
    made = node.clone_node(deep=False)
    made.attrs = {}
    number = _NUMBER.fullmatch(item.mark)
    ordered = number is not None and _BULLET.fullmatch(item.mark) is None
    made.name = "ol" if ordered else "ul"
    if number is not None and ordered and not number[2].isdigit():
        made.attrs["type"] = _type(number[2], _NUMBER.fullmatch(following[0].mark) if following else None)
    if ordered and item.mark.endswith(")"):
        made.attrs[DELIMITER] = "parens" if item.mark.startswith("(") else "paren"
    return made


def _type(first: str, second: re.Match[str] | None) -> str:
    """How a list counts: letters, unless its first item or two are those of Roman numerals."""
    following = second[2].lower() if second else ""
    roman = first.lower() in ("i", "ii", "iii", "iv") and following != "j"
    roman = roman or (len(first) > 1 and set(first.lower()) <= set(_ROMAN))
    small = "i" if roman else "a"
    return small if first.islower() else small.upper()


def _value(mark: str, kind: str) -> int | None:
    number = _NUMBER.fullmatch(mark)
    if number is None:
        return None
    text = number[2].lower()
    if text.isdigit():
        return int(text)
    if kind in ("i", "I"):
        values = [_ROMAN.get(char, 0) for char in text]
        return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
    return ord(text) - ord("a") + 1 if len(text) == 1 else None


# --- quotes ---------------------------------------------------------------------------------------------------------


def _quotes(holder: Node) -> None:
    """Neighbouring paragraphs in a style for quotes as one quote."""
    quote: Node | None = None
    for child in list(holder.children or ()):
        if child.name == "#comment" or (child.name == "#text" and not str(child.data or "").strip()):
            continue
        classes = (attribute(child, "class") or "").lower() if child.name == "p" else ""
        if not classes.startswith(("msoquote", "msointensequote", "msoblocktext")):
            quote = None
            continue
        if quote is None:
            quote = child.clone_node(deep=False)
            quote.name, quote.attrs = "blockquote", {}
            holder.insert_before(quote, child)
        holder.remove_child(child)
        quote.append_child(child)
