"""What is written about the finished files of an article, beside them: an ONIX message.

Apart from the writers, which know the document alone: this needs the files, and what they claim.
"""

from __future__ import annotations

from collections.abc import Sequence

from exporter.errors import UsageError, WriterError
from exporter.model import Document
from exporter.run.results import Written


def onix(document: Document, files: Sequence[Written], timestamp: int | None, name: str) -> Written:
    """The ONIX message about ``files``. Raises UsageError where there is nothing to describe, and WriterError."""
    from exporter.reports.onix import FORMS, File, message

    described = [File(item.format, item.data, item.claims) for item in files if item.format in FORMS]
    if not described:
        raise UsageError(f"--to onix: describes other files; name them too, as in --to {','.join(FORMS)},onix")
    try:
        data, found = message(document, described, timestamp)
    except WriterError as error:
        raise error.of(name) from None
    return Written(None, "onix", (), data, (), tuple(item.located(name, ()) for item in found))
