"""WordPress's shortcodes in Markdown, as exporters of its posts leave them: ``[caption]``, ``[embed]``, ``[gallery]``.

Brackets mean much in Markdown, so that only what is written as a tag is one: the names of WordPress itself, and names
with values in quotation marks. What they mean is told by the reader of its exports.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from exporter.readers.markdown.protected import Protected
from exporter.readers.markdown.shortcodes import marked
from exporter.readers.noted import Noted
from exporter.readers.wordpress import KNOWN, expanded

Change = Callable[[re.Match[str], int], str]

_VALUE = r"\s+[\w-]+\s*=\s*(?:\"[^\"\]]*\"|'[^'\]]*')"
_CAPTION = re.compile(
    r"\[(?P<name>(?:wp_)?caption)\b[^\]]*\]\s*(?P<inner>(?:(?!\[/(?:wp_)?caption\])[\s\S]){1,2000})\[/(?P=name)\]"
)
_PICTURE = re.compile(
    r"(?:\[\s*)?(?:!\[(?P<alt>[^\]]*)\]\((?P<src>[^()\s]+)[^()]*\)|<img\b(?P<tag>[^>]*)>)(?:\s*\]\([^()]*\))?"
)
_EMBED = re.compile(r"(?<!\[)\[embed\b[^\]]*\]\s*(\S{1,2000}?)\s*\[/embed\]")
_TAG = re.compile(rf"(?<![\[\\])\[(?P<end>/?)(?P<name>[a-z][\w-]*)(?P<said>(?:{_VALUE})*)\s*/?\](?![(\[:\]])")
_TWICE = re.compile(r"\[(\[/?(?:" + "|".join(sorted(KNOWN)) + r")\b[^\[\]]*\])\]")


def without_wordpress(text: str, noted: Noted, shift: int) -> str:
    """``text`` with known shortcodes turned into what they mean, others left out; ``shift`` lines stood before it."""
    if "[" not in text or not re.search(rf"\[(?:{'|'.join(KNOWN)})\b|\[[a-z][\w-]*{_VALUE}", text):
        return text
    text = _outside(_CAPTION, text, lambda match, line: _figure(match))
    text = _outside(_EMBED, text, lambda match, line: expanded(match[0], {}, noted, line))
    opened = {match["name"] for match in _TAG.finditer(text) if match["said"]}
    links = set(re.findall(r"^ {0,3}\[([a-z][\w-]*)\]:", text, re.MULTILINE))  # names of addresses

    def tag(match: re.Match[str], line: int) -> str:
        name = match["name"]
        if name in links and not match["said"]:
            return match[0]
        if not (match["said"] or name in KNOWN or (match["end"] and name in opened)):
            return match[0]
        return expanded(match[0], {}, noted, line) if match["said"] or not match["end"] else ""

    text = _outside(_TAG, text, lambda match, line: tag(match, line + shift))
    return _outside(_TWICE, text, lambda match, line: "\\" + match[1])


def _outside(pattern: re.Pattern[str], text: str, change: Change) -> str:
    """``text`` with what the pattern finds outside code changed; line ends stay, so that places can be told."""
    code = Protected(text)

    def keep(match: re.Match[str]) -> str:
        if code.holds(match.start()):
            return match[0]
        made = change(match, code.line_of(match.start()) + 1)
        return made + "\n" * (match[0].count("\n") - made.count("\n"))

    return pattern.sub(keep, text)


def _figure(match: re.Match[str]) -> str:
    """A picture with its caption: the words behind it."""
    picture = _PICTURE.search(match["inner"])
    if picture is None:
        return match["inner"]
    words = " ".join((match["inner"][: picture.start()] + match["inner"][picture.end() :]).split())
    shown = f"<img{picture['tag']}>" if picture["tag"] is not None else ""
    said = f' alt="{escape(picture["alt"])}"' if picture["alt"] else ""
    shown = shown or f'<img src="{escape(picture["src"])}"{said}>'
    return f"<figure>{shown}<figcaption>{marked(words)}</figcaption></figure>"
