"""Braille by liblouis, whose program ``lou_translate`` translates line by line, in a bounded process of its own.

Here because what is written and what is read back both pass it.

liblouis and its tables are under the LGPL, the program under the GPL; nothing of them is in exporter.
"""

from __future__ import annotations

import shutil
import subprocess

from exporter.errors import WriterError

PROGRAM = "lou_translate"
PACKAGE = "liblouis-bin"
WALL_SECONDS = 60
"""For all lines of one article and table; a book of 300 pages takes three."""
LONGEST = 480
"""Characters of a line: the program cuts lines of more than 2,044 bytes."""


def translate(table: str, lines: list[str], *, back: bool = False) -> list[str]:
    """Each line in braille (Unicode, U+2800 to U+28FF), or each line of braille in letters.

    Raises WriterError where liblouis is not installed, lacks the table, or does not end in time.
    """
    pieces = [_pieces(" ".join(line.splitlines())) for line in lines]
    flat = [piece for several in pieces for piece in several]
    done = iter(_run(table, flat, back=back))
    between = " " if back else "\u2800"
    return [between.join(next(done) for _ in several) for several in pieces]


def _pieces(line: str) -> list[str]:
    """A line in parts that the program takes whole, broken between words."""
    blank = "\u2800" if "\u2800" in line else " "
    found: list[str] = []
    while len(line) > LONGEST:
        at = line.rfind(blank, 1, LONGEST)
        cut = at if at > 0 else LONGEST
        found.append(line[:cut])
        line = line[cut:].removeprefix(blank)
    return [*found, line]


def _run(table: str, lines: list[str], *, back: bool) -> list[str]:
    filled = [number for number, line in enumerate(lines) if line.strip(" \u2800")]
    program = shutil.which(PROGRAM)
    if program is None:
        raise WriterError(f"braille needs liblouis, which is not installed; install {PACKAGE} (Debian) or liblouis")
    if not filled:
        return ["" for _ in lines]
    try:
        done = subprocess.run(
            [program, "--backward" if back else "--forward", f"unicode.dis,{table}"],
            input="".join(f"{lines[number]}\n" for number in filled).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise WriterError(f"liblouis did not end within {WALL_SECONDS} seconds; convert a shorter article") from None
    found = done.stdout.decode("utf-8", "replace").split("\n")
    if done.returncode or len(found) - 1 != len(filled):
        raise WriterError(f"liblouis has no table {table}, or cannot read it; install a newer {PACKAGE}")
    result = ["" for _ in lines]
    for number, text in zip(filled, found, strict=False):
        result[number] = text
    return result
