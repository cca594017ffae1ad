"""Style sheets that ask of fewer elements: parts of elements that a document of ours cannot have are not styled.

WeasyPrint's own sheet has rules for calls and markers of notes and for markers of list items that hold for every
element: five styles each that nobody looks at. Where no publisher has a sheet of its own, it is known who has them.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from cssselect2 import Matcher

from exporter.writers.pdf.foot_notes import FOOT

Test = Callable[[Any], bool]


def _never(_: Any) -> bool:
    return False


def _at_the_foot(element: Any) -> bool:
    return FOOT in element.classes


def _in_a_list(element: Any) -> bool:
    return bool(element.local_name == "li")


WHO: dict[str, Test] = {
    "footnote-call": _at_the_foot,
    "footnote-marker": _at_the_foot,
    "note-call": _never,
    "note-marker": _never,
    "note-callback": _never,
    "marker": _in_a_list,
}
"""Which elements have a part of this name."""


def for_our_elements(sheet: Any) -> Any:
    """The sheet, its rules that style such a part of any element limited to those that have it."""
    made, theirs = copy(sheet), sheet.matcher
    made.matcher = ours = Matcher()
    ours.__dict__.update(vars(theirs))
    ours.other_selectors = [_limited(entry) for entry in theirs.other_selectors]
    return made


def _limited(entry: tuple[Any, ...]) -> tuple[Any, ...]:
    test, specificity, order, pseudo, payload = entry
    if pseudo not in WHO:
        return entry
    who = WHO[pseudo]
    return (lambda element: who(element) and test(element)), specificity, order, pseudo, payload
