"""What comes of applying decisions to a document, as data: apart, so that an article without any loads no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from exporter.findings import Finding
from exporter.model import Document
from exporter.position import Position
from exporter.records import record

if TYPE_CHECKING:
    from exporter.decisions.units import Unit


@record
class Applied:
    """A decided document; what was changed or could not be; where each entry was found, and which were found nowhere.

    ``settled`` are rules and places of findings that ask what a person has answered.
    """

    document: Document
    findings: tuple[Finding, ...] = ()
    places: Mapping[tuple[str, int], Unit] = field(default_factory=dict)
    gone: frozenset[tuple[str, int]] = frozenset()
    settled: frozenset[tuple[str, Position]] = frozenset()
