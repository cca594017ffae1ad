"""The success criteria of WCAG 2.2, levels A and AA, by number and short name, and what rules say of each."""

from __future__ import annotations

import re
from collections.abc import Iterable

from exporter.findings import Finding
from exporter.rules import RULES
from exporter.rules.rule import Level

LEVEL_A = """
1.1.1 Non-text Content|1.2.1 Audio-only and Video-only (Prerecorded)|1.2.2 Captions (Prerecorded)
1.2.3 Audio Description or Media Alternative (Prerecorded)|1.3.1 Info and Relationships|1.3.2 Meaningful Sequence
1.3.3 Sensory Characteristics|1.4.1 Use of Color|1.4.2 Audio Control|2.1.1 Keyboard|2.1.2 No Keyboard Trap
2.1.4 Character Key Shortcuts|2.2.1 Timing Adjustable|2.2.2 Pause, Stop, Hide|2.3.1 Three Flashes or Below Threshold
2.4.1 Bypass Blocks|2.4.2 Page Titled|2.4.3 Focus Order|2.4.4 Link Purpose (In Context)|2.5.1 Pointer Gestures
2.5.2 Pointer Cancellation|2.5.3 Label in Name|2.5.4 Motion Actuation|3.1.1 Language of Page|3.2.1 On Focus
3.2.2 On Input|3.2.6 Consistent Help|3.3.1 Error Identification|3.3.2 Labels or Instructions|3.3.7 Redundant Entry
4.1.2 Name, Role, Value
"""
LEVEL_AA = """
1.2.4 Captions (Live)|1.2.5 Audio Description (Prerecorded)|1.3.4 Orientation|1.3.5 Identify Input Purpose
1.4.3 Contrast (Minimum)|1.4.4 Resize Text|1.4.5 Images of Text|1.4.10 Reflow|1.4.11 Non-text Contrast
1.4.12 Text Spacing|1.4.13 Content on Hover or Focus|2.4.5 Multiple Ways|2.4.6 Headings and Labels|2.4.7 Focus Visible
2.4.11 Focus Not Obscured (Minimum)|2.5.7 Dragging Movements|2.5.8 Target Size (Minimum)|3.1.2 Language of Parts
3.2.3 Consistent Navigation|3.2.4 Consistent Identification|3.3.3 Error Suggestion
3.3.4 Error Prevention (Legal, Financial, Data)|3.3.8 Accessible Authentication (Minimum)|4.1.3 Status Messages
"""
_NUMBER = re.compile(r"\b[1-4]\.[1-5]\.\d{1,2}\b")


def criteria(table: str) -> list[tuple[str, str]]:
    """Number and name of each criterion of one of the tables above."""
    entries = [entry.strip() for line in table.split("\n") for entry in line.split("|")]
    return [(number, name) for number, _, name in (entry.partition(" ") for entry in entries if entry)]


def cited(source: str) -> set[str]:
    """The success criteria that the source of a rule names."""
    return {
        number
        for part in source.split(";")
        if "WCAG" in part or part.strip()[:1].isdigit()
        for number in _NUMBER.findall(part)
    }


def against(found: Iterable[Finding], number: str) -> list[Finding]:
    """The errors and warnings that speak against one criterion, each message once."""
    levels = (Level.error, Level.warning)
    hits = (item for item in found if item.level in levels and number in cited(RULES[item.rule].source))
    return list({(item.rule, item.message): item for item in hits}.values())


def rules_on(number: str, areas: Iterable[str]) -> list[str]:
    """The rules of some areas that rest on one criterion and that a machine can decide."""
    wanted = set(areas)
    return [
        rule.id
        for rule in RULES.values()
        if rule.decides == "machine" and rule.id.rstrip("0123456789") in wanted and number in cited(rule.source)
    ]
