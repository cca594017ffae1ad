"""Failing surroundings, made for real: disks that are full, folders that cannot be written, kills, odd names.

Whatever fails: one clear line and a documented exit code; outputs are absent, as they were, or whole; nothing is left
behind. Faults that only root can make (a small disk) have a plain user's form beside them, which always runs.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
ARTICLE = (
    "---\nlang: en\n---\n\n# A title\n\nSome *words* of café, “quoted”, and a list:\n\n- one\n- two\n\n![](none.png)\n"
)
NAMES = ("a.docx", "a.epub", "a.pdf")
KILLED = -signal.SIGKILL


def command(*arguments: str | bytes | Path) -> list[str | bytes | Path]:
    return [sys.executable, "-m", "exporter", *arguments]


def run(
    *arguments: str | bytes | Path,
    cwd: Path,
    env: dict[str, str] | None = None,
    before: Callable[[], Any] | None = None,
    **options: Any,
) -> subprocess.CompletedProcess[bytes]:
    """One run of the command line; ``env`` are changes to the environment, "" for: not set."""
    changed = {**os.environ, **(env or {})}
    changed = {name: value for name, value in changed.items() if value or name not in (env or {})}
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.run(
        command(*arguments), cwd=cwd, env=changed, preexec_fn=before, timeout=600, check=False, **options
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def in_one_line(done: subprocess.CompletedProcess[bytes], code: int) -> None:
    """The run ended with ``code``, and said why in one line of standard error, without a traceback."""
    errors = [line for line in done.stderr.splitlines() if line.startswith(b"error: ")]
    assert (done.returncode, len(errors)) == (code, 1), done.stderr
    assert b"Traceback" not in done.stderr
    assert b"fault in exporter" not in done.stderr


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "a.md").write_text(ARTICLE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files that an undisturbed run makes."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "a.md").write_text(ARTICLE, encoding="utf-8")
    assert run("convert", "a.md", "--out-dir", "out", cwd=folder).returncode == 0
    return {name: (folder / "out" / name).read_bytes() for name in NAMES}


@contextmanager
def disk(folder: Path, options: str) -> Iterator[None]:
    """A small file system of its own at ``folder``; only root can have one."""
    folder.mkdir(exist_ok=True)
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk; the test with a bound on file sizes stands for it")
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", folder], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("this system lets not even root mount a disk; the test with a bound on file sizes stands for it")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


# --- disks and folders ----------------------------------------------------------------------------------------------


def test_a_full_disk_leaves_what_was_there(home: Path) -> None:
    with disk(home / "out", "size=24k"):
        (home / "out" / "a.pdf").write_bytes(b"old")
        in_one_line(run("convert", "a.md", "--out-dir", "out", cwd=home), 4)
        assert names(home / "out") == ["a.pdf"]
        assert (home / "out" / "a.pdf").read_bytes() == b"old"


def test_a_disk_without_room_for_names_leaves_what_was_there(home: Path) -> None:
    with disk(home / "out", "size=8m,nr_inodes=3"):
        in_one_line(run("convert", "a.md", "--out-dir", "out", cwd=home), 4)
        assert names(home / "out") == []


def test_a_file_that_may_not_grow_leaves_what_was_there(home: Path) -> None:
    (home / "out").mkdir()
    (home / "out" / "a.epub").write_bytes(b"old")

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))

    in_one_line(run("convert", "a.md", "--out-dir", "out", cwd=home, before=bound), 4)
    assert names(home / "out") == ["a.epub"]
    assert (home / "out" / "a.epub").read_bytes() == b"old"


def test_a_disk_that_cannot_be_written(home: Path) -> None:
    with disk(home / "out", "ro,size=1m"):
        in_one_line(run("convert", "a.md", "--out-dir", "out", cwd=home), 4)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into any folder; the test with a disk stands for it")
def test_a_folder_that_may_not_be_written(home: Path) -> None:
    (home / "out").mkdir(0o555)
    in_one_line(run("convert", "a.md", "--out-dir", "out", cwd=home), 4)
    assert names(home / "out") == []


@pytest.mark.parametrize("where", ["a.md", "a.md/b", "/proc/nowhere", "x" * 300])
def test_an_output_folder_that_cannot_be(home: Path, where: str) -> None:
    in_one_line(run("convert", "a.md", "--out-dir", where, cwd=home), 4)
    assert names(home) == ["a.md"]


def test_outputs_that_are_something_else_are_left_alone(home: Path) -> None:
    (home / "a.pdf").mkdir()
    os.mkfifo(home / "a.epub")
    in_one_line(run("convert", "a.md", "--to", "pdf", cwd=home), 4)
    in_one_line(run("convert", "a.md", "--to", "epub", cwd=home), 4)
    in_one_line(run("convert", "a.md", "--to", "json", "-o", "a.md", cwd=home), 2)
    (home / "link.json").symlink_to("a.md")
    in_one_line(run("convert", "a.md", "--to", "json", "-o", "link.json", cwd=home), 2)
    assert (home / "a.md").read_text(encoding="utf-8") == ARTICLE
    assert names(home) == ["a.epub", "a.md", "a.pdf", "link.json"]


def test_an_output_that_is_a_link_is_replaced_not_followed(home: Path, whole: dict[str, bytes]) -> None:
    (home / "elsewhere").write_bytes(b"mine")
    (home / "a.epub").symlink_to("elsewhere")
    assert run("convert", "a.md", "--to", "epub", cwd=home).returncode == 0
    assert (home / "elsewhere").read_bytes() == b"mine"
    assert not (home / "a.epub").is_symlink()


@pytest.mark.parametrize("temporary", ["/nowhere/at/all", "a.md"])
def test_no_folder_for_temporary_files(home: Path, temporary: str, whole: dict[str, bytes]) -> None:
    done = run("convert", "a.md", cwd=home, env={"TMPDIR": temporary, "TMP": temporary, "TEMP": temporary})
    assert done.returncode == 0, done.stderr
    assert {name: (home / name).read_bytes() for name in NAMES} == whole


def test_a_full_disk_for_temporary_files(home: Path, whole: dict[str, bytes]) -> None:
    with disk(home / "t", "size=4k"):
        (home / "t" / "filler").write_bytes(bytes(4096))
        done = run("convert", "a.md", cwd=home, env={name: str(home / "t") for name in ("TMPDIR", "TMP", "TEMP")})
        assert done.returncode == 0, done.stderr
        assert names(home / "t") == ["filler"]
    assert {name: (home / name).read_bytes() for name in NAMES} == whole


def test_the_mode_of_files_follows_the_umask(home: Path) -> None:
    assert run("convert", "a.md", cwd=home, before=lambda: os.umask(0o027)).returncode == 0
    assert {(home / name).stat().st_mode & 0o777 for name in NAMES} == {0o640}


# --- ends -----------------------------------------------------------------------------------------------------------

AT_STEP = """
import os, signal, sys
left = int(sys.argv.pop(1))
def look(event, arguments):
    global left
    if event in ("os.link", "os.rename", "os.remove", "tempfile.mkstemp") or (
        event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_ACCMODE
    ):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), int(sys.argv.pop()))
