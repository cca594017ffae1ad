"""Every text is data in every place: nasty strings in every string that the model has, written to all three formats.

No field is named to be tested: they are taken from the dataclasses, so that a new one is tested from its first day.
``HELD`` says for each field from which formats it comes back, and why not from the others; both are tested.
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
PUBLICATION = "exporter.model.publication"
Field = tuple[str, str]
Value = Callable[[type, str], str]

PREFIX = {("Link", "target"): "https://example.org/", ("Quote", "cite"): "https://example.org/",
          ("BlockQuote", "cite"): "https://example.org/", ("Metadata", "source"): "https://example.org/"}  # fmt: skip
"""Fields that hold addresses: what is nasty stands in them after a host."""

HELD: dict[str, tuple[str, str]] = {
    "id": ("", "an id is made unique and well-formed by each format; links to it are what must come back"),
    "lang": ("pdf epub", "Word says the language of words, not of what they stand in"),
    "DefinitionItem.lang": ("pdf epub", "Word has no element for a term with its definitions"),
    "LineBreak.lang": ("epub", "a break says nothing in any language"),
    "Text.lang": ("", "words are in the language of what they stand in; a Span says another"),
    "Column.lang": ("", "columns hold no words"),
    "ThematicBreak.lang": ("epub", "a break says nothing in any language"),
    "NoteReference.lang": ("", "its number is in the language of its place"),
    "NoteReference.note": ("", "the name of a note is each format's own; that it leads there must come back"),
    "PageMarker.lang": ("epub", "the pages of PDF and Word are their own"),
    "PageMarker.label": ("epub", "the pages of PDF and Word are their own"),
    "Paragraph.lang": ("pdf epub docx", ""),
    "CodeBlock.lang": ("pdf epub docx", ""),
    "Span.lang": ("pdf epub docx", ""),
    "Term.lang": ("pdf epub docx", ""),
    "Metadata.lang": ("pdf epub docx", ""),
    "text": ("pdf epub docx", ""),
    "alt": ("pdf epub docx", ""),
    "Math.alt": ("pdf epub docx", "in Word as the title of a building block"),
    "expansion": ("pdf epub docx", "as far as Word's 64 characters for it go"),
    "description": ("pdf epub docx", ""),
    "Metadata.title": ("pdf epub docx", ""),
    "Person.name": ("pdf epub docx", ""),
    "Resource.name": ("", "the name of a picture is each package's own"),
    "resource": ("", "the name of a picture is each package's own"),
    "Metadata.cover": ("", "the name of a picture is each package's own"),
    "Image.title": ("epub", "a PDF has one text for a picture; Word's second one is for its title of old"),
    "Link.title": ("epub docx", "a PDF says of a link where it leads"),
    "target": ("pdf epub docx", "percent-encoded"),
    "cite": ("epub", "PDF and Word have no place for it"),
    "source": ("epub docx", "in a PDF it stands in XMP, and is not read back"),
    "Resource.media_type": ("epub docx", "a PDF decodes its pictures"),
    "DisplayMath.mathml": ("docx", "only PDF 2.0 holds MathML; in EPUB it is said to be set apart"),
    "Math.mathml": ("epub docx", "only PDF 2.0 holds MathML"),
    "tex": ("", "MathML or the words stand for it"),
    "Person.role": ("pdf epub docx", ""),
    "Person.sort": ("epub", "PDF and Word have no place for it"),
    "Identifier.value": ("pdf epub docx", ""),
    "Identifier.scheme": ("pdf epub docx", ""),
    "Identifier.format": ("", "a file bears its own numbers alone, and does not say that others have others"),
    "Subject.value": ("epub", "in PDF and Word codes are words among others, and are not taken apart"),
    "Subject.scheme": ("epub", "in PDF and Word codes are words among others, and are not taken apart"),
    "Subject.name": ("epub", "PDF and Word have no place for it beside the code"),
    "Section.role": ("epub", "PDF and Word have no roles of sections"),
    "language": ("epub", "PDF and Word have no place for it"),
    "datetime": ("epub", "PDF and Word have no place for it"),
    "published": ("epub", "PDF and Word have the dates of the file"),
    "modified": ("", "the files have dates of their own"),
    **dict.fromkeys(
        (
            *("publisher", "imprint", "place", "identifier", "rights", "licence", "series", "number", "edition"),
            *("subtitle", "orcid", "affiliation"),
        ),
        ("pdf epub docx", ""),
    ),
}
"""A field, or one of a class → the formats from which it comes back as it was, and why not from the others."""

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
    """Every dataclass that a document is made of; a publication is bound into one before it is written."""
    for kind in vars(model).values():
        if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__.startswith(model.__name__):
            if kind.__module__ == PUBLICATION:
                continue
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


def full() -> Document:
    """The document with every kind of node, a page of the print, and everything that is said about an article."""
    plain = rich()
    number, subject = model.Identifier("10.1000/182", "doi"), model.Subject("WNX", "Thema", "Natural history")
    author = dataclasses.replace(
        plain.metadata.authors[0], orcid="0000-0001-5109-3700", affiliation="River Institute", sort="Writer, Ann"
    )
    metadata = dataclasses.replace(
        plain.metadata,
        **dict.fromkeys(("subtitle", "publisher", "imprint", "place", "edition", "series", "rights"), "Said of it"),
        authors=(author, model.Person("Mo Holm", "trl")),
        published="2023-01-02",
        modified="2023-01-03",
        source="https://example.org/first",
        identifier="weir-1",
        description="What it is about.",
        keywords=("rivers",),
        identifiers=(number,),
        subjects=(subject,),
        number="3",
        licence="https://creativecommons.org/licenses/by/4.0/",
    )
    assert all(getattr(metadata, name) for name in texts_of(model.Metadata) if name != "cover")
    return dataclasses.replace(plain, metadata=metadata).with_blocks([model.PageMarker("7"), *plain.blocks])


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
    assert {(kind, name) for kind, name in found if not {f"{kind}.{name}", name} & set(HELD)} == set()
    assert found >= READ_BACK
    assert all(held(field)[0] for field in READ_BACK)
    for formats, reason in HELD.values():
        assert reason or formats == "pdf epub docx", "why it does not come back is said"


def held(field: Field) -> tuple[frozenset[str], str]:
    """The formats that give a field back, and why the others do not."""
    formats, reason = HELD.get(".".join(field)) or HELD[field[1]]
    return frozenset(formats.split()), reason


VALID = {
    "lang": "cy",
    "id": "q7",
    "target": "https://example.org/q7",
    "cite": "https://example.org/q7",
    "source": "https://example.org/q7",
    "mathml": '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>q</mi></math>',
    "tex": "q^7",
    "datetime": "2024-03-05",
    "published": "2024-03-05",
    "modified": "2024-03-06",
    "language": "python",
    "media_type": "image/png",
    "Section.role": "abstract",
    "Person.role": "edt",
    "orcid": "0000-0002-1825-0097",
    "Identifier.scheme": "doi",
    "Identifier.value": "10.1000/7",
    "Identifier.format": "epub",
    "Subject.scheme": "BISAC",
    "licence": "https://creativecommons.org/licenses/by-nd/4.0/",
    "number": "7",
}
"""What may stand in fields that do not hold just any words."""

NAMES_OF_OTHERS = frozenset(["Image.resource", "Resource.name", "Metadata.cover", "NoteReference.note"])
"""Fields that name something else in the document: another value would name nothing."""

FIELDS = sorted(
    (kind.__name__, name)
    for kind in classes()
    for name in texts_of(kind)
    if kind is not model.Node and f"{kind.__name__}.{name}" not in NAMES_OF_OTHERS
)


def changed(node: Any, field: Field, value: str) -> Any:
    """``node`` with ``value`` in one field of every node of its class."""
    if isinstance(node, tuple):
        return tuple(changed(item, field, value) for item in node)
    if not dataclasses.is_dataclass(node) or isinstance(node, type):
        return node
    below = {item.name: changed(getattr(node, item.name), field, value) for item in dataclasses.fields(node)}
    made = dataclasses.replace(node, **below)
    return dataclasses.replace(made, **{field[1]: value}) if type(made).__name__ == field[0] else made


@pytest.mark.parametrize("field", FIELDS, ids=".".join)
def test_a_field_comes_back_from_the_formats_that_hold_it_and_from_no_other(field: Field) -> None:
    """An exemption that is not needed fails as well as one that is missing: it would hide a loss of later."""
    value = VALID.get(".".join(field), VALID.get(field[1], "Q7 words"))
    document = changed(full(), field, value)
    back = set()
    for form in FORMATS:
        copy = open_file(writer(form)(document, WriteOptions()).data, f"a.{form}")
        if squeezed(value) in {squeezed(item) for item in values_of(copy, *field)}:
            back.add(form)
    assert back == held(field)[0], held(field)[1]


@pytest.mark.parametrize("nasty", HOSTILE, ids=range(len(HOSTILE)))
def test_a_nasty_text_everywhere_is_data(nasty: str, tmp_path: Path) -> None:
    document = filled(full(), lambda kind, name: nasty)
    for path in written(document, tmp_path).values():
        assert judged(path, [], [], (0, 0)) == []
        open_file(path)


UNDESCRIBED = {"x2+y2"}
"""What is heard in a PDF of the formula that nobody described: its signs, for TeX is not given to listeners."""


@pytest.mark.parametrize("nasty", [item for item in HOSTILE if item.isprintable()], ids=lambda item: item[:20])
def test_a_nasty_text_comes_back_as_it_was(nasty: str, tmp_path: Path) -> None:
    document = filled(full(), lambda kind, name: f"{nasty} {name}" if (kind.__name__, name) in READ_BACK else "")
    document = with_what_must_be(document)
    for form, path in written(document, tmp_path).items():
        copy = open_file(path)
        back = squeezed("".join(values_of(copy, "Text", "text")))
        for kind, name in READ_BACK - {("Text", "text")}:
            found = {squeezed(item) for item in values_of(copy, kind, name)} - UNDESCRIBED
            holds = form in held((kind, name))[0]
            kept = [item for item in values_of(document, kind, name) if holds and (form != "docx" or fits(item, kind))]
            cut = {item for item in found if form == "docx" and item.endswith("…")}  # above 64 characters (DOCX004)
            assert found - cut == {squeezed(item) for item in kept} - UNDESCRIBED, (form, kind)
        assert squeezed(f"{nasty} text") in back, form


def fits(text: str, kind: str) -> bool:
    """Whether Word has room for a text: the words of a formula are the title of a control, of 64 characters at most."""
    return kind not in ("DisplayMath", "Math") or len(text) <= 64


def with_what_must_be(document: Document) -> Document:
    """The document with what a text may not be taken from: names of pictures, addresses, the language."""
    plain = full()

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
    document = filled(full(), lambda kind, name: some[next(count) % len(some)])
    for path in written(document, tmp_path_factory.mktemp("any")).values():
        assert judged(path, [], [], (0, 0)) == []
        open_file(path)
