"""Runs as a whole in which the fast engine dies or is interrupted: every file comes out, no process stays behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest

import exporter
from exporter.bounds import watch
from exporter.bounds.gate import Limits
from exporter.errors import InputError
from exporter.writers import WriteOptions, writer
from exporter.writers.pdf import engines

if not engines.is_installed():
    pytest.skip("PlutoBook is not installed: pip install accessible-exporter[fast]", allow_module_level=True)

from exporter.writers.pdf.engines.pluto import book, printing

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are found by proc(5), which is Linux's"),
]

PROGRAM = os.fspath(printing.__file__).encode()
COUNT = 8
MANY = 400
"""Articles of a batch that is not over soon on any machine."""
PATIENCE = 600.0
"""Seconds after which something is taken not to come any more."""


def article(number: int) -> str:
    words = f"Words of article {number} that go on, “quoted”, until the line ends. " * 12
    return f"---\ntitle: Article {number}\nlang: en\n---\n\n" + "\n\n".join(
        f"## Part {part}\n\n{words}\n\n- one\n- two" for part in range(12)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(COUNT):
        (tmp_path / f"a{number}.md").write_text(article(number), encoding="utf-8")
    return tmp_path


def started(folder: Path, *, count: int = COUNT, program: Sequence[str] = ("-m", "exporter")) -> subprocess.Popen[str]:
    names = [f"a{number}.md" for number in range(count)]
    command = [sys.executable, *program, "convert", *names, "--to", "pdf", "--out-dir", "out", "--jobs", "2"]
    return subprocess.Popen(
        [*command, "--verbose"], cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


DYING = f"""
import os, runpy
import plutoprint

ENDS = [int(word) for word in {{ends!r}}.split()]

