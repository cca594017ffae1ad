"""The article's files, each made by one program as its users would make it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.checks.rich import red_square

HERE = Path(__file__).resolve().parent
Make = Callable[[Path], Path]


def prepare(folder: Path) -> None:
    """The sources and their picture, in a folder of their own."""
    for source in HERE.glob("*.*"):
        if source.suffix in (".md", ".html", ".typ"):
            shutil.copy(source, folder / source.name)
    (folder / "pic.png").write_bytes(red_square())


def by_exporter(form: str) -> Make:
    """exporter, with its default options."""

    def make(folder: Path) -> Path:
        import exporter

        exporter.convert(folder / "exporter.md", to=(form,), output=folder / f"exporter.{form}")
        return folder / f"exporter.{form}"

    return make


def by_pandoc(form: str) -> Make:
    """pandoc, standalone."""

    def make(folder: Path) -> Path:
        import pypandoc

        made = folder / f"pandoc.{form}"
        command = [pypandoc.get_pandoc_path(), "-s", "--mathml", "pandoc.md", "-o", made.name]
        subprocess.run(command, cwd=folder, check=True, timeout=60, capture_output=True)
        return made

    return make


def by_typst(folder: Path) -> Path:
    """Typst, which tags its PDF without being asked."""
    import typst

    typst.compile(str(folder / "article.typ"), output=str(folder / "typst.pdf"), root=str(folder))
    return folder / "typst.pdf"


def by_weasyprint(folder: Path) -> Path:
    """WeasyPrint alone, asked for PDF/UA-1."""
    import weasyprint

    made = folder / "weasyprint.pdf"
    weasyprint.HTML(filename=str(folder / "page.html")).write_pdf(str(made), pdf_variant="pdf/ua-1")
    return made


def by_libreoffice(folder: Path) -> Path:
    """LibreOffice, asked for PDF/UA, from exporter's DOCX."""
    source = by_exporter("docx")(folder)
    copied = folder / "libreoffice.docx"
    shutil.copy(source, copied)
    options = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", options, "--outdir", str(folder), str(copied)]
    subprocess.run(command, cwd=folder, check=True, timeout=120, capture_output=True)
    return folder / "libreoffice.pdf"


TOOLS: dict[str, Make] = {
    "exporter, PDF": by_exporter("pdf"),
    "exporter, EPUB": by_exporter("epub"),
    "exporter, DOCX": by_exporter("docx"),
    "pandoc, EPUB": by_pandoc("epub"),
    "pandoc, DOCX": by_pandoc("docx"),
    "Typst, PDF": by_typst,
    "WeasyPrint alone, PDF": by_weasyprint,
    "LibreOffice from exporter's DOCX, PDF": by_libreoffice,
}
"""What is made, in the order of the table."""
