"""Where the files of ``styles/`` are: beside the package in a checkout, inside it once installed."""

from __future__ import annotations

from pathlib import Path


def styles_folder() -> Path:
    """The folder of styles and fonts that a designer may change."""
    here = Path(__file__).resolve().parent
    installed = here / "styles"
    return installed if installed.is_dir() else here.parent / "styles"
