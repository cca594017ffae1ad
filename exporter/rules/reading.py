"""Rules on what the balance of an article's source and its document finds (READ)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

OWN = "exporter's own rule: whatever the source says is in the article, or a finding says why not"

RULES = (
    Rule(
        id="READ001",
        level=Level.error,
        finds="Words of the source are neither in the article nor named by a finding that leaves them out.",
        why="Nobody who reads or listens to the files is told them, and nobody was told that they are missing.",
        source=OWN,
        example="a caption in the source that is in no exported file",
        fix="Please report it with the article: exporter is at fault. Until then, write the words another way.",
    ),
    Rule(
        id="READ002",
        level=Level.error,
        finds="The article has words that its source does not have.",
        why="Readers and listeners are told something that nobody wrote, or the same thing twice.",
        source=OWN,
        example="a paragraph that is in the source once and in the article twice",
        fix="Please report it with the article: exporter is at fault.",
    ),
    Rule(
        id="READ003",
        level=Level.error,
        finds="Words stand in another order than in the source.",
        why="Listeners are told things out of context: a figure in the wrong cell, an answer before its question.",
        source=OWN + "; WCAG 2.2, 1.3.2 Meaningful Sequence",
        example="two cells of a table that changed places",
        fix="Please report it with the article: exporter is at fault.",
    ),
    Rule(
        id="READ004",
        level=Level.error,
        finds="Words of the source run together in the article, or a word was split.",
        why="A screen reader reads another word, and searches do not find it.",
        source=OWN,
        example="“the end” in the source, “theend” in the article",
        fix="Please report it with the article: exporter is at fault.",
    ),
    Rule(
        id="READ005",
        level=Level.error,
        finds="A heading, item, cell, link, picture, note or quotation of the source is not one in the article.",
        why="Its words are there, but not what they are: listeners cannot find it, or take it for something else.",
        source=OWN + "; WCAG 2.2, 1.3.1 Info and Relationships",
        example="<h2>Costs</h2> that became a paragraph",
        fix="Please report it with the article: exporter is at fault.",
    ),
)
