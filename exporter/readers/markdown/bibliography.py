"""The works an article may cite, and their citations as a style has them: CSL JSON, CSL YAML and BibTeX by
citeproc-py.

citeproc-py (BSD) is the extra ``citations``; without it, works are known by their keys and nothing is set. Files are
read through the gate, from the article's folder alone. The style is the article's ``csl``, else Harvard's author and
date.
"""

from __future__ import annotations

import json
import re
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

from exporter.bounds.gate import Gate, Refused
from exporter.languages import primary
from exporter.readers.markdown.citations import Cited
from exporter.readers.markdown.plain_yaml import load
from exporter.readers.noted import Noted

STYLE = "harvard-cite-them-right"
MOST_WORKS = 5_000
_BIBTEX_KEY = re.compile(r"@(\w+)\s*[{(]\s*([^\s,{}()]+)\s*,")
_NOTES = re.compile(rb"<style\b[^>]*\bclass=[\"']note[\"']")
LOOKED_AT = 8_000
"""So much of a style is looked at for its class, which its first element says (CSL 1.0.2, style)."""
NO_WORKS = frozenset(["comment", "string", "preamble"])


@dataclass(frozen=True, slots=True)
class Library:
    """Works by key (a CSL item each, or None where only BibTeX has it) and the sources they came from."""

    works: Mapping[str, Any]
    items: tuple[dict[str, Any], ...]
    bibtex: tuple[str, ...]
    style: bytes = b""


@dataclass(frozen=True, slots=True)
class Settled:
    """The words of each cluster of citations, and the entries of the list, as HTML; whether clusters are notes."""

    clusters: list[str]
    entries: list[str]
    are_notes: bool = False


def library(gate: Gate, named: Sequence[str], inline: Sequence[Any], csl: str, noted: Noted) -> Library:
    """The works that the front matter names in files or holds itself. What cannot be read is noted."""
    items: list[dict[str, Any]] = [item for item in inline if isinstance(item, dict) and item.get("id")]
    bibtex: list[str] = []
    for name in named:
        try:
            data = gate.read_reference(name)
        except Refused as refused:
            noted.note("MD008", f"a bibliography was not read: {refused}", name, 1)
            continue
        text = data.decode("utf-8", errors="replace").lstrip("\ufeff")
        if PurePosixPath(name).suffix.lower() in (".json", ".yaml", ".yml"):
            items += _csl_items(name, text, noted)
        else:
            bibtex.append(text)
    works: dict[str, Any] = {
        key: None for text in bibtex for kind, key in _BIBTEX_KEY.findall(text) if kind.lower() not in NO_WORKS
    }
    works.update({str(item["id"]): item for item in items})
    return Library(
        dict(list(works.items())[:MOST_WORKS]), tuple(items[:MOST_WORKS]), tuple(bibtex), _style(gate, csl, noted)
    )


def _style(gate: Gate, name: str, noted: Noted) -> bytes:
    if not name:
        return b""
    try:
        return gate.read_reference(name)
    except Refused as refused:
        noted.note("MD008", f"the citation style was not read, and the default was used: {refused}", name, 1)
        return b""


def _csl_items(name: str, text: str, noted: Noted) -> list[dict[str, Any]]:
    try:
        if name.lower().endswith(".json"):
            held: Any = json.loads(text)
        else:
            held = load(text)
    except (ValueError, RecursionError):
        noted.note("MD008", "a bibliography was not read: it is not plain JSON or YAML", name, 1)
        return []
    held = held.get("references", held) if isinstance(held, dict) else held
    return [item for item in held if isinstance(item, dict) and item.get("id")] if isinstance(held, list) else []


class CannotSet(ValueError):
    """The library that sets citations failed on a work or a style."""


def settle(works: Library, clusters: Sequence[tuple[tuple[Cited, ...], bool]], lang: str) -> Settled | None:
    """The clusters and the list of works as the style has them; None where the extra is not installed.

    Raises CannotSet where a work or the style is more than the library can read.
    """
    try:
        return _settled(works, clusters, lang)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, TypeError,
            ValueError) as error:  # fmt: skip  # what it raises for fields that it does not expect
        raise CannotSet(f"{type(error).__name__}: {error}") from error


