"""A second article in each format, of what its real schema offers, has the right value; so has its census.

The articles in ``second/`` are our own, in the shapes of the vendors' schemas: every node and mark that they have, and
beside them blocks and marks that nobody knows. Beside each lies its outline with the findings on the reading;
``pytest --accept`` writes it anew.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import exporter
from exporter.run.reading_proof import differences
from exporter.run.results import Article
from tests.readers.cms.outline import heard
from tests.readers.outline import outline

FOLDER = Path(__file__).parent / "second"
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.suffix != ".outline")
ADVICE = ("DOC", "IMG002", "HTML009")
"""What is advice on the writing, or says that a picture is not there: not what is tried here."""
NEVER = (
    *("map-88", "d-9", "kilnMap", "kiln-map", "kiln_map", "noopener", "mapId", "&nbsp;", "<b>", "SEO", "engines only"),
    *("textStyle", "__GHOST_URL__", "Mind box", "IMG_2201", "check the name", "Makes bricks", "Only for letters"),
    *("Subscribe", "first_name", "top.jpg", "fire.mp4", "Is this right", "internalName", "undefined", "Status: Done"),
)
"""Names, ids, what is for the desk, for machines or for letters."""


@cache
def article(name: str) -> Article:
    return exporter.open_article(FOLDER / name)


def shown(name: str) -> str:
    found = [f"{item.rule} {item.message}" for item in article(name).findings if not item.rule.startswith(ADVICE)]
    return "\n".join([outline(article(name).document).rstrip(), "", *found, ""])


def test_every_format_has_a_second_article() -> None:
    formats = {article(name).format for name in NAMES}
    assert formats == {
        *("prosemirror", "portable-text", "editorjs", "contentful", "wagtail", "draftjs", "lexical", "slate", "ghost"),
        *("strapi", "storyblok", "gutenberg", "notion", "google-docs"),
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_second_article_has_the_right_value(name: str, request: pytest.FixtureRequest) -> None:
    kept = FOLDER / (name + ".outline")
    if request.config.getoption("--accept"):
        kept.write_text(shown(name))
    assert shown(name) == kept.read_text()


@pytest.mark.parametrize("name", NAMES)
def test_names_and_ids_of_a_second_article_are_never_heard(name: str) -> None:
    text = heard(article(name).document)
    assert [part for part in NEVER if part in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_all_of_a_second_article_was_read(name: str) -> None:
    found = differences(article(name))
    assert found is not None
    assert [(one.kind, one.shown) for one in found] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_second_article_loses_nothing_in_the_three_files(name: str, tmp_path: Path) -> None:
    made = exporter.convert(FOLDER / name, to=("pdf", "epub", "docx"), out_dir=tmp_path, prove=True)
    assert made.proof is not None
    assert [str(loss) for loss in made.proof.losses] == []
