"""One case a row of the semantic map: what is typed, and the WordprocessingML that it becomes (``fixtures/docx``).

A case is a text file: a line that says what it shows, then parts that begin with ``--- name``. The first is the source,
``markdown`` or ``html``; the others are what was written: ``document`` is the body without its section, ``numbering``
the lists with their first level, ``footnotes`` and ``relationships`` what their parts hold of the article.
``pytest --accept`` rewrites them for review.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from exporter.bounds.gate import Gate
from exporter.run.pipeline import ReadOptions, read_bytes
from exporter.writers import WriteOptions, writer

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "fixtures" / "docx"
CASES = sorted(FOLDER.glob("*.case"))
PART = re.compile(r"^--- (\w+)\n", re.MULTILINE)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts_of(text: str) -> tuple[str, dict[str, str]]:
    """What a case says of itself, and its parts in order."""
    title, *rest = PART.split(text)
    return title.strip(), dict(zip(rest[::2], rest[1::2], strict=True))


def shown(root: etree._Element) -> str:
    """XML as people read it: one element a line, without the namespaces that its prefixes stand for."""
    etree.indent(root)
    text = etree.tostring(root, encoding="unicode")
    return re.sub(r' xmlns:?\w*="[^"]*"', "", text) + "\n"


def written(kind: str, source: str) -> Iterator[tuple[str, str]]:
    """The parts that a case shows."""
    gate = Gate(ROOT / "fixtures" / "articles")
    article = read_bytes(source.encode(), "-", ReadOptions(format=kind), gate)
    data = writer("docx")(article.document, WriteOptions()).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        found = {name: etree.fromstring(package.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    body = found["word/document.xml"][0]
    body.remove(body[-1])
    if body[0].xpath("string()") == "Untitled":
        body.remove(body[0])
    yield "document", "".join(shown(one) for one in body)
    if (numbering := found.get("word/numbering.xml")) is not None:
        for level in list(numbering.iter(W + "lvl")):
            if level.get(W + "ilvl") != "0":
                level.getparent().remove(level)  # type: ignore[union-attr]
        yield "numbering", "".join(shown(one) for one in numbering)
    if (notes := found.get("word/footnotes.xml")) is not None:
        yield "footnotes", "".join(shown(one) for one in notes if one.get(W + "type") is None)
    links = [one for one in found["word/_rels/document.xml.rels"] if one.get("TargetMode")]
    if links:
        yield "relationships", "".join(shown(one) for one in links)


def rewritten(text: str) -> str:
    title, parts = parts_of(text)
    kind, source = next(iter(parts.items()))
    made = {kind: source.rstrip("\n") + "\n\n", **dict(written(kind, source))}
    return f"{title}\n\n" + "".join(f"--- {name}\n{part.rstrip()}\n\n" for name, part in made.items()).rstrip() + "\n"


def test_there_are_cases() -> None:
    assert len(CASES) >= 20


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_becomes_the_word_xml_that_stands_in_it(case: Path, request: pytest.FixtureRequest) -> None:
    made = rewritten(case.read_text(encoding="utf-8"))
    if request.config.getoption("--accept"):
        case.write_text(made, encoding="utf-8")
    assert made == case.read_text(encoding="utf-8")
