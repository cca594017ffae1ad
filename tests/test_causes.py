"""One cause, one finding: a dead link, a picture left out, a contradiction are each said once, with all its files."""

from __future__ import annotations

from pathlib import Path

import exporter
from exporter.findings import finding
from exporter.findings.causes import once_each
from tests.strategies import PICTURE


def rules(folder: Path, html: str) -> list[tuple[str, str]]:
    (folder / "boat.png").write_bytes(PICTURE.data)
    path = folder / "a.html"
    path.write_text(f"<h1>The boat</h1><p>It is late.</p>{html}", encoding="utf-8")
    result = exporter.convert(path, ["pdf", "epub", "docx"], lang="en")
    return [(item.rule, item.message) for item in result.findings if item.rule != "IMG005"]


def test_a_dead_link_is_one_finding_however_often_it_is_used(tmp_path: Path) -> None:
    link = '<p><a href="#gone">Where it went</a></p>\n'
    found = rules(tmp_path, link * 3 + '<p><a href="#lost">What it took</a></p>')
    assert found == [
        ("DOC011", "there is no “#gone” in the article (3 links, on lines 1, 2, 3)"),
        ("DOC011", "there is no “#lost” in the article"),
    ]


def test_a_picture_left_out_is_not_also_an_empty_link_and_a_lost_paragraph(tmp_path: Path) -> None:
    found = rules(tmp_path, '<p><a href="https://example.org/"><img src="https://example.org/x.png"></a></p>')
    assert [rule for rule, _ in found] == ["IMG002"]


def test_a_contradiction_is_not_also_a_picture_that_nobody_described(tmp_path: Path) -> None:
    found = rules(tmp_path, '<figure><img src="boat.png" alt=""><figcaption>At noon</figcaption></figure>')
    assert [rule for rule, _ in found] == ["IMG009"]


def test_causes_are_told_by_what_a_finding_is_about_and_not_by_its_words() -> None:
    origin = finding("DOC011", "said in one way", subject="#gone")
    echo = finding("EPUB001", "said in another", subject="#gone")
    note = finding("EPUB001", "the note “#gone”", subject="gone")
    unsafe = finding("EPUB001", "there is no “#gone”")
    assert once_each([origin, echo, note, note, unsafe, unsafe]) == [origin, note, unsafe, unsafe]
