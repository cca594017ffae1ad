"""Attributes in braces, in all the spellings in use: ``{#id .class key="value"}`` and kin.

pandoc (header_attributes, link_attributes, bracketed_spans), Python-Markdown's attr_list (``{ #id }``, ``{: .x }``),
kramdown's inline attribute lists (``{: .x}`` after a block), Docusaurus (``{/* #id */}``), djot (a line before a
block). What does not read as attributes from brace to brace is prose and stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from exporter.patterns import pattern

Attributes = dict[str, str]

LONGEST = 2_000
"""No attributes are longer; what follows a brace is looked at no further."""

_ITEM = pattern(
    r"""\s*(?:
      \#(?P<id>[^\s\#.{}="'|<>`]+)
    | \.(?P<class>[^\s\#{}="'|<>`]+)
    | (?P<key>[A-Za-z_][\w:.-]*)\s*=\s*
      (?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'|(?P<bare>[^\s"'{}]+))
    | (?P<off>-)(?=[\s}#.])
    | (?P<word>[A-Za-z][\w-]*)(?=[\s}])
    )""",
    re.VERBOSE,
)
_MDX_ID = pattern(r"\{/\*\s*#([\w:.-]+)\s*\*/\}")
KEYS = frozenset(
    "abbr align alt credit dir fig-alt fig-cap fig-align header-columns height l lang number page rel role scale start "
    "style target title tbl-cap type width".split()
)
"""Keys that are attributes without a class or id beside them, however their value is written."""
REFUSED = frozenset(["href", "src", "action", "formaction", "data-kind", "data-tex", "data-note", "data-source-line"])
"""The Markdown decides what an element is, not its attributes."""
AFTER = ("image", "code_inline", "link_close", "span_close", "math_inline", "math_inline_double", "em_close",
         "strong_close", "s_close", "mark_close", "sub_close", "sup_close", "ins_close")  # fmt: skip


def parse(  # noqa: C901  (steps in order)
    text: str, at: int = 0, *, any_key: bool = False
) -> tuple[int, Attributes] | None:
    """The attributes in the braces that open at ``text[at]`` and the place after them; None where there are none.

    ``any_key``: nothing but attributes can stand here, so that any key tells them.
    """
    if not text.startswith("{", at):
        return None
    if mdx := _MDX_ID.match(text, at):
        return mdx.end(), {"id": mdx[1]}
    kramdown = text.startswith("{:", at)
    here = at + (2 if kramdown else 1)
    end = min(len(text), at + LONGEST)
    made: Attributes = {}
    classes: list[str] = []
    quoted = False
    while here < end:
        match = _ITEM.match(text, here, end)
        if match is None:
            break
        here = match.end()
        if match["id"]:
            made["id"] = match["id"]
        elif match["class"]:
            classes += match["class"].split(".")
        elif match["off"]:
            classes.append("unnumbered")
        elif match["word"]:
            if not kramdown:
                return None  # a word in braces is prose
            classes.append(match["word"])
        else:
            quoted |= match["bare"] is None
            _add(made, classes, match)
    closing = re.compile(r"\s*\}").match(text, here, end)
    if closing is None or not (made or classes):
        return None
    if not (kramdown or any_key) and "id" not in made and not classes and not quoted and not made.keys() & KEYS:
        return None
    if kept := [name for name in classes if name]:
        made["class"] = " ".join(kept)
    return closing.end(), made


def _add(made: Attributes, classes: list[str], match: re.Match[str]) -> None:
    value = next(value for value in (match["double"], match["single"], match["bare"]) if value is not None)
    value = re.sub(r"\\(.)", r"\1", value)
    key = match["key"].lower()
    if key == "class":
        classes.extend(value.split())
    elif key not in REFUSED and not key.startswith("on"):
        made[key] = value


def at_end(text: str) -> tuple[str, Attributes]:
    """``text`` without the attributes at its end, and these; no attributes where there are none."""
    brace = text.rstrip().rfind("{")
    found = parse(text, brace) if brace >= 0 else None
    if found is None or text[found[0] :].strip():
        return text, {}
    return text[:brace].rstrip(), found[1]


def apply(token: Token, attributes: Attributes) -> None:
    """Give a token these attributes; classes are added to those it has."""
    for key, value in attributes.items():
        if key == "class":
            token.attrJoin("class", value)
        else:
            token.attrSet(key, value)
        if key == "alt":
            token.meta = {**token.meta, "alt": value}  # markdown-it gives every picture an empty one


# --- the rules ------------------------------------------------------------------------------------------------------


def plugin(md: MarkdownIt) -> None:
    """Read attributes after inlines, after ``[spans]``, on lines of their own, and at the end of headings."""
    md.inline.ruler.after("link", "span", _span)
    md.inline.ruler.push("attributes", _inline)
    md.inline.ruler2.push("attributes", _after_emphasis)
    md.block.ruler.before("fence", "attributes", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.core.ruler.after("block", "attributes", _resolve)


def _inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{" or state.pending or not state.tokens or state.tokens[-1].type not in AFTER:
        return False
    found = parse(state.src, state.pos)
    opened = opening(state.tokens)
    if found is None or opened is None:
        return False
    if not silent:
        apply(opened, found[1])
    state.pos = found[0]
    return True


def _after_emphasis(state: StateInline) -> None:
    """Attributes after emphasis, which is only known as such when all of a text has been read."""
    for at, token in enumerate(state.tokens):
        if token.type != "text" or not token.content.startswith("{") or not at or state.tokens[at - 1].nesting >= 0:
            continue
        opened = opening(state.tokens[:at]) if state.tokens[at - 1].type in AFTER else None
        found = parse(token.content) if opened is not None else None
        if opened is not None and found is not None:
            apply(opened, found[1])
            token.content = token.content[found[0] :]


def opening(tokens: Sequence[Token]) -> Token | None:
    """The token that opens what the last one closes, or is it all."""
    level = 0
    for token in reversed(tokens):
        level += token.nesting
        if level == 0:
            return token
    return None


def _span(state: StateInline, silent: bool) -> bool:
    """``[words]{attributes}``."""
    if state.src[state.pos] != "[":
        return False
    first, maximum = state.pos + 1, state.posMax
    end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    found = parse(state.src, end + 1) if end >= 0 and end + 1 < maximum else None
    if found is None or found[0] > maximum:
        return False
    if not silent:
        state.pos, state.posMax = first, end
        apply(state.push("span_open", "span", 1), found[1])
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = found[0], maximum
    return True


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that is attributes and nothing else."""
    if state.is_code_block(start):
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].rstrip()
    if not line.startswith("{") or not line.endswith("}"):
        return False
    found = parse(line)
    if found is None or found[0] != len(line):
        return False
    if silent:
        return not _goes_on(state, start, end)
    token = state.push("attributes", "", 0)
    token.meta = {"attributes": found[1], "kramdown": line.startswith("{:")}
    token.map = [start, start + 1]
    token.hidden = True
    state.line = start + 1
    return True


