"""Tags of template languages in HTML: Liquid, Jinja, Twig, Hugo, Handlebars, Angular, Vue, ERB, ASP, PHP.

What a tag would show is not in the page. Where its own text says it (a word to translate, a value of the front matter)
that is taken; every other is left out of text, attributes and addresses, and named, one finding for each kind. Found
before the page is parsed, for a tag may hold quotation marks and stand where HTML allows no text. In code, scripts,
comments and formulas nothing is a tag.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from exporter.readers.noted import Noted
from exporter.readers.template_syntax import ANY, KINDS, ROOTS, value_name

TAG = re.compile(ANY, re.DOTALL)
_PLAIN = re.sub(r"\?P<\w+>", "?:", ANY)
_CODE = "pre|code|kbd|samp|tt|xmp|listing|script|style|math|svg|noembed|noframes"
_KEEPING = r"\{%-?\s*(?:raw|verbatim|highlight)\b"
_TOKEN = re.compile(
    rf"""(?P<kept><!--.*?(?:--!?>|\Z)|<(?P<code>{_CODE})(?=[\s/>]).*?(?:</(?P=code)(?=[\s/>])|\Z)
        |\{{%-?\s*(?P<raw>raw|verbatim)\b[^%]{{0,100}}%\}}(?P<inner>(?:(?!{_KEEPING}).){{0,20000}}?)\{{%-?\s*end(?P=raw)\b[^%]{{0,100}}%\}})
    |\{{%-?\s*highlight\s+(?P<language>[\w+\#.-]*)[^%]{{0,200}}%\}}(?P<program>(?:(?!{_KEEPING}).){{0,20000}}?)\{{%-?\s*endhighlight\s*-?%\}}
    |(?P<title><(?P<field>title|textarea)(?=[\s>])[^>]*>(?P<words>.*?)(?=</(?P=field)|\Z))
    |(?P<found>{_PLAIN})
    |(?P<element></?[a-zA-Z](?>{_PLAIN}|"(?>{_PLAIN}|[^"])*+"|'(?>{_PLAIN}|[^'])*+'|[^>"'])*+(?:>|(?P<cut>\Z|(?=["']))))""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_HOLE = re.compile("\ue0f7(\\d+)\ue0f7")
