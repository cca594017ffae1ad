"""Looking into files: an article, or a finished PDF, EPUB or DOCX that is read back, as one model for every command."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from exporter.bounds.gate import in_force
from exporter.errors import InputError, UsageError
from exporter.findings import Finding
from exporter.model import Document
from exporter.records import record
from exporter.run.asked import questions_in
from exporter.run.given import Given, of_word, suffix_of
from exporter.run.pipeline import ReadOptions, read_article

if TYPE_CHECKING:
    from exporter.checks.outline import OutlineLine, QuoteLine
    from exporter.comparison.loss import Loss
    from exporter.readback.sight import OneSense
    from exporter.speak import Line
    from exporter.speak.browse import Stop
    from exporter.speak.diff import Difference
    from exporter.speak.readers import Reader

FINISHED = ("pdf", "epub", "docx")
"""Suffixes of files that are read back rather than read as articles."""

EITHER = ("html", "htm")
"""Suffixes of files that are read back where exporter made them, and are articles otherwise."""


@record
class FileLosses:
    """What one finished file lost of its article, or added to it."""

    name: str
    losses: tuple[Loss, ...]


@record
class Checked:
    """What was found in one file, by the name under which that is told; ``source`` is the file's own name.

    ``questions`` is how many an article has for a person, None for a finished file.
    """

    name: str
    findings: tuple[Finding, ...]
    source: str
    questions: int | None = None


@record
class Unseen:
    """What only one of two senses gets of a finished file."""

    name: str
    found: tuple[OneSense, ...]
    format: str

    @property
    def text(self) -> str:
        """What is only seen, then what is only heard."""
        from exporter.speak.one_sense import as_text

        return as_text(self.found, self.format)

    @property
    def json(self) -> str:
        """The same as JSON."""
        from exporter.speak.one_sense import as_json

        return as_json(self.found, self.name, self.format)


@record
class Transcript:
    """What a listener would be told by a file, a line a time, in order."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines as text."""
        from exporter.speak import as_text

        return as_text(list(self.lines))

    @property
    def json(self) -> str:
        """The lines as JSON."""
        from exporter.speak import as_json

        return as_json(list(self.lines))


@record
class Browsed:
    """All things of one kind in a file, as listeners jump through them; ``form`` is the format of a finished file."""

    kind: str
    stops: tuple[Stop, ...]
    form: str = ""

    @property
    def text(self) -> str:
        """The stops as text."""
        from exporter.speak.browse import as_text

        return as_text(self.stops, self.kind, self.form)

    @property
    def json(self) -> str:
        """The stops as JSON."""
        from exporter.speak.browse import as_json

        return as_json(self.stops, self.kind, self.form)


@record
class Outline:
    """The headings of a file, each with its level and words, and its block quotes, with their speakers."""

    headings: tuple[OutlineLine, ...]
    quotes: tuple[QuoteLine, ...]


def is_finished(given: Given, options: ReadOptions | None = None) -> bool:
    """Whether an input is a finished file: by its suffix, or by its content where the suffix does not tell."""
    suffix = suffix_of(given)
    if suffix in FINISHED:
        return True
    if (options and options.format) or (suffix and suffix not in EITHER) or (given.data is None and not suffix):
        return False
    from exporter.readback import is_finished as looks_finished

    return looks_finished(bytes_of(given))


def open_any(source: Given | Document, options: ReadOptions) -> Document:
    """The document in an article or in a finished file. Raises InputError."""
    if isinstance(source, Document):
        return source
    return read_back(source) if is_finished(source, options) else read_article(source, options).document


def read_back(given: Given) -> Document:
    """The document that assistive technology would find in a finished file. Raises InputError."""
    from exporter.readback import open_file

    if not is_finished(given):
        message = "is not a PDF, an EPUB, a DOCX or a page that exporter made; name a finished file"
        raise InputError(f"{given.name}: {message}", name=given.name)
    return open_file(bytes_of(given), given.name)


def bytes_of(given: Given) -> bytes:
    """The bytes of a finished file. Raises InputError."""
    return given.read(in_force(), "file_bytes")


