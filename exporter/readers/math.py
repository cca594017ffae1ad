"""Formulas: TeX and MathML as the model's Math. MathML comes from latex2mathml, which writes presentation MathML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from exporter.bounds.gate import Limits
from exporter.model import Math, is_visible
from exporter.patterns import pattern
from exporter.position import Position
from exporter.readers.input.characters import writable

if TYPE_CHECKING:
    from lxml import etree

MATHML = "http://www.w3.org/1998/Math/MathML"
ALLOWED = frozenset(
    "math mi mn mo ms mspace mtext maction menclose merror mfenced mfrac mpadded mphantom mroot mrow msqrt mstyle "
    "mmultiscripts mover mprescripts msub msubsup msup munder munderover none mtable mtd mtr mlabeledtr "
    "semantics".split()
)
ATTRIBUTES = frozenset(
    "accent accentunder columnalign columnspan dir display displaystyle fence form largeop linethickness lspace "
    "mathvariant maxsize minsize movablelimits notation open close separators rowspan rspace scriptlevel separator "
    "stretchy symmetric".split()
)


def from_tex(
    tex: str, alt: str | None, pos: Position | None, *, display: bool = False, limits: Limits | None = None
) -> tuple[Math, str]:
    """The formula in TeX, with its MathML where it has one; and why it has none, or ""."""
    tex = tex.strip()
    limits = limits or Limits()
    if len(tex) > limits.tex_characters:
        return Math(tex, "", alt, pos=pos), limits.passed("tex_characters")
    from latex2mathml import converter  # noqa: PLC0415  (start-up: only for formulas)
    from lxml import etree  # noqa: PLC0415  (start-up: only for formulas)

    if not _is_balanced(tex):
        return Math(tex, "", alt, pos=pos), "its braces do not match"
    try:
        made = etree.fromstring(
            converter.convert(_known(plain_environment(tex)), display="block" if display else "inline").encode()
        )
    except RecursionError:
        return Math(tex, "", alt, pos=pos), "it is nested too deeply"
    except Exception as error:  # the library's own errors have no common base
        return Math(tex, "", alt, pos=pos), PROBLEMS.get(type(error).__name__, "it is not TeX that can be read")
    if unknown := _unknown_command(made):
        return Math(tex, "", alt, pos=pos), f"“{unknown[:40]}” is not a command that is known"
    plain = etree.tostring(made, encoding="unicode")  # characters, not references
    return Math(tex, plain, alt, pos=pos), ""


ENVIRONMENTS = "equation align gather multline eqnarray alignat flalign math displaymath".split()
"""Environments of AMS in which a formula stands by itself, without other marks round it."""
BEGIN = pattern(r"\\begin\{(" + "|".join(ENVIRONMENTS) + r")(\*?)\}")


def plain_environment(tex: str) -> str:
    """An environment of one displayed equation is the equation; those of several lines are aligned."""
    match = BEGIN.match(tex.strip())
    if match is None:
        return tex
    inner = tex.strip()[match.end() : tex.strip().rfind("\\end{")].strip()
    if match[1] in ("equation", "math", "displaymath"):
        return inner
    inner = re.sub(r"\\(?:nonumber|notag)\b", "", inner)
    if match[1] == "alignat":
        inner = re.sub(r"^\{\d+\}", "", inner)
    return f"\\begin{{aligned}}{inner}\\end{{aligned}}"


PROBLEMS = {
    "NoAvailableTokensError": "something is missing at its end",
    "DenominatorNotFoundError": "a fraction has no denominator",
    "NumeratorNotFoundError": "a fraction has no numerator",
    "MissingEndError": "an environment is begun and not ended",
    "ExtraLeftOrMissingRightError": "a \\left has no \\right",
    "MissingSuperScriptOrSubscriptError": "a superscript or subscript is missing",
    "DoubleSubscriptsError": "it has two subscripts in one place",
    "DoubleSuperscriptsError": "it has two superscripts in one place",
}
"""What the library finds wrong, by the names of its errors, in words."""


def _is_balanced(tex: str) -> bool:
    """Whether each brace has its other; the library closes at the end what is open."""
    depth = 0
    for brace in re.findall(r"\\.|[{}]", tex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            return False
    return depth == 0


def _unknown_command(made: etree._Element) -> str:
    """A command that the library does not understand: it stands in the formula by its name."""
    names = (item.text or "" for item in made.iter("{*}mi", "{*}mo"))
    return next((name for name in names if re.fullmatch(r"\\[A-Za-z]+", name)), "")


def is_blank(formula: Math) -> bool:
    """Whether nothing of a formula is seen or heard: spaces, an empty text."""
    words = re.sub(r"<[^>]*>", "", formula.mathml) if formula.mathml else formula.tex
    return not formula.alt and not is_visible(words)


def _known(tex: str) -> str:
    """``tex`` with environments that the library does not know named as those that mean the same there.

    Names and numbers of equations are not part of what they say.
    """
    tex = re.sub(r"\\(?:label|tag)\*?\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])", "", tex)
    tex = re.sub(r"\\(?:cssId|class|style|href)\{[^{}]*\}(?=\s*\{)", "", tex)  # of MathJax: how a part looks
    return re.sub(r"\\(begin|end)\{(?:aligned|split|alignedat|gathered)\}(?:\{\d+\})?", r"\\\1{align*}", tex)


def from_mathml(node: Any, pos: Position | None) -> Math | None:
    """A ``math`` element of HTML, rebuilt from the elements and attributes that only show a formula."""
    from lxml import etree  # noqa: PLC0415  (start-up: only for formulas)

    root = _copy(node)
    if root is None:
        return None
    annotation = next((item for item in _below(node) if item.name == "annotation"), None)
    encoding = (annotation.attrs or {}).get("encoding", "") if annotation is not None else ""
    tex = _words(annotation).strip() if annotation is not None and "tex" in (encoding or "").lower() else ""
    alt = (node.attrs or {}).get("alttext") or (node.attrs or {}).get("aria-label") or None
    return Math(tex, etree.tostring(root, encoding="unicode"), alt, pos=pos)


def _below(node: Any) -> list[Any]:
    found: list[Any] = []
    stack = list(reversed(node.children or ()))
    while stack:
        item = stack.pop()
        found.append(item)
        stack.extend(reversed(item.children or ()))
    return found


def _words(node: Any) -> str:
    """All characters below an element (not the HTML reader's own function: that reader imports this module)."""
    return "".join(str(item.data or "") for item in _below(node) if item.name == "#text")


def _copy(node: Any) -> etree._Element | None:
    if node.name not in ALLOWED:
        return None
    from lxml import etree  # noqa: PLC0415  (start-up: only for formulas)

    namespaces: Any = {None: MATHML}
    made = etree.Element(f"{{{MATHML}}}{node.name}", nsmap=namespaces)
    for name, value in (node.attrs or {}).items():
        if name in ATTRIBUTES:
            made.set(name, writable(value or ""))
    last: etree._Element | None = None
    for child in node.children or ():
        if child.name == "#text":
            text = writable(str(child.data or ""))
            if last is None:
                made.text = (made.text or "") + text
            else:
                last.tail = (last.tail or "") + text
        else:
            copied = _copy(child)
            if copied is not None:
                made.append(copied)
                last = copied
    return made
