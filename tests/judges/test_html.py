"""The page of HTML before other judges: axe-core and Chromium, in light and dark, wide and at 400 %, by keyboard."""

from __future__ import annotations

import json
from typing import Any

import pytest

from exporter.run.given import given
from exporter.run.pipeline import ReadOptions, read_article
from exporter.writers import WriteOptions, writer
from tests.conftest import ARTICLES
from tests.judges import harness

pytestmark = [pytest.mark.judge, pytest.mark.slow]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Chromium says of each article's page, by the article's name; the last one is broken on purpose."""
    folder = tmp_path_factory.mktemp("html")
    files = {}
    for article in ARTICLES:
        path = folder / f"{article.name}.html"
        path.write_bytes(writer("html")(read_article(given(str(article)), ReadOptions()).document, WriteOptions()).data)
        files[article.name] = path
    files["wrong"] = folder / "wrong.html"
    fault = b'<img src="gone.png"><p style="color: #ccc">pale</p></main>'
    files["wrong"].write_bytes(files["feature.md"].read_bytes().replace(b"</main>", fault))
    seen = json.loads(harness._node("page.mjs", *files.values(), CHROMIUM=harness.chromium_wrapper()))
    return {name: seen[str(path)] for name, path in files.items()}


def of_articles(pages: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: page[key] for name, page in pages.items() if name != "wrong"}


def test_axe_finds_no_violation_in_light_and_in_dark(pages: dict[str, Any]) -> None:
    assert of_articles(pages, "axe") == {name: [] for name in of_articles(pages, "axe")}


def test_nothing_scrolls_both_ways_at_400_percent(pages: dict[str, Any]) -> None:
    assert all(more <= 0 for wide in of_articles(pages, "wide").values() for more in wide.values())


def test_one_page_stands_alone_and_its_links_lead_somewhere(pages: dict[str, Any]) -> None:
    assert of_articles(pages, "requests") == {name: [] for name in of_articles(pages, "requests")}
    assert of_articles(pages, "jumps") == {name: [] for name in of_articles(pages, "jumps")}


def test_a_broken_page_would_be_noticed(pages: dict[str, Any]) -> None:
    assert {line.split()[1] for line in pages["wrong"]["axe"]} >= {"image-alt:", "color-contrast:"}
    assert [address.rpartition("/")[2] for address in pages["wrong"]["requests"]] == ["gone.png"]
