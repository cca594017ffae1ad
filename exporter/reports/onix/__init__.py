"""An ONIX for Books 3.0 message about the files of an article: a product for each, for shops and catalogues.

Everything in it is the article's metadata or computed from the finished files (format, size, accessibility by list
196); price, supplier and sales rights are for the publisher to add. Source: EDItEUR, ONIX for Books 3.0 Format
Specification.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from exporter.errors import WriterError
from exporter.findings import Finding, finding
from exporter.model import Document, Metadata, plain_text
from exporter.reports.onix.check import NAMESPACE, problems
from exporter.reports.onix.codes import FORMS
from exporter.reports.onix.product import File, add, add_product, digits, group, line, same_isbn

__all__ = ["FORMS", "File", "message"]


def message(document: Document, files: Sequence[File], timestamp: int | None) -> tuple[bytes, list[Finding]]:
    """The message about ``files``, and what it lacks. Raises WriterError for what ONIX cannot do without."""
    metadata = document.metadata
    if not line(metadata.title or plain_text(document.title)):
        raise WriterError("the ONIX message needs a title; give one with --metadata title=…")
    names: Any = {None: NAMESPACE}
    root = etree.Element(f"{{{NAMESPACE}}}ONIXMessage", {"release": "3.0"}, names)
    _header(root, metadata, timestamp)
    for file in files:
        add_product(root, document, file, [other for other in files if other is not file])
    etree.indent(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    wrong = problems(data)
    if wrong:
        raise WriterError(f"the ONIX message would be wrong: {wrong[0]}; correct the metadata")
    return data, list(_findings(metadata, files))


def _header(root: Any, metadata: Metadata, timestamp: int | None) -> None:
    name = line(metadata.publisher or metadata.imprint or next((one.name for one in metadata.authors), ""))
    if not name:
        raise WriterError("the ONIX message needs its sender; give one with --metadata publisher=…")
    sent = max(digits(metadata.modified), digits(metadata.published))
    if timestamp is not None:
        sent = datetime.fromtimestamp(timestamp, UTC).strftime("%Y%m%dT%H%MZ")
    elif len(sent) < len("20260504"):
        raise WriterError("the ONIX message needs a day; give one with --metadata date=… or set SOURCE_DATE_EPOCH")
    header = add(root, "Header")
    group(header, "Sender", [("SenderName", name)])
    add(header, "SentDateTime", sent)


def _findings(metadata: Metadata, files: Sequence[File]) -> Iterator[Finding]:
    if without := ", ".join(file.format for file in files if not metadata.isbn(file.format)):
        yield finding("META004", f"there is no ISBN for {without}; the ONIX message gives a record number instead")
    for number, alike in same_isbn(metadata, files):
        yield finding("META005", f"{', '.join(alike)} have the same ISBN, {number}")
