"""Marks of Markdown's dialects turned into pandoc's own, for ``markdown_facts``; apart, and nothing of the reader's.

Simple rules, line by line: code is copied as it stands; what is in a box, a directive or a component is turned by the
same rules and put into a division (``::::: box``), whose own name is no word (``boxed`` in ``markdown_facts``).
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

FENCE = re.compile(
    r"^(?P<pad>(?:[ \t>]|(?:[*+-]|\d{1,3}[.)])[ \t]+)*)(?P<mark>`{3,}|~{3,})(?P<info>[^`\n]*| *\{[a-z]+[ ,].*\} *)$"
)
DIRECTIVE = re.compile(r"^(?P<pad>[ \t]*)(?P<mark>`{3,}|~{3,}|:{3,})[ \t]*\{(?P<name>[A-Za-z][\w:+-]*)\}(?P<words>.*)$")
BOX = re.compile(
    r"^(?P<pad> *(?:(?::|[*+-]|\d+\.) +)?)(?:!!!|\?\?\?\+?|===[!+]?) +[\w -]*? *"
    r"(?:[\"'](?P<title>.*)[\"'])?\s*$"
)
BLOCK = re.compile(r"^(?P<pad> *)/{3,} *(?P<name>[\w-]+)(?: *\| *(?P<title>.*))?$")
DIVISION = re.compile(
    r"^(?P<pad>[ \t]*)(?P<mark>:{3,}) *(?P<name>[\w-]+)(?:\[(?P<title>.*)\]|[ \t]+(?P<words>[^:{\n][^\n]*))?"
    r"(?P<more> *\{.*\})?\s*$"
)
OLD_ALERT = re.compile(
    r"^(?P<pad>[ \t]*)> *\*\*(?P<title>(?:Note|Tip|Important|Warning|Caution):?)\*\*:?(?P<rest>.*)$", re.I
)
ALERT = re.compile(r"^(?P<pad>[ \t]*)> ?\[!(?P<name>[\w-]+)[^\]]*\][+-]?[ \t]*(?P<title>.*)$")
COMPONENT = re.compile(r"^(?P<pad>[ \t]*)<(?P<name>[A-Z][\w.]*)(?=[\s>/]|$)")
TAG = r"</?[A-Z][\w.]*(?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|[^<>\"'{}])*/?>"
ATTRIBUTE = re.compile(r"\{ ?:? ?[.#][^{}\n]*\}")
EXECUTED = re.compile(r"\A(?:[ \t]*(?:#|//|%%|--)\| .*\n?)+")
ENVIRONMENT = re.compile(
    r"\{ *(?:theorem|lemma|corollary|proposition|conjecture|definition|example|exercise|hypothesis|proof|remark"
    r"|solution)\b(?:[^}]*?\bname *= *\"(?P<title>[^\"]*)\")?"
)
"""What bookdown sets in a box, though a fence stands round it."""
GONE = frozenset(
    "toctree include literalinclude image contents bibliography tableofcontents embed raw mermaid iframe index video "
    "card-carousel program-output docstring rubric-none button video youtube click highlight currentmodule meta".split()
)
"""Directives whose words, if they have any, are none of a reader's: they are counted as what we add."""
CODE = frozenset("code code-block code-cell sourcecode literal parsed-literal prompt jupyter-execute".split())
PLAIN = frozenset("div list-table table csv-table math figure figure-md".split())


def as_pandoc(text: str, dialect: str) -> str:
    """``text`` with the marks of ``dialect`` (``myst``, ``mkdocs``, ``docusaurus`` …) as pandoc's own, or gone."""
    text = re.sub(r"\A\+\+\+\n.*?\n\+\+\+\n", "", text, flags=re.DOTALL)
    if dialect == "myst":  # what a site resolves has no address here; a field is a term
        named = r"\[((?:[^\[\]`\n]|`[^`\n]*`)+)\]\((?!https?:|mailto:|doi:|wiki:|rrid:|ror:)[a-z][\w-]*:[^()\s]*\)"
        text = re.sub(named, r"\1", text)
        text = re.sub(r"\{external[\w:+-]*\}`(?:([^`<]*?) )?<?~?([^`<>]*)>?`", lambda m: m[1] or f"`{m[2]}`", text)
    if dialect == "mkdocs":
        text = re.sub(r"^<!-- md:\w+ .*?-->[ \t]*(?=\n+: {3})", "❖", text, flags=re.MULTILINE)
        known = "\n" + text.casefold()
        named = re.compile(r"\](?:\[[A-Za-z_][\w.() -]*\])")
        text = named.sub(lambda match: match[0] if f"\n{match[0][1:].casefold()}:" in known else "]", text)
    if dialect in ("hugo", "jekyll"):
        start = r"^([ \t]*)\{[%{]<? ?%?-? *(?:highlight|code-toggle|code)\b(?:[^\n/]|/(?! ?[%>]))*?[%>]\}+[ \t]*$"
        end = r"^([ \t]*)\{[%{]<? ?%?-? *(?:endhighlight|/ *highlight|/ *code-toggle|/ *code)\b *[%>]\}+[ \t]*$"
        text = re.sub(start, r"\1```", re.sub(end, r"\1```", text, flags=re.MULTILINE), flags=re.MULTILINE)
    return "\n".join(turned(text.split("\n"), dialect))