sys.addaudithook(look)
sys.argv[0] = "exporter"
from exporter.cli import main
main()
"""


def old_or_whole(out: Path, whole: dict[str, bytes]) -> None:
    """Each file is as it was or whole, and there is nothing else."""
    for name in names(out):
        data = (out / name).read_bytes()
        assert name in NAMES
        assert data in (b"old " + name.encode(), whole[name])
    assert "a.docx" in names(out)  # it was there and stays there, as one or the other


def with_old_files(home: Path) -> Path:
    out = home / "out"
    out.mkdir(exist_ok=True)
    for name in NAMES:
        (out / name).unlink(missing_ok=True)
    for name in NAMES[:2]:
        (out / name).write_bytes(b"old " + name.encode())
    return out


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_ended_at_each_step_of_writing(home: Path, whole: dict[str, bytes], number: int) -> None:
    ends = set()
    for step in range(1, 16, 2 if number == signal.SIGKILL else 3):
        out = with_old_files(home)
        arguments = [str(step), "convert", "a.md", "--out-dir", "out", "--quiet", str(int(number))]
        done = subprocess.run(
            [sys.executable, "-c", AT_STEP, *arguments], cwd=home, capture_output=True, check=False, timeout=600
        )
        ends.add(done.returncode)
        if number == signal.SIGKILL:  # between two links of a kill there may be a file with a temporary name
            for name in names(out):
                if name.startswith(".exporter-"):
                    assert (out / name).read_bytes() in whole.values()
                    (out / name).unlink()
        old_or_whole(out, whole)
    assert ends - {0}, "no step was reached"


def test_killed_at_many_moments(home: Path, whole: dict[str, bytes]) -> None:
    began = time.monotonic()
    out = with_old_files(home)
    assert run("convert", "a.md", "--out-dir", "out", cwd=home).returncode == 0
    length = time.monotonic() - began
    killed = 0
    for part in (0, *range(2, 13)):  # at once, too: however quick the others are, that one is killed
        out = with_old_files(home)
        process = subprocess.Popen(
            command("convert", "a.md", "--out-dir", "out"), cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        time.sleep(length * part / 12)
        process.kill()
        process.communicate()
        killed += process.returncode == KILLED
        old_or_whole(out, whole)
    assert killed


def test_several_writers_of_one_output_at_once(home: Path, whole: dict[str, bytes]) -> None:
    out = with_old_files(home)
    started = [
        subprocess.Popen(
            command("convert", "a.md", "--out-dir", "out"), cwd=home, stderr=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(4)
    ]
    assert [process.communicate()[1] and process.returncode for process in started] == [0] * 4
    assert {name: (out / name).read_bytes() for name in names(out)} == whole


# --- environment ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "env",
    [
        {"HOME": "", "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": "", "USER": "", "LOGNAME": ""},
        {"HOME": "/nowhere"},
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""},
        {"LC_ALL": "xx_YY.nothing", "TZ": "Nowhere/None", "TERM": "", "COLUMNS": "-1"},
        {"PATH": "/nowhere"},
        {"PYTHONHASHSEED": "12345", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    ],
)
def test_the_environment_changes_nothing(home: Path, env: dict[str, str], whole: dict[str, bytes]) -> None:
    (home / "Ünï.md").write_text(ARTICLE, encoding="utf-8")
    done = run("convert", "a.md", "Ünï.md", "--jobs", "1", cwd=home, env=env)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert {name: (home / name).read_bytes() for name in NAMES} == whole
    assert "Ünï.pdf" in names(home)


def test_nothing_is_put_into_the_home_folder(home: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    env = {"HOME": str(tmp_path / "mine"), "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": ""}
    assert run("convert", "a.md", cwd=home, env=env).returncode == 0
    assert names(tmp_path / "mine") == []


def closed(*descriptors: int) -> Callable[[], None]:
    def close() -> None:
        for number in descriptors:
            os.close(number)

    return close


@pytest.mark.parametrize("descriptors", [(0,), (1,), (2,), (1, 2), (0, 1, 2)])
def test_closed_streams(home: Path, descriptors: tuple[int, ...], whole: dict[str, bytes]) -> None:
    """Where 1 or 2 are closed, a file that is opened takes that number, and what is printed must not land in it."""
    done = run("convert", "a.md", cwd=home, before=closed(*descriptors))
    assert done.returncode == 0
    assert {name: (home / name).read_bytes() for name in NAMES} == whole


def test_a_full_standard_output_is_told_and_the_files_are_whole(home: Path, whole: dict[str, bytes]) -> None:
    with open("/dev/full", "wb") as full:
        done = run("convert", "a.md", cwd=home, stdout=full)
    in_one_line(done, 4)
    assert {name: (home / name).read_bytes() for name in NAMES} == whole
    with open("/dev/full", "wb") as full:
        in_one_line(run("convert", "a.md", "--to", "json", "-o", "-", cwd=home, stdout=full), 4)


def test_a_full_standard_error_changes_no_file(home: Path, whole: dict[str, bytes]) -> None:
    with open("/dev/full", "wb") as full:
        done = run("convert", "a.md", cwd=home, stderr=full)
    assert done.returncode in (0, 4)
    assert {name: (home / name).read_bytes() for name in NAMES} == whole


def test_nobody_reads_the_output(home: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run("show", "a.md", cwd=home, stdout=writing)
    os.close(writing)
    assert done.returncode == 4
    assert done.stderr == b""


@pytest.mark.parametrize("megabytes", [60, 90, 120])
def test_little_memory(home: Path, megabytes: int) -> None:
    """Too little memory ends in one line where the interpreter comes so far, and always without half a file."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

    done = run("convert", "a.md", "--out-dir", "out", cwd=home, before=bound)
    made = names(home / "out") if (home / "out").exists() else []
    assert made == ([] if done.returncode else list(NAMES))


