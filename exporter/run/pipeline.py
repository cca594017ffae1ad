"""One article from bytes to files: read, passes, check, write, replace (design section 1).

Used by the command line, by the Python API and by the workers of a batch. Holds no state between articles.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from exporter.accessibility.maths.engine import speaking
from exporter.bounds.gate import Gate, Limits, Resources, in_force
from exporter.bounds.watch import watched
from exporter.decisions.applied import Applied
from exporter.decisions.origins import Origin
from exporter.errors import ExporterError, InputError, UsageError, WriterError, about
from exporter.findings import Finding
from exporter.findings.causes import once_each
from exporter.languages import corrected, is_tag
from exporter.model import Code, CodeBlock, Document, Text, every_node
from exporter.model.attachment import Attachment
from exporter.position import Position
from exporter.readers import UNCERTAIN, ReadBack, Source, dialect_of, format_of, item_of, known_format, reader
from exporter.readers.word_options import WordOptions
from exporter.records import record
from exporter.run.decision_files import Answers, answers_of, hints_in
from exporter.run.events import emit
from exporter.run.given import Given, of_word
from exporter.run.hint_files import HINTED_FORMAT
from exporter.run.results import Article, Rendering
from exporter.run.road import remember, repaired, with_cover

if TYPE_CHECKING:
    from exporter.writers import WriteOptions


@record(kw_only=True)
class ReadOptions:
    """What a user may say about an input. ``format`` and ``lang`` are "" for: find out.

    ``base_url`` is the address against which relative links are resolved where the article names none itself.
    ``labels_at`` is where cross-references to labels of other articles lead ("": there are no others).
    ``lexicons`` are files of phrases by which plain text is read, besides ours. ``maths_engine`` is the folder of a
    speech-rule-engine that puts formulas into words. ``hints`` names a file of hints; "" takes the one beside the
    article, if there is one. ``decisions`` is a file of decisions, or its bytes; "" takes the one beside the article.
    ``picture_decisions`` is a file of answers for recurring pictures. Pictures may lie in ``root`` or below it; None is
    the article's own folder. ``cover`` is a picture for the EPUB's cover. ``metadata`` are fields of the article's
    metadata that the user sets, ``metadata_findings`` what could not be used, ``resources`` bytes that a program gives
    for references, ``word`` what holds for Word files, ``blocks`` what a publisher's own blocks of a CMS are
    (docs/reference/cms.md).
    Without ``keep_source`` the file's own bytes are let go once it is read.
    """

    format: str = ""
    lang: str = ""
    keep_all: bool = False
    base_url: str = ""
    labels_at: str = ""
    lexicons: tuple[str, ...] = ()
    maths_engine: Path | None = None
    hints: str = ""
    decisions: str | bytes = ""
    picture_decisions: str = ""
    root: Path | None = None
    cover: Path | bytes | None = None
    metadata: tuple[tuple[str, Any], ...] = ()
    metadata_findings: tuple[Finding, ...] = ()
    resources: Resources | None = None
    word: WordOptions | None = None
    blocks: Mapping[str, Any] = field(default_factory=dict)
    keep_source: bool = True
    limits: Limits = field(default_factory=in_force)


SHORT_PIECE, LONG_PARAGRAPH = 20, 4_000


def read_article(source: Given | Path | str, options: ReadOptions | None = None) -> Article:
    """The article in ``source`` ("-": standard input), read, repaired and checked. Raises InputError, UsageError."""
    options = options or ReadOptions()
    given = source if isinstance(source, Given) else of_word(source, options.limits)
    name = given.name
    with about(name):
        if given.path is not None and given.path.is_dir():
            raise InputError(f"{name}: is a folder, not a file; name a file in it", code="folder")
        named = ""
        if options.format or PurePath(name).suffix.lower() not in UNCERTAIN:
            named = format_of(name, options.format)  # a suffix that names no format is reported before anything is read
        gate = gate_of(given, options)
        data = given.read(options.limits, known_format(named).bound)
        text = _Text(name, data)
        format_name = _format(text, options)
        answers = said_about(given, format_name, options, gate)
        article = _read(text, replace(options, format=options.format or format_name), gate, answers)
    emit("read", name, format=article.format, findings=len(article.findings), decisions=answers.found)
    return article


def said_about(given: Given, format_name: str, options: ReadOptions, gate: Gate) -> Answers:
    """What a person decided about an article. Raises InputError, UsageError."""
    return answers_of(
        given,
        format_name,
        gate,
        decisions=options.decisions,
        pictures=options.picture_decisions,
        hints=options.hints,
    )


class _Text:
    """An input, whose text is decoded when it is first asked for, and once."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.data = name, data
        self._decoded: tuple[str, tuple[Finding, ...]] | None = None

    def decoded(self) -> tuple[str, tuple[Finding, ...]]:
        """The text, and what had to be changed in it. Raises InputError for what is not text."""
        from exporter.readers.input.decode import decode

        if self._decoded is None:
            self._decoded = decode(self.name, self.data)
        return self._decoded


