"""Lays the cases out, runs each through the command line, and tells what of it breaks a rule."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests import endless
from tests.hostile.ground import CANARY, KEEP, SIZE, Case, secret_png, svg
from tests.hostile.judge import judged

ROOT = Path(__file__).resolve().parents[2]
MIB = 1024
"""Memory that a case may hold, in MiB."""
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
TRACE = re.compile(r"Traceback|fault in exporter|Exception ignored|Warning:|@@violation|cffi|double free|core dumped")


@dataclass(slots=True)
class Result:
    """What became of a case: exit code, time, memory, and everything that broke a rule."""

    case: Case
    code: int = -1
    seconds: float = 0.0
    mib: int = 0
    said: str = ""
    wrong: list[str] = field(default_factory=list)


class Listener:
    """A socket on the loopback that must never be called."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.calls: list[bytes] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                call, _ = self.socket.accept()
            except OSError:
                return
            with call:
                call.settimeout(1)
                try:
                    self.calls.append(call.recv(200))
                except OSError:
                    self.calls.append(b"")


def run_all(
    cases: Sequence[Case], folder: Path, side_by_side: int = 0, tell: Callable[[Result], None] = lambda made: None
) -> list[Result]:
    """The result of every case, in order; ``tell`` is given each as it comes."""
    listener = Listener()
    _lay_secrets(folder / "outside")
    before = {}
    for case in cases:
        _lay(case, folder, listener.port)
        before[case.name] = _snapshot(folder / "cases" / case.name)
    results = {case.name: Result(case) for case in cases}
    for answer in answers([_job(case, folder) for case in cases], folder, side_by_side or os.cpu_count() or 1):
        made = results[answer["name"]]
        made.code, made.seconds, made.mib = answer["code"], answer["seconds"], answer["mib"]
        _judge(made, folder, before[made.case.name])
        tell(made)
    listener.socket.close()
    for made in results.values():
        if listener.calls and f":{listener.port}" in made.said:
            made.wrong.append(f"the listener was called: {listener.calls[0]!r}")
    if listener.calls and not any(made.wrong for made in results.values()):
        next(iter(results.values())).wrong.append(f"somebody called the listener: {listener.calls[0]!r}")
    return list(results.values())


def _lay_secrets(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "secret.txt").write_text(CANARY + "\n")
    (folder / "secret.html").write_text(f"<!DOCTYPE html><title>x</title><p>{CANARY}</p>")
    (folder / "secret.css").write_text(f'body::before {{ content: "{CANARY}" }}')
    (folder / "secret.svg").write_text(svg(f'<g id="g"><text y="9">{CANARY}</text></g>'))
    (folder / "secret.md").write_text(f"# {CANARY}\n")
    (folder / "secret.png").write_bytes(secret_png())


def _lay(case: Case, folder: Path, port: int) -> None:
    home = folder / "cases" / case.name
    for name in ("cases", "out", "tmp"):
        (folder / name / case.name).mkdir(parents=True)
    words = {
        "@OUT@": str(folder / "outside"),
        "@UP@": "../../outside",
        "@URL@": f"http://127.0.0.1:{port}",
        "@REST@": f"://127.0.0.1:{port}",
        "@HOST@": f"127.0.0.1:{port}",
        "@PORT@": str(port),
    }
    contents = dict(case.files)
    if case.data is not None:
        contents[case.main] = case.data
    for name, content in contents.items():
        content = content() if callable(content) else content
        if isinstance(content, str):
            for word, becomes in words.items():
                content = content.replace(word, becomes)
            content = content.encode("utf-8", "surrogatepass")
        path = os.fsencode(home) + b"/" + os.fsencode(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as stream:
            stream.write(content)
    for name, target in case.links.items():
        (home / name).symlink_to(target)
    if case.lay:
        case.lay(home)


def _snapshot(folder: Path) -> dict[str, tuple[int, ...]]:
    found = {}
    for path in sorted(folder.rglob("*")):
        stat = path.lstat()
        found[str(path)] = (stat.st_mode, stat.st_size, stat.st_mtime_ns)
    return found


def _job(case: Case, folder: Path) -> dict[str, Any]:
    home = folder / "cases" / case.name
    command = ["convert", case.main, "--to", "pdf,epub,docx", "--out-dir", f"../../out/{case.name}", *case.args]
    return {
        "name": case.name,
        "argv": command,
        "cwd": str(home),
        "tmp": str(folder / "tmp" / case.name),
        "stdout": str(folder / f"{case.name}.stdout"),
        "stderr": str(folder / f"{case.name}.stderr"),
        "allowed": [str(home), str(folder / "out" / case.name)],
    }


def answers(jobs: Sequence[dict[str, Any]], folder: Path, side_by_side: int) -> Iterator[dict[str, Any]]:
    asked = folder / "jobs"
    asked.write_text("".join(json.dumps(job) + "\n" for job in jobs), encoding="utf-8")
    with (
        asked.open(encoding="utf-8") as stream,
        subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.server", str(side_by_side), str(folder)],
            stdin=stream,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(endless.installed(folder))},
        ) as server,
    ):
        assert server.stdout is not None
        yield from map(json.loads, server.stdout)
    if server.returncode:
        raise RuntimeError(f"the server of the hostile cases ended with {server.returncode}")


