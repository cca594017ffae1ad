"""Elements in MDX: a tag is done where it ends, what stands under it is Markdown, and its indent says nothing
(mdxjs.com, JSX).

CommonMark takes every line up to an empty one for HTML (4.6); then a fence right under ``<summary>`` is read aloud.
pandoc reads what is under a container's tag as Markdown too (markdown_in_html_blocks), and kramdown and Python-Markdown
what is under a tag that asks for it (``<div markdown="1">``).
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import html_block

from exporter.patterns import pattern

_TAG = pattern(r"</?(?P<name>[a-z][\w-]*)(?=[\s/>]|$)")
_ALONE = pattern(r"</?[a-z][^<>]*>\s*$")
BLOCKS = frozenset(block_names)
RAW = frozenset(["pre", "script", "style", "textarea"])
LONGEST = 40
"""A tag has no more lines."""


_OPENS = pattern(r"(?P<pad>[ \t]*)<(?P<name>[A-Z][\w.]*)(?=[\s>]|$)")
_CLOSES = pattern(r"[ \t]*</(?P<name>[A-Z][\w.]*)>[ \t]*$")


def outdented(text: str, code: frozenset[int]) -> str:
    """``text`` with what stands inside components moved out to where their tags stand; ``code`` are lines of code."""
    lines = text.split("\n")
    open_ones: list[tuple[str, int, int]] = []  # name, indent of its tag, by how much what it holds moves
    tag = ""  # of which some lines are read
    moved = 0
    for number, line in enumerate(lines):
        closes = _CLOSES.match(line) if number not in code else None
        if closes and open_ones and open_ones[-1][0] == closes["name"]:
            moved -= open_ones.pop()[2]
        line = lines[number] = _moved(line, moved, open_ones[-1][1] if open_ones else 0)
        if number in code:
            continue
        opens = _OPENS.match(line)
        tag = opens["name"] if opens and not tag else tag
        ended = line.rstrip()
        if tag and ended.endswith("/>"):
            tag = ""
        elif tag and ended.endswith(">") and not ended.endswith("=>"):
            if f"</{tag}>" not in line:
                pad = len(line) - len(line.lstrip())
                open_ones.append((tag, pad, _shift(lines, number, pad + moved)))
                moved += open_ones[-1][2]
            tag = ""
        elif not ended:
            tag = ""
    return "\n".join(lines)


def _moved(line: str, shift: int, kept: int) -> str:
    """A line moved out, but no further than its component: in an item it stays in the item."""
    return line[min(shift, max(len(line) - len(line.lstrip()) - kept, 0)) :]


def _shift(lines: list[str], number: int, pad: int) -> int:
    """By how much more than ``pad`` the line after a tag is indented."""
    near = range(number + 1, min(number + 50, len(lines)))
    following = next((lines[at] for at in near if lines[at].strip()), "")
    return max(len(following) - len(following.lstrip()) - pad, 0)


FLOW = frozenset("article aside center details div figure footer header main nav p section summary".split())
"""Containers under whose tags pandoc reads Markdown."""
_ELEMENT = pattern(r"<(?P<name>[a-z]+)(?:\s[^<>]*)?>[^<>]*</(?P=name)>\s*$")


_ASKS = pattern(r"""[^<>]*\smarkdown(?:\s*=\s*["']?(?:1|block|span|true)["']?)?[\s>]""")
INLINE = frozenset("a abbr b br code em i img kbd small span strong sub sup".split())


def plugin(md: MarkdownIt, *, of: str = "all") -> None:
    """Read tags in lines of their own. ``of``: of "all" elements, of "containers", or of such as "ask" for it."""
    rule = {"all": _tags, "containers": _container, "ask": _asking}[of]
    md.block.ruler.at("html_block", rule, {"alt": ["paragraph", "reference", "blockquote"]})


def _asking(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    match = _TAG.match(text)
    if match is None or silent or state.is_code_block(start):
        return html_block(state, start, end, silent)
    if _ALONE.match(text) and _ASKS.match(text, 1):
        state.env["asked_for_markdown"] = True
        return _tags(state, start, end, silent)
    if match["name"] in INLINE and state.env.get("asked_for_markdown"):
        return False
    return html_block(state, start, end, silent)


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    match = _TAG.match(text)
    if silent or match is None or match["name"] not in FLOW or not (_ALONE.match(text) or _ELEMENT.match(text)):
        return html_block(state, start, end, silent)
    return not state.is_code_block(start) and _tags(state, start, end, silent)


def _tags(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    match = _TAG.match(text)
    if match is None or match["name"] in RAW:
        return html_block(state, start, end, silent)
    if match["name"] not in BLOCKS and not _ALONE.match(text):
        return False
    if silent:
        return match["name"] in BLOCKS
    after = start + 1
    while text.rfind("<") > text.rfind(">") and after < min(end, start + LONGEST) and not state.isEmpty(after):
        text += "\n" + state.src[state.bMarks[after] : state.eMarks[after]]
        after += 1
    state.line = after
    token = state.push("html_block", "", 0)
    token.map = [start, after]
    token.content = state.getLines(start, after, state.blkIndent, True)
    return True
