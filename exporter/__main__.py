"""``python -m exporter``, and the command ``exporter``. An interruption while it is being loaded ends well too."""

import os


def main() -> None:
    """Load the command line and run it."""
    try:
        from exporter.cli import main as run  # noqa: PLC0415  (loading it takes longest, and can be interrupted)
    except KeyboardInterrupt:
        os.write(2, b"error: interrupted; nothing was done\n")
        raise SystemExit(130) from None
    run()


if __name__ == "__main__":
    main()
