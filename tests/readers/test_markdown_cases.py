"""What each mark of Markdown's dialects becomes (``fixtures/markdown``): source, outline of the document, findings.

A case is a text file: a line that says what it shows, then ``--- markdown`` (or ``--- markdown quarto``: the dialect
named by the user), ``--- document`` and ``--- findings``. ``pytest --accept`` rewrites the last two for review.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exporter.bounds.gate import Gate
from exporter.run.pipeline import Article, ReadOptions, read_bytes
from exporter.run.prove import prove
from exporter.writers import WriteOptions, writer
from tests.readers.outline import outline

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "markdown"
CASES = sorted(FOLDER.glob("*.case"))
PART = re.compile(r"^--- (markdown[ \w-]*|document|findings)\n", re.MULTILINE)
USUAL = frozenset(["DOC002", "DOC006", "DOC009", "DOC015", "DOC041", "DOC016", "DOC017", "IMG005"])
"""Findings that are about the article and not about how it is read."""


def article_of(source: str, kind: str) -> Article:
    dialect = kind.removeprefix("markdown").strip()
    return read_bytes(source.encode(), "-", ReadOptions(format=dialect or "markdown"), Gate(FOLDER))


def rewritten(text: str) -> str:
    title, kind, source, *_ = PART.split(text)
    article = article_of(source.rstrip("\n") + "\n", kind)
    found = [
        f"{item.pos.line if item.pos else 0}: {item.rule} {item.message}"
        for item in article.findings
        if item.rule not in USUAL
    ]
    parts = [(kind, source.rstrip("\n")), ("document", outline(article.document).rstrip("\n"))]
    parts += [("findings", "\n".join(found))] if found else []
    return title.strip() + "\n\n" + "\n\n".join(f"--- {name}\n{part}" for name, part in parts) + "\n"


def test_there_are_cases() -> None:
    assert len(CASES) >= 30


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_each_mark_becomes_what_it_means(path: Path, request: pytest.FixtureRequest) -> None:
    text = path.read_text(encoding="utf-8")
    if "\nreferences:\n" in text:
        pytest.importorskip("citeproc", reason="the extra “citations” is not installed")
    made = rewritten(text)
    if request.config.getoption("--accept"):
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_three_files_lose_nothing_of_it(path: Path) -> None:
    _, kind, source, *_ = PART.split(path.read_text(encoding="utf-8"))
    article = article_of(source.rstrip("\n") + "\n", kind)
    files = [(form, writer(form)(article.document, WriteOptions()).data) for form in ("pdf", "epub", "docx")]
    assert [str(loss) for loss in prove(article.document, files, "-").losses] == []
