"""What other packages add to this one, by entry points: readers, writers, passes and checks of their own.

An entry point's name is the format's (or the pass's or check's), its value the module or function. They run with all
the rights of this program: who installs one trusts it, as with any Python package.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import Any

from exporter.diagnostics import UsageError


@cache
def names(group: str) -> tuple[str, ...]:
    """The names in a group, ``exporter.readers`` for one, in alphabetical order."""
    return tuple(sorted(point.name for point in entry_points(group=group)))


@cache
def load(group: str, name: str) -> Any:
    """What the entry point ``name`` of ``group`` stands for. Raises UsageError when it cannot be imported."""
    (point, *_) = entry_points(group=group, name=name)
    try:
        return point.load()
    except Exception as error:  # another package's import may raise anything
        reason = " ".join(str(error).split())[:200]
        raise UsageError(f"the plugin {name} ({point.value}) cannot be loaded: {reason}; repair or remove it") from None
