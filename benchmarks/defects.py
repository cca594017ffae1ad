"""How good is the checker? Sows every defect of ``tests/defects`` and counts who notices: ``make bench-defects``.

Ours is counted as having noticed a defect when it says the right thing about it; the others when they say anything
of the broken file that they did not say of the clean one. What a judge said of a file is kept in ``build/defects``, by
the file's bytes, so that a second run asks only about files that changed. Writes ``docs/defects.md``.

    python benchmarks/defects.py            all judges
    python benchmarks/defects.py --ours     ours alone, nothing written
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from exporter.errors import InputError  # noqa: E402
from tests.defects import Defect, load  # noqa: E402  # after the path to it
from tests.defects.article import clean  # noqa: E402
from tests.defects.known_misses import WHY  # noqa: E402
from tests.defects.ours import named, told  # noqa: E402
from tests.defects.unchosen import random_defect  # noqa: E402
from tests.judges import harness  # noqa: E402

CACHE = ROOT / "build" / "defects" / "said.json"
PAGE = ROOT / "docs" / "defects.md"
OUTLOUD = ROOT / "build" / "judges" / "outloud" / "bin" / "outloud"
CHUNK = 20
UNCHOSEN = 200
FORMATS = ("pdf", "epub", "docx")

Judge = Callable[[Sequence[Path], Path], dict[Path, list[str]]]


def verapdf(files: Sequence[Path], folder: Path) -> dict[Path, list[str]]:
    """veraPDF by PDF/UA-1 and PDF/A-2a."""
    one, two = harness.verapdf(files, "ua1"), harness.verapdf(files, "2a")
    return {file: [*one[file], *two[file]] for file in files}


def ace(files: Sequence[Path], folder: Path) -> dict[Path, list[str]]:
    """Ace by DAISY; a book that it cannot open is one that it noticed."""
    harness._node("ace.cjs", folder / "ace", *files, PUPPETEER_EXECUTABLE_PATH=harness.chromium_wrapper())
    found: dict[Path, list[str]] = {}
    for number, file in enumerate(files):
        report = folder / "ace" / str(number)
        there = (report / "report.json").exists()
        found[file] = harness._ace_violations(report) if there else ["it could not be opened"]
    return found


def outloud(files: Sequence[Path], folder: Path) -> dict[Path, list[str]]:
    """outloud, from an environment of its own."""
    found: dict[Path, list[str]] = {}
    for file in files:
        done = subprocess.run([OUTLOUD, "--json", "-", file], capture_output=True, text=True, timeout=120, check=False)
        found[file] = _outloud_said(done.stdout) if done.stdout.strip() else ["it could not be opened"]
    return found


def _outloud_said(text: str) -> list[str]:
    data = json.loads(text[text.index("{") :])
    said = [item for result in data["results"] for item in result["findings"]]
    failed = [f"error: {result['error']}" for result in data["results"] if result["error"]]
    return [*failed, *(f"{item['severity']} {item['rule']}: {item['message']}" for item in said)]


def openxml_audit(files: Sequence[Path], folder: Path) -> dict[Path, list[str]]:
    """openxml-audit, a file at a time."""
    return {file: harness.openxml_audit(file) for file in files}


JUDGES: dict[str, tuple[str, Judge]] = {
    "veraPDF": ("pdf", verapdf),
    "outloud": ("pdf", outloud),
    "EPUBCheck": ("epub", harness.epubcheck),
    "Ace": ("epub", ace),
    "Open XML SDK": ("docx", lambda files, folder: harness.open_xml_sdk(files)),
    "openxml-audit": ("docx", openxml_audit),
}


@dataclass(slots=True)
class Row:
    """One defect, and who noticed it."""

    defect: Defect
    parity: list[str]
    check: list[str]
    caught: bool
    caught_alone: bool
    noticed: dict[str, bool] = field(default_factory=dict)


def ours(defects: Sequence[Defect]) -> list[Row]:
    """What parity and check say of each defect."""
    rows: list[Row] = []
    for defect in defects:
        lost, found = told(defect)
        kinds, rules = sorted({kind for kind, _ in lost}), sorted({rule for rule, _ in found})
        right = named(lost + found, defect.expected)
        rows.append(Row(defect, kinds, rules, right, bool(found)))
    return rows


# --- the others -----------------------------------------------------------------------------------------------------


def ask(name: str, files: dict[str, bytes], said: dict[str, list[str]]) -> dict[str, list[str]]:
    """What a judge says of each file (name → bytes), from the cache where it was asked before."""
    form, judge = JUDGES[name]
    keys = {file: f"{name}:{hashlib.sha256(data).hexdigest()}" for file, data in files.items()}
    waiting = [file for file, key in keys.items() if key not in said]
    for start in range(0, len(waiting), CHUNK):
        chunk = waiting[start : start + CHUNK]
        with tempfile.TemporaryDirectory() as folder:
            paths = {file: Path(folder) / f"{number}.{form}" for number, file in enumerate(chunk)}
            for file, path in paths.items():
                path.write_bytes(files[file])
            result = judge(list(paths.values()), Path(folder))
            said.update({keys[file]: _plain(result[path], folder) for file, path in paths.items()})
        keep(said)
        print(f"{name}: {min(start + CHUNK, len(waiting))} of {len(waiting)}", file=sys.stderr, flush=True)
    return {file: said[key] for file, key in keys.items()}


def _plain(messages: Sequence[str], folder: str) -> list[str]:
    return [message.replace(folder, "") for message in messages]


def keep(said: dict[str, list[str]]) -> None:
    """Write the cache."""
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    CACHE.write_text(json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")


def others(rows: Sequence[Row]) -> None:
    """Ask every outside judge about every broken file."""
    said: dict[str, list[str]] = json.loads(CACHE.read_text(encoding="utf-8")) if CACHE.exists() else {}
    for name, (form, _) in JUDGES.items():
        own = {row.defect.id: row.defect.break_it(clean(form)) for row in rows if row.defect.format == form}
        result = ask(name, {"clean": clean(form), **own}, said)
        before = Counter(result["clean"])
        for row in rows:
            if row.defect.format == form:
                row.noticed[name] = bool(Counter(result[row.defect.id]) - before)


# --- the page -------------------------------------------------------------------------------------------------------

HEAD = """# How good is the checker?

