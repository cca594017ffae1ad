"""Work that never ends, however quick the machine and the program are: an article that a pass of a plugin holds up.

Where a test needs work that passes its bound on time, or that is still going on when something happens to it, an input
that takes long today may not do so tomorrow.
"""

from __future__ import annotations

from pathlib import Path

ARTICLE = "---\nlang: en\n---\n# Endless\n\nWords.\n"
"""What the pass of the plugin is never done with."""

WORKING = "working\n"
"""What is on standard output, in one write, once the work on it has begun."""

_MODULE = f"""
import os
from exporter.model import plain_text

def run(document):
    if plain_text(document.title) == "Endless":
        os.write(1, {WORKING.encode()!r})
        while True:
            pass
    return document, []
"""


def installed(folder: Path) -> Path:
    """A folder for PYTHONPATH that looks like one with the plugin installed."""
    site = folder / "site"
    info = site / "endless-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: endless\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[exporter.passes]\nendless = endless:run\n", encoding="utf-8")
    (site / "endless.py").write_text(_MODULE, encoding="utf-8")
    return site
