"""The census of articles in JSON: what the keys that hold words hold, in their order, and the things they stand in.

Which values are words is told by the names of their keys, as the schemas of the formats have them, and by the values:
several words with spaces between them are words whatever their key is called, unless it names data of the program.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from exporter.census import flat, schemas, tools
from exporter.census.counted import SURE, Census, Counting, Stretch, Thing
from exporter.census.entries import sorted_out
from exporter.census.html import count_html
from exporter.census.keys import FILE, WORDS, folded, is_data
from exporter.census.lines import TREES, is_marked, joined, marked
from exporter.census.markdown import count as count_markdown
from exporter.census.nodes import count_nodes, is_tree
from exporter.census.pandoc import count_pandoc

BODIES = ("bodytext", "bodyhtml", "bodyxhtml")
"""Keys, folded, of one body in several forms (ninjs), the one to be counted last: each has all of its words."""
ASSET = frozenset("filename mime mimetype contenttype formats ext renditions filesize".split())
"""Keys that only a description of a file has: what else it says is for the library."""
ASSET_WORDS = frozenset("alt alttext alternativetext caption credit description copyright".split())
REFERRING = frozenset(["contentful", "draftjs", "ghost", "json", "ninjs"])
"""Formats whose files do not have everything in the order of reading."""
SERVICES = {
    "youtube": "https://www.youtube.com/watch?v=",
    "tweet": "https://twitter.com/i/status/",
    "figma": "https://www.figma.com/file/",
}
"""Where what is known by a service's number alone is to be found."""
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+\d*);")
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:\S+|\d{4}-\d\d-\d\d\S*|[\w./#?&=%-]*[/#_=][\w./#?&=%-]*|\S*\d\S*)\s*")
_NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[*†‡§])[\])]?\s*")
_TUNED = re.compile(r"<sup\b[^<>]*\bdata-tune\b[^<>]*>.*?</sup>", re.DOTALL)
_MARKDOWN = re.compile(
    r"^ {0,3}#{1,6} \S|^ {0,3}(?:```|~~~)|\]\((?:https?:|mailto:|/|#)[^()\s]*\)|(?<![\w*])\*\*\w"
    r"|^\|[ :-]*-{3,}[ :|-]*$",
    re.MULTILINE,
)
_SEVERAL = re.compile(r"[^\W\d_]\S*\s+\S*[^\W_]\S*\s+\S*[^\W_]")


def count(counting: Counting) -> Census:
    """The census of an article in JSON."""
    try:
        value = json.loads(counting.text)
        if counting.format == "pandoc":
            return count_pandoc(value)
        value, beside, again = sorted_out(value) if counting.format == "contentful" else (value, [], [])
        made = _Count(counting.format)
        made.whole(value)
        if counting.format == "json" and isinstance(value, Mapping):
            tools.count_own(made.census, value)
        made.whole(beside, of_data=True)
        made.census.allowed += again
        made.census.doubtful += ["\U0001f4f7"] * counting.text.count("\U0001f4f7")  # Draft.js ties a picture to it
        return made.census
    except (ValueError, RecursionError):
        return Census()


