"""``python -m tests.others`` writes the table of what programs lose of one article into ``docs/reading-back.md``."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from exporter.readback import open_file
from tests.others.facts import FACTS, lost
from tests.others.make import TOOLS, prepare

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reading-back.md"
BEGIN, END = "<!-- others: begin -->", "<!-- others: end -->"


def row(tool: str, folder: Path) -> str:
    """One line of the table: how many facts a program's file keeps, and which it loses."""
    missing = lost(open_file(TOOLS[tool](folder)))
    return f"| {tool} | {len(FACTS) - len(missing)} | {'; '.join(missing) or 'nothing'} |"


def table() -> str:
    """The whole table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        rows = [row(tool, folder) for tool in TOOLS]
    return "\n".join([f"| made by | keeps of {len(FACTS)} | does not keep |", "|---|--:|---|", *rows])


def main() -> None:
    """Put the table into its page."""
    text = PAGE.read_text(encoding="utf-8")
    new = re.sub(f"{BEGIN}.*?{END}", f"{BEGIN}\n\n{table()}\n\n{END}".replace("\\", r"\\"), text, flags=re.DOTALL)
    PAGE.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
