"""The fonts in folders that a user names (``--fonts``): which of them are used, and a finding for each that is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from exporter.errors import UsageError
from exporter.findings import Finding, finding
from exporter.writers.pdf.engines.font_programs import can_embed_file

FONTS = (".ttf", ".otf", ".ttc", ".otc")
"""The suffixes of font files."""


def font_files(folders: Sequence[Path]) -> tuple[Path, ...]:
    """The fonts in folders that a user names and below that can be embedded, in an order that no disk decides.

    Raises UsageError for a folder that has no font file.
    """
    return tuple(file for file in _files(folders) if can_embed_file(file))


def left_out(folders: Sequence[Path]) -> list[Finding]:
    """A finding for each font file in the folders that is not used."""
    return [
        replace(finding("CSS004", f"{file.name} {_why_not(file)}"), file=str(file))
        for file in _files(folders)
        if not can_embed_file(file)
    ]


def _why_not(file: Path) -> str:
    return "cannot be embedded in a PDF" if file.is_file() else "is not a regular file"


def _files(folders: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for folder in folders:
        inside = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix.lower() in FONTS)
        found = [folder / name for name in sorted(inside)]
        if not found:
            raise UsageError(f"--fonts {folder}: contains no font files; these kinds can be used: {', '.join(FONTS)}")
        files += found
    return files
