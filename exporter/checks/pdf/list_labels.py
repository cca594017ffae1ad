"""Do the labels of a list say what the list says of itself, and follow one another (ISO 32000-1, table 347)?

ISO 14289-1, 7.6, asks that ListNumbering be right where there are labels; whether it is, a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exporter.readback.pdf.tree import Tag

_NUMBER = re.compile(r"\W*(\d+)\W*")
_SIGN = re.compile(r"[^\w\s]+|[o\uf000-\uf8ff]")
NUMBERED = ("Decimal", "LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman", "Ordered")
BULLETS = ("Disc", "Circle", "Square", "Unordered")
ENOUGH = 3
"""So many labels show how they follow one another."""


def label_faults(made: Tag) -> Iterator[str]:
    """What is wrong between a list and its labels."""
    labels = [next((one.text() for one in item.tags() if one.role == "Lbl"), "") for item in made.tags()]
    labels = [label for label in labels if label.strip()]
    stated = str(made.attributes.get("ListNumbering", ""))[1:]
    if len(labels) > 1 and stated in NUMBERED and all(_SIGN.fullmatch(label.strip()) for label in labels):
        yield f"a list says that it is numbered ({stated}), and its labels are “{labels[0]}”, “{labels[1]}”"
    if stated in BULLETS and len(labels) > 1 and _follow([_NUMBER.fullmatch(label) for label in labels]):
        yield f"a list says that it has bullets ({stated}), and its labels are “{labels[0]}”, “{labels[1]}”"
    yield from _out_of_order(labels)


def _follow(found: Sequence[re.Match[str] | None]) -> bool:
    numbers = [int(match[1]) for match in found if match is not None]
    return len(numbers) == len(found) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _out_of_order(labels: list[str]) -> Iterator[str]:
    """One number that stands among others which would follow one another without it. The last one may be any."""
    found = [_NUMBER.fullmatch(label) for label in labels]
    numbers = [int(match[1]) for match in found if match is not None]
    if len(numbers) != len(labels) or len(numbers) < ENOUGH:
        return
    for start in (numbers[0], numbers[-1] - len(numbers) + 1):
        wrong = [at for at, number in enumerate(numbers) if number != start + at]
        if len(wrong) == 1 and wrong[0] < len(numbers) - 1:
            at = wrong[0]
            beside = f"before “{labels[1]}”" if at == 0 else f"between “{labels[at - 1]}” and “{labels[at + 1]}”"
            yield f"the label “{labels[at]}” of a list stands {beside}"
            return
