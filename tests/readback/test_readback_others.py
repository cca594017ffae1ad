"""Files that other programs made: what read-back finds in them, and which facts of meaning they have lost.

The kinds listed here are what these programs do lose (or add) on one small article; a shorter or longer list means that
either they or our reading of their files has changed.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pypandoc
import pytest

from exporter.checks.outline import outline, quotes
from exporter.comparison.losses import compare
from exporter.model import (
    Abbr,
    BlockQuote,
    Cell,
    Document,
    Figure,
    Image,
    Link,
    List,
    ListItem,
    Metadata,
    Note,
    Paragraph,
    Person,
    Quote,
    Row,
    Section,
    Span,
    Styled,
    Table,
    TableBody,
    Text,
    walk,
)
from exporter.readback import open_file
from tests.checks.packages import docx, para, style
from tests.checks.rich import p, red_square, words
from tests.others.__main__ import PAGE, row
from tests.others.facts import lost
from tests.others.make import TOOLS, compile_typst, prepare, print_weasyprint

pytestmark = pytest.mark.slow

MARKDOWN = """---
title: A small article
author: Ann Writer
lang: en-GB
---

## First section

Some *emphasis*, **weight**, a [link](https://example.org/x), a note[^1] and [trois mots]{lang=fr}.

> Said once.
>
> Said twice.

- one
- two
    1. deep

| Name | Value |
|------|-------|
| a    | 1     |

: Table caption

![A red square](pic.png)

[^1]: The note.
"""

HTML = """<html lang="en-GB"><head><title>A small article</title><meta name="author" content="Ann Writer"></head><body>
<h1>A small article</h1><h2>First section</h2>
<p>Some <em>emphasis</em>, <strong>weight</strong>, a <a href="https://example.org/x">link</a>, <q>quoted</q> by the
<abbr title="World Health Organization">WHO</abbr> and <span lang="fr">trois mots</span>.</p>
<figure><blockquote><p>Said once.</p><p>Said twice.</p></blockquote><figcaption>Jane Roe</figcaption></figure>
<ul><li>one</li><li>two<ol><li>deep</li></ol></li></ul>
<table><caption>Table caption</caption><thead><tr><th>Name</th><th>Value</th></tr></thead>
<tbody><tr><td>a</td><td>1</td></tr></tbody></table>
<p><img src="pic.png" alt="A red square"></p></body></html>"""

TYPST = """
#set document(title: "A small article", author: "Ann Writer")
#set text(lang: "en", region: "GB")
= A small article
== First section
Some _emphasis_, *weight*, a #link("https://example.org/x")[link], a note#footnote[The note.] and
#text(lang: "fr", region: none)[trois mots].
#quote(block: true)[Said once.

Said twice.]
- one
- two
  + deep
