"""Files appear whole or not at all, and nothing is left beside them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from exporter.bounds.files import replace_file, replace_files
from exporter.errors import WriterError


def test_a_file_is_replaced_and_its_mode_follows_the_umask(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    before = os.umask(0o027)
    try:
        replace_file(target, b"new")
    finally:
        os.umask(before)
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_when_one_of_several_cannot_be_staged_none_is_replaced(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.pdf", tmp_path / "missing" / "a.epub"
    good.write_bytes(b"old")
    with pytest.raises(WriterError, match=r"a\.epub: cannot be written"):
        replace_files({good: b"new", bad: b"new"})
    assert good.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [good]


def test_a_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(WriterError, match="is a folder"):
        replace_file(tmp_path / "a.pdf", b"new")
    assert [item.name for item in tmp_path.iterdir()] == ["a.pdf"]


def test_a_pipe_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    with pytest.raises(WriterError, match="not a regular file"):
        replace_file(tmp_path / "a.pdf", b"new")
