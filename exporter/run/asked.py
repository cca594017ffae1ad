"""How many questions an article has for a person: asked wherever an article is checked or converted."""

from __future__ import annotations

from exporter.decisions.questions import Asked, count
from exporter.run.results import Article


def asked_of(article: Article) -> Asked:
    """An article with all that its questions depend on."""
    return Asked(
        article.document,
        article.findings,
        article.text,
        article.answers.decisions,
        article.answers.pictures,
        article.places,
        article.origins,
    )


def questions_in(article: Article) -> int:
    """How many questions an article has for a person."""
    return count(asked_of(article), article.gone)