def form_of(given: Given) -> str:
    """The format of a finished file: what it is, whatever its name says; the name decides of what cannot be told."""
    from exporter.readback import format_of

    try:
        return format_of(bytes_of(given), given.name)
    except InputError:
        if suffix_of(given) in FINISHED:
            return suffix_of(given)
        raise


def check_one(given: Given, options: ReadOptions, aspect: str = "") -> list[Finding]:
    """The findings in one file: for an article those of reading it too, for a finished file those of its format.

    ``aspect`` says as which of the two a Word file is judged ("": as a finished file).
    """
    return list(_checked(given.name, given, options, aspect).findings)


def _checked(name: str, given: Given, options: ReadOptions, aspect: str) -> Checked:
    if not is_finished(given, options) or (aspect == "article" and form_of(given) == "docx"):
        from exporter.run.reading_proof import unread

        read = read_article(given, options)
        return Checked(name, (*read.findings, *(unread(read, given.name) or ())), given.name, questions_in(read))
    from exporter.checks.finished import check_file

    found = tuple(item.located(given.name, ()) for item in check_file(bytes_of(given), given.name))
    return Checked(name, found, given.name)


def check_files(names: Sequence[str], options: ReadOptions, aspect: str = "") -> list[Checked]:
    """The findings in each file that the command line names.

    A Word file can be either. It is judged as both, each named, unless ``aspect`` says "article" or "file".
    """
    results: list[Checked] = []
    for name in names:
        given = of_word(name, options.limits)
        both = suffix_of(given) == "docx" and not aspect
        given = given.loaded(options.limits) if both else given
        for one in ("article", "file") if both else (aspect,):
            told = {"article": f"{name}, as an article", "file": f"{name}, as a finished file"}
            results.append(_checked(name if aspect or not one else told[one], given, options, one))
    return results


def compare_files(article: Given | Document, files: Sequence[Given], options: ReadOptions) -> tuple[FileLosses, ...]:
    """What each finished file lost of the article, or added to it."""
    from exporter.run.prove import Copy, compare_all

    if isinstance(article, Given) and suffix_of(article) == "docx":
        original = read_article(article, options).document
    else:
        original = open_any(article, options)
    held = [item.loaded(in_force()) for item in files]
    copies = [Copy(form_of(item), *_both(item)) for item in held]
    found = compare_all(original, copies)
    return tuple(FileLosses(item.name, tuple(losses)) for item, losses in zip(files, found, strict=True))


def _both(given: Given) -> tuple[Document, bytes, tuple[OneSense, ...]]:
    """The document in a finished file, a PDF's bytes, which its page labels are read from, and what one sense gets."""
    from exporter.readback import open_both

    document = read_back(given) if not is_finished(given) else None
    found, one_sense = open_both(bytes_of(given), given.name) if document is None else (document, ())
    return found, bytes_of(given) if form_of(given) == "pdf" else b"", one_sense


def transcript_of(source: Given | Document, options: ReadOptions, reader: str = "") -> Transcript:
    """What the file says; with the name of a ``reader``, what that program tells of it. Raises UsageError."""
    from exporter.speak import transcript

    if not reader:
        return Transcript(tuple(transcript(open_any(source, options))))
    from exporter.speak.heard import heard

    row = _row_of(reader, form_of(source) if isinstance(source, Given) and is_finished(source, options) else "", source)
    return Transcript(tuple(heard(open_any(source, options), row)))


def _row_of(reader: str, form: str, source: Given | Document) -> Reader:
    """What a reader tells of files of one format; of what is not a file yet, as of the first format that it opens."""
    from exporter.speak.readers import READERS

    if reader not in READERS:
        raise UsageError(f"--as: “{reader}” is not known; choose one of {', '.join(READERS)}")
    rows = READERS[reader]
    if form and form not in rows:
        name = source.name if isinstance(source, Given) else "the document"
        raise UsageError(f"--as {reader}: it does not open {name}; it opens {', '.join(rows)}")
    return rows[form or next(iter(rows))]