class _Count:
    """What was counted, and the descriptions that were met: a picture's is read once, wherever it is repeated."""

    def __init__(self, form: str) -> None:
        self.census = Census(ordered=form not in REFERRING, sure=SURE | {"note"})
        self.form = form
        self.met: set[str] = set()

    def whole(self, root: Any, *, of_data: bool = False) -> None:
        """Everything in a value, in the order of the file."""
        stack: list[tuple[str, Any, bool, bool]] = [("", root, of_data, of_data)]
        while stack:
            key, value, of_data, counted = stack.pop()
            if isinstance(value, Mapping | list):
                counted = self.things(value, counted, of_data)
            if isinstance(value, Mapping):
                stack += reversed([(*one, counted) for one in self.members(value, of_data)])
            elif isinstance(value, list):
                stack += reversed([(key, inner, of_data, counted) for inner in self.items(value)])
            elif isinstance(value, str) and value:
                if inner := _unpacked(value):
                    stack.append((key, inner, of_data, counted))
                elif of_data:
                    self.census.allowed.append(value)
                else:
                    self.string(key, value)
            elif isinstance(value, int | float):
                self.census.allowed.append(str(value))

    def things(self, value: Any, counted: bool, of_data: bool) -> bool:
        """Count the things in an object or list of the format's own; whether all below it are counted."""
        if of_data:
            return counted
        tree = schemas.TREES.get(self.form)
        if isinstance(value, list):
            if tree is not None and not counted and is_tree(tree, value):
                count_nodes(self.census, tree, value)
                return True
            if self.form == "portable-text" and flat.is_portable(value):
                flat.count_portable(self.census, value)
            return counted
        if alternative := schemas.alternative(value):
            if not FILE.fullmatch(alternative):
                self.census.things.append(Thing("picture", tools.plain(alternative)))
        elif self.form == "draftjs" and flat.is_draft(value):
            flat.count_draft(self.census, value)
        elif self.form == "editorjs" and tools.is_tools(value):
            tools.count_tools(self.census, value["blocks"])
        elif self.form == "wagtail":
            tools.count_wagtail(self.census, value)
        elif self.form == "ghost" and flat.is_mobiledoc(value):
            flat.count_mobiledoc(self.census, value)
        return counted

    def items(self, value: list[Any]) -> list[Any]:
        """The items of a list, those that are one line joined."""
        if is_marked(value):
            return [{"text": words} for words in marked(value)]
        return joined(value) if self.form in TREES and not self.notes_in(value) else value

    def notes_in(self, value: list[Any]) -> bool:
        """Whether a list has the mark of a note, which is a text of its own with a mark on it: it may be left out."""
        found = False
        for item in value:
            text = item.get("text") if isinstance(item, Mapping) and item.get("marks") else None
            if isinstance(text, str) and item.get("_type") == "span" and _NOTE_MARK.fullmatch(text):
                self.census.doubtful.append(text)
                found = True
        return found

    def members(self, held: Mapping[str, Any], of_data: bool) -> list[tuple[str, Any, bool]]:
        names = {name: folded(str(name)) for name in held}
        self.service(held)
        unsaid = _unsaid(held, set(names.values()))
        forms = [name for form in BODIES for name in held if names[name] == form and held[name]]
        asset = not ASSET.isdisjoint(names.values()) or isinstance(held.get("file"), Mapping)
        made = []
        for name, value in held.items():
            key = names[name]
            data = of_data or is_data(str(name)) or key in unsaid
            data = data or (asset and key not in ASSET_WORDS and isinstance(value, str))
            data = data or name in forms[:-1]  # the same words again
            made.append((key, value, data))
        return made

    def service(self, held: Mapping[str, Any]) -> None:
        """The address of what is known by a number, which is heard where nothing else is said of it."""
        number = next(
            (str(held[key]) for key in ("videoID", "videoId", "youtubeId", "vimeoId", "id") if held.get(key)), ""
        )
        if held.get("type", held.get("_type")) in SERVICES and number:
            self.census.allowed.append(SERVICES[str(held.get("type", held.get("_type")))] + number)

    def string(self, key: str, value: str) -> None:
        census = self.census
        value = _TUNED.sub("", value)
        if (
            (_ADDRESS.fullmatch(value) if key not in ("text", "content", "value") else not value.strip())
            or (key not in WORDS and not _SEVERAL.search(value))
            or (key in ASSET_WORDS and (value in self.met or FILE.fullmatch(value)))
            or (key == "title" and FILE.fullmatch(value))
        ):
            census.allowed.append(value)
        elif _MARKDOWN.search(value) and key not in ("text", "code"):
            self.add(count_markdown(Counting(format="markdown", data=value.encode(), text=value)))
        elif _TAG.search(value):
            self.add(count_html(value))
        else:
            self.met.add(value)
            census.stretches.append(Stretch(value, 0, key != "text"))

    def add(self, inner: Census) -> None:
        """The words of a string that is markup itself."""
        self.census.stretches += [stretch._replace(line=0) for stretch in inner.stretches]
        self.census.things += [one._replace(line=0) for one in inner.things]
        self.census.allowed += inner.allowed
        self.census.doubtful += inner.doubtful


def _unsaid(held: Mapping[str, Any], names: set[str]) -> set[str]:
    """Keys whose words nobody hears beside the others: tips, words that are there twice, what an entity is tied to."""
    found = set()
    if {"src", "alt"} <= names or (names & {"href", "url"} and names & {"target", "rel", "targetoption"}):
        found.add("title")
    if held.get("lexical") or held.get("mobiledoc"):
        found |= {"html", "plaintext", "excerpt"} if held.get("custom_excerpt") else {"html", "plaintext"}
    if held.get("type") == "atomic" and held.get("entityRanges"):
        found.add("text")
    return found


def _unpacked(value: str) -> Any:
    """What is in a string that is JSON itself; None for any other."""
    if value[:1] in ("{", "[") and value[-1:] in ("}", "]"):
        try:
            held = json.loads(value)
        except (ValueError, RecursionError):
            return None
        return held if isinstance(held, dict | list) else None
    return None
