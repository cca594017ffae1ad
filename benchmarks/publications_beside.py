"""The same articles bound by others: what a listener of each book is not told, counted as ``parity`` counts it.

    python benchmarks/publications_beside.py [--percollate COMMAND] [--mdbook-epub COMMAND]

The articles of ``fixtures/articles``, written as plain pages of HTML, go to every program alike: to ours, to pandoc,
to calibre (a page of contents that leads to them), to percollate and to mdbook-epub where their commands are named.
Each book is read back and compared with the articles as they were bound. Heading levels are not counted: every program
nests them in its own way.
Prints the table of docs/publications.md.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import lxml.html
from lxml import etree

import exporter
from exporter.comparison.loss import KINDS, Loss
from exporter.comparison.losses import compare
from exporter.model import Document
from exporter.publication.bind import open_publication
from exporter.readback import open_file
from exporter.run.pipeline import ReadOptions

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("letter.md", "feature.md", "data-story.md", "explainer.md", "languages.md", "council-notice.html")
TITLE = "The Valley Review"
SECONDS = 240


def pages(folder: Path) -> list[Path]:
    """The articles as pages of HTML in ``folder``."""
    made = []
    for name in NAMES:
        source = ROOT / "fixtures" / "articles" / name
        made.append(folder / f"{source.stem}.html")
        exporter.convert(source, "html", output=made[-1])
    listed = "".join(f'<li><a href="{page.name}">{page.stem}</a></li>' for page in made)
    head = f'<!DOCTYPE html><html lang="en-GB"><head><title>{TITLE}</title></head>'
    (folder / "index.html").write_text(f"{head}<body><h1>{TITLE}</h1><ul>{listed}</ul></body></html>", "utf-8")
    articles = ", ".join(f'"{page.name}"' for page in made)
    sheet = f'title = "{TITLE}"\nlang = "en-GB"\narticles = [{articles}]\n'
    (folder / "issue.toml").write_text(sheet, encoding="utf-8")
    return made


def run(command: list[str | Path], folder: Path) -> None:
    """Run another program in ``folder``. Raises CalledProcessError, TimeoutExpired."""
    subprocess.run(list(map(str, command)), cwd=folder, check=True, capture_output=True, timeout=SECONDS)


def by_pandoc(html: list[Path], out: Path) -> None:
    """One book of several pages; ``--file-scope`` keeps their notes and ids apart."""
    import pypandoc

    meta = ["--metadata", f"title={TITLE}", "--metadata", "lang=en-GB", "--toc", "--file-scope"]
    run([pypandoc.get_pandoc_path(), *html, *meta, "-o", out], out.parent)


def by_calibre(html: list[Path], out: Path) -> None:
    """Its converter follows the links of a page of contents."""
    run(["ebook-convert", html[0].parent / "index.html", out, "--title", TITLE, "--language", "en-GB"], out.parent)


def by_percollate(html: list[Path], out: Path) -> None:
    """Readability's idea of each page, in one book."""
    run([command("percollate"), "epub", "--output", out, "--title", TITLE, *html], out.parent)


def by_mdbook(html: list[Path], out: Path) -> None:
    """An mdBook whose chapters are the pages, as HTML in Markdown: without blank lines, which would end it."""
    book = out.parent / "mdbook"
    (book / "src").mkdir(parents=True)
    (book / "book.toml").write_text(f'[book]\ntitle = "{TITLE}"\nlanguage = "en"\n\n[output.epub]\n', encoding="utf-8")
    lines = []
    for page in html:
        tree = lxml.html.document_fromstring(page.read_bytes()).find("body")  # it writes HTML as it is into XHTML
        body = "".join(etree.tostring(element, encoding="unicode") for element in tree)
        kept = "\n".join(line for line in body.split("\n") if line.strip())
        (book / "src" / f"{page.stem}.md").write_text(f"<div>\n{kept}\n</div>\n", encoding="utf-8")
        lines.append(f"- [{page.stem}]({page.stem}.md)")
    (book / "src" / "SUMMARY.md").write_text("# Summary\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    run([command("mdbook-epub"), "--standalone", book], book)
    shutil.copy(next(book.rglob("*.epub")), out)


def command(name: str) -> str:
    """The command that was named for a program; "" where none was."""
    option = f"--{name}"
    return sys.argv[sys.argv.index(option) + 1] if option in sys.argv[:-1] else ""


def by_us(html: list[Path], out: Path) -> None:
    """``exporter bind``."""
    exporter.bind(html[0].parent / "issue.toml", out.suffix[1:], output=out)


Program = Callable[[list[Path], Path], None]
PROGRAMS: tuple[tuple[str, str, Program], ...] = (
    ("exporter bind", "epub", by_us),
    ("exporter bind", "docx", by_us),
    ("exporter bind", "pdf", by_us),
    ("pandoc", "epub", by_pandoc),
    ("pandoc", "docx", by_pandoc),
    ("calibre", "epub", by_calibre),
    ("calibre", "docx", by_calibre),
    ("percollate", "epub", by_percollate),
    ("mdbook-epub", "epub", by_mdbook),
)


def lost(original: Document, out: Path) -> list[Loss]:
    """What a book does not tell of the articles. That somebody nests headings otherwise is no loss here."""
    found = compare(original, open_file(out.read_bytes(), out.name), out.suffix[1:])
    return [loss for loss in found if not loss.message.startswith("the level is")]


def main() -> None:
    """Print the table: kinds of fact down, programs across."""
    counts: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        html = pages(folder)
        original = open_publication(str(folder / "issue.toml"), ReadOptions()).document
        for name, form, make in PROGRAMS:
            missing = not shutil.which("ebook-convert") if name == "calibre" else not command(name)
            if missing and name in ("percollate", "calibre", "mdbook-epub"):
                continue
            out = folder / f"{name.split()[0]}.{form}"
            try:
                make(html, out)
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
                print(f"{name} {form}: {error} {str(error.stderr or b'')[-300:]}", file=sys.stderr)
                continue
            counts[f"{name}, {form}"] = Counter(loss.kind for loss in lost(original, out))
    print("| fact | " + " | ".join(counts) + " |\n|---|" + "---|" * len(counts))
    for kind in KINDS:
        if any(found[kind] for found in counts.values()):
            print(f"| {kind} | " + " | ".join(str(found[kind]) for found in counts.values()) + " |")
    print("| all | " + " | ".join(str(found.total()) for found in counts.values()) + " |")


if __name__ == "__main__":
    main()
