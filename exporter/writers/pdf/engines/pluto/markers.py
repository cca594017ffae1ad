"""What stands before the items of numbered lists, as the counters in the markup have it (CSS Lists 3, 4).

PlutoBook counts in 32 bits, and what it painted must be the number that the document has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from exporter.model.numerals import OF_CSS, numeral

RESET = re.compile(r"counter-reset: list-item (-?\d+); list-style-type: ([a-z-]+)")
_WORDS = re.compile(r"list-style-type: '([^']*)'")
STEP = re.compile(r"counter-increment: list-item (-?\d+)")


def markers_of(numbers: Mapping[etree._Element, int], root: etree._Element) -> dict[int, str]:
    """The marker of each item of a numbered list, by the item's number."""
    found: dict[int, str] = {}
    for element in root.iter("{*}ol"):
        counts = RESET.search(element.get("style", ""))
        if counts is None or counts[2] not in OF_CSS:
            continue
        value = int(counts[1])
        for item in element.iterchildren("{*}li"):
            style = item.get("style", "")
            step, words = STEP.search(style), _WORDS.search(style)
            value += int(step[1]) if step else 1
            found[numbers[item]] = words[1].strip() if words else f"{numeral(value, OF_CSS[counts[2]])}."
    return found
