"""Proof of a conversion: the finished bytes are read back and compared with the article before they are put in place.

EN 301 549 (5.4, 11.8.3) and Section 508 (504.2.1) ask a converter to keep what makes a document accessible. A loss
does not stop the files from being written, unless a standard was required of them: it is told, and costs exit code 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from exporter.bounds.garbage import rare_collections
from exporter.errors import InputError, UsageError, WriterError
from exporter.findings import Finding
from exporter.model import Document, PageMarker, nodes_of
from exporter.records import record

if TYPE_CHECKING:
    from exporter.comparison.loss import Loss
    from exporter.readback.sight import OneSense

PROVABLE = ("pdf", "epub", "docx", "html", "brf")
"""Formats that can be read back."""


@record
class Copy:
    """A finished file that was read back."""

    format: str
    document: Document
    data: bytes = field(repr=False)
    one_sense: tuple[OneSense, ...] = ()
    """The words of it that are only seen or only heard."""


@record
class Proof:
    """What was read back (``formats``), and the answers to three questions, each with its evidence.

    Did we read all of the source? ``unread`` has what does not balance; None where nobody could ask (a document that a
    program built, a format of a plug-in). Do the files say all of the article? ``losses``. Do they claim only what
    holds? ``refuted`` has the claims that do not.
    """

    formats: tuple[str, ...]
    losses: tuple[Loss, ...]
    unread: tuple[Finding, ...] | None = None
    refuted: tuple[Finding, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether any of the answers is no."""
        return bool(self.unread or self.losses or self.refuted)

    @property
    def answers(self) -> tuple[bool | None, bool, bool]:
        """The three answers, in the order of ``reports.QUESTIONS``; None where nobody could ask."""
        return (None if self.unread is None else not self.unread, not self.losses, not self.refuted)

    def of(self, format_name: str) -> list[Loss]:
        """The losses of one format."""
        return [loss for loss in self.losses if loss.format == format_name]


def refuse_unprovable(formats: Iterable[str]) -> None:
    """Raise UsageError when none of ``formats`` can be read back, so that there would be nothing to prove."""
    given = list(formats)
    if not any(name in PROVABLE for name in given):
        raise UsageError(f"--prove: {', '.join(given)} cannot be read back; only {', '.join(PROVABLE)} can")


def prove(
    document: Document, files: Iterable[tuple[str, bytes]], name: str, unread: tuple[Finding, ...] | None = None
) -> Proof:
    """Read back each of ``files`` (format and bytes) and compare it with ``document``; ``name`` is the article's.

    ``unread`` is what the balance of the document with its source found. Raises WriterError when a file that was just
    made cannot be read back.
    """
    with rare_collections():
        return _proof(document, files, name, unread)


def _proof(
    document: Document, files: Iterable[tuple[str, bytes]], name: str, unread: tuple[Finding, ...] | None
) -> Proof:
    from exporter.checks.finished import check_file
    from exporter.readback import read_file
    from exporter.reports import CLAIMS_REFUTED

    copies: list[Copy] = []
    brailled: list[Loss] = []
    formats: list[str] = []
    refuted: list[Finding] = []
    for format_name, data in files:
        if format_name not in PROVABLE:
            continue
        formats.append(format_name)
        if format_name == "brf":
            brailled += _prove_braille(document, data, name)
            continue
        try:
            read = read_file(data, f"the {format_name} of {name}")
        except InputError as error:
            raise WriterError(f"{name}: the {format_name} cannot be proved: {error}; nothing was written") from None
        copies.append(Copy(format_name, read.document, data, read.one_sense))
        if format_name != "docx":  # a DOCX has no place for a claim
            found = check_file(data, f"the {format_name} of {name}", read)
            refuted += [
                replace(item, file=item.file or f"the {format_name} of {name}")
                for item in found
                if item.rule in CLAIMS_REFUTED
            ]
    losses = [*(loss for found in compare_all(document, copies) for loss in found), *brailled]
    return Proof(tuple(formats), tuple(losses), unread, tuple(refuted))


def _prove_braille(document: Document, data: bytes, name: str) -> list[Loss]:
    """What a braille file lost: it is not a document when it is read back, and has only words to compare."""
    from exporter.comparison.braille import compare_braille
    from exporter.readback.brf import read_lines

    return compare_braille(document, read_lines(data, f"the brf of {name}"))


def compare_all(original: Document, copies: Sequence[Copy]) -> list[list[Loss]]:
    """What each copy lost of the original, and what their page marks say that the PDF among them does not."""
    from exporter.comparison.facts import facts
    from exporter.comparison.losses import compare, in_one_sense

    before = facts(original)
    found = [
        [*compare(original, copy.document, copy.format, before), *in_one_sense(copy.format, copy.one_sense)]
        for copy in copies
    ]
    pdf = next((copy for copy in copies if copy.format == "pdf"), None)
    if pdf is None or _has_pages(original):
        return found
    from exporter.comparison.pages import compare_pages
    from exporter.readback.pdf import page_labels

    marked = [(losses, copy) for losses, copy in zip(found, copies, strict=True) if _has_pages(copy.document)]
    if marked:
        printed, labels = facts(pdf.document), page_labels(pdf.data)
        for losses, copy in marked:
            losses += compare_pages(printed, labels, facts(copy.document), copy.format)
    return found


def _has_pages(document: Document) -> bool:
    return bool(nodes_of(document, PageMarker))


def refuse_losses(proof: Proof, name: str) -> None:
    """Raise WriterError when any answer is no: what was required of the files must hold of what they say, too."""
    for item in (*(proof.unread or ()), *proof.refuted):
        raise WriterError(f"{name}: {item.rule} {item.message}; nothing was written")
    if proof.losses:
        from exporter.comparison.loss_table import line

        more = len(proof.losses) - 1
        also = f" (and {more} more)" if more else ""
        raise WriterError(
            f"{name}: the files would differ from the article: {line(proof.losses[0])}{also}; nothing was written"
        )
