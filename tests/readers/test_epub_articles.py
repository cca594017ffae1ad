"""EPUB as an article: our own books come back as what they were made of; others' books with what is left out told."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from exporter.bounds.gate import Limits, holding
from exporter.cli import app
from exporter.comparison.losses import compare
from exporter.errors import InputError
from exporter.findings.place import Place
from exporter.model import Aside, Image, Link, Note, PageMarker, Paragraph, Section, Table, plain_text, sections, walk
from exporter.run.pipeline import ReadOptions, read_article, read_bytes
from exporter.run.results import Article
from exporter.writers import WriteOptions, writer
from tests.checks.rich import red_square
from tests.hostile.crafted import packed
from tests.readers.books import book

RUN = CliRunner()


def read(data: bytes, **bounds: int) -> Article:
    limits = Limits(**bounds)
    with holding(limits):
        return read_bytes(data, "a.epub", ReadOptions(limits=limits))


def told(article: Article, rule: str) -> list[str]:
    return [item.message for item in article.findings if item.rule == rule]


# --- our own --------------------------------------------------------------------------------------------------------

ARTICLE = """---
title: The weir at Ashford
author: Nora Petersen
lang: en-GB
date: 2026-03-01
publisher: The River Press
rights: All rights reserved
---

# The weir at *Ashford*

