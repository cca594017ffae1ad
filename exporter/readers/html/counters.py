"""Numbers that a style sheet counts and puts before items (CSS Lists 3, 4; CSS Generated Content 3, 2).

``li::before { content: counter(part, upper-roman) ") " }`` with ``counter-reset: part 4`` on the list begins at V.
"""

from __future__ import annotations

import re

from exporter.patterns import pattern
from exporter.records import record

COUNTED = pattern(
    r"^(?P<before>\"[^\"]{0,20}\"\s*|'[^']{0,20}'\s*)?"
    r"counters?\(\s*(?P<name>-?[a-z_][\w-]*)\s*(?:,\s*(?P<join>\"[^\"]*\"|'[^']*'))?\s*(?:,\s*(?P<style>[a-z-]+))?\s*\)"
    r"\s*(?P<behind>\"[^\"]{0,20}\"|'[^']{0,20}')?",
    re.IGNORECASE,
)


@record
class Counter:
    """What is shown before an item: the number of a counter, in a style, with signs before and behind it."""

    name: str
    style: str
    before: str
    behind: str


def counter_in(content: str) -> Counter | None:
    """The counter that a ``content`` declaration begins with."""
    match = COUNTED.match(content.strip())
    if match is None:
        return None
    before, behind = ((match[key] or "").strip().strip("\"'").strip() for key in ("before", "behind"))
    return Counter(match["name"], (match["style"] or "decimal").lower(), before, behind)


def begins_at(reset: str, name: str) -> int | None:
    """The value to which a ``counter-reset`` (or ``counter-set``) declaration sets a counter; None for another's."""
    match = re.search(rf"(?:^|\s){re.escape(name)}(?:\s+(-?\d{{1,6}}))?(?=\s|$)", reset)
    return int(match[1] or 0) if match else None
