"""A book being repaired: what the rules look at, and the markup of each part that is edited."""

from __future__ import annotations

from dataclasses import dataclass

from exporter.checks.epub.package import Book
from exporter.repair.package import Edits


@dataclass(slots=True)
class Opened(Edits):
    """``book`` is what the rules look at, ``opf_path`` the name of its package document.

    ``lang`` is the language that the user names, for a book that states none.
    """

    book: Book
    opf_path: str
    lang: str = ""
