"""``python -m tests.fuzz.run SECONDS [TARGET...]``: fuzz each target for its share of the time, guided by coverage.

Needs atheris (``pip install -e ".[fuzz]"``). Each target runs in a process of its own: what atheris has instrumented
stays so. An input that finds a fault is written to ``build/fuzz/``, and the target goes on; move the input to
``tests/fuzz/kept/`` with the repair, where ``make test`` runs it from then on. What was run is added to
``build/fuzz/record.tsv``; ``python -m tests.fuzz.record build/fuzz/record.tsv`` adds that to the record of all runs.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORK = HERE.parent.parent / "build" / "fuzz"
RECORD = HERE / "record.tsv"
MOST_FAULTS = 25
"""After so many, one target gives way to the next: they are most often one and the same."""
LONGEST = 20_000
"""Bytes of an input."""


def fuzz(name: str, seconds: int) -> None:
    """Fuzz one target in this process; never returns."""
    import atheris

    with atheris.instrument_imports(include=["exporter", "justhtml", "markdown_it", "mdit_py_plugins", "latex2mathml"]):
        from tests.fuzz import targets
    from tests.fuzz.mutate import pieces_for, spliced

    targets.warm()
    pieces = pieces_for(name)
    corpus = WORK / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(targets.seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        chosen = random.Random(seed)
        if not data or chosen.random() < 0.4:
            return bytes(atheris.Mutate(data, longest))
        return spliced(data, chosen, pieces)[:longest]

    options = [
        f"-max_total_time={seconds}",
        "-timeout=600",
        "-rss_limit_mb=3072",
        f"-max_len={LONGEST}",
        "-print_final_stats=1",
    ]
    arguments = [sys.argv[0], *options, f"-artifact_prefix={WORK}/{name}-", str(corpus)]
    atheris.Setup(arguments, targets.TARGETS[name], custom_mutator=mutate)
    atheris.Fuzz()


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of one target came to: seconds of processor time, inputs tried, faults found."""

    target: str
    seconds: int
    inputs: int
    faults: int


def one(name: str, seconds: int) -> Run:
    """Fuzz one target in a process of its own, again after each fault, until its time is over."""
    ends = time.monotonic() + seconds
    used, inputs, faults = 0.0, 0, 0
    while (left := round(ends - time.monotonic())) > 0 and faults < MOST_FAULTS:
        code = f"from tests.fuzz.run import fuzz; fuzz({name!r}, {left})"
        before = _children()
        done = subprocess.run([sys.executable, "-c", code], cwd=HERE.parent.parent, capture_output=True, check=False)
        used += _children() - before
        with (WORK / f"{name}.log").open("ab") as log:
            log.write(done.stdout + done.stderr)
        tried = [line.split()[-1] for line in done.stderr.splitlines() if b"number_of_executed_units" in line]
        inputs += int(tried[-1]) if tried else 0
        faults += 1 if done.returncode else 0
    return Run(name, round(used), inputs, faults)


def _children() -> float:
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def recorded(path: Path = RECORD) -> Iterator[Run]:
    """The runs of a record."""
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        target, seconds, inputs, faults = line.split("\t")
        yield Run(target, int(seconds), int(inputs), int(faults))


def main(words: list[str]) -> int:
    """Fuzz the named targets, or all, one after another; 1 when one of them found a fault."""
    from tests.fuzz.targets import TARGETS

    seconds, names = int(words[0]), words[1:] or list(TARGETS)
    WORK.mkdir(parents=True, exist_ok=True)
    failed = False
    for name in names:
        made = one(name, max(seconds // len(names), 1))
        failed = failed or made.faults > 0
        with (WORK / "record.tsv").open("a", encoding="utf-8") as record:
            if record.tell() == 0:
                record.write("target\tseconds\tinputs\tfaults\n")
            record.write(f"{made.target}\t{made.seconds}\t{made.inputs}\t{made.faults}\n")
        print(f"{name}: {made.seconds} s, {made.inputs} inputs, faults: {made.faults}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
