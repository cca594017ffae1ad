"""A file that goes with a document: the source that it was read from, which a PDF may have inside.

It is not a part of the model: readers keep it, and one writer takes it.
"""

from __future__ import annotations

from exporter.records import record


@record
class Attachment:
    """A file to put inside the PDF: the source of the article, whole."""

    name: str
    data: bytes
    media_type: str
