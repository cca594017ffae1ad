"""Gathering what a conformance report says: the article, its finished files, their claims, findings and losses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePath

from exporter.checks.claims_read import claims
from exporter.checks.finished import check_file
from exporter.errors import UsageError, about
from exporter.findings import Finding
from exporter.model import Document
from exporter.readback import read_file
from exporter.reports import FORMATS, Examined, Report, render
from exporter.run.given import Given, of_word
from exporter.run.inspect import bytes_of, form_of, is_finished
from exporter.run.pipeline import ReadOptions, read_article
from exporter.run.prove import Copy, compare_all
from exporter.run.reading_proof import unread


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report: its facts, and its text in the form that was asked for. ``failed`` says whether anything did."""

    report: Report
    text: str

    @property
    def failed(self) -> bool:
        """Whether anything was lost, or an error found."""
        return self.report.failed


def make_report(article: Given | str, files: Sequence[Given | str], options: ReadOptions) -> Report:
    """The report on an article's files; without any, on those that stand beside it. Raises InputError, UsageError."""
    given = article if isinstance(article, Given) else of_word(article, options.limits)
    if is_finished(given, options) and not options.format:
        raise UsageError(f"{given.name}: is a finished file; name its article first, then the files")
    read = read_article(given, options)
    missed = unread(read, given.name)
    inputs = [item if isinstance(item, Given) else of_word(item) for item in files] or beside(given)
    called = PurePath(given.name).name
    found = tuple(replace(item, file=called) for item in read.findings)
    unmet = None if missed is None else tuple(replace(item, file=called) for item in missed)
    source = () if read.format == "json" else tuple(read.text.split("\n"))  # JSON names the places of its source
    return report_of(called, read.document, found, unmet, source, inputs)


def report_of(
    called: str,
    document: Document,
    findings: Sequence[Finding],
    missed: Sequence[Finding] | None,
    source: Sequence[str],
    inputs: Sequence[Given],
) -> Report:
    """The report on finished files of a document that was read, with what was found then. Raises InputError."""
    from exporter.version import VERSION

    examined = [examine(item) for item in inputs]
    copies = [Copy(one.format, one.document, one.data, one.one_sense) for one in examined]
    losses = compare_all(document, copies)
    told = labels([item.name for item in inputs])
    return Report(
        version=VERSION,
        article=called,
        document=document,
        source=tuple(source),
        findings=(*findings, *(missed or ())),
        unread=None if missed is None else tuple(missed),
        files=tuple(
            replace(
                one, name=name, losses=tuple(lost), findings=tuple(replace(item, file=name) for item in one.findings)
            )
            for one, lost, name in zip(examined, losses, told, strict=True)
        ),
    )


def labels(names: Sequence[str]) -> list[str]:
    """How files are called in a report: by their names without folders, unless two of them would be called the same."""
    short = [PurePath(name).name for name in names]
    return short if len(set(short)) == len(short) else list(names)


def beside(article: Given) -> list[Given]:
    """The finished files with the article's stem in its folder. Raises UsageError when there are none."""
    found = []
    for suffix in (".pdf", ".epub", ".docx"):
        path = article.path.with_suffix(suffix) if article.path is not None else None
        if path is not None and path.exists():
            found.append(Given(str(PurePath(article.name).with_suffix(suffix)), path))
    if not found:
        raise UsageError(f"{article.name}: has no PDF, EPUB or DOCX beside it; name the files")
    return found


def examine(given: Given) -> Examined:
    """One finished file, not yet compared with anything. Raises InputError when it cannot be read back."""
    name = given.name
    if not is_finished(given):
        raise UsageError(f"{name}: is not a PDF, an EPUB or a DOCX; name the article first, then its finished files")
    with about(name):
        data = bytes_of(given)
        read = read_file(data, name)
        form = form_of(given)
        return Examined(
            name=name,
            format=form,
            data=data,
            sha256=sha256(data).hexdigest(),
            document=read.document,
            one_sense=read.one_sense,
            claims=claims(data, form, name),
            findings=tuple(check_file(data, name, read)),
        )


def report_text(article: Given | str, files: Sequence[Given | str], options: ReadOptions, form: str) -> ReportText:
    """A report in one of its forms. Raises UsageError for one that does not exist."""
    if form not in FORMATS:
        raise UsageError(f"form: “{form}” is not a report format; choose one of {', '.join(FORMATS)}")
    report = make_report(article, files, options)
    return ReportText(report, render(report, form))
