"""The true colour of each element's text, by the ``color`` declarations of our own sheets.

Inks stand in for colours while the engine paints, so that the sheets alone can say what an element's colour is. Only
what our sheets use of selectors is read here: names and classes, one inside another. Anything else is a Misfit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from exporter.writers.pdf.engines.pluto.misfit import Misfit

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;]+)")
_ANY_OF = re.compile(r":is\(([^()]*)\)")
_COMPOUND = re.compile(r"([a-z][a-z0-9]*)?((?:\.[\w-]+)*)$")


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector that sets a colour: its compounds, outermost first, each a name or "" and classes.

    ``children`` are those that stand right in the one before them.
    """

    compounds: tuple[tuple[str, frozenset[str]], ...]
    children: frozenset[int]
    colour: str | None
    weight: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Colours:
    """The rules by what the innermost compound asks for: a class, or else a name."""

    by_class: dict[str, list[Rule]]
    by_name: dict[str, list[Rule]]

    def of(self, name: str, classes: Sequence[str], above: Sequence[tuple[str, frozenset[str]]]) -> str | None:
        """The colour that the sheets set for an element, as hexadecimal digits; None where it is its parent's.

        ``above`` are the name and classes of each element round it, outermost first.
        """
        found = self.by_name.get(name, ())
        rules = [*found, *(rule for one in classes for rule in self.by_class.get(one, ()))]
        if not rules:
            return None
        fitting = [rule for rule in rules if matches(rule, name, classes, above)]
        return max(fitting, key=lambda rule: rule.weight).colour if fitting else None


def matches(rule: Rule, name: str, classes: Sequence[str], above: Sequence[tuple[str, frozenset[str]]]) -> bool:
    """Whether a rule is for an element with this name and these classes, in those ``above`` it, outermost first."""
    own, wanted = rule.compounds[-1]
    if (own and own != name) or not wanted <= set(classes):
        return False
    left = list(rule.compounds[:-1])
    for tag, has in reversed(above):
        if left and (not left[-1][0] or left[-1][0] == tag) and left[-1][1] <= has:
            left.pop()
        elif len(left) in rule.children:
            return False
    return not left


@cache
def colours_of(sheets: tuple[str, ...]) -> Colours:
    """The colours that sheets set, their custom properties already in place. Raises Misfit for what is not known."""
    by_class: dict[str, list[Rule]] = {}
    by_name: dict[str, list[Rule]] = {}
    order = 0
    for sheet in sheets:
        for selectors, declarations in _RULE.findall(_COMMENT.sub("", sheet)):
            colour = _COLOUR.search(declarations)
            if colour is None or "@" in selectors:
                continue
            value = _value(colour[1].strip())
            for selector in each(selectors):
                if "::" in selector:
                    continue
                order += 1
                rule = rule_of(selector.strip(), value, order)
                name, classes = rule.compounds[-1]
                if classes:
                    by_class.setdefault(min(classes), []).append(rule)
                else:
                    by_name.setdefault(name, []).append(rule)
    return Colours(by_class, by_name)


def each(selectors: str) -> list[str]:
    """The selectors of a list, with each of what ``:is()`` names."""
    found = _ANY_OF.search(selectors)
    if found is None:
        return selectors.split(",")
    before, comma, start = selectors[: found.start()].rpartition(",")
    end, other, after = selectors[found.end() :].partition(",")
    made = [f"{start}{one.strip()}{end}" for one in found[1].split(",")]
    return [
        *(before.split(",") if comma else ()),
        *(one for part in made for one in each(part)),
        *(each(after) if other else ()),
    ]


def _value(said: str) -> str | None:
    if said == "inherit":
        return None
    if re.fullmatch("#[0-9a-f]{6}", said):
        return said[1:]
    raise Misfit(f"a sheet has the colour “{said}”, which is not read here")


def rule_of(selector: str, colour: str | None, order: int) -> Rule:
    """A rule with one selector, the ``order``-th of all. Raises Misfit for a selector that is not read here."""
    compounds: list[tuple[str, frozenset[str]]] = []
    children = []
    for part in selector.split():
        if part == ">":
            children.append(len(compounds))
            continue
        found = _COMPOUND.match(part)
        if found is None or not part:
            raise Misfit(f"a sheet sets a colour for “{selector}”, which is not read here")
        compounds.append((found[1] or "", frozenset(found[2].split(".")[1:])))
    classes = sum(len(has) for _, has in compounds)
    return Rule(
        tuple(compounds), frozenset(children), colour, (classes, sum(1 for name, _ in compounds if name), order)
    )