#figure(table(columns: 2, table.header([Name], [Value]), [a], [1]), caption: [Table caption])
#image("pic.png", alt: "A red square")
"""


def article(*, note: bool = True, figure: bool = True, quotation: bool = False, speaker: str = "") -> Document:
    """What the sources say, as a model."""
    text = [Text("Some "), Styled("emphasis", words("emphasis")), Text(", "), Styled("strong", words("weight"))]
    text += [Text(", a "), Link(words("link"), "https://example.org/x"), Text(", ")]
    if note:
        text += [Text("a note"), Note((p("The note."),))]
    if quotation:
        text += [Quote(words("quoted")), Text(" by the "), Abbr(words("WHO"), "World Health Organization")]
    text += [Text(" and "), Span(words("trois mots"), lang="fr"), Text(".")]
    numbered = List((ListItem((p("deep"),)),), True)
    head = tuple(Cell((p(word),), True, "col") for word in ("Name", "Value"))
    table = Table(
        (TableBody((Row((Cell((p("a"),)), Cell((p("1"),)))),)),), (Row(head),), caption=words("Table caption")
    )
    picture = Paragraph((Image("r1", "A red square"),))
    blocks = (
        Paragraph(tuple(text)),
        BlockQuote((p("Said once."), p("Said twice.")), words(speaker) if speaker else ()),
        List((ListItem((p("one"),)), ListItem((p("two"), numbered)))),
        table,
        Figure((picture,)) if figure else picture,
    )
    return Document(
        metadata=Metadata(title="A small article", lang="en-GB", authors=(Person("Ann Writer"),)),
        title=words("A small article"),
        blocks=(Section(words("First section"), blocks),),
    )


Make = Callable[[Path], Path]


def by_pandoc(suffix: str) -> Make:
    def make(folder: Path) -> Path:
        (folder / "a.md").write_text(MARKDOWN, encoding="utf-8")
        made = folder / f"a.{suffix}"
        subprocess.run([pypandoc.get_pandoc_path(), "a.md", "-o", made.name], cwd=folder, check=True, timeout=600)
        return made

    return make


def by_typst(folder: Path) -> Path:
    (folder / "a.typ").write_text(TYPST, encoding="utf-8")
    return compile_typst(folder / "a.typ", folder / "a.pdf")


def by_weasyprint(folder: Path) -> Path:
    return print_weasyprint(HTML, folder / "a.pdf")


LOST_BY_WEASYPRINT = {"text", "quote", "attribution", "inline quote", "figure", "language", "emphasis", "expansion"}
CASES: dict[str, tuple[Make, str, Document, set[str]]] = {
    "pandoc's EPUB": (by_pandoc("epub"), "epub", article(), {"added"}),
    "pandoc's DOCX": (by_pandoc("docx"), "docx", article(), {"added"}),
    "Typst's PDF": (by_typst, "pdf", article(figure=False), {"text"}),
    "WeasyPrint's PDF": (
        by_weasyprint,
        "pdf",
        article(note=False, figure=False, quotation=True, speaker="Jane Roe"),
        LOST_BY_WEASYPRINT,
    ),
}


def test_libreoffice_tags_a_word_file(tmp_path: Path) -> None:
    """Headings, lists, quotes and languages come through; each paragraph of a quote is a quote, bullets are words."""
    levels = ['<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>']
    styles = style("Heading1", "heading 1", inner=levels[0]) + style("Heading2", "heading 2", inner=levels[1])
    styles += style("Quote", "Quote")
    french = '<w:r><w:rPr><w:lang w:val="fr-FR"/></w:rPr><w:t>mot</w:t></w:r>'
    body = (
        para("Title", "Heading1")
        + para("Part", "Heading2")
        + para("Said once.", "Quote")
        + para("Said twice.", "Quote")
    )
    (tmp_path / "a.docx").write_bytes(docx(body + para(french), styles=styles, lang="en-GB"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    options = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
    command = ["soffice", profile, "--headless", "--convert-to", options, "--outdir", str(tmp_path), "a.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=600, capture_output=True)
    copy = open_file(tmp_path / "a.pdf")
    assert [(line.level, line.text) for line in outline(copy)] == [(1, "Title"), (2, "Part")]
    assert [quote.text for quote in quotes(copy)] == ["Said once.", "Said twice."]
    assert [node.lang for node in walk(copy) if node.lang] == ["fr-FR"]


@pytest.mark.parametrize("name", CASES)
def test_known_losses_of_others(name: str, tmp_path: Path) -> None:
    make, form, original, known = CASES[name]
    (tmp_path / "pic.png").write_bytes(red_square())
    copy = open_file(make(tmp_path))
    assert {loss.kind for loss in compare(original, copy, form)} == known, compare(original, copy, form)


@pytest.mark.parametrize("name", CASES)
def test_what_others_keep_is_found(name: str, tmp_path: Path) -> None:
    make, _, _, _ = CASES[name]
    (tmp_path / "pic.png").write_bytes(red_square())
    copy = open_file(make(tmp_path))
    headings = [(line.level, line.text) for line in outline(copy)]
    assert (headings[0], headings[-1]) == ((1, "A small article"), (2, "First section"))
    assert [quote.text for quote in quotes(copy)] == ["Said once. Said twice."]


@pytest.mark.parametrize("tool", [name for name in TOOLS if not name.startswith("LibreOffice")])
def test_the_table_of_what_programs_lose_is_still_true(tool: str, tmp_path: Path) -> None:
    """``python -m tests.others`` writes it; a change means that they, or our reading of their files, changed."""
    prepare(tmp_path)
    assert row(tool, tmp_path) in PAGE.read_text(encoding="utf-8").splitlines()


def test_libreoffice_loses_what_the_table_says(tmp_path: Path) -> None:
    """Its versions differ; these are facts that none of them has tags for, and facts that all of them keep."""
    prepare(tmp_path)
    missing = set(lost(open_file(TOOLS["LibreOffice from exporter's DOCX, PDF"](tmp_path))))
    assert {"quoted words", "expansion of EA", "quote 1 is by Jane Roe, miller", "row header: Mill"} <= missing
    assert missing.isdisjoint(
        {"title is heading 1", "heading 3: What was lost", "alternative text", "col header: Place"}
    )


def test_the_article_of_the_table_loses_nothing_with_us(tmp_path: Path) -> None:
    """But for the rule between paragraphs, which is an artifact in a PDF."""
    prepare(tmp_path)
    for form in ("pdf", "epub", "docx"):
        missing = lost(open_file(TOOLS[f"exporter, {form.upper()}"](tmp_path)))
        assert missing == (["change of subject"] if form == "pdf" else []), form
