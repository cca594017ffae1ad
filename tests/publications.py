"""Publications made by hand for tests: parts and articles of several languages, in the form in which they are bound."""

from __future__ import annotations

from dataclasses import replace

from exporter import h
from exporter.model import Document, Metadata, Person, Section

WORDS = (
    "The ferry left at seven and the quay was empty again before anybody had counted the crates. "
    "Nobody in the harbour office could say who had signed for them. "
)


def article(title: str, *blocks: object, lang: str = "", by: str = "", standfirst: str = "") -> Section:
    """An article as it stands in a publication: its masthead first in its blocks."""
    masthead = [
        *([h.p(standfirst, role="standfirst")] if standfirst else []),
        *([h.p(f"By {by}", role="byline")] if by else []),
    ]
    metadata = Metadata(title=title, lang=lang, authors=(Person(by),) if by else (), description=standfirst)
    return replace(h.section(title, *masthead, *blocks, lang=lang), metadata=metadata)  # type: ignore[arg-type]


def issue() -> Document:
    """An issue of two parts and an article before them, with notes, lists, a table, sections and two languages."""
    letter = article("From the editor", h.p(WORDS), h.p("With a note", h.note("First note."), "."), by="Ann Lee")
    harbour = article(
        "The harbour",
        h.p(WORDS * 12),
        h.section("Crates", h.ul("One crate", "Two crates"), h.p(WORDS * 10)),
        h.section("Quays", h.ol("One quay", "Two quays"), h.p(WORDS, h.note("Second note."), WORDS * 12)),
        by="Bo Mark",
        standfirst="What was in the crates that nobody had signed for.",
    )
    hafen = article(
        "Der Hafen",
        h.p("Die Fähre legte um sieben ab."),
        h.section("Kisten", h.ol("Eine Kiste", "Zwei Kisten"), h.p("Niemand weiß, wer unterschrieben hat.")),
        lang="de",
        by="Cora Wind",
    )
    tide = article("Tide tables", h.table([["Day", "High"], ["Monday", "06:12"]], caption="High water"), by="Dan Sea")
    return h.document(
        "Harbour Quarterly",
        h.p("Four articles about one quay", role="subtitle"),
        letter,
        h.section("Reports", harbour, hafen, role="part"),
        h.section("Figures and tables", h.p("What was counted."), tide, role="part"),
        lang="en-GB",
    )
