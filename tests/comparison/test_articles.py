"""The articles of a publication are facts: their borders and order, and losses are told by article."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from exporter import h
from exporter.comparison.loss_table import as_dict, as_text
from exporter.comparison.losses import compare
from exporter.model import Document, Metadata, Section, transform
from tests.publications import issue


def changed(document: Document, title: str, change: Any) -> Document:
    """``document`` with ``change`` made to the section called ``title``."""

    def settle(node: Any) -> Any:
        return change(node) if isinstance(node, Section) and node.title == h.section(title).title else node

    return transform(document, settle)


def test_a_publication_loses_nothing_against_itself() -> None:
    assert not compare(issue(), issue(), "pdf")


def test_an_article_that_is_a_bare_section_is_lost_once() -> None:
    copy = changed(issue(), "The harbour", lambda node: replace(node, metadata=None))
    (loss,) = compare(issue(), copy, "pdf")
    assert (loss.kind, loss.change, loss.article) == ("article", "lost", "The harbour")


def test_an_article_that_became_two_is_split() -> None:
    copy = changed(issue(), "Quays", lambda node: replace(node, metadata=Metadata()))
    (loss,) = compare(issue(), copy, "pdf")
    assert (loss.kind, loss.message) == ("article", "the article was split: it is no longer one")


def test_two_articles_that_became_one_ran_together() -> None:
    harbour = changed(issue(), "Der Hafen", lambda node: replace(node, metadata=None))

    def swallow(part: Section) -> Section:
        first, second = part.blocks
        assert isinstance(first, Section)
        assert isinstance(second, Section)
        return replace(part, blocks=(replace(first, blocks=(*first.blocks, second)),))

    found = compare(issue(), changed(harbour, "Reports", swallow), "pdf")
    assert ("article", "the article ran together with another") in {(loss.kind, loss.message) for loss in found}


def test_what_stood_in_no_article_may_not_stand_in_one() -> None:
    copy = changed(issue(), "Figures and tables", lambda node: replace(node, metadata=Metadata()))
    assert ("article", "added") in {(loss.kind, loss.change) for loss in compare(issue(), copy, "pdf")}


def test_an_article_of_its_own_has_no_articles_to_lose() -> None:
    alone = h.document("Title", h.section("Part", h.p("Words.")), lang="en")
    copy = changed(alone, "Part", lambda node: replace(node, metadata=Metadata()))
    assert not compare(alone, copy, "pdf")


def test_two_articles_in_another_order_are_moved() -> None:
    copy = changed(issue(), "Reports", lambda part: replace(part, blocks=part.blocks[::-1]))
    assert {loss.kind for loss in compare(issue(), copy, "pdf")} == {"order"}


def test_losses_are_counted_by_article() -> None:
    copy = changed(issue(), "Kisten", lambda node: replace(node, blocks=node.blocks[:1]))
    copy = replace(copy, blocks=copy.blocks[1:])
    losses = compare(issue(), copy, "docx")
    table = as_text(losses, ["pdf", "docx"]).splitlines()
    at = next(number for number, line in enumerate(table) if line.startswith("article "))
    assert [line.split() for line in table[at : at + 3]] == [
        ["article", "pdf", "docx"],
        ["(in", "no", "article)", "0", "1"],
        ["Der", "Hafen", "0", "1"],
    ]
    assert [as_dict(loss).get("article") for loss in losses] == [None, "Der Hafen"]