def _format(given: _Text, options: ReadOptions) -> str:
    """The format of an input, by its content where its name leaves it open. Raises UsageError, InputError."""
    from exporter.readers.input.detect import is_word

    if not options.format and PurePath(given.name).suffix.lower() in UNCERTAIN and is_word(given.data):
        return "docx"
    return format_of(given.name, options.format, lambda: given.decoded()[0])


def gate_of(given: Given, options: ReadOptions) -> Gate:
    """What an article may read. Raises UsageError for a root that is not a folder."""
    if options.root is not None and not options.root.is_dir():
        raise UsageError(f"--root {options.root}: there is no such folder; name the folder that has the pictures")
    return Gate(options.root or given.folder, options.limits, given.folder, options.resources)


def read_bytes(
    data: bytes, name: str, options: ReadOptions, gate: Gate | None = None, answers: Answers | None = None
) -> Article:
    """The article in ``data``; ``name`` is what findings call it. Without ``gate`` it may read no other file."""
    return _read(_Text(name, data), options, gate, answers)


def _read(given: _Text, options: ReadOptions, gate: Gate | None, answers: Answers | None) -> Article:
    name, data = given.name, given.data
    options = replace(options, lang=_asked_language(options.lang))
    format_name = _format(given, options)
    known = known_format(format_name)
    options.limits.refuse_above(known.bound, len(data), f"{name}: it")
    text, changed = ("", ()) if known.packed else given.decoded()
    gate, answers = gate or Gate(None, options.limits), answers or Answers()
    lines = hints_in(answers, text, format_name)
    source = Source(
        name=name,
        data=data,
        text=text,
        gate=gate,
        lang=options.lang,
        keep_all=options.keep_all,
        base_url=_asked_address(options.base_url),
        labels_at=options.labels_at,
        lexicons=options.lexicons,
        hints=lines.hints,
        item=item_of(options.format),
        dialect=dialect_of(options.format),
        word=options.word or WordOptions(),
        blocks=options.blocks,
        read_back=_read_back if format_name == "pdf" else None,
    )
    result = reader(format_name)(source)
    document = _with_language(_with_metadata(result.document, options), options.lang)
    origins = {key: Origin(*value) for key, value in gate.origins.items()}
    deciding = _Deciding(answers, origins, options, format_name == HINTED_FORMAT)
    try:
        with speaking(options.maths_engine):
            document, changes = repaired(document, name, result.findings, deciding)
    except RecursionError:  # readers bound how deep blocks are; notes that refer to one another stand in one another
        message = "is nested too deeply; nest less deeply, and let fewer notes refer to one another"
        raise InputError(f"{name}: {message}") from None
    decided = deciding.made
    changes = [item for item in changes if item.pos is None or (item.rule, item.pos) not in decided.settled]
    found = [*changed, *answers.findings, *lines.findings, *changes, *decided.findings, *options.metadata_findings]
    located = _located(found, name, format_name, text)
    file = Attachment("article" if name == "-" else Path(name).name, data, known.media_type)
    kept = file if options.keep_source else None
    return Article(
        remember(document),
        located,
        format_name,
        text,
        source.hints,
        kept,
        source.item,
        source.word,
        answers,
        {**lines.places, **decided.places},
        lines.gone | decided.gone,
        origins,
    )


def _read_back(data: bytes, name: str) -> ReadBack:
    """What is read back of a PDF, for its reader: no reader may ask read-back itself. Raises InputError."""
    from exporter.readback.pdf import read_both
    from exporter.readback.pdf.whole import besides, whole_pictures

    document, one_sense = read_both(data, name)
    unheard = tuple((item.words, item.place) for item in one_sense if item.way == "unheard")
    return ReadBack(document, unheard, tuple(besides(data, name)), partial(whole_pictures, data, name))


@record(frozen=False)
class _Deciding:
    """What a person decided, and the cover that they gave, put into a document; ``made`` is what came of it."""

    answers: Answers
    origins: Mapping[str, Origin]
    options: ReadOptions
    lines: bool
    made: Applied = field(default_factory=lambda: Applied(Document()))

    def __call__(self, document: Document) -> Document:
        answers, options = self.answers, self.options
        if not (answers.decisions.entries or answers.pictures.entries or answers.decisions.lang):
            self.made = Applied(document)
        else:
            from exporter.decisions.apply import applied

            self.made = applied(document, answers.decisions, answers.pictures, self.origins, lines=self.lines)
        if options.cover is None:
            return self.made.document
        return with_cover(self.made.document, options.cover, options.limits)


