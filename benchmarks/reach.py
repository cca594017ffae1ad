"""How far the proof reaches: articles of others converted with ``--prove``, and what each run ends with.

    python benchmarks/reach.py FOLDER [--list FILE] [--out FILE.jsonl] [--workers 2] [--seconds 240]

Every article below FOLDER (or each one that FILE names, a line each) is converted to PDF, EPUB and DOCX by the command,
as its users would, in a process of its own that has loaded what every run loads. The table counts exit codes by kind
of file; every run with exit code 1 is told with its losses, for a person to say whether somebody is told less.
Articles are fetched by hand and never committed; with --out one line of JSON an article is kept, and what stands there
already is not run again.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

SUFFIXES = (".docx", ".docm", ".html", ".htm", ".md", ".mdx", ".qmd", ".rmd", ".txt", ".xml", ".json")
TIMED_OUT = -1
COMMAND = ["exporter", "convert", "--prove", "--format", "json", "--jobs", "1", "--lang", "en", "--to", "pdf,epub,docx"]
LOADED = ("exporter.cli", "exporter.run.finish", "exporter.readback.pdf", "weasyprint", "lxml.html", "docx")
"""What every run loads, once and for all of them, as far as it is there."""


@dataclass(frozen=True, slots=True)
class Run:
    """One article: what the command ended with (``TIMED_OUT`` for one that was ended), and each thing against it."""

    path: str
    code: int
    seconds: float
    losses: tuple[str, ...] = ()
    said: str = ""


def articles(folder: Path) -> Iterator[Path]:
    """Every file below ``folder`` that may be an article, in order of their names."""
    yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())


@dataclass(slots=True)
class _Running:
    """A run that has begun: its article, its folder, when it began."""

    path: Path
    folder: tempfile.TemporaryDirectory[str]
    began: float


def _begun(path: Path) -> tuple[int, _Running]:
    """Begin to convert one article in a process of its own and a folder that is thrown away."""
    running = _Running(path, tempfile.TemporaryDirectory(), time.monotonic())
    number = os.fork()
    if number:
        return number, running
    for stream, name in ((1, "out"), (2, "said")):
        os.dup2(os.open(f"{running.folder.name}/{name}", os.O_WRONLY | os.O_CREAT), stream)
    sys.argv = [*COMMAND, "--out-dir", f"{running.folder.name}/made", str(path)]
    code = 70
    try:
        import_module("exporter.__main__").main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:  # whatever it is, it is the child's end
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _ended(running: _Running, code: int) -> Run:
    took = round(time.monotonic() - running.began, 1)
    folder = Path(running.folder.name)
    said = (folder / "said").read_bytes().decode(errors="replace").strip() if (folder / "said").exists() else ""
    out = (folder / "out").read_bytes() if (folder / "out").exists() else b""
    running.folder.cleanup()
    try:
        data = json.loads(out)
    except ValueError:
        return Run(str(running.path), code, took, said=said[-2000:])
    proofs = data.get("proof", ())
    losses = [_line(loss) for proof in proofs for loss in proof["losses"]]
    for proof in proofs:
        for answer in ("source_read", "claims_hold"):
            losses += [f"{answer}: {one['rule']} {one['message']}" for one in proof.get(answer, {}).get("against", ())]
    errors = [str(error.get("message", error) if isinstance(error, dict) else error) for error in data["errors"]]
    return Run(str(running.path), code, took, tuple(losses), "\n".join(errors) or said[-2000:])


def converted(paths: Sequence[Path], workers: int, seconds: float) -> Iterator[Run]:
    """A run for each article, some at a time; each is ended after so many seconds."""
    for name in LOADED:
        with suppress(ImportError):
            import_module(name)
    waiting, running = list(reversed(paths)), dict[int, _Running]()
    while waiting or running:
        while waiting and len(running) < workers:
            number, begun = _begun(waiting.pop())
            running[number] = begun
        for number, one in list(running.items()):
            done, status = os.waitpid(number, os.WNOHANG)
            if not done and time.monotonic() - one.began > seconds:
                os.kill(number, signal.SIGKILL)
                os.waitpid(number, 0)
                yield _ended(running.pop(number), TIMED_OUT)
            elif done:
                yield _ended(running.pop(number), os.waitstatus_to_exitcode(status))
        time.sleep(0.05)


def _line(loss: dict[str, object]) -> str:
    where = "".join(f" {name} {loss[name]}" for name in ("source", "file") if name in loss)
    return f"{loss['format']}: {loss['kind']} {loss['change']}: {loss['message']}: “{loss.get('text', '')}”{where}"


def runs(paths: Sequence[Path], kept: Path | None, workers: int, seconds: float) -> list[Run]:
    """A run for each of ``paths``; those that stand in ``kept`` are taken from there, the others added to it."""
    known = {}
    if kept is not None and kept.exists():
        known = {run.path: run for line in kept.read_text().splitlines() for run in [_from(json.loads(line))]}
    out: list[Run] = [known[str(path)] for path in paths if str(path) in known]
    for run in converted([one for one in paths if str(one) not in known], workers, seconds):
        out.append(run)
        if kept is not None:
            with kept.open("a") as file:
                file.write(json.dumps(asdict(run), ensure_ascii=False) + "\n")
    return out


def _from(data: dict[str, object]) -> Run:
    losses = data.pop("losses")
    assert isinstance(losses, list)
    return Run(**data, losses=tuple(losses))  # type: ignore[arg-type]  # the fields of a line that this program wrote


def table(done: Sequence[Run]) -> Iterator[str]:
    """Kinds of file down, exit codes across."""
    rows: dict[str, Counter[int]] = defaultdict(Counter)
    for run in done:
        rows[Path(run.path).suffix.lower().lstrip(".")][run.code] += 1
        rows["all"][run.code] += 1
    codes = sorted({run.code for run in done})
    names = ["timed out" if code == TIMED_OUT else f"exit {code}" for code in codes]
    yield "| kind | " + " | ".join([*names, "files"]) + " |"
    yield "|---|" + "--:|" * (len(codes) + 1)
    for name, row in sorted(rows.items(), key=lambda one: (one[0] == "all", one[0])):
        yield "| " + " | ".join([name, *(str(row[code]) for code in codes), str(row.total())]) + " |"


def main() -> int:
    """Convert every article, print the table, and what was lost where."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("folder", type=Path)
    asked.add_argument("--list", type=Path, help="the articles to take, a path a line, instead of all")
    asked.add_argument("--out", type=Path, help="keep each run in this file, and skip those that are there")
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--seconds", type=float, default=240, help="end a run that takes longer")
    asked.add_argument("--show", type=int, default=3, help="losses to print of each article")
    asked.add_argument("--to", default=COMMAND[-1], help="the formats to write")
    given = asked.parse_args()
    COMMAND[-1] = given.to
    named = given.list.read_text().splitlines() if given.list else ()
    paths = [given.folder / name for name in named if name] or list(articles(given.folder))
    done = runs(paths, given.out, given.workers, given.seconds)
    print("\n".join(table(done)))
    for run in sorted(done, key=lambda run: run.path):
        if run.code != 0:
            print(f"\n{run.path}: {run.code}, {len(run.losses)} losses {run.said.splitlines()[0] if run.said else ''}")
            print("\n".join(f"  {loss}" for loss in run.losses[: given.show]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