def test_many_articles_with_few_file_handles(home: Path) -> None:
    for number in range(25):
        (home / f"n{number}.md").write_text(ARTICLE, encoding="utf-8")

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))

    articles = [f"n{number}.md" for number in range(25)]
    done = run("convert", *articles, "--out-dir", "out", "--jobs", "2", cwd=home, before=bound)
    assert done.returncode == 0, done.stderr
    assert len(names(home / "out")) == 75


# --- names ----------------------------------------------------------------------------------------------------------

ODD: Sequence[bytes] = (
    b"a b.md",
    b"new\nline.md",
    b"-leading.md",
    b"--help.md",
    b"tab\t\x1b[31m\x7f.md",
    "\u202etxt.md".encode(),
    "日本語 العربية.md".encode(),
    b"not-utf-8-\xff\xfe\xe9.md",
    b"a.b.c.md",
    b"..md.md",
    b"x" * 245 + b".md",
    b"*?[a].md",
    b"$(touch pwned);`touch pwned`.md",
    b"%s%n{0}.md",
    b"'\"<&>.md",
)


def test_odd_names_of_articles(home: Path) -> None:
    for name in ODD:
        Path(os.fsdecode(bytes(home) + b"/" + name)).write_text(ARTICLE, encoding="utf-8")
    done = run("convert", "--out-dir", "out", "--jobs", "1", "--", *ODD, cwd=home)
    assert done.returncode == 0, done.stderr
    made = set(os.listdir(bytes(home / "out")))
    assert made == {name[:-3] + suffix for name in ODD for suffix in (b".pdf", b".epub", b".docx")}
    for told in (done.stdout, done.stderr):
        assert not set(told) & {0x1B, 0x7F, 0x09}
        assert "\u202e".encode() not in told
        assert b"line.md\n" not in told
    assert b"pwned" not in b"".join(os.listdir(bytes(home))).replace(ODD[12], b"")


