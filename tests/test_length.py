"""The bounds on time and memory grow with an input's length: a book is not an attack, and padding buys little."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from exporter.bounds import watch
from exporter.bounds.gate import Limits
from exporter.bounds.watch import Allowance, watched
from exporter.errors import InputError

MIB = 1 << 20
HELD = 60
"""MiB that the work here holds."""
SPARE = 30
"""MiB that it is allowed beyond what the process has, before it turns out to be long."""


@pytest.mark.parametrize(
    ("characters", "time", "memory"),
    [
        (0, 1, 1),
        (5_000, 1.025, 1.00625),
        (200_000, 2, 1.25),
        (720_000, 4.6, 1.9),
        (2_400_000, 13, 4),
        (1 << 30, 101, 4),
    ],
    ids=["nothing", "an article", "a report", "300 pages", "1,000 pages", "padded"],
)
def test_what_is_allowed_grows_in_proportion_and_ends(characters: int, time: float, memory: float) -> None:
    allowed = Allowance()
    allowed.grow(characters)
    assert (allowed.count, allowed.memory) == (pytest.approx(time), pytest.approx(memory))


def test_several_inputs_have_the_time_of_each_and_the_memory_of_one_process() -> None:
    allowed = Allowance(3)
    allowed.grow(100_000)
    assert (allowed.count, allowed.memory) == (3.5, 1.125)


def hold() -> int:
    """Hold some memory for as long as the watch needs to see it."""
    held = bytearray(b"x") * (HELD * MIB)
    begin = watch.processor_seconds()
    while watch.processor_seconds() - begin < 0.3:
        pass
    return len(held)


@pytest.mark.slow
def test_what_is_long_may_hold_what_what_is_short_may_not() -> None:
    def limits() -> Limits:
        gc.collect()  # what an earlier test or the refused work held
        return Limits(memory_bytes=watch.resident_bytes() + SPARE * MIB)

    with pytest.raises(InputError, match="memory_bytes"), watched("short.md", limits()):
        hold()
    with watched("long.md", limits()) as allowance:
        allowance.grow(2_400_000)
        assert hold() == HELD * MIB


class Lasting:
    """Works for a time when it goes, where nothing can be raised; hypothesis is told of each garbage collection so."""

    def __del__(self) -> None:
        begin = watch.processor_seconds()
        while watch.processor_seconds() - begin < 0.3:
            pass


def hold_and_go_on() -> None:
    held = bytearray(b"x") * (HELD * MIB)
    Lasting()
    begin = watch.processor_seconds()
    while watch.processor_seconds() - begin < watch.PATIENCE / 2:
        pass
    assert held


@pytest.mark.slow
def test_a_bound_passed_where_nothing_can_be_raised_ends_what_comes_after(capsys: pytest.CaptureFixture[str]) -> None:
    hook, limits = sys.unraisablehook, Limits(memory_bytes=watch.resident_bytes() + MIB)
    with pytest.raises(InputError, match="memory_bytes"), watched("a.md", limits):
        hold_and_go_on()
    assert sys.unraisablehook is hook
    assert "Passed" not in capsys.readouterr().err


_SPACE = """
import resource
from exporter.bounds import watch
from exporter.bounds.gate import Limits
limits = Limits()
watch.OWN[0] = True
watch.bound_address_space(limits)
said = [watch.address_space()]
with watch.watched("book.md", limits) as allowance:
    said.append(watch.address_space())
    allowance.grow(2_400_000)
    said.append(watch.address_space())
said.append(watch.address_space())
print(*(number / limits.memory_bytes for number in said))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what bounds the address space is there on Linux for certain")
def test_the_address_space_grows_with_it_and_shrinks_again() -> None:
    made = subprocess.run([sys.executable, "-c", _SPACE], capture_output=True, text=True, check=True)
    assert made.stdout.split() == ["4.0", "4.0", "7.0", "4.0"]


_HELPER = """
import sys, time
held = bytearray(b"x") * (60 << 20)
begin = time.process_time()
while time.process_time() - begin < 0.5:
    pass
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="what another process holds is read from /proc")
def test_what_a_helper_uses_counts() -> None:
    memory, time = watch.resident_bytes(), watch.processor_seconds()
    with subprocess.Popen([sys.executable, "-c", _HELPER], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as helper:
        assert helper.stdout is not None
        assert helper.stdout.readline() == b"ready\n"
        watch.HELPERS.add(helper.pid)
        try:
            assert watch.resident_bytes() - memory > HELD * MIB
            assert watch.processor_seconds() - time > 0.45
        finally:
            watch.HELPERS.discard(helper.pid)
            helper.communicate()
