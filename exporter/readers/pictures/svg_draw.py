"""Draws one SVG picture in a process of its own: ``python -I svg_draw.py FOLDER-OF-RESVG WIDTH HEIGHT FONT...``.

resvg is written to be safe, but memory that it cannot get ends its whole process, and nothing bounds its time. So the
process is bounded here and may end as it likes: whoever started it takes that for a picture that cannot be drawn. The
picture comes on standard input, the PNG goes to standard output. Nothing of exporter is imported.
"""

from __future__ import annotations

import sys
from contextlib import suppress

SECONDS = 2
MEMORY = 1 << 30


def bound() -> None:
    """Bound this process. Raises ImportError where the system cannot (POSIX only)."""
    import resource  # noqa: PLC0415  (POSIX only)

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(folder: str, width: str, height: str, *fonts: str) -> None:
    """Draw standard input to standard output; a side of 0 follows from the other."""
    with suppress(ImportError):  # a system without it (Windows) has the clock of whoever started this, and no more
        bound()
    sys.path.insert(0, folder)
    import resvg_py  # noqa: PLC0415  (start-up: only for SVG)

    drawn = resvg_py.svg_to_bytes(
        svg_string=sys.stdin.buffer.read().decode(),
        skip_system_fonts=True,
        font_files=list(fonts),
        font_family="Source Serif 4",
        width=int(width) or None,
        height=int(height) or None,
    )
    sys.stdout.buffer.write(bytes(drawn))


if __name__ == "__main__":
    main(*sys.argv[1:])
