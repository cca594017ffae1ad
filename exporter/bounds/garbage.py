"""How often garbage is looked for while a document is laid out or read back: what that makes is kept to its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

BETWEEN_COLLECTIONS = (2_000_000, 50, 100)
"""How many objects come before the collector looks for cycles, and how often it then looks farther back."""


@dataclass(slots=True)
class _State:
    """How many such blocks there are, in all threads, and what held before the first of them."""

    within: int = 0
    before: tuple[int, int, int] = (0, 0, 0)


_STATE, _LOCK = _State(), Lock()


@contextmanager
def rare_collections() -> Iterator[None]:
    """Within this block, garbage is collected more rarely: of a book's layout, and of its proof, looking took a fifth.

    What is in no cycle goes at once, as ever.
    """
    with _LOCK:
        if not _STATE.within:
            _STATE.before = gc.get_threshold()
            if _STATE.before[0]:  # nobody has turned it off
                gc.set_threshold(*BETWEEN_COLLECTIONS)
        _STATE.within += 1
    try:
        yield
    finally:
        with _LOCK:
            _STATE.within -= 1
            if not _STATE.within:
                gc.set_threshold(*_STATE.before)
