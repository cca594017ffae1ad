"""A long document taken apart into a publication: ``exporter convert book.docx --split heading``.

Each top section becomes an article (with ``heading:2`` a part, its own sections the articles), a file in the exact JSON
form of the model, which loses nothing; the TOML file beside them says the order and what is said of the whole. Bound
again, the publication has the same words in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from exporter.bounds.files import replace_files
from exporter.errors import InputError, UsageError
from exporter.model import (
    Block,
    Blocks,
    Document,
    Image,
    Link,
    Metadata,
    Note,
    NoteReference,
    PageMarker,
    Section,
    plain_text,
    transform,
    walk,
)
from exporter.publication.init import sheet_of
from exporter.publication.orders import SHEETS
from exporter.publication.plan import Named, NamedPart, Plan, PlannedPiece, slug
from exporter.run.given import Given, of_word
from exporter.run.pipeline import ReadOptions, make_folder, read_article
from exporter.run.said_metadata import of_metadata


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the document that becomes a file: its name, its title (() for a text without one), its blocks."""

    name: str
    section: Section


@dataclass(frozen=True, slots=True)
class Split:
    """A document taken apart: what each file holds, and how many articles there are."""

    folder: Path
    files: dict[str, bytes]
    articles: int


def level_of(word: str) -> int:
    """How deep ``--split`` goes: 1 for ``heading``, 2 for ``heading:2``. Raises UsageError for anything else."""
    levels = {"heading": 1, "heading:1": 1, "heading:2": 2}
    if word not in levels:
        raise UsageError(f"--split {word}: is not a place to split at; write heading, or heading:2 for parts too")
    return levels[word]


def split_article(source: Given | str, level: int, out_dir: Path | None, reading: ReadOptions) -> Split:
    """Take the article in ``source`` apart into a folder of articles and a publication's file; the folder is new.

    Raises InputError for one without headings, UsageError where there is a publication already.
    """
    given = source if isinstance(source, Given) else of_word(source, reading.limits)
    stem = Path("stdin" if given.name == "-" else given.name).stem
    folder = out_dir or (given.folder or Path()) / stem
    if (folder / SHEETS[0]).exists():
        raise UsageError(f"{folder / SHEETS[0]}: is there already; name another folder with --out-dir")
    article = read_article(given, replace(reading, keep_source=False))
    files, count = taken_apart(article.document, level, given.name)
    make_folder(folder)
    replace_files({folder / name: data for name, data in files.items()})
    return Split(folder, files, count)


def taken_apart(document: Document, level: int, name: str) -> tuple[dict[str, bytes], int]:
    """The files of a document taken apart, by name, and how many articles they are. Raises InputError for too few."""
    front, sections = _grouped(document.blocks)
    if not sections:
        raise InputError(f"{name}: has no headings to split it at", name=name)
    pieces: list[Piece] = []
    planned: list[PlannedPiece] = []
    for number, section in enumerate(sections, 1):
        inner_front, inner = _grouped(section.blocks)
        if (level == 2 or section.role == "part") and inner and section.metadata is None:
            planned.append(_part(section, number, inner_front, inner, pieces))
        else:
            pieces.append(Piece(_file(len(pieces) + 1, section), section))
            planned.append(Named(path=pieces[-1].name))
    count = sum(1 if isinstance(item, Named) else len(item.articles) for item in planned)
    if front:
        pieces.insert(0, Piece("front.json", Section((), front)))
    files = dict(_written(document, pieces))
    plan = Plan(
        name=name,
        folder=Path(),
        fields=_fields(document),
        pieces=tuple(planned),
        front=Named(path="front.json") if front else None,
        cover=_cover(document, files),
        order=f"the headings of {Path(name).name}",
    )
    files[SHEETS[0]] = sheet_of(plan).encode("utf-8")
    return files, count


def _fields(document: Document) -> Any:
    metadata = document.metadata
    if not metadata.title:
        metadata = replace(metadata, title=" ".join(plain_text(document.title).split()))
    return of_metadata(replace(metadata, cover=""))


