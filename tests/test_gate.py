"""The gate: an article reads files of its own folder and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from exporter.diagnostics import InputError
from exporter.gate import Gate, Limits, Refused


@pytest.fixture
def house(tmp_path: Path) -> Path:
    root = tmp_path / "article"
    (root / "pictures").mkdir(parents=True)
    (root / "pictures" / "a b.png").write_bytes(b"inside")
    (tmp_path / "secret.png").write_bytes(b"outside")
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    (root / "good-link.png").symlink_to(root / "pictures" / "a b.png")
    os.mkfifo(root / "pipe.png")
    return root


@pytest.mark.parametrize("name", ["pictures/a%20b.png", "pictures/../pictures/a b.png", "good-link.png"])
def test_what_lies_in_the_folder_is_read(house: Path, name: str) -> None:
    assert Gate(house).read_reference(name) == b"inside"


@pytest.mark.parametrize(
    "name",
    [
        "../secret.png",
        "..%2Fsecret.png",
        "link.png",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://127.0.0.1/a.png",
        "//127.0.0.1/a.png",
        "\\\\server\\a.png",
        "pipe.png",
        "missing.png",
        "pictures",
        "",
        "a\0b.png",
        "http://[bad",
    ],
)
def test_everything_else_is_refused_without_showing_where_the_folder_is(house: Path, name: str) -> None:
    with pytest.raises(Refused) as refused:
        Gate(house).read_reference(name)
    assert str(house.parent) not in str(refused.value)


def test_standard_input_has_no_folder(house: Path) -> None:
    with pytest.raises(Refused):
        Gate(None).read_reference("pictures/a%20b.png")


def test_sizes_are_bounded_one_by_one_and_together(house: Path) -> None:
    with pytest.raises(Refused, match="picture_bytes"):
        Gate(house, Limits(picture_bytes=3)).read_reference("good-link.png")
    gate = Gate(house, Limits(all_pictures_bytes=10))
    gate.read_reference("good-link.png")
    with pytest.raises(Refused, match="all_pictures_bytes"):
        gate.read_reference("good-link.png")


def test_an_article_that_is_no_regular_file_is_refused_in_one_line(house: Path) -> None:
    for name in ("pipe.png", "pictures", "missing.md"):
        with pytest.raises(InputError) as error:
            Gate(house).read_article(house / name)
        assert "\n" not in str(error.value)
    with pytest.raises(InputError, match="article_bytes"):
        Gate(house, Limits(article_bytes=3)).read_article(house / "pictures" / "a b.png")
