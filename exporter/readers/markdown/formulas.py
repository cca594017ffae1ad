r"""Formulas: ``$x$``, ``$$x$$``, ``\(x\)``, ``\[x\]``, `` $`x`$ ``, environments of AMS, and their labels.

pandoc (tex_math_dollars, tex_math_single_backslash), GitHub (``$`…`$``), Quarto and pandoc-crossref (``$$ … $$
{#eq-x}``), bookdown (``(\#eq:x)``). Amounts of money are not formulas, and an escaped bracket is only one where it
holds TeX.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from exporter.patterns import pattern
from exporter.readers.markdown import attributes
from exporter.readers.math import BEGIN, plain_environment

LONGEST = 20_000
_LABEL = pattern(r"\\label\{([^{}\s]+)\}|\(\\#(eq:[^()\s]+)\)")
_MONEY = pattern(r"\d[\d.,]*(?:[kKmM]|bn)?(?=[\s,;:/)–—-])")
_TEX = pattern(r"[\\^_=<>+*/|{}]|(?<!\w)[A-Za-z](?!\w)|\d\s*[-–]\s*\d|\w\(")
_LABEL_AFTER = pattern(r"[ \t]*(?:\{[^{}\n]*\}|\([\w:.-]+\))[ \t]*$")


def plugin(md: MarkdownIt) -> None:
    """Read formulas."""
    md.inline.ruler.before("escape", "math", _inline)
    md.block.ruler.before("fence", "math_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})


# --- in running text ------------------------------------------------------------------------------------------------


def _inline(state: StateInline, silent: bool) -> bool:
    sign = state.src[state.pos]
    if sign == "$":
        return _dollars(state, silent)
    if sign == "\\" and state.src[state.pos : state.pos + 2] in ("\\(", "\\["):
        return _brackets(state, silent)
    return False


def _push(state: StateInline, tex: str, after: int, silent: bool, *, display: bool = False) -> bool:
    if not silent:
        tex, label = without_label(tex)
        token = state.push("math_inline", "math", 0)
        token.content = tex
        if display:
            token.attrSet("data-display", "")
        if label:
            token.attrSet("id", label)
    state.pos = after
    return True


def _dollars(state: StateInline, silent: bool) -> bool:
    text, at, end = state.src, state.pos, state.posMax
    if text.startswith("$$", at):
        closing = _unescaped(text, "$$", at + 2, end)
        inner = text[at + 2 : closing] if closing > 0 else ""
        return bool(inner) and _push(state, inner, closing + 2, silent, display=True)
    if at and (text[at - 1].isalnum() or text[at - 1] == "$"):
        return False
    if text.startswith("$`", at) and (closing := text.find("`$", at + 2, end)) > at + 2:
        return _push(state, text[at + 2 : closing], closing + 2, silent)
    closing = _unescaped(text, "$", at + 1, end)
    inner = text[at + 1 : closing] if closing > 0 else ""
    if not inner or "\n\n" in inner or inner.count("`") % 2:
        return False
    if (inner[0].isspace() or inner[-1].isspace()) and not _only_tex(inner):
        return False
    following = text[closing + 1 : closing + 2]
    if following.isalnum() or following == "$" or is_money(inner):
        return False
    return _push(state, inner, closing + 1, silent)


def _only_tex(inner: str) -> bool:
    """Whether a formula stands between two signs though a space is beside one of them: commands and no words."""
    plain = re.sub(r"\\[A-Za-z]+", " ", inner)
    return plain != inner and re.search(r"[^\W\d_]{3,}|[“”‘’\"`]", plain) is None


def is_money(inner: str) -> bool:
    """Whether what stands between two dollar signs begins with an amount and goes on in words: no formula does."""
    match = _MONEY.match(inner)
    if match is None or "\\" in inner:
        return False
    return "**" in inner or re.search(r"[^\W\d_]{2,}", inner[match.end() :]) is not None


def _unescaped(text: str, mark: str, at: int, end: int) -> int:
    """Where ``mark`` stands next and no backslash before it; -1 for nowhere near."""
    end = min(end, at + LONGEST)
    here = text.find(mark, at, end)
    while here > 0 and (here - len(text[at:here].rstrip("\\")) - at) % 2:
        here = text.find(mark, here + 1, end)
    return here


def _brackets(state: StateInline, silent: bool) -> bool:
    r"""``\( … \)`` and ``\[ … \]``: only where what is between is TeX, for CommonMark has them as escaped brackets."""
    text, at = state.src, state.pos
    display = text[at + 1] == "["
    closing = text.find("\\]" if display else "\\)", at + 2, min(state.posMax, at + LONGEST))
    inner = text[at + 2 : closing].strip() if closing > 0 else ""
    if not inner or not looks_like_tex(inner):
        return False
    return _push(state, inner, closing + 2, silent, display=display)


def looks_like_tex(inner: str) -> bool:
    """Whether words between brackets are a formula and no words: signs or single letters, and no run of words."""
    plain = re.sub(r"\\(?:text|mathrm|operatorname|mbox)\{[^{}]*\}|\\[A-Za-z]+", " ", inner)
    words = re.findall(r"[^\W\d_]{3,}", plain)
    if "\\" in inner and re.search(r"\\[A-Za-z]+", inner):
        return True
    return not words and _TEX.search(inner) is not None


# --- displayed ------------------------------------------------------------------------------------------------------


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    first = state.bMarks[start] + state.tShift[start]
    line = state.src[first : state.eMarks[start]]
    if line.startswith("$$"):
        mark, after = "$$", "$$"
    elif line.startswith("\\["):
        mark, after = "\\[", "\\]"
    elif match := BEGIN.match(line):
        mark, after = "", f"\\end{{{match[1]}{match[2]}}}"
    else:
        return False
    if state.src.rfind(after) < first + len(mark):
        return False  # nothing closes it: told at once, for there may be thousands
    found = _gathered(state, start, end, line[len(mark) :], after, bool(mark))
    if found is None:
        return False
    tex, label, last = found
    if mark == "\\[" and not looks_like_tex(tex):
        return False
    if silent:
        return True
    token = state.push("math_block", "math", 0)
    token.map = [start, last + 1]
    token.content, inner_label = without_label(plain_environment(tex))
    for key, value in (attributes.parse(label) or (0, {}))[1].items():
        token.attrSet(key, value)
    if label.startswith("("):
        token.attrSet("id", label.strip("()"))
    if inner_label:
        token.attrSet("id", inner_label)
    state.line = last + 1
    return True


def _gathered(
    state: StateBlock, start: int, end: int, first: str, closing: str, marked: bool
) -> tuple[str, str, int] | None:
    """The TeX up to ``closing``, the label behind it, the last line; None where nothing closes it, or words follow."""
    held: list[str] = []
    for line in range(start, end):
        text = first if line == start else state.getLines(line, line + 1, state.blkIndent, False)
        if line > start and (state.isEmpty(line) and marked and closing == "\\]"):
            return None
        if line > start and not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return None
        at = text.find(closing, 0)
        if at >= 0 and (marked or text.strip().endswith(closing)):
            rest = text[at + len(closing) :].strip()
            if rest and not _LABEL_AFTER.match(rest):
                return None
            held.append(text[:at] if marked else text[: at + len(closing)])
            tex = "\n".join(held)
            return (tex, rest, line) if tex.strip() else None
        held.append(text)
        if len(held) > 1_000:
            return None
    return None


def without_label(tex: str) -> tuple[str, str]:
    r"""A formula without ``\label{…}`` or bookdown's ``(\#eq:…)``, and that label."""
    match = _LABEL.search(tex)
    if match is None:
        return tex, ""
    return (tex[: match.start()] + tex[match.end() :]).strip(), match[1] or match[2]


def of_fence(token: Token) -> bool:
    """Whether a code block is one of GitHub's formulas: a fence called ``math``."""
    return token.info.strip().lower() == "math"
