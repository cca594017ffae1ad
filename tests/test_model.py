"""The model: walking, changing, plain text, and its JSON form, exactly."""

from __future__ import annotations

import gc
import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from exporter import model
from exporter.errors import InputError
from exporter.model import (
    Document,
    Figure,
    Image,
    Link,
    List,
    ListItem,
    Note,
    Paragraph,
    Section,
    Styled,
    Table,
    Text,
    children,
    every_node,
    plain_text,
    sections,
    transform,
    traverse,
    walk,
    with_children,
)
from exporter.model.json_form import schema
from exporter.position import Position
from tests.conftest import tries
from tests.strategies import documents

SCHEMA = Path(__file__).resolve().parent.parent / "docs" / "reference" / "document.schema.json"
QUIET = settings(max_examples=tries(60), deadline=None, suppress_health_check=list(HealthCheck))


def p(*content: Any) -> Paragraph:
    return Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content))


# --- walking and changing -------------------------------------------------------------------------------------------


def test_a_walk_meets_every_node_in_reading_order() -> None:
    figure = Figure((p("shown"),), (Text("caption"),), (Text("credit"),), (p("described"),))
    document = Document(title=(Text("title"),), blocks=(Section((Text("head"),), (figure, p("end"))),))
    assert [node.text for node in walk(document) if isinstance(node, Text)] == [
        "title",
        "head",
        "shown",
        "caption",
        "credit",
        "described",
        "end",
    ]


@QUIET
@given(documents())
def test_all_nodes_of_a_document_are_those_of_a_walk(document: Document) -> None:
    found = every_node(document)
    assert all(one is other for one, other in zip(found, walk(document), strict=True))
    assert every_node(document) is found


@pytest.mark.slow
def test_nodes_are_kept_no_longer_than_their_document() -> None:
    document = Document(blocks=(Paragraph((Text("A"),)),))
    before = len(traverse._GONE_THROUGH)
    every_node(document)
    assert len(traverse._GONE_THROUGH) == before + 1
    del document
    gc.collect()
    assert len(traverse._GONE_THROUGH) <= before


@QUIET
@given(documents())
def test_children_are_changed_in_their_places(document: Document) -> None:
    assert with_children(document, lambda child: child) is document
    named = with_children(document, lambda child: replace(child, id="n"))
    assert [child.id for child in children(named)] == ["n"] * len(list(children(document)))


def test_every_kind_of_node_is_walked_into() -> None:
    holders = {kind for name in ("Block", "Inline") for kind in get_args(getattr(model, name))}
    for kind in holders:
        for item in fields(kind):
            if "Inlines" in str(item.type) or "Blocks" in str(item.type):
                assert item.name in model.child_fields(kind), (kind, item.name)
    assert model.child_fields(Table) == ("caption", "head", "bodies", "foot", "columns")


@QUIET
@given(documents())
def test_a_change_that_changes_nothing_gives_the_same_object(document: Document) -> None:
    assert transform(document, lambda node: node) is document


def test_a_change_can_replace_remove_and_splice() -> None:
    document = Document(blocks=(p("a", Styled("strong", (Text("b"),)), "c"),))
    loud = transform(document, lambda node: Text(node.text.upper()) if isinstance(node, Text) else node)
    assert plain_text(loud.blocks).strip() == "ABC"
    bare = transform(document, lambda node: node.content if isinstance(node, Styled) else node)
    assert bare.blocks == (p("a", "b", "c"),)
    gone = transform(document, lambda node: () if isinstance(node, Styled) else node)
    assert gone.blocks == (p("a", "c"),)
    assert document.blocks == (p("a", Styled("strong", (Text("b"),)), "c"),)


def test_plain_text_is_what_is_read_in_place() -> None:
    note = Note((p("beside"),))
    content = (Text("a "), Link((Text("link"),), "#x"), note, Image("p", "alt"))
    assert plain_text(content) == "a link"
    assert "beside" in plain_text(content, notes=True)


def test_a_level_is_a_depth() -> None:
    inner = Section((Text("inner"),), ())
    document = Document(blocks=(Section((Text("outer"),), (List((ListItem((inner,)),)),)),))
    assert [(level, plain_text(section.title)) for level, section in sections(document)] == [(2, "outer"), (3, "inner")]


def test_a_position_is_no_part_of_equality() -> None:
    assert Text("a", pos=Position(1, 1)) == Text("a", pos=Position(9, 9))


def test_children_are_direct() -> None:
    assert list(children(p("a", "b"))) == [Text("a"), Text("b")]


# --- JSON -----------------------------------------------------------------------------------------------------------


@QUIET
@given(documents())
def test_json_gives_back_the_same_document_with_its_places(document: Document) -> None:
    again = Document.from_json(document.to_json())
    assert again == document
    assert [node.pos for node in walk(again)] == [node.pos for node in walk(document)]
    assert again.to_json() == document.to_json()


VALIDATOR = jsonschema.Draft202012Validator(schema(Document))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(1))
def test_json_keeps_to_the_published_schema(document: Document) -> None:
    VALIDATOR.validate(json.loads(document.to_json()))


def test_the_published_schema_is_made_from_the_model() -> None:
    jsonschema.Draft202012Validator.check_schema(schema(Document))
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema(Document), "run: python tools/schema.py"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "an object was expected"),
        ("{", "is not JSON"),
        ('{"version": 3}', "version: 2 was expected"),
        ('{"version": 2, "blocks": [{"type": "text", "text": "a"}]}', "blocks[0].type: one of"),
        ('{"version": 2, "blocks": [{"type": "paragraph"}]}', "blocks[0].content: a value was expected"),
        ('{"version": 2, "title": [{"type": "text", "text": 1}]}', "title[0].text: a text was expected"),
        ('{"version": 2, "title": [{"type": "text", "text": "a", "pos": [0, 1]}]}', "title[0].pos"),
        ('{"version": 2, "metadata": {"titel": "a"}}', "metadata.titel: one of"),
        ('{"version": 2, "title": [{"type": "styled", "kind": "blink", "content": []}]}', "title[0].kind: one of"),
        ('{"version": 2, "blocks": [{"type": "list", "items": [], "ordered": 1}]}', "blocks[0].ordered: true or false"),
        ("[" * 5000, "nested deeper"),
    ],
)
def test_what_is_wrong_with_json_is_named_by_its_path(text: str, words: str) -> None:
    with pytest.raises(InputError) as error:
        Document.from_json(text)
    assert words in str(error.value)
    assert "\n" not in str(error.value)
