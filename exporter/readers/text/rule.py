"""A rule of the plain-text reader as an object: what it decides, how sure it is, why, and the test that decides.

Apart from the tables of rules, which stand in the module of each kind and are gathered in ``rules``. A test is a pure
function of the evidence: of a line and its neighbours, of lines together, or of what a step has gathered for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from exporter.readers.text.labels import Draft, Kind, Label
from exporter.readers.text.words import count_words

E = TypeVar("E", contravariant=True)
"""What a rule asks: a rule for lines also takes what is more than a line."""
Seen = TypeVar("Seen")
V = TypeVar("V")


class worked_out(Generic[V]):
    """An attribute of evidence that is worked out once, when a test first asks: ``functools``' own takes a lock for it,
    for each of the many lines of a text.
    """

    def __init__(self, work: Callable[[Any], V]) -> None:
        self.work, self.name, self.__doc__ = work, work.__name__, work.__doc__

    def __get__(self, evidence: Any, owner: type) -> V:
        value = evidence.__dict__[self.name] = self.work(evidence)
        return value


@dataclass(frozen=True, slots=True)
class Rule(Generic[E]):
    """What is decided (``kind``), the rule's name, how sure it is, the reason in words, and the test of the evidence.

    A certainty of 0 or less says that it is not of that kind, whatever later rules would say. ``otherwise`` is the
    other reading, where it is not the usual one of its kind; ``clear`` says that what else the words may be does not
    count against it.
    """

    kind: Kind
    name: str
    certainty: float
    reason: str
    test: Callable[[E], object]
    otherwise: str = ""
    clear: bool = False

    def label(self, certainty: float = 0.0, **more: Any) -> Label:
        """The decision by this rule, or a less sure one; ``more`` are further fields of ``Label``."""
        sure = certainty or self.certainty
        return Label(self.kind, sure, self.reason, rule=self.name, otherwise=self.otherwise, **more)


def first(table: Iterable[Rule[Seen]], evidence: Seen) -> Rule[Seen] | None:
    """The first rule of ``table`` whose test fits ``evidence``: the order of the rows is the order of decisions."""
    for rule in table:
        if rule.test(evidence):
            return rule
    return None


@dataclass(frozen=True, slots=True)
class Line:
    """Evidence: piece ``index`` of a text and what stands around it."""

    draft: Draft
    index: int

    @property
    def text(self) -> str:
        """The line."""
        return self.draft.text(self.index)

    @property
    def above(self) -> str:
        """The line above, or ""."""
        return self.draft.text(self.index - 1) if self.index else ""

    @property
    def glued(self) -> bool:
        """Whether no blank line stands between it and the line above."""
        return self.draft.adjacent(self.index)


@dataclass(frozen=True, slots=True)
class Run:
    """Evidence: the pieces from ``start`` to before ``end``, lines without a blank line between them."""

    draft: Draft
    start: int
    end: int

    @property
    def texts(self) -> list[str]:
        """The lines."""
        return [self.draft.text(index) for index in range(self.start, self.end)]

    @property
    def above(self) -> str:
        """The line above them, or ""."""
        return self.draft.text(self.start - 1) if self.start else ""

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Words:
    """Evidence: the words of a line alone."""

    text: str

    @worked_out
    def count(self) -> int:
        """How many they are."""
        return count_words(self.text)
