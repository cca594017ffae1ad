"""The tags of template languages, as HTML and Markdown meet them: one table for every reader.

Liquid, Jinja, Twig, Handlebars, Angular, Vue, Hugo's shortcodes, ERB, ASP, PHP. A tag may hold quotation marks with
other signs in them, never an element or an empty line; what is longer than a bound is not a tag. Apart because readers
of both meet the same tags in other surroundings.
"""

from __future__ import annotations

import re

_IN_STRING = r"\n%}]|%(?!\})|\}(?!\}))"
_STRINGS = rf"\"(?:[^\"{_IN_STRING}{{0,500}}\"|'(?:[^'{_IN_STRING}{{0,500}}'"
_NO_ELEMENT = r"(?!</?[a-zA-Z]|\n[ \t]*\n)"
_IN_TAG = rf"(?>{_STRINGS}|{_NO_ELEMENT}(?:[^%{{]|%(?!\}})|\{{(?!%)))"
_BRACES = r"\{(?:[^{}]|\{[^{}]{0,300}\}){0,300}\}"
_IN_VALUE = rf"(?>{_STRINGS}|{_NO_ELEMENT}(?:[^{{}}]|{_BRACES}))"
LIQUID = rf"\{{%{_IN_TAG}{{0,4000}}?%\}}"
HUGO = r"\{\{<(?:[^<>]|>(?!\}\})){0,4000}?>\}\}|\{\{%(?:[^%]|%(?!\}\})){0,4000}?%\}\}"
VALUE = rf"\{{\{{\{{?{_IN_VALUE}{{1,1000}}?\}}?\}}\}}"
_COMMENT = r"\{%-?\s*comment\b[^%{]{0,200}%\}"
NOTED = (
    rf"{_COMMENT}(?:(?!{_COMMENT}).){{0,20000}}?\{{%-?\s*endcomment\s*-?%\}}|\{{\#(?!\w+[}}.\#])[^{{}}]{{0,4000}}?\#\}}"
    r"|\{\{!--(?:[^-{]|-(?!-\}\})|\{(?!\{!--)){0,4000}--\}\}|\{\{![^{}]{0,1000}\}\}"
    r"|<%--(?:[^-<]|-(?!-%>)|<(?!%--)){0,20000}--%>|<%\#(?:[^%<]|%(?!>)|<(?!%\#)){0,4000}%>"
)
SERVER = r"<%(?:[^%<]|%(?!>)|<(?!%)){0,20000}%>|<\?(?:php\b|=|(?=\s)).*?(?:\?>|\Z)"
ANY = rf"(?P<noted>{NOTED})|(?P<hugo>{HUGO})|(?P<liquid>{LIQUID})|(?P<value>{VALUE})|(?P<server>{SERVER})"
"""Any of them, in the order in which they are looked for; its groups name the kinds."""
ROOTS = r"(?:site\.(?:baseurl|url|github\.url|cdn)|page\.root|relative_root_path|root_url|base_path|base_?url)\b"
"""Values that stand for the beginning of a site's addresses."""
KINDS = {
    "liquid": "template tags were left out, with what they would show",
    "value": "values that a template would put in were left out",
    "hugo": "shortcodes were left out, with what they would show",
    "server": "instructions to a server (PHP, ERB, ASP) were left out, with what they would show",
    "noted": "comments of a template were left out",
}
"""What is said of each kind where nobody knows what its tags would show."""


def value_name(words: str) -> str:
    """The name of a value that the article itself may give, without its braces and the object that it is of."""
    name = words.strip("{}- ").removeprefix("page.").removeprefix("frontmatter.").removeprefix("$frontmatter.")
    name = name.removesuffix("| escape").strip()
    return name.lower() if re.fullmatch(r"[\w.-]+", name) else ""
