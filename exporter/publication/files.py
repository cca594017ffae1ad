"""Files that say what a publication is: read through the one door, within bounds, from its folder or below it.

What they name is from whoever wrote them, and may be anybody: nothing outside the publication's folder is read.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any

from exporter.bounds.gate import Gate, Limits, Refused
from exporter.errors import InputError
from exporter.publication.plan import natural
from exporter.readers import FORMATS, READERS
from exporter.readers.markdown import plain_yaml

MOST_BYTES = 4_000_000
BESIDE = (".decisions.toml", ".hints", ".onix.xml", ".pandoc.json", ".hints.txt")
"""How files end that are about an article, and cannot be one."""
INDEXES = ("_index.md", "_posts")
"""Names that begin with an underscore and are articles, or hold some (Hugo, Jekyll)."""


def read_text(path: Path, name: str, limits: Limits) -> str:
    """The text of a file of a publication. Raises InputError."""
    data = Gate(limits=limits).read_article(path, name=name)
    if len(data) > MOST_BYTES:
        raise InputError(f"{name}: is larger than {MOST_BYTES:,} bytes; a list of articles is smaller", name=name)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InputError(f"{name}: is not UTF-8; save it as UTF-8", name=name) from None


def read_yaml(path: Path, name: str, limits: Limits) -> dict[str, Any]:
    """The table in a YAML file. Raises InputError."""
    try:
        data = plain_yaml.load(read_text(path, name, limits)) or {}
    except plain_yaml.NotPlain as error:
        where = f":{error.line + 1}" if error.line is not None else ""
        raise InputError(f"{name}{where}: {error}", name=name) from None
    if not isinstance(data, dict):
        raise InputError(f"{name}: is not a table of names and values; write “name: value” lines", name=name)
    return data


def from_folder(folder: Path, inner: Path) -> str:
    """The path of a folder or file in the publication's folder; "" for that folder itself."""
    path = inner.resolve().relative_to(folder.resolve()).as_posix()
    return "" if path == "." else path


def within(folder: Path, base: str, path: str) -> str:
    """The path from ``folder`` that ``path``, in the folder at ``base`` in it, leads to.

    Raises Refused, without any absolute path in its words, for one that leads outside.
    """
    if "\\" in path:
        raise Refused("has a backslash; write / between the names of folders")
    if not path or "\0" in path or path.startswith("/") or Path(path).is_absolute():
        raise Refused("is not a path relative to the publication's folder")
    plain = normpath(f"{base}/{path}" if base else path)
    try:
        inside = (folder / plain).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        raise Refused("cannot be read") from None
    if not inside or plain.startswith("../"):
        raise Refused("lies outside the publication's folder; move it there, or name a folder above both with --root")
    return plain


def readable_suffixes() -> frozenset[str]:
    """The suffixes of files that can be articles."""
    from exporter import plugins

    known = {suffix for form in FORMATS.values() for suffix in form.suffixes}
    for name in plugins.names(READERS):
        known |= set(getattr(plugins.load(READERS, name), "SUFFIXES", ()))
    return frozenset(known | {".xml"})


def matching(folder: Path, base: str, pattern: str) -> list[str]:
    """The articles that a pattern (``news/*.md``, ``**/*.html``) finds from ``base`` in ``folder``, as people count.

    Raises Refused for what is not a pattern.
    """
    if pattern.startswith("/") or ".." in PurePosixPath(pattern).parts or "\0" in pattern:
        raise Refused("is not a pattern relative to the publication's folder")
    suffixes, here = readable_suffixes(), folder / base
    try:
        found = [path.relative_to(here).as_posix() for path in here.glob(pattern) if path.is_file()]
    except (OSError, ValueError, NotImplementedError):
        raise Refused("is not a pattern of file names") from None
    kept = [path for path in found if is_article(path, suffixes)]
    return sorted({inside for path in kept if (inside := _inside(folder, base, path))}, key=natural)


def is_inside(folder: Path, base: str, path: str) -> bool:
    """Whether a file lies in ``folder`` once links are followed."""
    return bool(_inside(folder, base, path))


def _inside(folder: Path, base: str, path: str) -> str:
    try:
        return within(folder, base, path)
    except Refused:
        return ""


def is_article(path: str, suffixes: frozenset[str]) -> bool:
    """Whether a file by its name can be an article: not hidden, nothing about an article, of a form that is read."""
    pure = PurePosixPath(path)
    if any(part.startswith((".", "_")) and part not in INDEXES for part in pure.parts) or "node_modules" in pure.parts:
        return False
    lower = pure.name.lower()
    return pure.suffix.lower() in suffixes and not lower.endswith(BESIDE)
