"""What WeasyPrint is given: a tree that is already there, and the only bytes that it may read. Part of the seam."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.request import url2pathname
from xml.etree import ElementTree

import weasyprint
from cssselect2 import ElementWrapper
from lxml import etree
from weasyprint.urls import URLFetcher, URLFetcherResponse

from exporter.bounds.gate import Refused, in_force, read_regular
from exporter.bounds.style_sheets import read_sheet
from exporter.errors import UsageError
from exporter.writers.pdf.engines.font_programs import can_embed, is_font
from exporter.writers.pdf.engines.weasy.quick.sheets import for_our_elements

POINTS = 0.75
"""PDF points in one CSS pixel."""


MOST_SHEETS = 40
"""Style sheets that those of a user may import, counted as often as they are."""


class Markup(weasyprint.HTML):  # type: ignore[misc]
    """A tree that is already there: no HTML is written to be parsed again. Namespaces go, elements keep identity.

    ``alone``: no sheet of a publisher touches it. ``contexts`` and ``pictures`` are what it was laid out with.
    """

    def __init__(self, root: etree._Element, fetcher: Fetcher, *, alone: bool = False) -> None:
        self.alone = alone
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.elements: list[etree._Element] = []
        self.kept: list[ElementTree.Element] = []
        self.index: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self.contexts: list[Any] = []
        self.pictures: dict[Any, Any] = {}
        self.wrapper_element = ElementWrapper.from_html_root(self._convert(root))
        self.etree_element = self.wrapper_element.etree_element

    def _convert(self, source: etree._Element, parent: ElementTree.Element | None = None) -> ElementTree.Element:
        tag = etree.QName(source).localname
        attributes = {str(name): str(value) for name, value in source.attrib.items() if str(name)[0] != "{"}
        made = (
            ElementTree.Element(tag, attributes) if parent is None else ElementTree.SubElement(parent, tag, attributes)
        )
        made.text, made.tail = source.text, source.tail
        self.index[id(made)] = len(self.elements)
        self.elements.append(source)
        self.kept.append(made)
        number = len(self.elements) - 1
        for child in source:
            if isinstance(child.tag, str):
                self._convert(child, made)
        self._ends[number] = len(self.elements)
        return made

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        return [_own(sheet) if self.alone else sheet for sheet in super()._ua_stylesheets(forms)]

    def below(self, element: int) -> range:
        """The numbers of an element and of all elements in it: they are numbered in the order of the document."""
        return range(element, self._ends[element])


@cache
def _own(sheet: Any) -> Any:
    return for_our_elements(sheet)


class Held(URLFetcherResponse):  # type: ignore[misc]
    """A file's bytes, kept: WeasyPrint would else open the file again when it writes, past the one door."""

    path = None


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Gives the document's own pictures and the files beside a style sheet that a user named; refuses all else."""

    def __init__(self, pictures: dict[str, tuple[bytes, str]], folders: Sequence[Path]) -> None:
        self._fail_on_errors = False
        self.pictures = pictures
        self.sheets = 0
        self.folders = [folder.resolve() for folder in folders]

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url in self.pictures:
            data, media_type = self.pictures[url]
            return URLFetcherResponse(url, data, {"Content-Type": media_type})
        if url.startswith("file:"):
            path = Path(url2pathname(url.removeprefix("file:").removeprefix("//"))).resolve()
            if any(path.is_relative_to(folder) for folder in self.folders) and path.is_file():
                if path.suffix.lower() == ".css":
                    return URLFetcherResponse(url, self._sheet(path), {"Content-Type": "text/css"})
                data = self._bytes(path)
                if is_font(data) and not can_embed(data):
                    raise ValueError("a PDF cannot embed this font")
                return Held(url, data)
        raise ValueError("only the document's own resources are read")

    def _bytes(self, path: Path) -> bytes:
        """A picture or a font beside a sheet."""
        limits = in_force()
        try:
            return read_regular(path, max(limits.picture_bytes, limits.font_bytes))
        except (OSError, Refused) as why:
            raise ValueError(f"it {why}") from None

    def _sheet(self, path: Path) -> bytes:
        """A sheet that another imports. One that imports itself would be read without end."""
        self.sheets += 1
        if self.sheets > MOST_SHEETS:
            raise ValueError(f"more than {MOST_SHEETS} style sheets are imported")
        try:
            return read_sheet(path, in_force())
        except UsageError as error:
            raise ValueError(str(error)) from None
