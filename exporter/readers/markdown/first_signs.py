"""Which rules of blocks are asked at a line: those that can begin with its first sign.

markdown-it asks every rule at every line where a block may begin, and again at each line that goes on with a paragraph
whether it ends there: two dozen calls, for lines of which nearly all begin with a letter. What each rule's blocks begin
with is written down here; a rule that is not named is always asked. The blocks found are the same.
"""

from __future__ import annotations

from typing import Any

from markdown_it.parser_block import ParserBlock, RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock

SIGNS: dict[str, str] = {
    "line_block": "|",
    "grid_table": "+",
    "attributes": "{",
    "target": "(",
    "directive": "`~:",
    "break": "+^%",
    "division": ":/",
    "admonition": "!?=",
    "contents_mark": "[@$<",
    "math_block": "$\\",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
    "fieldlist": ":",
}
"""The first sign of a line at which each rule may find its block."""
_ALL = frozenset("".join(SIGNS.values()))
CODE_INDENT = 4


class _Rules(Ruler[RuleFuncBlockType]):
    """The rules of blocks, chosen by the first sign of a line."""

    def __init__(self, held: Ruler[RuleFuncBlockType]) -> None:
        super().__init__()
        self.__rules__ = held.__rules__
        self._chosen: dict[tuple[str, str], list[RuleFuncBlockType]] = {}
        self._ending: dict[str, list[RuleFuncBlockType]] = {}

    def chosen(self, chain: str, sign: str) -> list[RuleFuncBlockType]:
        """The rules of a chain that may find something at a line that begins with ``sign``."""
        sign = sign if sign in _ALL else ""
        found = self._chosen.get((chain, sign)) if self.__cache__ is not None else None
        if found is None:
            super().getRules(chain)
            found = self._chosen[chain, sign] = [
                rule.fn
                for rule in self.__rules__
                if rule.enabled and (not chain or chain in rule.alt) and sign in SIGNS.get(rule.name, sign)
                if sign or rule.name not in SIGNS
            ]
        return found

    def getRules(self, chainName: str = "") -> list[Any]:
        """The rules of a chain; those that may end a block are asked through one that chooses."""
        if not chainName:
            return super().getRules()
        if chainName not in self._ending:

            def ends(state: StateBlock, line: int, end: int, silent: bool) -> bool:
                first = state.bMarks[line] + state.tShift[line]
                empty = first >= state.eMarks[line]
                rules = super(_Rules, self).getRules(chainName) if empty else self.chosen(chainName, state.src[first])
                return any(rule(state, line, end, silent) for rule in rules)

            self._ending[chainName] = [ends]
        return self._ending[chainName]

    def __compile__(self) -> None:
        """Forget what was chosen of rules that have changed."""
        self._chosen.clear()
        super().__compile__()


class BlockParser(ParserBlock):
    """markdown-it's parser of blocks, which asks fewer rules."""

    def __init__(self, held: ParserBlock) -> None:
        """With the rules of another parser."""
        self.ruler = self._rules = _Rules(held.ruler)

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        """The tokens of some lines (as ``ParserBlock.tokenize`` has it)."""
        line, empty_before = startLine, False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= state.md.options.maxNesting:
                state.line = endLine
                break
            if state.sCount[line] - state.blkIndent >= CODE_INDENT:
                rules = self._rules.getRules()
            else:
                rules = self._rules.chosen("", state.src[state.bMarks[line] + state.tShift[line]])
            for rule in rules:
                if rule(state, line, endLine, False):
                    break
            if state.line <= line:
                raise RuntimeError("no rule of blocks went on")
            state.tight = not empty_before
            line = state.line
            if (line - 1) < endLine and state.isEmpty(line - 1):
                empty_before = True
            if line < endLine and state.isEmpty(line):
                empty_before = True
                line += 1
                state.line = line
