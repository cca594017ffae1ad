"""The dialects of Markdown: what each reads beyond what all share, and which one an article is in, with reasons.

A dialect can be named (``--from quarto``). Else it is guessed from the whole text: each sign speaks for some
dialects, and the one with the most signs is taken; without any, only what no dialect reads otherwise is read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from exporter.patterns import pattern
from exporter.records import record


@record
class Dialect:
    """What a dialect reads in its own way. Everything else is read alike in all of them."""

    name: str
    one_tilde_strikes: bool = False
    bare_addresses: bool = False
    keys: bool = False
    comments: bool = False
    citations: bool = False
    bracket_is_caption: bool = False
    fancy_lists: bool = False
    mdx: bool = False
    roles: bool = False
    any_task: bool = False
    block_names: bool = False
    heading_names: bool = False
    markdown_in_html: bool = False


PANDOC = Dialect(
    "pandoc-markdown",
    citations=True,
    bracket_is_caption=True,
    fancy_lists=True,
    heading_names=True,
    markdown_in_html=True,
)
"""What pandoc reads, and what is made with it."""

DIALECTS: dict[str, Dialect] = {
    item.name: item
    for item in (
        Dialect("commonmark"),
        Dialect("gfm", one_tilde_strikes=True, bare_addresses=True),
        Dialect("obsidian", bare_addresses=True, comments=True, any_task=True, block_names=True),
        PANDOC,
        replace(PANDOC, name="quarto", bare_addresses=True),
        replace(PANDOC, name="bookdown", bare_addresses=True),
        Dialect("mkdocs", keys=True),
        Dialect("hugo", bare_addresses=True),
        Dialect("jekyll"),
        Dialect("carpentries", markdown_in_html=True),
        Dialect("docusaurus", one_tilde_strikes=True, bare_addresses=True, mdx=True),
        Dialect("myst", bare_addresses=True, citations=True, roles=True),
        Dialect("gitbook", bare_addresses=True),
        Dialect("mdbook"),
    )
}
"""The dialects by name, as ``--from`` takes them."""

USUAL = Dialect("markdown", bare_addresses=True, heading_names=True)
"""What is read where nothing speaks for one dialect: what most programs read."""


@record
class Sign:
    """A sign of one or more dialects: what is looked for, what a person would call it, how much it weighs.

    ``marks`` are characters of which any match has some: where a text has none, the pattern is not even compiled.
    """

    dialects: tuple[str, ...]
    pattern: str
    reason: str
    weight: int = 2
    marks: tuple[str, ...] = ()

    def is_in(self, text: str) -> bool:
        """Whether ``text`` has this sign; what has none of its marks is not searched for it."""
        return any(mark in text for mark in self.marks) and self.matches(text)

    def matches(self, text: str) -> bool:
        """Whether the pattern is found in ``text``."""
        return re.search(self.pattern, text, re.MULTILINE) is not None


_CHARACTERS = "!#%()/+:=?@[\\]`{|}~<>"
"""Characters that signs are made of, and that most texts do without."""


@lru_cache(maxsize=256)
def _possible(held: frozenset[str]) -> tuple[tuple[Sign, tuple[str, ...]], ...]:
    """The signs that a text may have, of whose ``_CHARACTERS`` it has ``held``, each with the marks that it may have.

    Single characters are looked for first, in a thirtieth of the time that a mark takes, and once for all signs.
    """
    others = frozenset(_CHARACTERS) - held
    each = ((sign, tuple(mark for mark in sign.marks if others.isdisjoint(mark))) for sign in SIGNS)
    return tuple((sign, marks) for sign, marks in each if marks)


def _sign(dialects: str, marks: str, pattern: str, reason: str, weight: int = 2) -> Sign:
    return Sign(tuple(dialects.split()), pattern, reason, weight, tuple(marks.split()))


SIGNS: tuple[Sign, ...] = (
    _sign("gfm", "[!", r"^ {0,3}> ?\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*$", "an alert of GitHub"),
    _sign("gfm docusaurus hugo obsidian", "[", r"^[ \t]*[-*+] \[[ xX]\] ", "a task list", 1),
    _sign(
        "gfm",
        "](https:// ```",
        r"\]\(https://(?:img\.shields\.io|github\.com)/|^```(?:math|mermaid)\s*$",
        "badges or blocks of GitHub",
        1,
    ),
    _sign("obsidian", "[[", r"(?<![\w\\`])!?\[\[[^\[\]\n]+\]\](?!\()", "links in double brackets"),
    _sign("obsidian", "[!", r"^ {0,3}> ?\[![a-z][\w-]*\][+-]?", "a callout of Obsidian"),
    _sign("obsidian", "== %%", r"^[^`\n]*==[^=\s][^=\n]*==|%%[^%\n]+%%", "marks of Obsidian", 1),
    _sign("quarto", ":::", r"^:{3,} *\{\.(?:callout-|panel-|column)", "a division of Quarto", 3),
    _sign(
        "quarto",
        "```{ @fig- @tbl- @sec- @eq- {#",
        r"^```\{[a-z]+\}\s*\n#\| |@(?:fig|tbl|sec|eq)-\w|\{#(?:fig|tbl|sec|eq)-\w",
        "labels of Quarto",
        3,
    ),
    _sign("quarto", "{{<", r"^\{\{< (?:include|video|pagebreak|meta|var|embed) ", "a shortcode of Quarto", 3),
    _sign(
        "bookdown",
        "\\@ref( (ref: (PART) (APPENDIX) (\\#eq:",
        r"\\@ref\(|^\(ref:|^#+ *\((?:PART|APPENDIX)\)|\(\\#eq:",
        "references of bookdown",
        4,
    ),
    _sign("bookdown", "```{r", r"^```\{r\b[^}\n]*\}", "code that R runs"),
    _sign(
        "pandoc-markdown quarto bookdown",
        "@",
        r"(?<![\w`@])\[[^\[\]\n`]*?(?<![\w`])-?@[\w][\w:.-]*[^\[\]\n]*\](?![(:])",
        "citations in brackets",
    ),
    _sign(
        "pandoc-markdown quarto bookdown",
        "}",
        r"^#{1,6} .*\{(?:[#.][^{}\n]*|-)\}[ \t]*$",
        "attributes after headings",
        1,
    ),
    _sign(
        "pandoc-markdown",
        "+- += +: (@ #.",
        r"^\+(?:[-=:]+\+){1,}[ \t]*$|^\(@\w*\)[ \t]|^#\. ",
        "a grid table or a numbered example",
    ),
    _sign("pandoc-markdown", "%", r"\A%[ \t]\S.*\n%[ \t]", "a title block of pandoc", 3),
    _sign("mkdocs", "!!! ???", r"^ *(?:!!!|\?\?\?\+?) [\w-]+(?: \"[^\"\n]*\")?[ \t]*$", "an indented admonition", 3),
    _sign(
        "mkdocs",
        "=== --8<-- { :material- :octicons- :fontawesome- :simple-",
        r"^ *=== \"[^\"\n]+\"|^--8<-- |\{ ?\.(?:md-|annotate)|:(?:material|octicons|fontawesome|simple)-",
        "marks of Material for MkDocs",
        3,
    ),
    _sign("mkdocs", "`][", r"`\]\[[A-Za-z_]\w*(?:\.\w+)+\]", "links to program code by its name"),
    _sign("hugo", "{{", r"\{\{[<%] ?/?\w", "shortcodes of Hugo"),
    _sign("hugo", "+++", r"\A\+\+\+[ \t]*$", "front matter in TOML"),
    _sign("jekyll", "{% {{", r"\{% ?-?\w|\{\{ ?(?:site|page)\.", "tags of Liquid"),
    _sign("jekyll carpentries", "{:", r"^\{: ?[.#\w][^}\n]*\}", "attributes of kramdown"),
    _sign(
        "carpentries",
        ":::",
        r"^:{3,} *(?:challenge|solution|objectives|questions|keypoints|callout|prereq|instructor|spoiler)\b",
        "parts of a Carpentries lesson",
        4,
    ),
    _sign(
        "carpentries",
        "{:",
        r"\{: ?\.(?:challenge|solution|callout|prereq|keypoints|language-\w+|output|error)\}",
        "classes of a Carpentries lesson",
        3,
    ),
    _sign(
        "docusaurus", ":::", r"^:::(?:note|tip|info|caution|warning|danger)(?:\[| |$)", "an admonition of Docusaurus", 2
    ),
    _sign(
        "docusaurus",
        "import export <Tab <DocCardList {/*",
        r"^import .+ from ['\"].+['\"];?[ \t]*$|^export (?:const|default) |^<(?:Tabs|TabItem|DocCardList)\b"
        r"|(?<!\{)\{/\*",
        "MDX",
        3,
    ),
    _sign(
        "docusaurus",
        "sidebar_ hide_table_of_contents",
        r"\A---\n(?:.*\n)*?(?:sidebar_(?:label|position)|hide_table_of_contents)\b",
        "front matter of Docusaurus",
        3,
    ),
    _sign(
        "myst",
        "{ )=",
        r"^[ \t]*(?:```+|~~~+|:{3,}) ?\{(?!(?:r|python|julia|ojs|bash|sh|sql|js|d3|dot|mermaid|stan|Rcpp|cat|verbatim"
        r"|embed)\b)[a-z][\w:-]*\}|\{(?:ref|doc|term|(?:foot|full)?cite(?::?\w+)?|numref|eq|abbr|sub|sup|subscript"
        r"|superscript|math|kbd|guilabel|menuselection|download|py:\w+)\}`+[^`\n]|^\([\w .:-]+\)=[ \t]*$",
        "directives or roles of MyST",
        3,
    ),
    _sign(
        "myst",
        "myst kernelspec jupytext",
        r"\A---\n(?:.*\n)*?(?:myst|kernelspec|jupytext):",
        "front matter of MyST or Jupyter",
        3,
    ),
    _sign("gitbook", "{%", r"\{% (?:hint|tabs?|content-ref|embed|stepper|code) ", "blocks of GitBook", 3),
    _sign("mdbook", "{{#", r"\{\{#(?:include|playground|rustdoc_include|title)\b", "includes of mdBook", 4),
)
LOOKED_AT = 400_000
"""So much of an article is looked at for signs."""


@record
class Guess:
    """The dialect an article is taken to be in, why, and how surely (0 to 1)."""

    dialect: Dialect
    reasons: tuple[str, ...]
    certainty: float


def guessed(text: str, suffix: str = "") -> Guess:
    """The dialect that the most signs in ``text`` speak for; a suffix of one dialect's own decides."""
    own = {".qmd": "quarto", ".rmd": "bookdown", ".mdx": "docusaurus"}.get(suffix.lower())
    if own:
        return Guess(DIALECTS[own], (f"the file's suffix is {suffix}",), 1.0)
    text = _without_code(text[:LOOKED_AT])
    weights: dict[str, int] = {}
    reasons: dict[str, list[str]] = {}
    known: dict[str, bool] = {}
    for sign, marks in _possible(frozenset([char for char in _CHARACTERS if char in text])):
        for mark in marks:
            if mark not in known:
                known[mark] = mark in text
        if any(known[mark] for mark in marks) and sign.matches(text):
            for name in sign.dialects:
                weights[name] = weights.get(name, 0) + sign.weight
                reasons.setdefault(name, []).append(sign.reason)
    if not weights:
        return Guess(USUAL, ("nothing in it is of one dialect alone",), 1.0)
    best = max(weights, key=lambda name: (weights[name], -list(DIALECTS).index(name)))
    if weights[best] < 2:
        return Guess(USUAL, (f"only {' and '.join(reasons[best])} speaks for {best}",), 0.7)
    others = sorted(weight for name, weight in weights.items() if name != best)
    return Guess(DIALECTS[best], tuple(reasons[best]), round(weights[best] / (weights[best] + (others or [0])[-1]), 2))


_FENCE = pattern(r"[ \t>]*(`{3,}|~{3,})(.*)$")


def _without_code(text: str) -> str:
    """``text`` without the lines of programs, which are in no dialect; the fences round them stay, which may be."""
    if "```" not in text and "~~~" not in text:
        return text
    made: list[str] = []
    open_fence = ""
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        if open_fence:
            ends = fence and fence[1].startswith(open_fence) and not fence[2].strip()
            made.append(line if ends or line.startswith("#|") else "")
            open_fence = "" if ends else open_fence
        else:
            made.append(line)
            runs = fence and not re.match(r"[ \t]*\{[a-z][\w:-]*\}", fence[2])
            open_fence = fence[1] if fence and (runs or "code" in fence[2]) and "`" not in fence[2] else ""
    return "\n".join(made)


@cache
def names() -> tuple[str, ...]:
    """The names of the dialects."""
    return tuple(DIALECTS)
