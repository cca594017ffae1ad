"""The one error of this engine: a document that it cannot set without fault."""

from __future__ import annotations

from exporter.errors import WriterError


class Misfit(WriterError):
    """The document is not for this engine; another one sets it. The message says why, for the curious."""
