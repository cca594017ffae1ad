"""What MDX adds to Markdown: imports and exports, comments in braces, elements that are components (mdxjs.com).

Known components become what they mean (tabs, admonitions); others are named, and what stands between their tags is
read.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from exporter.readers.markdown.protected import Protected
from exporter.readers.noted import Noted

KIND = "parts of MDX were left out, with what they would show"
_MODULE = re.compile(
    r"(?:import\s+(?:[\w{}*$,\s]+?\s+from\s+)?['\"][^'\"\n]+['\"];?"
    r"|export\s+(?:const|let|default|function|async)\b.*)[ \t]*$"
)
_COMMENT = re.compile(r"\{/\*(?!\s*#[\w:.-]+\s*\*/\})[\s\S]{0,4000}?\*/\}")
_COMPONENT = re.compile(
    r"</?[A-Z][\w.]*(?:\s+[\w:-]+(?:=(?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}))?|\s*\{\.\.\.[\w.]+\})*\s*/?>"
)
_ATTRIBUTE = re.compile(r"([\w:-]+)=(?:\"([^\"]*)\"|'([^']*)'|\{['\"`]([^'\"`{}]*)['\"`]\})")
_STYLE = re.compile(r"(<[a-z][\w-]*\b[^<>]*?)\s+(?:style|className|on[A-Z]\w*)=\{(?:[^{}]|\{[^{}]*\})*\}")
SILENT = frozenset(["Tabs", "DocCardList", "CodeGroup", "Steps", "Cards", "CardGroup"])
BOXES = {
    "Admonition": "",
    "Note": "note",
    "Tip": "tip",
    "Warning": "warning",
    "Info": "info",
    "Callout": "",
    "Aside": "",
    "Danger": "danger",
    "Caution": "caution",
    "Alert": "",
    "TabItem": "tab",
    "Tab": "tab",
    "Accordion": "details",
}


def without_mdx(text: str, noted: Noted, shift: int) -> str:
    """``text`` without MDX; every line stays where it is."""
    code = Protected(text)
    lines = text.split("\n")
    inside = False
    for number, line in enumerate(lines):
        if number in code.lines:
            inside = False
            continue
        if _MODULE.match(line):
            noted.note("MD003", KIND, line, number + shift + 1)
            inside = line.startswith("export") and line.count("{") + line.count("(") > line.count("}") + line.count(")")
            lines[number] = ""
        elif inside:
            inside = bool(line.strip())
            lines[number] = ""
    text = "\n".join(lines)
    text = _outside_code(_COMMENT, lambda match: "\n" * match[0].count("\n"), text)
    text = _outside_code(_STYLE, lambda match: match[1] + "\n" * match[0].count("\n"), text)
    return _components(text, noted, shift)


def _outside_code(pattern: re.Pattern[str], change: Callable[[re.Match[str]], str], text: str) -> str:
    code = Protected(text)
    return pattern.sub(lambda match: match[0] if code.holds(match.start()) else change(match), text)


def _components(text: str, noted: Noted, shift: int) -> str:
    code = Protected(text)
    made: list[str] = []
    at = 0
    for match in _COMPONENT.finditer(text):
        if code.holds(match.start()):
            continue
        first = text.rfind("\n", 0, match.start()) + 1
        last = text.find("\n", match.end())
        alone = not (text[first : match.start()] + text[match.end() : last if last >= 0 else len(text)]).strip()
        made.append(text[at : match.start()])
        made.append(_meaning(match[0], noted, code.line_of(match.start()) + shift + 1, alone=alone))
        at = match.end()
    made.append(text[at:])
    return "".join(made)


def _meaning(tag: str, noted: Noted, line: int, *, alone: bool) -> str:
    match = re.match(r"</?([\w.]+)", tag)
    name = match[1] if match else ""
    ends = "\n" * tag.count("\n")
    said = {key.lower(): next(filter(None, values), "") for key, *values in _ATTRIBUTE.findall(tag)}
    if name in SILENT:
        return ends
    if name in BOXES and alone and not tag.endswith("/>"):
        if tag.startswith("</"):
            return ":::" + ends
        kind = BOXES[name] or said.get("type") or said.get("kind") or "note"
        title = said.get("title") or said.get("label") or said.get("value") or ""
        return f"::: {kind} {title}".rstrip() + ends
    if not tag.startswith("</"):
        noted.note("MD003", KIND, tag, line)
    return ends
