"""Each rule of the plain-text reader has a case where it fires and one where it must not (fixtures/text/rules.txt)."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from exporter.readers.text import captions, explain, furniture, label
from exporter.readers.text.heading_habits import habits_of
from exporter.readers.text.heading_rules import FIRST, FORMS, PLACES, Headline, heading_rule
from exporter.readers.text.heading_vetoes import VETOES
from exporter.readers.text.labels import Draft
from exporter.readers.text.lines import layout_of, lines_of, pieces_of
from exporter.readers.text.lists import mark_lists
from exporter.readers.text.rules import RULES, TABLES
from tests.conftest import ROOT

READER = ROOT / "exporter" / "readers" / "text"
CASES = ROOT / "fixtures" / "text" / "rules.txt"
HEADLINE = "Island ferry will not sail before the spring"
STORY = (
    "The ferry between the two islands has been out of service since the storm in November, and a replacement is not "
    "expected before spring.",
    "Traders on the north side said on Friday that takings had fallen by a third since the crossing closed, and that "
    "two had shut.",
)
HEADS = ("Old beans still sprout", "Peas want a net", "Leaves need air")
MADE = {
    "%cells%": "⏎".join("a\tb" * 60 for _ in range(2000)),
    "%newsletter%": "⏎⏎".join(f"{head}⏎{STORY[0]}" for head in HEADS),
    "%last%": "Old beans still sprout",
    "%noted%": "Old beans still sprout⏎⏎*Names were changed.",
    "%gapless%": "Old beans still sprout",
    "%asked%": "Who pays for the old boats?",
    "%letters%": "Doreen Ashgrove",
    "%gap%": "⏎Old beans still sprout",
}
FOR_HEADINGS = {rule.name: rule for rule in (*FIRST, *VETOES, *PLACES, *FORMS)}
BY_WORDS = {rule.name for rule in (*furniture.SPEAKS, *captions.CREDITS, *captions.SHOWN) if rule.certainty <= 0}
"""Rules that say of words alone that they are no furniture, or no caption: no line is labelled by them."""


def cases() -> Iterator[tuple[str, str, bool]]:
    """The name of each rule, a text, and whether the rule fires there."""
    name = ""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith(("+ ", "- ")):
            yield name, line[2:], line[0] == "+"
        elif line and not line.startswith("#"):
            name = line


ALL = list(cases())


def whole(case: str) -> str:
    """The article that ``case`` stands in."""
    text = MADE.get(case, case)
    if case == "%letters%":
        return "\n\n".join(["Letters to the editor", STORY[0], text, STORY[1], "Percy Lund"]) + "\n"
    if case in ("%gapless%", "%asked%"):
        head = "Letters to the editor" if case == "%asked%" else HEADLINE
        return "\n".join([head, *STORY, text, *STORY]) + "\n"
    if text.startswith("^"):
        return "\n\n".join([text[1:].replace("⏎", "\n"), *STORY]) + "\n"
    if text.startswith("="):
        return "\n".join([HEADLINE, "", *STORY, text[1:].replace("⏎", "\n"), *STORY, *STORY]) + "\n"
    after = () if case in ("%last%", "%noted%") else STORY
    return "\n\n".join([HEADLINE, *STORY, text.replace("⏎", "\n"), *after]) + "\n"


def first_line(case: str) -> str:
    return MADE.get(case, case).lstrip("^=⏎").partition("⏎")[0].strip()


def rules_at_work(case: str, name: str) -> set[str]:
    """The rules that decided something about the text; for one of headlines, what it says of the line in question."""
    text = whole(case)
    if name in BY_WORDS:
        judged = furniture.judged_by_words(first_line(case)), captions.judged_by_words(first_line(case))
        return {rule.name for rule in judged if rule}
    if name not in FOR_HEADINGS:
        draft = label(text)[0]
        marks = zip(draft.pieces, draft.labels, strict=True)
        everywhere = name != "running-text"  # the story around it is that
        return {mark.rule or "running-text" for piece, mark in marks if everywhere or piece.text == first_line(case)}
    lines = lines_of(text)
    layout, width = layout_of(lines)
    draft = Draft(list(pieces_of(lines, width)), layout)
    mark_lists(draft)
    index = next(at for at, piece in enumerate(draft.pieces) if piece.text == first_line(case))
    line = Headline(draft, index, habits_of(draft))
    found = heading_rule(line)
    form = {line.form.name} if FOR_HEADINGS[name] in FORMS else set()
    return {found.name, *form}


def test_each_rule_has_both_cases() -> None:
    assert {name for name, _, fires in ALL if fires} == set(RULES)
    assert {name for name, _, fires in ALL if not fires} == set(RULES)


def test_no_two_rules_have_one_name_and_each_has_a_test() -> None:
    rows = [rule for table in TABLES.values() for rule in table]
    assert len({rule.name for rule in rows}) == len(rows)
    assert [rule.name for rule in rows if not callable(rule.test)] == []


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(READER.rglob("*.py")):
        yield path.name, ast.parse(path.read_text(encoding="utf-8"))


def test_every_row_stands_in_a_table_that_is_listed() -> None:
    """A row that stood elsewhere would be a decision that no order shows."""
    made = 0
    for _, tree in trees():
        tables = [node.value for node in tree.body if isinstance(node, ast.AnnAssign) and node.value]
        rows = [row for table in tables if isinstance(table, ast.Tuple) for row in table.elts]
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and is_row(node)]
        assert [node.lineno for node in calls if node not in rows] == []
        made += len(calls)
    assert made == len(RULES)


def is_row(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Name) or call.func.id not in ("Rule", "_row", "heading_row"):
        return False
    name = call.args[1 if call.func.id == "Rule" else 0]
    return isinstance(name, ast.Constant)  # what makes rows for a table hands a name on


def test_nothing_outside_the_tables_decides_by_the_name_of_a_row() -> None:
    for name, tree in trees():
        for node in ast.walk(tree):
            match node:
                case ast.Compare():
                    asked = [part.attr for part in (node.left, *node.comparators) if isinstance(part, ast.Attribute)]
                    assert not {"rule", "name"} & set(asked), f"{name}:{node.lineno}"
                case ast.Subscript(value=ast.Name(id="RULES")) | ast.ImportFrom(module="exporter.readers.text.rules"):
                    pytest.fail(f"{name}:{node.lineno} names a row")
                case ast.Call(func=ast.Name(id="Label")):  # a rule or a person decides, nothing else
                    assert name in ("rule.py", "labels.py", "hints.py"), f"{name}:{node.lineno}"


@pytest.mark.parametrize(("name", "case"), [(name, case) for name, case, fires in ALL if fires])
def test_each_rule_fires_where_it_should(name: str, case: str) -> None:
    assert name in rules_at_work(case, name)


@pytest.mark.parametrize(("name", "case"), [(name, case) for name, case, fires in ALL if not fires])
def test_no_rule_fires_where_it_must_not(name: str, case: str) -> None:
    assert name not in rules_at_work(case, name)


def test_each_decision_names_its_rule() -> None:
    told = explain(whole("“We waited all night.”⏎⏎– Jo Bloggs, baker"))
    assert [item.rule for item in told] == [
        "first-line",
        "running-text",
        "running-text",
        "opened-by-mark",
        "signature",
        "running-text",
        "running-text",
    ]
