"""Every text is data in every place: nasty strings in every string that the model has, written to all three formats.

No field is named to be tested: they are taken from the dataclasses, so that a new one is tested from its first day. A
field comes back from a finished file as it was, or stands in ``NOT_READ_BACK`` with the reason.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter import model
from exporter.model import Document
from exporter.readback import open_file
from exporter.readers.input.characters import writable
from exporter.writers import WriteOptions, writer
from tests.checks.rich import rich
from tests.hostile.cases_active import NASTY as HOSTILE
from tests.hostile.judge import judged

pytestmark = pytest.mark.slow
FORMATS = ("pdf", "epub", "docx")
Field = tuple[str, str]
Value = Callable[[type, str], str]

PREFIX = {("Link", "target"): "https://example.org/", ("Quote", "cite"): "https://example.org/",
          ("BlockQuote", "cite"): "https://example.org/", ("Metadata", "source"): "https://example.org/"}  # fmt: skip
"""Fields that hold addresses: what is nasty stands in them after a host."""

NOT_READ_BACK: dict[str, str] = {
    "id": "an id is made unique and well-formed by each format; links to it are what must come back",
    "lang": "a language that is not a tag is left out",
    "resource": "the name of a picture is each package's own",
    "target": "an address is percent-encoded",
    "cite": "an address is percent-encoded",
    "source": "an address is percent-encoded",
    "name": "the name of a picture is each package's own; people's names are tested by themselves",
    "media_type": "the kind of a picture is told by its content",
    "mathml": "what is not MathML is left out",
    "tex": "only EPUB holds the source of a formula",
    "role": "roles are codes, and what is none is left out",
    "language": "only EPUB holds the language of code",
    "datetime": "only EPUB holds moments",
    "published": "what is not a date is left out",
    "modified": "what is not a date is left out",
    "cover": "the name of a picture is each package's own",
    "expansion": "Word has no place for more than 64 characters",
    "title": "titles of links and pictures have no place in every format; the document's is tested by itself",
    "subtitle": "the masthead holds it",
    "publisher": "PDF and Word have no place for it",
    "identifier": "PDF has no place for it",
    "rights": "PDF and Word have no place for it",
    "label": "labels of pages are folded to one line",
}
READ_BACK: frozenset[Field] = frozenset(
    [
        *(
            ("Text", "text"),
            ("Code", "text"),
            ("CodeBlock", "text"),
            ("Image", "alt"),
            ("Math", "alt"),
            ("DisplayMath", "alt"),
        ),
        *(("Table", "description"), ("Metadata", "description")),
    ]
)


def classes() -> Iterator[type]:
    """Every dataclass of the model."""
    for kind in vars(model).values():
        if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__.startswith(model.__name__):
            yield kind


@cache
def texts_of(kind: type) -> tuple[str, ...]:
    """The fields of a class that hold free text."""
    hints = typing.get_type_hints(kind)
    return tuple(field.name for field in dataclasses.fields(kind) if hints[field.name] in (str, str | None))


def filled(node: Any, value: Value) -> Any:
    """``node`` with every text that it holds, and those below it, made by ``value``; what was empty stays empty."""
    if isinstance(node, tuple):
        return tuple(value(str, "") if isinstance(item, str) else filled(item, value) for item in node)
    if not dataclasses.is_dataclass(node) or isinstance(node, type):
        return node
    changed = {
        field.name: filled(held, value)
        for field in dataclasses.fields(node)
        if isinstance(held := getattr(node, field.name), tuple) or dataclasses.is_dataclass(held)
    }
    for name in texts_of(type(node)):
        if getattr(node, name):
            changed[name] = PREFIX.get((type(node).__name__, name), "") + value(type(node), name)
    return dataclasses.replace(node, **changed)


def values_of(node: Any, kind: str, name: str) -> Iterator[str]:
    """Every value of one field in a document."""
    if isinstance(node, tuple):
        for item in node:
            yield from values_of(item, kind, name)
    elif dataclasses.is_dataclass(node) and not isinstance(node, type):
        if type(node).__name__ == kind and getattr(node, name):
            yield str(getattr(node, name))
        for field in dataclasses.fields(node):
            yield from values_of(getattr(node, field.name), kind, name)


def written(document: Document, folder: Path) -> dict[str, Path]:
    paths = {}
    for form in FORMATS:
        paths[form] = folder / f"a.{form}"
        paths[form].write_bytes(writer(form)(document, WriteOptions()).data)
    return paths


def squeezed(text: str) -> str:
    """Text without white space and without what is not seen: layout may fold the one and drop the other."""
    return "".join(char for char in writable(text) if not char.isspace() and char.isprintable() and char != "\ufffd")


def test_every_field_that_holds_text_is_known() -> None:
    found = {(kind.__name__, name) for kind in classes() for name in texts_of(kind)}
    assert {(kind, name) for kind, name in found - READ_BACK if name not in NOT_READ_BACK} == set()
    assert found >= READ_BACK


@pytest.mark.parametrize("nasty", HOSTILE, ids=range(len(HOSTILE)))
def test_a_nasty_text_everywhere_is_data(nasty: str, tmp_path: Path) -> None:
    document = filled(rich(), lambda kind, name: nasty)
    for path in written(document, tmp_path).values():
        assert judged(path, [], [], (0, 0)) == []
        open_file(path)


UNDESCRIBED = {"x^2+y^2"}
"""What is heard of the formula that nobody described: its TeX, which stays what it was."""


@pytest.mark.parametrize("nasty", [item for item in HOSTILE if item.isprintable()], ids=lambda item: item[:20])
def test_a_nasty_text_comes_back_as_it_was(nasty: str, tmp_path: Path) -> None:
    document = filled(rich(), lambda kind, name: f"{nasty} {name}" if (kind.__name__, name) in READ_BACK else "")
    document = with_what_must_be(document)
    metadata = dataclasses.replace(document.metadata, description=f"{nasty} description")
    document = dataclasses.replace(document, metadata=metadata)
    for form, path in written(document, tmp_path).items():
        copy = open_file(path)
        back = squeezed("".join(values_of(copy, "Text", "text")))
        for kind, name in READ_BACK - {("Text", "text")}:
            held = {squeezed(item) for item in values_of(copy, kind, name)} - UNDESCRIBED
            kept = [item for item in values_of(document, kind, name) if form != "docx" or fits(item, kind)]
            assert held == {squeezed(item) for item in kept} - UNDESCRIBED, (form, kind)
        assert squeezed(f"{nasty} text") in back, form


def fits(text: str, kind: str) -> bool:
    """Whether Word has room for a text: the words of a formula are the title of a control, of 64 characters at most."""
    return kind not in ("Math", "DisplayMath") or len(text) <= 64


def with_what_must_be(document: Document) -> Document:
    """The document with what a text may not be taken from: names of pictures, addresses, the language."""
    plain = rich()

    def both(changed: Any, kept: Any) -> Any:
        if isinstance(changed, tuple):
            return tuple(both(one, two) for one, two in zip(changed, kept, strict=True))
        if not dataclasses.is_dataclass(changed):
            return kept if changed in ("", "https://example.org/") else changed
        values = {
            field.name: both(getattr(changed, field.name), getattr(kept, field.name))
            for field in dataclasses.fields(changed)  # type: ignore[arg-type]
        }
        return dataclasses.replace(changed, **values)  # type: ignore[type-var]

    made = both(document, plain)
    assert isinstance(made, Document)
    return made


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_text_everywhere_is_data(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Another text in each field: any characters at all, surrogates too, and pieces of what is nasty."""
    odd = st.characters(categories=["Cc", "Cf", "Cs", "Co", "Zs", "Po"])
    any_text = st.one_of(st.text(max_size=12), st.text(odd, max_size=8), st.sampled_from(HOSTILE))
    some = data.draw(st.lists(any_text, min_size=1, max_size=12))
    count = iter(range(1_000_000))
    document = filled(rich(), lambda kind, name: some[next(count) % len(some)])
    for path in written(document, tmp_path_factory.mktemp("any")).values():
        assert judged(path, [], [], (0, 0)) == []
        open_file(path)
