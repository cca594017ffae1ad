"""`make listen` and `make listen-small`: articles through exporter, its files through real programs, dumps judged.

    run.py [--small] [--only PROGRAM[,PROGRAM]] [--article NAME[,NAME]] [--accept]

Dumps go to build/heard/. Those of the articles in fixtures/heard/ are compared with the goldens that stand there: a
difference fails the whole run where the program is of the version that made the golden, and is told as news elsewhere
and in the small run. ``--accept`` rewrites the goldens. With ``--only`` or ``--article`` the parts are run apart: what
other programs told of other articles stays in build/heard/, and all of it is judged. A program that tells nothing of a
file, twice, is named and fails the run; the others go on. Exit code 2: the room could not be set up or used.
"""

from __future__ import annotations

import argparse
import difflib
import shutil
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from dumps import cases
from judge import Judgement, judged, told

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HEARD = ROOT / "fixtures/heard"
OUT = ROOT / "build/heard"
LONG = HEARD / "tide-mill.md"
PUBLICATION = ROOT / "fixtures/publication/short-issue.toml"
ARTICLES = ["data-story.md", "explainer.md", "feature.md", "languages.md", "letter.md", "council-notice.html"]
NAMES = tuple(Path(name).stem for name in ARTICLES)
TREES = ("chromium", "firefox", "writer")
SPOKEN = ("orca-firefox", "orca-chromium", "orca-writer")
"""Side by side, in rooms of their own: Orca's voice takes its time, and the machine waits."""
WRITERS = ("writer", "orca-writer")
SPOKEN_OF_ALL = (".epub", ".docx")
"""What Orca speaks of every article; of the long one it speaks all files."""
MORE = ("--limit", "300")
"""Where a program is asked once more."""
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


def bound(publication: Path) -> list[Path]:
    """The files made of a publication, the model beside them."""
    _run_exporter("bind", publication, ["pdf", "epub", "docx", "json"], "--root", str(publication.parent.parent))
    return [OUT / f"{publication.stem}.{kind}" for kind in ("pdf", "epub", "docx")]


def _convert(article: Path, kinds: list[str], *options: str) -> None:
    _run_exporter("convert", article, kinds, *options)


def _run_exporter(verb: str, source: Path, kinds: list[str], *options: str) -> None:
    exporter = Path(sys.executable).with_name("exporter")
    command = [exporter, verb, source, "--to", ",".join(kinds), "--out-dir", OUT, *options]
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        print(done.stderr, file=sys.stderr)
        raise SystemExit(SETTING_UP_FAILED)


@dataclass(frozen=True)
class Part:
    """What one program is asked to tell; ``again`` for a file that it did not tell at first."""

    reader: str
    files: tuple[Path, ...]

    def heard(self) -> list[str]:
        """Have the files told, those that were not told once more; what was not told even then, in words."""
        for options, files in (((), self.files), (MORE, self.missing())):
            if files and tell(files, self.reader, *options) == SETTING_UP_FAILED:
                return [f"{self.reader}: the room could not be used"]
            if not self.missing():
                break
        return [f"{path.name} in {self.reader}: nothing told, twice" for path in self.missing()]

    def missing(self) -> tuple[Path, ...]:
        """The files of which there is no dump with words."""
        dumps = {path: OUT / f"{path.name}.{self.reader}.txt" for path in self.files}
        return tuple(path for path, dump in dumps.items() if not dump.exists() or len(_lines(dump)) < 3)


def parts(long: list[Path], others: list[list[Path]], readers: tuple[str, ...]) -> list[Part]:
    """What each program is asked for: what it can open, and of what Orca speaks the articles' EPUB and DOCX."""
    every = [*long, *(path for files in others for path in files)]
    spoken = [*long, *(path for files in others for path in files if path.suffix in SPOKEN_OF_ALL)]
    made = []
    for reader in readers:
        files = [
            path for path in (spoken if reader in SPOKEN else every) if (path.suffix == ".docx") == (reader in WRITERS)
        ]
        made.append(Part(reader, tuple(files)))
    return [part for part in made if part.files]


