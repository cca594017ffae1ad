"""The command ``exporter speak``."""

from __future__ import annotations

from exporter.cli.options import Debug, File, Format, From, Lang, Output


def speak(
    file: File, from_format: From = "", lang: Lang = "", output_format: Format = Output.text, debug: Debug = False
) -> None:
    """Print what a screen reader would be told by FILE, line by line (no named screen reader's exact words)."""
    from exporter.batch.inspect import transcript_of
    from exporter.batch.pipeline import ReadOptions

    print(transcript_of(file, ReadOptions(format=from_format, lang=lang), as_json=output_format is Output.json))
