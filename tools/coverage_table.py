"""The branch coverage that `make coverage` measured, room by room, into docs/tests.md.

    python tools/coverage_table.py build/coverage.json

Exit code 1 when the whole is below the bound of ``[tool.coverage.report]`` in pyproject.toml.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from pathlib import Path

from kept_figures import keep

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Write the table and say whether the bound holds."""
    measured = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    rooms: dict[str, Counter[str]] = {}
    for name, file in measured["files"].items():
        parts = Path(name).parts
        room = f"`{parts[1]}/`" if len(parts) > 2 else "beside the rooms"
        rooms.setdefault(room, Counter()).update({key: int(value) for key, value in file["summary"].items()})
    rooms["**all**"] = sum(rooms.values(), Counter())
    keep("coverage", [row(name, counts) for name, counts in sorted(rooms.items(), key=lambda pair: "*" in pair[0])])
    whole = measured["totals"]["percent_covered"]
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    bound = settings["tool"]["coverage"]["report"]["fail_under"]
    print(f"{whole:.1f} % of lines and branches are reached; the bound is {bound} %")
    return 0 if whole >= bound else 1


def row(name: str, counts: Counter[str]) -> str:
    """One line of the table."""
    lines, reached = counts["num_statements"], counts["covered_lines"]
    branches, taken = counts["num_branches"], counts["covered_branches"]
    return f"| {name} | {lines} | {share(reached, lines)} | {branches} | {share(taken, branches)} |"


def share(part: int, whole: int) -> str:
    """A share in per cent."""
    return f"{100 * part / whole:.1f} %" if whole else "–"


if __name__ == "__main__":
    sys.exit(main())
