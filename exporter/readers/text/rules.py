"""The rules of the plain-text reader as objects: what each decides, how sure it is, and why, in words for a person.

One row per rule; ``--explain`` names it. A rule whose certainty is 0 says it with each decision, because it depends on
what was found. ``heading_rules`` holds those of headlines, with their tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from exporter.readers.text.labels import Kind, Label


@dataclass(frozen=True, slots=True)
class Rule:
    """What is decided (``kind``), the rule's name, how sure it is (0: said with each decision), and the reason."""

    kind: Kind
    name: str
    certainty: float
    reason: str

    def label(self, certainty: float = 0.0, **more: Any) -> Label:
        """The decision by this rule; ``more`` are further fields of ``Label``."""
        return Label(self.kind, certainty or self.certainty, self.reason, rule=self.name, **more)


_ROWS = (
    # Typed on purpose.
    Rule("heading", "hashed", 0.95, "typed with # before it"),
    Rule("heading", "underlined", 0.95, "underlined"),
    Rule("underline", "underline", 0.95, "the line under a heading"),
    Rule("break", "ruled", 0.9, "a line of rules or stars"),
    # Tables and code.
    Rule("table", "tabs", 0.9, "lines with tabs between cells"),
    Rule("table", "header-row", 0.8, "the row of headers, over columns of figures"),
    Rule("code", "too-many-cells", 0.5, "lines with tabs, with more cells than a table may have"),
    Rule("code", "program-lines", 0.7, "lines that end as program text does"),
    Rule("code", "columns-by-spaces", 0.75, "indented lines, set in columns with spaces"),
    # Around the article.
    Rule("furniture", "one-label-list", 0.9, "a list of one short label"),
    Rule("furniture", "path-of-pages", 0.9, "the path of pages that leads to the article"),
    Rule("furniture", "link-above-headline", 0.9, "a link of the page, above the headline"),
    Rule("furniture", "button-and-count", 0.85, "a button and its count"),
    Rule("furniture", "speaks-as-a-page", 0.0, "speaks as a page does, not as an article"),
    Rule("furniture", "buttons-in-a-row", 0.8, "one of several labels of buttons in a row"),
    Rule("furniture", "lone-button", 0.7, "the label of a button"),
    Rule("paragraph", "perhaps-a-button", 0.5, "may be the label of a button"),
    Rule("furniture", "link-under-label", 0.75, "a link under a label of the page"),
    Rule("furniture", "caption-twice", 0.85, "the words of the caption below it, once more"),
    # The head and the foot of an article.
    Rule("title", "first-line", 0.95, "the first line of the text"),
    Rule("kicker", "release", 0.85, "says that this is a release to the press"),
    Rule("dateline", "embargo", 0.85, "says from when on this may be printed"),
    Rule("paragraph", "end-of-release", 0.8, "the word that ends a release to the press"),
    Rule("kicker", "live-page", 0.8, "says that the page is a live one"),
    Rule("kicker", "capitals-above", 0.7, "a few words in capitals above the headline"),
    Rule("kicker", "series-above-byline", 0.7, "a few words between what the story is about and who wrote it"),
    Rule("byline", "trade-under-byline", 0.8, "the trade of whoever the line above names"),
    Rule("byline", "by-and-names", 0.9, "“by” and names, under the headline"),
    Rule("byline", "name-and-trade", 0.8, "a name and a journalist's trade, under the headline"),
    Rule("byline", "names-above-date", 0.75, "names alone, right above the date"),
    Rule("byline", "name-at-place", 0.75, "a name and a place, right above the date"),
    Rule("dateline", "date-alone", 0.8, "a date and nothing else, under the headline"),
    Rule("subtitle", "above-byline", 0.75, "a line without a full stop between headline and byline"),
    Rule("standfirst", "one-paragraph-first", 0.75, "one paragraph between the headline and what comes first under it"),
    # The entries of a live page.
    Rule("heading", "time-and-headline", 0.85, "a time and a headline: one of a series down the page"),
    Rule("time", "time-of-entry", 0.9, "one of a series of times, each above an entry of a live page"),
    Rule("time", "newness", 0.8, "says how new an entry of a live page is"),
    Rule("heading", "under-time", 0.9, "the line under the time of an entry"),
    Rule("heading", "time-alone", 0.8, "one of a series of times, each above an entry that has no headline"),
    # Lists and lines.
    Rule("item", "marked", 0.9, "a line with a list marker beside others of its kind"),
    Rule("item", "alike", 0.6, "short lines one under the other"),
    Rule("paragraph", "lines-of-a-block", 0.75, "lines of one block, between blank lines"),
    # Quotations.
    Rule("quote", "inside-marks", 0.95, "inside the marks of a signed quotation"),
    Rule("quote", "signed-on-last-line", 0.95, "a quotation with its speaker after a dash on the last line"),
    Rule("quote", "before-signature", 0.0, "the statement that the line after it signs"),
    Rule("attribution", "signature", 0.0, "names the speaker of the quotation before it"),
    Rule("attribution", "office-below-name", 0.85, "the speaker's office, on a line of its own"),
    # Captions.
    Rule("caption", "shows-or-credits", 0.0, "says what a picture shows, or who took it"),
    Rule(
        "caption", "line-in-text", 0.55,
        "not a sentence, among running text, where headlines have a blank line before them",
    ),
    # What is left.
    Rule("paragraph", "running-text", 0.9, "running text: no rule for anything else applies"),
)  # fmt: skip

RULES: dict[str, Rule] = {rule.name: rule for rule in _ROWS}
"""The rules by name, except those of headlines (``heading_rules``)."""
