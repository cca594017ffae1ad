"""The masthead pass: metadata and text agree, and nothing is said twice."""

from __future__ import annotations

from dataclasses import replace

from exporter.model import Document, Metadata, Paragraph, Person, Span, Text, plain_text
from exporter.passes.masthead import run

BODY = Paragraph((Text("The council met on Tuesday."),))


def roles(document: Document) -> list[tuple[str, str]]:
    return [(b.role, plain_text(b).strip()) for b in document.blocks if isinstance(b, Paragraph)]


def test_what_only_the_metadata_have_is_read_at_the_head() -> None:
    metadata = Metadata(
        title="Vote",
        subtitle="A long night",
        description="Councillors voted at dawn.",
        authors=(Person("Ann Lee"), Person("Bo Ek"), Person("Ed It", "edt")),
        published="2026-03-01",
        lang="en-GB",
    )
    after, found = run(Document(metadata=metadata, blocks=(BODY,)))
    assert plain_text(after.title) == "Vote"
    assert roles(after) == [
        ("subtitle", "A long night"),
        ("standfirst", "Councillors voted at dawn."),
        ("byline", "By Ann Lee and Bo Ek"),
        ("dateline", "Published 1 March 2026"),
        ("", "The council met on Tuesday."),
    ]
    dateline = after.blocks[3]
    assert isinstance(dateline, Paragraph)
    assert isinstance(dateline.content[1], Span)
    assert dateline.content[1].datetime == "2026-03-01"
    assert found == []


def test_the_masthead_is_in_the_language_of_the_article() -> None:
    metadata = Metadata(title="V", authors=(Person("A"), Person("B")), published="2026-12-24", lang="de")
    after, _ = run(Document(metadata=metadata, blocks=(BODY,)))
    assert roles(after)[:2] == [("byline", "Von A und B"), ("dateline", "Veröffentlicht am 24. Dezember 2026")]


def test_what_the_text_has_already_is_not_said_again() -> None:
    byline = Paragraph((Text("Words by Ann Lee"),))
    standfirst = Paragraph((Text("Councillors voted."),), role="standfirst")
    metadata = Metadata(title="V", authors=(Person("Ann Lee"),), description="Another summary", lang="en")
    after, _ = run(Document(metadata=metadata, blocks=(standfirst, byline, BODY)))
    assert after.blocks == (standfirst, byline, BODY)


def test_what_the_text_has_becomes_metadata() -> None:
    standfirst = Paragraph((Text("Councillors  voted."),), role="standfirst")
    after, _ = run(Document(title=(Text("Vote "),), blocks=(standfirst, BODY)))
    assert after.metadata.title == "Vote"
    assert after.metadata.description == "Councillors voted."


def test_an_article_without_a_title_gets_one_and_it_is_reported() -> None:
    after, found = run(Document(metadata=Metadata(lang="fr"), blocks=(BODY,)))
    assert plain_text(after.title) == after.metadata.title == "Sans titre"
    assert [item.rule for item in found] == ["DOC001"]


def test_the_pass_changes_nothing_the_second_time() -> None:
    metadata = Metadata(title="V", authors=(Person("A"),), published="2026-12-24T10:00:00Z", subtitle="S", lang="es")
    once, _ = run(Document(metadata=metadata, blocks=(BODY,)))
    twice, found = run(once)
    assert twice == once
    assert found == []


def test_a_date_that_is_none_is_not_shown() -> None:
    document = Document(metadata=Metadata(title="V", published="soon"), blocks=(BODY,))
    assert run(document)[0].blocks == (BODY,)
    assert run(replace(document, metadata=Metadata(title="V", published="2026-13-45")))[0].blocks == (BODY,)


def test_a_language_without_fixed_words_gets_names_and_figures_and_no_english() -> None:
    people = (Person("ليلى"), Person("سامي"))
    metadata = Metadata(title="T", lang="ar", published="2026-05-16T09:00:00Z", authors=people)
    made, _ = run(Document(metadata=metadata, title=(Text("T"),), blocks=(Paragraph((Text("نص"),)),)))
    said = {
        block.role: plain_text(block).strip() for block in made.blocks if isinstance(block, Paragraph) and block.role
    }
    assert said == {"byline": "ليلى, سامي", "dateline": "2026-05-16"}
