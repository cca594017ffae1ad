"""One cause, one finding: a fault that several parts of the program notice is reported once, at its origin.

A link to a part that is not there is noticed by the check of the article and by each writer; a picture that contradicts
itself is also one that nobody has described.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from exporter.findings import Finding

_PART = re.compile(r"the document has no (?:anchor|footnote|note) “(.*)”")
_ANCHOR = re.compile(r"there is no (?:note )?“#?(.*?)”")


def once_each(found: Iterable[Finding]) -> list[Finding]:
    """``found`` without those whose cause another of them names."""
    held = list(found)
    dead = {match[1] for item in held if item.rule == "DOC011" and (match := _ANCHOR.match(item.message))}
    said = {item.pos for item in held if item.rule == "IMG009" and item.pos is not None}
    kept: list[Finding] = []
    parts: set[tuple[str, str]] = set()
    for item in held:
        match = _PART.fullmatch(item.message) if item.rule in ("EPUB001", "DOCX001") else None
        if match is not None:
            if match[1] in dead or (item.rule, match[1]) in parts:
                continue
            parts.add((item.rule, match[1]))
        if item.rule in ("IMG001", "PDF001") and item.pos in said:
            continue
        kept.append(item)
    return kept
