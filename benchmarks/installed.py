"""Exporter as a user has it: installed from its wheel, byte code compiled, without what a checkout adds to each start.

Two places under ``build/bench``: ``whole`` with every extra that is here, ``bare`` without the language recogniser and
the fast engine. Both borrow the libraries of the environment that runs this, so that nothing is downloaded.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "bench"
EXTRAS = ("py3langid", "plutoprint", "numpy")
"""What the extras ``language`` and ``fast`` bring."""
OURS = ("__editable__", "accessible_exporter", "exporter", "a1_coverage", "distutils-precedence")
"""What of the environment is this checkout's own, or runs at each start for a tool."""


def install() -> dict[str, str]:
    """Both places made anew; the interpreter of each, by its name."""
    shutil.rmtree(HOME, ignore_errors=True)
    wheel = HOME / "wheel"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--no-deps", "--target", wheel, ROOT], check=True)
    return {name: _place(HOME / name, wheel, without) for name, without in (("whole", ()), ("bare", EXTRAS))}


def _place(folder: Path, wheel: Path, without: tuple[str, ...]) -> str:
    """An environment with the installed program and the libraries but ``without`` some."""
    venv.EnvBuilder(with_pip=False, symlinks=True).create(folder)
    python = folder / "bin" / "python"
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    target = Path(subprocess.run([python, "-c", asked], check=True, capture_output=True, text=True).stdout.strip())
    for item in Path(sysconfig.get_path("purelib")).iterdir():
        if not item.name.startswith((*OURS, *without)) and item.suffix != ".pth":
            (target / item.name).symlink_to(item)
    for item in wheel.iterdir():
        if item.name != "bin":
            shutil.copytree(item, target / item.name, dirs_exist_ok=True)
    subprocess.run([python, "-m", "compileall", "-q", target / "exporter"], check=True)
    return str(python)
