"""Layout engines: what an engine is, which there are, and which of them sets a document.

An engine gets a tree of elements and style sheets (``Layout``) and hands back what it painted for each element
(``Painted``), as plain data. WeasyPrint is the given one and takes every document. PlutoBook, an extra, takes what it
is proven to set right, and is several times faster.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

from exporter.records import record
from exporter.writers import EngineChoice, EngineName
from exporter.writers.pdf.engines import pluto
from exporter.writers.pdf.engines.needs import EVERYTHING, Need
from exporter.writers.pdf.engines.painted import Finished, Finisher, Layout, Tagger


class Engine(Protocol):
    """A module of ``engines`` that lays out documents."""

    def producer(self) -> str:
        """Its name and version, as files and people are told."""

    def write(self, layout: Layout, tagger: Tagger, finisher: Finisher) -> Finished:
        """Lay out, paint, tag and finish one document. Raises what ``tagger`` and ``finisher`` raise."""


ENGINES: dict[EngineName, str] = {
    "weasyprint": "exporter.writers.pdf.engines.weasy.layout",
    "plutobook": "exporter.writers.pdf.engines.pluto.layout",
}
"""The module of each engine."""

CAN: dict[EngineName, frozenset[Need]] = {"weasyprint": EVERYTHING, "plutobook": pluto.CAN}
"""What each engine can beyond plain text."""

FAST = "plutoprint"
"""The package of the fast engine."""


@record
class Choice:
    """The engine that sets a document, and why it is not the one that was asked for: "" where it is."""

    engine: EngineName
    reason: str = ""


def engine_called(name: EngineName) -> Engine:
    """The engine of this name, loaded now and not before."""
    return cast(Engine, import_module(ENGINES[name]))


def is_installed() -> bool:
    """Whether the fast engine is there. Asking loads nothing."""
    return find_spec(FAST) is not None


def choose(asked: EngineChoice, needs: Iterable[Need]) -> Choice:
    """The engine for a document with these needs: the one that was ``asked`` for, where it can."""
    if asked == "weasyprint":
        return Choice("weasyprint")
    if not is_installed():
        return Choice("weasyprint", "PlutoBook is not installed")
    if lacking := missing(CAN["plutobook"], needs):
        return Choice("weasyprint", f"PlutoBook is not used for {_listed([need.value for need in lacking])}")
    return Choice("plutobook")


def missing(can: Iterable[Need], needs: Iterable[Need]) -> list[Need]:
    """What is needed and not in ``can``, in the order in which needs are listed."""
    lacking = frozenset(needs) - frozenset(can)
    return [need for need in Need if need in lacking]


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
