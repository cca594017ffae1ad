"""Runs one program bounded in time, memory and what it writes: ``python -I metafile_draw.py PROGRAM ARGUMENT...``.

The bounds hold for whatever the program starts. Nothing of exporter is imported.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress

SECONDS, MEMORY, WRITTEN = 60, 4 << 30, 64 << 20


def bound() -> None:
    """Bound this process. Raises ImportError where the system cannot (POSIX only)."""
    import resource  # noqa: PLC0415  (POSIX only)

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(program: str, *arguments: str) -> None:
    """Become ``program``, bounded."""
    with suppress(ImportError):  # a system without it (Windows) has the clock of whoever started this, and no more
        bound()
    if os.name == "nt":  # where the process that becomes another has a new id, which nobody waits for
        sys.exit(subprocess.run([program, *arguments], check=False).returncode)
    os.execv(program, [program, *arguments])


if __name__ == "__main__":
    main(*sys.argv[1:])
