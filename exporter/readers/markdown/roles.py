"""Roles of MyST: ``{ref}`label```, ``{sub}`2```, ``{term}`words <entry>```, and addresses that its sites resolve.

MyST Markdown (syntax/roles, syntax/cross-referencing; docutils and Sphinx, roles). What a role means is in a table; one
that is not known keeps its words, and is named once.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from exporter.patterns import pattern
from exporter.readers.markdown import citations, references
from exporter.readers.noted import noted_in

_ROLE = pattern(
    r"\{(?P<name>[A-Za-z][\w:+.-]*)\}(?P<ticks>`+)(?P<words>(?:(?!(?P=ticks)).){1,2000}?)(?P=ticks)(?!`)", re.S
)
_TITLED = pattern(r"(?P<title>.*?)\s*<(?P<target>[^<>]+)>\s*$", re.DOTALL)
_PROJECT = pattern(
    r"<(?P<scheme>project|myst|inv|xref|path|doc|doi|wiki|rrid|ror):(?P<target>[^<>\s]{1,400})>", re.IGNORECASE
)

STYLES = {
    "sub": "sub", "subscript": "sub", "sup": "sup", "superscript": "sup", "emphasis": "em", "strong": "strong",
    "del": "s", "strike": "s", "u": "u", "underline": "u", "dfn": "em", "title-reference": "em", "title": "em",
    "keyboard": "kbd", "menuselection": "b", "guilabel": "b", "button": "b", "mark": "mark",
}  # fmt: skip
CODE = frozenset(
    "code literal samp file program command option envvar makevar mimetype newsgroup regexp py:obj py:class py:func "
    "py:meth py:mod py:data py:attr py:exc py:const class func meth mod obj attr exc data const c:func cpp:class "
    "rst:dir rst:role confval token dir role myst:role myst:directive".split()
)
WORDS = frozenset("term abbr acronym sc smallcaps chem si fa fab fas octicon span index-term user issue pr "
                  "pull eval download pep rfc cve cwe math-text bdg".split())  # fmt: skip
REFERENCES = frozenset("ref numref eq any std:ref prf:ref proof:ref hoverxref std:numref std:doc doc".split())
CITATIONS = pattern(r"(?:foot|full)?cite(?::?(?P<form>t|ts|p|ps|ct|alp|author|year|title|text))?$")
ICONS = pattern(r"(?:fa[brs]?|octicon|material-\w+|icon)$")
KNOWN = frozenset(STYLES) | (CODE - {"code", "literal", "class", "data", "option", "token"}) | WORDS | REFERENCES
"""Names of roles that mean the same in every dialect."""


def plugin(md: MarkdownIt, *, all_names: bool = False) -> None:
    """Read roles. ``all_names``: also those whose name says nothing here."""

    def role(state: StateInline, silent: bool) -> bool:
        return _role(state, silent, all_names=all_names)

    md.inline.ruler.before("backticks", "role", role)
    if all_names:
        md.inline.ruler.before("autolink", "project_link", _project_link)
        md.core.ruler.after("inline", "known_addresses", _addresses)


def _project_link(state: StateInline, silent: bool) -> bool:
    """``<project:#label>``, ``<inv:project#label>``, ``<doi:10.…>``: addresses that a site resolves."""
    match = _PROJECT.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "<" else None
    if match is None:
        return False
    if not silent:
        scheme, target = match["scheme"].lower(), match["target"]
        page, _, label = target.rpartition("#") if "#" in target else (target, "", "")
        if scheme in ADDRESSES:
            _link(state, _called(scheme, target), ADDRESSES[scheme] + target)
        elif scheme in ("project", "myst") and label and not page:
            _refer(state, "ref", "", label)
        else:
            _link(state, _object(label) or _stem(page), page)
    state.pos = match.end()
    return True


ADDRESSES = {
    "doi": "https://doi.org/",
    "wiki": "https://en.wikipedia.org/wiki/",
    "rrid": "https://scicrunch.org/resolver/RRID:",
    "ror": "https://ror.org/",
}
"""Addresses that MyST makes of a name (external references)."""
_NAMED = pattern(rf"(?P<scheme>{'|'.join(ADDRESSES)}):(?P<target>\S+)$", re.IGNORECASE)


def _called(scheme: str, target: str) -> str:
    return (
        target.rpartition("/")[2].replace("_", " ")
        if scheme == "wiki"
        else f"RRID:{target}"
        if scheme == "rrid"
        else target
    )


