"""WordPress's shortcodes in HTML that its database or an export left: they become what they mean, or are named.

Brackets are words in most pages, so that only what is written as a tag is one: the names of WordPress itself where they
say what they show or stand alone, and names with values in quotation marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from exporter.readers.noted import Noted
from exporter.readers.wordpress import KNOWN, captioned, expanded

_VALUE = (
    r"\s+[\w-]+\s*=\s*(?:\"[^\"\]\[]{0,500}\"|'[^'\]\[]{0,500}'|&quot;[^\]\[]{0,500}?&quot;"
    r"|[\u201c\u201d][^\]\[]{0,500}?\u201d)"
)
READ = "HTML023"
READ_AS = "shortcodes were read as what they mean"
_NAMES = "|".join(sorted(KNOWN))
_TAG = re.compile(
    rf"(?<![\[\\\w])\[(?P<end>/?)(?P<name>[a-z][\w-]{{0,40}})(?P<said>(?:{_VALUE}){{0,20}})\s*/?\](?![(\[:\]])"
)
_CAPTION = re.compile(
    r"\[(wp_)?caption\b[^\]]{0,600}\](?:(?!\[(?:wp_)?caption\b).){1,4000}?\[/(?:wp_)?caption\]", re.DOTALL
)
_EMBED = re.compile(r"(?<!\[)\[embed\b[^\]]{0,400}\]\s*\S{1,2000}?\s*\[/embed\]")
_ALONE = re.compile(r"(?:^|>)\s*\Z"), re.compile(r"\s*(?:<|$)")
_KEPT = re.compile(
    r"<!--.*?(?:--!?>|\Z)|<(pre|code|kbd|samp|tt|xmp|script|style|textarea|svg|math)(?=[\s/>]).*?(?:</\1(?=[\s/>])|\Z)|<[^>]*>",
    re.DOTALL | re.IGNORECASE,
)


def without_shortcodes(text: str, noted: Noted) -> str:
    """``text`` with known shortcodes as what they mean and others left out and noted; every line keeps its number."""
    if not re.search(rf"\[(?:{_NAMES})\b|\[[a-z][\w-]*{_VALUE}", text):
        return text

    def read(match: re.Match[str], line: int) -> str:
        noted.note(READ, READ_AS, match[0], line, " ".join(re.findall(r"\[[^\[\]]*\]", match[0])))
        return captioned(match[0]) if "caption" in match[0][:12] else expanded(match[0], {}, noted, line)

    text = _outside(_EMBED, _outside(_CAPTION, text, read), read)
    opened = {match["name"] for match in _TAG.finditer(text) if match["said"]}

    def tag(match: re.Match[str], line: int) -> str:
        name = match["name"]
        before, behind = _ALONE
        alone = before.search(match.string[max(match.start() - 80, 0) : match.start()]) is not None
        alone = alone and behind.match(match.string, match.end()) is not None
        is_one = match["said"] or (name in KNOWN and alone) or (match["end"] and name in opened)
        if not is_one:
            return match[0]
        made = "" if match["end"] else expanded(match[0].replace("&quot;", '"'), {}, noted, line)
        if made or match["end"]:
            noted.note(READ, READ_AS, match[0], line)
        return made

    return _outside(_TAG, text, tag)


def _outside(pattern: re.Pattern[str], text: str, change: Callable[[re.Match[str], int], str]) -> str:
    """``text`` with what ``pattern`` finds outside code, comments and tags changed."""
    kept = [(item.start(), item.end()) for item in _KEPT.finditer(text)]
    ends = [match.end() for match in re.finditer("\n", text)]
    parts: list[str] = []
    at = place = 0
    for match in pattern.finditer(text):
        while place < len(kept) and kept[place][1] <= match.start():
            place += 1
        if match.start() < at or (place < len(kept) and kept[place][0] <= match.start()):
            continue
        made = change(match, bisect_right(ends, match.start()) + 1)
        parts += [text[at : match.start()], made, "\n" * (match[0].count("\n") - made.count("\n"))]
        at = match.end()
    return "".join([*parts, text[at:]])
