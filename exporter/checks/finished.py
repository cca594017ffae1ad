"""Rules on finished files: what a file of a format must have beside its words, and whether it is what it claims to be.

The rules on the document read back come first; those of the format look at what no document model holds: marking of
painted content, navigation, metadata, fonts. Last, each claim is held against everything that was found.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from exporter.checks.document import check
from exporter.findings import Finding
from exporter.model import Document
from exporter.readback import format_of, open_file

MODULES = {
    "pdf": "exporter.checks.pdf",
    "epub": "exporter.checks.epub",
    "docx": "exporter.checks.docx",
}


def check_file(data: bytes, name: str = "file", document: Document | None = None) -> list[Finding]:
    """Every finding on the finished file ``data``; ``document`` is what was read back from it, if that was done.

    Raises InputError when the file cannot be read back.
    """
    form = format_of(data, name)
    document = open_file(data, name) if document is None else document
    found = check(document)
    seen = {(item.rule, item.message) for item in found}
    rules = cast(Callable[..., list[Finding]], import_module(MODULES[form]).check_finished)
    return [*found, *(item for item in rules(data, name, document, found) if (item.rule, item.message) not in seen)]
