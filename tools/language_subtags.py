"""Writes exporter/language_subtags.txt from IANA's registry: ``python tools/language_subtags.py FOLDER``.

FOLDER is ``data/json`` of the npm package ``language-subtag-registry`` (CC0 1.0), which holds the registry as IANA
publishes it. Of each record only the subtag is kept, and of an extended language its one prefix (RFC 5646, 2.2.2).
"""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "exporter" / "language_subtags.txt"
HEAD = """# The subtags of IANA's Language Subtag Registry, file date {date} (RFC 5646, 3.1), without descriptions.
# The registry is in the public domain (CC0 1.0). Made by tools/language_subtags.py; not to be edited by hand.
"""
KINDS = ("language", "extlang", "script", "region", "variant", "grandfathered")


def table(folder: Path) -> str:
    """The table as text: the kind at the start of a line, its subtags after it and on the indented lines below it."""
    records = json.loads((folder / "registry.json").read_text(encoding="utf-8"))
    date = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["File-Date"]
    lines = [HEAD.format(date=date)]
    for kind in KINDS:
        names = []
        for record in records:
            if record["Type"] == kind:
                name = record.get("Subtag") or record["Tag"]
                names.append(f"{record['Prefix'][0]}-{name}" if kind == "extlang" else name)
        words = " ".join(sorted(name.lower() for name in names))
        lines.append(textwrap.fill(f"{kind} {words}", 118, subsequent_indent=" ", break_on_hyphens=False) + "\n")
    return "".join(lines)


if __name__ == "__main__":
    TARGET.write_text(table(Path(sys.argv[1])), encoding="utf-8")
