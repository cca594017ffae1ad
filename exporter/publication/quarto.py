"""A Quarto book as a publication: chapters, parts and appendices of ``_quarto.yml``, and what it says of the book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exporter.bounds.gate import Limits, Refused
from exporter.errors import InputError
from exporter.findings import Finding, finding
from exporter.publication.files import from_folder, read_text, read_yaml, within
from exporter.publication.folder_order import titled
from exporter.publication.plan import Named, NamedPart, Plan, PlannedPiece
from exporter.readers.markdown import front_matter
from exporter.readers.metadata_names import understood
from exporter.run.said_metadata import Fields

NAMES = ("_quarto.yml", "_quarto.yaml")
FIELDS = ("title", "subtitle", "author", "date", "description", "publisher", "abstract", "doi", "isbn", "copyright")


def is_book(path: Path, limits: Limits) -> bool:
    """Whether a project file is of a book: a website orders its pages otherwise."""
    return isinstance(read_yaml(path, path.name, limits).get("book"), dict)


def plan_of(path: Path, name: str, folder: Path, limits: Limits) -> Plan:
    """The publication that a project file orders. Raises InputError naming what is wrong."""
    data = read_yaml(path, name, limits)
    book = data.get("book")
    if not isinstance(book, dict):
        raise InputError(f"{name}: has no “book”; name the project file of a Quarto book", name=name)
    reading = _Reading(name, folder, from_folder(folder, path.parent), limits)
    pieces = list(reading.pieces(book.get("chapters", [])))
    appendices = list(reading.pieces(book.get("appendices", [])))
    if not any(pieces):
        raise InputError(f"{name}: lists no chapters; write them below book: chapters:", name=name)
    cover = book.get("cover-image", "")
    try:
        cover = within(folder, reading.base, cover) if isinstance(cover, str) and cover else ""
    except Refused as why:
        raise InputError(f"{name}: the cover “{cover}” {why}", name=name) from None
    found: tuple[Finding, ...] = ()
    if cover and not (folder / cover).is_file():
        message = f"the cover “{cover[:80]}” was left out: there is no such file"
        found, cover = (finding("IMG002", message, hint="One is drawn from the title.").located(name, ()),), ""
    return Plan(
        name=name,
        folder=folder,
        fields=_fields(data, book),
        pieces=(*pieces, *appendices),
        cover=cover,
        findings=found,
        order=path.name,
    )


def _fields(data: dict[str, Any], book: dict[str, Any]) -> Fields:
    said = {key: book[key] for key in FIELDS if key in book}
    for key in ("lang", "author", "date", "title"):
        if key not in said and key in data:
            said[key] = data[key]
    return tuple(understood(said).fields.items())


class _Reading:
    """The lists of chapters of one project file."""

    def __init__(self, name: str, folder: Path, base: str, limits: Limits) -> None:
        self.name, self.folder, self.base, self.limits = name, folder, base, limits

    def pieces(self, held: Any) -> Iterator[PlannedPiece]:
        """Chapters and parts in order."""
        for item in held if isinstance(held, list) else [held]:
            match item:
                case str():
                    yield self._article(item)
                case {"part": str() as said, **rest}:
                    yield from self._part(said, rest.get("chapters", []))
                case {"file": str() as file} | {"href": str() as file}:
                    yield self._article(file, str(item.get("text", "")))
                case {"chapters": inner}:
                    yield from self.pieces(inner)
                case _:
                    raise InputError(
                        f"{self.name}: a chapter is named by its file, not by {item!r:.60}", name=self.name
                    )

    def _part(self, said: str, held: Any) -> Iterator[PlannedPiece]:
        articles = [piece for piece in self.pieces(held) if isinstance(piece, Named)]
        title = said
        if re.search(r"\.(?:qmd|md|ipynb)$", said):
            own = self._article(said)
            title, rest = self._opening(own.path)
            articles = [own, *articles] if rest else articles
        if articles:
            yield NamedPart(title=title, articles=tuple(articles))

    def _opening(self, path: str) -> tuple[str, bool]:
        """The title of a part that is a file, and whether the file says more than it."""
        text = read_text(self.folder / path, path, self.limits)
        block = front_matter.split(text)
        said = front_matter.read(path, block).data.get("title", "")
        body = "\n".join(text.split("\n")[block.lines :])
        heading = re.search(r"(?m)^#\s+(.+?)\s*(?:\{[^}\n]*\})?\s*$", body)
        title = said if isinstance(said, str) and said else (heading[1] if heading else titled(Path(path).stem))
        rest = body.replace(heading[0], "", 1) if heading else body
        return title, bool(rest.strip())

    def _article(self, file: str, untitled: str = "") -> Named:
        try:
            path = within(self.folder, self.base, file)
        except Refused as why:
            raise InputError(f"{self.name}: “{file}” {why}", name=self.name) from None
        if not (self.folder / path).is_file():
            raise InputError(f"{self.name}: “{file}”: there is no such file; check the name", name=self.name)
        form = "quarto" if Path(path).suffix.lower() in (".qmd", ".md", ".rmd") else ""
        return Named(path=path, format=form, untitled=untitled, where=self.name)
