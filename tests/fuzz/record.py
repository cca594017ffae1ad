"""``python -m tests.fuzz.record [FILE...]``: add runs to the record, and say in docs/security.md what it comes to.

``record.tsv`` holds, for each target, the processor time, the inputs tried and the faults found in all recorded runs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from tests.fuzz.run import RECORD, Run, recorded

TARGET = RECORD.parents[2] / "docs" / "security.md"
BEGIN, END = "<!-- fuzzing -->\n", "<!-- end of fuzzing -->"


def total(runs: Iterable[Run]) -> list[Run]:
    """One line a target."""
    sums: dict[str, Run] = {}
    for run in runs:
        old = sums.get(run.target, Run(run.target, 0, 0, 0))
        sums[run.target] = Run(run.target, old.seconds + run.seconds, old.inputs + run.inputs, old.faults + run.faults)
    return [sums[name] for name in sorted(sums)]


def table(runs: list[Run]) -> str:
    """A row a target, and the sum."""
    rows = ["| target | minutes of processor time | inputs | ends with a fault |\n", "|---|---|---|---|\n"]
    rows += [f"| `{run.target}` | {run.seconds / 60:.0f} | {run.inputs:,} | {run.faults} |\n" for run in runs]
    seconds, inputs, faults = (sum(getattr(run, name) for run in runs) for name in ("seconds", "inputs", "faults"))
    rows.append(f"| in all | {seconds / 60:.0f} ({seconds / 3600:.1f} hours) | {inputs:,} | {faults} |\n")
    return "".join(rows)


def with_table(text: str, runs: list[Run]) -> str:
    """The page with the table in its place."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + table(runs) + END + rest.partition(END)[2]


def main(files: list[str]) -> None:
    """Add the runs in ``files`` to the record, and write the page."""
    runs = total([*recorded(), *(run for name in files for run in recorded(Path(name)))])
    lines = [f"{run.target}\t{run.seconds}\t{run.inputs}\t{run.faults}\n" for run in runs]
    RECORD.write_text("target\tseconds\tinputs\tfaults\n" + "".join(lines), encoding="utf-8")
    TARGET.write_text(with_table(TARGET.read_text(encoding="utf-8"), runs), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
