"""Did we read all of the source? Its census is set against the document and the findings.

The first of the three questions of a proof (``run.prove`` asks the other two). Apart, because ``check`` and ``report``
ask it too, where no file is read back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import unescape

from exporter.census import Counting, take
from exporter.census.balance import Difference, weighed
from exporter.census.held import held
from exporter.census.things import missing
from exporter.findings import Finding, finding
from exporter.phrases import PHRASES, date_phrase
from exporter.position import Position
from exporter.run.results import Article

MOST = 20
"""So many differences of a kind are told one by one."""
RULES = {
    "lost": ("READ001", "words of the source are neither in the article nor in a finding"),
    "added": ("READ002", "the article has words that the source does not have here"),
    "moved": ("READ003", "words stand at another place than in the source"),
    "joined": ("READ004", "words of the source run together in the article"),
    "split": ("READ004", "a word of the source is several in the article"),
}


def unread(article: Article, name: str) -> tuple[Finding, ...] | None:
    """What of an article's source is not in its document, and what is there only; None where there is no census.

    There is none of what a program built, and of formats that plug-ins read.
    """
    if article.source is None:
        return None
    found = differences(article)
    return None if found is None else tuple(item.located(name, article.text.split("\n")) for item in _told(found))


def differences(article: Article) -> list[Difference] | None:
    """The differences between an article's source and its document; None where there is no census."""
    assert article.source is not None
    options = article.word
    counted = take(
        Counting(
            format=article.format,
            data=article.source.data,
            text=article.text,
            item=article.item,
            revisions=options.revisions if options else "accept",
            comments=options.comments if options else "",
        )
    )
    if counted is None:
        return None
    rules = {item.rule for item in article.findings}
    if any(entry.kind == "part" for entry in article.answers.decisions.entries):
        rules.add("DOC008")  # a person decided the levels
    left_out = [unescape(item.left_out) for item in article.findings if item.left_out]
    left_out += [text for rule, texts in counted.excused.items() if rule in rules for text in texts]
    metadata = article.document.metadata
    fixed = [text for table in PHRASES.values() for text in table.values()]
    fixed += [date_phrase(metadata.published, metadata.lang) or ""] if metadata.published else []
    known = held(article.document)
    decided = [item.decided for item in article.findings if item.decided]
    known.allowed += decided
    found = weighed(counted, known, left_out, fixed)
    if found:
        return found  # things whose words are gone were reported with them
    return [
        Difference(one.message, tuple(one.text.split()), one.line)
        for one in missing(counted, known, frozenset(rules), [*left_out, *decided])
    ]


def _told(found: Iterable[Difference]) -> Iterable[Finding]:
    told: Counter[str] = Counter()
    for one in found:
        told[one.kind] += 1
        if told[one.kind] <= MOST:
            rule, message = RULES.get(one.kind, ("READ005", one.kind))
            yield finding(rule, f"{message}: “{one.shown}”", Position(one.line) if one.line else None)
    for kind, count in told.items():
        if count > MOST:
            rule, message = RULES.get(kind, ("READ005", kind))
            yield finding(rule, f"{message}, at {count - MOST} more places")
