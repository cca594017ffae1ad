"""Language tags (BCP 47): is it a tag, and does it determine a language? Asked here by everybody, and nowhere else.

A tag is valid by the grammar of RFC 5646 (2.1) and by IANA's registry of subtags (2.2.9): ``english`` has the form of a
tag but is not. The registry's subtags stand in ``language_subtags.txt``, which is read when a tag is asked about that
is not one of the usual ones, and not before.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from exporter.patterns import pattern
from exporter.records import record

_FORM = pattern(
    r"""(?P<language>[a-z]{2,8})(?P<extlang>(?:-[a-z]{3}){0,3})
    (?:-(?P<script>[a-z]{4}))?
    (?:-(?P<region>[a-z]{2}|[0-9]{3}))?
    (?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)
    (?P<extensions>(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*)
    (?:-x(?:-[a-z0-9]{1,8})+)?""",
    re.VERBOSE,
)
"""``langtag`` of RFC 5646, 2.1, in lower case."""

_PRIVATE = pattern(r"x(?:-[a-z0-9]{1,8})+")
USUAL = frozenset(
    "ar bg bn ca cs cy da de el en es et eu fa fi fr ga gl he hi hr hu id is it ja ko lt lv mk ms mt nb nl nn no pl pt "
    "ro ru sk sl sq sr sv th tr uk ur vi zh".split()
)
USUAL_REGIONS = frozenset(
    "ae ar at au be bg br ca ch cl cn co cy cz de dk ee eg es fi fr gb gr hk hr hu ie il in is it jp kr lt lu lv ma mt "
    "mx my ng nl no nz pe ph pk pl pt ro rs ru sa se sg si sk th tr tw ua us za".split()
)
"""Subtags of most articles, for which the registry is not read: that takes as long as reading a short article."""

LONGEST = 255
"""Longer than any tag that means something; RFC 5646, 4.4.1, asks for 35 characters."""

_UNDETERMINED = frozenset(["und", "mis", "mul", "zxx", "i-default"])
"""Undetermined, uncoded, several, no language at all, and a protocol's default (ISO 639-2; RFC 2277, 4.5)."""


@record
class _Registry:
    """The registered subtags of each kind, in lower case; a range is the pair of its ends."""

    names: dict[str, frozenset[str]]
    ranges: dict[str, tuple[tuple[str, str], ...]]

    def has(self, kind: str, name: str) -> bool:
        """Whether ``name`` is registered as a subtag of ``kind``."""
        return name in self.names[kind] or self.is_private(kind, name)

    def is_private(self, kind: str, name: str) -> bool:
        """Whether ``name`` lies in a range; all ranges of the registry are for private use (RFC 5646, 2.2)."""
        return any(len(name) == len(first) and first <= name <= last for first, last in self.ranges[kind])


@cache
def _registry() -> _Registry:
    listed: dict[str, list[str]] = {}
    kind = ""
    for line in Path(__file__).with_name("language_subtags.txt").read_text(encoding="ascii").splitlines():
        if line.startswith("#"):
            continue
        words = line.split()
        if not line.startswith(" "):
            kind = words.pop(0)
        listed.setdefault(kind, []).extend(words)
    return _Registry(
        {kind: frozenset(name for name in names if ".." not in name) for kind, names in listed.items()},
        {
            kind: tuple((name[: name.index("..")], name[name.index("..") + 2 :]) for name in names if ".." in name)
            for kind, names in listed.items()
        },
    )


def has_form_of_tag(text: str) -> bool:
    """Whether ``text`` has the form of a tag (RFC 3066, 2.1), which is all that ISO 14289-1 asks of a file.

    Whether its parts are registered is asked by ``is_tag``.
    """
    return re.fullmatch(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", text) is not None


@lru_cache(maxsize=4096)
def is_tag(tag: str) -> bool:
    """Whether ``tag`` is a language tag: well-formed, and each of its subtags registered (RFC 5646, 2.2.9)."""
    if len(tag) > LONGEST or not tag.isascii():
        return False
    low = tag.lower()
    language, hyphen, region = low.partition("-")
    if language in USUAL and (region in USUAL_REGIONS or not hyphen):
        return True
    if _PRIVATE.fullmatch(low):
        return True
    registry = _registry()
    if low in registry.names["grandfathered"]:
        return True
    match = _FORM.fullmatch(low)
    return match is not None and _is_registered(match, registry)


def _is_registered(match: re.Match[str], registry: _Registry) -> bool:
    """The registry's part of the question, and that no variant and no singleton stands twice (2.2.5, 2.2.6)."""
    language, extlang, script, region = match.group("language", "extlang", "script", "region")
    variants = match["variants"].split("-")[1:]
    singletons = re.findall(r"(?<=-)[a-z0-9](?=-)", match["extensions"])
    return (
        registry.has("language", language)
        and (not extlang or language + extlang in registry.names["extlang"])
        and (not script or registry.has("script", script))
        and (not region or registry.has("region", region))
        and all(registry.has("variant", variant) for variant in variants)
        and len(set(variants)) == len(variants)
        and len(set(singletons)) == len(singletons)
    )


@lru_cache(maxsize=4096)
def determines_language(tag: str) -> bool:
    """Whether ``tag`` is a language tag that says which language it is.

    ``und``, ``mis``, ``mul`` and ``zxx`` do not; what is for private use (``qaa``, ``x-…``) does not for anybody else.
    """
    if not is_tag(tag):
        return False
    low = tag.lower()
    primary = low.partition("-")[0]
    return primary in USUAL or not (
        low in _UNDETERMINED
        or primary in _UNDETERMINED
        or primary == "x"
        or _registry().is_private("language", primary)
    )


def corrected(tag: str) -> str:
    """``tag`` as it was meant where that is plain: no white space round it, and hyphens for underscores (``en_GB``)."""
    return tag.strip().replace("_", "-")


def primary(tag: str) -> str:
    """The primary language subtag of a tag, in lower case; of an invalid tag, whatever stands in its place."""
    return tag.partition("-")[0].partition("_")[0].strip().lower()
