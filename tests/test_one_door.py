"""What a user names is opened through one door: fonts, sheets and what they name, templates, covers, hints, phrases and
settings are regular files of a bounded size, or are refused in one line, without waiting.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from PIL import Image

from exporter.bounds.gate import Refused, read_regular
from tests.test_gate import WATCH

OPENED = WATCH.replace(
    "opened.append(os.fsdecode(arguments[0]))",
    'opened.append(f"{int(bool(arguments[2] & os.O_NONBLOCK))} {os.fsdecode(arguments[0])}")',
)
ARTICLE = "---\nlang: en\n---\n\n# A vote\n\nThe council voted. It was late.\n"
OPTIONS = {
    "--style": "house.css",
    "--fonts": "fonts",
    "--docx-template": "house.dotx",
    "--cover": "cover.png",
    "--hints": "a.hints",
    "--decisions": "said.toml",
    "--picture-decisions": "pictures.toml",
    "--lexicon": "house.toml",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("A vote\n\nThe council voted. It was late.\n", encoding="utf-8")
    (tmp_path / "house.css").write_text('@import "more.css"; p { color: black }', encoding="utf-8")
    (tmp_path / "more.css").write_text('body { background: url("back.png") }', encoding="utf-8")
    (tmp_path / "fonts").mkdir()
    for name in ("a.ttf", "b.otf"):
        (tmp_path / "fonts" / name).write_bytes(b"\0\1\0\0nothing")
    document = docx.Document()
    document.save(str(tmp_path / "house.dotx"))
    for name in ("cover.png", "back.png"):
        Image.new("RGB", (8, 8), "white").save(tmp_path / name)
    (tmp_path / "a.hints").write_text("# none\n", encoding="utf-8")
    for name in ("house.toml", "said.toml", "pictures.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "exporter.toml").write_text('lang = "en"\n', encoding="utf-8")
    return tmp_path


def opened(folder: Path) -> Iterator[tuple[bool, str]]:
    """Each file of the folder that a run opened for reading, and whether it would have waited for a pipe."""
    reading, writing = os.pipe()
    command = [sys.executable, "-c", f"import os\nos.dup2({writing}, 9)\n" + OPENED, "convert", "a.txt"]
    for option, name in OPTIONS.items():
        command += [option, name]
    with subprocess.Popen(command, cwd=folder, pass_fds=[writing], stderr=subprocess.PIPE) as process:
        os.close(writing)
        with open(reading, "rb") as stream:
            told = stream.read().decode(errors="surrogateescape")
        error = process.communicate()[1]
    assert process.returncode == 0, error
    for line in told.split("\0"):
        patient, _, name = line.partition(" ")
        path = folder / name
        if path.is_file() and path.is_relative_to(folder) and path.suffix not in (".pdf", ".epub", ".docx"):
            yield patient == "1", path.relative_to(folder).as_posix()


@pytest.mark.slow
def test_every_open_of_what_a_user_names_goes_through_the_door(folder: Path) -> None:
    seen = list(opened(folder))
    assert {name for _, name in seen} >= {
        *("a.txt", "a.hints", "back.png", "cover.png", "exporter.toml", "fonts/a.ttf", "fonts/b.otf", "house.css"),
        *("house.dotx", "house.toml", "more.css", "pictures.toml", "said.toml"),
    }
    assert [name for patient, name in seen if not patient] == []


@pytest.mark.slow
@pytest.mark.parametrize("option", [*OPTIONS, "url", "@import"])
def test_a_pipe_is_neither_read_nor_waited_for(option: str, folder: Path) -> None:
    name = {"--fonts": "fonts/pipe.ttf", "url": "back.png", "@import": "more.css"}.get(option) or OPTIONS[option]
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    given = {"url": "--style", "@import": "--style"}.get(option, option)
    command = [sys.executable, "-m", "exporter", "convert", "a.txt", "--out-dir", "out", given, OPTIONS[given]]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=600)
    assert "Traceback" not in done.stderr
    assert "fault in exporter" not in done.stderr
    if option in ("--fonts", "url", "@import"):  # what a sheet or a folder has besides costs a finding
        assert done.returncode == 0
        assert {"--fonts": "CSS004 pipe.ttf is not a regular file"}.get(option, "CSS001") in done.stderr
    else:
        assert done.returncode in (2, 3)
        assert f"{name}: " in done.stderr
        assert "regular file" in done.stderr


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"12345")
    assert read_regular(tmp_path / "x", 5) == b"12345"
    with pytest.raises(Refused, match="is larger than 4 bytes"):
        read_regular(tmp_path / "x", 4)
    with pytest.raises(Refused, match="is not a regular file"):
        read_regular(Path("/dev/zero"), 4)
