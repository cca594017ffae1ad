"""Markdown that others wrote, read by exporter and by pandoc, compared by facts.

    python benchmarks/markdown_facts.py FOLDER [--show KIND]

Each folder inside FOLDER is one kind of source (lessons, a vault, a book). pandoc reads what its own dialect has; the
marks of other dialects are turned into pandoc's first, by the simple rules below, which share nothing with the reader.
Counted are words, headings, list items, table cells, links, alternative texts and blocks of code; and the marks of a
dialect that our reading would have a listener hear. What differs by intent is in docs/reference/markdown.md.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pypandoc

from exporter.bounds.gate import Gate
from exporter.errors import ExporterError
from exporter.model import (
    Abbr,
    Aside,
    Cell,
    CodeBlock,
    DisplayMath,
    Document,
    Image,
    Link,
    ListItem,
    Node,
    Quote,
    Section,
    Span,
    Styled,
    Text,
    plain_text,
    walk,
)
from exporter.readers import Source, reader

PANDOC = (
    "markdown+lists_without_preceding_blankline+autolink_bare_uris+wikilinks_title_after_pipe+mark+alerts-citations"
)
COMMON = (
    "commonmark_x+autolink_bare_uris+yaml_metadata_block+wikilinks_title_after_pipe+alerts+tex_math_dollars-smart"
    "-implicit_figures"
)
OWN_DIALECT = frozenset(["quarto", "quarto-book", "bookdown", "carpentries"])
WORD = re.compile(r"[^\W_]+", re.UNICODE)
MARKUP = re.compile(
    r":::|\{\{[<%{]?|\{%|%\}|\}\}|!!! |\?\?\? |\[!\w+\]|\{[:#.][\w-]|\[\[|\]\]|==\w|\\(?:index|label|newpage|@ref)\b"
    r"|\[@\w|^\+[-=]{3,}|:(?:material|octicons)-"
)
FACTS = ("headings", "items", "cells", "links", "alternatives", "code")
Facts = dict[str, Counter[str]]


# --- marks of other dialects as pandoc's ------------------------------------------------------------------------------


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """``text`` with ``change`` made in what stands between fences of code."""
    parts = re.split(r"(^[ \t>]*(`{3,}|~{3,})[^\n]*\n.*?^[ \t>]*\2[`~]*[ \t]*$)", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(part if at % 3 == 1 else change(part) for at, part in enumerate(parts) if at % 3 != 2)


def as_pandoc(text: str) -> str:
    """Marks of other dialects as pandoc's own, or gone."""
    text = re.sub(r"^([ \t>]*`{3,}) *\{ *\.?([A-Za-z]\w*)[^}\n]*\}[ \t]*$", r"\1\2", text, flags=re.MULTILINE)
    text = re.sub(r"^[ \t>]*(?:#|//|%%|--)\| .*\n(?:[ \t>]*(?:#|//)\|   .*\n)*", "", text, flags=re.MULTILINE)
    text = re.sub(r"\A\+\+\+\n.*?\n\+\+\+\n", "", text, flags=re.DOTALL)
    return outside_code(_indented(_myst(text) if MYST.search(text) else text), _inside)


MYST = re.compile(r"^[ \t]*(?:`{3,}|:{3,})\{(?!r\b|python\b)[a-z][\w:-]*\}|\{[a-z:]+\}`", re.MULTILINE)
DIRECTIVE = re.compile(r"^([ \t]*)(`{3,}|~{3,}|:{3,})\{([A-Za-z][\w:-]*)\}[ \t]*(.*?)[ \t]*$")
NO_WORDS = frozenset("toctree include literalinclude image contents bibliography tableofcontents".split())


