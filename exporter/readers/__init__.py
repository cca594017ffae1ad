"""Readers: one module per format, each turning bytes into the model with a position on every node.

A reader is a function ``read(source) -> ReadResult``. It reads nothing but ``source`` and what ``source.gate`` lets it
have. To add a format, write its module here and add a line to ``FORMATS`` (or an ``exporter.readers`` entry point).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from importlib import import_module
from pathlib import PurePath
from typing import Any, cast

from exporter import plugins
from exporter.bounds.gate import Gate
from exporter.errors import InputError, UsageError
from exporter.findings import Finding
from exporter.model import Document
from exporter.position import Position
from exporter.readers.hints import Hints
from exporter.readers.word_options import WordOptions
from exporter.records import record


@record
class ReadBack:
    """What is read back of a finished file for a reader that makes an article of it.

    ``unheard`` are words that are seen and not told, with their places; ``left_out`` says what else the file holds.
    ``pictures`` gives the bytes of the pictures that the document names, those of them that it has.
    """

    document: Document
    unheard: tuple[tuple[str, Position | None], ...]
    left_out: tuple[str, ...]
    pictures: Callable[[Iterable[str]], Iterator[tuple[str, bytes]]]


@record(kw_only=True)
class Source:
    """An article as it came: ``name`` is the file name as the user gave it ("-" for standard input).

    ``text`` is ``data`` decoded, line ends made ``\\n``, characters no XML can hold replaced (see
    ``readers.input.decode``). ``keep_all`` asks that furniture a reader would leave out be kept as paragraphs;
    ``lexicons`` are files of phrases by which plain text is read, besides ours; ``hints`` are what a person decided
    about lines of plain text; ``item`` is the number (from 1) of the article that is wanted of several; ``dialect`` is
    the dialect of Markdown that the user names; ``blocks`` is a publisher's table of their CMS's own blocks (see
    ``cms.own``); ``base_url`` is the address that the article has on the web, against which its relative links are
    resolved where it names none itself; ``labels_at`` is what stands before a label that is not in the article, in the
    address of a link to it, where others may have it ("": nobody has); ``read_back`` reads a finished file by its tags,
    for who may not do so itself.
    """

    name: str
    data: bytes
    text: str
    gate: Gate = field(default_factory=Gate)
    lang: str = ""
    keep_all: bool = False
    lexicons: tuple[str, ...] = ()
    hints: Hints = field(default_factory=Hints)
    item: int = 0
    dialect: str = ""
    word: WordOptions = field(default_factory=WordOptions)
    blocks: Mapping[str, Any] = field(default_factory=dict)
    base_url: str = ""
    labels_at: str = ""
    read_back: Callable[[bytes, str], ReadBack] | None = None


@record
class ReadResult:
    """What a reader gives: the document and all it noticed."""

    document: Document
    findings: tuple[Finding, ...] = ()


Reader = Callable[[Source], ReadResult]


@record
class Format:
    """A format that can be read: where its reader is, the suffixes that name it, its media type.

    ``packed``: it is not text but a package, which its reader opens itself; ``bound`` names the limit on its size.
    """

    module: str
    suffixes: tuple[str, ...]
    media_type: str = "text/plain"
    packed: bool = False
    bound: str = "article_bytes"


JSON, XML = "application/json", "application/xml"

CMS = (
    *("prosemirror", "portable-text", "editorjs", "contentful", "wagtail", "draftjs", "lexical", "slate"),
    *("ghost", "strapi", "storyblok"),
)
"""Block formats of content management systems that are JSON: one reader tells them apart by content."""

FORMATS: dict[str, Format] = {
    "text": Format("exporter.readers.text", (".txt", ".text")),
    "markdown": Format(
        "exporter.readers.markdown", (".md", ".markdown", ".mkd", ".mdown", ".mdx", ".qmd", ".rmd"), "text/markdown"
    ),
    "html": Format("exporter.readers.html.article", (".html", ".htm", ".xhtml"), "text/html"),
    "page": Format("exporter.readers.html.page", (), "text/html"),
    "json": Format("exporter.readers.json_model", (".json",), JSON),
    "ninjs": Format("exporter.readers.newsroom.ninjs", (".ninjs",), JSON),
    "nitf": Format("exporter.readers.newsroom.nitf", (".nitf",), XML),
    "newsml": Format("exporter.readers.newsroom.newsml", (".newsml",), XML),
    "feed": Format("exporter.readers.newsroom.feed", (".rss", ".atom", ".wxr"), XML),
    "pandoc": Format("exporter.readers.pandoc", (), JSON),
    "docx": Format(
        "exporter.readers.word",
        (".docx", ".docm", ".dotx", ".dotm"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        packed=True,
        bound="package_file_bytes",
    ),
    "epub": Format(
        "exporter.readers.epub", (".epub",), "application/epub+zip", packed=True, bound="package_file_bytes"
    ),
    "pdf": Format("exporter.readers.tagged_pdf", (".pdf",), "application/pdf", packed=True, bound="file_bytes"),
    **dict.fromkeys(CMS, Format("exporter.readers.cms.document", (), JSON)),
    "gutenberg": Format("exporter.readers.cms.gutenberg", (), "text/html"),
    "notion": Format("exporter.readers.cms.notion", ()),
    "google-docs": Format("exporter.readers.cms.google_docs", (), "text/html"),
}

READERS = "exporter.readers"
"""The entry points by which other packages add formats: modules with ``read`` and ``SUFFIXES``."""

OTHER_PROGRAMS = {
    ".doc": "an old Word file; open it in Word or LibreOffice and save it as .docx",
    ".dot": "an old Word template; open it in Word or LibreOffice and save it as .dotx",
    ".rtf": "Rich Text; open it in Word or LibreOffice and save it as .docx, or use pandoc -t json and --from pandoc",
    ".odt": "an OpenDocument text; save it as .docx in LibreOffice, or use pandoc -t json and --from pandoc",
    ".pages": "a Pages document; export it from Pages as Word (.docx)",
    ".wps": "a Works or WPS document; save it as .docx",
}
"""Suffixes of word processors' files that are read by no reader here, and what to do."""

