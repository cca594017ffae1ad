"""Makes docs/index-page.md, what a package index shows of README.md: no pictures, no links into the repository.

An index shows the page where neither is: a relative picture or link would lead nowhere, and an absolute one would need
a host that this project does not have. ``python tools/index_page.py``; tests/test_distribution.py holds both together.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "index-page.md"
NOTE = "Pages that are named here (docs/…) are in the source distribution.\n"


def page(readme: str) -> str:
    """README.md as an index can show it."""
    text = re.sub(r"^!\[[^\]]*\]\([^)]*\)\n+", "", readme, flags=re.MULTILINE)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\]\((?!https?://)([^)#]+)(?:#[^)]*)?\)", _named, text)
    return text.replace("\n## ", f"\n{NOTE}\n## ", 1)


def _named(match: re.Match[str]) -> str:
    """A link into the repository as its words and the file's name."""
    words, path = match[1], match[2]
    return words if path in words else f"{words} ({path})"


if __name__ == "__main__":
    TARGET.write_text(page((ROOT / "README.md").read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: written")