def turned(lines: list[str], dialect: str) -> list[str]:
    """``lines`` turned: code as it stands, what holds something by the same rules again, the rest as running text."""
    made: list[str] = []
    running: list[str] = []
    at = 0

    def flush() -> None:
        if running:
            made.extend(outside_code_spans("\n".join(running), lambda part: inline(part, dialect)).split("\n"))
            running.clear()

    while at < len(lines):
        for rule in RULES:
            found = rule(lines, at, dialect)
            if found is not None:
                flush()
                held, at = found
                made += held
                break
        else:
            running.append(lines[at])
            at += 1
    flush()
    return made


Found = tuple[list[str], int] | None


def boxed(pad: str, title: str, inner: list[str], dialect: str) -> list[str]:
    said = outside_code_spans(title, lambda part: inline(part, dialect)).strip()
    return [
        "",
        pad + "::::: box",
        "",
        *([pad + said, ""] if said else []),
        *(pad + line for line in turned(inner, dialect)),
        "",
        pad + ":::::",
        "",
    ]


def directive(lines: list[str], at: int, dialect: str) -> Found:
    """MyST's: a division, code, a formula, or nothing."""
    match = DIRECTIVE.match(lines[at]) if dialect == "myst" else None
    if match is None:
        return None
    pad, mark, name, words = match["pad"], match["mark"], match["name"].lower(), match["words"].strip()
    closing = re.compile(rf"[ \t]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
    end = next((line for line in range(at + 1, len(lines)) if closing.match(lines[line])), len(lines))
    inner = [line[min(len(pad), len(line) - len(line.lstrip())) :] for line in lines[at + 1 : end]]
    if inner and inner[0].strip() == "---" and "---" in [line.strip() for line in inner[1:]]:
        inner = inner[[line.strip() for line in inner[1:]].index("---") + 2 :]
    while inner and re.match(r":[a-z][\w-]*:", inner[0].strip()):
        inner.pop(0)
    if name in GONE or name.startswith("auto"):
        return [""], end + 1
    if name in CODE:
        while inner and not inner[0].strip():
            inner.pop(0)
        return ["", *(pad + line for line in ["```````" + (words.split() or [""])[0], *inner, "```````"]), ""], end + 1
    if name == "math":
        return [
            "",
            *(pad + line for line in ["$$", words, *(line for line in inner if line.strip()), "$$"]),
            "",
        ], end + 1
    if name.startswith("solution"):
        words = ""  # the label of an exercise
    if name == "list-table" and "```" in "\n".join(inner):
        blank = re.compile(r"^ *[*+-] (?:[*+-] )?")
        inner = [blank.sub(lambda match: " " * len(match[0]), line) for line in inner]
        return boxed(pad, words, textwrap.dedent("\n".join(inner)).split("\n"), dialect), end + 1
    if name == "list-table":
        return ["", *(pad + line for line in turned(listed_table(inner), dialect)), ""], end + 1
    title = "" if name in PLAIN or re.fullmatch(r"[\d ]*", words) else words
    return boxed(pad, title, inner, dialect), end + 1


def comment(lines: list[str], at: int, dialect: str) -> Found:
    """A comment over several lines: nothing, and no code in it is code."""
    if not lines[at].lstrip().startswith("<!--") or "-->" in lines[at]:
        return None
    end = next((line for line in range(at, len(lines)) if "-->" in lines[line]), len(lines) - 1)
    return [lines[end].partition("-->")[2]], end + 1


def listed_table(lines: list[str]) -> list[str]:
    """A table that is written as a list of lists, as a pipe table; each cell in one line."""
    rows: list[list[str]] = []
    for line in lines:
        cell = re.match(r"(?P<row>[ ]{0,3}[*+-] +[*+-]|[ ]+[*+-])(?: +|$)(?P<words>.*)", line)
        if cell and len(cell["row"].split()) == 2:
            rows.append([cell["words"]])
        elif cell and rows:
            rows[-1].append(cell["words"])
        elif rows and line.strip():
            rows[-1][-1] += " " + line.strip()
    width = max(map(len, rows), default=0)
    made = ["|" + "|".join([*row, *[""] * (width - len(row))]) + "|" for row in rows]
    return [*made[:1], "|" + "---|" * width, *made[1:]] if made else []


def module(lines: list[str], at: int, dialect: str) -> Found:
    """A line of MDX that is a program's, whatever accents are in it."""
    is_code = re.match(r"import .+ from ['\"]|export (?:const|default|let)\b.*;\s*$", lines[at])
    return ([""], at + 1) if dialect in ("docusaurus", "starlight") and is_code else None


def remark(lines: list[str], at: int, dialect: str) -> Found:
    """A line of MyST that is a comment."""
    return ([""], at + 1) if dialect == "myst" and lines[at].startswith("%") else None


def code(lines: list[str], at: int, dialect: str) -> Found:
    """A fence of code: as it stands, but for what only a program reads of it."""
    match = FENCE.match(lines[at])
    if match is None:
        return None
    closing = re.compile(rf"[ \t>]*{re.escape(match['mark'])}{re.escape(match['mark'][0])}*[ \t]*$")
    indent = len(match["pad"])
    end = len(lines) - 1
    for line in range(at + 1, len(lines)):
        depth = len(lines[line]) - len(lines[line].lstrip(" \t>"))
        if closing.match(lines[line]) and depth < indent + 4:
            end = line
            break
        if match["pad"].strip() == ">" and not lines[line].startswith(">"):
            end = line - 1
            break
    inner = lines[at + 1 : end]
    env = ENVIRONMENT.match(match["info"].strip()) if dialect == "bookdown" else None
    if env:
        return boxed(match["pad"], env["title"] or "", inner, dialect), end + 1
    run = re.match(r"\{ *\.?([A-Za-z][\w+-]*)[^}\n]*\}", match["info"].strip())
    language = run[1] if run else (match["info"].split() or [""])[0]
    if language.startswith("{"):
        language = match["info"].strip() if language.startswith("{=") else ""
    if run and not match["info"].strip().startswith(("{.", "{ .")):
        inner = EXECUTED.sub("", "\n".join(inner)).split("\n") if inner else inner
    named = re.search(r"\b(?:title|filename|lst-cap|caption)=\"([^\"]*)\"", match["info"])
    title = [match["pad"] + named[1], ""] if named and not match["pad"].strip() else []
    return [*title, match["pad"] + match["mark"] + language, *inner, *lines[end : end + 1]], end + 1


def indented(lines: list[str], at: int, dialect: str) -> Found:
    """``!!! note "Title"``, ``=== "Tab"``: what is indented under it moves out, into a division."""
    match = BOX.match(lines[at]) if dialect == "mkdocs" else None
    if match is None:
        return None
    lead, end = match["pad"], at + 1
    pad = " " * len(lead)
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith(pad + "    ")):
        end += 1
    held = boxed(pad, match["title"] or "", [line[len(pad) + 4 :] for line in lines[at + 1 : end]], dialect)
    return (held if not lead.strip() else [lead + held[1].strip(), *held[2:]]), end


