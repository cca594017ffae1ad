"""What other packages add to this one, by entry points: readers, writers, passes and checks of their own.

An entry point's name is the format's (or the pass's or check's), its value the module or function. They run with all
the rights of this program: installing one means trusting it, as with any Python package. The current
directory is never searched for plug-ins.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from exporter.errors import UsageError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

DESCRIBED, LISTED = (".dist-info", ".egg-info"), "entry_points.txt"
"""The folders that describe installed packages, and the file in them that lists their entry points (entry points
specification of the Python Packaging User Guide).
"""


@cache
def _points() -> tuple[EntryPoint, ...]:
    here = os.path.realpath(os.curdir)
    folders = [path for path in sys.path if os.path.isabs(path) and os.path.isdir(path)]  # noqa: PTH112, PTH117
    searched = [path for path in folders if os.path.realpath(path) != here]
    if not any(map(_extends, searched)):
        return ()
    from importlib.metadata import distributions  # noqa: PLC0415  (start-up: only where a package adds something)

    installed = distributions(path=searched)
    points = [point for package in installed for point in package.entry_points if point.group.startswith("exporter.")]
    return tuple(sorted(points, key=lambda point: (point.group, point.name)))


def _extends(folder: str) -> bool:
    """Whether a package in ``folder`` has a group of entry points for this one, or cannot be asked so simply."""
    try:
        held = os.listdir(folder)  # noqa: PTH208  (hundreds of them)
        return any(_is_for_us(f"{folder}/{name}/{LISTED}") for name in held if name.endswith(DESCRIBED))
    except OSError:
        return True  # it is left to the thorough search


def _is_for_us(path: str) -> bool:
    try:
        with open(path, "rb") as listed:  # noqa: PTH123  (hundreds of them)
            return b"[exporter." in listed.read()
    except (FileNotFoundError, NotADirectoryError):
        return False


@cache
def names(group: str) -> tuple[str, ...]:
    """The names in a group, ``exporter.readers`` for one, in alphabetical order."""
    return tuple(point.name for point in _points() if point.group == group)


@cache
def load(group: str, name: str) -> Any:
    """What the entry point ``name`` of ``group`` stands for. Raises UsageError when it cannot be imported."""
    point = next(point for point in _points() if (point.group, point.name) == (group, name))
    try:
        return point.load()
    except Exception as error:  # another package's import may raise anything
        reason = " ".join(str(error).split())[:200]
        raise UsageError(f"the plugin {name} ({point.value}) cannot be loaded: {reason}; repair or remove it") from None
