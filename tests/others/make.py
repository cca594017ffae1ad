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
        subprocess.run(command, cwd=folder, check=True, timeout=600, capture_output=True)
        return made

    return make


def compile_typst(source: Path, made: Path) -> Path:
    """``source`` compiled by Typst with the fonts that it brings: what a machine has makes no difference."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False)
    compiler = typst.Compiler(str(source), root=str(source.parent), font_paths=fonts)
    compiler.compile(output=str(made))
    return made


def print_weasyprint(html: str, made: Path) -> Path:
    """``html`` printed by WeasyPrint alone, asked for PDF/UA-1, in a font of ours: what a machine has makes none."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    from exporter.assets import styles_folder

    fonts = FontConfiguration()
    sources = {
        "Serif": "SourceSerif4_400Regular.ttf",
        "Code": "SourceCodePro_400Regular.ttf",
        "Arabic": "Amiri_400Regular.ttf",
    }
    faces = "".join(
        f"@font-face {{ font-family: {name}; src: url({(styles_folder() / 'fonts' / file).as_uri()}) }}"
        for name, file in sources.items()
    )
    sheet = weasyprint.CSS(
        string=f"{faces} * {{ font-family: Serif, Arabic }} code, pre {{ font-family: Code }}", font_config=fonts
    )
    page = weasyprint.HTML(string=html, base_url=str(made.parent))
    page.write_pdf(str(made), pdf_variant="pdf/ua-1", stylesheets=[sheet], font_config=fonts)
    return made


def by_typst(folder: Path) -> Path:
    """Typst, which tags its PDF without being asked."""
    return compile_typst(folder / "article.typ", folder / "typst.pdf")


def by_weasyprint(folder: Path) -> Path:
    """WeasyPrint alone, asked for PDF/UA-1."""
    return print_weasyprint((folder / "page.html").read_text(encoding="utf-8"), folder / "weasyprint.pdf")


def by_libreoffice(folder: Path) -> Path:
    """LibreOffice, asked for PDF/UA, from exporter's DOCX."""
    source = by_exporter("docx")(folder)
    copied = folder / "libreoffice.docx"
    shutil.copy(source, copied)
    options = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", options, "--outdir", str(folder), str(copied)]
    subprocess.run(command, cwd=folder, check=True, timeout=600, capture_output=True)
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
