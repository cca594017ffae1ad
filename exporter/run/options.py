"""Options as a program gives them: keywords that a type checker knows, checked again when they are used.

Each TypedDict here is the one list of the keywords of a public function; every option of the command line is among
them. A keyword that does not exist, or has a value of the wrong kind, is a UsageError that names it.
"""

from __future__ import annotations

import os
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, TypeAlias, TypedDict, is_typeddict

from exporter.accessibility.maths.engine import checked_engine
from exporter.bounds.gate import Limits, Resources, in_force
from exporter.errors import UsageError
from exporter.findings import Finding
from exporter.model import Metadata
from exporter.readers.word_options import WordOptions
from exporter.run.events import OnEvent
from exporter.run.pipeline import ReadOptions, timestamp_from_environment
from exporter.run.said_metadata import Fields, merged, of_metadata, patch_of, patch_of_file
from exporter.writers import WriteOptions
from exporter.writers.book_options import BookOptions

PathLike: TypeAlias = str | os.PathLike[str]
Said: TypeAlias = Mapping[str, Any] | Metadata
"""What a caller says about an article: ``{"title": "…", "authors": ["…"]}`` by the names of docs/metadata.md, or a
Metadata of the model."""
Bounds: TypeAlias = Limits | Mapping[str, int]


class ReadKeywords(TypedDict, total=False):
    """Keywords of everything that reads an article.

    ``name`` is what messages call it; ``format`` one that can be read ("": by name and content); ``lang`` holds where
    the article declares none. ``base_url`` is the address the article has on the web: its relative links are resolved
    against it. ``keep_all`` keeps what a reader of plain text leaves out; ``lexicons`` are files of phrases by which
    it reads, besides ours; ``maths_engine`` is the folder of a speech-rule-engine; ``hints`` is a file of hints about
    its lines. ``decisions`` is a file of decisions about the article, or its bytes; ``picture_decisions`` a file of
    answers for recurring pictures (docs/decisions.md). ``root`` is the folder in which or below which its pictures
    lie; ``resources`` gives bytes by reference, before any folder is asked. ``metadata`` wins over what
    ``metadata_file`` says, and that over what the article says about itself. ``revisions``, ``comments``,
    ``word_styles`` and ``draw_metafiles`` are for Word files (``readers.word_options``); ``blocks`` says what a
    publisher's own blocks of a CMS are. ``limits`` bounds what it may cost; ``on_event`` is called as the work goes
    on.
    """

    name: str
    format: str
    lang: str
    keep_all: bool
    base_url: str
    lexicons: Sequence[PathLike]
    maths_engine: PathLike | None
    hints: PathLike
    decisions: PathLike | bytes
    picture_decisions: PathLike
    root: PathLike | None
    resources: Resources | None
    metadata: Said | None
    metadata_file: PathLike | None
    revisions: Literal["accept", "reject", "show"]
    comments: Literal["drop", "notes"]
    word_styles: Mapping[str, str]
    draw_metafiles: bool
    blocks: Mapping[str, Any]
    limits: Bounds | None
    on_event: OnEvent | None


class WriteKeywords(TypedDict, total=False):
    """Keywords of everything that writes files: what ``WriteOptions`` says of each, and a cover for EPUBs.

    ``require`` names standards that must be met ("pdf/ua-1"); ``prove`` reads the files back and compares.
    """

    page: Literal["a4", "letter"]
    contents: Literal["auto", "always", "never"]
    pdf: Literal["ua-1", "ua-2"]
    edition: Literal["large-print", "high-contrast", "dyslexia"] | None
    braille_grade: int
    notes: Literal["foot", "text"]
    picture_dpi: int
    engine: Literal["auto", "weasyprint", "plutobook"]
    book: BookOptions | None
    page_marks: bool
    attach_source: bool
    styles: PathLike | Sequence[PathLike]
    fonts: PathLike | Sequence[PathLike]
    docx_template: PathLike | None
    cover: PathLike | bytes | None
    certified_by: str
    certifier_report: str
    timestamp: int | None
    require: str | Sequence[str]
    prove: bool


class RenderKeywords(WriteKeywords, total=False):
    """Keywords of ``render`` and ``Document.render``, which read nothing but the document."""

    name: str
    limits: Bounds | None
    on_event: OnEvent | None


class ConvertKeywords(ReadKeywords, WriteKeywords, total=False):
    """Keywords of ``convert``: those of reading and those of writing."""


def read_options(words: Mapping[str, Any], cover: Any = None) -> ReadOptions:
    """The options of reading among ``words``. Raises UsageError."""
    checked(words, ReadKeywords)
    root = words.get("root")
    metadata, found = metadata_words(words)
    return ReadOptions(
        format=words.get("format", ""),
        lang=words.get("lang", ""),
        keep_all=words.get("keep_all", False),
        base_url=words.get("base_url", ""),
        lexicons=tuple(os.fspath(path) for path in words.get("lexicons", ())),
        maths_engine=checked_engine(Path(engine)) if (engine := words.get("maths_engine")) else None,
        hints=os.fspath(words.get("hints", "")),
        decisions=said if isinstance(said := words.get("decisions", ""), bytes) else os.fspath(said),
        picture_decisions=os.fspath(words.get("picture_decisions", "")),
        root=Path(root) if root else None,
        cover=cover if isinstance(cover, bytes) else Path(cover) if cover else None,
        metadata=metadata,
        metadata_findings=found,
        resources=words.get("resources"),
        word=WordOptions(
            words.get("revisions", "accept"),
            words.get("comments", "drop"),
            words.get("word_styles", {}),
            words.get("draw_metafiles", False),
        ).checked(),
        blocks=words.get("blocks", {}),
        limits=limits_of(words.get("limits")),
    )


