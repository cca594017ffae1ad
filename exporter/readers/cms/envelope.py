"""The article in a CMS's export: which object it is, its body, and what its fields say about it.

Envelopes differ by CMS and by publisher; an article is the outermost object that has rich text in a field. Its title is
the field that says so, never a name for the desk, and its dates are those of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any

from exporter.errors import InputError
from exporter.languages import corrected, determines_language, is_tag, primary
from exporter.model import Metadata, Person
from exporter.readers.cms import shapes
from exporter.readers.cms.fields import person_name
from exporter.readers.cms.names import HTML, folded, is_markdown, is_words

TITLES = ("headline", "title", "heading", "name")
LEADS = tuple(
    "standfirst lead lede dek deck ingress chapo customexcerpt introduction intro leadin subheadline strapline excerpt "
    "abstract teaser summary description".split()
)
LEAD_PICTURES = tuple(
    "featureimage featuredimage mainimage heroimage leadimage headerimage coverimage cover hero image picture "
    "photo".split()
)
BODIES = tuple("body content text article articlebody richtext html main blocks layout modules sections".split())
NOT_THE_BODY = frozenset(
    "includes sys seo related relatedarticles relatedposts footer navigation menu sidebar tags".split()
)
AUTHORS = ("authors", "author", "byline", "writers", "writer", "primaryauthor", "contributors")
PUBLISHED = ("publishedat", "publishdate", "publicationdate", "firstpublishedat", "datepublished", "pubdate", "date")
MODIFIED = ("updatedat", "lastpublishedat", "datemodified", "modified", "modifiedat")
LANGUAGES = ("language", "lang", "locale", "langcode", "i18nlang")
ADDRESSES = ("canonicalurl", "htmlurl", "url", "permalink", "link")
NO_LOCALES = frozenset(["id", "to", "by", "at", "is", "as"])
"""Names of fields that are language tags only by chance."""
_HTML_BODY = re.compile(r"<(?:p|h[1-6]|ul|ol|blockquote|figure|table|div)\b[^<>]*>", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?")
MOST_DEEP = 8


@dataclass(frozen=True, slots=True)
class Found:
    """An article: the ``held`` object round it ({} for a bare body), its ``bodies`` by field, the ``format`` of these.

    ``outer`` are the objects that hold it, the innermost first: what it does not say, they may.
    """

    held: Mapping[str, Any]
    bodies: tuple[tuple[str, Any], ...]
    format: str
    outer: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)


def find(value: Any, name: str, wanted: int = 0) -> Found:
    """The one article in a JSON value, or the one ``wanted`` of several, counted from 1.

    Raises InputError for none, naming what was seen, and for several where none is wanted.
    """
    found = articles(value)
    if not found:
        raise InputError(f"{name}: {refusal(value)}")
    if wanted > len(found):
        raise InputError(f"{name}: has {len(found)} articles, no number {wanted}; choose another")
    if len(found) > 1 and not wanted:
        listed = "; ".join(f"{at} “{(title(item) or 'untitled')[:60]}”" for at, item in enumerate(found[:20], start=1))
        more = "; …" if len(found) > 20 else ""
        raise InputError(
            f"{name}: holds {len(found)} articles: {listed}{more}; choose one with --from {found[0].format}:NUMBER"
        )
    return found[max(wanted - 1, 0)]


def refusal(value: Any) -> str:
    """Why a JSON value is not read: its form by name where it is known, else what was seen in it."""
    if known := shapes.other(value):
        return f"is {known}, which is not read; export the article as HTML or in a form listed in docs/reference/cms.md"
    if isinstance(value, Mapping):
        names = ", ".join(f"“{key[:30]}”" for key in list(value)[:4])
        seen = f"an object with {names}" if names else "an empty object"
    elif isinstance(value, list):
        seen = f"a list of {len(value)}" if value else "an empty list"
    else:
        seen = "a single value"
    return f"is JSON, but no article in a known form: {seen} was found; say the form with --from, or export HTML"


def articles(value: Any) -> list[Found]:
    """Every article in a JSON value, the outermost objects with rich text in them."""
    return list(_articles(value, (), 0))


def _articles(value: Any, outer: tuple[Mapping[str, Any], ...], deep: int) -> Iterator[Found]:
    if (shape := shapes.shape_of(value)) is not None and not _is_list_of_articles(value):
        yield Found({}, (("", value),), shape.format, outer)
        return
    if deep > MOST_DEEP:
        return
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield from _articles(item, outer, deep + 1)
        return
    if not isinstance(value, dict):
        return
    bodies = list(_bodies(value))
    if bodies:
        yield Found(value, tuple((name, held) for name, held, _ in bodies), _format(value, bodies, outer), outer)
        return
    for key, item in value.items():
        if folded(key) not in NOT_THE_BODY and isinstance(item, dict | list):
            yield from _articles(item, (value, *outer), deep + 1)


def _is_list_of_articles(value: Any) -> bool:
    """A list of typed objects may be articles, not blocks: each has a title and a body of its own (a Sanity query)."""
    return isinstance(value, list) and all(
        isinstance(item, dict) and folded_keys(item) & {"title", "headline"} and any(_bodies(item)) for item in value
    )


def folded_keys(held: Mapping[str, Any]) -> set[str]:
    """The names of an object's fields, folded."""
    return {folded(key) for key in held}


