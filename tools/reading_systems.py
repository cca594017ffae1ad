"""A bound publication in reading systems that no one here wrote: ``make reading-systems``.

Binds fixtures/publication/vale-review.toml (or the publication that is named), walks through its EPUB in epub.js and in
Readium's navigator in a headless Chromium (every chapter, every entry of the contents, links from article to article,
notes and back, clicked), gives it to calibre's converter, metadata reader and Check book, and judges what they show by
the model. Prints the table of docs/publications.md; pictures go to build/reading-systems. Exit codes: 0 all as it
should be, 1 not, 2 a program is missing (one line says which).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from exporter.model import Document
from exporter.publication.bind import open_publication, render_publication
from exporter.run.pipeline import ReadOptions
from exporter.writers import WriteOptions
from tests.judges import harness
from tests.judges.reading import Judged, judged, words_told

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "reading-systems"
SHEET = ROOT / "fixtures" / "publication" / "vale-review.toml"
ERROR = 3


def missing() -> str:
    """What is not here of what the walk needs, as one line; "" for nothing."""
    wanted = {"Node": harness.node() is not None, "calibre": shutil.which("ebook-convert") is not None}
    wanted["the packages of tests/judges/package-lock.json (make test)"] = (harness.TOOLS / "node_modules").is_dir()
    wanted["Chromium"] = any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    lacking = [name for name, here in wanted.items() if not here]
    return f"reading systems: missing here: {', '.join(lacking)}" if lacking else ""


def by_calibre(document: Document, epub: Path) -> list[tuple[str, Judged]]:
    """What calibre makes of the EPUB: its plain text, its metadata, what its check finds."""
    text = Judged()
    words_told(document, harness.calibre_text(epub, OUT), text)
    said = harness.calibre_metadata(epub, OUT)
    checked = Judged()
    if not said.get("Title", "").startswith(document.metadata.title):
        checked.wrong.append(f"ebook-meta: the title is “{said.get('Title', '')}”")
    if document.metadata.series and document.metadata.series not in said.get("Series", ""):
        checked.wrong.append(f"ebook-meta: the series is “{said.get('Series', '')}”")
    found = harness.calibre_checks(epub, OUT)
    checked.wrong += [f"check book: {name}: {message}" for level, name, message in found if is_fault(level, name)]
    opinions = sum(1 for level, name, _ in found if level == ERROR and not is_fault(level, name))
    print(
        f"calibre's linter of style sheets has {opinions} opinions on their order, which change nothing that is shown"
    )
    return [("calibre, ebook-convert to text", text), ("calibre, ebook-meta and Check book", checked)]


def is_fault(level: int, name: str) -> bool:
    """Whether Check book's finding is an error of pages or package: of style sheets it has a linter's taste."""
    return level == ERROR and not name.endswith(".css")


def row(program: str, said: Judged) -> str:
    """A row of the table."""
    counts = (said.articles, said.lines, said.contents, said.links, said.notes, len(said.wrong))
    return f"| {program} | " + " | ".join(str(count) if count else "–" for count in counts[:-1]) + f" | {counts[-1]} |"


def walked(document: Document, epub: Path) -> list[tuple[str, Judged]]:
    """What epub.js and Readium show, with their versions."""
    said: dict[str, Any] = harness.walked([epub], OUT)
    versions, book = said["versions"], said["books"][str(epub)]
    names = {
        "epubjs": f"epub.js {versions['epubjs']}",
        "readium": f"Readium navigator {versions['@readium/navigator']}",
    }
    made = [(name, judged(document, book[system])) for system, name in names.items()]
    for name, one in made:
        one.wrong += [error for error in book["errors"] if error.startswith(name.split()[0].lower().replace(".", ""))]
    return made


def main() -> int:
    """Bind, walk, judge, print."""
    parser = argparse.ArgumentParser(description="A bound publication in epub.js, Readium and calibre.")
    parser.add_argument("publication", nargs="?", type=Path, default=SHEET)
    parser.add_argument("--root", type=Path, help="the folder that all articles lie in")
    asked = parser.parse_args()
    if lacking := missing():
        print(lacking, file=sys.stderr)
        return 2
    root = asked.root or (SHEET.parent.parent if asked.publication == SHEET else None)
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    reading = ReadOptions(root=root)
    document = open_publication(str(asked.publication), reading).document
    epub = OUT / f"{asked.publication.stem}.epub"
    epub.write_bytes(render_publication(str(asked.publication), ("epub",), reading, WriteOptions()).files[0].data)
    rows = [*walked(document, epub), *by_calibre(document, epub)]
    print(
        subprocess.run(["ebook-convert", "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0]
    )
    print("| program | articles | lines told | entries of the contents | links | notes and back | wrong |")
    print("|---|---|---|---|---|---|---|")
    for name, said in rows:
        print(row(name, said))
    faults = [f"{name}: {fault}" for name, said in rows for fault in said.wrong]
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
