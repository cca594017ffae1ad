"""A finding in any format names its line and column and shows the line (what it is about begins there)."""

from __future__ import annotations

from pathlib import Path

import pytest

import exporter
from exporter.findings import Finding
from exporter.findings.shown import as_dict, as_text

TEXT = """Ferry decision put off

The board met at noon in town.Nobody knew why it had to, and nobody asked in the town.

Back to top

She said “no and left the hall before the vote, and took the minutes with her.

The fer\u200bry is old, and the cafe\u0301 on the pier is older than the ferry.
"""
MARKDOWN = """# Ferry decision put off

![](pier.png)

#### Who pays

Read it [here](https://example.org/a), or [there](javascript:alert) if you must.

**Nobody knows**

She said “no and left the hall.\x07
"""
HTML = """<html><head><title>Ferry decision put off</title></head><body>
<h1>Ferry decision put off</h1>
<h4>Who pays</h4>
<p>Read it <a href="https://example.org/a">here</a>.</p>
  <script>alert(1)</script>
<p>She said “no and left.</p>
<p>Nobody knows <img src="pier.png" alt="The pier"></p>
</body></html>
"""


def findings(folder: Path, name: str, text: str) -> list[Finding]:
    (folder / name).write_text(text, encoding="utf-8")
    return list(exporter.open_article(folder / name).findings)


@pytest.mark.parametrize(("name", "text"), [("a.txt", TEXT), ("a.md", MARKDOWN), ("a.html", HTML)])
def test_every_finding_names_a_line_and_a_column_of_the_source_and_shows_the_line(
    tmp_path: Path, name: str, text: str
) -> None:
    found = findings(tmp_path, name, text)
    lines = text.replace("\u200b", "").replace("e\u0301", "é").replace("\x07", "").split("\n")
    assert len(found) >= 5
    for item in found:
        assert item.pos is not None, item
        assert 1 <= item.pos.line <= len(lines)
        assert 1 <= item.pos.column <= len(lines[item.pos.line - 1]) + 1
        assert item.snippet == lines[item.pos.line - 1].strip() != ""
        assert as_text(item).startswith(f"{tmp_path / name}:{item.pos.line}:{item.pos.column}: ")
        assert {"line", "column", "snippet"} <= set(as_dict(item))


@pytest.mark.parametrize(
    ("name", "text", "rule", "place"),
    [
        ("a.txt", TEXT, "TXT003", (3, 31)),
        ("a.txt", TEXT, "TXT001", (5, 1)),
        ("a.txt", TEXT, "TXT006", (7, 1)),
        ("a.txt", TEXT, "IN008", (9, 8)),
        ("a.txt", TEXT, "IN005", (9, 30)),
        ("a.md", MARKDOWN, "IMG002", (3, 1)),
        ("a.md", MARKDOWN, "DOC008", (5, 1)),
        ("a.md", MARKDOWN, "DOC004", (7, 9)),
        ("a.md", MARKDOWN, "IN001", (11, 32)),
        ("a.html", HTML, "DOC008", (3, 1)),
        ("a.html", HTML, "DOC004", (4, 12)),
        ("a.html", HTML, "HTML001", (5, 3)),
        ("a.html", HTML, "IMG002", (7, 17)),
    ],
)
def test_it_is_the_place_where_the_thing_begins(
    tmp_path: Path, name: str, text: str, rule: str, place: tuple[int, int]
) -> None:
    found = [item for item in findings(tmp_path, name, text) if item.rule == rule]
    assert [item.pos and (item.pos.line, item.pos.column) for item in found] == [place]


def test_a_model_in_json_keeps_the_places_of_its_article_and_shows_no_line_of_the_json(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MARKDOWN, encoding="utf-8")
    text = exporter.read(tmp_path / "a.md").to_json()
    found = [item for item in findings(tmp_path, "a.json", text) if item.rule == "DOC004"]
    assert [(item.pos and item.pos.line, item.snippet) for item in found] == [(7, "")]
