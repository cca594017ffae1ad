"""The numbers of list items as they are shown and spoken."""

from __future__ import annotations

from typing import assert_never

from exporter.model.nodes import Delimiter, List, NumberStyle

ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)

OF_TYPE: dict[str, NumberStyle] = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
"""What the ``type`` of an ordered list says (HTML Standard, 4.4.5); any other means decimal."""

OF_CSS: dict[str, NumberStyle] = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimal",
    "lower-alpha": "lower-alpha",
    "lower-latin": "lower-alpha",
    "upper-alpha": "upper-alpha",
    "upper-latin": "upper-alpha",
    "lower-roman": "lower-roman",
    "upper-roman": "upper-roman",
}
"""Numberings of CSS that the model has (CSS Counter Styles 3, 6)."""


def numeral(number: int, style: NumberStyle) -> str:
    """A list number as it is shown."""
    match style:
        case "decimal":
            return str(number)
        case "lower-alpha" | "upper-alpha":
            letters = _letters(number)
            return letters if style == "lower-alpha" else letters.upper()
        case "lower-roman" | "upper-roman":
            roman = _roman(number)
            return roman if style == "lower-roman" else roman.upper()
        case _:
            assert_never(style)


AROUND: dict[Delimiter, tuple[str, str]] = {"period": ("", "."), "paren": ("", ")"), "parens": ("(", ")")}
"""What stands before and after a number."""


def labels(node: List) -> list[str]:
    """What is shown before each item of an ordered list: ``2.``, ``2)`` or ``(2)``."""
    before, after = AROUND[node.delimiter]
    return [f"{before}{numeral(number, node.style)}{after}" for number in node.numbers]


def _letters(number: int) -> str:
    out = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out or str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out