def block(lines: list[str], at: int, dialect: str) -> Found:
    """``/// note | Title`` to ``///``."""
    match = BLOCK.match(lines[at]) if dialect == "mkdocs" else None
    if match is None:
        return None
    depth, end = 1, at + 1
    while end < len(lines):
        if re.match(r" */{3,} *$", lines[end]):
            depth -= 1
            if not depth:
                break
        elif BLOCK.match(lines[end]):
            depth += 1
        end += 1
    inner = [line.removeprefix(match["pad"]) for line in lines[at + 1 : end]]
    while inner and (not inner[0].strip() or re.match(r" {4}[\w-]+:", inner[0])):
        inner.pop(0)  # its options
    return boxed(match["pad"], match["title"] or "", inner, dialect), end + 1


def division(lines: list[str], at: int, dialect: str) -> Found:
    """``:::note[Title]``, ``::: tip Title``: a division with its title in it; one of pandoc's own stays."""
    match = DIVISION.match(lines[at])
    if match is None or dialect in ("mkdocs", "pandoc"):
        return None
    title = match["title"] or match["words"] or ""
    return ["", f"{match['pad']}{match['mark']} {match['name']}", "", match["pad"] + inline(title, dialect), ""], at + 1


def alert(lines: list[str], at: int, dialect: str) -> Found:
    """``> [!note] Title``: a division of what is quoted."""
    match = ALERT.match(lines[at])
    old = OLD_ALERT.match(lines[at])
    if match is None and old is None:
        return None
    end = at + 1
    while end < len(lines) and lines[end].lstrip().startswith(">"):
        end += 1
    inner = [re.sub(r"^[ \t]*> ?", "", line) for line in lines[at + 1 : end]]
    if old is not None:
        return boxed(old["pad"], old["title"], [old["rest"], *inner], dialect), end
    assert match is not None
    return boxed(match["pad"], match["title"], inner, dialect), end


