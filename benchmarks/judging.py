"""How ``check`` judges files of others: valid ones that it accuses, failing ones that it finds, a row per clause.

    python benchmarks/judging.py FOLDER [--valid] [--names] [--judges]
    make bench-judging CORPUS="veraPDF=FOLDER EPUBCheck=FOLDER"     writes docs/judging.md

A file's label is a word in its name: pass or valid; fail, error or fatal (the veraPDF corpus, EPUBCheck's resources).
Ace's tests say in their own words what is to pass. Files without a label are left out, or taken for valid with --valid.
An unpacked EPUB is a folder with a container.xml. With --judges the others are run on the same files.
Accused: an error on a valid file; found: any error on a failing one. Corpora are fetched by hand and never committed.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from exporter.checks.finished import check_file
from exporter.errors import ExporterError
from exporter.findings import Finding
from exporter.rules import RULES
from exporter.rules.rule import Level

PAGE = Path(__file__).resolve().parent.parent / "docs" / "judging.md"
GOOD = re.compile(r"(?:^|[-_ .])(?:pass|valid)(?:[-_ .]|$)", re.IGNORECASE)
BAD = re.compile(r"(?:^|[-_ .])(?:fail|error|fatal|invalid)(?:[-_ .]|$)", re.IGNORECASE)
EXPECTED = re.compile(
    r"""ace\('(?:\.\./)+data/([\w.-]+)'(?:(?!ace\(')[\s\S])*?outcome'\]\)\.toEqual\('(pass|fail)'\)"""
)
"""What Ace's own tests expect of a book: its name, and ``pass`` or ``fail``."""
COLUMNS = ("valid", "accused", "refused", "failing", "found")


@dataclass(slots=True)
class Judged:
    """The counts of one corpus, by clause, and the rules that accused valid files."""

    clauses: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    rules: Counter[str] = field(default_factory=Counter)
    accused: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    labels: dict[Path, bool] = field(default_factory=dict)
    others: dict[str, dict[Path, bool]] = field(default_factory=dict)
    """Judge → file → whether it fails it."""

    def whole(self, only: frozenset[str] | None = None) -> Counter[str]:
        """The counts of all clauses, or of those in ``only``."""
        made: Counter[str] = Counter()
        for clause, row in self.clauses.items():
            if only is None or clause in only:
                made.update(row)
        return made


def files(folder: Path) -> Iterator[Path]:
    """Every PDF, DOCX and EPUB below ``folder``, unpacked EPUBs among them, in order of their names."""
    packed = (path for path in folder.rglob("*") if path.suffix.lower() in (".pdf", ".epub", ".docx"))
    unpacked = (path.parent.parent for path in folder.rglob("META-INF/container.xml"))
    yield from sorted({path for path in (*packed, *unpacked) if not _is_inside(path, folder)})


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether a file is a part of an unpacked EPUB: it is judged with that."""
    holders = path.parents
    return any((one / "META-INF" / "container.xml").is_file() for one in holders if one.is_relative_to(folder))


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


def expectations(folder: Path) -> dict[str, bool]:
    """What tests of Ace below ``folder`` expect of books by name; a line that is commented out expects nothing."""
    found: dict[str, bool] = {}
    for path in sorted(folder.rglob("*.test.js")):
        text = "\n".join(line for line in path.read_text("utf-8").splitlines() if not line.strip().startswith("//"))
        found |= {name: outcome == "pass" for name, outcome in EXPECTED.findall(text)}
    return found


def judged(path: Path) -> list[Finding] | None:
    """The errors and warnings on one file; None when it is refused."""
    try:
        found = check_file(packed(path), path.name if path.is_file() else f"{path.name}.epub")
    except ExporterError:
        return None
    return [item for item in found if item.level in (Level.error, Level.warning)]


def judge(folder: Path, *, valid: bool = False) -> Judged:
    """Judge every labelled file below ``folder``."""
    made, expected = Judged(), expectations(folder)
    for path in files(folder):
        label = expected.get(path.name) if expected else is_valid(path, valid)
        if label is None:
            continue
        made.labels[path] = label
        found = judged(path)
        errors = None if found is None else [item for item in found if item.level is Level.error]
        row = made.clauses[clause_of(path, folder)]
        row["valid" if label else "failing"] += 1
        if errors is None:
            row["refused" if label else "found"] += 1
        elif errors:
            row["accused" if label else "found"] += 1
        elif not label:
            made.missed.append(path.name)
        if label and errors:
            made.rules.update({item.rule for item in errors})
            made.accused += [f"{path.name}: {item.rule} {item.message}" for item in errors]
    return made


_NUMBER = re.compile(r"(?:^|/)(\d+(?:\.\d+)*) [^/]*$")


def clause_of(path: Path, folder: Path) -> str:
    """The clause whose folder a file is in, with its part of the standard; else the folder."""
    place = path.parent.relative_to(folder).as_posix()
    number = _NUMBER.search(place)
    return f"{place.split('/')[0]}, {number[1]}" if number else place[-70:]


# --- the page -------------------------------------------------------------------------------------------------------

HEAD = """# How `check` judges files of others

This page is generated by `make bench-judging CORPUS="NAME=FOLDER …"` from corpora that are fetched by hand and never
committed; a few files of each may be absent from a copy. The labels are the corpora's own: veraPDF 1.28 agrees with all
of its corpus, and EPUBCheck's are what its tests expect of it. So the column *failing* is what they find, and *missed*
is what `check` leaves to them. Ace's are what its own tests expect of its test books.

Found: an error, or a refusal that says why, on a failing file; warnings are not counted. Accused: an error on a valid
one; refused: a valid one that is not read. *Cited* are the clauses that some rule of `check` rests on; the others are
theirs alone. What Ace's tests expect to pass is not all valid: EPUBCheck fails half of it, and each of the five that
`check` accuses has a link, a picture or a note that leads nowhere, pages that are not listed, or a false claim.

What `check` adds that they do not say: whether the words, quotes, speakers, notes, tables and links of a file are those
of its article (`exporter parity`), what only one sense gets, other words in place of a paragraph's, the order on
the page, whether links say where they lead: see [which seeded defects who notices](defects.md).
What it leaves to them: fonts (PDF: metrics, encodings, character maps, subsets), schemas of the package, of content and
of style sheets (EPUB), colour contrast on the page (Ace). Run them beside it.
"""

_CITED = re.compile(r"ISO 14289-([12]), ((?:\d+(?:\.\d+)*)(?:(?:,| and| to) \d+(?:\.\d+)*)*)")


def cited() -> frozenset[str]:
    """The clauses of ISO 14289 that rules on finished PDFs rest on: ``1, 7.2``."""
    sources = [rule.source for rule in RULES.values()]
    found = [match for source in sources for match in _CITED.finditer(source)]
    return frozenset(f"{match[1]}, {number}" for match in found for number in re.findall(r"\d+(?:\.\d+)*", match[2]))


def cited_rows(corpus: Judged) -> frozenset[str]:
    """The rows of a corpus whose clause, or one that holds it, some rule rests on."""
    known = cited()

    def is_cited(row: str) -> bool:
        match = re.fullmatch(r"PDF_UA-([12]), (\d+(?:\.\d+)*)", row)
        if not match:
            return False
        parts = match[2].split(".")
        return any(f"{match[1]}, {'.'.join(parts[:length])}" in known for length in range(2, len(parts) + 1)) or (
            len(parts) == 1 and f"{match[1]}, {parts[0]}" in known
        )

    return frozenset(row for row in corpus.clauses if is_cited(row))


def page(corpora: Mapping[str, Judged]) -> str:
    """The documentation page."""
    lines = [HEAD, "## In short", "", "| corpus | valid | accused | refused | failing | found | missed |"]
    lines.append("|---|---:|---:|---:|---:|---:|---:|")
    for name, corpus in corpora.items():
        rows = cited_rows(corpus)
        lines.append(_row(name, corpus.whole()))
        if rows:
            lines.append(_row(f"{name}, cited clauses alone", corpus.whole(rows)))
    lines += _beside(corpora)
    for name, corpus in corpora.items():
        rows = cited_rows(corpus)
        lines += [
            "",
            f"## {name}",
            "",
            "| clause | cited | valid | accused | refused | failing | found | missed |",
        ]
        lines.append("|---|---|---:|---:|---:|---:|---:|---:|")
        for clause, row in sorted(corpus.clauses.items(), key=lambda item: _natural(item[0])):
            lines.append(_row(f"{clause} | {'yes' if clause in rows else '–'}", row))
        if corpus.rules:
            by_rule = ", ".join(f"{rule} ({count})" for rule, count in corpus.rules.most_common())
            lines += ["", f"Valid files with an error, by rule: {by_rule}."]
    return "\n".join(lines).rstrip() + "\n"


def _beside(corpora: Mapping[str, Judged]) -> list[str]:
    """What the other judges, run on the same files, say of them: the labels are held to account as well."""
    rows = []
    for name, corpus in corpora.items():
        for other, said in corpus.others.items():
            valid = [failed for path, failed in said.items() if corpus.labels[path]]
            failing = [failed for path, failed in said.items() if not corpus.labels[path]]
            rows.append(f"| {name} | {other} | {len(valid)} | {sum(valid)} | {len(failing)} | {sum(failing)} |")
    if not rows:
        return []
    head = ["| corpus | judge | valid | it accuses | failing | it finds |", "|---|---|---:|---:|---:|---:|"]
    return ["", "## The others on the same files", "", "Run by `benchmarks/judging_others.py`.", "", *head, *rows]


def _row(name: str, row: Counter[str]) -> str:
    missed = row["failing"] - row["found"]
    return f"| {name} | {' | '.join(str(row[column]) for column in COLUMNS)} | {missed} |"


def _natural(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", text)]


def main() -> int:
    """Judge every labelled file and print the tables, or write the page."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("corpora", nargs="+", help="a folder, or NAME=FOLDER for the page")
    asked.add_argument("--valid", action="store_true", help="files without a label are valid")
    asked.add_argument("--names", action="store_true", help="name each accused file with its errors")
    asked.add_argument("--judges", action="store_true", help="run veraPDF, EPUBCheck and Ace on the same files")
    asked.add_argument("--page", action="store_true", help="write docs/judging.md")
    said = asked.parse_args()
    named = (one.rpartition("=") for one in said.corpora)
    found = {name or folder: judge(Path(folder), valid=said.valid) for name, _, folder in named}
    for name, corpus in found.items() if said.judges else ():
        from judging_others import others

        corpus.others = others({path: packed(path) for path in corpus.labels}, ace="ace" in name.casefold())
    if said.names:
        print("\n".join(line for corpus in found.values() for line in corpus.accused))
    made = page(found)
    print(made.removeprefix(HEAD))
    if said.page:
        PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
