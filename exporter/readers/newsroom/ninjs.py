"""News items in ninjs, the IPTC's JSON (versions 1 and 2): headline, byline, body, pictures of the associations.

Version 1 has ``body_xhtml``, ``body_html``, ``body_text``; version 2 ``bodies``, ``headlines``, ``descriptions``. The
richest body is read; of a picture the caption, credit and place, its bytes only when they lie beside the item.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any

from exporter.errors import InputError
from exporter.model import Document, Metadata, Person
from exporter.readers import ReadResult, Source
from exporter.readers.newsroom.choice import chosen
from exporter.readers.newsroom.embedded import read_body, with_headline
from exporter.readers.newsroom.search_results import items_of

BODIES = ("body_xhtml", "body_html", "body_text")
KINDS = {"application/xhtml+xml": 0, "text/html": 1, "text/plain": 2}
"""Content types of a body, the richest first."""


def read(source: Source) -> ReadResult:
    """The article in a news item. Raises InputError naming the line of what is not JSON, or when it has no body."""
    try:
        item = json.loads(source.text)
    except json.JSONDecodeError as error:
        place = f"{error.lineno}:{error.colno}"
        raise InputError.at(source.name, place, f"is not JSON: {error.msg}; correct it") from None
    except RecursionError:
        raise InputError(f"{source.name}: is nested too deeply; nest less deeply") from None
    if isinstance(item, list) and items_of({"items": item}) is not None:
        item = {"items": item}
    if not isinstance(item, dict):
        raise InputError(f"{source.name}: is not a news item: a JSON object was expected")
    if (found := items_of(item)) is not None:
        item = chosen(source, "ninjs", [(_title(one), one) for one in found])
    body, kind = _body(item)
    metadata = _metadata(item)
    line = _line_of(source.text, body)
    pictures = "".join(_figures(item, body))
    if not body.strip() and not pictures:
        raise InputError(f"{source.name}: has no body (body_html, body_text or bodies); there is nothing to convert")
    if kind == "text/plain":
        return _plain(source, body, metadata, pictures, line)
    return read_body(source, body + pictures, metadata, line, on_one_line=True)


def _plain(source: Source, body: str, metadata: Metadata, pictures: str, line: int) -> ReadResult:
    """A body of plain text, whose structure is recovered as that of any plain text."""
    from exporter.readers.text import read as read_text  # noqa: PLC0415  (start-up: only for a body that is plain text)

    text = body.replace("\r\n", "\n").replace("\r", "\n")
    result = read_text(replace(source, data=text.encode(), text=text))
    known = {name: value for name, value in _known(metadata) if value}
    document = with_headline(result.document, metadata.title)
    if not pictures:
        return ReadResult(replace(document, metadata=replace(document.metadata, **known)), result.findings)
    shown = read_body(source, pictures, metadata, line, on_one_line=True)
    whole = Document(
        metadata=replace(document.metadata, **known),
        title=document.title,
        blocks=(*document.blocks, *shown.document.blocks),
        resources=(*document.resources, *shown.document.resources),
    )
    return ReadResult(whole, (*result.findings, *shown.findings))


def _known(metadata: Metadata) -> Iterator[tuple[str, Any]]:
    for name in ("title", "authors", "publisher", "published", "modified", "source", "lang", "description", "keywords"):
        yield name, getattr(metadata, name)


def _body(item: dict[str, Any]) -> tuple[str, str]:
    """The richest body there is, and its content type."""
    for name, kind in zip(BODIES, KINDS, strict=True):
        if isinstance(item.get(name), str) and item[name].strip():
            return item[name], kind
    bodies = [body for body in _listed(item.get("bodies")) if _text(body.get("value"))]
    bodies.sort(key=lambda body: KINDS.get(_text(body.get("contenttype")), len(KINDS)))
    if not bodies:
        return "", "text/plain"
    kind = _text(bodies[0].get("contenttype")) or "text/plain"
    return _text(bodies[0]["value"]), kind if kind in KINDS else "text/plain"


def _metadata(item: dict[str, Any]) -> Metadata:
    rights = _text(item.get("usageterms")) or _text(item.get("copyrightnotice"))
    holder = _text(item.get("copyrightholder"))
    address = _text(item.get("uri"))
    return Metadata(
        title=_title(item),
        authors=tuple(Person(name) for name in _authors(item)),
        publisher=_text(item.get("source")) or next(iter(_names(item.get("infosources"))), ""),
        published=_text(item.get("firstcreated")) or _text(item.get("versioncreated")),
        modified=_text(item.get("versioncreated")) if item.get("firstcreated") else "",
        source=address if address.startswith(("http://", "https://")) else "",
        identifier="" if address.startswith(("http://", "https://")) else address,
        lang=_text(item.get("language")),
        description=_text(item.get("description_text")) or _role(item.get("descriptions"), "summary"),
        keywords=tuple(dict.fromkeys([*_names(item.get("subject")), *_names(item.get("subjects"))])),
        rights=rights or (f"© {holder}" if holder else ""),
    )


def _title(item: dict[str, Any]) -> str:
    return _text(item.get("headline")) or _role(item.get("headlines"), "main")


def _authors(item: dict[str, Any]) -> list[str]:
    people = [person for person in _listed(item.get("people")) if _text(person.get("rel")) in ("author", "creator")]
    by = _text(item.get("byline")) or _text(item.get("by")) or _role(item.get("bylines"), "main")
    names = [_text(person.get("name")) for person in people]
    by = by[3:] if by[:3].lower() == "by " else by
    return [name for name in (names or [by]) if name]


def _figures(item: dict[str, Any], body: str) -> Iterator[str]:
    """The pictures that belong to the item, with captions and credits: each once, and none that ``body`` has."""
    held = item.get("associations")
    found = list(held.items()) if isinstance(held, dict) else [("", entry) for entry in _listed(held)]
    shown: set[str] = set()
    for name, picture in found:
        if not isinstance(picture, dict) or _text(picture.get("type")) not in ("picture", "graphic"):
            continue
        names = {_text(picture.get("uri")), _text(picture.get("guid")), *_addresses(picture)} - {""}
        in_body = any(escape(address) in body or address in body for address in _addresses(picture))
        if in_body or names & shown or (name and f'id: "{name}"' in body and "<img" in body):
            continue
        shown |= names
        caption = _text(picture.get("description_text")) or _role(picture.get("descriptions"), "caption")
        alternative = picture.get("altText", picture.get("alt_text"))
        alt = f' alt="{escape(alternative)}"' if isinstance(alternative, str) else ""
        credit = _text(picture.get("byline")) or _text(picture.get("by")) or _text(picture.get("copyrightholder"))
        source = escape(_address(picture))
        image = f'<img src="{source}"{alt}>' if source else ""
        credited = f'<span class="credit">{escape(credit)}</span>' if credit else ""
        yield f"<figure>{image}<figcaption>{escape(caption)} {credited}</figcaption></figure>"


def _address(picture: dict[str, Any]) -> str:
    """Where the largest rendition is."""
    return next(reversed(_addresses(picture)), "")


def _addresses(picture: dict[str, Any]) -> list[str]:
    """Where the renditions of a picture are, the largest last."""
    held = picture.get("renditions")
    found = list(held.values()) if isinstance(held, dict) else _listed(held)
    sized = [entry for entry in found if isinstance(entry, dict) and _text(entry.get("href"))]
    sized.sort(key=lambda entry: entry["width"] if isinstance(entry.get("width"), int) else 0)
    return [_text(entry["href"]) for entry in sized]


def _role(held: Any, wanted: str) -> str:
    """The value of the entry with a role, else of the first."""
    entries = _listed(held)
    entries.sort(key=lambda entry: _text(entry.get("role")) != wanted)
    return _text(entries[0].get("value")) if entries else ""


def _names(held: Any) -> list[str]:
    return [name for name in (_text(entry.get("name")) for entry in _listed(held)) if name]


def _listed(held: Any) -> list[dict[str, Any]]:
    return [entry for entry in held if isinstance(entry, dict)] if isinstance(held, list) else []


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _line_of(text: str, body: str) -> int:
    """The line of the source where the body's string begins."""
    begin = json.dumps(body, ensure_ascii=False)[1:60].rstrip("\\")
    at = text.find(begin) if begin.strip('"') else -1
    return text.count("\n", 0, max(at, 0)) + 1
