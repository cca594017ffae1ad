"""Makes a release in dist/: sdist and wheel, built twice and compared byte by byte, the SBOM, and the sums of all.

``python tools/release.py [--link NAME=ADDRESS]... [--out FOLDER]``. Built without the network, by the setuptools that
is installed; dates are SOURCE_DATE_EPOCH, else those of the last commit. The SBOM is CycloneDX 1.6 by cyclonedx-bom,
from requirements.lock, whose every version and hash it holds. Nothing is uploaded.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = """
import sys, setuptools.build_meta as backend
out = sys.argv[1]  # which the backend changes
backend.build_sdist(out)
backend.build_wheel(out)
"""
LEFT_OUT = ("build", "dist", ".git", ".venv", "node_modules", ".hypothesis", "*.egg-info", "__pycache__", ".*_cache")
FIRST = 315_532_800
"""1980-01-01, before which a zip file, and so a wheel, knows no date."""


def main(words: Sequence[str] | None = None) -> int:
    """Make the release; 1 when the two builds differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--link", action="append", default=[], metavar="NAME=ADDRESS", help="a link of the project")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="the folder; emptied first")
    options = parser.parse_args(words)
    epoch = moment()
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        built = built_in(Path(first), options.link, epoch, TZ="UTC", PYTHONHASHSEED="1")
        again = built_in(Path(second), options.link, epoch, TZ="Pacific/Apia", PYTHONHASHSEED="2")
        different = [name for name, data in built.items() if again.get(name) != data]
        if different or built.keys() != again.keys():
            names = ", ".join(different) or "the files"
            print(f"error: built twice, {names} differ; nothing was written", file=sys.stderr)
            return 1
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    built |= {"accessible-exporter.cdx.json": sbom()}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(built.items()))
    for name, data in {**built, "SHA256SUMS": sums.encode()}.items():
        (options.out / name).write_bytes(data)
        print(f"{options.out / name}: {len(data):,} bytes")
    return 0


def moment() -> int:
    """The date of everything in the release, in seconds since 1970."""
    if said := os.environ.get("SOURCE_DATE_EPOCH"):
        return max(int(said), FIRST)
    asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return max(int(found or FIRST), FIRST)


def built_in(folder: Path, links: Sequence[str], epoch: int, **surroundings: str) -> dict[str, bytes]:
    """The distributions built from a copy of the project in ``folder``."""
    tree, out = folder / "tree", folder / "out"
    copy_to(tree)
    for path in [tree, *tree.rglob("*")]:  # modes are those of the project, not of whoever copied it
        path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        os.utime(path, (epoch, epoch))
    if links:
        settings = tree / "pyproject.toml"
        settings.write_text(with_links(settings.read_text(encoding="utf-8"), links), encoding="utf-8")
    out.mkdir()
    environment = {**os.environ, **surroundings, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", BUILD, str(out)]
    ran = subprocess.run(command, cwd=tree, env=environment, umask=0o022, capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        raise SystemExit(f"error: the build failed:\n{ran.stderr[-3000:]}")
    return {
        path.name: same_always(path.read_bytes(), epoch) if path.suffix == ".gz" else path.read_bytes()
        for path in sorted(out.iterdir())
    }


def copy_to(tree: Path) -> None:
    """The project as it is committed; where there is no git, as it stands."""
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=False)
    if listed.returncode != 0 or not listed.stdout:
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
        return
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tree / name)


def with_links(settings: str, links: Sequence[str]) -> str:
    """pyproject.toml with the project's links."""
    lines = []
    for link in links:
        name, equals, address = link.partition("=")
        if not (name and equals and re.fullmatch(r"https://[^\s\"\\]+", address)):
            raise SystemExit(f"error: --link {link}: give NAME=https://…")
        lines.append(f'"{name}" = "{address}"')
    return settings.replace("[project.scripts]", "[project.urls]\n" + "\n".join(lines) + "\n\n[project.scripts]", 1)


def same_always(data: bytes, epoch: int) -> bytes:
    """An sdist without what tells when, by whom and on which machine it was packed (reproducible-builds.org)."""
    unpacked = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(data)) as source,
        tarfile.open(fileobj=unpacked, mode="w", format=tarfile.PAX_FORMAT) as target,
    ):
        for item in sorted(source.getmembers(), key=lambda item: item.name):
            item.mtime, item.uid, item.gid, item.uname, item.gname, item.pax_headers = epoch, 0, 0, "", "", {}
            item.mode = 0o755 if item.isdir() or item.mode & 0o100 else 0o644
            target.addfile(item, source.extractfile(item) if item.isfile() else None)
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=packed, mode="wb", mtime=epoch) as stream:
        stream.write(unpacked.getvalue())
    return packed.getvalue()


def sbom() -> bytes:
    """What is installed with exporter: every package of requirements.lock with its version and hashes."""
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", str(ROOT / "requirements.lock")]
    command += ["--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible", "--output-format", "JSON"]
    command += ["--spec-version", "1.6", "--output-file", "-"]
    ran = subprocess.run(command, capture_output=True, check=False)
    if ran.returncode != 0:
        raise SystemExit(f"error: the SBOM could not be made:\n{ran.stderr.decode()[-2000:]}")
    return ran.stdout


if __name__ == "__main__":
    raise SystemExit(main())
