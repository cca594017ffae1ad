"""The command ``exporter show``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.cli.options import Debug, Files

if TYPE_CHECKING:
    from exporter.run.pipeline import ReadOptions


def show(files: Files, debug: Debug = False, *, reading: ReadOptions) -> None:
    """Print the outline of each file and its quotes with their speakers, as read back from the file itself."""
    from exporter.cli.console import print_summary
    from exporter.run.given import of_word
    from exporter.run.inspect import open_any

    for name in files:
        print_summary(name, open_any(of_word(name, reading.limits), reading))
