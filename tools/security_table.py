"""Runs every hostile case of our own and writes the results into docs/security.md.

python tools/security_table.py [RECORD]: with a file for a record, a run that was interrupted goes on where it stopped.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.hostile.cases import CASES  # noqa: E402  (found by the line above)
from tests.hostile.run import Result, run_all  # noqa: E402

TARGET = ROOT / "docs" / "security.md"
BEGIN, END = "<!-- results -->\n", "<!-- end of results -->"
RULES = {
    1: "files",
    2: "network",
    3: "active content",
    4: "packages",
    5: "characters",
    6: "pictures",
    7: "limits",
    8: "escaping",
    11: "refusals",
}


def table(results: Sequence[Result]) -> str:
    """A row for each rule: how many cases, how each ended, how many broke a rule, the most time and memory."""
    rows = [
        "| rule | cases | converted | refused | broken | most time (s) | most memory (MiB) |\n",
        "|---|---|---|---|---|---|---|\n",
    ]
    for number, name in RULES.items():
        found = [made for made in results if made.case.rule == number]
        if found:
            converted, refused = (sum(made.code == code for made in found) for code in (0, 3))
            broken = sum(bool(made.wrong) for made in found)
            time, memory = max(made.seconds for made in found), max(made.mib for made in found)
            rows.append(
                f"| {number} {name} | {len(found)} | {converted} | {refused} | {broken} | {time:.1f} | {memory} |\n"
            )
    return "".join(rows)


def main() -> int:
    """Run, write, and tell what broke a rule; 1 when anything did."""
    record = Path(sys.argv[1]) if sys.argv[1:] else None
    known = read(record)
    results = [known[case.name] for case in CASES if case.name in known]
    with tempfile.TemporaryDirectory() as folder:
        waiting = [case for case in CASES if case.name not in known]
        results += run_all(waiting, Path(folder) / "run", tell=lambda made: keep(made, record))
    text = TARGET.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    TARGET.write_text(before + BEGIN + table(results) + END + rest.partition(END)[2], encoding="utf-8")
    if record is not None:
        record.unlink(missing_ok=True)  # the next run is of another state of the program
    return 1 if any(made.wrong for made in results) else 0


def read(record: Path | None) -> dict[str, Result]:
    """The results that an earlier run left in ``record``, by the name of their case."""
    if record is None or not record.exists():
        return {}
    cases = {case.name: case for case in CASES}
    lines = map(json.loads, record.read_text(encoding="utf-8").splitlines())
    return {
        line["name"]: Result(cases[line["name"]], line["code"], line["seconds"], line["mib"], "", line["wrong"])
        for line in lines
        if line["name"] in cases
    }


def keep(made: Result, record: Path | None) -> None:
    """Tell a result, and add it to the record if there is one."""
    tell(made)
    if record is not None:
        line = {
            "name": made.case.name,
            "code": made.code,
            "seconds": made.seconds,
            "mib": made.mib,
            "wrong": made.wrong,
        }
        with record.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line) + "\n")


def tell(made: Result) -> None:
    """One case, with what is wrong below it."""
    print(
        f"{made.case.name}: exit {made.code}, {made.seconds} s, {made.mib} MiB", *made.wrong, sep="\n    ", flush=True
    )


if __name__ == "__main__":
    sys.exit(main())
