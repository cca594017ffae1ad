"""What is read rightly is not accused, however its source writes it; and the loss beside it is still told."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import pytest

import exporter
from exporter.model import Document, Text, transform
from exporter.run.reading_proof import unread

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RIGHT = {
    "dollars of variables, one of them in code": (
        "markdown",
        b"""---
lang: en
---
# Install with `ferry install`

It lies in *$HOME/.ferry/bin* then. Put this folder into your `$PATH` to find
it `at once`, and `$FERRY` too. The price is $5.
""",
    ),
    "pictures of what is left out": (
        "html",
        b"""<html lang="en"><body><header><img src="l.png" alt="Harbour Post"></header>
        <div><img src="m.png" alt="The house">
        </div><main><h1>Ferry vote</h1><p>The harbour is small and old.</p></main></body></html>""",
    ),
    "words beside the article": (
        "html",
        b"<html lang='en'><body>Printed from the web<main><h1>Ferry vote</h1><p>It is small.</p></main></body></html>",
    ),
    "icons between words": (
        "html",
        b"<html lang='en'><body><h1>Ferry</h1><p>It sails!<span><i class='fa'></i>Ada Lind</span></p></body></html>",
    ),
    "a place that is no link": (
        "html",
        b"<html lang='en'><body><h1>Ferry</h1><p><a id='top'>A place in the text</a> is here.</p></body></html>",
    ),
    "links without words": (
        "html",
        b"""<html lang="en"><body><h1>Ferry</h1><p>It sails <a href="https://example.org/a"></a> at noon
        <a href="https://example.org/b"><img src="b.png" alt=""></a> and one.</p></body></html>""",
    ),
    "a note that is referred to twice": (
        "html",
        b"""<html lang="en"><body><h1>Ferry</h1><p>The first boat was wood<sup id="r1"><a href="#n1">1</a></sup> once.
        Later boats were iron<sup id="r2"><a href="#n1">1</a></sup> all.</p><section role="doc-endnotes"><ol>
        <li id="n1">Harbour book, page nine. <a href="#r1">^</a></li></ol></section></body></html>""",
    ),
    "a body in two forms": (
        "ninjs",
        json.dumps(
            {
                "uri": "urn:example:1",
                "type": "text",
                "language": "en",
                "headline": "Ferry vote",
                "body_text": "The harbour is small.It is old.",
                "body_html": "<p>The harbour is small.</p><p>It is old.</p>",
            }
        ).encode(),
    ),
    "a word after an exclamation in another script": (
        "markdown",
        "# Ferry\n\nनाव चली! अधिकांश लोग खुश हैं।\n".encode(),
    ),
    "headings in a box that never ends": (
        "markdown",
        b"# Ferry\n\n## Boats\n\nTwo.\n\n:::tip Tickets\n\nThey stay.\n\n## Dogs of the harbour\n\nFree.\n",
    ),
    "signs in the braces of a component": (
        "docusaurus",
        b"""# Ferry

Small boats.

<Tabs shown={n > 3} group="harbour">
<TabItem label="First boat" when={n > 3}>

It sails.

</TabItem>
</Tabs>

See <Link to="https://example.org/" onClick={() => go()}>the list</Link>, and `<Tabs shown={n > 3}>` is code.

<Steps items={a < b}>

1. Come early.

</Steps>

