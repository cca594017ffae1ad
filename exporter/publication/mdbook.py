"""An mdBook as a publication: the order in SUMMARY.md, the title and people in book.toml.

mdBook's format: a title before everything, which it leaves out, ``# Part``, links in lists (nested ones follow the one
they are in), links before and after the lists (preface, appendix), a link without an address for a chapter that is not
written yet.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from exporter.bounds.gate import Limits, Refused
from exporter.errors import InputError
from exporter.publication.files import from_folder, read_text, within
from exporter.publication.plan import Named, NamedPart, Plan, PlannedPiece
from exporter.run.said_metadata import Fields

_LINK = re.compile(r"^\s*(?:[-*+]\s+)?\[((?:\\.|[^\]\\])*)\]\(<?([^)>]*)>?\)\s*$")
_PART = re.compile(r"^#\s+(.+?)\s*#*\s*$")


def summary_of(folder: Path, limits: Limits) -> Path:
    """Where the SUMMARY.md of a book is. Raises InputError when there is none."""
    src = _settings(folder, limits).get("src", "src")
    places = [folder / str(src) / "SUMMARY.md", folder / "src" / "SUMMARY.md", folder / "SUMMARY.md"]
    found = next(
        (place for place in places if place.is_file() and place.resolve().is_relative_to(folder.resolve())), None
    )
    if found is None:
        raise InputError(f"{folder.name or 'the folder'}: has a book.toml and no SUMMARY.md; write one, or a TOML file")
    return found


def plan_of(path: Path, name: str, folder: Path, limits: Limits) -> Plan:
    """The publication that a SUMMARY.md orders. Raises InputError naming file and line."""
    base = from_folder(folder, path.parent)
    home = path.parent.parent if (path.parent.parent / "book.toml").is_file() else path.parent
    pieces: list[PlannedPiece] = []
    articles: list[Named] = []
    title, heading = "", ""

    def close() -> None:
        nonlocal articles
        if title and articles:
            pieces.append(NamedPart(title=title, articles=tuple(articles)))
        else:
            pieces.extend(articles)
        articles = []

    for number, line in enumerate(read_text(path, name, limits).split("\n"), 1):
        if match := _PART.match(line):
            close()
            begun = bool(heading or pieces)
            title, heading = (_plain(match[1]), heading) if begun else ("", _plain(match[1]))
        elif (match := _LINK.match(line)) and match[2].strip():
            try:
                file = within(folder, base, unquote(match[2].strip().partition("#")[0]).removeprefix("./"))
            except Refused as why:
                raise InputError.at(name, number, f"“{match[2]}” {why}") from None
            if not (folder / file).is_file():
                raise InputError.at(name, number, f"“{match[2]}”: there is no such file; check the name")
            articles.append(Named(path=file, format="mdbook", untitled=_plain(match[1]), where=f"{name}:{number}"))
        elif match and not line.startswith((" ", "\t", "-", "*", "+")):
            continue  # not yet written
        elif re.match(r"^\s*-{3,}\s*$", line) and title:
            close()
            title = ""
    close()
    if not pieces:
        raise InputError(f"{name}: lists no chapter; write lines such as - [First](first.md)", name=name)
    settings = _settings(home, limits)
    fields = _fields(settings) or (("title", heading or home.resolve().name),)
    return Plan(name=name, folder=folder, fields=fields, pieces=tuple(_once(pieces)), order="SUMMARY.md")


def _once(pieces: list[PlannedPiece]) -> list[PlannedPiece]:
    """The pieces with each file where it is first named: mdBook lets a link lead to a part of a chapter."""
    seen: set[str] = set()
    made: list[PlannedPiece] = []

    def first(article: Named) -> bool:
        new = article.path not in seen
        seen.add(article.path)
        return new

    for piece in pieces:
        match piece:
            case Named():
                made += [piece] if first(piece) else []
            case NamedPart():
                kept = tuple(article for article in piece.articles if first(article))
                made += [NamedPart(title=piece.title, articles=kept, lang=piece.lang)] if kept else []
    return made


def _plain(text: str) -> str:
    return " ".join(re.sub(r"\\(.)", r"\1", re.sub(r"[`*]", "", text)).split())


def _settings(home: Path, limits: Limits) -> dict[str, Any]:
    path = home / "book.toml"
    if not path.is_file():
        return {}
    try:
        held = tomllib.loads(read_text(path, "book.toml", limits)).get("book", {})
    except (ValueError, RecursionError) as error:
        raise InputError(f"book.toml: is not TOML: {' '.join(str(error).split())[:100]}; correct it") from None
    return held if isinstance(held, dict) else {}


def _fields(book: dict[str, Any]) -> Fields:
    from exporter.readers.metadata_names import understood

    names = {"title": "title", "authors": "author", "description": "description", "language": "lang"}
    said = {names[key]: value for key, value in book.items() if key in names}
    return tuple(understood(said).fields.items())
