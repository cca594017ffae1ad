"""One cause, one finding: a fault that several parts of the program notice is reported once, at its origin.

A link to a part that is not there is noticed by the check of the article and by each writer; a picture that contradicts
itself is also one that nobody has described.
"""

from __future__ import annotations

from collections.abc import Iterable

from exporter.findings import Finding

DEAD_LINK = "DOC011"
"""The rule of the check of the article for a link or a reference to what is not there."""


def once_each(found: Iterable[Finding]) -> list[Finding]:
    """``found`` without those whose cause another of them names."""
    held = list(found)
    dead = {item.subject for item in held if item.rule == DEAD_LINK and item.subject}
    contradictory = {item.pos for item in held if item.rule == "IMG009" and item.pos is not None}
    kept: list[Finding] = []
    links: set[tuple[str, str]] = set()
    for item in held:
        if item.subject and item.rule != DEAD_LINK:
            if item.subject in dead or (item.rule, item.subject) in links:
                continue
            links.add((item.rule, item.subject))
        if item.rule in ("IMG001", "PDF001") and item.pos in contradictory:
            continue
        kept.append(item)
    return kept
