"""The table of rules in words: one rule for ``exporter explain``, all of them for the reference page."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from exporter.errors import UsageError
from exporter.rules import RULES
from exporter.rules.rule import Level, Rule

REPAIRS = {
    "": "no; only a person can",
    "safe": "yes: the source is made to say what was understood, and the files come out the same",
    "file": "in a copy of a finished file, where the file itself says it or leaves no doubt",
    "unsafe": "only with --unsafe: it is a guess that a person must look at",
}
"""``Rule.repair`` → whether ``exporter fix`` repairs it."""

DECIDED = {"machine": "a machine", "person": "a person"}


def rule_of(name: str) -> Rule:
    """The rule called ``name``, whatever its case. Raises UsageError naming those that are spelled nearly so."""
    found = RULES.get(name.strip().upper())
    if found is not None:
        return found
    near = get_close_matches(name.strip().upper(), RULES, n=3, cutoff=0.6)
    hint = f"did you mean {' or '.join(near)}?" if near else "exporter explain lists them all"
    raise UsageError(f"explain {name}: there is no such rule; {hint}")


def facts(rule: Rule) -> Iterator[tuple[str, str]]:
    """What there is to say about a rule, as (heading, words)."""
    yield "Level", rule.level.value
    yield "Decided by", DECIDED[rule.decides]
    yield "Why it matters", rule.why
    if rule.criteria:
        yield "Success criteria", "; ".join(rule.criteria)
    if rule.clauses:
        yield "Rests on", "; ".join(rule.clauses)
    if rule.example:
        yield "Example", rule.example
    if rule.fix:
        yield "What to do", rule.fix
    yield "Repaired by exporter fix", REPAIRS[rule.repair]


def as_text(rule: Rule) -> str:
    """A rule for a terminal, one thing per line."""
    return "\n".join([f"{rule.id}: {rule.finds}", *(f"  {name}: {words}" for name, words in facts(rule))])


def as_dict(rule: Rule) -> dict[str, object]:
    """A rule as JSON-ready data."""
    return {
        "id": rule.id,
        "level": rule.level.value,
        "decided_by": rule.decides,
        "finds": rule.finds,
        "why": rule.why,
        "criteria": list(rule.criteria),
        "clauses": list(rule.clauses),
        "example": rule.example,
        "fix": rule.fix,
        "repair": rule.repair,
    }


def listing() -> str:
    """Every rule on a line: id, level, what it finds."""
    width = max(len(key) for key in RULES)
    wide = max(len(level.value) for level in Level)
    return "\n".join(f"{key:{width}}  {RULES[key].level.value:{wide}}  {RULES[key].finds}" for key in sorted(RULES))


def as_markdown(rule: Rule) -> str:
    """A rule as a section of the reference page."""
    lines = [f"\n## {rule.id}: {rule.finds}\n\n"]
    for name, words in facts(rule):
        lines.append(f"* {name}: {_code(words) if name == 'Example' else words}\n")
    return "".join(lines)


def _code(words: str) -> str:
    """``words`` as inline code of Markdown, fenced by more grave accents than it has in a row."""
    fence = "`"
    while fence in words:
        fence += "`"
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}"
