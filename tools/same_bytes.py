"""Whether the files that this checkout writes are, byte for byte, those that another commit wrote.

    python tools/same_bytes.py COMMIT

Exports every article and plain-text case of ``fixtures/``, the seed and the document of all CommonMark examples (the
last two where ``../shared`` stands beside the project) to all formats, once with this checkout and once with COMMIT
(laid out in a temporary folder), and lists the files that differ. Exit code 1 if any does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

EXPORT = r"""
import hashlib, json, sys
from pathlib import Path

import exporter

FORMATS = ("pdf", "epub", "docx", "html", "json", "pandoc")
root, scratch = Path(sys.argv[1]), Path(sys.argv[2])
shared = root / "shared"
hashes = {}


def add(name, document):
    for form in FORMATS:
        path = Path(document.write(scratch / "out", form))  # a path, or what can be opened like one
        hashes[f"{name} → {form}"] = hashlib.sha256(path.read_bytes()).hexdigest()


for path in sorted((root / "fixtures" / "articles").iterdir()):
    if path.suffix in (".md", ".txt", ".html") and path.name != "README.md":
        add(path.name, exporter.read(path))
for path in sorted((root / "fixtures" / "text").glob("*.case")):
    article = scratch / "article.txt"
    article.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    add(path.name, exporter.read(article))
if shared.exists():
    add("seed", exporter.read(next((shared / "seed").glob("*.txt"))))
    from tests.judges.commonmark import all_in_one, with_letters_that_fonts_have

    add("CommonMark", with_letters_that_fonts_have(all_in_one(shared / "commonmark" / "spec.txt")))
json.dump(hashes, sys.stdout)
"""


def hashes(tree: Path, articles: Path) -> dict[str, str]:
    """What ``tree`` writes for the articles in the folder ``articles``, each file's name with its SHA-256."""
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run(
            [sys.executable, "-c", EXPORT, str(articles), scratch],
            cwd=tree,
            env={**os.environ, "PYTHONPATH": str(tree), "PYTHONHASHSEED": "0"},
            stdout=subprocess.PIPE,
            check=True,
        )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def main() -> int:
    """Compare, print what differs, and say how many files were compared."""
    if len(sys.argv) != 2:
        print("usage: python tools/same_bytes.py COMMIT", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        articles = Path(folder) / "articles"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", tree, sys.argv[1]], cwd=ROOT, check=True)
        try:
            # The articles are those of the other commit: both trees read the very same files.
            articles.mkdir()
            (articles / "fixtures").symlink_to(tree / "fixtures")
            if (ROOT.parent / "shared").exists():
                (articles / "shared").symlink_to((ROOT.parent / "shared").resolve())
            before, after = hashes(tree, articles), hashes(ROOT, articles)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)
    different = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    for name in different:
        print(f"differs: {name}")
    print(f"{len(before)} files compared with {sys.argv[1]}, {len(different)} differ")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
