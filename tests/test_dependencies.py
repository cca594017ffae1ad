"""What exporter brings along is known: each package's licence is stated, and each direct one has been looked at."""

from __future__ import annotations

import re

import pytest

from tools.dependencies_reference import LOCK, REVIEW, ROOT, TARGET, direct, locked, page

COPYLEFT = re.compile(r"\bA?GPL")


@pytest.mark.slow
def test_the_page_is_what_the_packages_say() -> None:
    assert TARGET.read_text(encoding="utf-8") == page(), "run python tools/dependencies_reference.py"


def test_every_direct_dependency_has_been_looked_at() -> None:
    assert set(REVIEW) == direct()
    assert direct() <= set(locked())


def test_one_package_alone_is_under_a_licence_that_reaches_what_it_is_part_of() -> None:
    rows = [line.split(" | ") for line in TARGET.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    reaching = [row[0].removeprefix("| ") for row in rows if COPYLEFT.search(row[2]) and " OR " not in row[2]]
    assert reaching == ["ebooklib"]


def test_every_file_of_the_locks_is_pinned_by_its_hash() -> None:
    for path in (LOCK, ROOT / "requirements-test.lock"):
        entries = re.split(r"^(?=[A-Za-z0-9_.-]+==)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        assert len(entries) > 20
        assert [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry] == []
