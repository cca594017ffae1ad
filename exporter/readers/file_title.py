"""A title made of a file's name, for articles that have none of their own."""

from __future__ import annotations

import re
from pathlib import PurePath

from exporter.patterns import pattern

_MEANINGLESS = pattern(
    r"(?:readme|index|_index|main|default|untitled|page|post|article|document|stdin)$", re.IGNORECASE
)


def of_file(name: str) -> str:
    """A title made of a file's name: ``2024-05-01-the-quay_survey.md`` is “The quay survey”; "" for a name of none."""
    path = PurePath(name)
    stem = path.name
    while PurePath(stem).suffix and len(PurePath(stem).suffix) <= 9:
        stem = PurePath(stem).stem
    words = " ".join(re.sub(r"^\d{4}-\d{2}-\d{2}[-_]", "", stem).replace("_", " ").replace("-", " ").split())
    if name == "-" or not re.search(r"\w", words):
        return ""
    if _MEANINGLESS.match(words) and words.lower() != "readme" and not path.parent.name:
        return ""
    if _MEANINGLESS.match(words) and path.parent.name:
        words = f"{path.parent.name} {words}" if words.lower() == "readme" else path.parent.name
        words = " ".join(words.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]
