"""``python -m tests.fuzz.run SECONDS [TARGET...]``: fuzz each target for its share of the time, guided by coverage.

Needs atheris (``pip install -e ".[fuzz]"``). Each target runs in a process of its own: what atheris has instrumented
stays so. An input that finds a fault is written to ``build/fuzz/``; move it to ``tests/fuzz/kept/`` with the repair,
where ``make test`` runs it from then on.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORK = HERE.parent.parent / "build" / "fuzz"


def fuzz(name: str, seconds: int) -> None:
    """Fuzz one target in this process; never returns."""
    import atheris

    with atheris.instrument_imports(include=["exporter", "justhtml", "markdown_it", "mdit_py_plugins", "latex2mathml"]):
        from tests.fuzz import targets

    targets.warm()
    corpus = WORK / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(targets.seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        "-timeout=900",
        "-rss_limit_mb=2048",
        "-max_len=20000",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={WORK}/{name}-", str(corpus)], targets.TARGETS[name])
    atheris.Fuzz()


def main(words: list[str]) -> int:
    """Fuzz the named targets, or all, one after another; 1 when one of them found a fault."""
    from tests.fuzz.targets import TARGETS

    seconds, names = int(words[0]), words[1:] or list(TARGETS)
    WORK.mkdir(parents=True, exist_ok=True)
    failed = []
    for name in names:
        began = time.monotonic()
        share = max(seconds // len(names), 1)
        code = f"from tests.fuzz.run import fuzz; fuzz({name!r}, {share})"
        done = subprocess.run([sys.executable, "-c", code], cwd=HERE.parent.parent, capture_output=True, check=False)
        with (WORK / f"{name}.log").open("ab") as log:
            log.write(done.stderr)
        runs = [
            line for line in done.stderr.decode(errors="replace").splitlines() if "number_of_executed_units" in line
        ]
        print(
            f"{name}: {time.monotonic() - began:.0f} s, {' '.join(runs)}, {'FAULT' if done.returncode else 'no fault'}",
            flush=True,
        )
        failed += [name] if done.returncode else []
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
