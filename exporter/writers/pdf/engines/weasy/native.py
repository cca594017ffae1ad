"""Loading the system's text libraries quickly on Linux.

``cffi`` asks ``ctypes.util.find_library`` about every name a library could have on any platform, and on Linux each
answer costs a run of ldconfig and of a compiler: half of the time of a start. There the loader itself knows the one
right name (``libpango-1.0.so.0``), so the search is left out while the libraries are loaded, and only then.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_library_search() -> Iterator[None]:
    """Within this block, names of libraries are left to the loader (on Linux; elsewhere nothing changes)."""
    if not sys.platform.startswith("linux"):
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = _nothing
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _nothing(name: str) -> str | None:
    return None
