"""Our own judgement of a broken file: what parity and check say of it that they do not say of the clean one."""

from __future__ import annotations

from collections import Counter
from functools import cache

from exporter.checks.finished import check_file
from exporter.comparison.losses import compare, in_one_sense
from exporter.readback import open_both
from tests.defects import Defect
from tests.defects.article import article, clean

Said = Counter[tuple[str, str]]
"""(kind of loss or rule, message) → how often it was said."""


def losses(data: bytes, form: str) -> Said:
    """What parity with the article says."""
    document, one_sense = open_both(data, f"file.{form}")
    found = [*compare(article(), document, form), *in_one_sense(form, one_sense)]
    return Counter((loss.kind, loss.message) for loss in found)


def findings(data: bytes, form: str) -> Said:
    """What the check of the finished file alone says."""
    return Counter((item.rule, item.message) for item in check_file(data, f"file.{form}"))


@cache
def clean_findings(form: str) -> Said:
    """What the check says of the unbroken file."""
    return findings(clean(form), form)


@cache
def clean_losses(form: str) -> Said:
    """What parity says of the unbroken file."""
    return losses(clean(form), form)


@cache
def told(defect: Defect) -> tuple[Said, Said]:
    """What parity, and what the check, says of a broken file and did not say of the clean one."""
    data = defect.break_it(clean(defect.format))
    found = Counter((item.rule, item.message) for item in check_file(data, f"file.{defect.format}"))
    lost = losses(data, defect.format)
    return lost - clean_losses(defect.format), found - clean_findings(defect.format)


def named(said: Said, expected: tuple[str, ...]) -> bool:
    """Whether one of the expected things was said."""
    return any(kind in expected for kind, _ in said)
