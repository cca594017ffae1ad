"""Rules on pictures (IMG)."""

from __future__ import annotations

from exporter.diagnostics import Level, Rule

RULES = (
    Rule(
        id="IMG001",
        level=Level.error,
        finds="A picture has no text alternative and is not marked as decorative.",
        why="Who cannot see the picture is told nothing, not even that it does not matter.",
        source="WCAG 2.2, 1.1.1 Non-text Content; ISO 14289-1, 7.3",
        example="![](chart.png)",
        fix="Write alt text that says what the picture tells, or mark it as decorative.",
    ),
    Rule(
        id="IMG002",
        level=Level.warning,
        finds="A picture could not be had and was left out; its alt text stands in its place.",
        why="What cannot be read safely from the article's folder is not in the files.",
        source="exporter's own rule: nothing is read outside the article's folder",
        example="![A map](https://example.org/map.png)",
        fix="Put the picture into the article's folder and name it by a relative path.",
    ),
)
