"""How many small changes of the code a test notices: mutation testing, one package at a time, by mutmut.

    python tools/mutants.py SUBJECT [MOST]

SUBJECT is a key of ``SUBJECTS``. The checkout is laid out in ``build/mutants/SUBJECT``; each function of the subject
gets its mutants there, and the tests that reach a function are run on each of them. With MOST only so many mutants are
tried, spread evenly over all. The score is kept in docs/tests.md; ``build/mutants/SUBJECT.survivors`` names those that
no test noticed (``mutmut show NAME`` in the folder shows the change).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from kept_figures import keep, rows

ROOT = Path(__file__).resolve().parent.parent
SUBJECTS = {
    "passes": (["exporter/passes/*"], ["tests/passes", "tests/test_languages.py", "tests/test_quotation.py"]),
    "build_tree": (
        ["exporter/writers/pdf/build_tree.py"],
        [f"tests/writers/test_pdf{name}.py" for name in ("", "_structure", "_tables", "_headers", "_two", "_formulas")],
    ),
    "comparison": (["exporter/comparison/*"], ["tests/comparison"]),
}
"""Subject → the files that are changed, and the tests that ought to notice."""
KILLED, SURVIVED, UNREACHED = (1, 3), (0,), (5, 33)
"""What pytest ends with for a mutant: a test failed or broke off, all passed, no test reaches it; else out of time."""


def lay_out(subject: str) -> Path:
    """A copy of the checkout, as it stands in the work tree, with mutmut's settings."""
    folder = ROOT / "build" / "mutants" / subject
    shutil.rmtree(folder, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    changed, tests = SUBJECTS[subject]
    copied = sorted(path.name for path in folder.iterdir() if path.name not in ("exporter", "pyproject.toml"))
    lines = [
        "[tool.mutmut]",
        'source_paths = ["exporter"]',
        f"only_mutate = {json.dumps(changed)}",
        f"also_copy = {json.dumps(copied)}",
        f"pytest_add_cli_args_test_selection = {json.dumps(tests)}",
        'pytest_add_cli_args = ["-p", "no:cacheprovider", "-m", "not slow and not judge"]',
    ]
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n" + "\n".join(lines) + "\n")
    return folder


def mutmut(folder: Path, *names: str) -> None:
    """Run mutmut on the mutants of these names, on all where there is none."""
    environment = {name: value for name, value in os.environ.items() if name != "CI"}  # what is beside us is not there
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(os.cpu_count() or 1), *names]
    with (folder.parent / f"{folder.name}.log").open("a", encoding="utf-8") as log:
        subprocess.run(command, cwd=folder, env=environment, stdout=log, stderr=log, check=False)


def outcomes(folder: Path) -> dict[str, int | None]:
    """Each mutant with the exit code of its tests, None where it was not tried."""
    found: dict[str, int | None] = {}
    for meta in sorted((folder / "mutants").rglob("*.meta")):
        found |= json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def main() -> int:
    """Try the mutants, print the score and keep it."""
    if not 2 <= len(sys.argv) <= 3 or sys.argv[1] not in SUBJECTS:
        print(f"usage: python tools/mutants.py {'|'.join(SUBJECTS)} [MOST]", file=sys.stderr)
        return 2
    subject = sys.argv[1]
    folder = lay_out(subject)
    mutmut(folder, "none")  # no mutant is called so: they are only made
    made = list(outcomes(folder))
    most = min(int(sys.argv[2]), len(made)) if len(sys.argv) == 3 else len(made)
    mutmut(folder, *(made[len(made) * number // most] for number in range(most)))
    codes = {name: code for name, code in outcomes(folder).items() if code is not None}
    if not codes:
        print(f"{subject}: no mutant was tried; see build/mutants/{subject}.log", file=sys.stderr)
        return 1
    killed = sum(code in KILLED for code in codes.values())
    unreached = sum(code in UNREACHED for code in codes.values())
    survivors = sorted(name for name, code in codes.items() if code in SURVIVED)
    late = len(codes) - killed - unreached - len(survivors)
    (folder.parent / f"{subject}.survivors").write_text("\n".join(survivors) + "\n", encoding="utf-8")
    score = 100 * (killed + late) / len(codes)
    counts = (len(made), len(codes), killed, late, len(survivors), unreached)
    row = f"| `{subject}` | {' | '.join(map(str, counts))} | {score:.0f} % |"
    kept = rows("mutants") | {f"`{subject}`": row}
    keep("mutants", [kept[f"`{name}`"] for name in SUBJECTS if f"`{name}`" in kept])
    print(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
