"""Metafiles (EMF, WMF) drawn as PNG by an installed LibreOffice or Inkscape, where the user asks for it.

No kept library draws them. A program of somebody else's is asked only by name, in a process that is bounded
(``metafile_draw``), with a home, a profile and a folder of its own that are gone afterwards, and without a network
where the system can take it away.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

WALL_SECONDS = 60
MOST_SECONDS = 240
"""How long one picture may take, and all of one article."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A metafile drawn: the PNG, and the program that drew it; without either, why not."""

    png: bytes = b""
    program: str = ""
    refused: str = ""


def programs() -> list[str]:
    """The installed programs that may draw metafiles, the best first."""
    found = (shutil.which(name) for name in ("inkscape", "soffice", "libreoffice"))
    return list(dict.fromkeys(path for path in found if path))


def draw(data: bytes, suffix: str, seconds: float = WALL_SECONDS) -> Drawn:
    """The metafile ``data`` (``suffix``: emf or wmf) as PNG, by the first program that can."""
    installed = programs()
    if not installed:
        return Drawn(refused="no LibreOffice or Inkscape is installed to draw it")
    if seconds <= 0:
        return Drawn(refused="drawing the metafiles of this article takes too long")
    for program in installed:
        with tempfile.TemporaryDirectory(prefix="exporter-") as name:
            folder = Path(name)
            (folder / f"picture.{suffix}").write_bytes(data)
            _run(_command(program, folder, suffix), folder, min(seconds, WALL_SECONDS))
            made = folder / "picture.png"
            if made.is_file() and not made.is_symlink():
                return Drawn(made.read_bytes(), Path(program).name)
    names = " and ".join(Path(program).name for program in installed)
    return Drawn(refused=f"{names} could not draw it")


def _command(program: str, folder: Path, suffix: str) -> list[str]:
    source = str(folder / f"picture.{suffix}")
    if Path(program).name == "inkscape":
        return [program, "--export-type=png", "--export-dpi=192", f"--export-filename={folder / 'picture.png'}", source]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    quiet = ["--headless", "--norestore", "--nolockcheck", "--nodefault"]
    return [program, profile, *quiet, "--convert-to", "png", "--outdir", str(folder), source]


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run a program to its end or ours: all that it started ends with it."""
    launcher = [sys.executable, "-I", str(Path(__file__).with_name("metafile_draw.py"))]
    surroundings = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
    surroundings |= dict.fromkeys(("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(folder))
    started = subprocess.Popen(
        [*launcher, *_without_network(), *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=surroundings,
        start_new_session=True,
    )
    try:
        started.wait(seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(started.pid, signal.SIGKILL)
            else:
                started.kill()
        started.wait()


@lru_cache(maxsize=1)
def _without_network() -> tuple[str, ...]:
    """What to put before a command so that it has no network; () where the system does not give it."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    made = (unshare, "--map-root-user", "--net", "--")
    tried = subprocess.run([*made, sys.executable, "-I", "-c", ""], capture_output=True, timeout=20, check=False)
    return made if tried.returncode == 0 else ()