This page is generated by `make bench-defects` from `tests/defects`: {total} defects, each seeded alone into a finished
file of ours that is without fault, and who notices.

`exporter parity` compares a file with its article; `exporter check` looks at the file alone. Ours counts as having
noticed a defect only when it says the right thing about it; the others when they say anything about the broken file
that they did not say about the clean one. They have no article to compare with, and most of these files are valid: that
a quote has lost its speaker, no validator can know. The column *check alone*, counted by the same measure as theirs, is
therefore the one to hold beside them.

On the clean files of every fixture ours says nothing that it does not say of the article (`tests/defects`).
"""


def page(rows: Sequence[Row], unchosen: Sequence[str]) -> str:
    """The documentation page."""
    lines = [HEAD.format(total=len(rows)), *table(rows), "", *missed(rows), "", *unchosen, "", *every(rows)]
    return "\n".join(lines).rstrip() + "\n"


NOBODY = """## Faults that nobody chose

The rules were made with the list below in hand. So {count} files of each format were broken in one random place each,
by a fixed seed: an element taken out, unwrapped, doubled, renamed or moved, an attribute dropped, words replaced. Not
every such change has a meaning to lose: a paragraph around a cell's only words, a class, a cell's width have none.
"""


def nobody_chose() -> Iterator[str]:
    """How many random faults are noticed, and what was done where none was."""
    yield NOBODY.format(count=UNCHOSEN)
    yield "| format | noticed | not noticed, by what was done to what (how often) |"
    yield "|---|---:|---|"
    for form in FORMATS:
        silent: Counter[str] = Counter()
        for seed in range(UNCHOSEN):
            defect, done = random_defect(form, seed)
            try:
                lost, found = told(defect)
            except InputError:
                continue  # refused with one line, which is noticed too
            if not lost and not found:
                silent[done[0]] += 1
        listed = ", ".join(
            f"{what} ({count})" for what, count in sorted(silent.items(), key=lambda one: (-one[1], one[0]))
        )
        yield f"| {form.upper()} | {UNCHOSEN - silent.total()} of {UNCHOSEN} | {listed or '–'} |"


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Counts by format and judge."""
    yield "| format | defects | parity and check | check alone | others |"
    yield "|---|---:|---:|---:|---|"
    for form in FORMATS:
        own = [row for row in rows if row.defect.format == form]
        beside = ", ".join(f"{name} {_count(own, name)}" for name, (about, _) in JUDGES.items() if about == form)
        yield f"| {form.upper()} | {len(own)} | {_share(own, 'caught')} | {_share(own, 'caught_alone')} | {beside} |"
    yield f"| all | {len(rows)} | {_share(rows, 'caught')} | {_share(rows, 'caught_alone')} | |"


def _count(rows: Sequence[Row], name: str) -> str:
    asked = [row for row in rows if name in row.noticed]
    return str(sum(row.noticed[name] for row in asked)) if asked else "not asked"


def _share(rows: Sequence[Row], name: str) -> str:
    count = sum(getattr(row, name) for row in rows)
    return f"{count} ({100 * count / len(rows):.1f} %)"


def missed(rows: Sequence[Row]) -> Iterator[str]:
    """Every defect that ours did not notice."""
    found = [row for row in rows if not row.caught]
    yield "## What ours misses"
    yield ""
    for row in found:
        why = WHY.get(row.defect.id, "nobody knows yet why")
        yield f"* {row.defect.format.upper()}: {row.defect.name}: {why}."
    if not found:
        yield "Nothing of this list."


NOTICED = {True: "noticed", False: "–", None: "not asked"}


def every(rows: Sequence[Row]) -> Iterator[str]:
    """Each defect with what was said of it."""
    for form in FORMATS:
        names = [name for name, (about, _) in JUDGES.items() if about == form]
        yield f"## {form.upper()}"
        yield ""
        yield f"| defect | parity | check | {' | '.join(names)} |"
        yield f"|---|---|---|{'---|' * len(names)}"
        for row in rows:
            if row.defect.format == form:
                beside = " | ".join(NOTICED[row.noticed.get(name)] for name in names)
                said = ", ".join(row.parity) or "–"
                yield f"| {row.defect.name} | {said} | {', '.join(row.check) or '–'} | {beside} |"
        yield ""


def main() -> int:
    """Run, print the table, write the page."""
    os.environ.setdefault("CI", "true")  # a judge that is missing is an error here, not a skip
    rows = sorted(ours(load()), key=lambda row: FORMATS.index(row.defect.format))
    alone = "--ours" in sys.argv
    if not alone:
        others(rows)
    print("\n".join([*table(rows), "", *missed(rows)]))
    if not alone:
        PAGE.write_text(page(rows, list(nobody_chose())), encoding="utf-8")
    return 0 if sum(row.caught for row in rows) >= 0.95 * len(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
