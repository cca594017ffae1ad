"""Rules on a finished DOCX: those that Word's own checker and ECMA-376 know are in ``docx_rules``."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from exporter.diagnostics import Finding
from exporter.model import Document

WORD = "exporter.check.docx_rules"


def check_finished(data: bytes, name: str, document: Document, found: Sequence[Finding]) -> list[Finding]:
    """The findings on a DOCX; ``document`` was read back from it, ``found`` was noticed in that already."""
    return list(import_module(WORD).check_docx(data)) if find_spec(WORD) else []
