"""Each rule of the plain-text reader has a case where it fires and one where it must not (fixtures/text/rules.txt)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exporter.readers.text import explain, label
from exporter.readers.text.heading_habits import habits_of
from exporter.readers.text.heading_rules import FIRST, FORMS, PLACES, VETOES, Evidence, heading_rule
from exporter.readers.text.labels import Draft
from exporter.readers.text.lines import layout_of, lines_of, pieces_of
from exporter.readers.text.lists import mark_lists
from exporter.readers.text.rules import RULES

CASES = Path(__file__).parents[2] / "fixtures" / "text" / "rules.txt"
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
    "%gap%": "⏎Old beans still sprout",
}
FOR_HEADINGS = {rule.name: rule for rule in (*FIRST, *VETOES, *PLACES, *FORMS)}


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
    if case == "%gapless%":
        return "\n".join([HEADLINE, *STORY, text, *STORY]) + "\n"
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
    line = Evidence(draft, index, habits_of(draft))
    found = heading_rule(line)
    by_form = {"by-form"} if found in FORMS else set()
    form = {line.form.name} if FOR_HEADINGS[name] in FORMS else set()
    return {found.name, *by_form, *form}


def test_each_rule_has_both_cases() -> None:
    names = {*RULES, *FOR_HEADINGS}
    assert {name for name, _, fires in ALL if fires} == names
    assert {name for name, _, fires in ALL if not fires} == names


def test_no_two_rules_have_one_name() -> None:
    assert not set(RULES) & set(FOR_HEADINGS)
    assert len(FOR_HEADINGS) == len((*FIRST, *VETOES, *PLACES, *FORMS))


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
        "before-signature",
        "signature",
        "running-text",
        "running-text",
    ]
