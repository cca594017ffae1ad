"""What tests of the DOCX writer share: its parts as XML, and what is in them."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from exporter.model import (
    Block,
    Cell,
    Document,
    Inlines,
    Metadata,
    Paragraph,
    Row,
    Table,
    TableBody,
    Text,
)
from exporter.writers import WriteOptions
from exporter.writers.docx import write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"


def words(text: str) -> Inlines:
    return (Text(text),)


def p(text: str) -> Paragraph:
    return Paragraph(words(text))


def package(*blocks: Block, title: str = "Title", **metadata: object) -> dict[str, bytes]:
    said = Metadata(**{"lang": "en", **metadata})  # type: ignore[arg-type]
    result = write(Document(metadata=said, title=words(title), blocks=blocks), WriteOptions())
    with zipfile.ZipFile(io.BytesIO(result.data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def body(*blocks: Block, **metadata: object) -> etree._Element:
    return etree.fromstring(package(*blocks, **metadata)["word/document.xml"])  # type: ignore[arg-type]


def style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(VAL))


def text(element: etree._Element) -> str:
    return "".join(str(part.text or "") for part in element.iter(W + "t"))


def styles_of(root: etree._Element) -> list[tuple[str, str]]:
    return [(style(one), text(one)) for one in root.iter(W + "p") if text(one)]


def table(**more: object) -> Table:
    head = Row(tuple(Cell((p(name),), header=True) for name in ("Year", "Sum")))
    below = Row((Cell((p("2025"),), header=True), Cell((p("7"),))))
    return Table((TableBody((below,)),), head=(head,), **more)  # type: ignore[arg-type]


def chains(parts: dict[str, bytes]) -> dict[str, list[etree._Element]]:
    """Each style with those it is based on, nearest first."""
    every = {str(one.get(W + "styleId")): one for one in etree.fromstring(parts["word/styles.xml"]).iter(W + "style")}
    found = {}
    for name in every:
        chain, at = [], name
        while at:
            chain.append(every[at])
            base = every[at].find(W + "basedOn")
            at = "" if base is None else str(base.get(VAL))
        found[name] = chain
    return found


def inherited(chain: list[etree._Element], tag: str) -> bool:
    """Whether the nearest style that says anything of a paragraph property switches it on."""
    stated = next((one for one in (style.find(f"{W}pPr/{W}{tag}") for style in chain) if one is not None), None)
    return stated is not None and stated.get(VAL) not in ("0", "false")