"""Stands for a tag in the attributes of an element while they are read; no page has this private character there."""
_ATTRIBUTE = re.compile(r"""(\s+)([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
ROOT = re.compile(rf"\{{\{{-?\s*{ROOTS}[^{{}}]*\}}\}}")
"""A value that stands for the beginning of an address."""
_FILE = re.compile(
    r"""\{\{-?\s*["'](?P<a>[^"'{}]+)["']\s*\|\s*(?:relative_url|absolute_url|url|asset|relURL|absURL)\s*-?\}\}
    |\{%-?\s*static\s+["'](?P<b>[^"'{}]+)["']\s*-?%\}|\{\{-?\s*asset\(\s*["'](?P<c>[^"'{}]+)["']\s*\)\s*-?\}\}""",
    re.VERBOSE,
)
"""A tag that says the address of a file as it stands."""
_SAYING = re.compile(
    r"""\{%-?\s*trans(?:late)?\s+(?P<a>"[^"]+"|'[^']+')\s*(?:noop\s*)?-?%\}
    |\{\{-?\s*(?:_|t|__|gettext|\$t)\(\s*(?P<b>"[^"]+"|'[^']+')\s*\)\s*-?\}\}
    |\{\{-?\s*(?P<c>"[^"]+"|'[^']+')\s*(?:\|\s*(?:t|trans|translate|safe|raw)\s*)?-?\}\}""",
    re.VERBOSE,
)
"""A tag that holds the words which it shows."""
_TEX = re.compile(r"\\[a-zA-Z]+\*?(?:\s*\{\{?[^{}]*\}\}?)*$|[\\^_]$|\{\\[a-z]+\s[^{}]*$")
_JOINING = re.compile(r"\{\{+\s*(?:and|or|to|und|oder|et|ou|ja|och|of|,|…|\.{3})?\s*\}\}+", re.IGNORECASE)
"""Braces that prose speaks of: “between {{ and }}”."""
_LINE_END = re.compile(r"\r\n|\r|\n")
RULE, READ = "HTML021", "HTML023"
READ_AS = "template tags were read as what they say"


@dataclass(frozen=True, slots=True)
class _Reading:
    """The page, where its lines end and which is the first, the values that its front matter gives, what is met."""

    text: str
    ends: Sequence[int]
    values: Mapping[str, str]
    noted: Noted
    first: int = 1

    def read(self, tag: str, at: int, shown: str) -> str:
        """``shown``, for a tag found ``at`` that says it."""
        self.noted.note(READ, READ_AS, tag, self.line(at), tag.replace(shown, " ") if shown.strip() else tag)
        return shown

    def line(self, at: int) -> int:
        """The line of a place in the page."""
        return bisect_right(self.ends, at) + self.first

    def leave_out(self, match: re.Match[str], at: int, whole: str = "") -> None:
        """Take note of a tag found ``at``."""
        kind = str(match.lastgroup)
        words = match[0][2:].lstrip("-+~{ ")
        if kind == "value" and words[:1] in "#/>&^" and words[:1]:
            kind = "liquid"
        self.noted.note(RULE, KINDS[kind], match[0], self.line(at), whole)


def without_tags(text: str, noted: Noted, values: Mapping[str, str] | None = None) -> str:
    """``text`` with known tags replaced by what they say and all others left out; every line keeps its number."""
    if not re.search(r"\{\{|\{[%#]|<%|<\?(?!xml)", text, re.IGNORECASE):
        return text
    ends = [match.end() for match in _LINE_END.finditer(text)]
    reading = _Reading(text, ends, values or {}, noted)
    parts: list[str] = []
    at = 0
    for token in _TOKEN.finditer(text):
        parts += [text[at : token.start()], _token(reading, token)]
        at = token.end()
    return "".join([*parts, text[at:]])


def _token(reading: _Reading, token: re.Match[str]) -> str:
    whole, start = token[0], token.start()
    if token["inner"] is not None:
        head, behind = whole[: token.start("inner") - start], whole[token.end("inner") - start :]
        reading.read(head, start, "")
        reading.read(behind, token.end("inner"), "")
        return _blank(head) + token["inner"] + _blank(behind)
    if token["kept"] is not None:
        return whole
    if token["program"] is not None:
        language = f' class="language-{escape(token["language"])}"' if token["language"] else ""
        reading.read(whole, start, token["program"])
        return f"<pre><code{language}>{escape(token['program'], quote=False)}</code></pre>"
    if token["title"] is not None:
        shown = _filled(reading, token["words"], token.start("words"))
        shown = (
            re.sub(r"^[\s|\u2013\u2014·:-]+|[\s|\u2013\u2014·:-]+$", "", shown) if shown != token["words"] else shown
        )
        return whole[: len(whole) - len(token["words"])] + shown
    if token["element"] is not None:
        return _element(reading, whole, start) if token["cut"] is None and TAG.search(whole) else whole
    match = TAG.match(reading.text, start, token.end())
    if match is None or _is_prose(reading.text, match):
        return whole
    if said := _said(reading, match[0]):
        return reading.read(match[0], start, said)
    if not _is_comment(match[0]):
        reading.leave_out(match, start)
    return _blank(match[0])


def _is_comment(tag: str) -> bool:
    """Whether a browser takes a whole processing instruction for a comment (HTML, 13.2.5.42): nobody is shown any.

    One that is there to show a value (``<?=``) is named all the same: without its server the page lacks a word.
    """
    return tag.startswith("<?") and not tag.startswith("<?=") and tag.endswith("?>") and tag.count(">") == 1


def _is_prose(text: str, match: re.Match[str]) -> bool:
    """Whether braces are those of TeX, or those that a text speaks about."""
    if match.lastgroup not in ("value", "noted"):
        return False
    if _JOINING.fullmatch(match[0]) or _TEX.search(text, max(match.start() - 80, 0), match.start()):
        return True
    return (
        match.lastgroup == "value" and re.search(r"\\[a-zA-Z]", re.sub(r"\"[^\"]*\"|'[^']*'", "", match[0])) is not None
    )


def _said(reading: _Reading, tag: str) -> str:
    """The words that a tag itself holds, or the front matter, as HTML; "" for none."""
    if found := _SAYING.fullmatch(tag):
        return str(next(filter(None, found.groups())))[1:-1]
    return escape(reading.values.get(value_name(tag), ""), quote=False)


def _blank(tag: str) -> str:
    """A comment with the line ends of a tag, and with as many columns where there is room."""
    lines = _LINE_END.findall(tag)
    last = _LINE_END.split(tag)[-1]
    return "<!--" + "".join(lines) + " " * (len(last) - (3 if lines else 7)) + "-->"


def is_of_templates(text: str) -> bool:
    """Whether there may be a tag in a text: cheap to ask."""
    return ("{" in text and re.search(r"\{\{|\{[%#]", text) is not None) or "<%" in text or "<?" in text


def filled(text: str, noted: Noted, line: int, whole: str = "") -> tuple[str, int]:
    """Words at ``line`` with their tags replaced by what these say, and how many said nothing.

    ``whole`` is what goes with such a tag.
    """
    reading = _Reading(text, [match.end() for match in _LINE_END.finditer(text)], {}, noted, line)
    before = sum(kind.count for (rule, _), kind in noted.kinds.items() if rule == RULE)
    made = _filled(reading, text, 0, whole)
    return made, sum(kind.count for (rule, _), kind in noted.kinds.items() if rule == RULE) - before


def _filled(reading: _Reading, text: str, at: int, whole: str = "") -> str:
    """A text that can hold no elements, with its tags replaced by their words."""

    def put(match: re.Match[str]) -> str:
        if _is_prose(text, match):
            return match[0]
        said = _said(reading, match[0])
        if not said:
            reading.leave_out(match, at + match.start(), whole)
            return ""
        return reading.read(match[0], at + match.start(), said)

    return TAG.sub(put, text)


# --- the tag of an element --------------------------------------------------------------------------------------------


def _element(reading: _Reading, whole: str, start: int) -> str:
    """The tag of an element without template tags in it; an attribute that has one goes, unless the rest says enough.

    A class keeps its other names, an address its end where the tag is the beginning of the site's addresses.
    """
    found: list[re.Match[str]] = []

    def hole(match: re.Match[str]) -> str:
        if _is_prose(whole, match):
            return match[0]
        if said := ROOT.fullmatch(match[0]) or _FILE.fullmatch(match[0]):
            return next((part for part in said.groups() if part), "") if said.groups() else ""
        if words := _said(reading, match[0]):
            return words.replace('"', "&quot;").replace("'", "&#39;")
        found.append(match)
        return f"\ue0f7{len(found) - 1}\ue0f7"

    plain = TAG.sub(hole, whole)
    dropped: list[str] = []

    def kept(match: re.Match[str]) -> str:
        space, name, value = match[1], match[2], match[3] or ""
        if not _HOLE.search(name + value):
            return match[0]
        if not _HOLE.search(name) and name.lower() in ("class", "style", "rel"):
            return space + name + "=" + _HOLE.sub(" ", value)
        dropped.append(_HOLE.sub(lambda hole: found[int(hole[1])][0], value.strip("\"'")))
        return space

    name = re.match(r"</?[a-zA-Z][^\s/>]*", plain)
    assert name is not None
    rest = _ATTRIBUTE.sub(kept, plain[name.end() :])
    rest, left = _HOLE.sub(" ", rest), "\n".join(dropped)
    for match in found:
        reading.leave_out(match, start + match.start(), f"{match[0]}\n{left}")
    missing = len(_LINE_END.findall(whole)) - len(_LINE_END.findall(name[0] + rest))
    made = _HOLE.sub("", name[0]) + "\n" * max(missing, 0) + rest
    return made if missing > 0 else name[0] + " " * max(len(whole) - len(made), 0) + rest
