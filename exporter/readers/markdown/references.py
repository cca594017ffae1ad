r"""Cross-references to figures, tables, formulas, listings and sections: ``@fig-x`` (Quarto), ``[@fig:x]``
(pandoc-crossref), ``\@ref(fig:x)`` (bookdown), ``\ref{fig:x}``.

What is labelled is numbered in the order of the text, kind by kind, and its caption says the number, so that the
number in a reference is the one its reader meets. A section is referred to by its heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from html import escape
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from exporter.patterns import pattern
from exporter.phrases import phrase
from exporter.readers.markdown import attributes
from exporter.readers.markdown.slugs import pandoc
from exporter.readers.noted import noted_in
from exporter.records import record

KINDS = {"fig": "figure", "tbl": "table", "tab": "table", "eq": "equation", "lst": "listing", "sec": "section"}
LABEL = pattern(r"(fig|tbl|tab|eq|lst|sec)[-:][\w:.-]*\w$")
_AT = pattern(r"(-?)@((?:fig|tbl|tab|eq|lst|sec|Fig|Tbl|Eq|Sec)[-:]\w(?:[\w:.-]*\w)?)")
_BRACKETED = pattern(
    r"\[(?:[^\[\]@;\n]{0,40}?-?@(?:[Ff]ig|[Tt]bl|[Tt]ab|[Ee]q|[Ll]st|[Ss]ec)[-:]\w(?:[\w:.-]*\w)?[ ]*;?[ ]*)+\]"
    r"(?![(\[])"
)
_BOOKDOWN = pattern(r"\\?\\@?(?:page)?(?:auto)?ref[({]([\w:.-]+)[)}]")
_PART = pattern(r"^\((?:PART|APPENDIX)\\?\*?\)[ \t]+(?=\S)")
"""What bookdown writes before the heading of a part or of the appendices."""
_OBJECT = pattern(r"^::: (?=[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$)")
"""What mkdocstrings writes before the path of what it documents, in a heading."""
_CAPTION = pattern(r"(?:Table:|:)[ \t]+(?=\S)")


@record(frozen=False)
class Labels:
    """The labels of an article: the number of each, or for a section the words of its heading."""

    shown: dict[str, tuple[str, str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def number(self, label: str, kind: str = "") -> str:
        """The next number of the label's kind, which is now its own; its kind is told by it where none is given."""
        kind = kind or KINDS[label[:3].rstrip("-:")]
        self.counts[kind] = self.counts.get(kind, 0) + 1
        self.shown[label] = (kind, str(self.counts[kind]))
        return self.shown[label][1]


def plugin(md: MarkdownIt) -> None:
    """Read references and number what they lead to."""
    md.inline.ruler.before("escape", "reference_tex", _tex)
    md.inline.ruler.before("link", "reference", _reference)
    md.core.ruler.after("attributes", "captions", _captions)
    md.core.ruler.after("inline", "numbers", _numbers)


# --- what is referred to --------------------------------------------------------------------------------------------


def _captions(state: StateCore) -> None:
    """Take the marks of parts from headings, and give a caption's attributes (``: Words {#tbl-x}``) to its table."""
    tokens = state.tokens
    for at, token in enumerate(tokens):
        if token.type == "inline" and at and tokens[at - 1].type == "heading_open":
            token.content = _OBJECT.sub("", _PART.sub("", token.content))
        if token.type != "inline" or not at or tokens[at - 1].type != "paragraph_open":
            continue
        if not _CAPTION.match(token.content):
            continue
        table = _table_by(tokens, at)
        if table is None:
            continue
        words, found = attributes.at_end(token.content)
        label = re.match(r"(:|Table:)\s+\(\\#(tab:[\w.-]+)\)\s*", words)
        if label:
            words, found = f"{label[1]} {words[label.end() :]}", {"id": label[2]}
        token.content = words
        attributes.apply(table, found)
        if not words.removeprefix("Table:").strip(": "):  # attributes without words
            tokens[at - 1].hidden = tokens[at + 1].hidden = True
            token.content = ""


def _table_by(tokens: Sequence[Token], at: int) -> Token | None:
    """The table right before or after the paragraph whose words are at ``at``."""
    if at >= 2 and tokens[at - 2].type == "table_close":
        return next((token for token in reversed(tokens[: at - 2]) if token.type == "table_open"), None)
    after = tokens[at + 2] if at + 2 < len(tokens) else None
    return after if after is not None and after.type == "table_open" else None


