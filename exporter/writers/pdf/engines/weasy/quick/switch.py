"""The switch: within its block, functions of WeasyPrint are replaced by those that do the same with less effort."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

import weasyprint

from exporter.records import record
from exporter.writers.pdf.engines.weasy.quick import (
    borders,
    boxes,
    embedded_fonts,
    endings,
    leaders,
    numbers,
    pages,
    painted_lines,
    painting,
    pictures,
    plain_lines,
    stacking,
    state,
    styles,
    text,
    widths,
)

VERSION = "70.0"
"""The version whose functions these stand in for."""


@record
class _Place:
    owner: Any
    name: str
    theirs: Any
    ours: Any


PARTS = (
    *(borders, boxes, embedded_fonts, endings, leaders, numbers, pages, painted_lines, painting),
    *(pictures, plain_lines, stacking, state, styles, text, widths),
)
STANDS = tuple(stand for part in PARTS for stand in part.STANDS)
"""Everything that is done with less effort."""


@contextmanager
def less_effort() -> Iterator[None]:
    """Within this block, WeasyPrint of the version that is known here works with less effort."""
    if weasyprint.VERSION != VERSION:
        yield
        return
    places = _places()
    for place in places:
        setattr(place.owner, place.name, place.ours)
    try:
        yield
    except BaseException:
        styles.forget()  # what was broken off may have left a value half made
        raise
    finally:
        for place in places:
            setattr(place.owner, place.name, place.theirs)


@cache
def _places() -> tuple[_Place, ...]:
    """Where each function is found: its module, and all modules of WeasyPrint that have imported it by name."""
    found: list[_Place] = []
    for stand in STANDS:
        theirs = vars(stand.owner)[stand.name]
        owners = [stand.owner]
        if isinstance(stand.owner, ModuleType):
            owners = [
                module
                for name, module in sorted(sys.modules.items())
                if name.partition(".")[0] in ("pydyf", "weasyprint") and getattr(module, stand.name, None) is theirs
            ]
        found.extend(_Place(owner, stand.name, theirs, stand.ours) for owner in owners)
    return tuple(found)
