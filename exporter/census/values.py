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
from exporter.census.entries import sorted_out
from exporter.census.html import count_html
from exporter.census.lines import TREES, is_marked, joined, marked
from exporter.census.markdown import count as count_markdown
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
    "focus settings name bio biography primaryauthor primarytag populatedauthors category categories blockname "
    "internalname copyrightholder".split()
)
"""Keys, folded, whose values are data of the program, with all that is in them."""
DATA_BEGINS = ("_", "seo", "meta", "og_", "og:", "twitter", "email", "codeinjection", "$")
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
_FILE = re.compile(r"\S+\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?|pdf|mp[34])", re.IGNORECASE)
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
        made.whole(beside, is_data=True)
        made.census.allowed += again
        made.census.doubtful += ["\U0001f4f7"] * counting.text.count("\U0001f4f7")  # Draft.js ties a picture to it
        return made.census
    except (ValueError, RecursionError):
        return Census()


class _Count:
    """What was counted, and the descriptions that were met: a picture's is read once, wherever it is repeated."""

    def __init__(self, form: str) -> None:
        self.census = Census(ordered=form not in REFERRING)
        self.form = form
        self.met: set[str] = set()

    def whole(self, root: Any, *, is_data: bool = False) -> None:
        """Everything in a value, in the order of the file."""
        stack: list[tuple[str, Any, bool]] = [("", root, is_data)]
        while stack:
            key, value, is_data = stack.pop()
            if isinstance(value, Mapping):
                stack += reversed(list(self.members(value, is_data)))
            elif isinstance(value, list):
                stack += reversed([(key, inner, is_data) for inner in self.items(value)])
            elif isinstance(value, str) and value:
                if inner := _unpacked(value):
                    stack.append((key, inner, is_data))
                elif is_data:
                    self.census.allowed.append(value)
                else:
                    self.string(key, value)
            elif isinstance(value, int | float):
                self.census.allowed.append(str(value))

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

    def members(self, held: Mapping[str, Any], is_data: bool) -> list[tuple[str, Any, bool]]:
        names = {name: _folded(str(name)) for name in held}
        self.service(held)
        unsaid = _unsaid(held, set(names.values()))
        forms = [name for form in BODIES for name in held if names[name] == form and held[name]]
        asset = not ASSET.isdisjoint(names.values()) or isinstance(held.get("file"), Mapping)
        made = []
        for name, value in held.items():
            folded = names[name]
            data = is_data or folded in DATA or str(name).startswith(DATA_BEGINS)
            data = data or folded in unsaid or (asset and folded not in ASSET_WORDS and isinstance(value, str))
            data = data or name in forms[:-1]  # the same words again
            made.append((folded, value, data))
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
            or (key in ASSET_WORDS and (value in self.met or _FILE.fullmatch(value)))
            or (key == "title" and _FILE.fullmatch(value))
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
