"""Marks of dialects of Markdown, as a census knows them: read as markup in one dialect, and as words in another.

Apart from the walk over what CommonMark sees (``markdown``), because these are patterns over its words. Each is
bounded, so that no text makes the search slow.
"""

from __future__ import annotations

import re

from exporter.patterns import pattern

HEAD = pattern(
    r"\A(?:---\w*[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)|\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)"
    r"|(\{\n.*?\n\})[ \t]*\n)",
    re.DOTALL,
)
"""Front matter: YAML, TOML, JSON."""
DOUBTFUL = pattern(
    "|".join(
        [
            r"\]\([^()\n]{0,300}\{\{[^\n]{0,300}?\}\}[^()\n]{0,300}\)",  # an address with a template tag in it
            r"\{\{.{0,2000}?\}\}|\{%.{0,2000}?%\}|\{[^{}\n]{0,3000}\}",  # template tags, attributes, marks of editors
            r"!\[\[[^\n]{0,500}?\]\]|\[\]\([^()\s]{1,300}\)",  # embedded notes, links without words
            r"\[[^\[\]]{0,500}@[^\[\]]{0,500}\]|@[\w:.-]+\s\[[^\[\]\n]{0,200}\]",  # citations
            r"@ref\([^)\s]*\)|(?<![\w.])-?@[\w:.#$%&+?<>~/-]+|\(\\?#[\w:-]+\)",  # references
            r"\[\^[^\]\s]*\]|(?<=\])\[[^\[\]\n]{0,200}\]",  # references to notes and links that nobody defined
            r"^\s*\([^()\n]{1,200}\)=\s*$",  # names of what follows (MyST)
            r"<<[^\n]{0,500}?>>|%%.{0,2000}?%%",  # includes, comments
            r"^\s*\*?\[[^\]\n]{1,99}\]:[^\n]*$",  # definitions of abbreviations and of links
            r"(?<!\w):[a-z0-9_+-]+:",  # emoji by name
            r"\\[a-zA-Z]+\*?(?![\w\\])|\\\(.{0,2000}?\\\)|\\\[.{0,2000}?\\\]",  # TeX
            r"!{1,3}\s?[A-Za-z]\w*|^\s*(?:Table)?:\s|\[(?:toc|TOC|!\w+)\][+-]?",  # boxes, captions, contents, alerts
            r"^\s*\(?(?:@\w*|#|[a-zA-Z]|[ivxlcIVXLC]+|\d+)[.)]\s",  # fancy lists
            r"<(?:inv|project|myst|xref|path|doc):[^<>\s]{1,400}>",  # addresses that a site resolves (MyST)
            r"\((?:PART|APPENDIX)\\?\*?\)|^\s*\^[\w-]+\s*$|(?<=\s)\^[\w-]+$",  # parts of books, names of blocks
            r"\[embed[^\]\n]*\][^\[\]]{0,500}\[/embed\]|\[/[a-z][\w-]*\]",  # shortcodes
            r"\[[a-z][\w-]*\s[^\]\n]{0,500}=[^\]\n]{0,500}\]|\[(?:audio|video|gallery|playlist|embed)\b[^\]\n]{0,300}\]",
        ]
    ),
    re.DOTALL | re.MULTILINE,
)
"""What is markup in some dialect."""
MARKED = pattern(
    r"[\[\]{}@#<%^\\:]|!{1,3}\s?[A-Za-z]|\((?:#|PART|APPENDIX)|\)=|^\s*\(?(?:[a-zA-Z]+|\d+)[.)]\s", re.MULTILINE
)
"""What is in each of these, or is nothing of them."""
DRAWN = pattern(r"^\s*(?:[+|]|-{3,}\s)|\S {3,}\S", re.MULTILINE)
"""A table drawn with characters, whose cells may go over lines."""
SHOWING = pattern(r"<[A-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*'){0,3000}>")
"""The tag of a component of MDX, whose attributes it may show."""
NAMED = pattern(r"\A\s*\(\\?#[\w:-]+\)\s*")
"""The name of a figure before its words (bookdown)."""
OPTIONS = pattern(r"^(?:#|//|--|%%)\|.*$", re.MULTILINE)
"""Lines in which a block of code says what is to become of it (Quarto)."""
AS_IT_IS = pattern(r"\{%-?\s*(?:end)?(?:raw|verbatim)\s*-?%\}")
"""Tags of templates round what is not a template (Jinja, Nunjucks, Liquid, Twig)."""
DIRECTIVE = pattern(
    r"^[ \t]*:[\w-]+:[^\n]*$|(?:\A|(?<=\}\n)|(?<=\} python\n))---\n.{0,3000}?\n---$", re.MULTILINE | re.DOTALL
)
"""Lines in which a directive says the same (MyST)."""
LISTINGS = ("{toctree", "{contents", "{tableofcontents")
"""Directives that hold the names of files, of which a site makes a list (MyST)."""
TARGET = pattern(r"(?<=\])\([^()\s]{1,2000}(?:\s+\"[^\"\n]*\")?\)")
"""Where a link leads, in Markdown that is not parsed because it stands in a directive (MyST)."""
ROLE = pattern(r"\{([\w:+.-]+)\}$")
"""The name of a role, before its words (MyST)."""
NUMBERED_ROLES = frozenset("eq ref numref".split())
"""Roles that show a number."""
PLAIN_ROLES = frozenset(
    "sub sup subscript superscript kbd guilabel command program file samp code menuselection".split()
)
"""Roles whose words are read as they stand."""
WIKI = pattern(r"(?<!!)\[\[([^\[\]\n]{1,500})\]\]")
SHOWN = "Prerequisites; Key points; See also; Instructor note; FAQ; TL;DR; YouTube; Vimeo; "
SHOWN += "Added in version; Changed in version; Deprecated since version"
"""What sites show for boxes and tags whose kind is not a word."""
BOX = pattern(r"^ *(?:/{3,}(?: .*)?|(?::{3,}|!{3}|\?{3}\+?)(?!\S*[:!?]\s*$).*|===\+?!? .*|:{3,}\s*)$", re.MULTILINE)
"""Lines that open or close a box: fenced divisions (Pandoc), admonitions and tabs (Python-Markdown)."""
FORMULA = pattern(r"\s*\$\$")
END_OF_FORMULA = pattern(r"\$\$\s*(?:\{[^{}]*\}|\([\w:-]+\))?\s*$")
ATTRIBUTES = pattern(r"\{[#.][^{}]*\}\s*$|\([\w:-]+\)\s*$")
ALTERNATIVE = pattern(rb"\{[^{}\n]{0,3000}\b(?:fig-)?alt=")
"""Attributes after a picture that say its alternative text."""
FENCE = pattern(r" *(`{3,}|~{3,})")
VALUE = pattern(r"""(?:^|\s)([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
"""An attribute of a tag, and its value."""
COMMENT = pattern(r"<!--.*?(?:-->|\Z)", re.DOTALL)
OPENING = pattern(r"<(?:table|tr|t[dh]|[uo]l|li|blockquote|h[1-6]|a)\b", re.IGNORECASE)
CLOSING = pattern(r"</(?:table|tr|t[dh]|[uo]l|li|blockquote|h[1-6]|a)\b", re.IGNORECASE)
RESOLVED = pattern(r"(?!https?:|mailto:|ftp:|tel:)[a-z][\w.+-]*:", re.IGNORECASE)
"""The beginning of an address in angles that a site resolves (``<xref:guide#page>``, MyST)."""
RAW = pattern(r"\{=html\}$|\{raw\}\s*html\b")
"""What opens a block of raw HTML (pandoc, docutils)."""
