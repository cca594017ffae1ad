"""Puts the files of examples/ into docs/embedding.md, whole: python tools/embedding_examples.py."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "embedding.md"
_PLACE = re.compile(r"<!-- (examples/\w+\.py) -->\n.*?<!-- end -->", re.DOTALL)


def page() -> str:
    """The page with each example as its file is now."""

    def whole(match: re.Match[str]) -> str:
        code = (ROOT / match[1]).read_text(encoding="utf-8")
        return f"<!-- {match[1]} -->\n```python\n{code}```\n<!-- end -->"

    return _PLACE.sub(whole, TARGET.read_text(encoding="utf-8"))


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
