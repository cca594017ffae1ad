"""The library's public functions, each with its options, each within the limits.

A function works where it is called if the bounds on time and memory hold there (``bounds.watch``): in the main thread
of a program that is not too large already. From anywhere else it is called in a worker process of a shared pool, so
that limits which are given are limits which are applied. Options are looked at first, in either case.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, Unpack

from exporter.batch.public import publish
from exporter.bounds.files import replace_file
from exporter.bounds.gate import Limits
from exporter.bounds.watch import bounds_hold, watched
from exporter.errors import UsageError
from exporter.findings import Finding
from exporter.model import Document, Publication
from exporter.run.events import emit, listening
from exporter.run.given import Given, Input, given
from exporter.run.options import (
    ConvertKeywords,
    PathLike,
    ReadKeywords,
    RenderKeywords,
    limits_of,
    read_options,
    refuse_unknown,
    requirements,
    write_options,
)
from exporter.run.pipeline import ReadOptions, convert_article, counted_length, make_folder, read_article, telling
from exporter.run.prove import PROVABLE, Proof, refuse_unprovable
from exporter.run.prove import prove as prove_files
from exporter.run.rendering import finished_files, output_paths
from exporter.run.results import Article, Rendering, Written
from exporter.run.road import built
from exporter.writers import FORMATS, WriteOptions, formats_of

if TYPE_CHECKING:
    from exporter.publication.split import Split
    from exporter.run.decide import Decided
    from exporter.run.explain import Explanation
    from exporter.run.fix import Fixed
    from exporter.run.gather_report import ReportText
    from exporter.run.inspect import Browsed, FileLosses, Outline, Transcript
    from exporter.speak.diff import Difference

P = ParamSpec("P")
R = TypeVar("R")

ALL = ("pdf", "epub", "docx")


def _bounded(kind: Any) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A public function whose options are those of ``kind``: checked, then called where its bounds hold."""

    def made(work: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(work)
        def call(*arguments: P.args, **words: P.kwargs) -> R:
            said: dict[str, Any] = dict(words)
            refuse_unknown({name: value for name, value in said.items() if name not in public.own}, kind)
            if bounds_hold(limits_of(said.get("limits"))):
                with listening(said.get("on_event")):
                    return work(*arguments, **words)
            from exporter.batch.pool import shared  # a start that needs no worker does not load what makes them

            came: R = shared().call(work.__name__, arguments, said).result()
            return came

        public = publish(call, kind)
        return call

    return made


@contextmanager
def _within(limits: Limits, *inputs: Given) -> Iterator[None]:
    """The bounds on work on ``inputs``, which has more time where they are long."""
    name = inputs[0].name
    emit("started", name)
    with telling(name), watched(name, limits, len(inputs)) as allowance:
        allowance.grow(sum(item.size() for item in inputs))
        yield


def _opened(source: Input, words: Mapping[str, Any], more: Sequence[Input] = ()) -> tuple[Given, ReadOptions, Any]:
    """An input, how it is to be read, and the bounds round the work on it and on ``more``."""
    options = read_options(words)
    first = given(source, words.get("name", ""), options.limits)
    return first, options, _within(options.limits, first, *(given(item) for item in more))


@_bounded(ReadKeywords)
def read(source: Input, **options: Unpack[ReadKeywords]) -> Document:
    """The document in an article, after every repair; ``open_article`` gives the findings as well.

    ``source`` is the article's path, its bytes, or a stream opened for reading bytes. Raises InputError when it cannot
    be read or passes a bound, UsageError for an option that cannot be used.
    """
    return open_article(source, **options).document


@_bounded(ReadKeywords)
def open_article(source: Input, **options: Unpack[ReadKeywords]) -> Article:
    """The article in ``source`` with its findings (what was repaired, left out, missing). As ``read``."""
    first, reading, bounds = _opened(source, options)
    with bounds:
        return read_article(first, reading)


@_bounded(ReadKeywords)
def explain(source: Input, **options: Unpack[ReadKeywords]) -> Explanation:
    """What each line of an article is taken for, why, and how surely. As ``read``."""
    from exporter.run.explain import explain_article

    first, reading, bounds = _opened(source, options)
    with bounds:
        return explain_article(first, reading)


@_bounded(ConvertKeywords)
def convert(
    source: Input,
    to: str | Sequence[str] = ALL,
    *,
    out_dir: PathLike | None = None,
    output: PathLike | None = None,
    **options: Unpack[ConvertKeywords],
) -> Rendering:
    """Convert an article to files: every format of ``to`` is written, or none.

    Files go into ``out_dir`` (made if missing; beside the article by default) under the stem of the article's name, or
    to ``output`` for a single format. Raises InputError, UsageError or WriterError. ``render`` gives bytes instead.
    """
    formats = _formats(to, options)
    reading = read_options(options, options.get("cover"))
    writing = write_options(options)
    article = given(source, options.get("name", ""), reading.limits)
    folder = Path(out_dir) if out_dir is not None else article.folder
    place = Path(output) if output is not None else None
    if folder is None and place is None:
        raise UsageError(f"{article.name}: was given as bytes and has no folder; give out_dir or output, or use render")
    outputs = output_paths(article.path or Path(article.name).name, formats, folder, place)
    if place is None and out_dir is not None:
        make_folder(folder)
    return convert_article(article, outputs, reading, writing, requirements(options), options.get("prove", False))


@_bounded(RenderKeywords)
def render(
    document: Document | Article,
    to: str | Sequence[str] = ALL,
    options: WriteOptions | None = None,
    **words: Unpack[RenderKeywords],
) -> Rendering:
    """The files of a document as bytes, with their claims, and all findings.

    A document that a program built is looked at first (UsageError with the path of a wrong node), repaired and checked
    like one that was read. ``options`` can be given as ``WriteOptions``, as keywords, or both. Raises WriterError too.
    """
    formats = _formats(to, words)
    writing = write_options(words, options)
    name = words.get("name") or "the document"
    emit("started", name)
    with telling(name), watched(name, writing.limits) as allowance:
        article = document if isinstance(document, Article) else None
        if article is None or words.get("cover"):
            whole = document.document if isinstance(document, Article) else document
            made = built(whole, name, writing.limits, _cover(words))
            article = made if article is None else _with_document(article, made.document)
        allowance.grow(counted_length(article.document))
        return finished_files(article, name, formats, writing, requirements(words), words.get("prove", False))


@_bounded(ConvertKeywords)
def bind(
    publication: Publication | PathLike,
    to: str | Sequence[str] = ALL,
    *,
    out_dir: PathLike | None = None,
    output: PathLike | None = None,
    keep_going: bool = False,
    **options: Unpack[ConvertKeywords],
) -> Rendering:
    """Bind several articles into one book, issue or newsletter: every format of ``to`` is written, or none.

    ``publication`` is the path of its TOML file, of a folder or of another program's book (docs/publications.md), or a
    Publication that a program built. Files go where those of ``convert`` go; one that was built and has no ``out_dir``
    or ``output`` is given as bytes. ``keep_going`` leaves out an article that cannot be read, with a line in its
    place. Raises InputError, UsageError or WriterError.
    """
    from exporter.publication.bind import bind_given

    formats = _formats(to, options)
    reading, writing = read_options(options, options.get("cover")), write_options(options)
    place = Path(output) if output is not None else None
    return bind_given(
        publication,
        formats,
        (Path(out_dir) if out_dir is not None else None, place),
        reading,
        writing,
        requirements(options),
        proving=options.get("prove", False),
        keep_going=keep_going,
        name=options.get("name", ""),
    )


@_bounded(ReadKeywords)
def split(source: Input, *, out_dir: PathLike | None = None, level: int = 1, **options: Unpack[ReadKeywords]) -> Split:
    """Take a long document apart into a publication: a folder of articles, and the file that ``bind`` reads.

    Articles are the sections of its top headings; with ``level`` 2 these are parts, and the articles theirs. Files go
    into ``out_dir``, else into a folder of the document's name beside it. Raises InputError, UsageError, WriterError.
    """
    from exporter.publication.split import split_article

    if level not in (1, 2):
        raise UsageError(f"level: {level!r:.20} is not valid; give 1 or 2")
    first, reading, bounds = _opened(source, options)
    with bounds:
        return split_article(first, level, Path(out_dir) if out_dir is not None else None, reading)


def write(
    document: Document | Article,
    path: PathLike,
    to: str = "",
    options: WriteOptions | None = None,
    **words: Unpack[RenderKeywords],
) -> Written:
    """Write a document to ``path``, whole or not at all; the format is ``to`` or the suffix. As ``render``.

    What is returned can be opened like a path, and has the file's claims and all findings.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    name = to or next((key for key, known in FORMATS.items() if known.suffix == suffix), target.suffix.lstrip("."))
    made = render(document, name, options, **words)
    replace_file(target, made.data)
    (file,) = made.files
    return Written(target, file.format, file.claims, file.data, file.pages, made.findings, file.engine)


@_bounded(ReadKeywords)
def check(source: Document | Input, *, aspect: str = "", **options: Unpack[ReadKeywords]) -> list[Finding]:
    """What the rules find in a document, an article, or a finished PDF, EPUB or DOCX.

    ``aspect`` is "article" or "file" for a Word file, which can be either. As ``read``.
    """
    if isinstance(source, Document):
        from exporter.checks.document import check as check_document

        with _within(limits_of(options.get("limits")), Given(options.get("name") or "the document", None, b"")):
            return check_document(source)
    if aspect not in ("", "article", "file"):
        raise UsageError(f"aspect: {aspect!r:.60} is not valid; give “article” or “file”")
    from exporter.run.inspect import check_one

    first, reading, bounds = _opened(source, options)
    with bounds:
        return check_one(first, reading, aspect)


@_bounded(ReadKeywords)
def prove(
    document: Document | Article | Input, files: Rendering | Mapping[str, bytes], **options: Unpack[ReadKeywords]
) -> Proof:
    """The proof of finished files: what was not read of their article, what each lost of it, what it claims wrongly.

    An article (its path, bytes, or as ``open_article`` gave it) has a source to be counted; a document has none.
    ``files`` is what ``render`` gave, or bytes by format ("pdf", "epub", "docx").
    """
    if isinstance(files, Rendering):
        files = {item.format: item.data or Path(item).read_bytes() for item in files.files}
    refuse_unprovable(files)
    reading = read_options(options)
    first = None if isinstance(document, Document | Article) else given(document, options.get("name", ""))
    name = first.name if first else options.get("name") or "the document"
    parts = [Given(f"{name}.{form}", None, data) for form, data in files.items() if form in PROVABLE]
    with _within(reading.limits, Given(name, None, b""), *parts):
        original = document if first is None else read_article(first, reading)
        from exporter.run.reading_proof import unread

        whole = original.document if isinstance(original, Article) else original
        assert isinstance(whole, Document)
        said = unread(original, name) if isinstance(original, Article) else None
        return prove_files(whole, files.items(), name, said)


@_bounded(ReadKeywords)
def parity(
    source: Document | Input, files: Input | Sequence[Input], **options: Unpack[ReadKeywords]
) -> tuple[FileLosses, ...]:
    """What each finished file (path, bytes or stream) lost of its article or document, or added to it."""
    from exporter.run.inspect import compare_files

    reading = read_options(options)
    several = [given(item) for item in _several(files)]
    first = source if isinstance(source, Document) else given(source, options.get("name", ""), reading.limits)
    named = first if isinstance(first, Given) else Given(options.get("name") or "the document", None, b"")
    with _within(reading.limits, named, *several):
        return compare_files(first, several, reading)


@_bounded(ReadKeywords)
def transcript(source: Document | Input, *, reader: str = "", **options: Unpack[ReadKeywords]) -> Transcript:
    """What a listener would be told by a document, an article or a finished file, line by line.

    With a ``reader`` (``exporter.speak.readers.READERS``) what that program tells. Raises InputError, UsageError.
    """
    from exporter.run.inspect import transcript_of

    first, reading, bounds = _any(source, options)
    with bounds:
        return transcript_of(first, reading, reader)


@_bounded(ReadKeywords)
def browse(source: Document | Input, kind: str, **options: Unpack[ReadKeywords]) -> Browsed:
    """All headings, or links, or … of a file (``exporter.speak.browse.KINDS``), as listeners jump through them."""
    from exporter.run.inspect import browse_any

    first, reading, bounds = _any(source, options)
    with bounds:
        return browse_any(first, kind, reading)


@_bounded(ReadKeywords)
def difference(
    one: Document | Input,
    other: Document | Input,
    *,
    reader: str | tuple[str, str] = "",
    **options: Unpack[ReadKeywords],
) -> list[Difference]:
    """Where two files tell a listener something else.

    ``reader`` is the program that tells both (``exporter.speak.readers.READERS``), or the two, one for each.
    """
    from exporter.run.inspect import differences_of

    first, reading, bounds = _any(one, options)
    with bounds:
        second = other if isinstance(other, Document) else given(other)
        readers = (reader, reader) if isinstance(reader, str) else tuple(reader)
        if len(readers) != 2:
            raise UsageError(f"reader: {reader!r:.60} is not valid; give one name, or one for each file")
        return differences_of(first, second, reading, readers)


@_bounded(ReadKeywords)
def outline(source: Document | Input, **options: Unpack[ReadKeywords]) -> Outline:
    """The headings of a document, an article or a finished file, and its block quotes with their speakers."""
    from exporter.run.inspect import outline_of

    first, reading, bounds = _any(source, options)
    with bounds:
        return outline_of(first, reading)


@_bounded(ReadKeywords)
def report(
    source: Input, files: Input | Sequence[Input] = (), *, form: str = "text", **options: Unpack[ReadKeywords]
) -> ReportText:
    """The conformance report on an article's files; without any, on those that stand beside it.

    ``form`` is one of ``exporter.reports.FORMATS``. Raises InputError, UsageError.
    """
    from exporter.run.gather_report import report_text

    several = [given(item) for item in _several(files)]
    reading = read_options(options)
    first = given(source, options.get("name", ""), reading.limits)
    with _within(reading.limits, first, *several):
        return report_text(first, several, reading, form)


@_bounded(ReadKeywords)
def decide(source: Input, **options: Unpack[ReadKeywords]) -> Decided:
    """The questions that an article has for a person, and its decisions file with them. Nothing is written."""
    from exporter.run.decide import decide_article

    first, reading, bounds = _opened(source, options)
    with bounds:
        return decide_article(first, reading)


@_bounded(ReadKeywords)
def fix(source: Input, *, unsafe: bool = False, **options: Unpack[ReadKeywords]) -> Fixed:
    """An article's source, or the copy of a finished file, with every safe repair, and guesses if ``unsafe``.

    Nothing is written.
    """
    from exporter.run.fix import fix_any

    if type(unsafe) is not bool:
        raise UsageError(f"unsafe: {unsafe!r:.60} is not valid; give True or False")
    first, reading, bounds = _opened(source, options)
    with bounds:
        return fix_any(first, reading, unsafe=unsafe)


@_bounded(ReadKeywords)
def explain_metadata(source: Input, **options: Unpack[ReadKeywords]) -> dict[str, Any]:
    """Why each accessibility line of an EPUB is there or not, and its ONIX codes (list 196), as JSON-ready data."""
    from exporter.run.inspect import epub_metadata

    first, _, bounds = _opened(source, options)
    with bounds:
        return epub_metadata(first)


# --- what they share ------------------------------------------------------------------------------------------------


def _formats(to: Any, words: Mapping[str, Any]) -> tuple[str, ...]:
    several = (to,) if isinstance(to, str) else to
    if not isinstance(several, Sequence) or not all(isinstance(item, str) for item in several):
        raise UsageError(f"to: {to!r:.60} is not valid; give one format or several")
    formats = formats_of(several)
    if words.get("prove"):
        refuse_unprovable(formats)
    return formats


def _any(source: Document | Input, words: Mapping[str, Any]) -> tuple[Document | Given, ReadOptions, Any]:
    if isinstance(source, Document):
        reading = read_options(words)
        name = Given(words.get("name") or "the document", None, b"")
        return source, reading, _within(reading.limits, name)
    return _opened(source, words)


def _several(files: Any) -> list[Any]:
    """Files as a list: one alone need not be in one."""
    if isinstance(files, str | bytes | bytearray | memoryview | Given) or not isinstance(files, Sequence):
        return [files]
    return list(files)


def _cover(words: Mapping[str, Any]) -> Path | bytes | None:
    cover = words.get("cover")
    return cover if cover is None or isinstance(cover, bytes) else Path(cover)


def _with_document(article: Article, document: Document) -> Article:
    return replace(article, document=document)
