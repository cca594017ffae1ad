"""Tags of template languages in Markdown: Liquid, Jinja, Hugo's and Quarto's shortcodes, mdBook, MDX.

What a tag would be made of is not in the article. Known tags become what they mean (``shortcodes``); every other is
left out of the text and of addresses, and named: one finding per kind, with the count and the first places. Line ends
stay, so that places can be told. Code is not touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from exporter.readers.markdown.dialects import Dialect
from exporter.readers.markdown.mdx import without_mdx
from exporter.readers.markdown.protected import Protected
from exporter.readers.markdown.shortcodes import meaning
from exporter.readers.noted import Noted
from exporter.readers.template_syntax import HUGO, KINDS, LIQUID, VALUE

LONGEST = 4_000
REACH = 20_000
"""So many characters before a tag are looked at for the beginning of its block."""
_TAG = re.compile(rf"(?P<hugo>{HUGO})|(?P<liquid>{LIQUID})|(?P<value>{VALUE})", re.DOTALL)
_IN_ADDRESS = re.compile(
    r"\]\([^()\s]*$|(?:href|src)\s*=\s*[\"']?[^\"'\s>]*$|^[ ]{0,3}\[[^\]\n]+\]:\s*\S*$", re.IGNORECASE
)
_ANY = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}")
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_COMMENTED = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|\{#(?!\w)[^{}\n]*#\}", re.DOTALL)
MORE_KINDS = {
    "include": "includes of other files were left out",
    "mdx": "parts of MDX were left out, with what they would show",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its kind of ``KINDS``, the words in it, whether it stands alone in its lines or in an address."""

    kind: str
    words: str
    alone: bool
    in_address: bool


def without_tags(text: str, noted: Noted, dialect: Dialect, values: Mapping[str, str], shift: int) -> str:
    """``text`` with known tags turned into Markdown and all others left out; ``shift`` lines stood before it."""
    text = _unwrapped(_fenced(_chunks(text)), mdx=dialect.mdx)
    code = Protected(text, mdx=dialect.mdx, directives=dialect.roles)
    text = _replaced(text, code, noted, values, shift, mdx=dialect.mdx)
    if "--8<--" in text:
        text = _lines(text, re.compile(r"[ \t]*(?:;?--8<--.*)"), "include", noted, shift)
    if dialect.mdx:
        text = without_mdx(text, noted, values, shift)
    return text


_FENCE = re.compile(
    r"^([ \t]*)(?:\{%-?|\{\{[<%])[ \t]*(?P<end>end|/[ \t]*)?(?:highlight|code(?:-toggle|-block)?)(?![\w-])"
    r"(?P<rest>[^%{}\n]*?)(?:-?%\}|[>%]\}\})[ \t]*$",
    re.MULTILINE,
)


_CHUNK = re.compile(r"^([ \t>]*`{3,}[ \t]*)(\{[A-Za-z][\w.+-]*[ ,][^\n]*\})[ \t]*$", re.MULTILINE)


def _chunks(text: str) -> str:
    """The text with no accents in what a program is told of its code: they would end the fence's line (knitr)."""
    return _CHUNK.sub(lambda match: match[1] + match[2].replace("`", "'"), text) if "```" in text else text


def _fenced(text: str) -> str:
    """The text with the tags that stand round program text made fences, so that what is in them is code."""
    if "highlight" not in text and "code" not in text:
        return text
    open_ones: list[str] = []
    raw = [match.span() for match in _RAW.finditer(text)] if "endraw" in text else []

    def fence(match: re.Match[str]) -> str:
        if any(start < match.start() < end for start, end in raw):  # a page about such tags shows them
            return match[0]
        if match["rest"].rstrip().endswith("/"):  # it is closed in itself, and nothing stands in it
            return match[0]
        if match["end"]:
            return match[1] + (open_ones.pop() if open_ones else "")
        said: dict[str, str] = dict(_SAID.findall(match["rest"]))
        round_fence = re.match(r"\n[ \t]*(?:```|~~~)", match.string[match.end() : match.end() + 200]) is not None
        open_ones.append("" if round_fence else "```")
        if round_fence:  # GitBook's stands round a fence, and only says its title
            title: str = said.get("title", said.get("filename", "")).strip("\"'")
            return f"{match[1]}{title}"
        first = re.search(r"[\w+#.-]+", _SAID.sub("", match["rest"]))
        language: str = said.get("lang", first[0] if first else "").strip("\"'")
        return f"{match[1]}```{language}"

    return _FENCE.sub(fence, text)


