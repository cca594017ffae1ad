"""The plain-text reader on pages that others made, and on the cases beside the project (needs ``../shared``).

Figures are floors: what was reached when this was written, rounded down. docs/reading-plain-text.md names them.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import exporter
from benchmarks import text_boundaries
from exporter.readers.text import explain
from exporter.run.reading_proof import differences
from tests.conftest import ROOT, shared


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@cache
def neutral(name: str) -> dict[str, str]:
    """What is read of each page of a set, as the scorer takes it: JSON by the page's name."""
    bench = module(ROOT / "benchmarks" / "text.py")
    found = {}
    for path in sorted((shared("textbench") / name).glob("*.txt")):
        data = path.read_bytes()
        result = bench.read(bench.Source(name=path.name, data=data, text=data.decode()))
        found[path.stem] = json.dumps(bench.neutral(result.document))
    return found


def figures(name: str, tmp_path: Path, only: str = "") -> dict[str, Any]:
    """What the scorer says of a set, by its own program."""
    root = shared("textbench")
    for page, told_of_it in neutral(name).items():
        (tmp_path / f"{page}.json").write_text(told_of_it, encoding="utf-8")
    out = tmp_path / "result"
    command = [sys.executable, root / "score.py", root / name, tmp_path, "--json", out, "--only", only]
    subprocess.run(command, check=True, capture_output=True)
    told: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return told


@cache
def calibration(name: str) -> tuple[tuple[str, float, bool], ...]:
    """Each decision about a set's pages: what it is about, how certain it is, and whether it is right."""
    bench = module(ROOT / "benchmarks" / "text_calibration.py")
    root = shared("textbench")
    score = bench.scorer(root)
    found: list[tuple[str, float, bool]] = []
    for path in sorted((root / name).glob("*.txt")):
        gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
        found += bench.told(score, gold, path.read_text(encoding="utf-8"))
    return tuple(found)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["open", "fresh"])
def test_certainty_means_something(name: str) -> None:
    found = calibration(name)
    for least, share in ((0.9, 0.9), (0.8, 0.8), (0.7, 0.7)):
        group = [
            right for _, certainty, right in found if least <= certainty < least + 0.1 or certainty >= least == 0.9
        ]
        assert sum(group) >= share * len(group), least


@pytest.mark.slow
@pytest.mark.parametrize("name", ["open", "fresh"])
def test_no_sure_attribution_is_wrong(name: str) -> None:
    assert [told for told in calibration(name) if told[0] == "attribution" and told[1] > 0.8 and not told[2]] == []


REACHED: dict[tuple[str, str], dict[str, float]] = {
    ("open", ""): {"macro7": 0.99, "heading": 0.97, "list_item": 0.97, "pair": 0.99, "segmentation": 0.99},
    ("fresh", ""): {"macro7": 0.97, "heading": 0.95, "list_item": 0.99, "pair": 0.95, "segmentation": 0.978},
    ("fresh", "sh-"): {"heading": 0.96, "list_item": 0.99, "pair": 0.99, "segmentation": 0.96},
}
"""Floors by set: F1 by kind, of pairs of quotation and speaker, of boundaries of blocks."""


@pytest.mark.slow
@pytest.mark.parametrize(("name", "only"), REACHED)
def test_what_was_reached_is_kept(name: str, only: str, tmp_path: Path) -> None:
    told = figures(name, tmp_path, only)
    found = {
        "macro7": told["macro7"],
        **{kind: told["kinds"][kind]["F1"] for kind in ("heading", "list_item")},
        "pair": told["pair"]["F1"],
        "segmentation": told["segmentation"]["F1"],
    }
    assert {kind: found[kind] for kind, floor in REACHED[name, only].items() if found[kind] < floor} == {}
    assert told["added_chars"] == 0
    assert told["demoted_chars"] == 0


@pytest.mark.slow
def test_blocks_begin_where_the_facts_say() -> None:
    root = shared("textbench")
    counted = list(text_boundaries.pages(root, "fresh"))
    assert text_boundaries.f1(counted) >= 0.978
    assert text_boundaries.f1(counted, text_boundaries.SETTLED_BY_READER) >= 0.985
    page = (ROOT / "docs" / "reading-plain-text.md").read_text(encoding="utf-8")
    assert text_boundaries.table(counted) in page, "the table of docs/reading-plain-text.md is not what is measured"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["open", "fresh"])
def test_the_census_of_each_page_balances(name: str) -> None:
    for path in sorted((shared("textbench") / name).glob("*.txt")):
        found = differences(exporter.open_article(path.read_bytes(), format="text", name=path.name))
        assert [(one.kind, one.shown) for one in found or ()] == [], path.name


# --- the cases beside the project -------------------------------------------------------------------------------------

CASES: dict[str, Sequence[str]] = {
    "attribution-role": ("title", "paragraph", "quote", "quote", "attribution", "paragraph"),
    "dash-list-with-explanations": ("title", *["paragraph"] * 7),
    "headline-exclaims": ("title", "standfirst", "heading", "paragraph", "heading", "paragraph"),
    "newsletter-dense": (
        "title", "heading", "heading", "paragraph", *["heading", "paragraph"] * 2,
        "heading", "heading", "paragraph", "heading", "paragraph",
    ),
    "one-item-date": ("title", "item", "paragraph", "paragraph"),
    "quoted-subheads": ("title", "standfirst", *["heading", "paragraph"] * 2),
    "wrapped-with-dates": ("title", *["paragraph"] * 5, *["item"] * 12),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_line_of_a_case_is_taken_for_what_it_is(name: str) -> None:
    told = explain(shared(f"cases/text/{name}.txt").read_text(encoding="utf-8"))
    assert [item.kind or "paragraph" for item in told] == list(CASES[name])
