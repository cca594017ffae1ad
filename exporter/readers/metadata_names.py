"""Metadata under the names that people give them: pandoc's, Quarto's, those of EPUB and our own.

One table for the front matter of an article, a file of metadata, the command line and a program. Values are brought to
their one form; what cannot be used is told, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from exporter.patterns import pattern
from exporter.readers import day_words
from exporter.readers.metadata_codes import (
    FORMATS,
    NUMBERS,
    SCHEMES,
    add_by_scheme,
    add_identifiers,
    add_number,
    add_subjects,
)
from exporter.readers.metadata_people import ROLES, add_person
from exporter.readers.metadata_said import Said, text_of

TEXTS: dict[str, str] = {
    "title": "title",
    "subtitle": "subtitle",
    "description": "description",
    "abstract": "description",
    "summary": "description",
    "standfirst": "description",
    "publisher": "publisher",
    "date": "published",
    "published": "published",
    "modified": "modified",
    "date-modified": "modified",
    "updated": "modified",
    "source": "source",
    "url": "source",
    "lang": "lang",
    "language": "lang",
    "rights": "rights",
    "copyright": "rights",
    "number": "number",
    "group-position": "number",
    "position": "number",
    "series-number": "number",
    "imprint": "imprint",
    "place": "place",
    "publisher-place": "place",
    "edition": "edition",
}
"""Names that hold one text, and the field that each fills."""

_CC = pattern(r"(?i)(?:cc|creative commons)[\s-]+(by(?:-nc)?(?:-sa|-nd)?)[\s-]+([1-4]\.0)(?:\s+international)?")


def understood(data: Mapping[str, Any]) -> Said:
    """What ``data`` says about an article."""
    said = Said()
    for key, value in data.items():
        name = re.sub(r"[\s_]+", "-", str(key).strip().lower())
        if value is None:
            continue
        if name in TEXTS:
            _one_text(said, str(key), TEXTS[name], value)
        elif role := ROLES.get(name) or ROLES.get(name.removesuffix("s")):
            if value in ((), []):
                said.fields.setdefault("authors", ())
            for person in value if isinstance(value, list | tuple) else [value]:
                add_person(said, str(key), role, person)
        elif read := _OTHERS.get(name):
            read(said, str(key), value)
        elif name.startswith("isbn-") or name in NUMBERS or name in SCHEMES:
            add_by_scheme(said, str(key), name, value)
        else:
            said.miss("name", str(key), "is not known")
    return said


# --- texts ----------------------------------------------------------------------------------------------------------


def _one_text(said: Said, key: str, target: str, value: Any) -> None:
    words = text_of(value)
    if words is None:
        said.miss("type", key, "give a string")
    elif target in ("published", "modified") and words and not day_words.iso(words):
        said.miss("value", key, f"“{words[:40]}” is not one day; write it as 2026-05-04")
    elif target in ("published", "modified"):
        said.fields[target] = day_words.iso(words)
    else:
        said.fields[target] = words


def _series(said: Said, key: str, value: Any) -> None:
    if not isinstance(value, Mapping):
        _one_text(said, key, "series", value)
        return
    for part, inner in value.items():
        name = str(part).strip().lower()
        target = {"name": "series", "title": "series", "number": "number", "position": "number"}.get(name, "")
        if target:
            _one_text(said, f"{key}.{part}", target, inner)
        elif name == "issn":
            add_number(said, f"{key}.{part}", "issn", inner)
        else:
            said.miss("name", f"{key}.{part}", "is not known")


def _licence(said: Said, key: str, value: Any) -> None:
    """An address, or the short name of a Creative Commons licence; words alone are ``rights``."""
    if isinstance(value, Mapping):
        value = value.get("url") or value.get("text") or value.get("name")
    words = text_of(value)
    if words is None:
        said.miss("type", key, "give the address of the licence")
    elif not words or re.fullmatch(r"https?://[^\s/]+\S*", words):
        said.fields["licence"] = words
    elif match := _CC.fullmatch(words):
        said.fields["licence"] = f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    elif re.fullmatch(r"(?i)cc[\s-]?0(?:[\s-]1\.0)?", words):
        said.fields["licence"] = "https://creativecommons.org/publicdomain/zero/1.0/"
    else:
        said.miss("value", key, f"“{words[:40]}” is not an address; name its address here, and its words in rights")


def _keywords(said: Said, key: str, value: Any) -> None:
    if value in ((), []):
        said.fields["keywords"] = ()
    for item in value if isinstance(value, list | tuple) else [value]:
        words = text_of(item)
        if words is None:
            said.miss("type", key, "give words, or a list of them")
        else:
            said.add("keywords", *(part.strip() for part in words.split(",") if part.strip()))


_OTHERS: dict[str, Callable[[Said, str, Any], None]] = {
    "keywords": _keywords,
    "keyword": _keywords,
    "tags": _keywords,
    "series": _series,
    "collection": _series,
    "belongs-to-collection": _series,
    "licence": _licence,
    "license": _licence,
    "licence-url": _licence,
    "license-url": _licence,
    "identifier": add_identifiers,
    "identifiers": add_identifiers,
    "subject": add_subjects,
    "subjects": add_subjects,
}

LISTS = frozenset(["keywords", "keyword", "tags", "identifier", "identifiers", "subject", "subjects", *SCHEMES])
"""Names that may be said several times, people apart."""


def several(name: str) -> bool:
    """Whether ``name`` may be said several times."""
    name = name.strip().lower().replace("_", "-")
    return name in LISTS or name in ROLES or name.removesuffix("s") in ROLES


def known_names() -> Iterator[str]:
    """Every name, for messages and the docs."""
    yield from TEXTS
    yield from ROLES
    yield from _OTHERS
    yield from NUMBERS
    yield from (f"isbn-{name}" for name in FORMATS)
    yield from SCHEMES