NUMBERED = frozenset(["feed", "ninjs", "newsml", *CMS])
"""Formats that may hold several articles."""

UNCERTAIN = frozenset(["", ".json", ".xml"])
"""Suffixes that say nothing of the format, or not which of several."""


DIALECTS = tuple(
    "commonmark gfm obsidian pandoc-markdown quarto bookdown mkdocs hugo jekyll carpentries docusaurus myst gitbook "
    "mdbook".split()
)
"""The dialects of Markdown that a user may name; what each reads is in ``readers.markdown.dialects``."""


def dialect_of(asked: str) -> str:
    """The dialect of Markdown that the user named as the format; "" if there is none."""
    return asked if asked in DIALECTS else ""


def item_of(asked: str) -> int:
    """Which of several articles in one file the user asked for: 3 for ``feed:3``; 0 for none in particular."""
    number = asked.partition(":")[2]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0


def format_of(name: str, asked: str = "", content: Callable[[], str] | None = None) -> str:  # noqa: C901  (steps in order)
    """The format of an input by the user's word (``feed``, or ``feed:3`` for its third article), suffix or content.

    ``content`` gives what is in it, as text, when the suffix leaves it open. Raises UsageError for a format that does
    not exist, InputError for a suffix that says nothing where the content does not either.
    """
    if asked:
        if asked in DIALECTS:
            return "markdown"
        asked, colon, _ = whole = asked.partition(":")
        if colon and (asked not in NUMBERED or not item_of("".join(whole))):
            raise UsageError(
                f"--from {''.join(whole)}: only an article of a feed or of ninjs has a number, as in feed:3"
            )
        if asked not in FORMATS and asked not in plugins.names(READERS):
            names = ", ".join([*FORMATS, *plugins.names(READERS), *DIALECTS])
            raise UsageError(f"--from {asked}: unknown format; choose one of {names}")
        return asked
    suffix = PurePath(name).suffix.lower()
    if content is not None and suffix in UNCERTAIN:
        # start-up: only where no suffix says the format
        from exporter.readers.input.detect import by_content  # noqa: PLC0415
        from exporter.readers.input.unknown import described  # noqa: PLC0415

        if found := by_content(content()):
            return found
        if suffix == ".json" and (words := described(content())):
            raise InputError(f"{name}: {words}")
    for key, known in FORMATS.items():
        if suffix in known.suffixes:
            return _dialect(key, name, content) or key
    if name == "-":
        return "text"
    for key in plugins.names(READERS):
        if suffix in getattr(plugins.load(READERS, key), "SUFFIXES", ()):
            return key
    if suffix in OTHER_PROGRAMS:
        raise InputError(f"{name}: is {OTHER_PROGRAMS[suffix]}")
    if content is not None and suffix in UNCERTAIN:
        from exporter.readers.input.unknown import described  # noqa: PLC0415  (start-up)

        if words := described(content()):
            raise InputError(f"{name}: {words}")
    message = f"{name}: the suffix “{suffix}” names no format that can be read; say which with --from"
    raise InputError(message, code="format")


def known_format(name: str) -> Format:
    """What is known of format ``name``; a plug-in's is text of no particular type."""
    return FORMATS.get(name) or Format("", (), "application/octet-stream")


def _dialect(key: str, name: str, content: Callable[[], str] | None) -> str:
    """The CMS whose export a file of HTML or Markdown is; "" if there is none."""
    if content is None or key not in ("html", "markdown"):
        return ""
    from exporter.readers.input.detect import dialect  # noqa: PLC0415  (start-up: only where no suffix says the format)

    return dialect(key, name, content)


def reader(name: str) -> Reader:
    """The reader of format ``name``; its module is imported now and not before."""
    if name not in FORMATS:
        return cast(Reader, plugins.load(READERS, name).read)
    return cast(Reader, import_module(FORMATS[name].module).read)
