#!/usr/bin/env python3
"""Shows what assistive technology is told about PDF, EPUB and DOCX files.

Opens each file in a real program inside the listening room (see `setup.sh`) and writes the accessibility tree,
or what Orca spoke, as plain text to DIR/NAME.READER.txt. This half runs outside: it unpacks, plans, makes the
private namespaces, and collects; `room/listen.py` is the half inside.
"""

from __future__ import annotations

import argparse
import json
import os
import posixpath
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import zipfile
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
READERS = {
    "chromium": {".pdf", ".epub", ".html", ".xhtml"},
    "firefox": {".pdf", ".epub", ".html", ".xhtml"},
    "writer": {".docx", ".odt"},
    "orca-writer": {".docx", ".odt"},
    "orca-firefox": {".pdf", ".epub", ".html", ".xhtml"},
    "orca-chromium": {".pdf", ".epub", ".html", ".xhtml"},
}
LONGEST = 5400  # seconds for all files of one program
# Positional: room ("/": no chroot), folder with the job, folder with the code. All mounts are private to it.
ENTER = r"""
set -e; room=$1 job=$2 code=$3; shift 3
mount --bind "$job" "${room%/}/mnt"; mount --bind "$code" "${room%/}/srv"
if [ "$room" != / ]; then mount --rbind /dev "$room/dev"; mount -t tmpfs tmpfs "$room/run"; fi
mount -t tmpfs -o mode=1777 tmpfs "${room%/}/tmp"
mount -t proc proc "${room%/}/proc"
exec chroot "$room" /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin PYTHONDONTWRITEBYTECODE=1 \
    /usr/bin/python3 /srv/listen.py /mnt/job.json
"""


def room() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("LISTENING_ROOM") or Path(cache) / "listening-room")


def refuse(message: str) -> SystemExit:
    print(f"listen: {message}", file=sys.stderr)
    return SystemExit(2)


def spine(folder: Path) -> list[str]:
    """The chapters of an unpacked EPUB in reading order, as paths below its folder (EPUB 3.3, 5.7 and 6.1)."""
    container = ElementTree.parse(folder / "META-INF/container.xml")
    package = container.find(".//{*}rootfile")
    if package is None:
        raise ValueError("container.xml names no package document")
    opf = package.attrib["full-path"]
    tree = ElementTree.parse(folder / opf)
    items = {i.attrib["id"]: i.attrib for i in tree.iter("{http://www.idpf.org/2007/opf}item")}
    refs = [r.attrib["idref"] for r in tree.iter("{http://www.idpf.org/2007/opf}itemref")]
    hrefs = [items[r]["href"] for r in refs if "html" in items[r]["media-type"]]
    return [posixpath.join(posixpath.dirname(opf), urllib.parse.unquote(h)) for h in hrefs]


def documents(files: list[Path], reader: str, inputs: Path) -> list[dict[str, object]]:
    """Copies what `reader` can open into the job's folder; one entry a file, each with its parts in order."""
    plan: list[dict[str, object]] = []
    for number, file in enumerate(files):
        if file.suffix.lower() not in READERS[reader]:
            continue
        target = inputs / str(number) / file.name
        target.parent.mkdir(parents=True)
        if file.suffix.lower() == ".epub":
            with zipfile.ZipFile(file) as archive:
                archive.extractall(target)
            parts = [f"{number}/{file.name}/{chapter}" for chapter in spine(target)]
        else:
            shutil.copyfile(file, target)
            parts = [f"{number}/{file.name}"]
        plan.append({"name": file.name, "parts": parts})
    return plan


def enter(place: Path, job: Path, seconds: float) -> list[dict[str, object]]:
    """Runs the inner half in namespaces of its own, which take every process with them when they end."""
    command = ["unshare", "--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child"]
    command += ["bash", "-c", ENTER, "-", str(place), str(job), str(HERE / "room")]
    with open(job / "inner.log", "wb") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL, text=True)
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
        except BaseException:
            process.kill()
            process.wait()
            raise
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


def listen(files: list[Path], reader: str, args: argparse.Namespace) -> int:
    """Dumps every file that `reader` opens; returns how many could not be told."""
    job = Path(tempfile.mkdtemp(prefix="listening-"))
    job.chmod(0o755)
    started, failures = time.monotonic(), 0
    try:
        for folder in ("in", "out", "home"):
            (job / folder).mkdir()
        plan = documents(files, reader, job / "in")
        if not plan:
            return 0
        (job / "job.json").write_text(json.dumps({"reader": reader, "documents": plan, "limit": args.limit}))
        parts = sum(len(d["parts"]) for d in plan)  # type: ignore[arg-type]
        reports = {r["name"]: r for r in enter(args.place, job, min(300 + parts * args.limit * 10, LONGEST))}
        for document in plan:
            name = str(document["name"])
            report = reports.get(name, {"problem": "the room gave no answer; see the log with --keep"})
            made = job / "out" / f"{name}.txt"
            target = args.out / f"{name}.{reader}.txt"
            target.unlink(missing_ok=True)
            if made.exists():
                shutil.copyfile(made, target)
            if problem := report.get("problem"):
                failures += 1
                print(f"tell: {name} in {reader}: {problem}", file=sys.stderr)
            else:
                print(f"{target}  {report['lines']} lines, {report['seconds']:.1f} s")
    finally:
        if args.keep:
            print(f"tell: kept {job}", file=sys.stderr)
        else:
            shutil.rmtree(job, ignore_errors=True)
    print(f"{reader}: {time.monotonic() - started:.1f} s in all")
    return failures


def main() -> int:
    parser = argparse.ArgumentParser(prog="tell", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--as",
        dest="readers",
        action="append",
        required=True,
        metavar="READER",
        help="|".join(READERS) + "; may be given several times; a reader skips files it cannot open",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--limit",
        type=float,
        default=90,
        metavar="SECONDS",
        help="in which nobody works and nothing is told, for each file or chapter (default: 90); ten times that in all",
    )
    parser.add_argument("--host", action="store_true", help="this machine's own programs (setup --host), no chroot")
    parser.add_argument(
        "--keep", action="store_true", help="keep the run's folder, with logs and a picture of the screen"
    )
    args = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the room is closed on the way out
    readers = [r for value in args.readers for r in value.split(",")]
    for reader in readers:
        if reader not in READERS:
            raise refuse(f"no reader {reader!r}; there are {', '.join(READERS)}")
        if reader.startswith("orca") and args.limit == 90:
            args.limit = 300
    for file in args.files:
        if not file.is_file():
            raise refuse(f"{file}: no such file")
        if not any(file.suffix.lower() in READERS[r] for r in readers):
            raise refuse(f"{file}: none of {', '.join(readers)} opens it")
    if len({f.name for f in args.files}) < len(args.files):
        raise refuse("two files have the same name; their dumps would overwrite each other")
    if os.geteuid() != 0:
        raise refuse("needs root: chroot and private mounts are made")
    args.place = Path("/") if args.host else room()
    if not args.host and not (args.place / ".listening-room").exists():
        raise refuse(f"no listening room at {args.place}; run tools/listen/setup.sh first")
    args.out.mkdir(parents=True, exist_ok=True)
    return 1 if sum(listen(args.files, reader, args) for reader in readers) else 0


if __name__ == "__main__":
    sys.exit(main())
