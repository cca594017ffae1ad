"""Formats are known by content; what is none of them is refused by a sentence that names what was seen."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from exporter.errors import ExporterError, InputError
from exporter.run.pipeline import ReadOptions, read_article
from tests.readers.cms.outline import facts
from tests.readers.cms.reading import article, body, draft, draft_block, ej, lexical, lx, pm, pm_p, pt

FORMS: list[tuple[str, Any]] = [
    ("prosemirror", pm(pm_p("x"))),
    ("prosemirror", {"title": "T", "content": pm(pm_p("x"))}),
    ("portable-text", [pt("x y")]),
    ("editorjs", ej(("paragraph", {"text": "x"}))),
    ("draftjs", draft(draft_block("x"))),
    ("lexical", lexical(lx("paragraph", "x"))),
    ("slate", [{"type": "p", "children": [{"text": "x"}]}]),
    ("strapi", [{"type": "paragraph", "children": [{"type": "text", "text": "x"}]}]),
    ("wagtail", [{"type": "paragraph", "value": "<p>x</p>", "id": "1"}]),
    (
        "contentful",
        {
            "nodeType": "document",
            "data": {},
            "content": [
                {
                    "nodeType": "paragraph",
                    "data": {},
                    "content": [{"nodeType": "text", "value": "x", "marks": [], "data": {}}],
                }
            ],
        },
    ),
    (
        "storyblok",
        {
            "story": {
                "content": {"component": "p", "_uid": "u", "body": [{"component": "text", "_uid": "v", "text": "x y"}]}
            }
        },
    ),
    ("ghost", {"posts": [{"title": "T", "lexical": json.dumps(lexical(lx("paragraph", "x")))}]}),
]


@pytest.mark.parametrize(("name", "value"), FORMS)
def test_each_form_is_known(name: str, value: Any) -> None:
    assert article(value).format == name


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"a": 1, "b": 2}, "is JSON of a kind that is not read .its keys: “a”, “b”."),
        ([1, 2], "is a JSON list of 2 things, none of them an article"),
        ({"ops": [{"insert": "x"}]}, "is Quill's Delta, which is not read"),
        ({"schema": "dast", "document": {}}, "is DatoCMS structured text, which is not read"),
        ({"object": "list", "results": []}, "is Notion's API, which is not read"),
    ],
)
def test_another_form_is_refused_by_name(tmp_path: Path, value: Any, said: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value))
    with pytest.raises(InputError, match=said):
        read_article(path)


@pytest.mark.parametrize("depth", [20, 60, 120])
def test_what_is_nested_deeply_is_flattened_and_kept(tmp_path: Path, depth: int) -> None:
    assert "deep down" in str(facts(read_article(nested(tmp_path, depth)).document))


@pytest.mark.parametrize("depth", [240, 2000])
def test_nesting_without_end_is_refused_in_one_line(tmp_path: Path, depth: int) -> None:
    with pytest.raises(InputError, match="nest less deeply"):
        read_article(nested(tmp_path, depth))


def nested(folder: Path, depth: int) -> Path:
    """A file of quotations in quotations."""
    path = folder / "a.json"
    words = '{"type":"paragraph","content":[{"type":"text","text":"deep down"}]}'
    path.write_text(
        '{"type":"doc","content":[' + '{"type":"blockquote","content":[' * depth + words + "]}" * depth + "]}"
    )
    return path


def test_a_finding_names_the_line_of_its_block() -> None:
    found = next(
        item for item in article(ej(("mystery", {"words": "Some words here."}))).findings if item.rule == "CMS001"
    )
    assert found.pos is not None
    assert found.pos.line == 11


def test_a_picture_named_by_the_cms_is_found_beside_the_article(tmp_path: Path) -> None:
    from PIL import Image

    (tmp_path / "images").mkdir()
    for name in ("wheel.png", "ab12-8x8.png"):
        Image.new("RGB", (8, 8), "navy").save(tmp_path / "images" / name)
    path = tmp_path / "a.json"
    blocks = [
        ("image", {"file": {"url": "/uploads/2026/wheel.png"}}),
        ("image", {"url": "https://c.example/x/wheel.png?w=3"}),
    ]
    path.write_text(json.dumps(ej(*blocks)))
    assert [item.rule for item in read_article(path).findings if item.rule == "IMG006"] == ["IMG006", "IMG006"]
    path.write_text(
        json.dumps([pt("x"), {"_type": "image", "asset": {"_ref": "image-ab12-8x8-png"}, "alt": "A wheel"}])
    )
    assert len(read_article(path).document.resources) == 1


def test_a_picture_outside_the_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.json"
    path.parent.mkdir()
    (tmp_path / "secret.png").write_bytes(b"x")
    path.write_text(json.dumps(ej(("image", {"file": {"url": "../secret.png"}, "caption": "At dusk."}))))
    made = read_article(path, ReadOptions(lang="en"))
    assert "IMG002" in [item.rule for item in made.findings]
    assert made.document.resources == ()


@pytest.mark.parametrize("junk", [None, 3, -1, True, "x", [], {}, ["a"], {"a": 1}, [None], 1.5])
def test_damaged_exports_are_read_or_refused_in_one_line(junk: Any) -> None:
    for _, value in FORMS:
        for holder, key in spots(value):
            kept, holder[key] = holder[key], junk
            try:
                with suppress(ExporterError):
                    article(value)
            finally:
                holder[key] = kept


def spots(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a value, as what holds it and where."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [place for key in keys for place in ((value, key), *spots(value[key]))]


def test_a_body_of_markdown_in_a_field_is_an_article() -> None:
    value = {
        "data": {"id": 1, "title": "A title", "content": "## How\n\nSmoke **rose**.\n\n- one\n- two\n"},
        "meta": {},
    }
    assert body(value) == [("h", 2, "How"), ("p", "Smoke rose.", ""), ("li", 1, False, "one"), ("li", 1, False, "two")]
