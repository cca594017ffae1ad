"""How much work something is, measured so that the machine's other work does not decide: counts before clocks.

`calls` counts calls of functions, Python's and built-in. What a single built-in call does (a regular expression that
goes back and forth) it does not see; for that `in_proportion` compares the processor time of two sizes, the shortest of
several trials of each before it says no: other work makes a trial longer and never shorter.
"""

from __future__ import annotations

import gc
import math
import sys
import time
from collections.abc import Callable
from typing import Any

ATTEMPTS = 12
TIMES = 4
"""How many times larger the larger of two inputs is; linear work takes as many times as long, quadratic 16 times."""


def calls(act: Callable[[], Any]) -> int:
    """How many calls of functions ``act`` makes. What it raises is raised."""
    count = 0

    def tick(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    gc.collect()
    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


def in_proportion(act: Callable[[int], Any], size: int) -> bool:
    """Whether ``act(TIMES * size)`` takes about ``TIMES`` as long as ``act(size)``, rather than its square."""
    act(2)  # what is loaded or compiled once is no part of the growth
    small = large = math.inf
    for _ in range(ATTEMPTS):
        small, large = min(small, _seconds(act, size)), min(large, _seconds(act, TIMES * size))
        if large < 2 * TIMES * max(small, 0.02):
            return True
    return False


def _seconds(act: Callable[[int], Any], size: int) -> float:
    """How long it takes. What the tests before have left is not garbage to look for meanwhile, as in the program."""
    gc.collect()
    gc.freeze()
    try:
        begin = time.process_time()
        act(size)
        return time.process_time() - begin
    finally:
        gc.unfreeze()
