"""The shapes of rich text, told by content: which reader a value is for. Nothing heavy is loaded to ask.

A publisher's fields hold rich text of their CMS's format, or of another's: a shape is looked for wherever words may be.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of rich text: its reader's module (with ``nodes(reading, value)``), and how it is known."""

    format: str
    module: str
    matches: Callable[[Any], bool]


def _objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list that holds nothing else; [] for anything else, and for an empty list."""
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return value
    return []


def _prosemirror(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") == "doc" and isinstance(value.get("content", []), list)


def _contentful(value: Any) -> bool:
    return isinstance(value, dict) and value.get("nodeType") == "document" and isinstance(value.get("content"), list)


def _lexical(value: Any) -> bool:
    root = value.get("root", value) if isinstance(value, dict) else None
    return isinstance(root, dict) and root.get("type") == "root" and isinstance(root.get("children"), list)


def _draft(value: Any) -> bool:
    blocks = _objects(value.get("blocks")) if isinstance(value, dict) else []
    return (
        bool(blocks)
        and all(isinstance(block.get("text"), str) for block in blocks)
        and ("entityMap" in value or "inlineStyleRanges" in blocks[0])
    )


def _editorjs(value: Any) -> bool:
    blocks = _objects(value.get("blocks")) if isinstance(value, dict) else []
    return bool(blocks) and all(isinstance(block.get("type"), str) and "data" in block for block in blocks)


def _mobiledoc(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("sections"), list)
        and "version" in value
        and ("markups" in value or "cards" in value or "atoms" in value)
    )


def _portable(value: Any) -> bool:
    if isinstance(value, dict) and value.get("_type") == "block":
        value = [value]
    found = _objects(value)
    return bool(found) and all(isinstance(item.get("_type"), str) for item in found)


def _wagtail(value: Any) -> bool:
    found = _objects(value)
    return bool(found) and all(isinstance(item.get("type"), str) and "value" in item for item in found)


def _bloks(value: Any) -> bool:
    found = _objects(value)
    return bool(found) and all(isinstance(item.get("component"), str) for item in found)


def _leaf(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("text"), str)


def _strapi(value: Any) -> bool:
    found = _objects(value)
    return bool(found) and _is_slate(found) and _typed_text(found)


def _typed_text(found: Any) -> bool:
    """Whether the texts say that they are: Strapi's do, Slate's do not."""
    stack = list(found)
    while stack:
        item = stack.pop()
        if _leaf(item):
            return bool(item.get("type") == "text")
        stack.extend(_objects(item.get("children")) if isinstance(item, dict) else ())
    return False


def _slate(value: Any) -> bool:
    if isinstance(value, dict) and "type" not in value and set(value) <= {"children", "version"}:
        value = value.get("children")
    return _is_slate(_objects(value))


def _is_slate(found: list[Mapping[str, Any]]) -> bool:
    return bool(found) and all(isinstance(item.get("children"), list) for item in found)


def _components(value: Any) -> bool:
    """A list of a page builder's blocks: Strapi's dynamic zone, Payload's blocks, ACF's flexible content."""
    found = _objects(value)
    return bool(found) and all(any(isinstance(item.get(key), str) for key in TYPE_KEYS) for item in found)


def _rendered(value: Any) -> bool:
    """A post's content as WordPress's REST interface gives it."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("rendered"), str)
        and (set(value) <= {"rendered", "raw", "protected", "block_version"})
        and "protected" in value
    )


TYPE_KEYS = ("__component", "blockType", "acf_fc_layout", "slice_type", "__typename")
"""Under which keys page builders say a block's type."""

_PACKAGE = "exporter.readers.cms."
SHAPES: tuple[Shape, ...] = (
    Shape("prosemirror", _PACKAGE + "prosemirror", _prosemirror),
    Shape("contentful", _PACKAGE + "contentful", _contentful),
    Shape("lexical", _PACKAGE + "lexical", _lexical),
    Shape("draftjs", _PACKAGE + "draftjs", _draft),
    Shape("editorjs", _PACKAGE + "editorjs", _editorjs),
    Shape("ghost", _PACKAGE + "mobiledoc", _mobiledoc),
    Shape("gutenberg", _PACKAGE + "gutenberg", _rendered),
    Shape("portable-text", _PACKAGE + "portable_text", _portable),
    Shape("storyblok", _PACKAGE + "storyblok", _bloks),
    Shape("wagtail", _PACKAGE + "wagtail", _wagtail),
    Shape("strapi", _PACKAGE + "strapi", _strapi),
    Shape("slate", _PACKAGE + "slate", _slate),
    Shape("strapi", _PACKAGE + "components", _components),
)
"""Every shape, the surest first."""

MOST_STRING = 8 * 1024 * 1024


def shape_of(value: Any) -> Shape | None:
    """The shape of a value; None when it is not rich text of a known shape."""
    return next((shape for shape in SHAPES if shape.matches(value)), None) if isinstance(value, dict | list) else None


def unpacked(value: Any) -> Any:
    """What a string of JSON holds, when that is rich text (Ghost and Draft.js are stored so); else ``value`` itself."""
    if not isinstance(value, str) or value.lstrip()[:1] not in ("{", "[") or len(value) > MOST_STRING:
        return value
    try:
        held = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return held if shape_of(held) is not None else value


OTHERS: tuple[tuple[str, Callable[[Any], bool]], ...] = (
    ("Quill's Delta", lambda item: isinstance(item, dict) and isinstance(item.get("ops"), list)),
    ("DatoCMS structured text", lambda item: isinstance(item, dict) and item.get("schema") == "dast"),
    ("Notion's API", lambda item: isinstance(item, dict) and item.get("object") in ("block", "list", "page")),
    ("Prismic rich text", lambda item: bool(_objects(item)) and all("spans" in part for part in item)),
)
"""Forms that are known and not read, to be refused by name."""


def other(item: Any) -> str:
    """The name of a form that is known but not read; "" if there is none."""
    return next((name for name, matches in OTHERS if matches(item)), "")
