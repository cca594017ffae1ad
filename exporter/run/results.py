"""What comes of reading and of writing an article, for whoever asked: the command line, a program, a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.decisions.origins import Origin
from exporter.errors import UsageError
from exporter.findings import Finding
from exporter.model import Document
from exporter.model.attachment import Attachment
from exporter.readers.hints import Hints
from exporter.readers.word_options import WordOptions
from exporter.records import record
from exporter.run.decision_files import Answers

if TYPE_CHECKING:
    from exporter.decisions.units import Unit
    from exporter.run.prove import Proof
    from exporter.writers import PageStart


@record
class Article:
    """An article as read: the document after all passes, and everything that was noticed on the way.

    ``source`` is the file itself; ``format``, ``text`` (decoded) and ``hints`` are what it was read from and by,
    ``item`` and ``word`` which article of several it is and how a Word file was to be read. ``answers`` is what a
    person decided about it, ``places`` where each decision was found and ``gone`` which have no place; ``origins`` says
    where each picture came from.
    """

    document: Document
    findings: tuple[Finding, ...]
    format: str = ""
    text: str = field(default="", repr=False)
    hints: Hints = field(default_factory=Hints, repr=False)
    source: Attachment | None = field(default=None, repr=False)
    item: int = 0
    word: WordOptions | None = field(default=None, repr=False)
    answers: Answers = field(default_factory=Answers, repr=False)
    places: Mapping[tuple[str, int], Unit] = field(default_factory=dict, repr=False)
    gone: frozenset[tuple[str, int]] = frozenset()
    origins: Mapping[str, Origin] = field(default_factory=dict, repr=False)


@record
class Written:
    """One finished file: where it is (None when its bytes were asked for), its format, what it claims to meet.

    ``data`` is its bytes, where they are kept; ``pages`` where the pages of a PDF begin in the document's text;
    ``engine`` the program that laid out a PDF, and why not another. It can be opened like a path.
    """

    path: Path | None
    format: str
    claims: tuple[str, ...]
    data: bytes = field(default=b"", repr=False)
    pages: tuple[PageStart, ...] = field(default=(), repr=False)
    findings: tuple[Finding, ...] = ()
    engine: str = ""

    def __fspath__(self) -> str:
        """Where the file is, for ``open`` and its like."""
        if self.path is None:
            raise UsageError(f"the {self.format} was not written to a file; its bytes are in its data")
        return str(self.path)


@record
class Rendering:
    """What became of one document: its files, all findings (the writers' too), its proof if one was asked for.

    ``questions`` is how many questions it has for a person; ``decisions`` the file of decisions that was found beside
    the article and used.
    """

    files: tuple[Written, ...]
    findings: tuple[Finding, ...]
    proof: Proof | None = None
    questions: int = 0
    decisions: str = ""

    @property
    def data(self) -> bytes:
        """The bytes of the one file that was asked for. Raises UsageError when there are several."""
        if len(self.files) != 1:
            raise UsageError(f'there are {len(self.files)} files; take one by its format, as in made["pdf"].data')
        return self.files[0].data

    def __getitem__(self, format_name: str) -> Written:
        """The file of one format; KeyError when it was not asked for."""
        for item in self.files:
            if item.format == format_name:
                return item
        raise KeyError(format_name)
