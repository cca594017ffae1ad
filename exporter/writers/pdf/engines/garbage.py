"""How often garbage is looked for while a document is laid out: all that layout makes is kept to its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

BETWEEN_COLLECTIONS = (2_000_000, 50, 100)
"""How many objects come before the collector looks for cycles, and how often it then looks farther back."""


@contextmanager
def rare_collections() -> Iterator[None]:
    """Within this block, garbage is collected more rarely: a fifth of a long document's time went into looking.

    What is in no cycle goes at once, as ever.
    """
    before = gc.get_threshold()
    if before[0]:  # nobody has turned it off
        gc.set_threshold(*BETWEEN_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
