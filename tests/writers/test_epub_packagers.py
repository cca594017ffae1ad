"""Both packagers write the same parts, and the same bytes: which of them is installed changes no file."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

import exporter
from exporter.writers import WriteOptions
from exporter.writers import epub as writer
from exporter.writers.epub import book, own_packager
from exporter.writers.epub.book import DC, OPF, Book, Item

ROOT = Path(__file__).resolve().parent.parent.parent
KINDS = (".md", ".txt", ".html")
ARTICLES = sorted(path.name for path in (ROOT / "fixtures" / "articles").iterdir() if path.suffix in KINDS)
QUICK = "council-notice.html"


def both(article: Path, options: WriteOptions, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    """The EPUB of an article by EbookLib and by our own packager."""
    document = exporter.read(article)
    first = writer.write(document, options).data
    assert book.packager().__name__.endswith("ebooklib_packager")
    monkeypatch.setattr(writer, "packager", lambda: own_packager)
    return first, writer.write(document, options).data


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name == QUICK else pytest.mark.slow) for name in ARTICLES]
)
def test_an_article_is_packed_alike(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = both(ROOT / "fixtures" / "articles" / name, WriteOptions(), monkeypatch)
    assert first == second


@pytest.mark.slow
def test_an_article_with_everything_is_packed_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text(
        "---\nlang: ar\ntitle: A <b> & “c”\nauthors:\n  - Ann Lee\n  - Bo Li\nkeywords: [x, y & z]\npublisher: P\n"
        "rights: R\ndescription: D\npublished: 2026-01-02\nsource: https://example.org/a?b&c\n---\n\n# T\n\n$x^2$\n",
        encoding="utf-8",
    )
    options = WriteOptions(certified_by="Somebody", certifier_report="https://example.org/report")
    first, second = both(tmp_path / "a.md", options, monkeypatch)
    assert first == second


def made() -> Book:
    held = Book("urn:x", "T & <t>", "ar", datetime(2026, 1, 2, 3, 4, 5), rtl=True)
    held.say(DC, "creator", "Ann", id="person-1")
    held.say(OPF, "meta", "aut", refines="#person-1", property="role")
    held.say("", "meta", "", name="cover", content="c")
    held.say(DC, "subject", "x")
    held.say(DC, "creator", "Bo", id="person-2")
    held.say("", "link", "", rel="a11y:certifierReport", href="https://example.org/?a&b")
    held.items = [
        Item("a", "a.xhtml", "application/xhtml+xml", b"<a/>", ("mathml", "nav")),
        Item("b", "b.css", "text/css", b""),
    ]
    held.spine = [("a", True), ("b", False)]
    return held


def test_every_kind_of_line_and_item_is_packed_alike() -> None:
    from exporter.writers.epub import ebooklib_packager

    parts = []
    for module in (own_packager, ebooklib_packager):
        with zipfile.ZipFile(io.BytesIO(module.pack(made()))) as archive:
            parts.append([(name, archive.read(name)) for name in archive.namelist()])
    assert parts[0] == parts[1]
    assert [name for name, _ in parts[0]] == [
        *("mimetype", "META-INF/container.xml", "EPUB/content.opf", "EPUB/a.xhtml", "EPUB/b.css")
    ]


@pytest.mark.slow
def test_without_ebooklib_an_epub_is_written_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nlang: en\n---\n\n# A\n\nText.\n", encoding="utf-8")
    without = (
        "import importlib.util as util, sys\n"
        "real = util.find_spec\n"
        "util.find_spec = lambda name, package=None: None if name == 'ebooklib' else real(name, package)\n"
        "sys.modules['ebooklib'] = None\n"
    )
    arguments = ["exporter", "convert", "a.md", "--to", "epub", "--quiet", "-o"]
    run = f"from exporter.cli import main\nsys.argv = [*{arguments}, {{!r}}]\nmain()"
    for name, code in (("with.epub", "import sys\n"), ("without.epub", without)):
        subprocess.run([sys.executable, "-c", code + run.format(name)], cwd=tmp_path, check=True)
    assert (tmp_path / "with.epub").read_bytes() == (tmp_path / "without.epub").read_bytes()
