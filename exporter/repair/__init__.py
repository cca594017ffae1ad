"""Repair of finished files, anybody's: what is safe and certain, and nothing else, with proof that no word changed.

Safe is what leaves words, order, structure and pictures as they are; certain is what the file itself says in another
place. Each format has a module; ``proof`` reads both files back and compares them. No claim is ever added but one that
is computed from the content, and no alternative text is made up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from exporter.checks.finished import check_file
from exporter.errors import InputError, WriterError, about
from exporter.findings import Finding
from exporter.readback import format_of, read_file
from exporter.repair.change import Change, Made
from exporter.repair.proof import prove
from exporter.rules.rule import Level

__all__ = ["MODULES", "Change", "Repaired", "repair_file"]

MODULES = {"pdf": "exporter.repair.pdf", "epub": "exporter.repair.epub", "docx": "exporter.repair.docx"}
"""Format → its module, whose ``repair`` makes the copy."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired copy, what is another in it, and what ``check`` finds in the file and in the copy.

    ``open`` is what could have been repaired if it were certain: a person decides.
    """

    data: bytes
    changes: tuple[Change, ...]
    open: tuple[str, ...]
    before: tuple[Finding, ...]
    after: tuple[Finding, ...]


def repair_file(data: bytes, name: str, lang: str = "") -> Repaired:
    """The finished file ``data`` with every certain repair made; ``lang`` is its language where it states none itself.

    Raises InputError for a file that cannot be read back, that is signed, encrypted or may not be changed; WriterError
    where the copy, read back, would not say the same, or would have a fault that the file does not have.
    """
    form = format_of(data, name)
    if form not in MODULES:
        message = "is not a file of a kind that can be repaired; mend the article and export it again"
        raise InputError(f"{name}: {message}", name=name)
    with about(name):
        try:
            return _repaired(form, data, name, lang)
        except RecursionError:
            raise InputError(f"{name}: is nested too deeply to be repaired; it is refused") from None


def _repaired(form: str, data: bytes, name: str, lang: str) -> Repaired:
    read = read_file(data, name)
    before = tuple(check_file(data, name, read))
    repair = cast(Callable[..., Made], import_module(MODULES[form]).repair)
    made = repair(data, name, read.document, before, lang)
    if not made.changes:
        return Repaired(data, (), made.open, before, before)
    again = prove(form, data, made, name, read)
    after = tuple(check_file(made.data, name, again))
    _refuse_new(before, after, name)
    return Repaired(made.data, made.changes, made.open, before, after)


def _refuse_new(before: tuple[Finding, ...], after: tuple[Finding, ...], name: str) -> None:
    """Refuse a copy with an error of another kind than the file has, or a claim that does not hold."""
    known = {item.rule for item in before}
    for item in after:
        if item.level is Level.error and item.rule not in known:
            message = f"the repaired copy would have a new fault ({item.rule} {item.message}); nothing was written"
            raise WriterError(f"{name}: {message}")
