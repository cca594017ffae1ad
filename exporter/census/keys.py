"""The names of keys in JSON that a census goes by, as the schemas of the formats have them, folded.

Apart from the modules that count words and things, which must set the same values aside.
"""

from __future__ import annotations

import re
from functools import lru_cache

WORDS = frozenset(
    "text content value html title headline heading caption alt alttext credit byline body description summary "
    "standfirst lead intro quote attribution author message label markdown question answer subtitle deck bodytext "
    "bodyhtml bodyxhtml plaintext".split()
)
"""Keys under which one word is a word."""
DATA = frozenset(
    "id uuid guid key type types nodetype kind slug url uri href src link style styles class classname classes mode "
    "format lang language locale target rel status visibility version direction align alignment width height color "
    "colour theme template layout hash ref filename mimetype contenttype path icon size marktype listitem cite "
    "datetime date filetype extension ext marks markdefs meta metadata metatitle metadescription seo tags keywords "
    "focus settings name bio biography primaryauthor primarytag populatedauthors category categories blockname "
    "internalname copyrightholder copyrightnotice usageterms ednote".split()
)
"""Keys whose values are data of the program, with all that is in them."""
DATA_BEGINS = ("_", "seo", "meta", "og_", "og:", "twitter", "email", "codeinjection", "$")
ALTERNATIVES = ("alt", "alttext", "alternativetext")
"""Keys of a picture's alternative text: of most, of Lexical and Wagtail, of Strapi."""
FILE = re.compile(r"\S+\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?|pdf|mp[34])", re.IGNORECASE)


@lru_cache(4096)
def folded(name: str) -> str:
    """A key or a type without case and signs."""
    return re.sub(r"[\W_]+", "", name).lower()


@lru_cache(4096)
def is_data(name: str) -> bool:
    """Whether what is under a key is the program's."""
    return folded(name) in DATA or name.startswith(DATA_BEGINS)
