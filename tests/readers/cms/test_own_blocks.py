"""A publisher's own blocks: declared in a table, by a function, in the settings; and what a wrong declaration is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import exporter
from exporter.cli.settings import declared_blocks, find_settings
from exporter.errors import UsageError
from exporter.model import Aside, Figure, Paragraph
from exporter.readers.cms.named import DECLARED
from exporter.readers.cms.own import KINDS, own_blocks
from tests.readers.cms.outline import links_of
from tests.readers.cms.reading import body, document, ej, pm, pm_p, rules

BOX = {"strap": "Tides", "copyText": "<p>High at <b>six</b>.</p>", "zone": "N-4"}


def test_a_declared_block_is_what_its_publisher_says() -> None:
    table = {"tideBox": {"is": "note", "title": "strap", "words": "copyText"}}
    made = document(ej(("tideBox", BOX)), blocks=table)
    assert isinstance(made.blocks[0], Aside)
    assert made.blocks[0].kind == "note"
    assert body(ej(("tideBox", BOX)), blocks=table) == [("p", "Tides", ""), ("p", "High at six.", "")]
    assert rules(ej(("tideBox", BOX)), blocks=table) == []


def test_fields_are_named_by_paths_and_several_are_taken_together() -> None:
    held = {"said": "It turns.", "person": {"name": "Per Lund", "office": "miller"}}
    table = {"witness": {"is": "quote", "words": "said", "speaker": ["person.name", "person.office"]}}
    assert body(ej(("witness", held)), blocks=table) == [("quote", "It turns.", "Per Lund, miller")]


def test_a_declaration_wins_over_a_known_name() -> None:
    table = {"quote": {"is": "standfirst", "words": "text"}}
    made = document(ej(("quote", {"text": "Why it matters."})), blocks=table)
    assert made.blocks[0] == Paragraph(made.blocks[0].content, "standfirst")  # type: ignore[union-attr]


def test_a_block_declared_to_be_nothing_is_left_out_and_said() -> None:
    value = ej(("promo", {"text": "Buy our paper."}), ("paragraph", {"text": "Text."}))
    assert body(value, blocks={"promo": "nothing"}) == [("p", "Text.", "")]
    assert rules(value, blocks={"promo": "nothing"}) == ["CMS005"]


def test_what_a_block_is_follows_from_its_parts() -> None:
    assert (
        body(ej(("w", {"a": "It turns.", "b": "Per Lund"})), blocks={"w": {"words": "a", "speaker": "b"}})[0][0]
        == "quote"
    )
    film = ej(("w", {"a": "https://f.example/1", "b": "A film"}))
    assert links_of(document(film, blocks={"w": {"address": "a", "title": "b"}})) == [("A film", "https://f.example/1")]


def test_a_function_makes_blocks_or_html(picture: str) -> None:
    def box(block: Any, cms: Any) -> Any:
        return [
            *cms.aside(block["copyText"], title=block["strap"], kind="tip"),
            *cms.picture(picture, alt="", caption=""),
        ]

    made = document(ej(("tideBox", BOX)), blocks={"tideBox": box})
    assert isinstance(made.blocks[0], Aside)
    assert made.blocks[0].kind == "tip"
    assert isinstance(made.blocks[1], Figure)
    html = document(ej(("tideBox", BOX)), blocks={"tideBox": lambda block, cms: f"<p>{block['strap']}</p>"})
    assert len(html.blocks) == 1


@pytest.mark.parametrize("made", [{}, {"a": 1}, 3, ["x"]])
def test_a_function_that_returns_another_thing_is_said(made: Any) -> None:
    with pytest.raises(UsageError, match="the function for the block “x” returned"):
        document(ej(("x", {})), blocks={"x": lambda block, cms: made})


def test_a_function_that_fails_is_named() -> None:
    with pytest.raises(
        UsageError, match="the function for the block “x” failed: KeyError: 'nope'; correct the function"
    ):
        document(ej(("x", {})), blocks={"x": lambda block, cms: block["nope"]})


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"x": 3}, "cms.blocks.x: is not a table"),
        ({"x": {"is": "box"}}, "cms.blocks.x.is: “box” is not a kind of block; choose one of aside, button"),
        ({"x": {"is": "quote", "who": "by"}}, "cms.blocks.x: “who” is not a setting of a block"),
        ({"x": {"is": "quote", "speaker": 3}}, "cms.blocks.x.speaker: give the name of a field"),
    ],
)
def test_a_wrong_declaration_names_its_place(table: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        own_blocks(table)


def test_every_kind_that_can_be_declared_has_its_maker() -> None:
    assert set(DECLARED) == KINDS
    assert all(callable(made) for made in DECLARED.values())


@pytest.mark.parametrize("text", ["[cms.blocks.tideBox]\n{}", "[tool.exporter.cms.blocks.tideBox]\n{}"])
def test_settings_declare_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    (tmp_path / "exporter.toml").write_text(text.format('is = "note"\ntitle = "strap"\nwords = "copyText"\n'))
    monkeypatch.chdir(tmp_path)
    assert body(ej(("tideBox", BOX)), blocks=declared_blocks()) == [("p", "Tides", ""), ("p", "High at six.", "")]


def test_settings_that_declare_a_wrong_kind_are_named_with_their_file(tmp_path: Path) -> None:
    (tmp_path / "exporter.toml").write_text('[cms.blocks]\npromo = "nothink"\n')
    with pytest.raises(UsageError, match=r"exporter.toml: cms.blocks.promo.is: “nothink” is not a kind of block"):
        find_settings(tmp_path)


def test_the_library_takes_blocks(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(ej(("promo", {"text": "Buy it."}), ("paragraph", {"text": "Text."}))))
    assert len(exporter.read(path, blocks={"promo": "nothing"}).blocks) == 1


def test_an_unknown_type_is_not_taken_for_a_field_of_a_known_one() -> None:
    value = pm({"type": "quoteOfTheDayPlus", "content": [pm_p("Words of it.")]})
    assert rules(value) == ["CMS001"]
