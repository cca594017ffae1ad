"""Defects, seeded one at a time into finished files of ours: the measure of how good the checker is (issue 8, point 8).

Each is a small function that breaks one fact of a file and names what ought to be said about it: kinds of loss
(``exporter.comparison.loss.KINDS``) or rules. ``SEEDED`` holds them all; ``benchmarks/defects.py`` counts who catches
what.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Defect:
    """One broken fact: in which format, its name, what ought to be said (any one of these), how to break it."""

    format: str
    name: str
    expected: tuple[str, ...]
    break_it: Callable[[bytes], bytes]

    @property
    def id(self) -> str:
        """``epub-the-quote-is-split``: for test names and for lists."""
        return f"{self.format}-{self.name.replace(' ', '-')}"


SEEDED: list[Defect] = []
"""Every defect, in the order in which the modules of this package define them."""


def load() -> list[Defect]:
    """``SEEDED`` with every module's defects in it."""
    from tests.defects import (
        docx_body,
        docx_parts,
        epub_package,
        epub_page,
        known_misses,
        one_sense,
        pdf_file,
        pdf_tree,
        pictures,
        published,
        targets,
        terms,
        validity,
    )

    assert all(
        (
            pdf_tree,
            pdf_file,
            epub_page,
            epub_package,
            docx_body,
            docx_parts,
            published,
            known_misses,
            one_sense,
            pictures,
            validity,
            targets,
            terms,
        )
    )
    return SEEDED
