"""What the command line prints: findings and errors on standard error, results on standard output.

Plain lines, one thing per line, no colour and no boxes, so that they read well aloud and in a log.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from exporter.errors import Exit, printable
from exporter.findings import Finding
from exporter.findings.shown import as_dict, as_text
from exporter.model import Document
from exporter.rules.rule import Level

if TYPE_CHECKING:
    from exporter.batch.many import Outcome
    from exporter.comparison.loss import Loss
    from exporter.run.decide import Decided
    from exporter.run.fix import Fixed
    from exporter.run.inspect import Checked
    from exporter.run.prove import Proof

FAIL_ON: dict[str, tuple[Level, ...]] = {
    "error": (Level.error,),
    "warning": (Level.error, Level.warning),
    "never": (),
}


def complain(message: str) -> None:
    """One line on standard error."""
    print(printable(message), file=sys.stderr)


def print_findings(found: Iterable[Finding]) -> None:
    """Each finding on standard error as text."""
    for item in found:
        print(as_text(item), file=sys.stderr)


def print_json(data: Any) -> None:
    """``data`` as JSON on standard output."""
    import json

    print(json.dumps(data, ensure_ascii=False, indent=2))


def print_lines(text: str) -> None:
    """Lines on standard output, each made safe for a terminal."""
    print("\n".join(printable(line) for line in text.split("\n")))


def worst(found: Iterable[Finding], fail_on: str) -> Exit:
    """The exit code that findings lead to under ``--fail-on``."""
    levels = FAIL_ON[fail_on]
    return Exit.findings if any(item.level in levels for item in found) else Exit.done


def print_check(results: Sequence[Checked], form: str) -> None:
    """Print what a check found in each file, on standard output; ``form`` is text, json or sarif."""
    match form:
        case "json":
            asked = [{"source": one.source, "count": one.questions} for one in results if one.questions is not None]
            found = [as_dict(item) for one in results for item in one.findings]
            print_json({"findings": found, **({"questions": asked} if asked else {})})
        case "sarif":
            from exporter.findings.sarif import as_sarif
            from exporter.version import VERSION

            print(as_sarif((item for one in results for item in one.findings), VERSION))
        case _:
            for one in results:
                _print_checked(one.name, one.findings)
                if one.questions:
                    print(printable(asks(one.source, one.questions)))


def _print_checked(name: str, found: Sequence[Finding]) -> None:
    for item in found:
        print(as_text(item))
    count = {level: sum(item.level is level for item in found) for level in Level}
    told = ", ".join(f"{number} {level.value}" for level, number in count.items() if number) or "nothing found"
    print(f"{printable(name)}: {told}; a person must still judge what no machine can")


class Report:
    """Prints the outcomes of a conversion: as text as they come, or as one JSON object at the end."""

    def __init__(self, total: int, *, as_json: bool, quiet: bool, fail_on: str, verbose: bool = False) -> None:
        """``total`` is the number of articles; ``quiet`` leaves out the line for each finished file.

        ``verbose`` adds which layout engine set a PDF, and why.
        """
        self._total = total
        self._as_json = as_json
        self._quiet = quiet
        self._verbose = verbose
        self._fail_on = fail_on
        self._done = 0
        self._data: dict[str, list[Any]] = {"files": [], "findings": [], "errors": []}
        self.code = Exit.done

    def add(self, outcome: Outcome) -> None:
        """Print one outcome and count it towards the exit code."""
        self._done += 1
        if outcome.error is not None:
            self._raise_to(outcome.error.exit_code)
            if self._as_json:
                self._data["errors"].append({"file": outcome.source, "message": str(outcome.error)})
            else:
                complain(f"error: {outcome.error}")
        if outcome.conversion is not None:
            self._raise_to(worst(outcome.conversion.findings, self._fail_on))
            proof = outcome.conversion.proof
            if proof is not None and proof.failed:
                self._raise_to(Exit.findings)
            if self._as_json:
                self._data["findings"] += [as_dict(item) for item in outcome.conversion.findings]
                self._data["files"] += [
                    {"source": outcome.source, "path": str(item.path), "format": item.format, "claims": item.claims}
                    for item in outcome.conversion.files
                ]
                self._add_proof(outcome)
                self._data.setdefault("questions", []).append(
                    {"source": outcome.source, "count": outcome.conversion.questions}
                )
            else:
                if outcome.conversion.decisions:
                    complain(f"decisions: {outcome.conversion.decisions}")
                print_findings(outcome.conversion.findings)
                self._tell_files(outcome)
                self._tell_questions(outcome)
                self._tell_proof(outcome)
        self._progress()

    def finish(self) -> None:
        """Print the summary."""
        if self._as_json:
            print_json(self._data)

    def _raise_to(self, code: Exit) -> None:
        self.code = max(self.code, code)

    def _tell_files(self, outcome: Outcome) -> None:
        if self._quiet or outcome.conversion is None:
            return
        for item in outcome.conversion.files:
            said = ", ".join([*item.claims, *_proved(outcome.conversion.proof, item.format)])
            print(printable(f"{item.path} ({said})" if said else f"{item.path}"), flush=True)
            if self._verbose and item.engine:
                complain(f"{item.path}: set by {item.engine}")

    def _tell_questions(self, outcome: Outcome) -> None:
        """On standard error how many questions the article has for a person."""
        if not self._quiet and outcome.conversion is not None and outcome.conversion.questions:
            complain(asks(outcome.source, outcome.conversion.questions))

    def _tell_proof(self, outcome: Outcome) -> None:
        """The three answers of a proof, and on standard error, where findings are too, what speaks against them."""
        proof = outcome.conversion.proof if outcome.conversion else None
        if proof is None:
            return
        if not self._quiet:
            print(printable(f"{outcome.source}: {_answers(proof)}"), flush=True)
        print_findings([*(proof.unread or ()), *proof.refuted])
        if proof.losses:
            from exporter.comparison.loss_table import as_text as table

            complain(f"{outcome.source}: {_counted(len(proof.losses), 'loss', 'losses')}")
            print(table(proof.losses, proof.formats), file=sys.stderr)

    def _add_proof(self, outcome: Outcome) -> None:
        proof = outcome.conversion.proof if outcome.conversion else None
        if proof is not None:
            from exporter.comparison.loss_table import as_dict as loss_as_dict

            losses = [loss_as_dict(loss) for loss in proof.losses]
            read, said, claimed = proof.answers
            self._data.setdefault("proof", []).append(
                {
                    "source": outcome.source,
                    "formats": proof.formats,
                    "source_read": {"holds": read, "against": [as_dict(item) for item in proof.unread or ()]},
                    "files_say_all": {"holds": said, "against": losses},
                    "claims_hold": {"holds": claimed, "against": [as_dict(item) for item in proof.refuted]},
                    "losses": losses,
                }
            )

    def _progress(self) -> None:
        if self._total > 1 and sys.stderr.isatty():
            end = "\n" if self._done == self._total else "\r"
            print(f"{self._done} of {self._total} articles", end=end, file=sys.stderr, flush=True)


def _answers(proof: Proof) -> str:
    """The three answers in one line."""
    read, said, claimed = proof.answers
    parts = [
        "whether all of the source was read was not asked"
        if read is None
        else f"all of the source was read: {'yes' if read else 'no'}",
        f"the files say all of it: {'yes' if said else 'no'}",
        f"they claim only what holds: {'yes' if claimed else 'no'}",
    ]
    return "; ".join(parts)


def _proved(proof: Proof | None, format_name: str) -> list[str]:
    """The result of a proof for one file, in two or three words."""
    if proof is None or format_name not in proof.formats:
        return []
    return [f"read back: {_counted(len(proof.of(format_name)), 'loss', 'losses')}"]


def print_decided(decided: Decided, place: str) -> None:
    """What the decisions file at ``place`` ("": standard output) asks and answers, on standard error if printed."""
    parts = [many_questions(decided.waiting), f"{decided.kept} {'answer' if decided.kept == 1 else 'answers'}"]
    if decided.lost:
        parts.append(f"{decided.lost} of them without a place")
    if not decided.changed:
        parts = ["no questions for a person, and no answers; nothing was written"]
    line = f"{place if place and decided.changed else decided.name}: {', '.join(parts)}"
    print(printable(line), file=sys.stdout if place else sys.stderr)


def asks(name: str, number: int) -> str:
    """A line that says how many questions an article has, and how they are answered."""
    return f"{name}: {many_questions(number)}; exporter decide {name} writes them into a file to fill in"


def many_questions(number: int) -> str:
    """How many questions there are for a person."""
    return f"{number or 'no'} question{'' if number == 1 else 's'} for a person"


def print_fix(fixed: Fixed, *, to_error: bool) -> None:
    """What was repaired in an article's source and why, the diff, and what only ``--unsafe`` would do.

    Of a finished file: what is another in the copy, and what was proved of it.
    """
    from exporter.run.fix import diff, reasons

    if fixed.file is not None:
        from exporter.run.fix_file import told

        print("\n".join(told(fixed.name, fixed.file)), file=sys.stderr if to_error else sys.stdout)
        return
    count = len(fixed.repairs)
    lines = [*reasons(fixed.name, fixed.repairs), *(diff(fixed) if fixed.changed else [])]
    lines.append(printable(f"{fixed.name}: {count or 'no'} {'repair' if count == 1 else 'repairs'}"))
    if fixed.guesses:
        lines.append("only with --unsafe, because these are guesses:")
        lines += [f"  {line}" for line in reasons(fixed.name, fixed.guesses)]
    print("\n".join(lines), file=sys.stderr if to_error else sys.stdout)


def indented(lines: Sequence[str]) -> str:
    """``lines`` two spaces in, each made safe for a terminal."""
    return "\n".join("  " + printable(line) for line in lines)


def print_losses(losses: Sequence[tuple[str, Sequence[Loss]]], *, as_json: bool) -> None:
    """What each finished file lost of its article or added to it, on standard output: a table, then each loss."""
    from exporter.comparison.loss_table import as_dict as loss_as_dict
    from exporter.comparison.loss_table import as_text as table

    if as_json:
        print_json(
            {"files": [{"file": name, "losses": [loss_as_dict(loss) for loss in found]} for name, found in losses]}
        )
        return
    for name, found in losses:
        print(f"{printable(name)}: {_counted(len(found), 'loss', 'losses')}")
    every = [loss for _, found in losses for loss in found]
    if every:
        print(table(every, list(dict.fromkeys(loss.format for loss in every))))


def print_summary(name: str, document: Document) -> None:
    """The outline of a file and its block quotes with their speakers, on standard output."""
    from exporter.checks.outline import outline, quotes

    print(printable(name))
    print("  Headings:")
    for line in outline(document):
        print(printable(f"    {line}"))
    said = quotes(document)
    print("  Quotes:" if said else "  Quotes: none")
    for number, quote in enumerate(said, 1):
        print(printable(f"    {number}. {_ends(quote.text)}"))
        print(printable(f"       said by: {quote.speaker or 'nobody is named'}"))


def _ends(text: str) -> str:
    """A long text by its beginning and its end, which show whether it is whole."""
    return text if len(text) <= 180 else f"{text[:100].rstrip()} … {text[-70:].lstrip()}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number or 'no'} {one if number == 1 else many}"
