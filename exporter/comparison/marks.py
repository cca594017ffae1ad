"""Facts about stretches of words: emphasis, code, links, quoted words, expansions, notes, formulas, languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from exporter.comparison.facts import Mark, Unit
from exporter.comparison.loss import Change
from exporter.comparison.sound import is_cut_short
from exporter.languages import is_tag

SameTarget = Callable[[Mark, Mark], bool]
MOST_PAIRS = 250_000
"""So many pairs of marks of one unit are held against each other; of more, each against the next one."""
TOLD = 200
"""Characters at either end of marked words that tell them from others."""


def compare_marks(old: Unit, new: Unit, same_target: SameTarget) -> Iterator[tuple[str, Change, str]]:
    """Every mark that only one of two units has, as (kind, change, message). ``same_target`` judges inner links."""
    same_text = old.squeezed == new.squeezed
    left: dict[tuple[object, ...], list[Mark]] = {}
    for mark in new.marks:
        left.setdefault(_bucket(new, mark, same_text), []).append(mark)
    missing: list[Mark] = []
    asked = 0
    for mark in old.marks:
        like = left.get(_bucket(old, mark, same_text), [])
        near = like if asked < MOST_PAIRS else like[:1]
        asked += len(near)
        found = next((other for other in near if _equal(mark, other, same_target)), None)
        if found is None:
            missing.append(mark)
        else:
            like.remove(found)
    kept = {id(mark) for like in left.values() for mark in like}
    rest = [mark for mark in new.marks if id(mark) in kept]
    yield from _what_became(old, new, missing, rest, same_target)


def _what_became(
    old: Unit, new: Unit, missing: list[Mark], rest: list[Mark], same_target: SameTarget
) -> Iterator[tuple[str, Change, str]]:
    """Marks without an equal: changed where one of the copy is about the same words, else lost; what is over is added.

    Of very many no pairs are looked for: then all are lost and added, which is equally true.
    """
    same_text = old.squeezed == new.squeezed
    pairing = len(missing) * len(rest) <= MOST_PAIRS
    for mark in missing:
        changed = (
            next((other for other in rest if _changed(old, new, mark, other, same_text)), None) if pairing else None
        )
        if changed is not None:
            rest.remove(changed)
            yield mark.kind, "changed", f"{_name(mark)} is {_name(changed)} now{_words(new, changed)}"
        elif not (mark.kind == "link" and str(mark.data).startswith("#") and _leads_nowhere(mark, same_target)):
            yield mark.kind, "lost", f"{_name(mark)} is lost{_words(old, mark)}"
    for mark in rest:
        yield mark.kind, "added", f"{_name(mark)} that was not there{_words(new, mark)}"


def _bucket(unit: Unit, mark: Mark, same_text: bool) -> tuple[object, ...]:
    """What two marks must share to be equal, whatever else they say."""
    return mark.kind, *_place(unit, mark, same_text)


def _leads_nowhere(mark: Mark, same_target: SameTarget) -> bool:
    """A link of the original to a place that does not exist: no writer can keep it."""
    return same_target(mark, Mark("link", 0, 0, "#"))


def _place(unit: Unit, mark: Mark, same_text: bool) -> tuple[object, ...]:
    if same_text:
        return mark.start, mark.end
    if mark.end <= mark.start:
        return ()
    end = min(mark.end, mark.start + TOLD)
    return unit.squeezed[mark.start : end], unit.squeezed[max(mark.end - TOLD, end) : mark.end], mark.end - mark.start


def _equal(mark: Mark, other: Mark, same_target: SameTarget) -> bool:
    """Whether two marks of one kind, about the same words, say the same."""
    match mark.kind:
        case "math":
            return bool(mark.data.is_kept_in(other.data))
        case "link":
            return same_link(mark, other, same_target)
        case "emphasis" | "note":
            return bool(mark.data == other.data)
        case "expansion":
            whole, copy = (" ".join(str(one.data).split()) for one in (mark, other))
            return whole == copy or is_cut_short(whole, copy)
        case _:
            return True


def same_link(mark: Mark, other: Mark, same_target: SameTarget) -> bool:
    """Whether two links lead to the same place, spelling of the address aside (RFC 3986, 6.2.2)."""
    if str(mark.data).startswith("#") or str(other.data).startswith("#"):
        inner = str(mark.data).startswith("#") and str(other.data).startswith("#")
        return inner and same_target(mark, other)
    return address(str(mark.data)) == address(str(other.data))


def address(text: str) -> str:
    """An address in one spelling: percent-encoding, an empty path, the case of scheme and host do not count."""
    try:
        parts = urlsplit(text.strip())
        host = unquote(parts.netloc)
        host = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        return text
    path = parts.path or ("/" if parts.netloc else "")
    spelled = (quote(unquote(part), safe="/:@!$&'()*+,;=~%-._?") for part in (path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme.lower(), host.lower(), *spelled))


def _changed(old: Unit, new: Unit, mark: Mark, other: Mark, same_text: bool) -> bool:
    """Whether ``other`` is what became of ``mark``: of the same kind, about some of the same words."""
    if mark.kind != other.kind:
        return False
    if mark.kind in ("note", "math"):
        return True
    if not same_text:
        return bool(_place(old, mark, False) == _place(new, other, False))
    overlaps = mark.start < other.end and other.start < mark.end
    return overlaps or (mark.start, mark.end) == (other.start, other.end)


def _name(mark: Mark) -> str:
    match mark.kind:
        case "emphasis":
            return f"“{mark.data}”"
        case "link":
            return f"the link to {mark.data}"
        case "expansion":
            return f"the expansion “{mark.data}”"
        case "note":
            return f"the further reference to note {mark.data}" if mark.data else "the reference to a note"
        case "math":
            return "the formula"
        case "inline quote":
            return "the quotation"
        case _:
            return mark.kind


def _words(unit: Unit, mark: Mark) -> str:
    words = unit.stretch(mark.start, mark.end)
    return f" (“{_short(words)}”)" if words else ""


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"


def compare_langs(old: Unit, new: Unit, whole: tuple[str, str]) -> Iterator[str]:
    """Where the language of words differs, each stretch once.

    ``whole`` are the languages of the two documents: where those differ it is reported once, not for every word.
    """
    if old.squeezed != new.squeezed:
        had, has = (
            {known_language(lang) for _, _, lang in old.langs},
            {known_language(lang) for _, _, lang in new.langs},
        )
        if had != has:
            yield f"the languages are {_listed(has)}, not {_listed(had)}"
        return
    one, two = 0, 0
    while one < len(old.langs) and two < len(new.langs):
        (start, end, lang), (other_start, other_end, other) = old.langs[one], new.langs[two]
        a, b = max(start, other_start), min(end, other_end)
        same = known_language(lang) == known_language(other) or (lang.lower(), other.lower()) == whole
        if a < b and not same:
            now, before = other or "no known language", lang or "an unknown one"
            yield f"“{_short(old.stretch(a, b))}” is in {now}, not in {before}"
        one, two = (one + 1, two) if end <= other_end else (one, two + 1)


def known_language(lang: str) -> str:
    """A language tag to compare; ``und`` is nobody's knowledge (BCP 47, 4.1), and what is not a tag is in no file."""
    return "" if lang.lower() == "und" or not is_tag(lang) else lang.lower()


def _listed(langs: set[str]) -> str:
    return ", ".join(sorted(lang or "unknown" for lang in langs)) or "none"
