"""PlutoBook itself: markup to the bytes of a PDF file, with the fonts and pictures that we hold and nothing else.

It carries a network library, so its fetcher is replaced by one that opens nothing: no file and no socket.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from exporter.writers.pdf.engines.pluto.misfit import Misfit


@contextmanager
def _environment_kept() -> Iterator[None]:
    """PlutoPrint changes where fontconfig looks, for this process and the programs it starts; this puts it back."""
    before = os.environ.get("FONTCONFIG_PATH")
    try:
        yield
    finally:
        if before is None:
            os.unsetenv("FONTCONFIG_PATH")
        else:
            os.putenv("FONTCONFIG_PATH", before)


with _environment_kept():
    import plutoprint

SETTINGS = Path(__file__).parent
"""Where settings of fontconfig are that name no folder: a file must not depend on the machine's fonts."""

FONT = "font:"
"""The scheme of addresses that name font files."""


class _Held(plutoprint.ResourceFetcher):
    """Gives what is held, by address; refuses all else."""

    def __init__(self, pictures: Mapping[str, tuple[bytes, str]], fonts: Mapping[str, Path]) -> None:
        super().__init__()
        self.pictures = pictures
        self.fonts = fonts
        self.refused: list[str] = []

    def fetch_url(self, url: str) -> plutoprint.ResourceData:
        if url in self.fonts:
            return plutoprint.ResourceData(_bytes(self.fonts[url]), "font/ttf")
        if url in self.pictures:
            return plutoprint.ResourceData(*self.pictures[url])
        self.refused.append(url)
        return plutoprint.ResourceData(b"", "application/octet-stream")


@cache
def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def version() -> str:
    """The version of PlutoBook."""
    return str(plutoprint.plutobook_version_string())


def print_pdf(markup: str, pictures: Mapping[str, tuple[bytes, str]], fonts: Mapping[str, Path]) -> tuple[bytes, int]:
    """Lay out ``markup`` (XHTML with its style sheet in it); the PDF file and how many pages it has.

    Raises Misfit when something was asked for that is not held, or when the engine fails.
    """
    held = _Held(pictures, fonts)
    with _environment_kept():
        os.putenv("FONTCONFIG_PATH", os.fspath(SETTINGS))
        book = plutoprint.Book(plutoprint.PAGE_SIZE_A4, plutoprint.PAGE_MARGINS_NONE)
        book.custom_resource_fetcher = held
        out = io.BytesIO()
        try:
            book.load_xml(markup, base_url="held:/")
            book.write_to_pdf_stream(out)
        except (plutoprint.Error, MemoryError, ValueError) as error:
            raise Misfit(f"PlutoBook failed: {error}") from error
    sys.stderr.flush()
    if held.refused:
        raise Misfit(f"PlutoBook asked for “{held.refused[0][:60]}”")
    return out.getvalue(), int(book.get_page_count())
