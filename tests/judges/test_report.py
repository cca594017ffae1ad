"""The report's page before other judges: axe-core and Chromium, in light and dark, wide and at 400 %, by keyboard."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from exporter.reports import render
from exporter.run.gather_report import make_report
from exporter.run.pipeline import ReadOptions
from tests.conftest import ARTICLES, Export
from tests.judges import harness

pytestmark = [pytest.mark.judge, pytest.mark.slow]
PAIRS = {"whole": ("data-story.md", "data-story-md"), "broken": ("languages.md", "explainer-md")}
"""An article with its own files, with tables; and one with the files of another, so that there is much to report."""


@pytest.fixture(scope="module")
def pages(exports: Sequence[Export], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Chromium says of each page, by name; the last one is broken on purpose."""
    folder = tmp_path_factory.mktemp("report")
    files = {name: exported(exports, folder, name, *pair) for name, pair in PAIRS.items()}
    wrong = files["whole"].read_text(encoding="utf-8").replace("</main>", WRONG + "</main>")
    files["wrong"] = folder / "wrong.html"
    files["wrong"].write_text(wrong, encoding="utf-8")
    seen = json.loads(harness._node("page.mjs", *files.values(), CHROMIUM=harness.chromium_wrapper()))
    return {name: seen[str(path)] for name, path in files.items()}


WRONG = (
    '<img src="data:image/png;base64,iVBORw0KGgo="><p style="width: 900px">wide</p><p style="color: #ccc">pale</p>'
    '<a href="#nowhere" style="outline: none">out</a>'
)


def exported(exports: Sequence[Export], folder: Path, name: str, article: str, files: str) -> Path:
    (source,) = (path for path in ARTICLES if path.name == article)
    (item,) = (one for one in exports if one.name == files)
    report = make_report(str(source), [str(item.pdf), str(item.epub), str(item.docx)], ReadOptions())
    path = folder / f"{name}.html"
    path.write_text(render(report, "html"), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", PAIRS)
def test_axe_finds_no_violation_in_light_and_in_dark(pages: dict[str, Any], name: str) -> None:
    assert pages[name]["axe"] == []


@pytest.mark.parametrize("name", PAIRS)
def test_nothing_scrolls_both_ways_at_400_percent(pages: dict[str, Any], name: str) -> None:
    assert all(more <= 0 for more in pages[name]["wide"].values()), pages[name]["wide"]


@pytest.mark.parametrize("name", PAIRS)
def test_the_keyboard_reaches_every_link_and_shows_where_it_is(pages: dict[str, Any], name: str) -> None:
    page = pages[name]
    assert (page["stops"], page["unseen"]) == (page["links"], [])
    assert page["links"] > 10


@pytest.mark.parametrize("name", PAIRS)
def test_every_link_brings_its_place_into_the_window_and_nothing_is_loaded(pages: dict[str, Any], name: str) -> None:
    assert (pages[name]["jumps"], pages[name]["requests"]) == ([], [])


def test_a_broken_page_would_be_noticed(pages: dict[str, Any]) -> None:
    wrong = pages["wrong"]
    assert {line.split()[1] for line in wrong["axe"]} >= {"image-alt:", "color-contrast:"}
    assert wrong["wide"]["320"] > 0
    assert wrong["jumps"] == ["#nowhere"]
    assert wrong["unseen"] == ["out"]
