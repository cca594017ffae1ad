"""Gathering what a conformance report says: the article, its finished files, their claims, findings and losses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePath

from exporter.bounds.gate import Gate
from exporter.checks.claims_read import claims
from exporter.checks.finished import check_file
from exporter.errors import UsageError
from exporter.readback import open_file
from exporter.reports import Examined, Report, render
from exporter.run.inspect import is_finished, suffix_of
from exporter.run.pipeline import ReadOptions, read_article
from exporter.run.prove import Copy, compare_all


def make_report(article: str, names: Sequence[str], options: ReadOptions) -> Report:
    """The report on an article's files; without names, on those that stand beside it. Raises InputError, UsageError."""
    from exporter.version import VERSION

    if is_finished(article) and not options.format:
        raise UsageError(f"{article}: is a finished file; name the article that it was made from, then its files")
    read = read_article(article, options)
    names = list(names) or beside(article)
    examined = [examine(name) for name in names]
    copies = [Copy(one.format, one.document, one.data) for one in examined]
    losses = compare_all(read.document, copies)
    told = labels(names)
    return Report(
        version=VERSION,
        article=PurePath(article).name,
        document=read.document,
        source=() if read.format == "json" else tuple(read.text.split("\n")),  # JSON names the places of its source
        findings=tuple(replace(item, file=PurePath(article).name) for item in read.findings),
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


def beside(article: str) -> list[str]:
    """The finished files with the article's stem in its folder. Raises UsageError when there are none."""
    path = Path(article)
    found = [
        str(path.with_suffix(suffix)) for suffix in (".pdf", ".epub", ".docx") if path.with_suffix(suffix).exists()
    ]
    if article == "-" or not found:
        raise UsageError(f"{article}: there is no PDF, EPUB or DOCX of it beside it; name its files")
    return found


def examine(name: str) -> Examined:
    """One finished file, not yet compared with anything. Raises InputError when it cannot be read back."""
    if not is_finished(name):
        raise UsageError(f"{name}: is not a PDF, EPUB or DOCX; name the article first, then its finished files")
    data = Gate().read_article(Path(name), "file_bytes")
    document = open_file(data, name)
    form = suffix_of(name)
    return Examined(
        name=name,
        format=form,
        data=data,
        sha256=sha256(data).hexdigest(),
        document=document,
        claims=claims(data, form, name),
        findings=tuple(check_file(data, name, document)),
    )


def report_text(article: str, names: Sequence[str], options: ReadOptions, format: str) -> tuple[str, bool]:
    """A report in one of its forms, and whether anything failed."""
    report = make_report(article, names, options)
    return render(report, format), report.failed
