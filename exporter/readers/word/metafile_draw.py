"""Runs one program bounded in time, memory and what it writes: ``python -I metafile_draw.py PROGRAM ARGUMENT...``.

The bounds hold for whatever the program starts. Nothing of exporter is imported.
"""

from __future__ import annotations

import os
import resource
import sys

SECONDS, MEMORY, WRITTEN = 60, 4 << 30, 64 << 20


def main(program: str, *arguments: str) -> None:
    """Become ``program``, bounded."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execv(program, [program, *arguments])


if __name__ == "__main__":
    main(*sys.argv[1:])