def _numbers(state: StateCore) -> None:
    """Number all labels in the order of the text, write the numbers into captions, and fill the references."""
    if not any(map(_has_labels, state.tokens)):
        return
    labels = Labels()
    references: list[Token] = []
    lang = str(state.env.get("lang", ""))
    table = ""
    for at, token in enumerate(state.tokens):
        label = str(token.attrs.get("id", "")) if token.nesting >= 0 else ""
        if token.type == "heading_open":
            words = _plain(state.tokens[at + 1])
            labels.shown[label or pandoc(words)] = ("section", words)
        elif token.meta.get("numbers"):
            _numbered(token, label, labels, lang)
        elif LABEL.match(label):
            if token.type == "table_open":
                table = label
            _label(state.tokens, at, label, labels, lang)
        elif label:
            labels.shown.setdefault(label, ("section", _spaced(label)))
        if token.type == "inline":
            table = _in_running_text(state.tokens, at, labels, lang, table, references)
    for reference in references:
        reference.content = _words(reference, labels, state, lang)


def _has_labels(token: Token) -> bool:
    """Whether a token has a label or a reference: without any, no heading's words are asked for."""
    if token.type != "inline":
        return "id" in token.attrs or "numbers" in token.meta
    for child in token.children or ():
        if child.type == "text":
            continue
        if child.type == "reference" or "id" in child.attrs:
            return True
        if child.type == "link_open" and str(child.attrs.get("href", "")).startswith("#"):
            return True
        if child.type == "image" and ("#" in child.content or "&" in child.content):
            return True
    return False


def _label(tokens: Sequence[Token], at: int, label: str, labels: Labels, lang: str) -> None:
    token = tokens[at]
    if not label.startswith("sec") and token.type in ("table_open", "math_block", "division_open", "fence"):
        number = labels.number(label)
        if token.type == "math_block":
            token.content += f" \\tag{{{number}}}"
        elif token.type == "division_open":
            _number_last_paragraph(tokens, at, _prefix(labels, label, lang))


def _numbered(token: Token, label: str, labels: Labels, lang: str) -> None:
    """Number what a directive made, of the kind that it says, and its caption."""
    kind = token.meta["numbers"]
    number = labels.number(label, kind)
    if kind == "equation":
        token.content += f" \\tag{{{number}}}"
        return
    caption: Token = token.meta["caption"]
    children = caption.children if caption.children is not None else []
    prefix = _prefix(labels, label, lang)
    mark = ": " if kind == "table" else ""
    if mark and children:
        children[0].content = children[0].content.removeprefix(":").lstrip()
    empty = not any(child.content for child in children)
    children.insert(0, Token("text", "", 0, content=mark + (prefix.removesuffix(": ") if empty else prefix)))
    caption.children = children


def _spaced(label: str) -> str:
    """The words of a label that names something without words of its own."""
    return re.sub(r"[-_]+", " ", label.rpartition(":")[2] or label).strip()


def _in_running_text(
    tokens: Sequence[Token], at: int, labels: Labels, lang: str, table: str, references: list[Token]
) -> str:
    """Number the pictures and formulas in a paragraph, and gather its references; the label of a table still without
    its caption is given back."""
    inline = tokens[at]
    _fill_links(inline)
    for child in inline.children or ():
        if child.type == "image":
            _name_in_words(child)
        label = str(child.attrs.get("id", "")) if child.nesting >= 0 else ""
        if child.type == "image" and LABEL.match(label):
            labels.number(label)
            child.meta = {**child.meta, "number": _prefix(labels, label, lang)}
        elif child.type == "math_inline" and LABEL.match(label):
            child.content += f" \\tag{{{labels.number(label)}}}"
        elif child.type == "reference":
            references.append(child)
    caption = _CAPTION.match(inline.content)
    if table and caption and at and tokens[at - 1].type == "paragraph_open" and inline.children:
        first = inline.children[0]
        first.content = caption[0] + _prefix(labels, table, lang) + first.content.removeprefix(caption[0])
        return ""
    return table


_NAME_IN_WORDS = pattern(r"\(\\?#((?:fig|tab):[\w.-]+)\)\s*")


def _name_in_words(picture: Token) -> None:
    """Take the label that bookdown writes before a picture's words: ``![(\\#fig:map) The quay](map.png)``."""
    children = picture.children or []
    count = next((at for at, child in enumerate(children) if not child.type.startswith("text")), len(children))
    words = "".join(child.content for child in children[:count])
    if found := _NAME_IN_WORDS.match(words):
        picture.attrSet("id", found[1])
        rest = Token("text", "", 0, content=words[found.end() :])
        picture.children = [rest, *children[count:]]


def _fill_links(inline: Token) -> None:
    """A link without words to a part of the article (``[](#fig-x)``, MyST) says what its place is called."""
    children = inline.children or []
    for at in range(len(children) - 1, 0, -1):
        before = children[at - 1]
        if children[at].type == "link_close" and before.type == "link_open":
            target = str(before.attrs.get("href", ""))
            if target.startswith("#") and len(target) > 1:
                meta = {"label": target[1:], "number": False, "line": 0, "words_only": True}
                children.insert(at, Token("reference", "", 0, meta=meta))


def _prefix(labels: Labels, label: str, lang: str) -> str:
    kind, number = labels.shown[label]
    return phrase(f"ref-{kind}", lang, number=number) + ": "


