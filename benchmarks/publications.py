"""How much a long publication costs: processor time and memory, by number of articles, for each format by itself.

    python benchmarks/publications.py 75 150 300

Articles of some 850 words (``tests/publication/long.py``) with sections, lists, notes, tables, quotations and a second
language. Each format is bound in a process of its own, so that a peak is that format's. Figures of one run, in
docs/publications.md.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.publication.long import publication  # after the path to it

_RUN = """
import resource, sys
from exporter.__main__ import main
sys.argv = ["exporter", "bind", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    code = end.code
used = resource.getrusage(resource.RUSAGE_SELF)
print(f"measured {used.ru_utime + used.ru_stime:.1f} {used.ru_maxrss / 1024:.0f} {code}")
"""


def measured(sheet: Path, name: str, *options: str) -> tuple[float, float, str]:
    """Seconds of processor time and peak memory (MiB) of binding ``sheet`` to one format; what it ended with."""
    run = [sys.executable, "-c", _RUN, str(sheet), "--to", name, "--out-dir", str(sheet.parent), *options]
    said = subprocess.run(run, capture_output=True, text=True, check=False)
    found = re.search(r"measured ([\d.]+) (\d+) (\S+)", said.stdout)
    if found is None:
        raise SystemExit(said.stdout + said.stderr)
    return float(found[1]), float(found[2]), found[3]


def main() -> None:
    """Print a table: a row for each number of articles and format."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    formats = [word for word in sys.argv[1:] if not word.isdigit()] or ["pdf", "epub", "docx"]
    print("| articles | format | processor seconds | peak MiB | ended with |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for articles in [int(word) for word in sys.argv[1:] if word.isdigit()] or [75, 150, 300]:
            sheet = publication(Path(folder) / str(articles), articles)
            for name in formats:
                seconds, memory, code = measured(sheet, name)
                print(f"| {articles} | {name} | {seconds:.0f} | {memory:.0f} | {code} |", flush=True)


if __name__ == "__main__":
    main()
