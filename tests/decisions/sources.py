"""One article in each family of formats, with everything in it that a person can decide about."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from PIL import Image

FIRST = "The council voted on Monday after a long evening in the old hall by the river."
QUOTED = "We were never asked about the weir."
BOARD = "The harbour board said that it would look into the figures again next week."
NEXT = "What comes next for the weir"
FRENCH = "Some called it a fait accompli on the night of the vote."
LAST = "A second vote will be held in June, the council said in a short note."
ROWS = (("Year", "Votes"), ("2024", "12"), ("2025", "14"))


def picture(colour: str = "red") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(made, "PNG")
    return made.getvalue()


def content(colour: str = "red") -> str:
    return hashlib.sha256(picture(colour)).hexdigest()


def markdown(folder: Path) -> Path:
    table = "\n".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    text = f"""---
lang: en
---
# The weir vote

{FIRST}

## Money

> {QUOTED}

{BOARD}

![](weir.png)

![](line.png)

{NEXT}

## Details

{FRENCH}

<table>
{table}
</table>

Back to the top

{LAST}
"""
    return write(folder, "weir.md", text)


def body() -> str:
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    return f"""<p>{FIRST}</p><h2>Money</h2><blockquote><p>{QUOTED}</p></blockquote><p>{BOARD}</p>
<p><img src="weir.png"></p><p><img src="line.png"></p><p>{NEXT}</p><h2>Details</h2><p>{FRENCH}</p>
<table>{table}</table><p>Back to the top</p><p>{LAST}</p>"""


def html(folder: Path) -> Path:
    return write(folder, "weir.html", f'<html lang="en"><body><h1>The weir vote</h1>{body()}</body></html>')


def newsroom(folder: Path) -> Path:
    item = {"uri": "urn:weir", "headline": "The weir vote", "language": "en", "body_xhtml": body()}
    return write(folder, "weir.ninjs", json.dumps(item))


def cms(folder: Path) -> Path:
    def text(words: str) -> list[dict[str, Any]]:
        return [{"type": "text", "text": words}]

    def paragraph(words: str) -> dict[str, Any]:
        return {"type": "paragraph", "content": text(words)}

    def heading(words: str, level: int) -> dict[str, Any]:
        return {"type": "heading", "attrs": {"level": level}, "content": text(words)}

    def image(name: str) -> dict[str, Any]:
        return {"type": "image", "attrs": {"src": name, "alt": None}}

    rows = [
        {"type": "tableRow", "content": [{"type": "tableCell", "content": [paragraph(cell)]} for cell in row]}
        for row in ROWS
    ]
    blocks = [
        heading("The weir vote", 1),
        paragraph(FIRST),
        heading("Money", 2),
        {"type": "blockquote", "content": [paragraph(QUOTED)]},
        paragraph(BOARD),
        image("weir.png"),
        image("line.png"),
        paragraph(NEXT),
        heading("Details", 2),
        paragraph(FRENCH),
        {"type": "table", "content": rows},
        paragraph("Back to the top"),
        paragraph(LAST),
    ]
    return write(folder, "weir.json", json.dumps({"type": "doc", "content": blocks}))


def word(folder: Path) -> Path:
    made = docx.Document()
    made.add_heading("The weir vote", 0)
    made.add_paragraph(FIRST)
    made.add_heading("Money", 1)
    made.add_paragraph(QUOTED, style="Quote")
    made.add_paragraph(BOARD)
    for colour in ("red", "blue"):
        made.add_picture(io.BytesIO(picture(colour)))
    made.add_paragraph(NEXT)
    made.add_heading("Details", 1)
    made.add_paragraph(FRENCH)
    table = made.add_table(len(ROWS), 2)
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    made.add_paragraph("Back to the top")
    made.add_paragraph(LAST)
    path = folder / "weir.docx"
    made.save(str(path))
    return path


def plain(folder: Path) -> Path:
    table = "\n".join("\t".join(row) for row in ROWS[1:])
    text = f"""The weir vote

{FIRST}

{BOARD}

{QUOTED}

{NEXT}

{LAST}

Details

{FRENCH}

{table}

Bring your own picture of the weir along to the meeting and show it to the whole board there.
"""
    return write(folder, "weir.txt", text)


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    for file, colour in (("weir.png", "red"), ("line.png", "blue")):
        (folder / file).write_bytes(picture(colour))
    return folder / name


SOURCES: dict[str, Callable[[Path], Path]] = {
    "markdown": markdown,
    "html": html,
    "newsroom": newsroom,
    "cms": cms,
    "word": word,
    "text": plain,
}
RICH = tuple(name for name in SOURCES if name != "text")
"""Those that have pictures, and say what a quotation is."""

ALL = f"""
[[picture]]
content = "{content("red")}"
alt = "The weir at low water"

[[picture]]
content = "{content("blue")}"
decorative = true

[[quote]]
words = "{QUOTED}"
speaker = "Jo Bloggs, chair"

[[part]]
words = "{NEXT}"
is = "heading 2"

[[part]]
words = "Details"
is = "paragraph"

[[language]]
words = "{FRENCH[:20]}"
phrase = "fait accompli"
lang = "fr"

[[table]]
words = "Year"
header-rows = 1
header-columns = 1

[[part]]
words = "Back to the top"
is = "drop"
"""
ALL_PLAIN = f"""
[[quote]]
words = "{QUOTED}"
speaker = "Jo Bloggs, chair"

[[part]]
words = "{NEXT}"
is = "heading 2"

[[part]]
words = "Details"
is = "paragraph"

[[language]]
words = "{FRENCH[:20]}"
phrase = "fait accompli"
lang = "fr"

[[table]]
words = "2024"
header-rows = 0
header-columns = 1

[[part]]
words = "Bring your own picture"
is = "drop"
"""


def decided(name: str, folder: Path, answers: str = "") -> Path:
    """The article of one format with a decisions file beside it."""
    path = SOURCES[name](folder)
    said = answers or (ALL if name in RICH else ALL_PLAIN)
    path.with_name(path.stem + ".decisions.toml").write_text(said, encoding="utf-8")
    return path
