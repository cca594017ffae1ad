"""What an article asks of a person, and the file in which they answer (``exporter decide``)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from exporter.bounds.files import replace_file
from exporter.decisions.origins import contents_of
from exporter.decisions.questions import Question, questions
from exporter.decisions.units import units_of, units_of_lines
from exporter.decisions.written import file_of
from exporter.errors import UsageError
from exporter.findings import Finding
from exporter.run.asked import asked_of, questions_in
from exporter.run.decision_files import file_beside
from exporter.run.given import Given
from exporter.run.hint_files import HINTED_FORMAT
from exporter.run.pipeline import ReadOptions, read_article
from exporter.run.results import Article


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions file of an article as it should be now, and what is in it.

    ``questions`` are those that were added, ``waiting`` is how many are open in all, ``kept`` how many answers there
    are, ``lost`` how many of them have no place any longer.
    """

    name: str
    text: str
    questions: tuple[Question, ...]
    waiting: int
    kept: int
    lost: int
    findings: tuple[Finding, ...]

    @property
    def data(self) -> dict[str, Any]:
        """The questions as JSON-ready data."""
        return {
            "file": self.name,
            "questions": [item.data for item in self.questions],
            "open": self.waiting,
            "answers": self.kept,
            "without_place": self.lost,
        }

    @property
    def changed(self) -> bool:
        """Whether there is anything to be written."""
        return bool(self.questions or self.kept or self.waiting)


def decide_article(given: Given, options: ReadOptions) -> Decided:
    """The questions of an article in a file to fill in, with the answers there are. Raises InputError, UsageError."""
    article = read_article(given, options)
    decisions = article.answers.decisions
    new = tuple(questions(asked_of(article)))
    answered = [entry for entry in decisions.entries if entry.answer is not None]
    lost = sum((entry.kind, entry.number) in article.gone for entry in answered)
    name = given.name if given.name == "-" else Path(given.name).name
    text = file_of(name, decisions, article.places, article.gone, new, known_in(article))
    if new:  # the places of new questions as the article has them before any decision, as it will be read with them
        asked = read_article(given, replace(options, decisions=text.encode()))
        text = file_of(name, asked.answers.decisions, asked.places, asked.gone, (), known_in(article))
    found = tuple(item for item in article.findings if item.rule.startswith("DEC"))
    waiting = questions_in(article)
    return Decided(given.name, text, new, waiting, len(answered) + bool(decisions.lang), lost, found)


def known_in(article: Article) -> list[str]:
    """The fingerprints of everything in an article, and of the lines of a plain text."""
    units = units_of(article.document, contents_of(article.document, article.origins))
    lines = units_of_lines(article.text) if article.format == HINTED_FORMAT else ()
    return [unit.mark for unit in (*units, *lines)]


def place_of(given: Given, options: ReadOptions, output: Path | None) -> Path | None:
    """Where the file goes: where the user says, to the file they named, or beside the article; None: printed."""
    if output is not None:
        return None if str(output) == "-" else output
    if isinstance(options.decisions, str) and options.decisions:
        return Path(options.decisions)
    return file_beside(given)


def write_decisions(decided: Decided, path: Path, given: Given) -> None:
    """Write the file whole or not at all. Raises UsageError where it would take the article's place."""
    if given.path is not None and path.exists() and given.path.exists() and path.samefile(given.path):
        raise UsageError(f"{path}: is the article itself; choose another name with -o")
    replace_file(path, decided.text.encode("utf-8"))
