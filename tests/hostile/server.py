"""The command line, many times, each in a forked child with bounds: what it loads is loaded once.

Reads JSON jobs on standard input, one a line, and answers each with a JSON line. A child has the limits of the corpus
(time, address space), its own folder for temporary files, and an audit hook (PEP 578) that ends it when it opens a
socket, starts a program, or opens a file outside of what the job allows.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import time
from pathlib import Path
from typing import Any

ADDRESS_SPACE = 4 << 30
PROCESSOR_SECONDS = 30
WALL_SECONDS = 600.0
"""The corpus allows 20 seconds on an idle machine; on a busy one the clock goes on while the work waits."""

FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "urllib.", "ftplib.", "smtplib.")
VIOLATION = 99


def warm(folder: str) -> None:
    """Load what a conversion loads, by one."""
    from exporter.readers import FORMATS, reader
    from exporter.run.pipeline import ReadOptions, convert_article
    from exporter.writers import WriteOptions

    for name in FORMATS:
        reader(name)
    source = Path(folder) / "warm.md"
    source.write_text(
        "---\nlang: en\n---\n# T\n\n“a” *b* $x$ ![p](data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>)\n"
    )
    outputs = {form: Path(folder) / f"warm.{form}" for form in ("pdf", "epub", "docx")}
    convert_article(source, outputs, ReadOptions(), WriteOptions())
    for path in (source, *outputs.values()):
        path.unlink()


def guard(allowed: list[str]) -> None:
    """End the process, saying why, at the first thing that no conversion may do."""
    roots = tuple(
        os.path.realpath(item) + os.sep
        for item in (
            *allowed,
            *(sys.prefix, sys.base_prefix),
            *(Path(__file__).parents[2] / name for name in ("exporter", "exporter.egg-info", "styles")),
        )
    )
    exact = {"/dev/null", "/proc/self/status", "/proc/self/statm"}
    helper = re.compile(r"/proc/\d+/statm?")  # what the process of the fast engine has used

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        wrong = event.startswith(FORBIDDEN) and not (event == "subprocess.Popen" and arguments[0] == sys.executable)
        if event == "open" and isinstance(arguments[0], str | bytes):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            wrong = not path.startswith(roots) and path + os.sep not in roots and os.fsdecode(arguments[0]) not in exact
            wrong = wrong and helper.fullmatch(path) is None
        if wrong:
            os.write(2, f"@@violation {event} {arguments!r}\n".encode(errors="replace"))
            os._exit(VIOLATION)

    sys.addaudithook(look)


def child(job: dict[str, Any]) -> None:
    """Never returns: runs the command line as if it had been started for this job."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.chdir(job["cwd"])
    os.environ["TMPDIR"] = job["tmp"]
    for number, name in ((1, "stdout"), (2, "stderr")):
        descriptor = os.open(job[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.argv = ["exporter", *job["argv"]]
    guard([job["tmp"], *job["allowed"]])
    code = 0
    try:
        from exporter.cli import main

        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
        code = 70
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def serve(side_by_side: int) -> None:
    """Answer jobs until there are no more."""
    waiting = [json.loads(line) for line in sys.stdin]
    running: dict[int, tuple[dict[str, Any], float]] = {}
    while waiting or running:
        while waiting and len(running) < side_by_side:
            job = waiting.pop(0)
            pid = os.fork()
            if pid == 0:
                child(job)
            running[pid] = (job, time.monotonic())
        pid, status, used = os.wait4(-1, os.WNOHANG)
        if pid in running:
            job, _ = running.pop(pid)
            answer = {
                "name": job["name"],
                "code": os.waitstatus_to_exitcode(status),
                "seconds": round(used.ru_utime + used.ru_stime, 2),
                "mib": used.ru_maxrss // 1024,
            }
            print(json.dumps(answer), flush=True)
            continue
        for late, (_, began) in running.items():
            if time.monotonic() - began > WALL_SECONDS:
                os.kill(late, 9)
        time.sleep(0.01)


if __name__ == "__main__":
    warm(sys.argv[2])
    serve(int(sys.argv[1]))
