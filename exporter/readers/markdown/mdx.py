"""What MDX adds to Markdown: imports and exports, comments in braces, elements that are components (mdxjs.com).

Known components become what they mean (tabs, admonitions); others are named, and what stands between their tags is
read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

from exporter.readers.markdown.mdx_tags import outdented
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
_EXPRESSION = re.compile(
    r"(?<![\w}^_\\=$])\{\s*(?:(?P<quote>['\"`])(?P<text>[^'\"`{}\n]*)(?P=quote)"
    r"|(?P<code>[A-Za-z_$][\w$]*(?:\.[\w$]+|\([^(){}\n]*\)|\[\d+\])*)(?:\s*(?:\?\?|\|\||&&|\?)[^{}\n]{0,200})?)\s*\}"
)
_ATTRIBUTE = re.compile(r"([\w:-]+)=(?:\"([^\"]*)\"|'([^']*)'|\{['\"`]([^'\"`{}]*)['\"`]\})")
_STYLE = re.compile(r"(<[a-z][\w-]*\b[^<>]*?)\s+(?:style|className|on[A-Z]\w*)=\{(?:[^{}]|\{[^{}]*\})*\}")
BOUNDARY = "<!-- -->"
"""What stands for a tag in a line of its own: a list before it does not go on with what is indented after it."""
SILENT = frozenset(
    "Tabs DocCardList CodeGroup Steps Cards CardGroup CardGrid Fragment FileTree Columns Row Col".split()
)
PICTURES = frozenset("Image Img Picture Figure Frame ZoomImage IdealImage".split())
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
    "AccordionItem": "details",
    "Collapsible": "details",
    "Details": "details",
    "Card": "sidebar",
}


def without_mdx(text: str, noted: Noted, values: Mapping[str, str], shift: int) -> str:
    """``text`` without MDX; every line stays where it is."""
    code = Protected(text, mdx=True)
    lines = outdented(text, code.lines).split("\n")
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
    return _expressions(_components(text, noted, shift), noted, values, shift)


def _expressions(text: str, noted: Noted, values: Mapping[str, str], shift: int) -> str:
    """``{title}``: texts in quotes and values of the front matter are words, all else is program code."""
    code = Protected(text, mdx=True)

    def change(match: re.Match[str]) -> str:
        if code.holds(match.start()):
            return match[0]
        if match["text"] is not None:
            return match["text"]
        name = match["code"].lower().removeprefix("frontmatter.").removeprefix("metadata.")
        if name in values:
            return values[name]
        noted.note("MD003", KIND, match[0], code.line_of(match.start()) + shift + 1)
        return ""

    return _EXPRESSION.sub(change, text) if "{" in text else text


def _outside_code(pattern: re.Pattern[str], change: Callable[[re.Match[str]], str], text: str) -> str:
    code = Protected(text, mdx=True)
    return pattern.sub(lambda match: match[0] if code.holds(match.start()) else change(match), text)


def _components(text: str, noted: Noted, shift: int) -> str:
    code = Protected(text, mdx=True)
    made: list[str] = []
    links: list[str] = []
    at = 0
    for match in _COMPONENT.finditer(text):
        if code.holds(match.start()):
            continue
        first = text.rfind("\n", 0, match.start()) + 1
        last = text.find("\n", match.end())
        alone = not (text[first : match.start()] + text[match.end() : last if last >= 0 else len(text)]).strip()
        made.append(text[at : match.start()])
        made.append(_meaning(match[0], noted, code.line_of(match.start()) + shift + 1, links, alone=alone))
        at = match.end()
    made.append(text[at:])
    return "".join(made)


def _meaning(tag: str, noted: Noted, line: int, links: list[str], *, alone: bool) -> str:
    """What stands for a component's tag. ``links`` are the names of those that are open and lead somewhere."""
    match = re.match(r"</?([\w.]+)", tag)
    name = match[1] if match else ""
    ends = "\n" * tag.count("\n")
    nothing = (BOUNDARY if alone else "") + ends
    said = {key.lower(): next(filter(None, values), "") for key, *values in _ATTRIBUTE.findall(tag)}
    if name in SILENT:
        return nothing
    if found := _link_or_picture(tag, name, said, links):
        return found + ends
    if name in BOXES and alone and not tag.endswith("/>"):
        if tag.startswith("</"):
            return ":::" + ends
        kind = BOXES[name] or said.get("type") or said.get("kind") or "note"
        title = said.get("title") or said.get("label") or said.get("value") or ""
        return f"::: {kind} {title}".rstrip() + ends
    if tag.endswith("/>") and said.get("text"):  # a badge, a key, a label
        return escape(said["text"]) + ends
    if not tag.startswith("</"):
        noted.note("MD003", KIND, tag, line)
    return nothing


def _link_or_picture(tag: str, name: str, said: dict[str, str], links: list[str]) -> str:
    """A component with an address is a link, whatever its name; one with a source and a picture's name a picture."""
    if tag.startswith("</"):
        if links and links[-1] == name:
            links.pop()
            return "</a>"
        return ""
    if name in PICTURES and said.get("src"):
        alt = f' alt="{escape(said["alt"])}"' if "alt" in said else ""
        return f'<img src="{escape(said["src"])}"{alt}>'
    address = said.get("href") or said.get("to") or ""
    if not address or name in BOXES:
        return ""
    if not tag.endswith("/>"):
        links.append(name)
        return f'<a href="{escape(address)}">'
    words = said.get("title") or said.get("label") or said.get("text") or ""
    more = f" {said['description']}" if words and said.get("description") else ""
    return f'<a href="{escape(address)}">{escape(words)}</a>{escape(more)}' if words else ""
