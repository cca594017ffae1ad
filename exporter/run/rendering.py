"""The files of an article that was read or built: written, checked against --require, read back. All as bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from exporter.errors import UsageError, WriterError, about
from exporter.findings import Finding
from exporter.findings.causes import once_each
from exporter.rules.rule import Level
from exporter.run.asked import questions_in
from exporter.run.events import emit
from exporter.run.prove import Proof, prove, refuse_losses
from exporter.run.results import Article, Rendering, Written
from exporter.run.sidecars import onix
from exporter.writers import SIDECARS, WriteOptions, format_called, writer


def output_paths(name: Path | str, to: Sequence[str], out_dir: Path | None, output: Path | None) -> dict[str, Path]:
    """The path of each format: ``output`` for a single one, else the input's stem in ``out_dir`` or beside it."""
    if output is not None:
        if len(to) != 1:
            raise UsageError("-o names a single file; give one format with --to, or a folder with --out-dir")
        return {to[0]: _portable(output)}
    source = Path("stdin" if str(name) == "-" else name)
    folder = out_dir if out_dir is not None else (Path() if str(name) == "-" else source.parent)
    return {item: _portable(folder / (source.stem + format_called(item).suffix)) for item in to}


_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]) *(?:\..*)?", re.IGNORECASE
)
"""Names of devices, with or without a suffix (Windows, Naming Files, Paths, and Namespaces)."""


def _portable(path: Path) -> Path:
    """``path``, whose name Windows can have as well. Raises UsageError: the file is for readers of any system."""
    if path.name == "-":
        return path
    if _RESERVED.fullmatch(path.name):
        raise UsageError(f"{path}: Windows cannot open a file of this name; choose another name with -o")
    if path.name.endswith((".", " ")):
        what = "full stop" if path.name.endswith(".") else "space"
        raise UsageError(f"{path}: Windows drops the {what} at the end of a name; choose another name with -o")
    return path


def one_name(path: str) -> str:
    """``path`` as a file system sees it that tells neither upper from lower case nor composed from decomposed letters.

    APFS and NTFS as they come do not; OCF asks the same of the names in an EPUB (EPUB 3.3, 4.2.5).
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def write_all(
    article: Article, name: str, to: Sequence[str], options: WriteOptions, require: Sequence[str] = ()
) -> Rendering:
    """Every format of ``to`` as bytes, in that order. With ``page_marks`` a PDF lends its pages to the others.

    Raises WriterError when one fails or does not meet a required standard.
    """
    files: dict[str, Written] = {}
    if options.attach_source:
        if article.source is None:
            raise UsageError(f"{name}: was built by a program, so there is no source to attach (attach_source)")
        options = replace(options, attachment=article.source)
    for format_name in sorted(set(to) - set(SIDECARS), key=lambda item: (item != "pdf", to.index(item))):
        with about(name):
            result = writer(format_name)(article.document, options)
            _demand(name, format_name, result.claims, result.findings, require)
        found = tuple(item.located(name, ()) for item in result.findings)
        files[format_name] = Written(None, format_name, result.claims, result.data, result.pages, found, result.engine)
        if options.page_marks:
            options = replace(options, pages=result.pages or options.pages)
    if "onix" in to:
        with about(name):
            files["onix"] = onix(article.document, tuple(files.values()), options.timestamp, name)
    findings = once_each([*article.findings, *(item for format_name in to for item in files[format_name].findings)])
    return Rendering(tuple(files[format_name] for format_name in to), tuple(findings))


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
            raise UsageError(f"--require {wanted}: unknown standard; choose one of {', '.join(REQUIREMENTS)}")
        about, claim = REQUIREMENTS[key]
        if about == format_name and claim not in claims:
            worst = [item for item in findings if item.level in (Level.error, Level.warning)] or list(findings)
            reason = "; ".join(item.message for item in worst) or "see the findings"
            raise WriterError(
                f"{name}: the {format_name} would not meet {claim}: {reason}; nothing was written",
                code="not-met",
                data={"required": key, "claims": tuple(claims)},
            )


def finished_files(
    article: Article,
    name: str,
    to: Sequence[str],
    writing: WriteOptions,
    require: Sequence[str] = (),
    proving: bool = False,
) -> Rendering:
    """Every format of ``to`` as bytes, and their proof where it is asked for."""
    made = write_all(article, name, to, writing, require)
    made = replace(made, questions=questions_in(article), decisions=article.answers.found)
    for item in made.files:
        emit("written", name, format=item.format, bytes=len(item.data), claims=item.claims)
    if not proving:
        return made
    proof = prove_all(article, made, name, require)
    emit("proven", name, formats=proof.formats, losses=len(proof.losses))
    return replace(made, proof=proof)


def prove_all(article: Article, conversion: Rendering, name: str, require: Sequence[str] = ()) -> Proof:
    """The proof of files that are not yet in place. Raises WriterError for a loss where a standard is required."""
    from exporter.run.reading_proof import unread

    proof = prove(
        article.document, [(item.format, item.data) for item in conversion.files], name, unread(article, name)
    )
    if require:
        refuse_losses(proof, name)
    return proof
