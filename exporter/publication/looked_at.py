"""A publication before the commands that look into articles and files: check, parity, report, speak.

They are told of it as of one article, which it is once it is bound; findings keep the file of their own article.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exporter.errors import UsageError
from exporter.model import Document
from exporter.publication.bind import Bound, open_publication, outputs_of
from exporter.reports import FORMATS, render
from exporter.run.gather_report import ReportText, report_of
from exporter.run.given import Given, of_word
from exporter.run.inspect import FINISHED, Checked
from exporter.run.pipeline import ReadOptions


def opened(word: str, reading: ReadOptions) -> Document:
    """The one document into which the publication that a word of the command line names is bound."""
    return open_publication(word, reading).document


def checked(word: str, reading: ReadOptions) -> Checked:
    """What the rules say of every article of a publication and of the whole, and what was not read of its sources."""
    made = _proved(word, reading)
    return Checked(word, (*made.findings, *(made.unread or ())), word, made.questions)


def report_on(word: str, files: Sequence[str], reading: ReadOptions, form: str) -> ReportText:
    """The report on a publication's files; without any, on those that stand beside it. Raises ExporterError."""
    assert form in FORMATS
    made = _proved(word, reading)
    inputs = [of_word(name) for name in files] or _bound_before(word)
    report = report_of(Path(word).name, made.document, made.findings, made.unread, (), inputs)
    return ReportText(report, render(report, form))


def _bound_before(word: str) -> list[Given]:
    """The files that ``bind`` makes of a publication where nobody names others. Raises UsageError for none."""
    paths = outputs_of(word, FINISHED, None, None).values()
    found = [Given(str(path), path) for path in paths if path.is_file()]
    if not found:
        raise UsageError(f"{word}: has no {next(iter(paths)).stem}.pdf, .epub or .docx beside it; name the files")
    return found


def _proved(word: str, reading: ReadOptions) -> Bound:
    return open_publication(word, reading, proving=True)