def _goes_on(state: StateBlock, start: int, end: int) -> bool:
    """Whether a line in an item's paragraph that is indented by less is still its own: the item goes on after it."""
    if state.sCount[start] >= state.blkIndent:
        return False
    following = next((line for line in range(start + 1, end) if not state.isEmpty(line)), end)
    return following < end and state.sCount[following] >= state.blkIndent


def _resolve(state: StateCore) -> None:
    """Give the attributes that stand in lines of their own, or end headings, to their blocks."""
    if "{" not in state.src and ")=" not in state.src:
        return
    tokens, kept = state.tokens, []  # type: list[Token], list[Token]
    lines = state.src.split("\n") if any(token.type == "attributes" for token in tokens) else []
    waiting: list[Attributes] = []
    for at, token in enumerate(tokens):
        if token.type == "attributes":
            held: Attributes = token.meta["attributes"]
            before = _before(kept, token, lines)
            if before is not None:
                apply(before, held)
            elif at + 1 < len(tokens) and tokens[at + 1].nesting >= 0:
                waiting.append(held)
            continue
        if waiting and token.nesting >= 0 and token.type != "inline":
            for held in waiting:
                apply(token, held)
            waiting.clear()
        if token.type == "inline" and kept:
            _of_words(kept, token)
        kept.append(token)
    state.tokens[:] = kept


