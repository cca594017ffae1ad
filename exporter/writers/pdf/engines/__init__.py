"""Layout engines: what an engine is, which there are, and which of them sets a document.

An engine gets a tree of elements and style sheets (``Layout``) and hands back what it painted for each element
(``Painted``), as plain data. WeasyPrint is the given one and takes every document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, Protocol, cast

from exporter.writers.pdf.engines.needs import Need
from exporter.writers.pdf.engines.painted import Finished, Finisher, Layout, Tagger

EngineName = Literal["weasyprint"]

GIVEN: EngineName = "weasyprint"
"""The engine that takes every document."""


class Engine(Protocol):
    """A module of ``engines`` that lays out documents."""

    CAN: frozenset[Need]
    """What it can beyond plain text."""

    def producer(self) -> str:
        """Its name and version, as files and people are told."""

    def write(self, layout: Layout, tagger: Tagger, finisher: Finisher) -> Finished:
        """Lay out, paint, tag and finish one document. Raises what ``tagger`` and ``finisher`` raise."""


ENGINES: dict[EngineName, str] = {"weasyprint": "exporter.writers.pdf.engines.weasy.layout"}
"""The module of each engine."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The engine that sets a document, and why it is not another: "" where nothing stood against it."""

    engine: EngineName
    reason: str = ""


def engine_called(name: EngineName) -> Engine:
    """The engine of this name, loaded now and not before."""
    return cast(Engine, import_module(ENGINES[name]))


def missing(can: Iterable[Need], needs: Iterable[Need]) -> list[Need]:
    """What is needed and not in ``can``, in the order in which needs are listed."""
    lacking = frozenset(needs) - frozenset(can)
    return [need for need in Need if need in lacking]