def _bodies(held: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """The fields of an object that hold rich text, with its format; the standfirst is not one of them."""
    rich = False
    for key, value in held.items():
        if folded(key) in LEADS or folded(key) in NOT_THE_BODY:
            continue
        value = shapes.unpacked(unlocalised(value))
        shape = shapes.shape_of(value)
        if shape is not None and _says_something(value) and not _is_list_of_articles(value):
            yield key, value, shape.format
            rich = True
    if rich or not folded_keys(held) & {*TITLES, "rendered"}:
        return
    for name in (*BODIES, "mobiledoc", "lexical"):  # an article whose body is HTML or Markdown in a field
        value = unlocalised(_held(held, name))
        if isinstance(value, str) and (_HTML_BODY.search(value) or is_markdown(value)):
            yield next(key for key in held if folded(key) == name), value, "strapi"
            return


def _says_something(value: Any) -> bool:
    return not (
        isinstance(value, list) and all(isinstance(item, dict) and set(item) <= {"id", "type"} for item in value)
    )


def _format(held: Mapping[str, Any], bodies: list[tuple[str, Any, str]], outer: tuple[Mapping[str, Any], ...]) -> str:
    keys = set(held)
    if keys & {"mobiledoc", "lexical"}:
        return "ghost"
    if "component" in keys and ("_uid" in keys or any("story" in above for above in outer)):
        return "storyblok"
    return bodies[0][2]


def unlocalised(value: Any, lang: str = "") -> Any:
    """The value of a field that holds one for each language ({"en-GB": …}): that of ``lang``, else the first."""
    if isinstance(value, dict) and value and all(map(_is_locale, value)):
        own = next((held for key, held in value.items() if lang and corrected(key) == corrected(lang)), None)
        return own if own is not None else next(iter(value.values()))
    return value


def _is_locale(key: str) -> bool:
    return key not in NO_LOCALES and len(primary(key)) == 2 and is_tag(corrected(key))


def locales(found: Found) -> list[str]:
    """The languages that an article's fields are kept under where each holds one text per language; [] if none does.

    Only those in which the article has its body too.
    """
    titles = (_held(found.held, name) for name in TITLES)
    localised = (value for value in titles if isinstance(value, dict) and unlocalised(value) is not value)
    value: dict[str, Any] = next(localised, {})
    bodies = [held for held in (found.held.get(name) for name, _ in found.bodies) if unlocalised(held) is not held]
    return [str(key) for key in value if all(isinstance(held, dict) and key in held for held in bodies)]


def locale_of(found: Found, wanted: str) -> str:
    """Of the languages that the fields are kept under the one that is ``wanted``, else the first."""
    known = [corrected(tag) for tag in locales(found)]
    alike = [tag for tag in known if wanted and primary(tag) == primary(wanted)]
    return next((tag for tag in known if tag == wanted), (alike or known or [""])[0])


# --- what the fields say --------------------------------------------------------------------------------------------


def metadata_of(found: Found, kept_under: str = "") -> Metadata:
    """What an article's own fields, ``kept_under`` a language, and those of the objects round it say about it."""
    places = [found.held, *_around(found)]
    lang = next((tag for tag in (language_in(place) for place in places) if tag), "") or kept_under
    published = _date(places, PUBLISHED)
    return Metadata(
        title=title(found),
        authors=tuple(Person(name) for name in _authors(places)),
        published=published,
        modified=_date(places, MODIFIED) if published else "",
        source=_address(places),
        lang=lang,
        keywords=_keywords(found.held),
    )


def _around(found: Found) -> list[Mapping[str, Any]]:
    """Objects that speak of the article beside its own: ``sys``, ``meta``, the story that holds the content."""
    inner = [found.held[key] for key in ("sys", "meta", "metadata") if isinstance(found.held.get(key), dict)]
    above = [place for place in found.outer if not any(isinstance(item, list) for item in place.values())]
    beside = [place[key] for place in found.outer for key in ("sys", "meta") if isinstance(place.get(key), dict)]
    story = [
        place
        for place in found.outer
        if "uuid" in place or "documentId" in place or "full_slug" in place or "id" in place
    ]
    unique: list[Mapping[str, Any]] = []
    for place in [*inner, *beside, *above, *story]:
        if not any(place is known for known in unique):
            unique.append(place)
    return unique


def title(found: Found) -> str:
    """The title that the article's fields say; a name for the desk only where the content has none."""
    for name in TITLES[:3]:
        if shown := _string(_held(found.held, name)):
            return shown
    for place in found.outer[:2]:
        if shown := _string(_held(place, "headline") or _held(place, "title")):
            return shown
    return ""


def lead(found: Found) -> Any:
    """The value of the standfirst's field; None for none."""
    own_excerpt = "customexcerpt" in folded_keys(found.held)
    for name in LEADS:
        if name == "excerpt" and own_excerpt:
            continue  # Ghost makes it of the first words where nobody wrote one
        value = unlocalised(_held(found.held, name))
        if value not in (None, "", [], {}):
            return value
    return None


def subtitle(found: Found) -> str:
    """The subtitle that the article's fields say."""
    return next((text for text in (_string(_held(found.held, name)) for name in ("subtitle", "subhead")) if text), "")


def left_over(found: Found) -> Iterator[tuple[str, str]]:
    """Fields of the article with words that nothing here reads: their names and words."""
    known = {*TITLES, *LEADS, *AUTHORS, *LEAD_PICTURES, *LANGUAGES, "subtitle", "subhead", "html", "plaintext"}
    bodies = {name for name, _ in found.bodies}
    for key, value in found.held.items():
        machine = key.startswith(("_", "seo", "meta", "og", "twitter", "email", "codeinjection"))
        if key in bodies or folded(key) in known or machine or not isinstance(value, str) or _of_lead_picture(key):
            continue
        if is_words(key, value) and len(value.split()) > 2 and shapes.unpacked(value) is value:
            yield key, " ".join(HTML.sub(" ", value).split())


def _of_lead_picture(key: str) -> bool:
    """Whether a field says what the lead picture shows: ``feature_image_alt``, ``heroImageCaption``."""
    name = folded(key)
    return any(name.startswith(picture) and name.removeprefix(picture) in SAID_OF_PICTURES for picture in LEAD_PICTURES)


SAID_OF_PICTURES = frozenset("alt alttext caption credit description".split())


def _held(held: Mapping[str, Any], name: str) -> Any:
    return next((value for key, value in held.items() if folded(key) == name and value not in (None, "", [], {})), None)


def _string(value: Any) -> str:
    value = unlocalised(value)
    if isinstance(value, dict):
        value = value.get("rendered") or value.get("raw") or value.get("text")
    if not isinstance(value, str):
        return ""
    return " ".join(unescape(HTML.sub(lambda tag: tag[0] if tag[0][0] == "&" else "", value)).split())


def language_in(held: Mapping[str, Any]) -> str:
    """The language tag that an object gives for its words; "" if there is none."""
    for name in LANGUAGES:
        value = _held(held, name)
        if isinstance(value, dict):
            value = value.get("code") or value.get("language_code") or value.get("id")
        if isinstance(value, str) and determines_language(corrected(value)):
            return corrected(value)
    return ""


def _authors(places: list[Mapping[str, Any]]) -> list[str]:
    for place in places[:2]:
        for key in AUTHORS:
            value = unlocalised(_held(place, key))
            names = [_author(item) for item in (value if isinstance(value, list) else [value])]
            if any(names):
                return list(dict.fromkeys(name for name in names if name))
    return []


def _author(value: Any) -> str:
    if isinstance(value, dict):
        if isinstance(value.get("value"), dict):
            value = value["value"]
        data = value.get("data")
        return person_name(data if isinstance(data, dict) else value)
    name = re.sub(r"^(?:by|von|par|por|av)\s+", "", _string(value), flags=re.IGNORECASE)
    return name if len(name) <= 100 and " " in name else ""


def _date(places: list[Mapping[str, Any]], names: tuple[str, ...]) -> str:
    for place in places:
        for name in names:
            value = _held(place, name)
            if isinstance(value, str) and _DATE.fullmatch(value):
                return value
    return ""


def _address(places: list[Mapping[str, Any]]) -> str:
    for name in ADDRESSES:
        for place in places:
            value = _held(place, name)
            if isinstance(value, str) and value.startswith(("https://", "http://")) and " " not in value:
                return value
    return ""


def _keywords(held: Mapping[str, Any]) -> tuple[str, ...]:
    for key in ("keywords", "tags"):
        value = _held(held, key)
        if isinstance(value, list):
            names = [person_name(item) if isinstance(item, dict) else _string(item) for item in value]
            return tuple(dict.fromkeys(name for name in names if name and not name.startswith("#")))
    return ()


def in_language(found: Found, lang: str) -> Found:
    """The article with the texts of ``lang`` where its fields hold one for each language."""
    held = {key: unlocalised(value, lang) for key, value in found.held.items()}
    if all(held[key] is found.held[key] for key in held):
        return found
    bodies = tuple((name, shapes.unpacked(held[name]) if name in held else value) for name, value in found.bodies)
    return replace(found, held=held, bodies=bodies)