def test_a_name_that_leaves_no_room_for_a_suffix(home: Path) -> None:
    name = "y" * 252 + ".md"
    (home / name).write_text(ARTICLE, encoding="utf-8")
    in_one_line(run("convert", name, "--out-dir", "out", cwd=home), 4)
    assert names(home / "out") == []


def test_a_folder_with_an_odd_name(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/in \n\xff <&> \xe2\x80\xae"
    os.mkdir(folder)
    with open(folder + b"/a.md", "w", encoding="utf-8") as stream:
        stream.write(ARTICLE)
    done = run("convert", folder + b"/a.md", "--out-dir", folder + b"/out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(os.listdir(folder + b"/out")) == 3


# --- batches --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_missing_article_costs_the_others_nothing(home: Path, jobs: str) -> None:
    (home / "b.md").write_text(ARTICLE, encoding="utf-8")
    done = run("convert", "a.md", "missing.md", "b.md", "--out-dir", "out", "--jobs", jobs, cwd=home)
    in_one_line(done, 3)
    assert len(names(home / "out")) == 6


def children(pid: int) -> list[str]:
    """The processes that one has started; without any where it has ended or the system does not say."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return listed.read_text(encoding="ascii").split() if listed.exists() else []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL])
def test_a_batch_that_is_ended_leaves_no_worker(home: Path, number: int) -> None:
    """With its first worker, and when a quarter, a half and three quarters of its files are there."""
    articles = [f"a{at}.md" for at in range(12)]
    for name in articles:
        (home / name).write_text(ARTICLE, encoding="utf-8")
    for moment in range(4):
        out = home / f"out-{moment}"
        out.mkdir()
        process = subprocess.Popen(
            command("convert", *articles, "--out-dir", out.name, "--jobs", "3"),
            cwd=home,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        while process.poll() is None and not (len(names(out)) >= 9 * moment and children(process.pid)):
            time.sleep(0.005)
        process.send_signal(number)
        errors = process.communicate(timeout=600)[1]  # standard error ends with the last process that holds it
        assert b"Traceback" not in errors


def test_two_articles_of_one_name_are_refused_before_anything_is_written(home: Path) -> None:
    (home / "sub").mkdir()
    (home / "sub" / "a.md").write_text(ARTICLE, encoding="utf-8")
    in_one_line(run("convert", "a.md", "sub/a.md", "--out-dir", "out", cwd=home), 2)
    assert not (home / "out").exists()


def test_the_same_article_twice(home: Path) -> None:
    in_one_line(run("convert", "a.md", "./a.md", "--out-dir", "out", cwd=home), 2)


@pytest.mark.parametrize("name", ["read", "check", "show", "speak"])
@pytest.mark.parametrize(
    "kind", ["pipe.md", "folder.md", "missing.md", "zero.md", "pipe.pdf", "folder.epub", "empty.docx"]
)
def test_other_commands_refuse_what_is_no_file(home: Path, name: str, kind: str) -> None:
    os.mkfifo(home / "pipe.md")
    os.mkfifo(home / "pipe.pdf")
    (home / "folder.md").mkdir()
    (home / "folder.epub").mkdir()
    (home / "zero.md").symlink_to("/dev/zero")
    (home / "empty.docx").touch()
    done = run(name, kind, cwd=home)
    in_one_line(done, 3)