def _number_last_paragraph(tokens: Sequence[Token], at: int, prefix: str) -> None:
    """The last paragraph of a labelled division is its caption (Quarto, Cross-references): a figure's, a table's."""
    level = tokens[at].level
    last, end = 0, at
    inside: set[str] = set()
    for place in range(at + 1, len(tokens)):
        token, before = tokens[place], tokens[place - 1]
        end = place
        if token.type == "division_close" and token.level == level:
            break
        inside.add(token.type)
        inside.update(child.type for child in token.children or ())
        if token.type == "inline" and before.type == "paragraph_open" and before.level == level + 1:
            last = place
    children = tokens[last].children if last else None
    if not children or any(child.type == "image" for child in children):
        return
    if "table_open" in inside and "image" not in inside:
        prefix = ": " + prefix
    elif "image" in inside:
        tokens[at].tag = tokens[end].tag = "figure"
        tokens[last - 1].tag = tokens[last + 1].tag = "figcaption"
    children.insert(0, Token("text", "", 0, content=prefix))


def _plain(inline: Token) -> str:
    parts = [child.content for child in inline.children or () if child.type in ("text", "code_inline", "math_inline")]
    return "".join(parts).strip()


# --- the references -------------------------------------------------------------------------------------------------


def _reference(state: StateInline, silent: bool) -> bool:
    sign = state.src[state.pos]
    if sign == "[":
        match = _BRACKETED.match(state.src, state.pos, state.posMax)
        if match is None:
            return False
        if not silent:
            inner = match[0][1:-1]
            for number, part in enumerate(re.split(r"\s*;\s*", inner)):
                found = _AT.search(part)
                if found:
                    before = part[: found.start()].strip()
                    state.pending += ("; " if number else "") + (before + " " if before else "")
                    push(state, found[2], number_only=bool(found[1]) or bool(before))
        state.pos = match.end()
        return True
    if sign not in "@-":
        return False
    before = state.src[state.pos - 1] if state.pos else " "
    match = _AT.match(state.src, state.pos, state.posMax)
    if match is None or before.isalnum() or before in "@/.\\":
        return False
    if not silent:
        push(state, match[2], number_only=bool(match[1]))
    state.pos = match.end()
    return True


def _tex(state: StateInline, silent: bool) -> bool:
    match = _BOOKDOWN.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "\\" else None
    if match is None:
        return False
    if not silent:
        push(state, match[1], number_only=True)
    state.pos = match.end()
    return True


def push(state: StateInline, label: str, *, number_only: bool = False, title: str = "", around: str = "") -> None:
    """Push a reference to ``label``. ``title``: its author's words; ``around``: words with ``%s`` for the number."""
    token = state.push("reference", "", 0)
    token.meta = {"label": label[:1].lower() + label[1:], "number": number_only, "line": noted_in(state.env).line}
    token.meta.update({"title": title, "around": around, "label_of": label})


def _words(token: Token, labels: Labels, state: StateCore, lang: str) -> str:
    """HTML for a reference: a link to what it names, or the name of its kind where that is not in the article."""
    label, title, around = token.meta["label"], token.meta.get("title", ""), token.meta.get("around", "")
    label, found = _found(labels, label, str(token.meta.get("label_of", label)))
    if token.meta.get("words_only"):
        return escape(_called(found, lang)) if found else ""
    if found is None:
        return _elsewhere(token, label, state, lang)
    words = found[1] if token.meta["number"] else _called(found, lang)
    if around:
        words = around.replace("%s", found[1]).replace("{number}", found[1]).replace("{name}", found[1])
    return f'<a href="#{escape(label)}">{escape(title or words)}</a>'


def _elsewhere(token: Token, label: str, state: StateCore, lang: str) -> str:
    """A reference to what is not in the article: a link that others may resolve, where there are others, or words."""
    kind = KINDS.get(re.split("[-:]", label)[0], "")
    named = phrase(f"ref-{kind or 'section'}", lang, number="").strip()
    title = token.meta.get("title", "")
    words = escape(title or (named if kind or "label_of" not in token.meta else _spaced(label)))
    if at := state.env.get("labels_at"):
        wanted = "as-written/" if title else "number/" if token.meta["number"] else "name/"
        return f'<a href="{escape(at + wanted + quote(label, safe=""))}">{words}</a>'
    noted_in(state.env).note("MD007", "the label is not in the article", label, token.meta["line"])
    return words


def _called(found: tuple[str, str], lang: str) -> str:
    return found[1] if found[0] == "section" else phrase(f"ref-{found[0]}", lang, number=found[1])


def _found(labels: Labels, label: str, as_written: str) -> tuple[str, tuple[str, str] | None]:
    """The label as the article has it, and what it names; labels of MyST have no capitals."""
    for name in (label, as_written, label.lower(), as_written.lower().replace(" ", "-")):
        if found := labels.shown.get(name) or labels.shown.get("sec:" + name):
            return name, found
    return label, None
