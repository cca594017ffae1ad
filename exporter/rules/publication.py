"""Rules on publications of several articles: what only shows when they stand together (PUB)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="PUB001",
        level=Level.error,
        finds="An article of a publication could not be read and was left out; a line stands in its place.",
        why="Readers of the publication get less than its contents promised.",
        source="exporter's own rule",
        example="exporter bind issue.toml --keep-going, where news/vote.md is empty",
        fix="Mend the article, or take it out of the publication.",
    ),
    Rule(
        id="PUB002",
        level=Level.warning,
        finds="A link of an article leads to a file that is not in the publication; its words stay, without the link.",
        why="In the finished file it could not be followed.",
        source="WCAG 2.2, 2.4.4 Link Purpose (In Context); exporter's own rule",
        example="[the vote](vote.md), where vote.md is not among the articles",
        fix="Add the article to the publication, or link to its address on the web.",
    ),
    Rule(
        id="PUB003",
        level=Level.warning,
        finds="A link to another article names a place in it that is not there; it leads to the article's beginning.",
        why="A listener is taken to the beginning and has to search for what was meant.",
        source="WCAG 2.2, 2.4.4 Link Purpose (In Context)",
        example="[the count](vote.md#count), where vote.md has no part of that name",
        fix="Correct the name after the #, or give the heading that id.",
    ),
    Rule(
        id="PUB004",
        level=Level.warning,
        finds="An article stands in the publication twice.",
        why="Links to it lead to the first; a listener hears the same again.",
        source="exporter's own rule",
        example='articles = ["vote.md", "*.md"]',
        fix="Name it once; an article that a pattern finds again is not taken twice.",
    ),
    Rule(
        id="PUB005",
        level=Level.warning,
        finds="An article names no language and none could be told; it has that of the publication.",
        why="A screen reader reads it with the voice of that language, right or wrong.",
        source="WCAG 2.2, 3.1.2 Language of Parts",
        example="a Markdown article without lang",
        fix="Give its language in the publication's file: { path = …, lang = … }.",
    ),
    Rule(
        id="PUB006",
        level=Level.warning,
        finds="The publication names no language; the one that most of its articles have is taken.",
        why="The voice for title, contents and fixed words is chosen by it.",
        source="WCAG 2.2, 3.1.1 Language of Page",
        example='a publication without lang = "en-GB"',
        fix="Name the language in the publication's file.",
    ),
    Rule(
        id="PUB007",
        level=Level.warning,
        finds="The same note stands in several articles of the publication.",
        why="A listener hears it again under another number; most often one article was pasted into another.",
        source="exporter's own rule",
        example="two articles with one long footnote",
        fix="Look at both articles; if the note belongs to both, nothing is to be done.",
    ),
    Rule(
        id="PUB008",
        level=Level.info,
        finds="An article keeps the whole publication from an accessibility claim.",
        why="What a file claims holds for all of it: the weakest article decides.",
        source="EPUB Accessibility 1.1, 3.2; ISO 14289-1, 5",
        example="thirty-nine articles with described pictures and one without",
        fix="Mend what the finding names in that article.",
    ),
)