<Key style={{color: 'red'}} at={{one: {two: 1}}}>Then wait.</Key>
""",
    ),
    "tags round what is not a template": (
        "markdown",
        b"# Ferry\n\nWrite this.\n\n```njk\n{% raw %}\n{% set boat = 'Skua' %}\n{% endraw %}\n```\n",
    ),
    "links of a vault right after a word": (
        "markdown",
        "# 渡轮\n\n请看[[时刻表|船的时刻表]]。\n\nראו ב[[לוח|לוח הזמנים של המעבורת]].\n".encode(),
    ),
    "the name of a place (MyST)": ("markdown", b"# Ferry\n\n(how-to/sail)=\n## Sailing\n\nIt sails at noon.\n"),
    "a link to nowhere with a short word, right before another": (
        "html",
        b"<article><h1>Ferry</h1><p>Read the news here.</p><p><a href='#'>Vus</a>Articles of the week</p></article>",
    ),
    "an address with escaped characters": (
        "markdown",
        b"# Ferry\n\nSee <https://example.org/boats?at=2024-05-15T06%3A31%3A26Z> for the times.\n",
    ),
    "a quotation that ends with its speaker": (
        "markdown",
        "# Ferry\n\n> *“It goes **10×** as fast as the old boat did.”*\n> — **Ann Lee**\n".encode(),
    ),
    "references whose words are put in": (
        "markdown",
        b"# Ferry\n\n## Sail {#sail}\n\nIt has masts (Section \\@ref(sail)), sail and oar (Section \\@ref(sail)).\n",
    ),
    "a number of a formula (MyST)": (
        "markdown",
        b"# Ferry\n\n$$\na = b\n$$ (eq:one)\n\nAs {eq}`eq:one` says, the tide is what it is.\n",
    ),
    "a link in a directive (MyST)": (
        "markdown",
        b'# Ferry\n\n```{note}\n"Slack" means [still](https://example.org/what-slack-water-is), more or less.\n```\n',
    ),
    "names of files in a list that a site makes (MyST)": (
        "markdown",
        b"# Ferry\n\nIt sails.\n\n```{toctree}\nother.md\n```\n",
    ),
    "a link without words, which has those of its heading (MyST)": (
        "markdown",
        b"# Ferry\n\n(page-of-boats)=\n## Boats of the line\n\nTwo sail. See [](#page-of-boats).\n",
    ),
    "an item in two lines": (
        "html",
        "<article><h1>Ferry</h1><ul><li>PC<p>ビューア</p></li><li>Dogs go free</li></ul></article>".encode(),
    ),
    "a link of a menu, and another of its words": (
        "html",
        b"<body><nav><ul><li><a href='https://example.org/a'>Boats</a></li></ul></nav><main><h1>Ferry</h1>"
        b"<p>All about <a href='https://example.org/b'>Boats</a> and harbours of the north.</p></main></body>",
    ),
    "a table written as a list (MyST)": (
        "markdown",
        b":::{list-table} Boats\n:header-rows: 1\n\n*   - Boat\n    - Seats\n*   - Skua of the north\n    - 84\n:::\n",
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_reading_is_not_accused(name: str) -> None:
    form, data = RIGHT[name]
    article = exporter.open_article(data, format=form)
    assert unread(article, name) == ()


@pytest.mark.parametrize("name", RIGHT)
def test_a_lost_word_beside_it_is_told(name: str) -> None:
    form, data = RIGHT[name]
    article = exporter.open_article(data, format=form)
    made = replace(article, document=without_a_word(article.document))
    assert {item.rule for item in unread(made, name) or ()} & {"READ001", "READ004", "READ005"}


def without_a_word(document: Document) -> Document:
    """The document without the last word of its longest text."""
    texts: list[str] = []
    transform(document, lambda node: (texts.append(node.text), node)[1] if isinstance(node, Text) else node)
    longest = max(texts, key=len)
    short = longest.rstrip(" .").rpartition(" ")[0]
    return transform(
        document, lambda node: replace(node, text=short) if isinstance(node, Text) and node.text == longest else node
    )


def test_signs_of_fonts_part_the_words_beside_them() -> None:
    signs = '<w:r><w:rPr><w:rFonts w:ascii="Webdings" w:hAnsi="Webdings"/></w:rPr><w:t>\uf046</w:t></w:r>'
    body = f"<w:p><w:r><w:t>0033</w:t></w:r>{signs}<w:r><w:t>0034</w:t></w:r>{signs}<w:r><w:t>0035</w:t></w:r></w:p>"
    article = exporter.open_article(word_file(body), format="docx", lang="en")
    assert unread(article, "signs.docx") == ()


def word_file(body: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
            'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return held.getvalue()


def test_letters_that_were_changed_within_a_word_part_nothing() -> None:
    mark = 'w:id="1" w:author="Ada" w:date="2026-01-01T00:00:00Z"'
    body = (
        f"<w:p><w:ins {mark}><w:r><w:t>T</w:t></w:r></w:ins><w:del {mark}><w:r><w:delText>W</w:delText></w:r></w:del>"
        "<w:r><w:t>hen we sail to the island.</w:t></w:r></w:p>"
    )
    article = exporter.open_article(word_file(body), format="docx", lang="en")
    assert unread(article, "ferry.docx") == ()
    made = replace(article, document=without_a_word(article.document))
    assert {item.rule for item in unread(made, "ferry.docx") or ()} == {"READ001"}


SIGN_FONT = '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'
LISTED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
IN_WORD = {
    "a letter of a word in a font of signs": (
        f"<w:p><w:r><w:t>These are different f</w:t></w:r><w:r>{SIGN_FONT}<w:t>o</w:t></w:r>"
        "<w:r><w:t>nts of one word.</w:t></w:r></w:p>"
    ),
    "boxes to tick in a cell": (
        "<w:p><w:r><w:t>Choose a drink for the crossing.</w:t></w:r></w:p><w:tbl><w:tr><w:tc>"
        "<w:p><w:r><w:t>One of</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>☐ Tea</w:t></w:r></w:p><w:p><w:r><w:t>☑ Milk</w:t></w:r></w:p></w:tc><w:tc>"
        "<w:p><w:r><w:t>Price</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    ),
    "a formula in an item": (
        f'<w:p>{LISTED}<w:r><w:t xml:space="preserve">The area is </w:t></w:r><m:oMath xmlns:m="{MATH}"><m:r>'
        '<m:t>A=b</m:t></m:r></m:oMath><w:r><w:t xml:space="preserve"> of the sail.</w:t></w:r></w:p>'
    ),
    "a heading whose end was deleted": (
        '<w:p><w:pPr><w:outlineLvl w:val="1"/><w:rPr><w:del w:id="1" w:author="Ada"/></w:rPr></w:pPr>'
        '<w:r><w:t>4.2 </w:t></w:r></w:p><w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
        "<w:r><w:t>Rules of the harbour</w:t></w:r></w:p><w:p><w:r><w:t>Boats keep left.</w:t></w:r></w:p>"
    ),
}


@pytest.mark.parametrize("name", IN_WORD)
def test_a_right_reading_of_word_is_not_accused(name: str) -> None:
    article = exporter.open_article(word_file(IN_WORD[name]), format="docx", lang="en")
    assert unread(article, name) == ()
    made = replace(article, document=without_a_word(article.document))
    assert {item.rule for item in unread(made, name) or ()} & {"READ001", "READ004", "READ005"}
