r"""TeX commands in Markdown: what they style is styled, what only arranges the page is left out (pandoc, raw_tex).

Only commands with a known meaning are read as such; any other backslash stays as it is, as in ``C:\gates``.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from exporter.patterns import pattern
from exporter.readers.noted import noted_in

WITH_ARGUMENTS = frozenset(
    "index label vspace hspace setcounter addtocounter addcontentsline bibliography bibliographystyle pagestyle "
    "thispagestyle markboth markright nocite input include includeonly setlength addtolength usepackage definecolor "
    "hypertarget phantomsection glsadd printbibliography vskip hskip pagenumbering selectlanguage numberwithin".split()
)
ALONE = frozenset(
    "newpage pagebreak clearpage cleardoublepage mainmatter frontmatter backmatter appendix tableofcontents "
    "listoffigures listoftables noindent bigskip medskip smallskip centering hfill vfill printindex makeindex "
    "maketitle linebreak newline raggedright flushleft footnotesize small large normalsize scriptsize tiny Large "
    "LARGE huge Huge par null "
    "begingroup endgroup twocolumn onecolumn doublespacing singlespacing printbibliography nopagebreak "
    "allowdisplaybreaks sloppy protect phantomsection landscape".split()
)
STYLES = {"textbf": ("strong", "strong"), "emph": ("em", "em"), "textit": ("em", "em"), "textsl": ("em", "em")}
PLAIN = frozenset("text textrm textsf textsc textnormal mbox hbox underline uline textup textmd".split())
SIGNS = {
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "ldots": "…",
    "dots": "…",
    "textbackslash": "\\",
    "S": "§",
    "P": "¶",
    "copyright": "©",
}
_COMMAND = pattern(r"\\([A-Za-z]+)(\*?)")
_ARGUMENT = pattern(r"[ \t]*(?:\[[^\]\n]{0,200}\]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\}){0,500}\})")
_BODY = pattern(r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\}){0,2000})\}")
_ENVIRONMENT = pattern(r"\\(?:begin|end)\{[A-Za-z]+\*?\}")
KIND = "TeX commands are not text and were left out"


def plugin(md: MarkdownIt, *, all_names: bool = False) -> None:
    """Read TeX commands of a known meaning. ``all_names``: any other with arguments is one too, and is left out."""

    def command(state: StateInline, silent: bool) -> bool:
        return _command(state, silent, all_names=all_names)

    md.inline.ruler.before("escape", "raw_tex", command)


def _command(state: StateInline, silent: bool, *, all_names: bool) -> bool:
    if state.src[state.pos] != "\\":
        return False
    match = _COMMAND.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    name, after = match[1], match.end()
    if name in STYLES or name in PLAIN or name == "texttt":
        return _styled(state, name, after, silent)
    if name in SIGNS:
        return _sign(state, name, after, silent)
    if name in ("begin", "end"):
        environment = _ENVIRONMENT.match(state.src, state.pos, state.posMax)
        if environment is None or not _on_its_line(state, state.pos, environment.end()):
            return False
        return _left_out(state, environment.end(), silent)
    end = after
    takes = name in WITH_ARGUMENTS or (all_names and _BODY.match(state.src, after, state.posMax) is not None)
    while takes and (argument := _ARGUMENT.match(state.src, end, state.posMax)):
        end = argument.end()
    if end > after:
        return _left_out(state, end, silent)
    if name in ALONE and _on_its_line(state, state.pos, after):
        return _left_out(state, after, silent)
    return False


def _on_its_line(state: StateInline, start: int, end: int) -> bool:
    """Whether nothing else, or only other commands, stand in the line."""
    first = state.src.rfind("\n", 0, start) + 1
    last = state.src.find("\n", end)
    around = state.src[first:start] + state.src[end : last if last >= 0 else len(state.src)]
    return not re.sub(r"\\[A-Za-z]+\*?(?:[\[{][^\]}]*[\]}])*", "", around).strip()


def _left_out(state: StateInline, end: int, silent: bool) -> bool:
    if not silent:
        noted_in(state.env).note("MD005", KIND, state.src[state.pos : end])
    state.pos = end
    return True


def _styled(state: StateInline, name: str, after: int, silent: bool) -> bool:
    body = _BODY.match(state.src, after, state.posMax)
    if body is None:
        return False
    if not silent:
        maximum = state.posMax
        tag = STYLES.get(name)
        if name == "texttt":
            state.push("code_inline", "code", 0).content = body[1]
        else:
            if tag:
                state.push(f"{tag[0]}_open", tag[1], 1)
            state.pos, state.posMax = body.start(1), body.end(1)
            state.md.inline.tokenize(state)
            if tag:
                state.push(f"{tag[0]}_close", tag[1], -1)
            state.posMax = maximum
    state.pos = body.end()
    return True


def _sign(state: StateInline, name: str, after: int, silent: bool) -> bool:
    braces = re.compile(r"\{\}").match(state.src, after, state.posMax)
    if braces is None and name in ("S", "P"):
        return False
    if not silent:
        state.pending += SIGNS[name]
    state.pos = braces.end() if braces else after
    return True