def browse_any(source: Given | Document, kind: str, options: ReadOptions) -> Browsed:
    """All headings, or links, or … of a file. Raises UsageError for a kind that does not exist."""
    from exporter.speak.browse import KINDS, browse

    if kind not in KINDS:
        raise UsageError(f"browse: “{kind}” cannot be listed; choose one of {', '.join(KINDS)}")
    form = form_of(source) if isinstance(source, Given) and is_finished(source, options) else ""
    return Browsed(kind, tuple(browse(open_any(source, options), kind)), form)


def unseen_of(given: Given | Document, options: ReadOptions) -> Unseen:
    """What the eye gets of a finished file and the ear does not, and the reverse. Raises UsageError for an article."""
    if isinstance(given, Document):
        raise UsageError("--unseen looks into a finished PDF, EPUB or DOCX")
    if not is_finished(given, options):
        raise UsageError(f"{given.name}: is an article; --unseen looks into a finished PDF, EPUB or DOCX")
    from exporter.readback import open_both

    found = open_both(bytes_of(given), given.name)[1]
    return Unseen(given.name, tuple(found), form_of(given))


def differences_of(
    one: Given | Document, other: Given | Document, options: ReadOptions, readers: tuple[str, str] = ("", "")
) -> list[Difference]:
    """Where two files tell something else, or one file to two ``readers``."""
    from exporter.speak import diff as speak_diff

    told = (transcript_of(source, options, reader).lines for source, reader in zip((one, other), readers, strict=True))
    first, second = ([line for line in lines if line.role != "reader"] for lines in told)
    return list(speak_diff.differences(first, second))


def difference_of(
    one: Given | Document,
    other: str | Document,
    options: ReadOptions,
    *,
    as_json: bool,
    reader: str = "",
    names: tuple[str, str] = ("", ""),
) -> tuple[str, bool]:
    """Where ``one`` and ``other`` tell something else, as text or JSON, and whether they tell the same.

    ``other`` is a file, or with a ``reader`` the name of another reader before the same file. ``names`` are those of
    documents, which have none.
    """
    from exporter.speak import diff as speak_diff
    from exporter.speak.readers import READERS

    show = speak_diff.as_json if as_json else speak_diff.as_text
    called = one.name if isinstance(one, Given) else names[0]
    if reader and isinstance(other, str) and other in READERS:
        one = one.loaded(options.limits) if isinstance(one, Given) else one
        found = differences_of(one, one, options, (reader, other))
        return show(found, (f"{called} as {reader}", f"{called} as {other}")), not found
    second = of_word(other, options.limits) if isinstance(other, str) else other
    found = differences_of(one, second, options, (reader, reader))
    return show(found, (called, second.name if isinstance(second, Given) else names[1])), not found


def outline_of(source: Given | Document, options: ReadOptions) -> Outline:
    """The headings and block quotes of a file."""
    from exporter.checks.outline import outline, quotes

    document = open_any(source, options)
    return Outline(tuple(outline(document)), tuple(quotes(document)))


def epub_metadata(given: Given) -> dict[str, Any]:
    """Why each line of an EPUB's accessibility metadata is there or not, and its ONIX codes, as JSON-ready data."""
    from exporter.checks.epub import explain_metadata as explain_epub
    from exporter.checks.epub import onix as list_196

    found = explain_epub.explain(bytes_of(given), given.name)
    return explain_epub.as_dict(given.name, found) | {"onix": list_196.as_dicts(found)}


def explain_files(files: Sequence[Given], *, metadata: bool, onix: bool, as_json: bool) -> str:
    """Why each line of the accessibility metadata of EPUB files is there or not, and their ONIX codes; text or JSON."""
    import json

    from exporter.checks.epub import explain_metadata as explain_epub
    from exporter.checks.epub import onix as list_196

    found = [(item.name, explain_epub.explain(bytes_of(item), item.name)) for item in files]
    if not as_json:
        lines = [explain_epub.as_text(name, item) for name, item in found if metadata]
        return "\n".join([*lines, *(list_196.as_text(name, item) for name, item in found if onix)])
    data = [
        (explain_epub.as_dict(name, item) if metadata else {"file": name})
        | ({"onix": list_196.as_dicts(item)} if onix else {})
        for name, item in found
    ]
    return json.dumps({"files": data}, ensure_ascii=False, indent=2)
