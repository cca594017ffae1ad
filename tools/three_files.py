"""Makes docs/three-files.png, the picture in README: ``python tools/three_files.py``, after ``make demo``.

Needs poppler, LibreOffice and Chromium, which the tests need too. Page two of the PDF and of the Word file, and the
EPUB's text where the same section begins, side by side.
"""

from __future__ import annotations

import subprocess
import tempfile
import zipfile
from pathlib import Path

from lxml import etree
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "build" / "demo"
NAME = "rotherham-live-updates"
HEIGHT, GAP = 700, 15
GREY = "#d8d8d8"


def page(pdf: Path, number: int, folder: Path) -> Image.Image:
    """A page of a PDF as pixels."""
    target = folder / f"{pdf.stem}-{number}"
    where = ["-f", str(number), "-l", str(number), "-singlefile", "-scale-to-x", "-1", "-scale-to-y", str(HEIGHT)]
    subprocess.run(["pdftoppm", "-png", *where, str(pdf), str(target)], check=True)
    return Image.open(target.with_suffix(".png")).convert("RGB")


def as_pdf(word: Path, folder: Path) -> Path:
    """The Word file as LibreOffice prints it."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        str(folder),
        str(word),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return folder / f"{word.stem}.pdf"


def chapter(book: Path, folder: Path, heading: str) -> Image.Image:
    """What Chromium shows of the EPUB's chapter from the section with ``heading`` on."""
    with zipfile.ZipFile(book) as package:
        package.extractall(folder / "epub")
    path = next(path for path in sorted((folder / "epub").rglob("*.xhtml")) if heading in path.read_text())
    page = etree.parse(str(path))
    words = next(node for node in page.iter() if isinstance(node.text, str) and heading in node.text)
    for node in words.xpath("ancestor-or-self::*/preceding-sibling::*[ancestor::*[local-name()='body']]"):
        node.getparent().remove(node)  # headless Chromium paints nothing where it has jumped to
    page.write(str(path), xml_declaration=True, encoding="utf-8")
    target = folder / "epub.png"
    options = [
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        "--window-size=560,1005",
        f"--screenshot={target}",
    ]
    subprocess.run(["chromium", *options, f"file://{path}"], check=True, capture_output=True)
    return Image.open(target).convert("RGB").resize((390, HEIGHT))


def main() -> None:
    """Put the three side by side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shown = [
            page(DEMO / f"{NAME}.pdf", 2, folder),
            chapter(DEMO / f"{NAME}.epub", folder, "Rotherham Council issue statement"),
            page(as_pdf(DEMO / f"{NAME}.docx", folder), 2, folder),
        ]
        width = sum(picture.width for picture in shown) + GAP * (len(shown) + 1)
        made = Image.new("RGB", (width, HEIGHT + 2 * GAP), GREY)
        at = GAP
        for picture in shown:
            made.paste(picture, (at, GAP))
            at += picture.width + GAP
        made.quantize(64).save(ROOT / "docs" / "three-files.png", optimize=True)


if __name__ == "__main__":
    main()
