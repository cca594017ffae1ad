"""One article from bytes to files: read, passes, check, write, replace (design section 1).

Used by the command line, by the Python API and by the workers of a batch. Holds no state between articles.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from exporter.bounds.files import replace_files
from exporter.bounds.gate import Gate, Limits, in_force
from exporter.bounds.watch import watched
from exporter.errors import InputError, UsageError, WriterError
from exporter.findings import Finding
from exporter.model import Code, CodeBlock, DisplayMath, Document, Image, Math, Text, walk
from exporter.position import Position
from exporter.readers import UNCERTAIN, WORD, ReadResult, Source, format_of, item_of, reader
from exporter.readers.hints import Hints
from exporter.readers.input.clean_document import cleaned
from exporter.rules.rule import Level
from exporter.run.hint_files import hints_of
from exporter.run.prove import Proof, prove, refuse_losses
from exporter.writers import Attachment, WriteOptions, format_called, writer


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What a user may say about an input. ``format`` and ``lang`` are "" for: find out.

    ``hints`` names a file of hints; "" takes the one beside the article, if there is one. Pictures may lie in ``root``
    or below it; None is the article's own folder. ``cover`` is a picture for the EPUB's cover.
    """

    format: str = ""
    lang: str = ""
    keep_all: bool = False
    hints: str = ""
    root: Path | None = None
    cover: Path | None = None
    limits: Limits = field(default_factory=in_force)


MEDIA_TYPES = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "json": "application/json",
    "ninjs": "application/json",
    "pandoc": "application/json",
    "nitf": "application/xml",
    "feed": "application/xml",
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
SHORT_PIECE, LONG_PARAGRAPH = 20, 4_000
UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read: the document after all passes, and everything that was noticed on the way.

    ``source`` is the file itself; ``format``, ``text`` (decoded) and ``hints`` are what it was read from and by.
    """

    document: Document
    findings: tuple[Finding, ...]
    format: str = ""
    text: str = field(default="", repr=False)
    hints: Hints = field(default_factory=Hints, repr=False)
    source: Attachment | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """One finished file: where it is (None when its bytes were asked for), its format, what it claims to meet."""

    path: Path | None
    format: str
    claims: tuple[str, ...]
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of one article: its files, its findings (the writers' among them), its proof if one was asked for."""

    files: tuple[Written, ...]
    findings: tuple[Finding, ...]
    proof: Proof | None = None


def read_article(path: Path | str, options: ReadOptions | None = None) -> Article:
    """The article in file ``path`` ("-": standard input), read, repaired and checked. Raises InputError, UsageError."""
    options = options or ReadOptions()
    name = str(path)
    if name != "-" and Path(name).is_dir():
        raise InputError(f"{name}: is a folder, not a file; name a file in it")
    if PurePath(name).suffix.lower() not in UNCERTAIN:
        format_of(name, options.format)  # a suffix that names no format is said before anything is read
    gate = _gate(name, options)
    data = sys.stdin.buffer.read(options.limits.article_bytes + 1) if name == "-" else gate.read_article(Path(name))
    format_name = _format(name, data, options)
    hints, unused = hints_of(name, format_name, options.hints, gate)
    article = read_bytes(data, name, replace(options, format=options.format or format_name), gate, hints)
    return replace(article, findings=(*unused, *article.findings)) if unused else article


def _format(name: str, data: bytes, options: ReadOptions) -> str:
    """The format of an input, by its content where its name leaves it open. Raises UsageError, InputError."""
    from exporter.readers.input.decode import decode

    return format_of(name, options.format, lambda: decode(name, data)[0])


def _read(data: bytes, name: str, format_name: str, source: Source) -> ReadResult:
    """What the reader of the format makes of an article; of a Word file, what its read-back makes of it."""
    if format_name != WORD:
        return reader(format_name)(source)
    from exporter.readback import open_file

    return ReadResult(open_file(data, name))


def _gate(name: str, options: ReadOptions) -> Gate:
    """What the article ``name`` may read. Raises UsageError for a root that is not a folder."""
    if options.root is not None and not options.root.is_dir():
        raise UsageError(f"--root {options.root}: there is no such folder; name one that has the pictures")
    if name == "-":
        return Gate(options.root, options.limits)
    return Gate(options.root or Path(name).parent, options.limits, Path(name).parent)