class Book:
    made = plutoprint.Book

    def __init__(self, *arguments):
        self.__dict__["book"] = self.made(*arguments)

    def __getattr__(self, name):
        return getattr(self.book, name)

    def __setattr__(self, name, value):
        setattr(self.book, name, value)

    def write_to_pdf_stream(self, stream):
        seen = os.open({{seen!r}}, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(seen, b"%10d\\n" % os.getpid())
        number = os.lseek(seen, 0, os.SEEK_CUR) // 11  # where it was written, whoever else writes
        self.book.write_to_pdf_stream(stream)
        if number <= len(ENDS):
            os.kill(os.getpid(), ENDS[number - 1])

plutoprint.Book = Book
runpy.run_path({os.fspath(printing.__file__)!r}, run_name="__main__")
"""
"""The fast engine's program, but that it dies over the first documents of all, by one signal after another."""


def dying(folder: Path, *ends: int) -> tuple[str, str]:
    """Arguments for Python: the program, with an engine that dies over as many documents as there are signals."""
    (folder / "dying.py").write_text(
        DYING.format(ends=" ".join(str(int(number)) for number in ends), seen=os.fspath(folder / "seen")),
        encoding="utf-8",
    )
    code = (
        "from exporter.writers.pdf.engines.pluto import book, printing\n"
        f"printing.__file__ = {os.fspath(folder / 'dying.py')!r}\n"
        f"book.PATIENCE = {PATIENCE}\n"
        "from exporter.__main__ import main\n"
        "main()\n"
    )
    return "-c", code


def parents() -> dict[int, int]:
    """The parent of each process."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            found[int(path.parent.name)] = int(path.read_bytes().rpartition(b")")[2].split()[1])
        except (OSError, IndexError):  # it has ended meanwhile
            continue
    return found


def presses(above: int) -> set[int]:
    """The processes of the fast engine below another one."""
    known = parents()
    found = set()
    for pid in known:
        outer = pid
        while outer not in (above, 0):
            outer = known.get(outer, 0)
        if outer == above and is_press(pid):
            found.add(pid)
    return found


def is_press(pid: int) -> bool:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return PROGRAM in command or b"/dying.py" in command


def all_gone(pids: set[int]) -> bool:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if not any(map(is_press, pids)):
            return True
        time.sleep(0.05)
    return False


def producers(folder: Path) -> list[str]:
    made = []
    for number in range(COUNT):
        with pikepdf.open(folder / "out" / f"a{number}.pdf") as opened:
            made.append(str(opened.docinfo["/Producer"]).split()[0])
    return made


def test_a_batch_whose_engine_dies_again_and_again_makes_every_file(folder: Path) -> None:
    ends = [signal.SIGSEGV, signal.SIGKILL, signal.SIGSEGV, signal.SIGKILL]
    batch = started(folder, program=dying(folder, *ends))
    _, said = batch.communicate(timeout=PATIENCE)
    assert batch.returncode == 0, said
    found = producers(folder)
    seen = {int(line) for line in (folder / "seen").read_text().split()}
    assert len(seen) >= 5, "new ones are started"
    assert Counter(found) == {"PlutoBook": COUNT - 4, "WeasyPrint": 4}
    assert Counter(re.findall(r"PlutoBook died \(signal (\d+)\)", said)) == Counter(str(int(end)) for end in ends)
    assert all_gone(seen)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda end: end.name)
def test_a_batch_that_is_interrupted_leaves_no_process(folder: Path, end: signal.Signals) -> None:
    """There are so many articles that it is still at work when it has been seen to be."""
    for number in range(COUNT, MANY):
        (folder / f"a{number}.md").write_text(article(number), encoding="utf-8")
    batch = started(folder, count=MANY)
    ends = time.monotonic() + PATIENCE
    while not (seen := presses(batch.pid)) and time.monotonic() < ends:
        time.sleep(0.01)
    assert seen
    batch.send_signal(end)
    batch.communicate(timeout=PATIENCE)
    assert batch.returncode != 0
    assert all_gone(seen | {pid for pid in parents() if is_press(pid) and pid in seen})


def test_one_run_whose_engine_dies_goes_on(folder: Path) -> None:
    run = started(folder, count=1, program=dying(folder, signal.SIGBUS))
    _, said = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, said
    assert "PlutoBook died (signal 7)" in said
    assert "Traceback" not in said


def test_a_helper_that_nobody_waits_for_any_more_ends() -> None:
    """Its user may be killed in the midst of a document: it has no more processor time than that document may take."""
    resource = pytest.importorskip("resource")
    with watch.watched("a.md", Limits(seconds=7)):
        writer("pdf")(exporter.open_article(article(1).encode(), name="a.md").document, WriteOptions(engine="auto"))
        press = book._PRESSES[0]
        soft, _ = resource.prlimit(press.process.pid, resource.RLIMIT_CPU)
    assert 7 <= soft <= 7 * 12 + watch.GRACE + watch._helper_seconds(press.process.pid) + 2


GREEDY = f"""
import os, sys, time
sys.path.insert(0, {os.fspath(Path(printing.__file__).parent)!r})
import printing
printing.send(sys.stdout.buffer, {{"version": "of a test"}})
printing.receive(sys.stdin.buffer)
try:
    held = bytearray(b"x") * (600 << 20)
except MemoryError:
    os.abort()
time.sleep({PATIENCE})
"""
"""A process that prints nothing and takes 600 MiB, and dies as native code does where it does not get them."""


@pytest.fixture
def greedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    program = tmp_path / "greedy.py"
    program.write_text(GREEDY, encoding="utf-8")
    book.stop()
    monkeypatch.setattr(book, "_VERSIONS", [])
    with monkeypatch.context() as patch:
        patch.setattr(book.printing, "__file__", os.fspath(program))
        yield
    book.stop()


def in_bounds() -> str:
    """Which engine has set a document within bounds of which the greedy process would take too much."""
    document = exporter.open_article(article(1).encode(), name="a.md").document
    with watch.watched("a.md", Limits(seconds=60, memory_bytes=watch.resident_bytes() + (400 << 20))):
        return writer("pdf")(document, WriteOptions(engine="auto")).engine


@pytest.mark.usefixtures("greedy")
def test_an_engine_that_takes_too_much_memory_leaves_its_document_to_the_other() -> None:
    pytest.importorskip("resource")
    assert in_bounds().endswith(": PlutoBook of a test failed: PlutoBook died (signal 6)")


@pytest.mark.usefixtures("greedy")
def test_bounds_hold_while_the_engine_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system cannot bound another process's memory, what it holds is seen while it works, and not after."""
    monkeypatch.setattr(book, "share_bounds", lambda pid: None)
    began = time.monotonic()
    with pytest.raises(InputError, match="memory_bytes"):
        in_bounds()
    assert time.monotonic() - began < PATIENCE / 2, "it was not waited for"
    assert not book._PRESSES, "it is nobody's any more"


def test_workers_wait_for_their_engines_so_that_what_they_used_is_counted(tmp_path: Path) -> None:
    """What a batch costs is what its process and all that it waited for used; nothing of it lives on."""
    names = [f"a{number}.md" for number in range(6)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(article(number), encoding="utf-8")
    code = (
        "import os\n"
        "from exporter.bounds import watch\n"
        "real = watch.end_helpers\n"
        "def ending():\n"
        "    pids = list(watch.HELPERS)\n"
        "    real()\n"
        "    for pid in pids:\n"
        "        with open('ended', 'ab', buffering=0) as ended:  # one write: a line stays whole\n"
        "            ended.write(f'{pid} {os.path.exists(f\"/proc/{pid}\")}\\n'.encode())\n"
        "import exporter.batch.workers as workers\n"
        "workers.end_helpers = ending\n"
        f"workers.PATIENCE = {PATIENCE}\n"
        "from exporter.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", code, "convert", *names, "--to", "pdf", "--jobs", "2", "--engine", "plutobook"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    ended = [line.split() for line in (tmp_path / "ended").read_text(encoding="ascii").splitlines()]
    assert len(ended) == 2, done.stderr
    assert all(there == "False" for _, there in ended)


def test_threads_and_forked_processes_have_the_engine_too(tmp_path: Path) -> None:
    documents = [exporter.open_article(article(number).encode(), name="a.md").document for number in range(4)]
    options = WriteOptions(engine="auto")

    def made(number: int) -> bytes:
        result = writer("pdf")(documents[number % 4], options)
        assert result.engine.startswith("PlutoBook"), result.engine
        return result.data

    alone = [made(number) for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(made, range(8))) == alone * 2
    child = os.fork()
    if child == 0:
        try:
            (tmp_path / "child.pdf").write_bytes(made(0))
        finally:
            os._exit(0)
    assert made(1) == alone[1]
    assert os.waitpid(child, 0)[1] == 0
    assert (tmp_path / "child.pdf").read_bytes() == alone[0]


def test_neither_home_nor_temporary_folder_is_needed(folder: Path) -> None:
    nowhere = dict.fromkeys(["HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"], "/nonexistent")
    command = [
        sys.executable,
        "-I",
        "-m",
        "exporter",
        "convert",
        "a0.md",
        "--to",
        "pdf",
        "--out-dir",
        "out",
        "--verbose",
    ]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **nowhere},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "a0.pdf: set by PlutoBook" in done.stderr
    assert "fontconfig" not in done.stderr.lower()


def test_an_engine_that_does_not_start_leaves_its_documents_to_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    book.stop()
    monkeypatch.setattr(book, "_VERSIONS", [])
    monkeypatch.setattr(book.printing, "__file__", "/nonexistent/printing.py")
    document = exporter.open_article(article(0).encode(), name="a.md").document
    said = writer("pdf")(document, WriteOptions(engine="auto")).engine
    assert said.endswith(": PlutoBook failed: PlutoBook cannot be started: No such file or directory"), said
