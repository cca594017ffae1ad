"""Bullets that somebody typed: two paragraphs or more that begin with the same sign are a list, without the sign.

Typed numbers stay words: they are heard as they stand, and nobody can know that they are right.
"""

from __future__ import annotations

import re
from dataclasses import replace

from exporter.model import Inlines, Styled, Text
from exporter.readers.word.inlines import words
from exporter.readers.word.items import Item
from exporter.readers.word.numbering import Label

_BULLET = re.compile(r"([•·▪●○◦‣■□▫➢➤►✓✔❖⁃∙])\s*(?=\S)|([-–*o])[\t\u00a0]\s*(?=\S)|(-) +(?=\S)")


TASK = "task"
"""In place of a sign: a box, whose words stay."""


def with_typed_lists(items: list[Item]) -> list[Item]:
    """``items`` with typed bullets made list items."""
    signs = [_sign(item) for item in items]
    out: list[Item] = []
    for at, item in enumerate(items):
        sign = signs[at]
        beside = (at and signs[at - 1] == sign) or (at + 1 < len(items) and signs[at + 1] == sign)
        if sign and beside:
            content = item.content if sign == TASK else _without(item.content, sign)
            label = Label(f"typed {sign}", 0, bullet=True)
            out.append(replace(item, content=content, label=label, bold=False))
        else:
            out.append(item)
    return out


def _sign(item: Item) -> str:
    """The sign that a paragraph begins with as typed bullets do; "" if there is none."""
    if item.kind != "text" or item.label is not None or not item.content:
        return ""
    if item.task:
        return TASK
    first = item.content[0]
    if not isinstance(first, Text) or not words(item.content):
        return ""
    found = _BULLET.match(first.text)
    if found is None and len(item.content) > 1 and isinstance(item.content[1], Styled):
        found = _BULLET.match(first.text + "x")
    return next((sign for sign in found.groups() if sign), "") if found else ""


def _without(content: Inlines, sign: str) -> Inlines:
    first = content[0]
    assert isinstance(first, Text)
    text = first.text.lstrip().removeprefix(sign).lstrip()
    return (replace(first, text=text), *content[1:]) if text else content[1:]