_SAID = re.compile(r"""([\w-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"']+)""")


def _blank(text: str) -> str:
    return "\n" * text.count("\n")


def _unwrapped(text: str, *, mdx: bool) -> str:
    """The text with comments of templates gone, and what ``raw`` tags keep from the template as its reader sees it."""
    if "%}" not in text and "#}" not in text:
        return text
    code = Protected(text, mdx=mdx)
    text = _COMMENTED.sub(lambda match: match[0] if code.holds(match.start()) else _blank(match[0]), text)
    return _RAW.sub(lambda match: _guarded(match[1]), text)


def _guarded(inner: str) -> str:
    """Braces that are words, kept from being read as a tag; in code they must be code."""
    return inner.replace("{{", "{\u2060{").replace("{%", "{\u2060%")


def _replaced(text: str, code: Protected, noted: Noted, values: Mapping[str, str], shift: int, *, mdx: bool) -> str:
    made: list[str] = []
    at = 0
    for match in _TAG.finditer(text):
        if match.start() < at or code.holds(match.start()) or text[match.start() - 1 : match.start()] == "\\":
            continue
        if mdx and text[match.start() - 1 : match.start()] == "=":  # ``style={{…}}`` is an object of JSX
            continue
        made.append(text[at : match.start()])
        made.append(_replacement(text, match, noted, values, code.line_of(match.start()) + shift + 1))
        at = match.end()
    made.append(text[at:])
    return "".join(made).replace("{\u2060", "{")


def _replacement(text: str, match: re.Match[str], noted: Noted, values: Mapping[str, str], line: int) -> str:
    first = text.rfind("\n", 0, match.start()) + 1
    last = text.find("\n", match.end())
    before, behind = text[first : match.start()], text[match.end() : last if last >= 0 else len(text)]
    kind, words = _kind(match)
    tag = Tag(
        kind,
        words,
        not before.strip(" \t>") and not behind.strip(),
        _IN_ADDRESS.search(_ANY.sub("", before)) is not None,
    )
    known = meaning(kind, words, values, alone=tag.alone, in_address=tag.in_address)
    if known is not None:
        return known + "\n" * max(match[0].count("\n") - known.count("\n"), 0)
    noted.note("MD003", {**KINDS, **MORE_KINDS}[kind], match[0], line)
    return ("<!---->" if tag.alone and _in_html(text, first) else "") + _blank(match[0])


_HTML_BEGINS = re.compile(r"[ ]{0,3}</?[a-zA-Z!]")


def _in_html(text: str, at: int) -> bool:
    """Whether the line at ``at`` goes on a block of HTML, which an empty line in its place would end (CommonMark, 4.6).

    The generator takes its tags out first, and what is indented after them would be code.
    """
    whole = text[max(at - REACH, 0) : at].rpartition("\n\n")[2]
    return _HTML_BEGINS.match(whole.lstrip("\n")) is not None


def _kind(match: re.Match[str]) -> tuple[str, str]:
    kind = str(match.lastgroup)
    words = match[0][3:-3] if kind == "hugo" else match[0][2:-2].strip("-" if kind == "liquid" else "")
    words = words.strip()
    if kind == "hugo":
        return kind, words.removeprefix("/*").removesuffix("*/").strip()
    is_include = words.startswith("include ") and "=" not in words if kind == "liquid" else words.startswith("#")
    return ("include" if is_include else kind), words


def _lines(text: str, pattern: re.Pattern[str], kind: str, noted: Noted, shift: int) -> str:
    """The text without the lines that are a directive of ``kind``."""
    code = Protected(text)
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number not in code.lines and pattern.fullmatch(line):
            noted.note("MD003", {**KINDS, **MORE_KINDS}[kind], line, number + shift + 1)
            lines[number] = ""
    return "\n".join(lines)
