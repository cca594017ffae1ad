"""What of a Markdown text is code, and is therefore never looked at for the marks of a dialect.

CommonMark decides by structure what is a code block, so its parser is asked; spans of code are found by their accents.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt

from exporter.patterns import pattern


class Protected:
    """The places of a text that are code: ``lines`` (from 0) of blocks, and stretches of characters."""

    def __init__(self, text: str, *, mdx: bool = False, directives: bool = False) -> None:
        """Find the code in ``text``. ``mdx``: only what is fenced is code, wherever its fence stands.

        ``directives``: a fence with a name in braces may hold Markdown (MyST).
        """
        self.fences: frozenset[int] = frozenset()  # of directives
        if mdx or directives:
            self.lines, self.fences = _fenced_lines(text)
        else:
            self.lines = _code_lines(text)
        if directives:
            self.lines |= _code_lines(text, kinds=("code_block",))
        if "{=" in text:
            self._without_raw(text)
        starts, at = [], 0
        for line in text.split("\n"):
            starts.append(at)
            at += len(line) + 1
        self.starts = starts
        self.spans = _spans(text, self)
        self._begins = [begin for begin, _ in self.spans]

    def _without_raw(self, text: str) -> None:
        """Take out raw blocks (```` ```{=html} ````): a fence stands round them, and they are not code (pandoc)."""
        for token in _parser().parse(text):
            if token.type == "fence" and token.map and token.info.lstrip().startswith("{="):
                first, after = token.map
                self.lines -= set(range(first, after))
                self.fences |= {first, after - 1}

    def line_of(self, at: int) -> int:
        """The line (from 0) in which the character at ``at`` stands."""
        return bisect_right(self.starts, at) - 1

    def holds(self, at: int) -> bool:
        """Whether the character at ``at`` is code."""
        if self.line_of(at) in self.lines:
            return True
        place = bisect_right(self._begins, at) - 1
        return place >= 0 and at < self.spans[place][1]


@cache
def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"maxNesting": 100})
    made.disable(["emphasis", "link", "image", "entity", "html_inline", "backticks", "autolink"])
    made.core.ruler.disable(["inline"])
    return made


_CODE_HAS = ("`", "~", "<", "\t", "    ")
"""What any block of code has one of: a fence, an element, an indent of four columns (CommonMark, 4.4 to 4.6)."""


def _code_lines(text: str, kinds: Sequence[str] = ("fence", "code_block")) -> frozenset[int]:
    if not any(mark in text for mark in _CODE_HAS):
        return frozenset()
    held: set[int] = set()
    for token in _parser().parse(text):
        if (token.map and token.type in kinds) or (
            token.map
            and token.type == "html_block"
            and re.match(r"<(?:pre|script|style|textarea)\b", token.content, re.I)
        ):
            held.update(range(token.map[0], token.map[1]))
    return frozenset(held)


_FENCE = pattern(r"[ \t>]*(?:(?:[*+-]|\d{1,9}[.)])[ \t]+)*(?P<mark>`{3,}|~{3,})(?P<info>[^\n]*)$")


_HOLDS = pattern(
    r"[ \t]*\{(?!(?:code|literal|sourcecode|parsed|mermaid|math|raw|graphviz|eval|prompt|command)\b)"
    r"(?!(?:r|python|julia|js)\})[A-Za-z][\w:+-]*\}"
)


def _fenced_lines(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """The lines of fenced code, and the fences of directives.

    The lines round a fence may be elements or directives, and its indent says nothing.
    """
    held: set[int] = set()
    mark = ""
    directives: list[str] = []
    fences: set[int] = set()
    for number, line in enumerate(text.split("\n")):
        match = _FENCE.match(line) if "```" in line or "~~~" in line else None
        ends = match is not None and not match["info"].strip()
        if mark:
            held.add(number)
            mark = "" if match and ends and match["mark"].startswith(mark) else mark
        elif match and ends and directives and match["mark"].startswith(directives[-1]):
            directives.pop()
            fences.add(number)
        elif match and _HOLDS.match(match["info"]):
            fences.add(number)
            directives.append(match["mark"])
        elif match and (match["mark"][0] == "~" or "`" not in match["info"]):
            held.add(number)
            mark = match["mark"]
    return frozenset(held), frozenset(fences)


def _spans(text: str, blocks: Protected) -> list[tuple[int, int]]:
    """The spans of code (CommonMark, 6.1): from a run of accents to the next as long, in the same paragraph."""
    others = blocks.lines | blocks.fences
    runs = [match.span() for match in re.finditer(r"`+", text) if blocks.line_of(match.start()) not in others]
    gaps = [match.start() for match in re.finditer(r"\n[ \t]*\n", text)]
    following: dict[int, int] = {}
    after: list[int] = [0] * len(runs)
    for at in range(len(runs) - 1, -1, -1):
        length = runs[at][1] - runs[at][0]
        after[at] = following.get(length, -1)
        following[length] = at
    made: list[tuple[int, int]] = []
    at = 0
    while at < len(runs):
        begin = runs[at][0]
        other = after[at]
        escaped = begin > 0 and text[begin - 1] == "\\"
        if other < 0 or escaped or bisect_right(gaps, runs[other][0]) != bisect_right(gaps, begin):
            at += 1
            continue
        made.append((begin, runs[other][1]))
        at = other + 1
    return made