def read_bytes(
    data: bytes, name: str, options: ReadOptions, gate: Gate | None = None, hints: Hints | None = None
) -> Article:
    """The article in ``data``; ``name`` is what findings call it. Without ``gate`` it may read no other file."""
    from exporter.checks.document import check
    from exporter.passes import run_passes
    from exporter.readers.input.decode import decode

    options.limits.refuse_above("article_bytes", len(data), f"{name}: it")
    format_name = _format(name, data, options)
    text, found = decode(name, data) if format_name != WORD else ("", [])
    source = Source(
        name=name,
        data=data,
        text=text,
        gate=gate or Gate(None, options.limits),
        lang=options.lang,
        keep_all=options.keep_all,
        hints=hints or Hints(),
        item=item_of(options.format),
    )
    result = _read(data, name, format_name, source)
    clean, odd = cleaned(result.document)
    if _shows_nothing(clean):
        raise InputError(f"{name}: has no content but characters that cannot be seen; there is nothing to convert")
    document = _with_cover(_with_language(clean, options.lang), options)
    document, changes = run_passes(document)
    seen = {(item.rule, item.pos) for item in result.findings}
    checked = [item for item in check(document) if (item.rule, item.pos) not in seen]
    located = _located((*found, *odd, *result.findings, *changes, *checked), name, format_name, text)
    file = Attachment("article" if name == "-" else Path(name).name, data, MEDIA_TYPES.get(format_name, UNKNOWN_TYPE))
    return Article(document, located, format_name, text, source.hints, file)


def _located(found: Sequence[Finding], name: str, format_name: str, text: str) -> tuple[Finding, ...]:
    """``found`` in the order of their places, each with its file and line; what is about the whole is at its beginning.

    The places in a model's JSON are those of the article that it was made from, whose lines are not here to be shown.
    """
    lines = () if format_name == "json" else text.split("\n")
    first = next((Position(number) for number, line in enumerate(lines, start=1) if line.strip()), None)
    placed = (item if item.pos or item.file else replace(item, pos=first) for item in found)
    return tuple(sorted((item.located(name, lines) for item in placed), key=_by_place))


def _by_place(item: Finding) -> tuple[int, int]:
    return (item.pos.line, item.pos.column) if item.pos else (0, 0)


def _with_cover(document: Document, options: ReadOptions) -> Document:
    """The cover that the user gives takes the place of one that the article names."""
    if options.cover is None:
        return document
    from exporter.readers.pictures.cover import with_cover

    gate = Gate(limits=options.limits)
    return with_cover(document, gate.read_article(options.cover), gate, str(options.cover))


def _with_language(document: Document, asked: str) -> Document:
    """The language named by the user holds where the article itself names none."""
    if asked and not document.metadata.lang:
        return replace(document, metadata=replace(document.metadata, lang=asked))
    return document


# --- writing --------------------------------------------------------------------------------------------------------


def output_paths(name: Path | str, to: Sequence[str], out_dir: Path | None, output: Path | None) -> dict[str, Path]:
    """The path of each format: ``output`` for a single one, else the input's stem in ``out_dir`` or beside it."""
    if output is not None:
        if len(to) != 1:
            raise UsageError("-o names one file: give one format with --to, or a folder with --out-dir")
        return {to[0]: output}
    source = Path("stdin" if str(name) == "-" else name)
    folder = out_dir if out_dir is not None else (Path() if str(name) == "-" else source.parent)
    return {item: folder / (source.stem + format_called(item).suffix) for item in to}


def write_all(
    article: Article, name: str, to: Sequence[str], options: WriteOptions, require: Sequence[str] = ()
) -> Conversion:
    """Every format of ``to`` as bytes, in that order. A PDF among them lends its pages to the others' page lists.

    Raises WriterError when one fails or does not meet a required standard.
    """
    files: dict[str, Written] = {}
    found: dict[str, list[Finding]] = {}
    if options.attach_source:
        options = replace(options, attachment=article.source)
    for format_name in sorted(to, key=lambda item: item != "pdf"):
        result = writer(format_name)(article.document, options)
        found[format_name] = [item.located(name, ()) for item in result.findings]
        _demand(name, format_name, result.claims, result.findings, require)
        files[format_name] = Written(None, format_name, result.claims, result.data)
        options = replace(options, pages=result.pages or options.pages)
    findings = [*article.findings, *(item for format_name in to for item in found[format_name])]
    return Conversion(tuple(files[format_name] for format_name in to), tuple(findings))


