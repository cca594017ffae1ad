"""Writes docs/reference/dependencies.md: every package that requirements.lock installs, its licence, why it is here.

    python tools/dependencies_reference.py

Licences are read from the packages as they are installed: the expression (PEP 639), else the classifiers, else the text
of the licence file. What no file says (why, when it was last released, what could stand in) is in ``REVIEW`` and is
looked at again with each new lock.
"""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference" / "dependencies.md"
LOCK = ROOT / "requirements.lock"

REVIEW: dict[str, tuple[str, str, str]] = {
    "weasyprint": ("2026-09", "lays out the PDF", "given; a second engine behind the same seam"),
    "tinycss2": ("2025-11", "reads style sheets for the EPUB; WeasyPrint needs it too", "cssselect2's parser"),
    "ebooklib": ("2025-10", "packs the EPUB; slow releases, one maintainer; extra `ebooklib`", "our own packager"),
    "python-docx": ("2025-06", "packs the DOCX; slowest releases of all, stable format", "lxml, by hand"),
    "markdown-it-py": ("2026-11", "reads CommonMark", "none as near to the specification"),
    "mdit-py-plugins": ("2026-11", "footnotes, definition lists, front matter", "plug-ins of our own"),
    "pyromark": ("2026-10", "a second parser of Markdown, for the census of the source (Rust)", "mistune"),
    "typer": ("2026-11", "the command line; changed meaning three times, so it is held below 0.29", "click"),
    "pikepdf": ("2026-11", "writes the tags into the PDF and reads PDFs back", "none that is as complete"),
    "lxml": ("2026-09", "XML of packages and newsroom formats", "the standard library, slower"),
    "justhtml": ("2026-10", "reads HTML as browsers do; young, pure Python, passes html5lib's tests", "html5lib"),
    "latex2mathml": ("2026-09", "formulas from TeX to MathML", "a converter of our own"),
    "resvg-py": ("2026-08", "draws SVG pictures in a process of its own", "cairosvg (LGPL)"),
    "pillow": ("2026-10", "reads and turns pictures", "none"),
    "pyyaml": ("2025-09", "front matter", "ruamel.yaml"),
    "plutoprint": (
        "2026-10",
        "sets PDFs faster (extra `fast`); carries PlutoBook (MPL-2.0) and its libraries, 20 MB packed, 150 MB unpacked",
        "WeasyPrint, which it falls back to",
    ),
    "py3langid": ("2026-09", "tells languages (extra `language`)", "the statistics of our own, for common languages"),
}
"""Direct dependencies: month of the last release seen at the review of 2026-11-29, what for, what could stand in."""

CLASSIFIERS = {
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
}
TEXTS = {"Permission is hereby granted, free of charge": "MIT", "Redistribution and use in source and binary": "BSD"}
"""Words by which the text of a licence is known where the metadata name none."""


def normal(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    """The version of each package in the lock."""
    found = re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    return {normal(name): version for name, version in found}


def direct() -> set[str]:
    """The packages that pyproject.toml names for a plain installation and for the extras that README installs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    named = [*project["dependencies"], *extras["ebooklib"], *extras["language"], *extras["fast"]]
    return {normal(re.split(r"[\s<>=!~\[;]", item)[0]) for item in named}


def licence(package: Distribution) -> str:
    """The licence a package states; one of several to choose from is joined with OR. Raises ValueError for none."""
    stated = package.metadata.get("License-Expression")
    if stated:
        return str(stated)
    classifiers = [line.rsplit(" :: ", 1)[-1] for line in package.metadata.get_all("Classifier") or []]
    known = [CLASSIFIERS[line] for line in classifiers if line in CLASSIFIERS]
    if known:
        return " OR ".join(known)
    short = str(package.metadata.get("License") or "")
    if short and len(short) < 40:
        return short
    for file in package.files or []:
        if "licen" in file.name.lower():
            text = Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")
            for words, name in TEXTS.items():
                if words in text:
                    return f"{name} (by its licence file)"
    raise ValueError(f"{package.name}: states no licence; find out, and add it or replace the package")


def licence_of(name: str) -> str:
    """The licence of a package of the lock; of one that this platform has not, what the page says already."""
    try:
        return licence(distribution(name))
    except PackageNotFoundError:
        row = next(line for line in TARGET.read_text(encoding="utf-8").splitlines() if line.startswith(f"| {name} |"))
        return row.split(" | ")[2]


def needed_by(names: set[str]) -> dict[str, list[str]]:
    """For each package, the others of the lock that require it."""
    found: dict[str, list[str]] = {name: [] for name in names}
    for name in sorted(names):
        for line in requires_of(name):
            other = normal(re.split(r"[\s<>=!~\[;(]", line)[0])
            if other in found and name not in found[other]:
                found[other].append(name)
    return found


def requires_of(name: str) -> list[str]:
    """What a package requires; nothing where it is not installed."""
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:
        return []


def page() -> str:
    """The page, from the lock and the packages installed."""
    versions = locked()
    named = direct()
    users = needed_by(set(versions))
    lines = [
        "# Dependencies",
        "",
        "Written by `python tools/dependencies_reference.py` from requirements.lock and the packages themselves. Every",
        "file that the lock installs is pinned by its hash. What the licences mean for you: [licence](../licence.md).",
        "",
        "## Named by exporter",
        "",
        "| package | version | licence | last release seen | what for | what could stand in |",
        "|---|---|---|---|---|---|",
    ]
    for name in sorted(named & set(versions)):
        month, why, instead = REVIEW[name]
        row = (name, versions[name], licence_of(name), month, why, instead)
        lines.append("| " + " | ".join(row) + " |")
    lines += ["", "## Brought along", "", "| package | version | licence | needed by |", "|---|---|---|---|"]
    for name in sorted(set(versions) - named):
        row = (name, versions[name], licence(distribution(name)), ", ".join(users[name]))
        lines.append("| " + " | ".join(row) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