def _judge(made: Result, folder: Path, before: dict[str, tuple[int, ...]]) -> None:
    case = made.case
    made.said = (folder / f"{case.name}.stderr").read_text(errors="replace")
    files = sorted((folder / "out" / case.name).iterdir())
    if made.code == 0 and case.expect in ("ok", "either"):
        if [path.suffix for path in files] != [".docx", ".epub", ".pdf"]:
            made.wrong.append(f"files: {[path.name for path in files]}")
        if case.finding and not made.said.strip():
            made.wrong.append("nothing was said")
        need = [*([KEEP] if case.keep else []), *case.need]
        forbid = [CANARY.encode(), f"{folder}/cases".encode(), *(word.encode() for word in case.forbid)]
        for path in files:
            try:
                made.wrong += judged(path, need, forbid, SIZE)
            except Exception as error:
                made.wrong.append(f"{path.name} cannot be judged: {type(error).__name__}: {error}")
    elif (made.code, case.expect) in ((3, "refuse"), (3, "either"), (2, "usage")):
        if files or len(made.said.strip().splitlines()) != 1:
            made.wrong.append(f"refused with {[path.name for path in files]} and {made.said[:200]!r}")
    else:
        made.wrong.append(f"exit code {made.code}: {made.said[-300:]!r}")
    made.wrong += _untidy(made, folder, before)


def _untidy(made: Result, folder: Path, before: dict[str, tuple[int, ...]]) -> list[str]:
    """What was left behind, changed, or shown (rules 7, 8, 9 and 10)."""
    case, wrong = made.case, []
    told = made.said + (folder / f"{case.name}.stdout").read_text(errors="replace")
    if found := CONTROL.search(told):
        wrong.append(f"the terminal gets {found[0]!r}")
    if found := TRACE.search(made.said):
        wrong.append(f"{found[0]}: {made.said[found.start() : found.start() + 200]!r}")
    if f"{folder}/cases" in told or CANARY in told:
        wrong.append("a message shows where the folder is, or what lies outside")
    if case.says and case.says not in told:
        wrong.append(f"does not say {case.says!r}: {made.said[:200]!r}")
    if _snapshot(folder / "cases" / case.name) != before:
        wrong.append("the article's folder was changed")
    if list((folder / "tmp" / case.name).iterdir()):
        wrong.append("something was left in the temporary folder")
    if made.mib > MIB:
        wrong.append(f"held {made.mib} MiB")
    if made.seconds > 20:
        wrong.append(f"took {made.seconds} s of processor time")
    return wrong


def main(words: list[str]) -> None:
    """``python -m tests.hostile.run FOLDER [WORD...]``: run the cases whose names hold a WORD and tell the results."""
    from tests.hostile.cases import CASES

    chosen = [case for case in CASES if not words[1:] or any(word in case.name for word in words[1:])]
    folder = Path(words[0]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    run_all(
        chosen,
        folder,
        tell=lambda made: print(
            f"{made.case.name}: exit {made.code}, {made.seconds} s, {made.mib} MiB",
            *made.wrong,
            sep="\n    ",
            flush=True,
        ),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
