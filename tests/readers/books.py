"""Small books made by hand, as no writer of ours makes them."""

from __future__ import annotations

from collections.abc import Mapping

from tests.hostile.crafted import packed

PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head>\n'
    "<body>{}</body></html>"
)
CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def book(
    *bodies: str, title: str = "T", metadata: str = "", more: Mapping[str, str | bytes] | None = None, lang: str = "en"
) -> bytes:
    """A book whose pages, one.xhtml and so on, have these bodies, which begin on their second line."""
    names = ("one", "two", "three")[: len(bodies)]
    items = "".join(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in names)
    refs = "".join(f'<itemref idref="{name}"/>' for name in names)
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:language>{lang}</dc:language>'
        f"{metadata}</metadata><manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    pages = {f"EPUB/{name}.xhtml": PAGE.format(body) for name, body in zip(names, bodies, strict=True)}
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "EPUB/book.opf": opf}
    return packed({**parts, **pages, **(more or {})})
