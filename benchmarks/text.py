"""Score the plain-text reader on texts whose structure is known: ``python benchmarks/text.py [FOLDER] [options]``.

FOLDER holds ``open/*.txt``, ``open/*.gold.json`` and ``score.py`` (without it:
$EXPORTER_TEXTBENCH, or textbench in the folder ``shared`` beside the project).
Further options go to the scorer (``--errors 10``, ``--only live``). Exit code 2 when there is no benchmark.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from exporter.model import (
    Block,
    BlockQuote,
    CodeBlock,
    Document,
    Figure,
    List,
    Paragraph,
    Section,
    Table,
    plain_text,
    walk,
)
from exporter.readers import Source
from exporter.readers.text import read


def neutral(document: Document) -> dict[str, Any]:
    """The document in the scorer's flat form."""
    return {"title": plain_text(document.title), "blocks": list(_flat(document.blocks, 2))}


def _flat(blocks: Iterable[Block], level: int) -> Iterator[dict[str, Any]]:
    for block in blocks:
        match block:
            case Section():
                yield {"kind": "heading", "level": level, "text": plain_text(block.title)}
                yield from _flat(block.blocks, level + 1)
            case BlockQuote():
                paragraphs = [{"kind": "paragraph", "text": plain_text(inner).strip()} for inner in block.blocks]
                yield {"kind": "quote", "blocks": paragraphs, "attribution": plain_text(block.attribution)}
            case List():
                for item in block.items:
                    yield {"kind": "list_item", "text": plain_text(item.blocks).strip()}
            case Figure():
                words = " ".join(filter(None, (plain_text(block.caption), plain_text(block.credit))))
                yield {"kind": "caption", "text": words}
            case CodeBlock():
                yield {"kind": "code", "text": block.text}
            case Table():
                yield {"kind": "table", "text": f"{plain_text(block.caption)} {plain_text(block.bodies)}"}
            case Paragraph():
                yield {"kind": "paragraph", "text": plain_text(block).strip()}
            case _:
                yield {"kind": "paragraph", "text": plain_text(list(walk([block]))).strip()}


def main(arguments: list[str]) -> int:
    """Read every text, write the neutral form, run the scorer; its exit code."""
    named = arguments and not arguments[0].startswith("-")
    root = Path(arguments.pop(0) if named else os.environ.get("EXPORTER_TEXTBENCH", "../shared/textbench"))
    texts = sorted((root / "open").glob("*.txt"))
    if not texts:
        print(f"{root}: there is no benchmark here; name its folder", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        for path in texts:
            data = path.read_bytes()
            result = read(Source(name=path.name, data=data, text=data.decode()))
            out = Path(folder, path.stem + ".json")
            out.write_text(json.dumps(neutral(result.document), ensure_ascii=False))
        return subprocess.run(
            [sys.executable, root / "score.py", root / "open", folder, *arguments], check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
