"""Metafiles: left out by name, or drawn by an installed program, but only where the user asks for it."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import exporter
from exporter.model import Image as ImageNode
from exporter.model import walk
from exporter.readers.word import metafiles
from exporter.readers.word_options import WordOptions
from exporter.run.pipeline import Article
from tests.readers.word.files import TITLE, p, read_article, word_file

pytestmark = pytest.mark.slow

EMF = b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(40)
WMF = b"\xd7\xcd\xc6\x9a" + bytes(40)
DRAWING = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="A sluice"/><a:graphic><a:graphicData><pic:pic>'
    '<pic:blipFill><a:blip r:embed="i"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
    "</w:r>"
)
GIVEN = {"relations": {"i": ("image", "media/i.emf")}}


def read_it(data: bytes, *, draw: bool) -> Article:
    return read_article(
        TITLE + p(DRAWING), parts={"word/media/i.emf": data}, word=WordOptions(draw_metafiles=draw), **GIVEN
    )


def pictures(article: Article) -> list[str]:
    return [node.alt or "" for node in walk(article.document) if isinstance(node, ImageNode)]


def told(article: Article) -> list[str]:
    return [found.message for found in article.findings if found.rule in ("IMG002", "IMG010")]


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with nothing on it but what a test puts there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    metafiles._without_network.cache_clear()
    return folder


def program(folder: Path, name: str, body: str) -> None:
    """A program of our own in the place of one that draws: Python with ``target``, ``source``, ``home``."""
    made = folder / name
    made.write_text(
        f"#!{sys.executable} -I\nimport os, sys, time\nfrom pathlib import Path\nsource = Path(sys.argv[-1])\n"
        f"home = Path(os.environ['HOME'])\ntarget = source.with_suffix('.png')\n{body}\n"
    )
    made.chmod(made.stat().st_mode | stat.S_IEXEC)


def png() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(stream, "PNG")
    return stream.getvalue()


GOOD = f"target.write_bytes({png()!r})"


def test_without_being_asked_no_program_is_started(tools: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    program(tools, "soffice", f"Path({str(seen)!r}).touch()\n{GOOD}")
    made = read_it(EMF, draw=False)
    assert pictures(made) == []
    assert not seen.exists()
    assert told(made) == [
        "the picture “A sluice” was left out: it is an Enhanced Metafile (EMF), which cannot be shown in these files"
    ]


def test_without_a_program_that_is_said(tools: Path) -> None:
    assert told(read_it(EMF, draw=True)) == [
        "the picture “A sluice” was left out: it is an Enhanced Metafile (EMF), which cannot be shown in these files; "
        "no LibreOffice or Inkscape is installed to draw it"
    ]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (EMF, "an Enhanced Metafile (EMF)"),
        (WMF, "a Windows Metafile (WMF)"),
        (gzip.compress(EMF, mtime=0), "an Enhanced Metafile (EMZ)"),
        (gzip.compress(WMF, mtime=0), "a Windows Metafile (WMZ)"),
    ],
)
@pytest.mark.parametrize("name", ["soffice", "inkscape"])
def test_an_installed_program_draws_it_and_that_is_said(tools: Path, name: str, data: bytes, kind: str) -> None:
    program(tools, name, f"assert source.read_bytes()[:4] in ({EMF[:4]!r}, {WMF[:4]!r})\n{GOOD}")
    made = read_it(data, draw=True)
    assert pictures(made) == ["A sluice"]
    assert [resource.media_type for resource in made.document.resources] == ["image/png"]
    assert told(made) == [f"a picture that is {kind} was drawn by {name}"]


def test_what_one_program_cannot_draw_the_next_one_may(tools: Path) -> None:
    program(tools, "inkscape", "sys.exit(1)")
    program(tools, "soffice", GOOD)
    assert told(read_it(EMF, draw=True)) == ["a picture that is an Enhanced Metafile (EMF) was drawn by soffice"]


def test_a_program_has_a_home_of_its_own_that_is_gone_afterwards(tools: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    program(tools, "soffice", f"Path({str(seen)!r}).write_text(str(home) + ' ' + ' '.join(sorted(os.environ)))\n{GOOD}")
    read_it(EMF, draw=True)
    home, *names = seen.read_text().split()
    assert home != os.environ.get("HOME")
    assert not Path(home).exists()
    assert set(names) <= {"HOME", "LANG", "LC_CTYPE", "PATH", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"}


@pytest.mark.parametrize(
    "body", ["sys.exit(3)", "target.write_bytes(b'no picture')", "target.symlink_to('/etc/hostname')"]
)
def test_what_a_program_does_wrong_loses_the_picture_and_no_more(tools: Path, body: str) -> None:
    program(tools, "soffice", body)
    made = read_it(EMF, draw=True)
    assert pictures(made) == []
    assert told(made)[-1].startswith("the picture “A sluice” was left out: ")


def test_a_program_that_never_ends_is_ended(tools: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It has started another one when its time is over, and that one ends, too."""
    late = tmp_path / "late"

    class Patient(subprocess.Popen[bytes]):
        def wait(self, timeout: float | None = None) -> int:
            if timeout is not None:
                assert timeout <= metafiles.WALL_SECONDS
                wait_for(late.exists)
                timeout = 0
            return super().wait(timeout)

    monkeypatch.setattr(metafiles.subprocess, "Popen", Patient)
    number = f"number = os.fork()\nif number:\n    Path({str(late)!r} + '~').write_text(str(number))"
    program(tools, "soffice", f"{number}\n    os.rename({str(late)!r} + '~', {str(late)!r})\ntime.sleep(600)")
    assert "soffice could not draw it" in told(read_it(EMF, draw=True))[0]
    wait_for(lambda: has_ended(int(late.read_text())))


def has_ended(pid: int) -> bool:
    """Whether there is no such process, or one that nobody has asked about its end."""
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] == b"Z"
    except OSError:
        return True


def wait_for(there: Callable[[], bool]) -> None:
    """Wait until something is there, for ten minutes at most."""
    ends = time.monotonic() + 600
    while not there():
        assert time.monotonic() < ends
        time.sleep(0.01)


def test_the_option_is_one_of_the_library_too(tools: Path) -> None:
    program(tools, "soffice", GOOD)
    data = word_file(TITLE + p(DRAWING), parts={"word/media/i.emf": EMF}, **GIVEN)  # type: ignore[arg-type]
    made = exporter.read(data, name="a.docx", lang="en", draw_metafiles=True)
    assert [node.alt for node in walk(made) if isinstance(node, ImageNode)] == ["A sluice"]


def test_a_program_has_no_network_where_the_system_can_take_it_away(tools: Path, tmp_path: Path) -> None:
    unshare = shutil.which("unshare", path=os.defpath)
    if unshare is None:
        pytest.skip("there is no unshare here to take a network away")
    (tools / "unshare").symlink_to(unshare)
    if not metafiles._without_network():
        pytest.skip("this system gives no process a network of its own")
    seen = tmp_path / "seen"
    program(tools, "soffice", f"Path({str(seen)!r}).write_text(Path('/proc/net/dev').read_text())\n{GOOD}")
    read_it(EMF, draw=True)
    names = [line.partition(":")[0].strip() for line in seen.read_text().splitlines() if ":" in line]
    assert names == ["lo"]
