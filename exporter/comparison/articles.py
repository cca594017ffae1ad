"""The articles of a publication: where each begins and ends, and that each is one, in both of two documents.

Apart from the containers in an article, for everything stands in one, and a file that knows no articles lost each of
them once, not with every paragraph.
"""

from __future__ import annotations

from exporter.comparison.facts import Frame, Unit
from exporter.comparison.loss import Comparison

KIND = "article"


def compare_articles(made: Comparison) -> None:
    """Note each article whose borders are not those of the original. A document without articles has none to lose."""
    if not made.before.articles:
        return
    there: dict[int, Frame] = {}
    back: dict[int, Frame] = {}
    for pair in made.pairs:
        old, new = made.before.units[pair.before], made.after.units[pair.after]
        if old.article is None:
            if new.article is not None:
                made.lose_once(KIND, "added", "stands in no article, and now in one", new.article, old, new)
        elif new.article is None:
            made.lose_once(KIND, "lost", "is no longer told to be an article that stands whole", old.article, old, new)
        else:
            _compare_borders(made, old, new, there, back)


def _compare_borders(made: Comparison, old: Unit, new: Unit, there: dict[int, Frame], back: dict[int, Frame]) -> None:
    """Note an article that became two, and two that became one."""
    assert old.article is not None
    assert new.article is not None
    known = there.setdefault(old.article.number, new.article)
    if known.number != new.article.number:
        made.lose_once(KIND, "changed", "the article was split: it is no longer one", old.article, old, new)
        return
    origin = back.setdefault(new.article.number, old.article)
    if origin.number != old.article.number:
        made.lose_once(KIND, "changed", "the article ran together with another", old.article, old, new)
