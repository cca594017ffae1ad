"""Texts of a tree's line that stand together: words that marks cut into pieces are one word.

Apart from ``values``: that says which values are words, this which of them make one line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TREES = frozenset(["prosemirror", "portable-text", "contentful", "lexical", "slate", "ghost", "strapi", "storyblok"])
"""Formats whose paragraphs hold lists of texts."""
TEXTS = frozenset("text extended-text code-highlight hashtag keyword emoji span".split())
LINKS = frozenset("link a hyperlink autolink".split())
BLOCKS = frozenset("checked component __component _uid depth entityRanges value".split())
"""Keys that only a block has that keeps its words in ``text``."""


def joined(items: list[Any]) -> list[Any]:
    """``items`` in which neighbouring texts have all their words in the first of them."""
    made: list[Any] = []
    first: dict[str, Any] | None = None
    for item in items:
        words = _words(item)
        if words is None:
            first = None
            made.append(item)
            continue
        rest = {key: value for key, value in item.items() if key not in ("text", "value", "children", "content")}
        if first is None:
            first = {"text": words}
            made.append(first)
        else:
            first["text"] += words
        if rest:
            made.append(rest)
    return made


def _words(item: Any) -> str | None:
    """The words of a text, or of a link that holds nothing else; None for anything else."""
    if isinstance(item, list) or not isinstance(item, Mapping):
        return None
    kind = item.get("type", item.get("nodeType", item.get("_type")))
    if kind in LINKS:
        held = item.get("children", item.get("content"))
        inner = [_words(part) for part in held] if isinstance(held, list) else [None]
        return None if None in inner else "".join(part for part in inner if part is not None)
    if item.get("nodeType") == "text":
        return str(item.get("value", ""))
    if (kind is not None and kind not in TEXTS) or "children" in item or not BLOCKS.isdisjoint(item):
        return None
    return item["text"] if isinstance(item.get("text"), str) else None


def is_marked(items: list[Any]) -> bool:
    """Whether a list holds Mobiledoc's texts: ``[0, [1], 1, "words"]``."""
    return bool(items) and all(
        isinstance(item, list) and len(item) == 4 and isinstance(item[1], list) and isinstance(item[0], int)
        for item in items
    )


def marked(items: list[Any]) -> list[str]:
    """The words of Mobiledoc's texts; an atom parts them."""
    parts: list[str] = [""]
    for kind, _, _, value in items:
        if kind == 0 and isinstance(value, str):
            parts[-1] += value
        else:
            parts.append("")
    return [part for part in parts if part]