def heard(asked: list[Part]) -> list[str]:
    """Have all parts told, trees one after the other, then what is spoken; what could not be told, in words."""
    for part in asked:
        for path in part.files:
            (OUT / f"{path.name}.{part.reader}.txt").unlink(missing_ok=True)
    silent = [words for part in asked if part.reader in TREES for words in part.heard()]
    with ThreadPoolExecutor(len(SPOKEN)) as pool:
        for found in pool.map(Part.heard, (part for part in asked if part.reader in SPOKEN)):
            silent += found
    return silent


def tell(files: Iterable[Path], reader: str, *options: str) -> int:
    """Have ``reader`` tell files; the exit code."""
    return run(sys.executable, HERE / "tell.py", *files, "--as", reader, "--out", OUT, *options)


def _lines(dump: Path) -> list[str]:
    return dump.read_text(encoding="utf-8").splitlines()


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
    before = dump.read_text(encoding="utf-8")
    tell([OUT / name], reader, *MORE)
    if not dump.exists() or len(_lines(dump)) < 3:
        dump.write_text(before, encoding="utf-8")  # what was told at first is judged


def compared(*, accept: bool) -> int:
    """How many dumps differ from their goldens, which are by the same version of the program."""
    wrong = 0
    for dump in sorted(OUT.glob("*.txt")):
        golden = HEARD / dump.name if dump.name.startswith(f"{LONG.stem}.") else HEARD / "articles" / dump.name
        if ".orca-" in dump.name and not accept:
            continue  # what is spoken depends on time: kept to be read, judged by assertions
        if accept:
            golden.write_text(dump.read_text(encoding="utf-8"), encoding="utf-8")
            continue
        if not golden.exists():
            print(f"FAIL  golden  {dump.name}: there is none; make it with --accept")
            wrong += 1
            continue
        before, now = _lines(golden), _lines(dump)
        if before[1:] != now[1:] and before[:1] == now[:1]:
            _tell_again(dump)
        wrong += _differs(dump.name, before, _lines(dump))
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
    parser.add_argument("--only", default="", metavar="PROGRAM,…", help="|".join((*TREES, *SPOKEN)))
    parser.add_argument(
        "--article", default="", metavar="NAME,…", help=f"{LONG.stem}, {PUBLICATION.stem} or of fixtures/articles"
    )
    parser.add_argument("--accept", action="store_true", help="rewrite the goldens in fixtures/heard/")
    args = parser.parse_args()
    only, articles = (tuple(filter(None, text.split(","))) for text in (args.only, args.article))
    if unknown := {*only} - {*TREES, *SPOKEN} | {*articles} - {LONG.stem, PUBLICATION.stem, *NAMES}:
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    if run("bash", HERE / "setup.sh"):
        return SETTING_UP_FAILED
    if not (only or articles):
        shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = articles or (LONG.stem, *(() if args.small else (*NAMES, PUBLICATION.stem)))
    long = converted(LONG, small=args.small) if LONG.stem in wanted else []
    paths = [ROOT / "fixtures/articles" / name for name in ARTICLES if Path(name).stem in wanted]
    others = [converted(path, small=False) for path in paths]
    others += [bound(PUBLICATION)] if PUBLICATION.stem in wanted else []
    silent = heard(parts(long, others, only or (TREES if args.small else (*TREES, *SPOKEN))))
    for words in silent:
        print(f"FAIL  told  {words}")
    if silent and args.small:  # the room's fault until somebody looks
        return SETTING_UP_FAILED
    code = told(judged_twice(), passes=False)
    differing = compared(accept=args.accept)
    return 1 if silent or (differing and not args.small) else code


if __name__ == "__main__":
    sys.exit(main())