def _settled(works: Library, clusters: Sequence[tuple[tuple[Cited, ...], bool]], lang: str) -> Settled | None:
    try:
        from citeproc import CitationStylesBibliography, CitationStylesStyle, formatter  # noqa: PLC0415  (start-up: only for an article with citations)
    except ImportError:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that the library does not know; what it prints is checked by eye
        with tempfile.TemporaryDirectory() as folder:
            style_path = Path(folder) / "style.csl"
            style_path.write_bytes(works.style)
            style = CitationStylesStyle(str(style_path) if works.style else STYLE, validate=False, **_locale(lang))
            source = _source(works, {item.key for items, _ in clusters for item in items}, Path(folder))
        held = CitationStylesBibliography(style, source, formatter.html)
        made = [_citation(items) for items, _ in clusters]
        for citation in made:
            held.register(citation)
        held.sort()
        shown = [
            _shown(held, citation, items, narrative=narrative)
            for citation, (items, narrative) in zip(made, clusters, strict=True)
        ]
        entries = [str(entry).strip() for entry in held.bibliography()]
    return Settled(shown, entries, _NOTES.search(works.style[:LOOKED_AT]) is not None)


def _locale(lang: str) -> dict[str, str]:
    usual = {"de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT", "pt": "pt-PT", "nl": "nl-NL", "en": "en-GB"}
    found = usual.get(primary(lang))
    return {"locale": found} if found else {}


def _source(works: Library, cited: set[str], folder: Path) -> Any:
    """The works that are cited, in the library's own form."""
    from citeproc.source.bibtex import BibTeX  # noqa: PLC0415  (start-up: only for an article with citations)
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415  (start-up: only for an article with citations)

    held: Any = CiteProcJSON([_plain(item) for item in works.items if str(item["id"]) in cited])
    for number, text in enumerate(works.bibtex):
        path = folder / f"works-{number}.bib"
        path.write_text(text, encoding="utf-8")
        for key, reference in BibTeX(str(path), encoding="utf-8").items():
            held.setdefault(key.lower(), reference)
    return held


def _plain(item: Mapping[str, Any]) -> dict[str, Any]:
    made = {key: value for key, value in item.items() if value not in (None, "", [])}
    made["id"] = str(item["id"])
    made.setdefault("type", "book")
    for key in _DATES & made.keys():
        if parts := _date_parts(made[key]):
            made[key] = {"date-parts": parts}
        else:
            del made[key]
    return made


_DATES = frozenset(["accessed", "available-date", "event-date", "issued", "original-date", "submitted"])


def _date_parts(value: Any) -> list[list[int]]:
    """The days of a date of CSL, as numbers: they may be written as text, or the date as one text (``2008-3-5``)."""
    if isinstance(value, Mapping):
        held = value.get("date-parts") or [[value.get("raw") or value.get("literal") or value.get("year") or ""]]
    else:
        held = [[value]]
    days = [day if isinstance(day, list) else [day] for day in (held if isinstance(held, list) else [held])]
    found = [re.findall(r"-?\d+" if len(day) > 1 else r"(?:^-)?\d+", " ".join(map(str, day)))[:3] for day in days]
    return [[int(part) for part in day] for day in found[:2] if day]


def _citation(items: Sequence[Cited]) -> Any:
    from citeproc import Citation, CitationItem, Locator  # noqa: PLC0415  (start-up: only for an article with citations)

    held = []
    for item in items:
        more: dict[str, Any] = {}
        if item.locator:
            more["locator"] = Locator(item.label, item.locator)
        if item.prefix:
            more["prefix"] = escape(item.prefix) + " "
        if item.suffix:
            more["suffix"] = ", " + escape(item.suffix)
        held.append(CitationItem(item.key, **more))
    return Citation(held)


def _shown(held: Any, citation: Any, items: Sequence[Cited], *, narrative: bool) -> str:
    """The words of a cluster; where the text itself names the author, only what stands in brackets after the name."""
    words = str(held.cite(citation, lambda item: None))
    inner = re.fullmatch(r"\((.*)\)", words, re.DOTALL)
    if inner is None or not (narrative or any(item.without_author for item in items)):
        return words
    first = re.match(r"(?P<name>.*?)[, ]+(?P<rest>(?:\(?\d{4}|n\.d\.|no date).*)", inner[1], re.DOTALL)
    if first is None:
        return words
    return f"{first['name']} ({first['rest']})" if narrative else f"({first['rest']})"