def _located(found: Sequence[Finding], name: str, format_name: str, text: str) -> tuple[Finding, ...]:
    """``found`` in the order of their places, each with its file and line; what is about the whole is at its beginning.

    The places in a model's JSON are those of the article that it was made from, whose lines are not here to be shown.
    """
    lines = () if format_name == "json" else text.split("\n")
    first = next((Position(number) for number, line in enumerate(lines, start=1) if line.strip()), None)
    placed = (item if item.pos or item.file else replace(item, pos=first) for item in once_each(found))
    return tuple(sorted((item.located(name, lines) for item in placed), key=_by_place))


def _by_place(item: Finding) -> tuple[int, int]:
    return (item.pos.line, item.pos.column) if item.pos else (0, 0)


def _with_metadata(document: Document, options: ReadOptions) -> Document:
    """What the user says about the article takes the place of what the article says."""
    if not options.metadata:
        return document
    from exporter.run.said_metadata import with_patch

    return replace(document, metadata=with_patch(document.metadata, options.metadata))


def _asked_address(address: str) -> str:
    """The address that the user says the article has. Raises UsageError for what is not one of the web."""
    if address and not re.match(r"https?://[^\s/?#]+(?:[/?#]\S*)?$", address, re.IGNORECASE):
        raise UsageError(f"--base-url {address}: is not a web address; give one that begins with https:// or http://")
    return address


def _asked_language(lang: str) -> str:
    """The language that the user named, as it was meant. Raises UsageError for what is not a language tag."""
    if lang and not is_tag(corrected(lang)):
        raise UsageError(f"--lang {lang}: is not a language tag; name one such as en, en-GB or ar")
    return corrected(lang)


def _with_language(document: Document, asked: str) -> Document:
    """The language named by the user holds where the article itself names none."""
    if asked and not document.metadata.lang:
        return replace(document, metadata=replace(document.metadata, lang=asked))
    return document


# --- converting -----------------------------------------------------------------------------------------------------


def convert_article(
    source: Given | Path | str,
    outputs: dict[str, Path],
    reading: ReadOptions,
    writing: WriteOptions,
    require: Sequence[str] = (),
    proving: bool = False,
) -> Rendering:
    """Convert one article to every format of ``outputs`` (format → path), all of them or none.

    ``proving``: read the files back before they are put in place. What they lost is in the conversion's proof; where a
    standard is required, nothing may be lost. Raises InputError, UsageError or WriterError.
    """
    given = source if isinstance(source, Given) else of_word(source, reading.limits)
    made = render_article(given, tuple(outputs), reading, writing, require, proving)
    for target in outputs.values():
        _refuse_overwriting(given, target)
    with about(given.name):
        from exporter.bounds.files import replace_files

        replace_files({outputs[item.format]: item.data for item in made.files})
    placed = tuple(replace(item, path=outputs[item.format], data=b"") for item in made.files)
    return replace(made, files=placed)


def render_article(
    given: Given,
    to: Sequence[str],
    reading: ReadOptions,
    writing: WriteOptions,
    require: Sequence[str] = (),
    proving: bool = False,
) -> Rendering:
    """One article in every format of ``to``, as bytes, within the bounds of ``reading``. Raises as convert_article."""
    emit("started", given.name)
    with telling(given.name), watched(given.name, reading.limits) as allowance:
        article = read_article(given, replace(reading, keep_source=writing.attach_source or proving))
        allowance.grow(counted_length(article.document))
        from exporter.run.rendering import finished_files  # a check writes nothing

        return finished_files(article, given.name, to, writing, require, proving)


@contextmanager
def telling(name: str) -> Iterator[None]:
    """Tell of the error that ends what is done inside."""
    try:
        yield
    except ExporterError as error:
        emit("refused", name, code=error.code, message=str(error))
        raise


def counted_length(document: Document) -> int:
    """The characters of a document's text, by which the time that its files may take grows.

    A book is many paragraphs. An attack may be one: of one stretch no more counts than a long paragraph has. Or it is a
    hundred thousand items of a word each: the first characters of each stretch do not count.
    """
    held = (len(node.text) for node in every_node(document) if isinstance(node, Text | Code | CodeBlock))
    return sum(min(max(length - SHORT_PIECE, 0), LONG_PARAGRAPH) for length in held)


def _refuse_overwriting(source: Given, target: Path) -> None:
    try:
        same = source.path is not None and target.exists() and target.samefile(source.path)
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
        raise WriterError(f"{folder}: cannot be created: {error.strerror}; choose another --out-dir") from None


def timestamp_from_environment() -> int | None:
    """SOURCE_DATE_EPOCH as seconds since 1970, or None. Raises UsageError when it is not a whole number."""
    value = os.environ.get("SOURCE_DATE_EPOCH")
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or int(value) > 253_402_300_799:
        raise UsageError("SOURCE_DATE_EPOCH: must be a number of seconds since 1970; correct or unset it")
    return int(value)