She said “we were late”, with **weight**, a [link](https://example.org/a?b=c&d=e), [inside](#second), `a = b`,
a note[^n] and <span lang="fr">trois mots</span>.

[^n]: A note with *emphasis* and a [link](https://example.org/note).

> A quote in a block.
>
> — Paul Breuer, engineer

3. third
4. fourth
    - inner

| City | 2020 | 2021 |
|---|---|---|
| Leeds | 1 | 2 |
| York | 3 | 4 |

## Second {#second}

![A red square](red.png)

Term one
: Meaning one.

```python
def f():
    return 1
```

$$x^2$$

### Deeper

Before the rule.

---

After it.
"""


@pytest.mark.slow
def test_a_book_of_ours_is_read_as_the_article_that_it_was_made_of(tmp_path: Path) -> None:
    (tmp_path / "red.png").write_bytes(red_square())
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    article = read_article(tmp_path / "a.md")
    again = read(writer("epub")(article.document, WriteOptions()).data)
    assert [(loss.kind, loss.change) for loss in compare(article.document, again.document, "")] == []
    old, new = article.document.metadata, again.document.metadata
    for name in ("title", "authors", "published", "publisher", "rights", "lang", "identifiers", "keywords"):
        assert getattr(new, name) == getattr(old, name), name
    assert [one.data for one in again.document.resources] == [one.data for one in article.document.resources]


# --- others' --------------------------------------------------------------------------------------------------------


def test_pages_are_read_in_the_order_of_the_spine_and_links_lead_within() -> None:
    made = read(
        book(
            '<h1 id="t">One</h1><p>See <a href="two.xhtml#t">the second</a> and <a href="two.xhtml">its start</a>.</p>',
            '<h1 id="t">Two</h1><p>Back to <a href="one.xhtml#t">one</a>.</p>',
            title="A book",
        )
    )
    assert plain_text(made.document.title) == "A book"
    parts = [one for one in made.document.blocks if isinstance(one, Section)]
    assert [plain_text(one.title) for one in parts] == ["One", "Two"]
    ids = [one.id for one in parts]
    links = [one.target for one in walk(made.document) if isinstance(one, Link)]
    assert links == [f"#{ids[1]}", f"#{ids[1]}", f"#{ids[0]}"]
    assert told(made, "DOC011") == []


def test_a_book_of_one_heading_of_the_first_level_is_an_article_with_that_title() -> None:
    made = read(book("<h1>One</h1><p>Words.</p>", "<h2>Part</h2><p>More.</p>", title="The package says otherwise"))
    assert plain_text(made.document.title) == "One"
    assert [plain_text(one.title) for one in made.document.blocks if isinstance(one, Section)] == ["Part"]
    same = read(book("<h1>A  book</h1><p>By hand.</p>", "<h1>One</h1><p>Words.</p>", title="A Book"))
    assert plain_text(same.document.title) == "A book"
    assert [plain_text(one.title) for one in same.document.blocks if isinstance(one, Section)] == ["One"]


def test_types_are_read_as_roles_and_notes_on_another_page_are_notes() -> None:
    made = read(
        book(
            '<h1>One</h1><p>Words<a epub:type="noteref" href="two.xhtml#n1">1</a> and '
            '<span epub:type="pagebreak" id="p7" title="7"></span>more.</p>',
            '<section epub:type="footnotes"><h2>Notes</h2>'
            '<aside epub:type="footnote" id="n1"><p>The note.</p></aside></section>',
        )
    )
    assert [plain_text(one.blocks).strip() for one in walk(made.document) if isinstance(one, Note)] == ["The note."]
    assert [one.label for one in walk(made.document) if isinstance(one, PageMarker)] == ["7"]


def test_pictures_come_from_the_package_alone(tmp_path: Path) -> None:
    (tmp_path / "outside.png").write_bytes(red_square())
    pages = '<h1>One</h1><p><img src="img/red%20one.png" alt="Red"/><img src="../outside.png" alt="Out"/></p>'
    (tmp_path / "a.epub").write_bytes(book(pages, more={"EPUB/img/red one.png": red_square()}))
    made = read_article(tmp_path / "a.epub")
    assert [one.alt for one in walk(made.document) if isinstance(one, Image)] == ["Red"]
    assert [one.data for one in made.document.resources] == [red_square()]
    assert len(told(made, "IMG002")) == 1


def test_a_drawing_that_shows_a_picture_is_that_picture() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><title>A &amp; b</title>'
        '<image width="4" height="4" xlink:href="red.png"/></svg>'
    )
    made = read(book(f"<h1>One</h1><p>Words.</p><div>{drawing}</div>", more={"EPUB/red.png": red_square()}))
    assert [one.alt for one in walk(made.document) if isinstance(one, Image)] == ["A & b"]


def test_what_is_left_out_is_told() -> None:
    nav = '<nav epub:type="toc"><ol><li><a href="one.xhtml">One</a></li></ol></nav>'
    made = read(
        book(
            f'<h1>One</h1>{nav}<p>Words.</p><audio src="a.mp3"></audio><video src="v.mp4"></video>'
            '<script>alert(1)</script><nav epub:type="page-list"><ol><li><a href="#x">1</a></li></ol></nav>',
            nav,
        )
    )
    said = " ".join(told(made, "IN010"))
    for what in ("navigation", "the list of pages", "sound", "film", "scripts"):
        assert what in said, what
    assert "alert" not in plain_text(made.document.blocks)


def test_xhtml_is_read_as_xhtml_and_places_are_lines_of_its_pages() -> None:
    first = '<p\n class="x"><a id="e"/>First.</p>'
    body = f"<h1>One</h1>\n{first}\n<p>Second<br/>line &amp; <i/>more.</p>\n<!-- x\n -->\n<p>Third.</p>"
    made = read(book(body, "<h2>Part</h2>\n\n<p>Fourth.</p>"))
    found = [(plain_text(one).strip(), one.pos) for one in walk(made.document) if isinstance(one, Paragraph)]
    assert [words for words, _ in found] == ["First.", "Second\nline & more.", "Third.", "Fourth."]
    at = [(one.part, one.line) for _, one in found if isinstance(one, Place)]
    assert at == [("EPUB/one.xhtml", 4), ("EPUB/one.xhtml", 5), ("EPUB/one.xhtml", 8), ("EPUB/two.xhtml", 4)]


def test_tables_asides_and_languages_of_pages_are_kept() -> None:
    table = "<table><tr><th>City</th><th>Count</th></tr><tr><td>Leeds</td><td>7</td></tr></table>"
    aside = '<aside class="tip" aria-labelledby="a"><p id="a">Mind</p><p>The step.</p></aside>'
    made = read(book(f"<h1>One</h1>{table}{aside}<p>Words.</p>", '<p xml:lang="de">Wörter.</p>'))
    assert len([one for one in walk(made.document) if isinstance(one, Table)]) == 1
    assert [(one.kind, plain_text(one.title)) for one in walk(made.document) if isinstance(one, Aside)] == [
        ("tip", "Mind")
    ]
    assert [one.lang for one in walk(made.document) if plain_text(one).strip() == "Wörter." and one.lang] == ["de"]


def test_metadata_of_the_package_are_those_of_the_article() -> None:
    metadata = (
        '<dc:creator id="c">Ann Writer</dc:creator><meta refines="#c" property="role">edt</meta>'
        "<dc:publisher>Oak</dc:publisher><dc:date>2020-05-06</dc:date><dc:rights>Free</dc:rights>"
        "<dc:identifier>urn:isbn:9783161484100</dc:identifier><dc:subject>Rivers</dc:subject>"
        "<dc:description>A blurb.</dc:description>"
    )
    made = read(book("<h1>One</h1><p>Words.</p>", metadata=metadata))
    said = made.document.metadata
    assert [(one.name, one.role) for one in said.authors] == [("Ann Writer", "edt")]
    assert (said.publisher, said.published, said.rights, said.keywords) == ("Oak", "2020-05-06", "Free", ("Rivers",))
    assert said.isbn("epub") == "9783161484100"
    assert (said.description, "the description in the metadata" in " ".join(told(made, "IN010"))) == ("", True)


# --- refusals -------------------------------------------------------------------------------------------------------

ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><e:EncryptedData '
    'xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
    '<e:EncryptionMethod Algorithm="urn:secret"/></e:EncryptedData></encryption>'
)
REFUSED: dict[str, tuple[bytes, str]] = {
    "no package": (b"PK\x03\x04 and nothing", "is not a zip package"),
    "no container": (packed({"mimetype": "application/epub+zip"}), "is not an EPUB"),
    "encrypted": (book("<p>x</p>", more={"META-INF/encryption.xml": ENCRYPTED}), "is encrypted"),
    "no words": (book("<p></p>"), "has no content"),
    "not well-formed": (book("<p>x"), "not well-formed"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_a_line(name: str, tmp_path: Path) -> None:
    data, why = REFUSED[name]
    path = tmp_path / "a.epub"
    path.write_bytes(data)
    ended = RUN.invoke(app, ["read", str(path)])
    assert isinstance(ended.exception, InputError)
    assert why in str(ended.exception)
    assert "\n" not in str(ended.exception)


BOUNDED: Mapping[str, tuple[bytes, dict[str, int]]] = {
    "a large page": (book(f"<p>{'x' * 5000}</p>"), {"part_bytes": 4000}),
    "many parts": (book("<p>x</p>", more={f"EPUB/{at}": "x" for at in range(40)}), {"package_parts": 30}),
    "many elements": (book("<h1>T</h1>" + "<p>x</p>" * 400), {"elements": 300}),
    "all of it": (book("<p>x</p>" * 900), {"package_bytes": 5000}),
}


@pytest.mark.parametrize("name", BOUNDED)
def test_bounds_hold(name: str) -> None:
    data, bounds = BOUNDED[name]
    with pytest.raises(InputError, match=r"limit|more than|allowed"):
        read(data, **bounds)


def test_what_is_nested_too_deeply_is_refused_or_flattened() -> None:
    deep = book(f"<h1>T</h1>{'<div>' * 180}<p>words</p>{'</div>' * 180}")
    assert "words" in plain_text(read(deep).document.blocks)
    with pytest.raises(InputError, match="too deeply"):
        read(book(f"{'<div>' * 900}x{'</div>' * 900}"))


def test_a_picture_that_is_a_bomb_is_left_out_and_told() -> None:
    pages = '<h1>One</h1><p>Words.</p><p><img src="red.png" alt="Red"/></p>'
    made = read(book(pages, more={"EPUB/red.png": red_square() + b"\0" * 4000}), picture_bytes=2000)
    assert (made.document.resources, len(told(made, "IMG002"))) == ((), 1)


def test_the_command_converts_a_book_and_says_that_its_reading_is_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    path.write_bytes(book("<h1>One</h1><p>Words of a book, and more of them.</p>"))
    done = RUN.invoke(app, ["convert", str(path), "--to", "html", "--prove", "--out-dir", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "whether all of the source was read was not asked" in done.output
    assert (tmp_path / "out" / "a.html").exists()
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as kept:
        assert kept.testzip() is None


def test_a_page_lies_below_the_one_whose_entry_in_the_contents_holds_its_own() -> None:
    nav = (
        '<nav epub:type="toc"><ol><li><a href="one.xhtml">Tides</a><ol><li><a href="two.xhtml#a">Ebb</a></li></ol></li>'
        '<li><a href="three.xhtml">Coda</a></li></ol></nav>'
    )
    pages = (
        "<section epub:type='part'><h1>Tides</h1></section>",
        "<h1 id='a'>Ebb</h1><p>Out.</p><h2>Low</h2>",
        "<h1>Coda</h1>",
    )
    nested = read(with_nav(nav, *pages)).document
    levels = [(level, plain_text(one.title)) for level, one in sections(nested)]
    assert levels == [(2, "Tides"), (3, "Ebb"), (4, "Low"), (2, "Coda")]
    assert [one.role for _, one in sections(nested)] == ["part", "", "", ""]


def test_headings_that_say_their_depth_stay_where_they_are() -> None:
    inner = '<ol><li><a href="two.xhtml">E</a></li></ol>'
    nav = f'<nav epub:type="toc"><ol><li><a href="one.xhtml">T</a>{inner}</li></ol></nav>'
    made = read(with_nav(nav, "<h1>Tides</h1><p>x</p>", "<h2>Ebb</h2><p>Out.</p>", "<h1>Coda</h1>")).document
    assert [level for level, _ in sections(made)] == [2, 3, 2]


def with_nav(nav: str, *bodies: str) -> bytes:
    """A book with a navigation document."""
    data = book(*bodies, title="A book")
    page = f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>{nav}</body></html>'
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            if name.endswith(".opf"):
                item = (
                    b'<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/></manifest>'
                )
                held = held.replace(b"</manifest>", item)
            new.writestr(name, held)
        new.writestr("EPUB/nav.xhtml", page)
    return made.getvalue()
