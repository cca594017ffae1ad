"""Six hostile articles given to exporter and to its peers, each by its plain command: what each program did.

``python benchmarks/hostile_peers.py`` prints a table and writes it into docs/security.md. LibreOffice must be there;
pandoc, WeasyPrint and Typst come with the test requirements. Each run has the bounds of the hostile corpus.
"""

from __future__ import annotations

import io
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "security.md"
BEGIN, END = "<!-- peers -->\n", "<!-- end of peers -->"
SECONDS = 20
ADDRESS_SPACE = 4 << 30
ODD = (37, 41)
"""The size of the picture that no article may read: no program draws one so of its own."""


@dataclass(frozen=True)
class Done:
    """How one run ended: its exit code (None: out of time), its outputs unpacked, its requests to the network, and
    whether it told of anything at a place in the input."""

    code: int | None
    outputs: list[bytes] = field(default_factory=list)
    requests: int = 0
    said: bool = False


@dataclass(frozen=True)
class Case:
    """One input as HTML and as Typst source ("" where Typst has no such thing), and what to say of an output."""

    name: str
    html: str
    typst: str
    verdict: Callable[[Done], str]


def picture_read(done: Done) -> str:
    """Whether a picture of the odd size is in an output."""
    return "**read into the file**" if any(_has_odd_picture(data) for data in done.outputs) else "not read"


def requested(done: Done) -> str:
    return f"**{done.requests} request{'s' * (done.requests > 1)}**" if done.requests else "no request"


def link_kept(done: Done) -> str:
    return "**kept**" if any(b"javascript:alert" in data for data in done.outputs) else "text stays, target goes"


def script_kept(done: Done) -> str:
    return "**kept**" if any(b"QZSCRIPT" in data for data in done.outputs) else "dropped"


def converted(done: Done) -> str:
    return "converted"


def _has_odd_picture(data: bytes) -> bool:
    from PIL import Image

    size = rb"/Height %d\b" % ODD[1], rb"/Width %d\b" % ODD[0]
    if all(re.search(pattern, data) for pattern in size):
        return True
    for start in re.finditer(b"\x89PNG|\xff\xd8\xff", data):
        try:
            if Image.open(io.BytesIO(data[start.start() :])).size == ODD:
                return True
        except OSError:
            continue
    return False


def cases(address: str) -> list[Case]:
    """The articles; ``address`` is a picture on the listener."""

    def page(body: str) -> str:
        return f"<!DOCTYPE html><html lang=en><title>T</title><h1>T</h1><p>Words.</p>{body}</html>"

    cells = "".join("<tr>" + "<td>cell</td>" * 32 + "</tr>" for _ in range(1_000))
    deep = 5_000
    return [
        Case(
            "picture by a `../` path",
            page('<img src="../outside/secret.png" alt="x">'),
            '#image("../outside/secret.png")',
            picture_read,
        ),
        Case("picture at an address", page(f'<img src="{address}" alt="x">'), f'#image("{address}")', requested),
        Case(
            "`javascript:` link",
            page('<p><a href="javascript:alert(1)">click</a></p>'),
            '#link("javascript:alert(1)")[click]',
            link_kept,
        ),
        Case(
            "script, event attribute",
            page('<script>QZSCRIPT</script><p onclick="QZSCRIPT">x</p>'),
            "",
            script_kept,
        ),
        Case(
            f"{deep:,} nested elements",
            page("<div>" * deep + "word" + "</div>" * deep),
            "#block[" * deep + "word" + "]" * deep,
            converted,
        ),
        Case(
            "table of 32,000 cells",
            page(f"<table>{cells}</table>"),
            "#table(columns: 32, ..range(32000).map(n => [cell]))",
            converted,
        ),
    ]


# --- programs ---------------------------------------------------------------------------------------------------------


def exporter(folder: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "exporter", "convert", "in.html", "--out-dir", str(out)]


