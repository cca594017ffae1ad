"""What cases are made of: the case itself, small articles, and pictures made without holding their pixels."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

KEEP = "zzkeep29"
"""Harmless text that every article of these cases holds, and every output must."""

Expect = Literal["ok", "refuse", "either", "usage"]
Content = str | bytes
SIZE = (61, 47)
CANARY = "QZCANARY4402"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One hostile input. ``@OUT@``, ``@UP@`` and ``@URL@`` in text stand for where the secrets and the listener are.

    ``expect``: files are written (``ok``), or the input is refused with exit code 3 and one line, or ``either``;
    ``usage`` is a refusal of what was asked, with exit code 2 and one line.
    ``finding``: something must be said. ``need``: words of every output. ``lay`` puts odd things into the folder.
    """

    name: str
    rule: int
    main: str
    data: Content | Callable[[], Content] | None
    expect: Expect = "ok"
    finding: bool = False
    files: Mapping[str, Content | Callable[[], Content]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    need: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    keep: bool = True
    args: tuple[str, ...] = ()
    lay: Callable[[Path], None] | None = None
    says: str = ""


def page(body: str, head: str = "", title: str = "Case") -> str:
    """A page of HTML around ``body``."""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>\n'
        f"<body>\n<h1>Heading</h1>\n<p>Before {KEEP} text.</p>\n{body}\n<p>After text.</p>\n</body></html>\n"
    )


def markdown(body: str) -> str:
    """A Markdown article around ``body``."""
    return f"# Case\n\nBefore {KEEP} text.\n\n{body}\n\nAfter text.\n"


def svg(body: str = "", attributes: str = "", prolog: str = "") -> str:
    """A drawing of 80 by 40 around ``body``."""
    return (
        f'{prolog}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="80" '
        f'height="40" viewBox="0 0 80 40" {attributes}><rect width="80" height="40" fill="#ccd"/>{body}</svg>\n'
    )


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG file (PNG, 5.3)."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int,
    height: int,
    *,
    depth: int = 8,
    colour: int = 2,
    said: tuple[int, int] | None = None,
    extra: bytes = b"",
    fill: bytes = b"\0",
) -> bytes:
    """A PNG whose rows are all alike; ``said`` is the size that its header claims."""
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    length = (width * depth * samples + 7) // 8
    row = b"\0" + (fill * (length // len(fill) + 1))[:length]
    packer = zlib.compressobj(6)
    body = b"".join([packer.compress(row) for _ in range(height)] + [packer.flush()])
    w, h = said or (width, height)
    palette = chunk(b"PLTE", bytes(range(256)) * 3) if colour == 3 else b""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + palette + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def secret_png() -> bytes:
    """The picture that no case may read, known by its size and by the words in its pixels."""
    return png(*SIZE, fill=CANARY.encode() + b"..", extra=chunk(b"tEXt", b"Comment\0" + CANARY.encode()))