def formula(lines: list[str], at: int, dialect: str) -> Found:
    """A formula over several lines in one, for a line of it that begins with ``=`` is no heading."""
    if dialect in ("pandoc", "quarto", "bookdown") or lines[at].strip() != "$$":
        return None
    end = next((line for line in range(at + 1, min(len(lines), at + 60)) if lines[line].strip().startswith("$$")), 0)
    inner = " ".join(line.strip() for line in lines[at + 1 : end])
    pad = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    return ([pad + f"$${inner}$$", ""], end + 1) if end and inner.strip() else None


def kramdown(lines: list[str], at: int, dialect: str) -> Found:
    """A quote with ``{: .class}`` under it is a division of that class."""
    if dialect not in ("carpentries", "jekyll") or not lines[at].startswith(">"):
        return None
    end = at
    while end < len(lines) and lines[end].startswith(">"):
        end += 1
    if end >= len(lines) or not re.match(r"\{: ?\.", lines[end]):
        return None
    return boxed("", "", [re.sub(r"^> ?", "", line) for line in lines[at:end]], dialect), end + 1


def component(lines: list[str], at: int, dialect: str) -> Found:
    """What is between the tags of a component moves out to where the component stands."""
    match = COMPONENT.match(lines[at]) if dialect in ("docusaurus", "starlight") else None
    if match is None:
        return None
    last = at
    while last < len(lines) - 1 and last < at + 60 and not re.match(TAG, "\n".join(lines[at : last + 1]).lstrip()):
        last += 1
    whole = "\n".join(lines[at : last + 1]).lstrip()
    tag = re.match(TAG, whole)
    if tag is None or whole[tag.end() :].strip():
        return None
    if tag[0].endswith("/>"):
        return [""], last + 1
    depth, end = 1, last + 1
    while end < len(lines):
        depth += len(re.findall(rf"<{match['name']}(?=[\s>])(?![^>]*/>)", lines[end]))
        depth -= lines[end].count(f"</{match['name']}>")
        if depth <= 0:
            break
        end += 1
    inner = textwrap.dedent("\n".join(lines[last + 1 : end])).split("\n")
    before = lines[end].partition("</")[0] if end < len(lines) else ""
    held = turned([*inner, before.strip()], dialect)
    return ["", *(match["pad"] + line for line in held), ""], end + 1


RULES: tuple[Callable[[list[str], int, str], Found], ...] = (
    comment, module, remark, formula, directive, code, indented, block, division, alert, kramdown, component,
)  # fmt: skip


ROLES = tuple(
    (re.compile(pattern), left)
    for pattern, left in (
        (r"\{(?:[a-z]+:)?cite\w*(?::\w+)?\}`[^`]*`|\{(?:octicon|fa[brs]?|icon|index)\}`[^`]*`", ""),
        (r"\{(?:button|ref|doc|numref|term|any|download|std:\w+|prf:ref|xref)\}`\[?([^`<\]]*?)\s*\]?<[^`>]*>`", r"\1"),
        (r"\{(?:ref|doc|numref|eq|any|download|std:\w+|prf:ref)\}`[^`]*`", ""),
        (r"\{math\}`([^`]*)`", r"$\1$"),
        (r"\{(?:abbr|term)\}`([^`<(]*)[^`]*`", r"\1"),
        (
            r"\{(?:su[bp](?:script)?|del|strike|u|underline|smallcaps|kbd|guilabel|button|dfn|\w*-?title)\}`([^`]*)`",
            r"\1",
        ),
        (r"\{(?:si|chem|eval|user|issue|pr|bdg[\w-]*)\}`([^`]*)`", r"\1"),
        (r"\{[A-Za-z:]+\}(`[^`<]*?)\s*<[^`>]*>`", r"\1`"),
        (r"(?<!`)\{[A-Za-z][\w:]+\}(`[^`]*`)", r"\1"),
        (r"(?<=`)\{ ?(?:[.:#]|=html|l(?:ang)?=)[^{}\n]*\}", ""),
    )
)
"""MyST's roles, and attributes of code."""


