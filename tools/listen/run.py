"""`make listen` and `make listen-small`: articles through exporter, its files through real programs, dumps judged.

    run.py [--small] [--accept]

Dumps go to build/heard/. Those of the articles in fixtures/heard/ are compared with the goldens that stand there: a
difference fails the whole run where the program is of the version that made the golden, and is told as news elsewhere
and in the small run. ``--accept`` rewrites the goldens. Exit code 2: the room could not be set up or used.
"""

from __future__ import annotations

import argparse
import difflib
import shutil
import subprocess
import sys
from pathlib import Path

from dumps import cases
from judge import Judgement, judged, told

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HEARD = ROOT / "fixtures/heard"
OUT = ROOT / "build/heard"
LONG = HEARD / "tide-mill.md"
ARTICLES = ["data-story.md", "explainer.md", "feature.md", "languages.md", "letter.md", "council-notice.html"]
TREES = "chromium,firefox,writer"
SPOKEN = "orca-firefox,orca-chromium,orca-writer"
BROWSERS = ("chromium", "firefox", "orca-chromium", "orca-firefox")
MOST_LINES = 40
SETTING_UP_FAILED = 2


def run(*command: str | Path) -> int:
    """Run a command, its output shown."""
    print("$", *command, flush=True)
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode


def converted(article: Path, *, small: bool) -> list[Path]:
    """The files made of one article, the model beside them."""
    kinds = ["docx"] if small else ["docx", "html"]
    _convert(article, ["pdf", "epub", "json"], "--page-marks")  # where page numbers could be heard in the wrong place
    _convert(article, kinds)
    return [OUT / f"{article.stem}.{kind}" for kind in ["pdf", "epub", *kinds]]


def _convert(article: Path, kinds: list[str], *options: str) -> None:
    exporter = Path(sys.executable).with_name("exporter")
    command = [exporter, "convert", article, "--to", ",".join(kinds), "--out-dir", OUT, *options]
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        print(done.stderr, file=sys.stderr)
        raise SystemExit(SETTING_UP_FAILED)


def heard(files: list[Path], readers: str) -> int:
    """Dumps of files; those that a program did not tell are asked for once more, by themselves."""
    first = run(sys.executable, HERE / "tell.py", *files, "--as", readers, "--out", OUT)
    if first != 1:
        return first
    again = [path for path in files if not _all_told(path, readers)]
    return (
        run(sys.executable, HERE / "tell.py", *again, "--as", readers, "--out", OUT, "--limit", "240") if again else 0
    )


def _all_told(path: Path, readers: str) -> bool:
    open_it = {"writer", "orca-writer"} if path.suffix == ".docx" else set(BROWSERS)
    dumps = [OUT / f"{path.name}.{reader}.txt" for reader in readers.split(",") if reader in open_it]
    return all(dump.exists() and len(dump.read_text(encoding="utf-8").splitlines()) > 2 for dump in dumps)


def judged_twice() -> list[Judgement]:
    """What the assertions find. What fails is told and judged once more: Writer may tell a paragraph as empty."""
    found = list(judged(cases(OUT, {})))
    failing = sorted({one.dump for one in found if one.word == "FAIL"})
    for dump in failing:
        name, reader = dump.split(" ")
        _tell_again(OUT / f"{name}.{reader}.txt")
    return list(judged(cases(OUT, {}))) if failing else found


def _tell_again(dump: Path) -> None:
    name, reader = dump.name.removesuffix(".txt").rsplit(".", 1)
    print(f"once more: {name} in {reader}")
    run(sys.executable, HERE / "tell.py", OUT / name, "--as", reader, "--out", OUT, "--limit", "240")


def compared(*, accept: bool) -> int:
    """How many dumps differ from their goldens, which are by the same version of the program."""
    wrong = 0
    for dump in sorted(OUT.glob(f"{LONG.stem}.*.txt")):
        golden = HEARD / dump.name
        if ".orca-" in dump.name and not accept:
            continue  # what is spoken depends on time: kept to be read, judged by assertions
        now = dump.read_text(encoding="utf-8")
        if accept:
            golden.write_text(now, encoding="utf-8")
            continue
        if not golden.exists():
            print(f"FAIL  golden  {dump.name}: there is none; make it with --accept")
            wrong += 1
            continue
        before = golden.read_text(encoding="utf-8").splitlines()
        if before[1:] != now.splitlines()[1:] and before[:1] == now.splitlines()[:1]:
            _tell_again(dump)
        wrong += _differs(dump.name, before, dump.read_text(encoding="utf-8").splitlines())
    return wrong


def _differs(name: str, before: list[str], now: list[str]) -> bool:
    """Whether a dump differs from its golden for another reason than another program; what differs is printed."""
    if before[1:] == now[1:]:
        return False
    same_program = before[:1] == now[:1]
    print(f"{'differs' if same_program else 'news'}  golden  {name}" + ("" if same_program else f": now {now[0][2:]}"))
    diff = difflib.unified_diff(before, now, "golden", "now", lineterm="", n=1)
    for number, line in enumerate(diff):
        if number == MOST_LINES:
            print("    …")
            break
        print("    " + line)
    return same_program


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--small", action="store_true", help="one article, three files, no speech")
    parser.add_argument("--accept", action="store_true", help="rewrite the goldens in fixtures/heard/")
    args = parser.parse_args()
    if run("bash", HERE / "setup.sh"):
        return SETTING_UP_FAILED
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    long = converted(LONG, small=args.small)
    others = [] if args.small else [converted(ROOT / "fixtures/articles" / name, small=False) for name in ARTICLES]
    silent = heard([*long, *(path for files in others for path in files)], TREES)
    if not silent and not args.small:
        silent = heard(long, SPOKEN)
    if silent:  # not even when asked twice: in the small run the room's fault until somebody looks
        return SETTING_UP_FAILED if args.small or silent == SETTING_UP_FAILED else 1
    code = told(judged_twice(), passes=False)
    differing = compared(accept=args.accept)
    return 1 if differing and not args.small else code


if __name__ == "__main__":
    sys.exit(main())
