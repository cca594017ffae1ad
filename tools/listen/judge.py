"""Judges dumps: one line an assertion and file (``pass``, ``FAIL``, ``skip``, ``limit``); exit code 1 if any fails.

judge.py DIR [--model NAME.json ...] [--only ID,ID]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assertions import ASSERTIONS, LIMITS, Assertion
from dumps import GONE, Case, Skip, cases


@dataclass(frozen=True)
class Judgement:
    """What one assertion found in one dump: ``word`` is pass, FAIL, skip or limit."""

    word: str
    id: str
    dump: str
    says: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.word}  {self.id}  {self.dump}: {self.says}" + (f": {self.detail}" if self.detail else "")


def judged(found: Iterable[Case], only: frozenset[str] = frozenset()) -> Iterator[Judgement]:
    """Every assertion that is meant for each of the dumps."""
    for case in found:
        dump = f"{case.name}.{case.kind} {case.reader}"
        if len(case.lines) < 3:
            yield Judgement("FAIL", "--", dump, "the dump is empty")
            continue
        if any(line.strip() == GONE for line in case.lines):
            yield Judgement("FAIL", "--", dump, "nothing went away while it was told")
        for assertion in [*ASSERTIONS, *LIMITS]:
            meant = case.kind in assertion.kinds and case.reader in assertion.readers
            if meant and (not only or assertion.id in only):
                yield _judged(case, dump, assertion)


def _judged(case: Case, dump: str, assertion: Assertion) -> Judgement:
    try:
        wrong = assertion.check(case)
    except Skip as reason:
        return Judgement("skip", assertion.id, dump, assertion.says, str(reason))
    word = "pass" if not wrong else "limit" if assertion in LIMITS else "FAIL"
    return Judgement(word, assertion.id, dump, assertion.says, wrong or "")


def told(judgements: list[Judgement], *, passes: bool = True) -> int:
    """Print judgements and their number; the exit code they make."""
    counts = {word: sum(one.word == word for one in judgements) for word in ("pass", "FAIL", "skip", "limit")}
    for one in judgements:
        if passes or one.word != "pass":
            print(one)
    print(f"{counts['pass']} passed, {counts['FAIL']} failed, {counts['skip']} skipped, {counts['limit']} limits")
    if not judgements:
        print("judge: no dumps in that folder", file=sys.stderr)
        return 2
    return 1 if counts["FAIL"] else 0


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--model", type=Path, action="append", default=[], metavar="NAME.json")
    parser.add_argument("--only", default="", metavar="ID,ID")
    args = parser.parse_args()
    only = frozenset(filter(None, args.only.split(",")))
    return told(list(judged(cases(args.folder, {model.stem: model for model in args.model}), only)))


if __name__ == "__main__":
    sys.exit(main())
