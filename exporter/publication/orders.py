"""Where a publication's order comes from: its own file, another program's (mdBook, Quarto), or the names in a folder.

``plan_of`` takes what the user names: a TOML file, a SUMMARY.md, a ``_quarto.yml``, a publication in JSON, a folder.
"""

from __future__ import annotations

from pathlib import Path

from exporter.bounds.gate import Limits, Refused
from exporter.errors import InputError, UsageError
from exporter.publication import folder_order, mdbook, quarto, sheet
from exporter.publication.files import from_folder
from exporter.publication.plan import Named, Plan

MOST_NESTED = 8
"""So many publications may be inside one another."""

PACKAGES = (".xml", ".rss", ".atom", ".wxr", ".ninjs", ".newsml")
"""Suffixes of files that can hold several articles, and are a publication where they are named alone."""

SHEETS = ("publication.toml", "PUBLICATION.toml", "Publication.toml")
"""What a publication's own file is called in its folder."""


def plan_of(word: str, limits: Limits, root: Path | None = None) -> Plan:
    """The publication that the user names. Raises InputError, UsageError."""
    path = Path(word)
    if not path.exists():
        raise InputError(f"{word}: there is no such file or folder; check the name", code="not-found", name=word)
    folder = root or (path if path.is_dir() else _home(path))
    if not path.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"--root {folder}: does not hold {word}; name a folder above it")
    return _plan(path, word, folder, limits, ())


def _home(path: Path) -> Path:
    """The folder from which a publication's articles may be read: that of its file, mdBook's above ``src``."""
    if path.name == "SUMMARY.md" and (path.parent.parent / "book.toml").is_file():
        return path.parent.parent
    return path.parent


def _plan(path: Path, name: str, folder: Path, limits: Limits, around: tuple[Path, ...]) -> Plan:
    here = path.resolve()
    if len(around) >= MOST_NESTED:
        raise InputError(f"{name}: more than {MOST_NESTED} publications are inside one another; name articles directly")
    if path.is_dir():
        return _of_folder(path, name, folder, limits, (*around, here))
    return _of_file(path, name, folder, limits, (*around, here))


def _of_file(path: Path, name: str, folder: Path, limits: Limits, around: tuple[Path, ...]) -> Plan:
    if path.name == "SUMMARY.md":
        return mdbook.plan_of(path, name, folder, limits)
    if path.name == "book.toml" and not sheet.is_sheet(path, name, limits):
        summary = mdbook.summary_of(path.parent, limits)
        return mdbook.plan_of(summary, str(Path(name).with_name("SUMMARY.md")), folder, limits)
    if path.name in quarto.NAMES:
        return quarto.plan_of(path, name, folder, limits)
    if path.suffix.lower() in PACKAGES:
        return _of_package(path, name, folder, limits)
    if path.suffix.lower() != ".toml":
        known = "a TOML file, a folder, a feed, SUMMARY.md, book.toml or _quarto.yml"
        raise InputError(f"{name}: is not a publication; name {known}, or convert it with exporter convert", name=name)

    def nested(inner: Path, called: str) -> Plan:
        if inner.resolve() in around:
            raise Refused("is the publication that it would stand in; take it out")
        return _plan(inner, called, folder, limits, around)

    return sheet.plan_of(path, name, folder, limits, nested)


def _of_package(path: Path, name: str, folder: Path, limits: Limits) -> Plan:
    """A feed, or another file that holds several articles, as a publication of all of them."""
    inner = from_folder(folder, path.parent)
    article = Named(path=f"{inner}/{path.name}" if inner else path.name, where=name)
    articles = tuple(sheet.numbered(article, path, "", limits, InputError))
    limits.refuse_above("articles", len(articles), f"{name}: it")
    title = (("title", folder_order.titled(path.stem)),)
    return Plan(name=name, folder=folder, fields=title, pieces=articles, order=path.name)


def _of_folder(path: Path, name: str, folder: Path, limits: Limits, around: tuple[Path, ...]) -> Plan:
    for own in SHEETS:
        if (path / own).is_file():
            return _of_file(path / own, str(Path(name) / own), folder, limits, around)
    for other in quarto.NAMES:
        if (path / other).is_file() and quarto.is_book(path / other, limits):
            return quarto.plan_of(path / other, str(Path(name) / other), folder, limits)
    if any((path / other).is_file() for other in ("book.toml", "SUMMARY.md", "src/SUMMARY.md")):
        summary = mdbook.summary_of(path, limits)
        return mdbook.plan_of(summary, str(Path(name) / summary.relative_to(path)), folder, limits)
    return folder_order.plan_of(path, name, folder, limits)
