"""Findings: what was noticed, changed or left out, where, and what to do about it. A finding never stops a run.

How findings are shown is in other modules: ``shown`` for people and as JSON, ``sarif`` for code hosts and editors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from exporter.position import Position
from exporter.records import record
from exporter.rules import RULES
from exporter.rules.rule import Level

__all__ = ["LONG_LINE", "Finding", "advice", "finding"]


@record(kw_only=True)
class Finding:
    """One thing noticed: the rule, what exactly, where. Code that has the source fills in ``file`` and ``snippet``.

    ``hint`` overrides the rule's general fix with one for this place. ``certainty`` (0 to 1) says how sure an
    inference is; 1 means certain.

    ``subject`` and ``added`` say apart what the message says in words, for code that acts on a finding; they are not
    shown. ``subject`` is the link target (``#part``) or the id of the note that a finding is about: findings with one
    subject have one cause. ``added`` are the characters that a reader put in, in their order.
    ``left_out`` are all words that are therefore not in the article: the balance of source and article
    (``census.balance``) sets them against what is missing. ``decided`` are words whose kind or place a person's
    decision changed, or that it added: the balance takes them as decided. ``readings`` are the kinds of line between
    which a person must choose, the one that was taken first.
    """

    rule: str
    message: str
    level: Level
    pos: Position | None = None
    file: str = ""
    snippet: str = ""
    hint: str = ""
    certainty: float = 1.0
    subject: str = ""
    added: tuple[str, ...] = ()
    left_out: str = field(default="", repr=False)
    decided: str = field(default="", repr=False)
    readings: tuple[str, ...] = ()

    def located(self, file: str, lines: Sequence[str]) -> Finding:
        """This finding with its file and, when it has a position inside ``lines``, the source line.

        Of a long line it is the part around the position: whole articles stand in one line, and have many findings.
        """
        snippet, own = self.snippet, self.pos.file if self.pos else ""
        if not snippet and self.pos and not own and 0 < self.pos.line <= len(lines):
            snippet = _around(lines[self.pos.line - 1], self.pos.column - 1)
        return replace(self, file=self.file or own or file, snippet=snippet)


LONG_LINE = 400
"""A line with more characters is shown in part."""


def _around(line: str, offset: int) -> str:
    if len(line) <= LONG_LINE:
        return line.strip()
    start = max(0, min(offset, len(line)) - LONG_LINE // 10)
    shown = line[start : start + LONG_LINE].strip()
    return ("…" if start else "") + shown + ("…" if start + LONG_LINE < len(line) else "")


def finding(
    rule_id: str,
    message: str,
    pos: Position | None = None,
    *,
    hint: str = "",
    certainty: float = 1.0,
    subject: str = "",
    added: tuple[str, ...] = (),
    left_out: str = "",
    decided: str = "",
    readings: tuple[str, ...] = (),
) -> Finding:
    """A finding of the rule ``rule_id`` at that rule's level. Raises KeyError for a rule that does not exist."""
    rule = RULES[rule_id]
    return Finding(
        rule=rule_id,
        message=message,
        level=rule.level,
        pos=pos,
        hint=hint or rule.fix,
        certainty=certainty,
        subject=subject,
        added=added,
        left_out=left_out,
        decided=decided,
        readings=readings,
    )


def advice(rule_id: str, message: str, pos: Position | None = None) -> Finding:
    """A finding at a place where no standard asks for what the rule asks for: a warning at most, and it says so.

    Raises KeyError for a rule that does not exist.
    """
    made = finding(rule_id, f"{message} (no standard asks for this)", pos)
    return replace(made, level=Level.warning) if made.level is Level.error else made
