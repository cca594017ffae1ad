"""The command ``exporter show``."""

from __future__ import annotations

from exporter.cli.options import Debug, Files, From, Lang, word_options


def show(files: Files, from_format: From = "", lang: Lang = "", debug: Debug = False) -> None:
    """Print the outline of each file and its quotes with their speakers, as read back from the file itself."""
    from exporter.cli.console import print_summary
    from exporter.cli.settings import declared_blocks
    from exporter.run.inspect import open_any
    from exporter.run.pipeline import ReadOptions

    for name in files:
        print_summary(
            name,
            open_any(name, ReadOptions(format=from_format, blocks=declared_blocks(), lang=lang, word=word_options())),
        )
