"""The hostile corpus: every case converted to three formats by a process with bounds, and held to its rule.

Needs ``../shared/hostile`` (its README has the rules). What is said of each case is in its manifest.
"""

from __future__ import annotations

import html
import io
import json
import os
import re
import resource
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfminer.high_level import extract_text

from tests.conftest import shared
from tests.hostile.cases import CASES
from tests.hostile.run import run_all

pytestmark = pytest.mark.slow
SECONDS = 20
"""Of processor time: on a busy machine the clock goes on while a case waits."""
ADDRESS_SPACE = 4 << 30
UNSEEN = re.compile(r"[\s\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def convert(root: Path, case: Any, out: Path) -> list[str]:
    """Run one case; everything about it that breaks a rule."""
    out.mkdir()
    command = [sys.executable, "-m", "exporter", "convert", str(root / case["input"])]
    command += ["--to", "pdf,epub,docx", "--out-dir", str(out), *case["args"]]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=30 * SECONDS, preexec_fn=bounded, cwd=out.parent, check=False
        )
    except subprocess.TimeoutExpired:
        return ["ran out of time"]
    error = done.stderr.decode(errors="replace")
    wrong = ["a traceback"] if "Traceback" in error else []
    files = sorted(path.name for path in out.iterdir())
    if done.returncode == 0 and case["expect"] in ("ok", "ok_or_refuse"):
        if [Path(name).suffix for name in files] != [".docx", ".epub", ".pdf"]:
            wrong.append(f"files: {files}")
        if case["finding"] and not error.strip():
            wrong.append("nothing was said")
        for name in files:
            wrong += [f"{name}: {what}" for what in judged(out / name, case)]
    elif done.returncode == 3 and case["expect"] in ("refuse", "ok_or_refuse"):
        if files or len(error.strip().splitlines()) != 1:
            wrong.append(f"refused with {files} and {error[:200]!r}")
    else:
        wrong.append(f"exit code {done.returncode}: {error[:300]}")
    return wrong


def judged(path: Path, case: Any) -> list[str]:
    """What a finished file lacks that it must have, or has that it must not."""
    raw, words = told(path)
    seen = UNSEEN.sub("", words)
    lacks = [f"lacks {word}" for word in case["need"] if UNSEEN.sub("", word) not in seen]
    return lacks + [f"has {word}" for word in case["forbid"] if word.encode() in raw]


def told(path: Path) -> tuple[bytes, str]:
    """A file's bytes unpacked, and the words and addresses in it."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            unpacked = io.BytesIO()
            pdf.save(unpacked, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        raw = unpacked.getvalue()
        return raw, extract_text(path) + raw.decode("latin-1") + actual_texts(path)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        raw = b"\n".join(package.read(name) for name in package.namelist())
    text = raw.decode("utf-8", "replace")
    return raw, html.unescape(re.sub("<[^>]*>", "", text)) + html.unescape(text)


def actual_texts(path: Path) -> str:
    """The words of a PDF as its tags give them, where glyphs lie in another order."""
    from exporter.model import plain_text
    from exporter.readback import open_file

    return plain_text(open_file(path.read_bytes(), path.name).blocks)


def test_every_case_holds(tmp_path: Path) -> None:
    maker = shared("hostile/make.py")
    root = tmp_path / "corpus"
    subprocess.run([sys.executable, str(maker), str(root)], check=True, capture_output=True)
    manifest = json.loads((root / "manifest.json").read_text(encoding="utf-8"))
    cases = [{**case, "forbid": [*case["forbid"], manifest["canary"]]} for case in manifest["cases"]]
    (tmp_path / "out").mkdir()
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        found = pool.map(lambda case: convert(root, case, tmp_path / "out" / case["name"]), cases)
    assert {case["name"]: wrong for case, wrong in zip(cases, found, strict=True) if wrong} == {}
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(case["name"] for case in cases)


QUICK = [case for case in CASES if case.rule not in (6, 7)] + [
    case
    for case in CASES
    if case.rule in (6, 7) and case.name in (*("pictures-too-large", "pictures-broken", "drawings"),)
]
"""All but what is costly by intention; ``make hostile`` runs that too and writes the table in docs/security.md."""
COSTLY = [case for case in CASES if case not in QUICK][::240]
COSTLY += [case for case in CASES if case.name == "markdown-backticks" and case not in COSTLY]
"""Every 240th of the costly ones, and one that once lasted in a library's single call (``watch.LAST_RESORT``)."""
SAMPLE = [case for rule in sorted({case.rule for case in QUICK}) for case in [c for c in QUICK if c.rule == rule][::32]]
"""Every 32nd of each rule's others: what a run of all tests has time for."""


def test_our_own_cases_hold(tmp_path: Path) -> None:
    results = run_all([*SAMPLE, *COSTLY], tmp_path / "run")
    assert {made.case.name: made.wrong for made in results if made.wrong} == {}
    assert {made.case.rule for made in results} == {1, 2, 3, 4, 5, 6, 7, 8, 11}


def test_the_judge_sees_what_is_wrong(tmp_path: Path) -> None:
    """A case that asks for what the program does not do is reported: a judge that passes everything judges nothing."""
    from tests.hostile.ground import Case, page

    wrong = [
        Case(name="lacks-a-word", rule=1, main="in.html", data=page("x"), need=("nowhere",)),
        Case(name="says-nothing", rule=1, main="in.html", data=page("x"), finding=True),
        Case(name="is-no-refusal", rule=11, main="in.html", data=page("x"), expect="refuse"),
        Case(name="is-a-refusal", rule=11, main="in.html", data=""),
        Case(name="holds-a-word", rule=1, main="in.html", data=page("QZCANARY4402")),
    ]
    assert all(made.wrong for made in run_all(wrong, tmp_path / "run"))
