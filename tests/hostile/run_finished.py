"""Every command that reads finished files, on each crafted one: it ends in time, says what it must, leaves nothing.

``python -m tests.hostile.run_finished [WORD...]`` runs those whose names hold a WORD and tells the results.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.hostile.cases_finished import CASES, Finished
from tests.hostile.run import CONTROL, MIB, TRACE, answers

COMMANDS = ("check", "show", "speak", "parity", "report", "fix")
DONE = {
    "check": (0, 1),
    "show": (0,),
    "speak": (0,),
    "parity": (0, 1),
    "report": (0, 1),
    "fix": (0,),
    "convert": (0, 1),
    "read": (0, 1),
}
"""Exit codes of each command besides 3, a refusal."""
ARTICLE = "---\nlang: en\n---\n# T\n\nzzkeep29 words\n"
SECONDS = 20


@dataclass(slots=True)
class Ended:
    """What became of one command on one file, and what of it breaks a rule."""

    name: str
    code: int
    seconds: float
    mib: int
    wrong: list[str] = field(default_factory=list)


def commands(case: Finished) -> tuple[str, ...]:
    """What reads this kind of file: each can be an article too."""
    return (*COMMANDS, "convert", "read")


def _argv(command: str, name: str) -> list[str]:
    match command:
        case "parity":
            return ["parity", "article.md", name]
        case "convert":
            return ["convert", name, "--to", "epub", "--out-dir", "out"]
        case "fix":
            return ["fix", name, "-o", f"out/{name}"]
        case "report":
            return ["report", "article.md", name, "-o", "out/report.html"]
        case _:
            return [command, name]


def run_all(
    cases: Sequence[Finished], folder: Path, side_by_side: int = 2, tell: Callable[[Ended], None] = lambda made: None
) -> list[Ended]:
    """The result of every command on every file, in the order in which they ended."""
    jobs, found = [], []
    folder.mkdir(parents=True)
    for case in cases:
        data = case.make()
        for command in commands(case):
            name = f"{case.name}-{command}"
            home = folder / name
            (home / "out").mkdir(parents=True)
            (home / "tmp").mkdir()
            (home / "article.md").write_text(ARTICLE)
            (home / f"in.{case.suffix}").write_bytes(data)
            streams = {key: str(folder / f"{name}.{key}") for key in ("stdout", "stderr")}
            argv = _argv(command, f"in.{case.suffix}")
            jobs.append(
                {
                    "name": name,
                    "argv": argv,
                    "cwd": str(home),
                    "tmp": str(home / "tmp"),
                    "allowed": [str(home)],
                    **streams,
                }
            )
    for answer in answers(jobs, folder, side_by_side):
        made = Ended(answer["name"], answer["code"], answer["seconds"], answer["mib"])
        _judge(made, folder)
        shutil.rmtree(folder / made.name)
        tell(made)
        found.append(made)
    return found


def _judge(made: Ended, folder: Path) -> None:
    said, told = ((folder / f"{made.name}.{key}").read_text(errors="replace") for key in ("stderr", "stdout"))
    command = made.name.rpartition("-")[2]
    if made.code == 3:
        if len(said.strip().splitlines()) != 1:
            made.wrong.append(f"refused with {said[:200]!r}")
    elif made.code not in DONE[command]:
        made.wrong.append(f"exit code {made.code}: {said[-300:]!r}")
    if (trace := TRACE.search(said)) or CONTROL.search(said + told):
        made.wrong.append(f"says {trace[0] if trace else 'control characters'}: {said[-200:]!r}")
    if "root:x:0" in said + told:
        made.wrong.append("shows a file from outside")
    home = folder / made.name
    kept = {path.name for path in home.iterdir()} - {"article.md", "out", "tmp"}
    if len(kept) != 1 or list((home / "tmp").iterdir()) or (made.code == 3 and list((home / "out").iterdir())):
        made.wrong.append("something was left behind")
    if made.seconds > SECONDS or made.mib > MIB:
        made.wrong.append(f"took {made.seconds} s of processor time and {made.mib} MiB")


def tell(made: Ended) -> None:
    """One result, with what is wrong below it."""
    print(f"{made.name}: exit {made.code}, {made.seconds} s, {made.mib} MiB", *made.wrong, sep="\n    ", flush=True)


def main(words: list[str]) -> int:
    """Run the cases whose names hold a word, all without words; 1 when one of them broke a rule."""
    chosen = [case for case in CASES if not words or any(word in case.name for word in words)]
    with tempfile.TemporaryDirectory() as folder:  # not in a project's folder: settings are looked for in those above
        found = run_all(chosen, Path(folder).resolve() / "run", tell=tell)
    refused, broken = sum(made.code == 3 for made in found), sum(bool(made.wrong) for made in found)
    most = f"at most {max(made.seconds for made in found):.1f} s and {max(made.mib for made in found)} MiB"
    print(f"{len(found)} runs, {refused} refused, {broken} broke a rule; {most}")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
