"""Runs the command line on a system that has nothing which only POSIX has: ``python bare_system.py ARGUMENT...``.

Modules cannot be imported, names of ``signal`` and ``os`` are gone, workers are started afresh: what Windows has not,
here (docs/platforms.md). Workers import this file first, so that they are as bare. SIGKILL stays: here, unlike there,
the standard library ends processes by it.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

MODULES = ("resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "syslog", "crypt", "readline")
SIGNALS = (
    *("SIGALRM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGXCPU", "SIGCHLD", "SIGPIPE"),
    *("setitimer", "getitimer", "siginterrupt", "alarm", "pthread_sigmask", "pthread_kill", "ITIMER_REAL"),
    *("SIG_BLOCK", "SIG_SETMASK", "SIG_UNBLOCK"),
)
CALLS = (
    *("fork", "forkpty", "uname", "fchmod", "killpg", "getpgid", "setsid", "sched_getaffinity", "sysconf", "statvfs"),
    *("getuid", "geteuid", "getgid", "mkfifo", "getloadavg", "O_NONBLOCK", "O_CLOEXEC", "O_TMPFILE", "O_DIRECTORY"),
)


class Missing:
    """Finds nothing, and says so, for modules that only POSIX has."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Raises ModuleNotFoundError for one of ``MODULES``."""
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def make_bare() -> None:
    """Take away what only POSIX has, from this process."""
    import asyncio  # noqa: F401  # asks for sysconf from Python 3.12 on, which there is on every POSIX system
    import multiprocessing.util  # noqa: F401  # the standard library's own use of it is not ours
    import subprocess  # noqa: F401

    for name in MODULES:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, Missing())  # type: ignore[arg-type]
    for module, names in ((signal, SIGNALS), (os, CALLS)):
        for name in names:
            if hasattr(module, name):
                delattr(module, name)


sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
make_bare()

if __name__ == "__main__":
    from exporter.batch import workers
    from exporter.cli import main

    workers._start_method = lambda: "spawn"
    main()