def _of_words(kept: Sequence[Token], inline: Token) -> None:
    """Give the attributes at the end of words to their block: of a heading in all spellings, of other blocks with a
    name or class (markdown-it-attrs, attr_list); and those at the head of an item to it (kramdown)."""
    block = kept[-1]
    if block.type == "heading_open":
        inline.content, held = at_end(inline.content)
        apply(block, held)
        if held and block.markup.startswith("#"):
            inline.content = re.sub(r"(?:^|[ \t]+)#+$", "", inline.content)  # ``## Words ## {#id}``
        return
    if block.type not in ("paragraph_open", "dt_open", "td_open", "th_open"):
        return
    item = kept[-2] if len(kept) > 1 and kept[-2].type == "list_item_open" else block
    if item is not block and inline.content.startswith("{:") and (found := parse(inline.content)):
        apply(item, found[1])
        inline.content = inline.content[found[0] :].lstrip()
    if inline.content.rstrip().endswith("}") and not _NOT_ITS_BLOCK.match(inline.content):
        words, held = at_end(inline.content)
        if (
            ("id" in held or "class" in held)
            and words
            and not words.endswith("$")
            and inline.content[len(words)].isspace()
        ):
            inline.content = words
            apply(item, held)


_NOT_ITS_BLOCK = pattern(r"(?:Table:|Figure:|:)[ \t]")
"""A caption, whose attributes are of what it is about."""


def _before(kept: Sequence[Token], token: Token, lines: Sequence[str]) -> Token | None:
    """The block that ends on the line above ``token`` and is meant by it; None where what follows is meant.

    kramdown and attr_list write attributes under a block, djot above one: a line between two blocks that touch it on
    both sides is the first's in kramdown's spelling.
    """
    if not kept or token.map is None or kept[-1].nesting > 0:
        return None
    if token.map[0] and not lines[token.map[0] - 1].strip(" \t>"):
        return None  # a list's lines, as markdown-it counts them, go on to the block after it
    opened = opening(kept)
    if opened is None or opened.map is None or opened.map[1] != token.map[0]:
        return None
    return opened


_HIDES = pattern(r"\binclude\s*=\s*F(?:ALSE)?\b")
_SAYS_HIDDEN = pattern(r"(?:[ \t]*(?:#\||//\||--\||%%\|).*\n)*?[ \t]*(?:#\||//\||--\||%%\|)\s*include:\s*false\s*\n")


def is_hidden_code(info: str, content: str) -> bool:
    """Whether a chunk is run for what comes after it and neither it nor what it gives is shown (knitr, Quarto)."""
    if re.match(r"\s*\{\s*[A-Za-z]", info) is None:
        return False
    return _HIDES.search(info) is not None or _SAYS_HIDDEN.match(content) is not None


def of_code(info: str) -> tuple[str, Attributes, str]:
    """Language, attributes and title that a code fence says: ``{.python #id}``, ``{r, echo=FALSE}``, ``js title=x``."""
    info = info.strip()
    braced = re.match(r"([\w+#.-]*)\s*(\{.*\})\s*$", info)
    found = parse(braced[2]) if braced else None
    if braced and found:
        classes = found[1].get("class", "").split()
        language = braced[1] or next((name for name in classes if name != "unnumbered"), "")
        attributes: Any = {key: value for key, value in found[1].items() if key != "class"}
        return language, attributes, _title_of(attributes)
    chunk = re.match(r"\{\s*([A-Za-z][\w+-]*)\b[^}]*\}", info)
    if chunk:
        return chunk[1], {}, ""
    title = re.search(r"\btitle=(?:\"([^\"]*)\"|'([^']*)')", info)
    first, _, name = re.split(r"[\s{,]", info, maxsplit=1)[0].partition(":")  # ``python:src/tide.py``
    return first, {}, (title[1] or title[2] or "") if title else name


def _title_of(said: Attributes) -> str:
    """What a fence says over its code: the first of its title, file name and caption; all are taken away."""
    return next(filter(None, [said.pop(key, "") for key in ("title", "filename", "caption", "lst-cap")]), "")
