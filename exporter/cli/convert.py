"""The command ``exporter convert``."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exporter.cli.options import (
    Articles,
    Contents,
    Debug,
    Edition,
    Engine,
    FailOn,
    Format,
    NotesPlace,
    Output,
    Page,
    PdfStandard,
)
from exporter.errors import UsageError

if TYPE_CHECKING:
    from exporter.run.pipeline import ReadOptions


def convert(
    articles: Articles,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="FORMATS",
            help="Formats to write, with commas: pdf,epub,docx,html,brf,json; and onix, a message about them.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write, for one format; - prints it.")
    ] = None,
    out_dir: Annotated[
        Path | None, typer.Option("--out-dir", help="The folder to write to; created if missing.")
    ] = None,
    page: Annotated[Page, typer.Option("--page", help="Page size of PDF and DOCX.")] = Page.a4,
    contents: Annotated[
        Contents, typer.Option("--contents", help="Contents list in PDF and DOCX; auto: in long documents.")
    ] = Contents.auto,
    pdf: Annotated[
        PdfStandard, typer.Option("--pdf", help="ua-1: PDF 1.7, PDF/UA-1, PDF/A-2a. ua-2: PDF 2.0, PDF/UA-2, PDF/A-4.")
    ] = PdfStandard.ua1,
    edition: Annotated[
        Edition | None, typer.Option("--edition", help="Set PDF and DOCX for readers who need another look.")
    ] = None,
    braille_grade: Annotated[
        int, typer.Option("--braille-grade", min=1, max=2, help="Braille in BRF: 1 letter by letter, 2 contracted.")
    ] = 1,
    notes: Annotated[
        NotesPlace,
        typer.Option("--notes", help="Notes in PDF: at the foot of their page, or in the text."),
    ] = NotesPlace.foot,
    picture_dpi: Annotated[
        int,
        typer.Option("--picture-dpi", min=0, help="Reduce PDF pictures to this resolution, e.g. 150; 0: unchanged."),
    ] = 0,
    engine: Annotated[
        Engine,
        typer.Option("--engine", help="What lays out PDFs. plutobook (extra “fast”): plain articles, faster."),
    ] = Engine.weasyprint,
    page_marks: Annotated[
        bool,
        typer.Option("--page-marks", help="Mark in EPUB and DOCX where pages of the PDF of the same run begin."),
    ] = False,
    attach_source: Annotated[
        bool, typer.Option("--attach-source", help="Attach the article itself to the PDF (then PDF/A-3a or PDF/A-4f).")
    ] = False,
    style: Annotated[
        list[Path] | None, typer.Option("--style", help="A CSS file added to the PDF's and EPUB's styles.")
    ] = None,
    fonts: Annotated[
        list[Path] | None,
        typer.Option("--fonts", help="A folder of fonts for characters that the bundled fonts lack, e.g. Chinese."),
    ] = None,
    docx_template: Annotated[
        Path | None,
        typer.Option("--docx-template", help="A .docx or .dotx file with the styles, page and headers to use."),
    ] = None,
    cover: Annotated[
        Path | None, typer.Option("--cover", help="The EPUB's cover picture; default: drawn from the title.")
    ] = None,
    certified_by: Annotated[str, typer.Option("--certified-by", help="Who evaluated the EPUB's accessibility.")] = "",
    certifier_report: Annotated[str, typer.Option("--certifier-report", help="The address of their report.")] = "",
    require: Annotated[
        list[str] | None,
        typer.Option(
            "--require", metavar="STANDARD", help="Refuse to write a PDF that does not meet it: pdf/ua-1, pdf/a-2a."
        ),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Findings of this level lead to exit code 1.")
    ] = FailOn.never,
    output_format: Format = Output.text,
    prove: Annotated[
        bool, typer.Option("--prove", help="Read the files back and print what they lost; exit code 1 if anything.")
    ] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", min=0, help="Articles to convert in parallel; 0: one per processor.")
    ] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not print the names of the files written.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Say which engine set each PDF, and why it was not another.")
    ] = False,
    debug: Debug = False,
    *,
    reading: ReadOptions,
) -> None:
    """Convert articles to accessible files. Either all files of an article are written or none."""
    from exporter.batch import many
    from exporter.cli.console import Report
    from exporter.run.pipeline import make_folder, timestamp_from_environment
    from exporter.run.prove import refuse_unprovable
    from exporter.writers import WriteOptions, formats_of

    formats = formats_of(to or [])
    if prove:
        refuse_unprovable(formats)
    reading = replace(reading, cover=cover)
    writing = WriteOptions.of(
        limits=reading.limits,
        page=page.value,
        contents=contents.value,
        docx_template=docx_template,
        pdf=pdf.value,
        attach_source=attach_source,
        edition=edition.value if edition else None,
        braille_grade=braille_grade,
        notes=notes.value,
        picture_dpi=picture_dpi,
        engine=engine.value,
        page_marks=page_marks,
        styles=tuple(style or ()),
        fonts=tuple(fonts or ()),
        certified_by=certified_by,
        certifier_report=certifier_report,
        timestamp=timestamp_from_environment(),
    )
    report = Report(
        len(articles), as_json=output_format is Output.json, quiet=quiet, fail_on=fail_on.value, verbose=verbose
    )
    if str(output) == "-":
        if sys.stdout is None:
            raise UsageError("-o -: standard output is closed; name a file instead of -")
        report.add(
            many.run_to_stream(articles, formats, reading, writing, require or (), sys.stdout.buffer, proving=prove)
        )
    else:
        plan = many.plan(articles, formats, out_dir, output, reading, writing, require or (), proving=prove)
        make_folder(out_dir)
        with closing(many.run(plan, jobs)) as outcomes:
            for outcome in outcomes:
                report.add(outcome)
        report.finish()
    raise typer.Exit(report.code)
