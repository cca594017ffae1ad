"""Numbers that carry a check digit, as files bear them: ISBN (ISO 2108), ISSN (ISO 3297), ORCID (ISO/IEC 7064); DOI.

Each function gives the number in its one form, or raises ``Wrong`` with what is wrong about it.
"""

from __future__ import annotations

import re


class Wrong(ValueError):
    """A number that cannot be right; ``args[0]`` says why."""


def isbn(said: str) -> str:
    """Thirteen digits; an ISBN of ten gets its 978 (ISO 2108, annex C)."""
    digits = re.sub(r"(?i)^(?:urn:isbn:|isbn(?:-1[03])?:?)|[\s\u2010-\u2015-]", "", said).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        _must(
            digits[-1], "0123456789X"[-sum(int(d) * w for d, w in zip(digits[:9], range(10, 1, -1), strict=True)) % 11]
        )
        digits = "978" + digits[:9]
        return digits + _ean(digits)
    if not re.fullmatch(r"97[89]\d{10}", digits):
        raise Wrong("an ISBN has 13 digits, from 978 or 979 on, or 10")
    _must(digits[-1], _ean(digits[:12]))
    return digits


def _ean(twelve: str) -> str:
    return str(-sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(twelve)) % 10)


def issn(said: str) -> str:
    """Eight characters with a hyphen in the middle."""
    digits = re.sub(r"(?i)^(?:urn:issn:|issn:?)|[\s\u2010-\u2015-]", "", said).upper()
    if not re.fullmatch(r"\d{7}[\dX]", digits):
        raise Wrong("an ISSN has 8 digits; the last may be X")
    _must(digits[-1], "0123456789X"[-sum(int(d) * w for d, w in zip(digits[:7], range(8, 1, -1), strict=True)) % 11])
    return f"{digits[:4]}-{digits[4:]}"


def orcid(said: str) -> str:
    """Four groups of four, without the address before them."""
    digits = re.sub(r"(?i)^(?:https?://)?(?:www\.)?orcid\.org/|^orcid:|[\s\u2010-\u2015-]", "", said).upper()
    if not re.fullmatch(r"\d{15}[\dX]", digits):
        raise Wrong("an ORCID has 16 digits in groups of four; the last may be X")
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    _must(digits[-1], "0123456789X"[(12 - total % 11) % 11])
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4))


def doi(said: str) -> str:
    """A DOI without the address before it."""
    bare = re.sub(r"(?i)^(?:https?://)?(?:dx\.)?doi\.org/|^doi:\s*", "", said.strip())
    if not re.fullmatch(r"10\.\d{4,9}(?:\.\d+)*/\S+", bare):
        raise Wrong("a DOI begins with 10., a number and a slash")
    return bare


def _must(found: str, right: str) -> None:
    if found != right:
        raise Wrong(f"its check digit is {found}, by the others it would be {right}")
