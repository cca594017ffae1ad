"""Word files for tests, made from the markup of their parts: what a test does not name is not in the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from exporter.model import Document
from exporter.readers.word_options import WordOptions
from exporter.run.pipeline import Article, ReadOptions, read_bytes

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": OFFICE,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in {
        "Title": "Title",
        "Subtitle": "Subtitle",
        "Heading1": "heading 1",
        "Heading2": "heading 2",
        "Heading3": "heading 3",
        "Quote": "Quote",
        "Caption": "caption",
        "ListContinue": "List Continue",
        "HTMLPreformatted": "HTML Preformatted",
    }.items()
)
TITLE = '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>The weir</w:t></w:r></w:p>'


def p(words: str, style: str = "", more: str = "") -> str:
    """A paragraph; ``words`` with a tag in them are markup, ``more`` are further paragraph properties."""
    inner = words if "<" in words else f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{inner}</w:p>"


def r(words: str, look: str = "") -> str:
    """A run with a look: ``<w:b/>``."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def item(words: str, num: int = 1, level: int = 0, more: str = "") -> str:
    """A numbered paragraph."""
    return p(words, more=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>{more}')


def level(at: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{720 * (at + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def lists(*abstracts: str, nums: str = "") -> str:
    """A numbering part: each abstract list has the number of its place from 1, unless ``nums`` says more."""
    made = "".join(f'<w:abstractNum w:abstractNumId="{at}">{one}</w:abstractNum>' for at, one in enumerate(abstracts))
    own = "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(abstracts)))
    return f"{made}{own}{nums}"


def table(*rows: list[str], properties: str = "", looks: Mapping[tuple[int, int], str] | None = None) -> str:
    """A table of words; a cell that begins with a tag is markup. ``looks`` are cell properties by row and column."""
    looks = looks or {}
    made = ""
    for at, row in enumerate(rows):
        cells = ""
        for column, words in enumerate(row):
            inner = words if words.startswith("<") else p(words)
            cells += f"<w:tc><w:tcPr>{looks.get((at, column), '')}</w:tcPr>{inner}</w:tc>"
        made += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{made}</w:tbl>"


DEFAULT_LOOK = '<w:tblLook w:val="04A0" w:firstRow="1" w:firstColumn="1" w:noVBand="1"/>'


def word_file(
    body: str,
    *,
    styles: str = STYLES,
    numbering: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    relations: Mapping[str, tuple[str, str]] | None = None,
    main: str = "word/document.xml",
    core: str = "",
) -> bytes:
    """A package. ``parts`` are further parts by name; ``relations`` the document's own: id → (type, target)."""
    files: dict[str, str | bytes] = {main: f"{HEAD}<w:document {DECLARED}><w:body>{body}</w:body></w:document>"}
    related = dict(relations or {})
    folder, _, base = main.rpartition("/")
    for name, content in (("styles", styles), ("numbering", numbering)):
        if content:
            files[f"{folder}/{name}.xml"] = f"{HEAD}<w:{name} {DECLARED}>{content}</w:{name}>"
            related[f"rel-{name}"] = (name, f"{name}.xml")
    for name, data in (parts or {}).items():
        files[name] = data
    files["_rels/.rels"] = _relations(
        {"doc": ("officeDocument", main), "core": ("core-properties", "docProps/core.xml")}
    )
    if core:
        files["docProps/core.xml"] = core
    files[f"{folder}/_rels/{base}.rels"] = _relations(related)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


def _relations(held: Mapping[str, tuple[str, str]]) -> str:
    lines = ""
    for key, (kind, target) in held.items():
        outside = ' TargetMode="External"' if ":" in target or target.startswith("../..") or kind == "hyperlink" else ""
        lines += f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{outside}/>'
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def part(tag: str, inner: str) -> str:
    """A part whose root is ``tag``."""
    return f"{HEAD}<{tag} {DECLARED}>{inner}</{tag}>"


def core(**said: str) -> str:
    """Core properties: title, creator, description, created."""
    names: dict[str, Any] = {"created": "dcterms", "modified": "dcterms", "keywords": "cp"}
    inner = "".join(
        f"<{names.get(key, 'dc')}:{key}>{words}</{names.get(key, 'dc')}:{key}>" for key, words in said.items()
    )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{inner}'
        "</cp:coreProperties>"
    )


def read_article(body: str, *, name: str = "weir.docx", word: WordOptions | None = None, **parts: Any) -> Article:
    """The article that a Word file with this body is, after all passes."""
    return read_bytes(word_file(body, **parts), name, ReadOptions(lang="en", word=word))


def read(body: str, **parts: Any) -> Document:
    """The document that a Word file with this body is."""
    return read_article(body, **parts).document


def rules(article: Article) -> list[str]:
    """The rules that findings of an article rest on."""
    return [found.rule for found in article.findings]
