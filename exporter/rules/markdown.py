"""Rules on reading Markdown (MD)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="MD001",
        level=Level.warning,
        finds="A formula could not be turned into MathML; its TeX stands as it is.",
        why="A listener hears TeX, and who looks sees TeX.",
        source="WCAG 2.2, 1.1.1; EPUB 3.3, 6.1 MathML",
        example="$\\frac{1}{$",
        fix="Correct the formula, or describe it in words (alt).",
    ),
    Rule(
        id="MD002",
        level=Level.warning,
        finds="A key of the front matter is not known, or its value is not of the kind it must be.",
        why="What it says is not in the files.",
        source="docs/reference/markdown.md",
        example="langage: en",
        fix="Use the keys and kinds that the reference lists.",
    ),
)
