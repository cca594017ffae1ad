"""Rules on the decisions that a person took about an article, kept in a file beside it (DEC)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

OWN = "exporter's own rule on decisions files"

RULES = (
    Rule(
        id="DEC001",
        level=Level.error,
        finds="A decision matches no place in the article and was not used.",
        why="The article has changed since somebody took the decision, and listeners do not get what it says.",
        source=OWN,
        example="[[picture]] with the content of a picture that is no longer in the article",
        fix="Run exporter decide on the article: it marks decisions without a place. Correct or delete them.",
    ),
    Rule(
        id="DEC002",
        level=Level.error,
        finds="A decision matches several places in the article and was not used.",
        why="Used at the wrong place, it would tell listeners something that nobody decided.",
        source=OWN,
        example="two paragraphs “Yes.” and a decision about one that begins with “Yes.”",
        fix="Quote more of its words, give its line (line = 12), or let exporter decide write the decision.",
    ),
    Rule(
        id="DEC003",
        level=Level.info,
        finds="A decision changed the article.",
        why="What listeners are told there is what a person decided, not what the source says.",
        source=OWN,
        example='[[part]] words = "Back to top", is = "drop"',
        fix="Nothing, if the decision is right; else change it in the decisions file.",
    ),
    Rule(
        id="DEC004",
        level=Level.info,
        finds="A decision was used at a place whose words have changed a little since it was taken.",
        why="What was decided about the old words may not fit the new ones.",
        source=OWN,
        example="a typing error that was corrected in a heading",
        fix="Check it, then run exporter decide on the article, which notes the new words.",
    ),
    Rule(
        id="DEC005",
        level=Level.error,
        finds="A decision cannot be carried out at its place, and was not used.",
        why="Listeners do not get what somebody decided.",
        source=OWN,
        example='[[part]] is = "heading 3" for a paragraph in a cell of a table',
        fix="Correct the decision, or delete it.",
    ),
)