def _myst(text: str) -> str:
    """MyST's directives as divisions or code, and its roles as their words."""
    lines, made = text.split("\n"), []
    at = 0
    while at < len(lines):
        match = DIRECTIVE.match(lines[at])
        at += 1
        if match is None:
            made.append(lines[at - 1])
            continue
        pad, mark, name, words = match.groups()
        first, depth = at, 1
        while at < len(lines) and depth:
            if re.match(rf"[ \t]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$", lines[at]):
                depth -= 1
            elif mark[0] == ":" and re.match(r"[ \t]*:{3,}[^: \t]", lines[at]):
                depth += 1
            at += 1
        inner = [line.removeprefix(pad) for line in lines[first : at - 1]]
        if inner and inner[0].strip() == "---" and "---" in [line.strip() for line in inner[1:]]:
            inner = inner[[line.strip() for line in inner[1:]].index("---") + 2 :]
        while inner and re.match(r":[a-z][\w-]*:", inner[0].strip()):
            inner.pop(0)
        if name in NO_WORDS or name.startswith("auto"):
            continue
        if name.startswith("code"):
            held = ["```````" + words.split(" ")[0], *inner, "```````"]
        elif name == "math":
            held = ["$$", *inner, "$$"]
        else:
            title = "" if name == "figure" else words or name.title()
            held = ["::::: box", "", title, "", *_myst("\n".join(inner)).split("\n"), "", ":::::"]
        made += ["", *(pad + line for line in held), ""]
    text = re.sub(r"\{(?:[a-z]+:)?cite\w*(?::\w+)?\}`[^`]*`", "", "\n".join(made))
    text = re.sub(r"\{[a-z:]+\}`([^`<]*?)\s*<[^`>]*>`", r"\1", text)
    text = re.sub(r"\{(?:py:\w+|command|file|code|literal|samp)\}(`)", r"\1", text)
    text = re.sub(r"(?<![`\w])\{[a-z:]+\}`([^`]*)`", r"\1", text)
    return re.sub(r"^(?:%.*|\([^()\n]+\)=|\+{3,}.*|\^{3,})$", "", text, flags=re.MULTILINE)