REQUIREMENTS: dict[str, tuple[str, str]] = {
    "pdf/ua-1": ("pdf", "PDF/UA-1"),
    "pdf/ua-2": ("pdf", "PDF/UA-2"),
    "pdf/a-2a": ("pdf", "PDF/A-2a"),
    "pdf/a-3a": ("pdf", "PDF/A-3a"),
    "pdf/a-4f": ("pdf", "PDF/A-4f"),
    "pdf/a-4": ("pdf", "PDF/A-4"),
}
"""What ``--require`` can name: the format it is about, and the claim that format's writer must make."""


def _demand(
    name: str, format_name: str, claims: Sequence[str], findings: Sequence[Finding], require: Sequence[str]
) -> None:
    for wanted in require:
        key = wanted.lower()
        if key not in REQUIREMENTS:
            raise UsageError(f"--require {wanted}: cannot be required; choose one of {', '.join(REQUIREMENTS)}")
        about, claim = REQUIREMENTS[key]
        if about == format_name and claim not in claims:
            worst = [item for item in findings if item.level in (Level.error, Level.warning)] or list(findings)
            reason = "; ".join(item.message for item in worst) or "see the findings"
            raise WriterError(f"{name}: the {format_name} would not meet {claim}: {reason}; nothing was written")


def convert_article(
    path: Path | str,
    outputs: dict[str, Path],
    reading: ReadOptions,
    writing: WriteOptions,
    require: Sequence[str] = (),
    proving: bool = False,
) -> Conversion:
    """Convert one article to every format of ``outputs`` (format → path), all of them or none.

    ``proving``: read the files back before they are put in place. What they lost is in the conversion's proof; where a
    standard is required, nothing may be lost. Raises InputError, UsageError or WriterError.
    """
    with watched(str(path), reading.limits) as allowance:
        article = read_article(path, reading)
        allowance.grow(counted_length(article.document))
        conversion = write_all(article, str(path), tuple(outputs), writing, require)
        proof = prove_all(article.document, conversion, str(path), require) if proving else None
    for target in outputs.values():
        _refuse_overwriting(Path(path), target)
    replace_files({outputs[item.format]: item.data for item in conversion.files})
    placed = tuple(Written(outputs[item.format], item.format, item.claims) for item in conversion.files)
    return Conversion(placed, conversion.findings, proof)


def _shows_nothing(document: Document) -> bool:
    """Whether there is no picture, no formula, and no character that shows anything (all of categories C, M, Z)."""
    texts = [document.metadata.title]
    for node in walk(document):
        match node:
            case Text() | Code() | CodeBlock():
                texts.append(node.text)
            case Image() | Math() | DisplayMath():
                return False
            case _:
                pass
    return not any(unicodedata.category(char)[0] in "LNPS" for text in texts for char in text)


def counted_length(document: Document) -> int:
    """The characters of a document's text, by which the time that its files may take grows.

    A book is many paragraphs. An attack may be one: of one stretch no more counts than a long paragraph has. Or it is a
    hundred thousand items of a word each: the first characters of each stretch do not count.
    """
    held = (len(node.text) for node in walk(document) if isinstance(node, Text | Code | CodeBlock))
    return sum(min(max(length - SHORT_PIECE, 0), LONG_PARAGRAPH) for length in held)


def prove_all(document: Document, conversion: Conversion, name: str, require: Sequence[str] = ()) -> Proof:
    """The proof of files that are not yet in place. Raises WriterError for a loss where a standard is required."""
    proof = prove(document, [(item.format, item.data) for item in conversion.files], name)
    if require:
        refuse_losses(proof, name)
    return proof


def _refuse_overwriting(source: Path, target: Path) -> None:
    try:
        same = str(source) != "-" and target.exists() and os.path.samefile(source, target)
    except OSError:
        same = False
    if same:
        raise UsageError(f"{target}: is the article itself; choose another name with -o or --out-dir")


def make_folder(folder: Path | None) -> None:
    """Make ``folder`` and those above it. Raises WriterError when that cannot be done."""
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriterError(f"{folder}: cannot be made: {error.strerror}; choose another --out-dir") from None


def timestamp_from_environment() -> int | None:
    """SOURCE_DATE_EPOCH as seconds since 1970, or None. Raises UsageError when it is not a whole number."""
    value = os.environ.get("SOURCE_DATE_EPOCH")
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or int(value) > 253_402_300_799:
        raise UsageError("SOURCE_DATE_EPOCH: is not a number of seconds since 1970; correct or unset it")
    return int(value)