def pandoc(folder: Path, out: Path) -> list[str]:
    import pypandoc

    tool = pypandoc.get_pandoc_path()
    each = [f"'{tool}' --sandbox in.html -o '{out}/a.{form}'" for form in ("epub", "docx")]
    return ["sh", "-c", " && ".join(each)]


def weasyprint(folder: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "weasyprint", "-q", "in.html", str(out / "a.pdf")]


def typst(folder: Path, out: Path) -> list[str]:
    return [sys.executable, "-c", f"import typst; typst.compile('in.typ', output={str(out / 'a.pdf')!r})"]


def libreoffice(folder: Path, out: Path) -> list[str]:
    profile = f"-env:UserInstallation=file://{folder.parent}/profile"
    return [
        "soffice",
        profile,
        *"--headless --convert-to pdf:writer_web_pdf_Export --outdir".split(),
        str(out),
        "in.html",
    ]


PROGRAMS = {
    "exporter": exporter,
    "pandoc `--sandbox` (EPUB, DOCX)": pandoc,
    "WeasyPrint (PDF)": weasyprint,
    "Typst (PDF)": typst,
    "LibreOffice (PDF)": libreoffice,
}


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


@contextmanager
def listener() -> Iterator[list[str]]:
    """A server on the loopback that answers nothing; yields its address first, then the requests it gets."""
    seen: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            seen.append("request")
            self.rfile.readline()
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    seen.append(f"http://127.0.0.1:{server.server_port}/p.png")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield seen
    server.shutdown()


def run(program: Callable[[Path, Path], list[str]], case: Case, seen: list[str]) -> Done:
    """One program over one article, in a folder of its own."""
    from PIL import Image

    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name) / "article", Path(name) / "out"
        for made in (folder, out, Path(name) / "outside"):
            made.mkdir()
        Image.new("RGB", ODD, "red").save(Path(name) / "outside" / "secret.png")
        (folder / "in.html").write_text(case.html, encoding="utf-8")
        (folder / "in.typ").write_text("#set document(title: [T])\n= T\nWords.\n\n" + case.typst, encoding="utf-8")
        before = len(seen)
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        try:
            done = subprocess.run(
                program(folder, out), cwd=folder, env=environment, capture_output=True, timeout=SECONDS * 6,
                preexec_fn=None if program is libreoffice else bounded, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Done(None)
        code = None if done.returncode in (-9, -24, 137, 152) else done.returncode
        return Done(
            code, [unpacked(path) for path in sorted(out.iterdir())], len(seen) - before, b"in.html:" in done.stderr
        )


def unpacked(path: Path) -> bytes:
    """A file's content without compression."""
    if path.suffix == ".pdf":
        import pikepdf

        stream = io.BytesIO()
        with pikepdf.open(path) as pdf:
            pdf.save(stream, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return stream.getvalue()
    with zipfile.ZipFile(path) as package:
        return b"\n".join(package.read(name) for name in package.namelist())


def told(program: Callable[[Path, Path], list[str]], case: Case, seen: list[str]) -> str:
    """What to write into the table."""
    if program is typst and not case.typst:
        return "has none"
    done = run(program, case, seen)
    if done.code is None:
        return f"**not ended** after {SECONDS} s"
    if not done.outputs:
        return "refused, limit named" if done.code == 3 and program is exporter else "ends with an error, no file"
    return case.verdict(done) + (", said" if done.said else "")


def main() -> None:
    """Print the table and write it into its place."""
    rows = ["| input | " + " | ".join(PROGRAMS) + " |\n", "|---" * (len(PROGRAMS) + 1) + "|\n"]
    with listener() as seen:
        for case in cases(seen[0]):
            rows.append(f"| {case.name} | " + " | ".join(told(each, case, seen) for each in PROGRAMS.values()) + " |\n")
            print(rows[-1], end="", flush=True)
    text = TARGET.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    TARGET.write_text(before + BEGIN + "".join(rows) + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
