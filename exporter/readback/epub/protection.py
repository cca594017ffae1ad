"""Which parts of an EPUB are encrypted, by what, and what that does to its readers (EPUB 3.3, 4.2.6.3.1 and 4.4).

Obfuscated fonts keep nobody from the text. What a system of digital rights locks, only its own reading systems open:
whether a screen reader gets the words is theirs to say.
"""

from __future__ import annotations

from urllib.parse import unquote

from exporter.bounds.packages import Package

ENCRYPTION = "META-INF/encryption.xml"
OBFUSCATION = frozenset(["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"])
"""Algorithms that only keep a font from being used elsewhere: the standard's own and Adobe's."""

_SYSTEMS = {
    "META-INF/license.lcpl": "Readium LCP",
    "META-INF/sinf.xml": "Apple FairPlay",
    "META-INF/rights.xml": "Adobe ADEPT",
}
"""The part that a system of digital rights leaves in a book, and its name."""

ADVICE = "only the reading systems that hold its key can open it; ask its publisher for a copy without protection"


def encrypted(package: Package) -> dict[str, str]:
    """The parts that are encrypted, as the package spells them, and the algorithm of each."""
    if ENCRYPTION not in package:
        return {}
    found: dict[str, str] = {}
    for made in package.xml(ENCRYPTION).iter("{*}EncryptedData"):
        method = made.find("{*}EncryptionMethod")
        algorithm = "" if method is None else method.get("Algorithm") or ""
        for reference in made.iter("{*}CipherReference"):
            named = (reference.get("URI") or "").strip().lstrip("/")
            part = next((one for one in (unquote(named), named) if one in package), "")
            if part:
                found[package.spelled(part) or part] = algorithm
    return found


def protected(package: Package) -> dict[str, str]:
    """The parts that nobody without a key can read, and what locks each."""
    system = next((name for part, name in _SYSTEMS.items() if part in package), "")
    return {
        part: system or algorithm.rpartition("#")[2] or "an unnamed algorithm"
        for part, algorithm in encrypted(package).items()
        if algorithm not in OBFUSCATION
    }


def obfuscated(package: Package) -> list[str]:
    """The parts that are obfuscated as fonts may be."""
    return sorted(part for part, algorithm in encrypted(package).items() if algorithm in OBFUSCATION)