def _inside(text: str) -> str:
    text = re.sub(r"\{/\*.*?\*/\}|<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"^(?:import .+ from ['\"].*|export (?:const|default).*)$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\{\{[<%].*?[>%]\}\}|\{%.*?%\}|(?<!`)\{\{[^`{}]*\}\}", "", text, flags=re.DOTALL)
    text = re.sub(
        r"^(:{3,}) *([\w-]+)(?:\[(.*)\]|[ \t]+([^:{\n][^\n]*))$", r"\1 \2\n\n\3\4\n", text, flags=re.MULTILINE
    )
    text = re.sub(
        r"(\[[^\[\]\n]+\])\[([\w-]+\.[\w.-]+)\]",
        lambda match: match[0] if f"[{match[2]}]:" in text else match[1][1:-1],
        text,
    )
    text = re.sub(r"\[?-?@(?:sec|fig|tbl|eq|lst)-[\w-]+\]?", "", text)
    text = re.sub(r"\\@ref\([^)]*\)|\(\\#[^)]*\)|\\(?:index|label)\{[^}]*\}", "", text)
    text = re.sub(r"!\[\[[^\]]*\]\]", "", text)
    text = re.sub(
        r"^> ?\[!(\w+)[^\]]*\][+-]?[ \t]*(.*)$", lambda match: f"> {match[2] or match[1]}\n>", text, flags=re.MULTILINE
    )
    text = re.sub(r"^(#+ )?::: \w+(?:\.\w+)+\n(?:(?: {4}.*)?\n)*", "\n", text, flags=re.MULTILINE)
    text = re.sub(r":(?:material|octicons|fontawesome|simple)-[\w-]+:(?:\{[^}]*\})?", "", text)
    return re.sub(r"\{ ?:? ?[.#][^{}\n]*\}", "", text) if "{:" in text or "{ " in text else text


def _indented(text: str) -> str:
    """Indented admonitions and tabs as divisions, what is under them moved out."""
    lines, made = text.split("\n"), []
    at = 0
    while at < len(lines):
        match = re.match(r"^( *)(?:!!!|\?\?\?\+?|===[!+]?) +([\w -]*?)(?:\"(.*)\")?\s*$", lines[at])
        if match is None:
            made.append(lines[at])
            at += 1
            continue
        pad = match[1]
        held = []
        at += 1
        while at < len(lines) and (not lines[at].strip() or lines[at].startswith(pad + "    ")):
            held.append(pad + lines[at][len(pad) + 4 :])
            at += 1
        inner = _indented("\n".join(held))
        made += [pad + "::::: box", "", pad + (match[3] if match[3] is not None else match[2].title()), "", inner]
        made += [pad + ":::::", ""]
    return "\n".join(made)


# --- facts ------------------------------------------------------------------------------------------------------------


def words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def key(text: str) -> str:
    return " ".join(words(text))


def ours(document: Document) -> tuple[Facts, Counter[str], str]:
    """Facts, words, and all running text of our reading."""
    facts: Facts = {name: Counter() for name in FACTS}
    running: list[str] = []
    facts["headings"][key(plain_text(document.title))] += 1
    for node in walk(document.blocks):
        match node:
            case Section():
                facts["headings"][key(plain_text(node.title))] += 1
            case Aside():
                facts["headings"][key(plain_text(node.title))] += 1
            case ListItem():
                facts["items"]["item"] += 1
            case Cell():
                facts["cells"][key(plain_text(node))] += 1
            case Link():
                facts["links"][key(plain_text(node.content))] += 1
            case Image():
                facts["alternatives"][key(node.alt or "")] += 1
            case Span() if node.role == "missing-image":
                facts["alternatives"][key(plain_text(node.content))] += 1
            case CodeBlock():
                facts["code"][key(node.text)[:200]] += 1
            case Text():
                running.append(node.text)
            case _:
                pass
    return (
        facts,
        Counter(words("\n".join([plain_text(document.title), *stretches(document.blocks)]))),
        "\n".join(running),
    )


def stretches(blocks: Iterable[Node]) -> Iterator[str]:
    """The words of blocks, each stretch of running text apart; alternatives of pictures are no words."""
    for node in walk(blocks):
        if isinstance(node, CodeBlock):
            yield node.text
        elif isinstance(node, DisplayMath):
            yield node.tex
        for name in ("title", "content", "caption", "credit", "attribution"):
            held = getattr(node, name, None)
            if isinstance(held, tuple) and not isinstance(node, Styled | Link | Quote | Abbr | Span):
                yield plain_text(_without_alternatives(held))


def _without_alternatives(content: Iterable[Node]) -> list[Node]:
    return [node for node in content if not (isinstance(node, Span) and node.role == "missing-image")]


def theirs(text: str, form: str) -> tuple[Facts, Counter[str]]:
    """Facts and words of pandoc's reading."""
    tree = json.loads(pypandoc.convert_text(text, "json", format=form))
    facts: Facts = {name: Counter() for name in FACTS}
    heard: list[str] = []
    for node in nodes(tree["blocks"]):
        kind, held = node["t"], node.get("c")
        if kind == "Header":
            facts["headings"][key(shown(held[2]))] += 1
        elif kind in ("BulletList", "OrderedList"):
            facts["items"]["item"] += len(held if kind == "BulletList" else held[1])
        elif kind == "Table":
            for cell in cells(held):
                facts["cells"][key(shown(cell))] += 1
        elif kind == "Link":
            inside = sum(inner["t"] == "Link" for inner in nodes(held[1]))  # an address that is its own words
            facts["links"][key(shown(held[1]))] += 1 - inside
        elif kind == "Image":
            stated = dict(held[0][2])
            facts["alternatives"][key(stated.get("alt", stated.get("fig-alt", shown(held[1]))))] += 1
        elif kind == "BlockQuote":  # headings of quotes are no headings of the article
            for inner in nodes(held):
                if inner["t"] == "Header":
                    facts["headings"][key(shown(inner["c"][2]))] -= 1
        elif kind == "CodeBlock" and not any(name.startswith("=") for name in held[0][1]):
            facts["code"][key(held[1])[:200]] += 1
    for name in ("links", "alternatives", "headings"):
        facts[name].pop("", None)  # without words: we report them
    heard.append(shown(tree["blocks"]))
    return facts, Counter(words("\n".join(heard)))


def nodes(held: Any) -> Iterator[dict[str, Any]]:
    """Every node of pandoc's tree, in order."""
    stack = [held]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            if "t" in item:
                yield item
            stack.extend(reversed(list(item.values())))
        elif isinstance(item, list):
            stack.extend(reversed(item))


BREAKS = frozenset(["Space", "SoftBreak", "LineBreak"])
BLOCKS = frozenset("Para Plain Header CodeBlock BulletList OrderedList Table BlockQuote Div Figure LineBlock".split())


def shown(held: Any) -> str:
    """The words of pandoc's nodes."""
    parts: list[str] = []
    notes: set[str] = set()

    def visit(item: Any) -> None:
        if isinstance(item, dict) and item.get("t") == "Note":  # referred to again, it is the same note
            if (said := json.dumps(item)) in notes:
                return
            notes.add(said)
            parts.append("\n")
            visit(item["c"])
            parts.append("\n")
            return
        if isinstance(item, list):
            for inner in item:
                visit(inner)
        elif isinstance(item, dict) and "t" in item:
            kind, content = item["t"], item.get("c")
            if kind == "Str":
                parts.append(content)
            elif kind in BREAKS:
                parts.append(" ")
            elif kind in ("Code", "CodeBlock", "Math"):
                parts.append(content[1])
            elif kind == "RawInline" and re.match(r"</?(?:br|p|li|ul)\b", content[1], re.IGNORECASE):
                parts.append(" ")
            elif kind in ("RawInline", "RawBlock", "Image"):
                pass
            elif kind == "DefinitionList":
                for term, meanings in content:
                    visit(term)
                    parts.append("\n")
                    visit(meanings)
            else:
                visit(content)
            if kind in BLOCKS:
                parts.append("\n")
        elif isinstance(item, dict):
            visit(list(item.values()))

    visit(held)
    return "".join(parts)


def cells(table: Any) -> Iterator[Any]:
    """The contents of a table's cells."""
    _, _, _, head, bodies, foot = table
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    for row in rows:
        yield from (cell[4] for cell in row[1])


# --- comparing --------------------------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", default="", help="list the differences of one kind of source")
    options = parser.parse_args()
    print(
        f"{'kind':14} files  words  lost  added  markup  "
        + "  ".join(f"{name[:8]:>8}" for name in FACTS)
        + "  untitled"
    )
    for folder in sorted(path for path in options.folder.iterdir() if path.is_dir()):
        compare(folder, show=folder.name == options.show)


def read(path: Path, text: str) -> Document:
    """Our reading; links are resolved as if the article had an address, for pandoc keeps relative ones."""
    gate = Gate(path.parent)
    source = Source(name=str(path), data=text.encode(), text=text, gate=gate, base_url="https://base.example/")
    return reader("markdown")(source).document


def compare(folder: Path, *, show: bool) -> None:
    """One line for a kind of source: per 10,000 words what was lost, added and read aloud; each fact's share."""
    total = lost = added = markup = files = untitled = 0
    kept: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    form = PANDOC if folder.name in OWN_DIALECT else COMMON
    for path in sorted(folder.iterdir()):
        try:
            text = path.read_text(encoding="utf-8")
            document = read(path, text)
            their_facts, their_words = theirs(as_pandoc(text), form)
        except (ExporterError, RuntimeError, UnicodeDecodeError) as error:
            print(f"  {path.name}: {str(error)[:120]}") if show else None
            continue
        facts, our_words, running = ours(document)
        files += 1
        total += sum(their_words.values())
        gone, more = their_words - our_words, our_words - their_words
        lost, added = lost + sum(gone.values()), added + sum(more.values())
        marks = MARKUP.findall(running)
        markup += len(marks)
        untitled += plain_text(document.title) == "Untitled"
        for name in FACTS:
            kept[name] += sum((facts[name] & their_facts[name]).values())
            wanted[name] += sum(their_facts[name].values())
        if show:
            tell(path.name, gone, more, marks, facts, their_facts)
    per = 10_000 / max(total, 1)
    shares = "  ".join(f"{kept[name] / wanted[name] if wanted[name] else 1:8.3f}" for name in FACTS)
    figures = f"{files:5} {total:6} {lost * per:5.1f} {added * per:6.1f} {markup * per:7.1f}"
    print(f"{folder.name:14} {figures}  {shares}  {untitled:8}")


def tell(name: str, gone: Counter[str], more: Counter[str], marks: list[str], facts: Facts, their: Facts) -> None:
    missing = {kind: list((their[kind] - facts[kind]).elements())[:6] for kind in FACTS if their[kind] - facts[kind]}
    if gone or marks or missing:
        print(f"  {name}: lost {dict(gone.most_common(12))} added {dict(more.most_common(6))} marks {marks[:5]}")
        for kind, items in missing.items():
            print(f"      {kind}: {[item[:60] for item in items]}")


if __name__ == "__main__":
    main()
