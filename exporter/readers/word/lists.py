"""Lists from numbered paragraphs (ECMA-376 part 1, 17.9): nested by level and indent, numbered as Word shows them.

What decides whether an item goes on a list is what Word shows: a bullet after bullets at one depth, a number that is
the next one. A paragraph without number that is set as far in as the item's words belongs to the item.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from exporter.model import Blocks, List, ListItem
from exporter.readers.word.items import Item
from exporter.readers.word.numbering import Label

NESTED_INDENT = 150
"""How much further in, in twentieths of a point, an item of another list must be to lie inside the one before it."""
CONTINUING = frozenset(["text", "code", "quote", "attribution", "group", "table", "block", "caption", "figure"])
MOST_BETWEEN = 12
"""How many paragraphs may stand between two items of one inner list."""


@dataclass(slots=True)
class _Open:
    """A list that is being gathered: its first item's label and indent, the items, the last number."""

    label: Label
    indent: int
    first: Item
    items: list[list[Item]] = field(default_factory=list)
    last: int = 0

    @property
    def level(self) -> int:
        return self.label.level


def take_list(items: list[Item], at: int, blocks: Callable[[list[Item]], Blocks]) -> tuple[List, int]:
    """The list that begins at ``items[at]``, and the place after it. ``blocks`` makes the blocks of an item."""
    top = _start(items[at])
    stack = [top]
    place = at + 1
    while place < len(items):
        item = items[place]
        if item.label is not None and item.kind != "heading":
            if not _take_item(stack, item, blocks):
                break
            place += 1
        elif (inside := _goes_on(stack, items, place)) is not None:
            _close(stack, inside + 1, blocks)
            stack[-1].items[-1].append(_plain(item))
            place += 1
        else:
            break
    _close(stack, 1, blocks)
    return _list(top, blocks), place


def _start(item: Item) -> _Open:
    assert item.label is not None
    made = _Open(item.label, item.indent, item)
    made.items.append([replace(item, label=None)])
    made.last = item.label.number
    return made


def _take_item(stack: list[_Open], item: Item, blocks: Callable[[list[Item]], Blocks]) -> bool:
    """Put an item where it belongs; False when it begins a list of its own after this one."""
    at = _place_of(stack, item)
    if at is None:
        return False
    if at == len(stack):
        stack.append(_start(item))
        return True
    _close(stack, at + 1, blocks)
    held = stack[at]
    if _follows(held, item):
        held.items.append([replace(item, label=None)])
        held.last = item.label.number if item.label else 0
        return True
    if at == 0:
        return False
    _close(stack, at, blocks)
    stack.append(_start(item))
    return True


def _place_of(stack: list[_Open], item: Item) -> int | None:
    """At which depth of the open lists an item lies: len(stack) for one deeper; None for outside all of them."""
    label = item.label
    assert label is not None
    same = [at for at, one in enumerate(stack) if one.label.num == label.num]
    if same:
        for at in same:
            if stack[at].level == label.level:
                return at
        if label.level > stack[same[-1]].level:
            return min(len(stack), same[-1] + 1)
        return None if same[0] == 0 else same[0]
    top = stack[-1]
    if item.indent > top.indent + NESTED_INDENT or (label.level > top.level and item.indent >= top.indent):
        return len(stack)
    for at in range(len(stack) - 1, -1, -1):
        if item.indent > stack[at].indent - NESTED_INDENT:
            return at
    return None


def _follows(held: _Open, item: Item) -> bool:
    """Whether an item is the next of a list: a bullet among bullets, or the next number in one style."""
    label, first = item.label, held.label
    if label is None:
        return False
    if first.bullet or label.bullet:
        return first.bullet and label.bullet
    return label.style == first.style and label.number == held.last + 1


def _goes_on(stack: list[_Open], items: list[Item], place: int) -> int | None:
    """In which open list a paragraph without number goes on with the last item; None for in none."""
    item = items[place]
    if item.kind == "group" and (tag := item.tag.partition(":"))[0] == "item" and tag[2].isdigit():
        return min(int(tag[2]) - 1, len(stack) - 1)
    if item.kind == "empty" or item.kind not in CONTINUING:
        return None
    if item.continues >= 0:
        return min(item.continues, len(stack) - 1)
    if item.kind in ("text", "code", "table", "block") and item.indent > 0:
        for at in range(len(stack) - 1, -1, -1):
            if stack[at].indent > 0 and item.indent >= stack[at].indent - NESTED_INDENT // 2:
                return at
    return _before_inner(stack, items, place)


def _before_inner(stack: list[_Open], items: list[Item], place: int) -> int | None:
    """A paragraph between two items of an inner list stands in the item that holds that list."""
    for item in items[place : place + MOST_BETWEEN]:
        if item.kind in ("heading", "title", "break", "empty") or (item.kind == "group" and not item.label):
            return None
        if item.label is not None:
            return _holder(stack, item.label)
    return None


def _holder(stack: list[_Open], label: Label) -> int | None:
    """The open list whose last item holds, or held, the inner list that ``label`` goes on with."""
    same = [at for at, one in enumerate(stack) if one.label.num == label.num]
    found = next((at for at in same if at and stack[at].level == label.level), None)
    if found is not None:
        return found - 1
    return next((at for at in reversed(same) if stack[at].level < label.level), None)


def _plain(item: Item) -> Item:
    return replace(item, continues=-1)


def _close(stack: list[_Open], depth: int, blocks: Callable[[list[Item]], Blocks]) -> None:
    """Finish open lists until ``depth`` are left, each put into the last item of the one that holds it."""
    while len(stack) > depth:
        done = stack.pop()
        stack[-1].items[-1].append(Item(kind="block", block=_list(done, blocks), pos=done.first.pos))


def _list(done: _Open, blocks: Callable[[list[Item]], Blocks]) -> List:
    items = tuple(ListItem(blocks(inner), pos=inner[0].pos) for inner in done.items)
    ordered = not done.label.bullet
    start = done.label.number if ordered else 1
    style, delimiter = (done.label.style, done.label.delimiter) if ordered else ("decimal", "period")
    return List(items, ordered, start, style, delimiter, pos=done.first.pos)
