"""Repairs to the running text of plain-text articles: a space that is missing after a full stop.

Content systems drop the line end between two paragraphs and join them: "the scandal.Three months ago".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from exporter.readers.text.lexicon import lexicon

# Word, stop, capitalised word of running text. Addresses, file names, abbreviations and code have no such shape, or
# they are ruled out below by the run of characters they stand in.
_JOINED = re.compile(r"(?<=[^\W\d_]{2})([.!?…][”’»]?|[.!?]\))(?=[A-ZÀ-Þ“‘«])")


@dataclass(frozen=True, slots=True)
class Repair:
    """A space put in at ``offset`` of the old text, after ``before`` and in front of ``after``."""

    offset: int
    before: str
    after: str


def missing_spaces(text: str) -> tuple[str, list[Repair]]:
    """``text`` with a space after each full stop that lacks one between two sentences, and what was done."""
    if "." not in text and "!" not in text and "?" not in text and "…" not in text:
        return text, []
    parts: list[str] = []
    done: list[Repair] = []
    last = 0
    for match in _JOINED.finditer(text):
        before, after = _neighbours(text, match)
        if not _is_joint(before, match[0], after):
            continue
        parts.append(text[last : match.end()])
        last = match.end()
        done.append(Repair(match.end(), before + match[0], after))
    if not done:
        return text, []
    return " ".join([*parts, text[last:]]), done


def _known() -> dict[str, frozenset[str]]:
    return lexicon().sets("file-ending", "sentence-opening")


_LONGEST = 40


def _neighbours(text: str, match: re.Match[str]) -> tuple[str, str]:
    """The runs of characters without spaces before and after the stop, cut at a length no word has."""
    start = match.start()
    floor = max(0, start - _LONGEST)
    while start > floor and not text[start - 1].isspace():
        start -= 1
    end = match.end()
    ceiling = min(len(text), end + _LONGEST)
    while end < ceiling and not text[end].isspace():
        end += 1
    return text[start : match.start()], text[match.end() : end]


def _is_joint(before: str, stop: str, after: str) -> bool:
    if re.search(r"[/@\\_=:#&<>]|www|\d\.|\w\.\w", before) or re.search(r"[/@\\_=#<>]|\w\.\w|\(\)", after):
        return False
    word = re.match(r"[“‘«]?([^\W\d_]*)", after)
    following = word[1].lower() if word else ""
    if len(following) < 1 or following in _known()["file-ending"]:
        return False
    last = re.search(r"[^\W\d_]+$", before)
    if not last or len(last[0]) < 2:
        return False
    # A question mark is part of no name, as a stop or "!" may be.
    if stop[0] != "?" and (last[0][0].isupper() or any(char.isupper() for char in last[0][1:])):
        # "System.Out", "Node.Js", "St.Gallen": a capital before the stop may belong to a name with a stop in it.
        return following in _known()["sentence-opening"] and len(last[0]) > 2
    return True