def outside_code_spans(text: str, change: Callable[[str], str]) -> str:
    """``text`` with ``change`` made in what is no span of code; roles and attributes of code are changed with it."""
    for pattern, left in ROLES:
        text = pattern.sub(left, text)
    parts = re.split(r"((?<!`)(`+)(?!`).+?(?<!`)\2(?!`))", text, flags=re.DOTALL)
    return "".join(part if at % 3 == 1 else change(part) for at, part in enumerate(parts) if at % 3 != 2)


def inline(text: str, dialect: str) -> str:
    """Marks in running text."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    if dialect in ("docusaurus", "starlight"):
        text = re.sub(r"\{/\*.*?\*/\}", "", text, flags=re.DOTALL)
        text = re.sub(r"^(?:import .+ from ['\"].*|export (?:const|default|let).*)$", "", text, flags=re.MULTILINE)
        text = re.sub(TAG, "", text)
        text = re.sub(r"(?<![\w}$\\])\{[A-Za-z_$][\w.]*\}", "", text)
    text = re.sub(r"\{\{[<%].*?[>%]\}\}|\{%.*?%\}|(?<!`)\{\{[^`{}]*\}\}", "", text, flags=re.DOTALL)
    if dialect == "myst":
        text = re.sub(r"^(?:%.*|\([^()\n]+\)=|\+{3,}.*|\^{3,})$", "", text, flags=re.MULTILINE)
        text = re.sub(r"^(\$\$.*?\$\$)[ \t]*\([\w:-]+\)[ \t]*$", r"\1", text, flags=re.MULTILINE | re.DOTALL)
        text = re.sub(r"^:((?!type:)[a-z]+(?: [\w ]+)?): (?=\S)", r"\1\n\n:   ", text, flags=re.MULTILINE)
        text = re.sub(r"<rrid:([^<>\s]*)>", r"RRID:\1", text)
        text = re.sub(r"<(?:project|myst|inv|path|doc|doi|xref|wiki|ror|gh):[^<>\s]*>|\[\]\([^()\s]*\)", "", text)
        text = re.sub(r"\[@[^\[\]]*\]", "", text)
        text = re.sub(
            r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?!https?:|mailto:|doi:|wiki:|rrid:|ror:)[a-z][\w-]*:[^()\s]*\)",
            r"\1",
            text,
        )
    if dialect == "mkdocs":
        text = re.sub(r"^\*\[[^\]\n]+\]:.*$", "", text, flags=re.MULTILINE)
        text = re.sub(r"^(#+ )?::: [\w.]+\n(?:(?: {4}.*)?\n)*", "\n", text, flags=re.MULTILINE)
        text = re.sub(r":(?:material|octicons|fontawesome|simple)-[\w-]+:(?:\{[^}]*\})? ?", "", text)
    if dialect == "obsidian":
        text = re.sub(r"%%.*?%%", "", text, flags=re.DOTALL)
        text = re.sub(r"(?:^|[ \t])\^[A-Za-z0-9-]+[ \t]*$", "", text, flags=re.MULTILINE)  # names of blocks
    if dialect == "quarto":
        text = re.sub(r"\[?-?@(?:sec|fig|tbl|eq|lst)-[\w-]+\]?", "", text)
    if dialect == "bookdown":
        text = re.sub(r"\\@ref\([^)]*\)|\(\\#[^)]*\)|\\(?:index|label)\{[^}]*\}", "", text)
        text = re.sub(r"^(#+ )\((?:PART|APPENDIX)\\?\*?\) ", r"\1", text, flags=re.MULTILINE)
    text = re.sub(r"!\[\[[^\]]*\]\]", "", text)
    return text if dialect in ("quarto", "bookdown", "pandoc") else ATTRIBUTE.sub("", text)
