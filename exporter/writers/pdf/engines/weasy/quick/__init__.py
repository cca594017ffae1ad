"""WeasyPrint's own work done with less effort and the same outcome: what is put in its place while we lay out.

Each function here does what WeasyPrint's of the same name does, and stands in its place only while a document of ours
is made: other users of WeasyPrint in the same process get its own. They were written beside one version; any other
lays out by its own functions, more slowly. Tests hold the files of both ways together, byte for byte.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

import weasyprint

from exporter.records import record

VERSION = "70.0"
"""The version whose functions these stand in for."""


@record
class Stand:
    """``ours`` in place of ``name``, which is an attribute of ``owner``, a module or a class of WeasyPrint."""

    owner: Any
    name: str
    ours: Any


@record
class _Place:
    owner: Any
    name: str
    theirs: Any
    ours: Any


def stands() -> tuple[Stand, ...]:
    """Everything that is done with less effort."""
    from exporter.writers.pdf.engines.weasy.quick import (  # noqa: PLC0415  (they need nothing of this module but Stand)
        boxes,
        leaders,
        numbers,
        pages,
        text,
    )

    return (*boxes.STANDS, *leaders.STANDS, *numbers.STANDS, *pages.STANDS, *text.STANDS)


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
    finally:
        for place in places:
            setattr(place.owner, place.name, place.theirs)


@cache
def _places() -> tuple[_Place, ...]:
    """Where each function is found: its module, and all modules of WeasyPrint that have imported it by name."""
    found: list[_Place] = []
    for stand in stands():
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
