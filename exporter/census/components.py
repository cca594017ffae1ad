"""Tags that hold Markdown, set aside before a census of it: components of MDX, tags that ask for it (kramdown).

CommonMark takes a line with a tag for the beginning of a block of HTML, and what is indented in it for code; these
dialects read Markdown there, at the depth of the tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from exporter.patterns import pattern
from exporter.records import record

TAG = pattern(r"^\s*<(/?)([A-Za-z][\w.:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>\s*$")
"""A line that is one tag."""
ASKS = pattern(r"\bmarkdown(?:\s*=\s*[\"']?(?:1|block|span)[\"']?)?(?=\s|$)")
COMPONENT = pattern(r"^\s*</?[A-Z][\w.]*[\s/>]|^(?:import|export)\s.+", re.MULTILINE)
FENCE = pattern(r"\s*(`{3,}|~{3,})")
GROUPS = frozenset("details div section aside figure center".split())
"""Tags of HTML that hold Markdown in MDX when they stand on a line of their own."""
BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
SHUT = pattern(rf"`+[^`]*`+|<[A-Z][\w.]*(?:[^<>{{}}\"']++|\"[^\"]*\"|'[^']*'|{BRACES}){{0,200}}>")
"""Code between accents, or a component's tag whose values in braces may hold the sign that would end it."""
LONE = pattern(r"^\s*(?:<summary\b.*</summary>|<(?:img|br|hr|source|input)\b[^<>]*>)\s*$")


@record(frozen=False)
class _Open:
    """A tag that is open: how deep it stands, as it is told, and how deep what it holds is written."""

    name: str
    shown: int
    held: int | None = None


def without_tags(text: str, box: Callable[[str], None], html: Callable[[str], None]) -> str:
    """The text with the lines of such tags empty and what they hold at their depth.

    ``box`` takes each line with a tag, ``html`` each line of HTML among what they hold. Of a text without any,
    nothing changes.
    """
    mdx = COMPONENT.search(text) is not None
    if not mdx and not (ASKS.search(text) and "<" in text):
        return text
    made: list[str] = []
    inside: list[_Open] = []
    fence, table = "", False
    for line in text.split("\n"):
        if mdx and not fence and "{" in line and ">" in line:
            line = SHUT.sub(lambda tag: _shut(tag[0], box), line)
        shown = _at_depth(line, inside)
        table = mdx and (table or shown.lstrip().startswith("<table")) and "</table" not in line
        if fence or (opened := FENCE.match(shown)):
            bare = shown.strip()
            fence = "" if fence and bare.startswith(fence) and not bare.strip(fence[0]) else fence or opened[1]  # type: ignore[index]
        elif (tag := TAG.match(line)) and _holds_markdown(tag, inside, mdx=mdx):
            _step(tag, inside, len(shown) - len(shown.lstrip()))
            box(line)
            shown = ""
        elif inside and LONE.match(line):
            html(line)
            shown = ""
        elif table or (mdx and line.lstrip().startswith("</table")):
            shown = shown.lstrip()
        made.append(shown)
    return "\n".join(made)


def _shut(tag: str, box: Callable[[str], None]) -> str:
    """A tag whose values in braces are empty where a sign in them would end it; they are program code."""
    if tag.startswith("`") or not re.search(r"\{[^}]*[<>]", tag):
        return tag
    box(tag)
    return re.sub(BRACES, lambda value: "{" + " " * (len(value[0]) - 2) + "}", tag)


def _at_depth(line: str, inside: list[_Open]) -> str:
    """A line as deep as the tag that holds it."""
    line = line.expandtabs(4)
    words = line.lstrip(" ")
    if not inside or not words:
        return line
    holder, indent = inside[-1], len(line) - len(words)
    if words.startswith("</"):
        return " " * holder.shown + words
    if holder.held is None:
        holder.held = indent
    return " " * (holder.shown + max(indent - holder.held, 0)) + words


def _holds_markdown(tag: re.Match[str], inside: list[_Open], *, mdx: bool) -> bool:
    closing, name, attributes, _ = tag.groups()
    if closing:
        return any(one.name == name for one in inside)
    return name[0].isupper() or ASKS.search(attributes) is not None or (mdx and name in GROUPS)


def _step(tag: re.Match[str], inside: list[_Open], shown: int) -> None:
    closing, name, _, whole = tag.groups()
    if closing:
        while inside and inside.pop().name != name:
            pass
    elif not whole:
        inside.append(_Open(name, shown))
