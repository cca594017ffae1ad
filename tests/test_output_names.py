"""Names of outputs: two that one file system takes for one, and those that Windows cannot have, are refused before
anything is written.
"""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from exporter.batch.many import plan
from exporter.errors import UsageError
from exporter.run.pipeline import ReadOptions
from exporter.run.rendering import one_name, output_paths
from exporter.writers import WriteOptions

COMPOSED, DECOMPOSED = unicodedata.normalize("NFC", "caf\u00e9"), unicodedata.normalize("NFD", "caf\u00e9")


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("a.md", "a.txt", "would be written for both"),
        ("A.md", "a.md", "only in upper and lower case"),
        (f"{COMPOSED}.md", f"{DECOMPOSED}.md", "how accents are encoded"),
        ("STRASSE.md", "stra\u00dfe.md", "only in upper and lower case"),
    ],
)
def test_outputs_of_one_name_are_refused(first: str, second: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        plan([first, second], ["pdf"], Path("out"), None, ReadOptions(), WriteOptions())


def test_names_that_differ_in_a_letter_are_two() -> None:
    assert len(plan(["a.md", "\u00e4.md", "b.md"], ["pdf"], Path("out"), None, ReadOptions(), WriteOptions())) == 3
    assert one_name("e.pdf") != one_name("\u00e9.pdf")


@pytest.mark.parametrize("name", ["con.md", "AUX.txt", "nul.html", "com1.md", "Lpt9.md", "com\u00b9.md", "prn.tar.md"])
def test_a_device_of_windows_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="Windows cannot open a file of this name"):
        output_paths(name, ["epub"], None, None)


@pytest.mark.parametrize("name", ["console.md", "com.md", "com10.md", "auxiliary.md", "a.con.md", "com0x.md"])
def test_names_that_only_look_like_one_are_taken(name: str) -> None:
    assert output_paths(name, ["epub"], None, None)["epub"].suffix == ".epub"


@pytest.mark.parametrize(("name", "what"), [("out.pdf.", "full stop"), ("out.pdf ", "space")])
def test_what_windows_drops_at_the_end_of_a_name_is_refused(name: str, what: str) -> None:
    with pytest.raises(UsageError, match=f"Windows drops the {what}"):
        output_paths("a.md", ["pdf"], None, Path(name))


def test_standard_output_has_no_name() -> None:
    assert output_paths("a.md", ["pdf"], None, Path("-")) == {"pdf": Path("-")}


def test_nothing_is_written_where_two_would_be_one(tmp_path: Path) -> None:
    for name in ("Vote.md", "vote.md"):
        (tmp_path / name).write_text("# Vote\n", encoding="utf-8")
    command = [sys.executable, "-m", "exporter", "convert", "Vote.md", "vote.md", "--to", "json", "--out-dir", "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: out{os.sep}vote.json: differs from out{os.sep}Vote.json")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_working_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n", encoding="utf-8")
    gone = tmp_path / "gone"
    gone.mkdir()
    script = (
        f'rmdir "{gone}"; exec "{sys.executable}" -P -m exporter convert "{tmp_path}/a.md" --out-dir "{tmp_path}/o"'
    )
    done = subprocess.run(["sh", "-c", script], cwd=gone, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == (
        "error: the working folder was removed or cannot be read; go to another folder and run the command again\n"
    )
