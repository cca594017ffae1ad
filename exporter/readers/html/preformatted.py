"""Preformatted text (HTML Standard, 4.4.3): code where it is code, else verse, a letter's head, a dialogue.

``pre`` alone says neither. ``code`` in it, a class of a highlighter or the look of the lines says code; so does a
drawing made of characters, which only a fixed pitch keeps. All else is words with the line ends that were typed.
"""

from __future__ import annotations

import re

from exporter.model import CodeBlock, Inline, LineBreak, Paragraph, Text, plain_text
from exporter.patterns import pattern
from exporter.readers.html.inline import inlines
from exporter.readers.html.state import Place, Reading, common
from exporter.readers.html.tree import Node, attribute, descendants, elements
from exporter.readers.sections import Flow

WORDS = frozenset("verse poem poetry wp-block-verse lyrics address letter".split())
CODE = pattern(
    r"(?:^|[\s_-])(?:code|lang(?:uage)?|highlight\w*|brush:?|prettyprint|sourcecode|literal-block|programlisting|screen|"
    r"hljs|codehilite|rouge|chroma|terminal|console|shell|idl|grammar|syntax\w*|prism\w*|example-code)(?=$|[\s_:-])",
    re.IGNORECASE,
)
_LINE_OF_CODE = pattern(
    r"""\s*(?![A-Z][\w-]*:\s)(?:[#$%>]\s?\S|>>>|//|/\*|\*/|--\s|<[/!?]?\w|@\w+|\.{3}\s
    |(?:def|class|import|from|return|function|var|let|const|public|private|static|if|for|while|else|elif|end|begin
       |include|using|namespace|package|(?:SELECT|INSERT|UPDATE|DELETE|CREATE|select|insert)|try|catch|echo|print|printf|sudo|apt-get
       |git|npm|pip|cd|ls|mkdir|curl|docker)\b.*[(){};=:<>/\[\]_.-]
    |[\w.$\[\]-]+\s*[:+*/-]?=\s*\S|[\w.]+\(.*|.*[;{}\\]\s*$|["'][\w-]+["']\s*:|\s*[)\]}]+[,;]?\s*$)""",
    re.VERBOSE,
)
_DRAWN = pattern(r"[┌┐└┘├┤│─═║╔╗╚╝█▓░]|\+[-=]{2,}|[-=_]{5,}|\S {3,}\S|\t\S|\|.*\|")


def preformatted(reading: Reading, place: Place, node: Node) -> list[Flow]:
    """What ``pre`` holds. The first line end is not part of it (HTML Standard, 13.1.2.5)."""
    pos = reading.position(node)
    said = common(reading, node, pos)
    inner = next((item for item in elements(node) if item.name in ("code", "samp", "kbd")), None)
    holder = inner if inner is not None else node
    text = _text_in(node)
    classes = f"{attribute(holder, 'class') or ''} {attribute(node, 'class') or ''}"
    if inner is None and not reading.markdown and not _is_code(node, classes, text):
        return _words(reading, place, node)
    addresses = [attribute(item, "href") or "" for item in descendants(node) if item.name == "a"]
    addresses = [address for address in addresses if address and not address.startswith("#")]
    if addresses:
        listed = ", ".join(dict.fromkeys(addresses))[:200]
        reading.report("HTML013", f"links in a block of code were left out; their words stay: {listed}", pos)
    match = re.search(r"(?:^|\s)lang(?:uage)?-(\S+)", classes)
    return [CodeBlock(text.removesuffix("\n"), match[1] if match else "", **said)]


def _text_in(node: Node) -> str:
    """All text; a block or a row in it is a line of its own, and a cell stands apart from the one before it."""
    made = ""
    for item in descendants(node):
        if item.name == "#text":
            made += str(item.data or "")
        elif item.name == "br" or (item.name in ("div", "p", "tr", "li") and made.strip() and not made.endswith("\n")):
            made += "\n"
        elif item.name in ("td", "th") and made and not made[-1].isspace():
            made += "\t"
    return made


def _is_code(node: Node, classes: str, text: str) -> bool:
    if not WORDS.isdisjoint(classes.lower().split()):
        return False
    above = attribute(node.parent, "class") or "" if node.parent is not None else ""
    if node.name in ("xmp", "listing") or CODE.search(classes) or CODE.search(above):
        return True
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        return True
    coded = sum(_LINE_OF_CODE.match(line) is not None or line.count("=") > 1 for line in lines)
    drawn = sum(_DRAWN.search(line.strip()) is not None for line in lines)
    return coded * 3 >= len(lines) or drawn * 2 >= len(lines)


def _words(reading: Reading, place: Place, node: Node) -> list[Flow]:
    """Words with their line ends; an empty line begins a new paragraph, and what stood in stays so."""
    said = common(reading, node, reading.position(node))
    paragraphs: list[list[Inline]] = [[]]
    for item in inlines(reading, place, node.children or ()):
        if not isinstance(item, Text):
            paragraphs[-1].append(item)
            continue
        for number, line in enumerate(item.text.expandtabs(4).split("\n")):
            if number:
                _end_line(paragraphs)
            here = paragraphs[-1]
            begins = not here or isinstance(here[-1], LineBreak)
            if line.strip() or (line and not begins):
                indent = len(line) - len(line.lstrip(" ")) if begins else 0
                here.append(Text("\u00a0" * indent + line[indent:], pos=item.pos))
    made: list[Flow] = []
    for held in paragraphs:
        while held and isinstance(held[-1], LineBreak):
            held.pop()
        if held and plain_text(held).strip("\u00a0 \n"):
            made.append(Paragraph(tuple(held), **(said if not made else {"pos": said["pos"]})))
    return made


def _end_line(paragraphs: list[list[Inline]]) -> None:
    """A line's end; a second one without words between them is the end of the paragraph."""
    here = paragraphs[-1]
    if here and isinstance(here[-1], LineBreak):
        here.pop()
        paragraphs.append([])
    elif here:
        here.append(LineBreak(pos=here[-1].pos))
