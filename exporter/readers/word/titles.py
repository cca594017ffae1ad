"""The title, and headings that nobody marked: one title, the rest below it, never “Untitled”.

A paragraph in the style Title is the title wherever it stands before the first heading. Without one it is the heading
that opens the file, else the file's name, which is reported. In a file without any heading, bold lines are headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from exporter.model import Image, Inlines, LineBreak, Text
from exporter.readers.word.grouping import ROLES, in_language
from exporter.readers.word.inlines import is_blank, unwrapped, words
from exporter.readers.word.items import Item
from exporter.readers.word.state import State

KICKER = 80
"""How many characters a line above the headline may have to be a kicker and no paragraph."""
MOST_ABOVE = 4
BOLD_LINE = 90


def settle(state: State, items: list[Item], known: str, name: str) -> tuple[Item | None, Inlines, list[Item]]:
    """The item that is the title, its words, and the other items, their levels from 2 on.

    ``known`` is the title among the file's properties, ``name`` the file's name.
    """
    items = [item for item in items if item.kind != "empty" or item.id]
    if not any(item.kind in ("heading", "title") for item in items):
        items = _with_bold_headings(state, items)
    first = next((at for at, item in enumerate(items) if item.kind == "heading"), len(items))
    titles = [at for at, item in enumerate(items[:first]) if item.kind == "title"]
    if titles:
        return _styled_title(items, titles)
    items = [replace(item, kind="heading", level=1) if item.kind == "title" else item for item in items]
    first = next((at for at, item in enumerate(items) if item.kind == "heading"), len(items))
    above = [_above(item) for item in items[:first]]
    if first < len(items) and len(above) <= MOST_ABOVE and None not in above:
        kept = [item for item in above if item is not None]
        return _opening_title(state, items[first], kept, items[first + 1 :])
    shown = known or _from_name(name)
    origin = "the file's properties" if known else "the file's name"
    state.report("WORD006", f"no paragraph has the style Title; “{shown}” was taken from {origin}", place=False)
    levels = [item.level for item in items if item.kind == "heading"]
    shift = 2 - min(levels, default=2)
    return None, (Text(shown),), _shifted(items, shift)


def _styled_title(items: list[Item], titles: list[int]) -> tuple[Item, Inlines, list[Item]]:
    """Paragraphs in the style Title that follow one another are one title; a later one is a heading."""
    run = [titles[0]]
    for at in titles[1:]:
        if at == run[-1] + 1:
            run.append(at)
    content: Inlines = ()
    for at in run:
        content = (*content, LineBreak(), *items[at].content) if content else items[at].content
    rest = [item for at, item in enumerate(items) if at not in run]
    rest = [replace(item, kind="heading", level=1) if item.kind == "title" else item for item in rest]
    title = items[run[0]]
    return title, _titled(replace(title, content=content)), _shifted(rest, 1)


def _opening_title(state: State, title: Item, above: list[Item], rest: list[Item]) -> tuple[Item, Inlines, list[Item]]:
    """The heading that opens the file is its title; others of its level come to lie below it."""
    level = title.level
    others = [item for item in rest if item.kind == "heading" and item.level <= level]
    if others:
        count = len(others)
        message = f"the first heading is the title; {count} other{'s' if count > 1 else ''} of its level lie below it"
        state.report("WORD014", message, place=False)
    made: list[Item] = []
    shift = 1 - level
    for item in rest:
        if item.kind == "heading" and item.level <= level:
            shift = 2 - min(item.level, level)
        made.append(replace(item, level=item.level + shift) if item.kind == "heading" else item)
    return title, _titled(title), [*above, *made]


def _titled(item: Item) -> Inlines:
    return in_language(item)


def _shifted(items: list[Item], shift: int) -> list[Item]:
    return [replace(item, level=max(2, item.level + shift)) if item.kind == "heading" else item for item in items]


def _above(item: Item) -> Item | None:
    """An item as it may stand above the headline: a picture, a short line (a kicker), a part of the masthead."""
    if item.kind in ROLES or item.kind in ("break", "empty", "credit", "caption"):
        return item
    if item.kind == "text" and item.label is None:
        if all(isinstance(node, Image) for node in item.content):
            return item
        if len(words(item.content)) <= KICKER:
            return replace(item, kind="kicker")
    return None


def _from_name(name: str) -> str:
    stem = " ".join(PurePath(name).stem.replace("_", " ").split())
    return stem if stem and name != "-" else "Word document"


# --- headings that nobody marked ------------------------------------------------------------------------------------


def _with_bold_headings(state: State, items: list[Item]) -> list[Item]:
    """``items`` with the short lines that are bold or large as a whole made headings; each is told."""
    plain = [item for item in items if item.kind == "text" and item.content]
    usual = _usual_size(plain)
    lines = [at for at, item in enumerate(items) if _looks_like_heading(item, usual)]
    if not lines or len(lines) * 2 > len(plain):
        return items
    made = list(items)
    opening = next((at for at, item in enumerate(items) if not is_blank(item.content) or item.block), 0)
    for at in lines:
        if not any(other.content or other.block for other in items[at + 1 : at + 2]):
            continue
        item = items[at]
        state.paragraphs = item.pos.line if item.pos else state.paragraphs
        state.report("WORD005", f"“{words(item.content)[:60]}” is entirely bold or large and was read as a heading")
        content = unwrapped(item.content, "strong")
        made[at] = replace(item, kind="heading", level=1 if at == opening else 2, content=content, bold=False)
    return made


def _usual_size(items: Sequence[Item]) -> int:
    """The size of letters in which most of the words are set."""
    sizes: dict[int, int] = {}
    for item in items:
        sizes[item.size] = sizes.get(item.size, 0) + len(words(item.content))
    return max(sizes, key=lambda size: sizes[size], default=0)


def _looks_like_heading(item: Item, usual: int) -> bool:
    if item.kind != "text" or item.label is not None or not item.content:
        return False
    text = words(item.content)
    if not 0 < len(text) <= BOLD_LINE or text[-1] in ".:;," or not any(char.isalpha() for char in text):
        return False
    return item.bold or (usual > 0 and item.size * 5 >= usual * 6)
