"""Accessible document export: one article as tagged PDF, EPUB 3 and DOCX that say the same things.

    import exporter

    document = exporter.read("article.md")
    document.write("article.epub")
    result = exporter.convert("article.md", to=("pdf", "epub", "docx"), out_dir="build")

Nothing here keeps state between calls. Reading, EPUB and DOCX may run in several threads at once; the PDF writer takes
a lock, because the text layout library below it is not known to be safe in threads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporter.errors import ExporterError, InputError, UsageError, WriterError
from exporter.findings import Finding
from exporter.model import Document
from exporter.rules.rule import Level
from exporter.version import VERSION

if TYPE_CHECKING:
    from exporter.run.explain import Explanation
    from exporter.run.results import Article, Rendering

__all__ = [
    "Document",
    "ExporterError",
    "Finding",
    "InputError",
    "Level",
    "UsageError",
    "WriterError",
    "check",
    "convert",
    "explain",
    "open_article",
    "read",
]
__version__ = VERSION


def read(
    path: str | Path,
    *,
    format: str = "",
    lang: str = "",
    keep_all: bool = False,
    hints: str | Path = "",
    blocks: Mapping[str, Any] | None = None,
) -> Document:
    """The document in the article at ``path``, after every repair; use ``open_article`` to get the findings as well.

    ``format`` is one of text, markdown, html, json ("" goes by the suffix); ``lang`` holds where the article declares
    none. ``keep_all`` keeps what a reader of plain text would leave out; ``hints`` is a file of decisions about its
    lines ("" takes the one beside the article, ``ferry.txt.hints`` for ``ferry.txt``). ``blocks`` says what a
    publisher's own blocks of a CMS are: a type and a declaration, or a function (docs/reference/cms.md). Raises
    InputError when it cannot be read, UsageError for an unknown format.
    """
    return open_article(path, format=format, lang=lang, keep_all=keep_all, hints=hints, blocks=blocks).document


def open_article(
    path: str | Path,
    *,
    format: str = "",
    lang: str = "",
    keep_all: bool = False,
    hints: str | Path = "",
    blocks: Mapping[str, Any] | None = None,
) -> Article:
    """The article at ``path`` with its findings (what was repaired, left out, missing). Arguments as for ``read``."""
    from exporter.run.pipeline import ReadOptions, read_article

    return read_article(
        path, ReadOptions(format=format, lang=lang, keep_all=keep_all, hints=str(hints), blocks=blocks or {})
    )


def explain(
    path: str | Path,
    *,
    format: str = "",
    lang: str = "",
    keep_all: bool = False,
    hints: str | Path = "",
) -> Explanation:
    """What each line of the article at ``path`` is taken for, why, and how surely. Arguments as for ``read``."""
    from exporter.run.explain import explain_article
    from exporter.run.pipeline import ReadOptions

    return explain_article(path, ReadOptions(format=format, lang=lang, keep_all=keep_all, hints=str(hints)))


def convert(
    path: str | Path,
    *,
    to: str | Sequence[str] = ("pdf", "epub", "docx"),
    out_dir: str | Path | None = None,
    output: str | Path | None = None,
    format: str = "",
    lang: str = "",
    keep_all: bool = False,
    hints: str | Path = "",
    blocks: Mapping[str, Any] | None = None,
    cover: str | Path = "",
    require: Sequence[str] = (),
    prove: bool = False,
    **options: Any,
) -> Rendering:
    """Convert the article at ``path``: every format of ``to`` is written, or none.

    Files go into ``out_dir`` (made if missing; beside the article by default) under the article's stem, or to
    ``output`` for a single format. ``cover`` is a picture for the EPUB's cover; "" draws one from the title.
    ``options`` are those of ``exporter.writers.WriteOptions``. ``require`` names standards that must be met
    ("pdf/ua-1"). ``prove`` reads the files back and puts what they lost into the result's ``proof``; where a standard
    is required, a loss is an error. Raises InputError, UsageError or WriterError.
    """
    from exporter.run.pipeline import ReadOptions, convert_article, timestamp_from_environment
    from exporter.run.rendering import output_paths
    from exporter.writers import WriteOptions, formats_of

    folder = None if out_dir is None else Path(out_dir)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    formats = formats_of([to] if isinstance(to, str) else to)
    outputs = output_paths(path, formats, folder, None if output is None else Path(output))
    picture = Path(cover) if cover else None
    reading = ReadOptions(
        format=format, lang=lang, keep_all=keep_all, hints=str(hints), blocks=blocks or {}, cover=picture
    )
    options.setdefault("timestamp", timestamp_from_environment())
    return convert_article(path, outputs, reading, WriteOptions.of(**options), require, prove)


def check(document: Document) -> list[Finding]:
    """What the rules find in ``document``, whatever it was read from."""
    from exporter.checks.document import check as check_document

    return check_document(document)
