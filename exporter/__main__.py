"""``python -m exporter``, and the command ``exporter``. An interruption while it is being loaded ends well too.

A run loads some five hundred modules, whose functions and classes live to its end: to look among them for garbage every
few hundred objects, as the interpreter does by default, is work for nothing. It is done after ``SELDOM`` objects here.
"""

import gc
import os

SELDOM = 50_000
"""New objects after which garbage is looked for; what holds no circle is freed at once all the same."""


def main() -> None:
    """Load the command line and run it."""
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])
    try:
        from exporter.cli import main as run  # noqa: PLC0415  (loading it takes longest, and can be interrupted)
    except KeyboardInterrupt:
        os.write(2, b"error: interrupted; nothing was done\n")
        raise SystemExit(130) from None
    try:
        run()
    finally:
        gc.freeze()  # a process that ends looks for garbage thrice, among all that it has loaded


if __name__ == "__main__":
    main()
