"""How ``check`` judges files of others: valid ones that it accuses, failing ones that it finds, a row per folder.

    python benchmarks/judging.py FOLDER [--valid] [--names]

A file's label is a word in its name: pass or valid; fail, error or fatal (the veraPDF corpus, EPUBCheck's resources).
Files without one are left out, or taken for valid with --valid. An unpacked EPUB is a folder with a container.xml.
Accused: an error on a valid file; found: any error on a failing one. Corpora are fetched by hand and never committed.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from exporter.checks.finished import check_file
from exporter.errors import ExporterError
from exporter.findings import Finding
from exporter.rules.rule import Level

GOOD = re.compile(r"(?:^|[-_ .])(?:pass|valid)(?:[-_ .]|$)", re.IGNORECASE)
BAD = re.compile(r"(?:^|[-_ .])(?:fail|error|fatal|invalid)(?:[-_ .]|$)", re.IGNORECASE)


def files(folder: Path) -> Iterator[Path]:
    """Every PDF, DOCX and EPUB below ``folder``, unpacked EPUBs among them, in order of their names."""
    packed = (path for path in folder.rglob("*") if path.suffix.lower() in (".pdf", ".epub", ".docx"))
    unpacked = (path.parent.parent for path in folder.rglob("META-INF/container.xml"))
    yield from sorted({*packed, *unpacked})


def packed(path: Path) -> bytes:
    """The bytes of a file; of an unpacked EPUB, its parts in one package."""
    if path.is_file():
        return path.read_bytes()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        for part in sorted(path.rglob("*")):
            if part.is_file() and part.name != "mimetype":
                book.write(part, part.relative_to(path).as_posix())
    return held.getvalue()


def is_valid(path: Path, unlabelled: bool) -> bool | None:
    """What the label says; None for a file without one, unless those count as valid."""
    if BAD.search(path.stem):
        return False
    return True if GOOD.search(path.stem) or unlabelled else None


def judged(path: Path) -> list[Finding] | None:
    """The errors on one file; None when it is refused."""
    try:
        found = check_file(packed(path), path.name if path.is_file() else f"{path.name}.epub")
    except ExporterError:
        return None
    return [item for item in found if item.level is Level.error]


def main() -> int:
    """Judge every labelled file and print the two tables."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--valid", action="store_true", help="files without a label are valid")
    asked.add_argument("--names", action="store_true", help="name each accused file with its first error")
    said = asked.parse_args()
    clauses: dict[str, Counter[str]] = defaultdict(Counter)
    rules: Counter[str] = Counter()
    for path in files(said.folder):
        label = is_valid(path, said.valid)
        if label is None:
            continue
        errors = judged(path)
        row = clauses[path.parent.relative_to(said.folder).as_posix()[-70:]]
        row["valid" if label else "failing"] += 1
        if errors is None:
            row["refused" if label else "found"] += 1
        elif errors:
            row["accused" if label else "found"] += 1
        if label and errors:
            rules.update({item.rule for item in errors})
            if said.names:
                print("\n".join(f"{path.name}: {item.rule} {item.message}" for item in errors))
    columns = ("valid", "accused", "refused", "failing", "found")
    print("| clause | " + " | ".join(columns) + " |\n|---|" + "---|" * len(columns))
    whole: Counter[str] = Counter()
    for clause, row in sorted(clauses.items()):
        whole.update(row)
        print(f"| {clause} | " + " | ".join(str(row[name]) for name in columns) + " |")
    print("| **whole** | " + " | ".join(str(whole[name]) for name in columns) + " |")
    print("\nValid files with an error, by rule: " + ", ".join(f"{name} {n}" for name, n in rules.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