def _addresses(state: StateCore) -> None:
    """Give links their addresses, and those to other pages without words the name of the page: its title is there."""
    for inline in state.tokens:
        children = inline.children or []
        for at in range(len(children) - 1, -1, -1):
            if children[at].type != "link_open":
                continue
            address = str(children[at].attrs.get("href", ""))
            page = address.partition("#")[0].rpartition(":")[2]
            words = _stem(page) if not address.startswith(("#", "http")) else ""
            if address.lower().startswith("inv:"):
                words = _object(unquote(address.partition("#")[2])) or words
            if named := _NAMED.match(address):
                scheme, target = named["scheme"].lower(), named["target"]
                words = unquote(_called(scheme, target))
                children[at].attrs["href"] = ADDRESSES[scheme] + target
            if words and children[at + 1].type == "link_close":
                children.insert(at + 1, Token("text", "", 0, content=words))


def _object(label: str) -> str:
    """The name of something in another project, without what stands for any name before it (``*.Sphinx``)."""
    return label.rpartition(":")[2].strip("*./ ")


def _stem(target: str) -> str:
    """The words of an address whose page is not here."""
    return re.sub(r"[-_]+", " ", target.rstrip("/").rpartition("/")[2].partition(".")[0])


def _role(state: StateInline, silent: bool, *, all_names: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    match = _ROLE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    name = match["name"].lower()
    known = name in KNOWN or name == "math" or CITATIONS.match(name) or name.startswith("bdg-")
    if not (known or all_names):
        return False
    words = " ".join(match["words"].split())
    if not silent:
        _push(state, name, words, match)
    state.pos = match.end()
    return True


def _push(state: StateInline, name: str, words: str, match: re.Match[str]) -> None:
    titled = _TITLED.match(words)
    title, target = (titled["title"], titled["target"]) if titled else ("", words)
    if name in STYLES:
        _styled(state, STYLES[name], match.start("words"), match.end("words"))
    elif name == "math":
        state.push("math_inline", "math", 0).content = words
    elif name == "kbd":
        state.push("code_inline", "kbd", 0).content = words
    elif name in CODE:
        state.push("code_inline", "code", 0).content = title or target.removeprefix("~").removeprefix("!")
    elif cited := CITATIONS.match(name):
        _cite(state, cited["form"] or "", words)
    elif name in ("doc", "std:doc", "download"):
        _link(state, title or _stem(target), target)
    elif name in REFERENCES:
        _refer(state, name, title, target)
    elif name in ("abbr", "acronym") and (long := re.match(r"(.+?)\s*\((.+)\)$", words)):
        _span(state, long[1], {"abbr": long[2]})
    elif ICONS.match(name):
        noted_in(state.env).note("MD003", "icons were left out", f"{{{name}}}`{words}`")
    else:
        if name not in WORDS and not name.startswith("bdg-"):
            noted_in(state.env).note("MD003", "roles that are not known were read as their words", f"{{{name}}}")
        _inner(state, title or (target if titled else words))


def _inner(state: StateInline, words: str) -> None:
    state.push("text", "", 0).content = words


def _styled(state: StateInline, tag: str, first: int, after: int) -> None:
    maximum = state.posMax
    state.pos, state.posMax = first, after
    state.push(f"{tag}_open", tag, 1)
    state.md.inline.tokenize(state)
    state.push(f"{tag}_close", tag, -1)
    state.posMax = maximum


def _span(state: StateInline, words: str, attributes: dict[str, str | int | float]) -> None:
    state.push("span_open", "span", 1).attrs = attributes
    _inner(state, words)
    state.push("span_close", "span", -1)


def _link(state: StateInline, words: str, address: str) -> None:
    state.push("link_open", "a", 1).attrs = {"href": address.strip().replace(" ", "%20")}
    _inner(state, words)
    state.push("link_close", "a", -1)


def _refer(state: StateInline, name: str, title: str, target: str) -> None:
    """A reference to a label; its words are those that its author gave, else what the label's place is called."""
    label = "-".join(target.removeprefix("#").removeprefix("~").split())
    numbered = "%s" in title or "{number}" in title or "{name}" in title
    references.push(state, label, number_only=name == "eq" or "%s" in title, title=title if not numbered else "",
                    around=title if numbered else "(%s)" if name == "eq" else "")  # fmt: skip


def _cite(state: StateInline, form: str, words: str) -> None:
    """``{cite:p}`a,b```: a cluster of citations; ``t`` names the author in the sentence."""
    items = tuple(
        item for part in re.split(r"[,;]", words) if part.strip() for item in citations.items_of("@" + part.strip())
    )
    citations.push(state, items, narrative=form.startswith("t") and form != "title")
