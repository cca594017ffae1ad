"""Numbers and subjects of the metadata: identifiers in their schemes, ISBNs of their formats, codes of subjects.

Apart, for each scheme has a form of its own (EPUB 3.3, D.3.3, for those of subjects).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from exporter.model import Identifier, Subject
from exporter.patterns import pattern
from exporter.readers import metadata_numbers as numbers
from exporter.readers.metadata_said import Said, checked, text_of

FORMATS = {"epub": "epub", "pdf": "pdf", "docx": "docx", "word": "docx", "print": "print"}
"""What may follow ``isbn-``, and the format it means; ``print`` is the printed edition, no file of ours."""
NUMBERS: dict[str, Callable[[str], str]] = {
    "isbn": numbers.isbn,
    "issn": numbers.issn,
    "doi": numbers.doi,
}
SCHEMES: dict[str, tuple[str, re.Pattern[str]]] = {
    "thema": ("Thema", pattern(r"[A-Z1-6][A-Z0-9]*(?:-[A-Z0-9]+)*")),
    "bisac": ("BISAC", pattern(r"[A-Z]{3}\d{6}")),
    "bic": ("BIC", pattern(r"[A-Z0-9]+")),
    "ddc": ("DDC", pattern(r"\d{3}(?:\.\d+)?")),
    "udc": ("UDC", pattern(r"\S+")),
    "lcsh": ("LCSH", pattern(r".+")),
    "medtop": ("MEDTOP", pattern(r"\d{8}|medtop:\d{8}")),
}
"""Schemes of subjects that EPUB names (EPUB 3.3, D.3.3), and what a code of each looks like."""


def add_number(said: Said, key: str, scheme: str, value: Any, format: str = "") -> None:
    if found := checked(said, key, NUMBERS[scheme], value):
        made = Identifier(found, scheme, format)
        held = said.fields.get("identifiers", ())
        same = [item for item in held if scheme == "isbn" and item.scheme == "isbn" and item.format == format]
        if same and same[0] != made:
            said.miss("value", key, f"there is another ISBN for the same files, {same[0].value}, which is kept")
        elif made not in held:
            said.add("identifiers", made)


def add_by_scheme(said: Said, key: str, name: str, value: Any) -> None:
    """``isbn``, ``isbn-epub``, ``doi``, ``thema``: the scheme is the name."""
    scheme, _, format = name.partition("-")
    if name in SCHEMES:
        for item in value if isinstance(value, list | tuple) else [value]:
            _subject(
                said, key, {"scheme": name, "text": item} if not isinstance(item, Mapping) else {**item, "scheme": name}
            )
    elif isinstance(value, Mapping) and not format:
        for part, inner in value.items():
            add_by_scheme(said, f"{key}.{part}", f"{scheme}-{str(part).strip().lower()}", inner)
    elif format and (scheme != "isbn" or format not in FORMATS):
        said.miss("name", key, f"is not known; formats are {', '.join(FORMATS)}")
    else:
        add_number(said, key, scheme, value, FORMATS.get(format, ""))


def _identifier(said: Said, key: str, value: Any) -> None:
    """One identifier or several: a text, or a table of scheme and text (pandoc)."""
    for item in value if isinstance(value, list | tuple) else [value]:
        if isinstance(item, Mapping):
            flat = {str(part).strip().lower(): inner for part, inner in item.items()}
            words, scheme = text_of(flat.get("text") or flat.get("value")), (text_of(flat.get("scheme")) or "")
        else:
            words, scheme = text_of(item), ""
        if words is None:
            said.miss("type", key, "give a string, or a table of scheme and text")
            continue
        if not scheme and (match := re.match(r"(?i)(?:urn:)?(isbn|issn|doi):", words)):
            scheme = match[1]
        short = re.sub(r"(?i)-1[03]$", "", scheme).lower()
        if short in NUMBERS:
            add_number(said, key, short, words)
        elif scheme:
            said.add("identifiers", Identifier(words, scheme))
        else:
            said.fields["identifier"] = words


def add_subjects(said: Said, key: str, value: Any) -> None:
    for item in value if isinstance(value, list | tuple) else [value]:
        _subject(said, key, item)


def _subject(said: Said, key: str, item: Any) -> None:
    if isinstance(item, Subject):
        said.add("subjects", item)
        return
    if isinstance(item, Mapping):
        flat = {str(part).strip().lower(): text_of(inner) or "" for part, inner in item.items()}
        scheme = flat.get("scheme") or flat.get("authority") or ""
        code = flat.get("code") or flat.get("term") or flat.get("value") or flat.get("text") or ""
        name = flat.get("name") or flat.get("text") or ""
        name = "" if name == code else name
    else:
        words = text_of(item) or ""
        before, colon, after = words.partition(":")
        known = bool(colon) and before.strip().lower() in SCHEMES
        scheme, code, name = (before.strip(), after.strip(), "") if known else ("", words, "")
    if not code:
        said.miss("type", key, "give words, a code as in thema:JPA, or a table of scheme and code")
        return
    proper, form = SCHEMES.get(scheme.lower(), (scheme, re.compile(".+")))
    if not form.fullmatch(code):
        said.miss("value", key, f"“{code[:40]}” does not have the form of a code of {proper}")
    else:
        said.add("subjects", Subject(code, proper, name))


def add_identifiers(said: Said, key: str, value: Any) -> None:
    for item in value if isinstance(value, list | tuple) else [value]:
        if isinstance(item, Identifier):
            said.add("identifiers", item)
        else:
            _identifier(said, key, item)
