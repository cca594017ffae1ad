"""A folder as a publication: its files in the order of their names or weights, its subfolders as parts.

Names count as people count (``2-…`` before ``10-…``); where Hugo's ``weight`` or Jekyll's ``nav_order`` is in the front
matter, that is the order. A folder that holds only ``index`` and its pictures is an article (Hugo's leaf bundle).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from exporter.bounds.gate import Gate, Limits
from exporter.errors import ExporterError, InputError
from exporter.publication.files import from_folder, is_article, is_inside, readable_suffixes
from exporter.publication.plan import Named, NamedPart, Plan, PlannedPiece, natural
from exporter.publication.sheet import numbered
from exporter.readers.markdown import front_matter

MARKDOWN = (".md", ".markdown", ".mdx", ".qmd")
WEIGHTS = ("weight", "nav_order", "sidebar_position", "order")
"""Keys of front matter that give an order: Hugo's, Just the Docs' (Jekyll), Docusaurus', Starlight's."""

MOST_FRONT = 65_536


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the folder: its path from the publication's folder, its weight (None: none), its title if known."""

    path: str
    weight: float | None = None
    title: str = ""


def plan_of(path: Path, name: str, folder: Path, limits: Limits) -> Plan:
    """The articles in a folder and its subfolders. Raises InputError when there is none."""
    base = from_folder(folder, path)
    suffixes = readable_suffixes()
    inner = sorted((item for item in path.rglob("*") if item.is_file()), key=lambda item: natural(item.as_posix()))
    relative = [item.relative_to(path).as_posix() for item in inner]
    named = (item for item in relative if is_article(item, suffixes) and not _is_readme(item))
    kept = [item for item in named if is_inside(folder, base, item)]
    limits.refuse_above("articles", len(kept), f"{name}: it")
    groups: dict[str, list[str]] = {}
    for item in kept:
        groups.setdefault(_group(item, kept), []).append(item)
    top = _ordered(path, groups.pop("", []), limits)
    parts = [(key, *_part(path, key, items, limits)) for key, items in groups.items()]
    weights = any(weight is not None for _, _, weight, _ in parts)
    parts.sort(key=lambda part: ((part[2] is None, part[2] or 0) if weights else (False, 0), natural(part[0])))
    pieces: list[PlannedPiece] = list(_named(top, base, folder, limits))
    for _, title, _, files in parts:
        articles = tuple(_named(files, base, folder, limits))
        if articles:
            pieces.append(NamedPart(title=title, articles=articles))
    if not pieces:
        raise InputError(f"{name}: has no article that can be read; name a folder with articles", name=name)
    title = _home_title(path, top) or titled(path.name or path.resolve().name)
    order = "the weights in its front matter" if any(item.weight is not None for item in top) else "its names"
    return Plan(name=name, folder=folder, fields=(("title", title),), pieces=tuple(pieces), order=order)


def _is_readme(path: str) -> bool:
    return PurePosixPath(path).stem.lower() in ("readme", "contributing", "license", "licence", "changelog")


def _group(path: str, every: Sequence[str]) -> str:
    """The subfolder whose part an article belongs to; "" for one of the folder itself."""
    parts = PurePosixPath(path).parts
    if len(parts) == 1:
        return ""
    inside = [item for item in every if item.startswith(parts[0] + "/")]
    bundle = len(inside) == 1 and PurePosixPath(inside[0]).stem.lower() == "index"
    return "" if bundle or parts[0] == "_posts" else parts[0]


def _part(path: Path, key: str, items: Sequence[str], limits: Limits) -> tuple[str, float | None, list[_File]]:
    """The title of a subfolder, its weight, its files in order; Hugo's ``_index.md`` speaks for it."""
    own = next((item for item in items if item == f"{key}/_index.md"), None)
    front = _front(path / own, limits) if own else {}
    files = _ordered(path, [item for item in items if item != own], limits)
    title = front.get("title")
    return (str(title) if isinstance(title, str | int) else titled(key)), _weight(front), files


def _home_title(path: Path, top: Sequence[_File]) -> str:
    return next((item.title for item in top if PurePosixPath(item.path).name == "_index.md"), "")


def _ordered(path: Path, items: Sequence[str], limits: Limits) -> list[_File]:
    files = []
    for item in items:
        front = _front(path / item, limits) if PurePosixPath(item).suffix.lower() in MARKDOWN else {}
        title = front.get("title")
        files.append(_File(item, _weight(front), title if isinstance(title, str) else ""))
    weighed = any(item.weight is not None for item in files)
    index = ("index", "_index")

    def key(item: _File) -> Any:
        first = PurePosixPath(item.path).stem.lower() not in index
        return (
            (first, item.weight is None, item.weight or 0, natural(item.path))
            if weighed
            else (first, natural(item.path))
        )

    return sorted(files, key=key)


def _weight(front: dict[str, Any]) -> float | None:
    held = next((front[key] for key in WEIGHTS if key in front), None)
    return float(held) if isinstance(held, int | float) and not isinstance(held, bool) else None


def _front(path: Path, limits: Limits) -> dict[str, Any]:
    """What the front matter of an article says; nothing where it cannot be read: who reads the article tells that."""
    try:
        data = Gate(limits=limits).read_article(path)
        text = data[: 4 * MOST_FRONT].decode("utf-8-sig", "replace").replace("\r\n", "\n")
        return front_matter.read(path.name, front_matter.split(text)).data
    except ExporterError:
        return {}


def _named(files: Sequence[_File], base: str, folder: Path, limits: Limits) -> list[Named]:
    made: list[Named] = []
    for item in files:
        path = f"{base}/{item.path}" if base else item.path
        made += numbered(Named(path=path, where=path), folder / path, "", limits, InputError)
    return made


def titled(name: str) -> str:
    """A title made of the name of a folder or file: without its number, hyphens as spaces, a capital first."""
    plain = re.sub(r"^[0-9]+[-_. ]+(?=.)", "", name)
    words = " ".join(re.sub(r"[-_]+", " ", plain).split())
    return words[:1].upper() + words[1:]