def write_options(words: Mapping[str, Any], base: WriteOptions | None = None) -> WriteOptions:
    """The options of writing among ``words``, over those of ``base``. Raises UsageError."""
    if base is not None and not isinstance(base, WriteOptions):
        raise UsageError(f"options: WriteOptions was expected, not {type(base).__name__}")
    held = {item.name: getattr(base, item.name) for item in fields(WriteOptions)} if base else {}
    known = {item.name for item in fields(WriteOptions)} - {"limits", "pages", "attachment"}
    checked({name: value for name, value in held.items() if name in known}, WriteKeywords)
    said = {name: value for name, value in words.items() if name in known}
    for name in ("styles", "fonts"):
        if name in said:
            said[name] = _paths(said[name])
    if said.get("docx_template"):
        said["docx_template"] = Path(said["docx_template"])
    if base is None:
        said.setdefault("timestamp", timestamp_from_environment())
    if "limits" in words or base is None:
        said["limits"] = limits_of(words.get("limits"))
    return WriteOptions.of(**{**held, **said})


def requirements(words: Mapping[str, Any]) -> tuple[str, ...]:
    """The standards that must be met."""
    asked = words.get("require", ())
    return (asked,) if isinstance(asked, str) else tuple(asked)


def limits_of(said: Limits | Mapping[str, int] | None) -> Limits:
    """The bounds that a caller sets, over the defaults. Raises UsageError for one that does not exist."""
    if said is None:
        return in_force()
    if isinstance(said, Limits):
        wrong = [item.name for item in fields(said) if type(getattr(said, item.name)) is not int]
        if wrong:
            raise UsageError(f"limits: {wrong[0]}: give a whole number")
        return said
    return Limits.of(f"{name}={number}" for name, number in said.items())


def metadata_patch(said: Said) -> tuple[Fields, tuple[Finding, ...]]:
    """What a caller says about an article, and what of it cannot be used. Raises UsageError for no field of it."""
    return (of_metadata(said), ()) if isinstance(said, Metadata) else patch_of(said)


def metadata_words(words: Mapping[str, Any]) -> tuple[Fields, tuple[Finding, ...]]:
    """What the keywords ``metadata_file`` and ``metadata`` say together; the latter wins."""
    file = words.get("metadata_file")
    first, found = patch_of_file(os.fspath(file)) if file else ((), ())
    second, more = metadata_patch(words.get("metadata") or {})
    return merged(first, second), (*found, *more)


def _paths(value: Any) -> tuple[Path, ...]:
    return (Path(value),) if isinstance(value, str | os.PathLike) else tuple(Path(item) for item in value)


# --- checking -------------------------------------------------------------------------------------------------------


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def keywords(kind: Any) -> tuple[str, ...]:
    """The names of a TypedDict's keywords."""
    assert is_typeddict(kind)
    return tuple(_hints(kind))


def checked(words: Mapping[str, Any], *kinds: Any) -> None:
    """Raise UsageError for a value among ``words`` that is not of the kind that ``kinds`` say; other names pass."""
    hints = {name: hint for kind in kinds for name, hint in _hints(kind).items()}
    for name, value in words.items():
        if name in hints and not _fits(value, hints[name]):
            raise UsageError(f"{name}: {value!r:.60} is not valid; give {_expected(hints[name])}")


def refuse_unknown(words: Mapping[str, Any], kind: Any) -> None:
    """Raise UsageError for a keyword that ``kind`` does not have, or a value of the wrong type."""
    for name in words:
        if name not in _hints(kind):
            raise UsageError(f"{name}: unknown option; choose one of {', '.join(_hints(kind))}")
    checked(words, kind)


def _fits(value: Any, hint: Any) -> bool:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return isinstance(value, str) and value in arguments
    if origin in (typing.Union, UnionType):
        return any(_fits(value, item) for item in arguments)
    if origin is Callable or getattr(origin, "__name__", "") == "Callable":
        return callable(value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return isinstance(value, Mapping) and all(isinstance(key, str) for key in value)
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return (
            isinstance(value, Sequence)
            and not isinstance(value, str | bytes)
            and all(_fits(item, arguments[0]) for item in value)
        )
    if hint is int:
        return type(value) is int
    return isinstance(value, origin or hint)


def _expected(hint: Any) -> str:
    """What a value should be, in words."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return "one of " + ", ".join(arguments)
    if origin in (typing.Union, UnionType):
        return " or ".join(dict.fromkeys(_expected(item) for item in arguments))
    names: dict[Any, str] = {str: "a string", int: "a whole number", bool: "True or False", type(None): "None"}
    if hint in names:
        return names[hint]
    plain = getattr(origin or hint, "__name__", str(hint))
    names_of_kinds = {"PathLike": "a path", "Callable": "a function", "bytes": "bytes", "Mapping": "a mapping"}
    return {**names_of_kinds, "Sequence": "a list"}.get(plain, plain)