def _cover(document: Document, files: dict[str, bytes]) -> str:
    """The cover's picture as a file of its own; its name, "" for none."""
    held = next((item for item in document.resources if item.name == document.metadata.cover), None)
    if held is None:
        return ""
    files[held.name] = held.data
    return held.name


def _part(section: Section, number: int, front: Blocks, inner: list[Section], pieces: list[Piece]) -> NamedPart:
    """A top section as a part; what it says before its own sections is a text of its own."""
    before = None
    if front:
        before = Named(path=f"part-{number}.json")
        pieces.append(Piece(before.path, _inheriting(Section((), front, id=section.id), section)))
    named = []
    for one in inner:
        made = _inheriting(one, section)
        pieces.append(Piece(_file(len(pieces) + 1, made), made))
        named.append(Named(path=pieces[-1].name))
    title = " ".join(plain_text(section.title).split())
    return NamedPart(title=title, articles=tuple(named), lang=section.lang, front=before)


def _inheriting(section: Section, around: Section) -> Section:
    return replace(section, lang=section.lang or around.lang, dir=section.dir or around.dir)


def _file(number: int, section: Section) -> str:
    return f"{number:02d}-{slug(plain_text(section.title)) or 'article'}.json"


def _grouped(blocks: Blocks) -> tuple[Blocks, list[Section]]:
    """What stands before the first titled section, and these sections; what is between them goes to the one before.

    A page of the print that begins with a section goes into it.
    """
    front: list[Block] = []
    sections: list[Section] = []
    waiting: list[Block] = []
    for block in blocks:
        if isinstance(block, Section) and block.title:
            sections.append(replace(block, blocks=(*waiting, *block.blocks)) if waiting else block)
            waiting = []
        elif isinstance(block, PageMarker):
            waiting.append(block)
        else:
            _append(front, sections, [*waiting, block])
            waiting = []
    _append(front, sections, waiting)
    return tuple(front), sections


def _append(front: list[Block], sections: list[Section], more: list[Block]) -> None:
    if not sections:
        front += more
    elif more:
        sections[-1] = replace(sections[-1], blocks=(*sections[-1].blocks, *more))


# --- files ----------------------------------------------------------------------------------------------------------


def _written(document: Document, pieces: list[Piece]) -> Iterator[tuple[str, bytes]]:
    homes = {id: (piece.name, id == piece.section.id) for piece in reversed(pieces) for id in _ids(piece)}
    notes = {node.id: node for node in walk(document) if isinstance(node, Note) and node.id}
    for piece in pieces:
        made = _article(document, piece)
        settled = transform(made, _settling(homes, notes, {node.id for node in walk(made)}))
        shown = {node.resource for node in walk(settled) if isinstance(node, Image)}
        resources = tuple(item for item in document.resources if item.name in shown)
        yield piece.name, replace(settled, resources=resources).to_json().encode("utf-8")


def _ids(piece: Piece) -> Iterable[str]:
    return (node.id for node in (piece.section, *walk(piece.section)) if node.id)


def _article(document: Document, piece: Piece) -> Document:
    section = piece.section
    lang = section.lang or document.metadata.lang
    if not section.title:
        return Document(metadata=Metadata(lang=lang, title=document.metadata.title), blocks=section.blocks)
    said = section.metadata or Metadata(title=" ".join(plain_text(section.title).split()))
    blocks = section.blocks
    if section.dir:
        blocks = tuple(replace(block, dir=block.dir or section.dir) for block in blocks)
    return Document(metadata=replace(said, lang=lang), title=section.title, blocks=blocks)


def _settling(homes: dict[str, tuple[str, bool]], notes: dict[str, Note], here: set[str]) -> Any:
    """Links to other files name them; a second reference to a note of another file has that note again."""

    def settle(node: Any) -> Any:
        match node:
            case Link(target=target) if target.startswith("#") and target[1:] not in here:
                home, begins = homes.get(target[1:], ("", False))
                if not home:
                    return node
                return replace(node, target=home if begins else f"{home}#{target[1:]}")
            case NoteReference(note=note) if note not in here and note in notes:
                return notes[note]
            case _:
                return node

    return settle
