"""The census of articles in JSON: what the keys that hold words hold, in their order.

Which values are words is told by the names of their keys, as the schemas of the formats have them, and by the values:
several words with spaces between them are words whatever their key is called, unless it names data of the program.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from exporter.census.counted import Census, Counting, Stretch
from exporter.census.html import count_html
from exporter.census.pandoc import count_pandoc

WORDS = frozenset(
    "text content value html title headline heading caption alt alttext credit byline body description summary "
    "standfirst lead intro quote attribution author message label markdown question answer subtitle deck bodytext "
    "bodyhtml bodyxhtml plaintext".split()
)
"""Keys, folded, under which one word is a word."""
DATA = frozenset(
    "id uuid guid key type types nodetype kind slug url uri href src link style styles class classname classes mode "
    "format lang language locale target rel status visibility version direction align alignment width height color "
    "colour theme template layout hash ref filename mimetype contenttype path icon size marktype listitem cite "
    "datetime date filetype extension ext marks markdefs meta metadata metatitle metadescription seo tags keywords "
    "focus settings name".split()
)
"""Keys, folded, whose values are data of the program, with all that is in them."""
DATA_BEGINS = ("_", "seo", "meta", "og_", "og:", "twitter", "email", "codeinjection", "$")
ASSET = frozenset("filename mime mimetype contenttype formats ext renditions filesize".split())
"""Keys that only a description of a file has: what else it says is for the library."""
ASSET_WORDS = frozenset("alt alttext alternativetext caption credit description copyright".split())
REFERRING = frozenset(["contentful", "draftjs", "ghost", "json", "ninjs"])
"""Formats whose files do not have everything in the order of reading."""
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+\d*);")
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:\S+|\d{4}-\d\d-\d\d\S*|[\w./#?&=%-]*[/#_=][\w./#?&=%-]*|\S*\d\S*)\s*")
_SEVERAL = re.compile(r"[^\W\d_]\S*\s+\S*[^\W_]\S*\s+\S*[^\W_]")


def count(counting: Counting) -> Census:
    """The census of an article in JSON."""
    try:
        value = json.loads(counting.text)
        return count_pandoc(value) if counting.format == "pandoc" else _Count(counting.format).whole(value)
    except (ValueError, RecursionError):
        return Census()


class _Count:
    """What was counted, and the descriptions that were met: a picture's is read once, wherever it is repeated."""

    def __init__(self, form: str) -> None:
        self.census = Census(ordered=form not in REFERRING)
        self.met: set[str] = set()

    def whole(self, root: Any) -> Census:
        """Everything in a value, in the order of the file."""
        stack: list[tuple[str, Any, bool]] = [("", root, False)]
        while stack:
            key, value, is_data = stack.pop()
            if isinstance(value, Mapping):
                stack += reversed(list(self.members(value, is_data)))
            elif isinstance(value, list):
                stack += reversed([(key, inner, is_data) for inner in value])
            elif isinstance(value, str) and value:
                if inner := _unpacked(value):
                    stack.append((key, inner, is_data))
                elif is_data:
                    self.census.allowed.append(value)
                else:
                    self.string(key, value)
        return self.census

    def members(self, held: Mapping[str, Any], is_data: bool) -> list[tuple[str, Any, bool]]:
        names = {name: _folded(str(name)) for name in held}
        asset = not ASSET.isdisjoint(names.values()) or isinstance(held.get("file"), Mapping)
        made = []
        for name, value in held.items():
            folded = names[name]
            data = is_data or folded in DATA or str(name).startswith(DATA_BEGINS)
            data = data or (asset and folded not in ASSET_WORDS and isinstance(value, str))
            made.append((folded, value, data))
        return made

    def string(self, key: str, value: str) -> None:
        census = self.census
        if (
            (_ADDRESS.fullmatch(value) if key not in ("text", "content", "value") else not value.strip())
            or (key not in WORDS and not _SEVERAL.search(value))
            or (key in ASSET_WORDS and value in self.met)
        ):
            census.allowed.append(value)
        elif _TAG.search(value):
            inner = count_html(value)
            census.stretches += inner.stretches
            census.allowed += inner.allowed
        else:
            self.met.add(value)
            census.stretches.append(Stretch(value, 0, key != "text"))


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def _unpacked(value: str) -> Any:
    """What is in a string that is JSON itself; None for any other."""
    if value[:1] in ("{", "[") and value[-1:] in ("}", "]"):
        try:
            held = json.loads(value)
        except (ValueError, RecursionError):
            return None
        return held if isinstance(held, dict | list) else None
    return None
