"""Several articles as one book, issue or newsletter: what a publication is read from, and the one document it becomes.

``sheet`` and ``orders`` say which articles in which order, ``reading`` reads them as every article is read, ``joined``
makes one document, ``bind`` its files.
"""

from __future__ import annotations

from exporter.publication.joined import bound

__all__ = ["bound"]
