"""The hostile corpus: every case converted to three formats by a process with bounds, and held to its rule.

Needs ``../shared/hostile`` (its README has the rules). What is said of each case is in its manifest.
"""

from __future__ import annotations

import html
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfminer.high_level import extract_text

from tests.conftest import shared
from tests.hostile.cases import CASES
from tests.hostile.run import MIB, answers, run_all

pytestmark = pytest.mark.slow
SECONDS = 20
"""Of processor time: on a busy machine the clock goes on while a case waits."""
UNSEEN = re.compile(r"[\s\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def job(root: Path, case: Any, folder: Path) -> dict[str, Any]:
    """One case as the server of our own cases runs it: with bounds, and nothing opened but what the case may open."""
    name = case["name"]
    for made in ("out", "tmp"):
        (folder / made / name).mkdir(parents=True)
    out = folder / "out" / name
    return {
        "name": name,
        "argv": ["convert", str(root / case["input"]), "--to", "pdf,epub,docx", "--out-dir", str(out), *case["args"]],
        "cwd": str(folder),
        "tmp": str(folder / "tmp" / name),
        "stdout": str(folder / f"{name}.stdout"),
        "stderr": str(folder / f"{name}.stderr"),
        "allowed": [str((root / case["input"]).parent), str(out)],
    }


def broken(case: Any, answer: dict[str, Any], folder: Path) -> list[str]:
    """Everything about one case that breaks a rule."""
    out, code = folder / "out" / case["name"], answer["code"]
    error = (folder / f"{case['name']}.stderr").read_text(encoding="utf-8", errors="replace")
    wrong = ["a traceback"] if "Traceback" in error else []
    if answer["seconds"] > SECONDS or answer["mib"] > MIB:
        wrong.append(f"took {answer['seconds']} s of processor time and {answer['mib']} MiB")
    files = sorted(path.name for path in out.iterdir())
    if code == 0 and case["expect"] in ("ok", "ok_or_refuse"):
        if [Path(name).suffix for name in files] != [".docx", ".epub", ".pdf"]:
            wrong.append(f"files: {files}")
        if case["finding"] and not error.strip():
            wrong.append("nothing was said")
        for name in files:
            wrong += [f"{name}: {what}" for what in judged(out / name, case)]
    elif code == 3 and case["expect"] in ("refuse", "ok_or_refuse"):
        if files or len(error.strip().splitlines()) != 1:
            wrong.append(f"refused with {files} and {error[:200]!r}")
    else:
        wrong.append(f"exit code {code}: {error[:300]}")
    return wrong


def judged(path: Path, case: Any) -> list[str]:
    """What a finished file lacks that it must have, or has that it must not."""
    raw, ways = told(path)
    lacking = list(case["need"])
    while lacking and (words := next(ways, None)) is not None:
        seen = UNSEEN.sub("", words)
        lacking = [word for word in lacking if UNSEEN.sub("", word) not in seen]
    lacks = [f"lacks {word}" for word in lacking]
    return lacks + [f"has {word}" for word in case["forbid"] if word.encode() in raw]


def told(path: Path) -> tuple[bytes, Iterator[str]]:
    """A file's bytes unpacked, and the words and addresses in it as they are told in one way after another."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            unpacked = io.BytesIO()
            pdf.save(unpacked, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        raw = unpacked.getvalue()
        ways = (lambda: actual_texts(path), lambda: raw.decode("latin-1"), lambda: str(extract_text(path)))
        return raw, (tell() for tell in ways)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        raw = b"\n".join(package.read(name) for name in package.namelist())
    text = raw.decode("utf-8", "replace")
    return raw, (html.unescape(words) for words in (re.sub("<[^>]*>", "", text), text))


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
    jobs = [job(root, case, tmp_path) for case in cases]
    by_name = {case["name"]: case for case in cases}
    with closing(answers(jobs, tmp_path, os.cpu_count() or 1)) as ended:
        found = {answer["name"]: broken(by_name[answer["name"]], answer, tmp_path) for answer in ended}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert sorted(found) == sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(by_name)


QUICK = [case for case in CASES if case.rule not in (6, 7)] + [
    case
    for case in CASES
    if case.rule in (6, 7) and case.name in (*("pictures-too-large", "pictures-broken", "drawings"),)
]
"""All but what is costly by intention; ``make hostile`` runs that too and writes the table in docs/security.md."""
COSTLY = [case for case in CASES if case not in QUICK][::240]
ONCE = ("markdown-backticks",)
COSTLY = [case for case in COSTLY if case.name not in ONCE]
COSTLY += [replace(case, args=(*case.args, "--limit", "seconds=1")) for case in CASES if case.name in ONCE]
"""Every 240th of the costly ones, and one that once lasted in a library's single call (``watch.LAST_RESORT``), which is
ended by a bound as well when that is low."""
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
