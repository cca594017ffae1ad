"""Addresses that may stand in a file: safe schemes only, written as the URL standard has them.

Rule 3 of what always holds: http, https, mailto, tel and targets inside the document; everything else stays text.
Characters that no URL may hold are percent-encoded (WHATWG URL, "URL code points"), as EPUBCheck expects.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit

_SAFE = "!#$&'()*+,-./:;=?@_~%"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"(?:(?:[^\s\x00-\x20#%/:?@\[\\\]]|%[0-9A-Fa-f]{2})+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?")
_UNWISE = re.compile(r"[\"<>^`{|}]")
"""Signs that a host's name can only have percent-encoded, as EPUBCheck accepts them."""
_EMPTY_LABEL = re.compile(r"^\.|\.\.")


def safe_address(target: str) -> str | None:
    """``target`` as it may be written to a file, or None if it is not a safe, valid address."""
    try:
        parts = urlsplit(target.strip())
        parts.port  # noqa: B018 – raises ValueError for a port that is not a number
    except ValueError:
        return None
    match parts.scheme.lower():
        case "http" | "https":
            return _web_address(parts)
        case "mailto" | "tel":
            rest = _encode(target.strip().partition(":")[2])
            return f"{parts.scheme.lower()}:{rest}" if rest else None
        case _:
            return None


def web_address(target: str) -> str | None:
    """Like ``safe_address`` but http and https only, for ``cite`` and ``dc:source``."""
    return safe_address(target) if target.lower().lstrip().startswith(("http:", "https:")) else None


def _web_address(parts: SplitResult) -> str | None:
    user, at, host = parts.netloc.rpartition("@")
    if not _HOST.fullmatch(host) or _EMPTY_LABEL.search(host):
        return None
    host = _UNWISE.sub(lambda match: quote(match[0], safe=""), host)
    address = f"{parts.scheme.lower()}://{_encode(user).replace('/', '%2F')}{at}{host}{_encode(parts.path)}"
    if parts.query:
        address += "?" + _encode(parts.query)
    if parts.fragment:
        address += "#" + _encode(parts.fragment).replace("#", "%23")
    return address


def _encode(text: str) -> str:
    """Percent-encode what may not stand in a URL, leaving what is encoded already."""
    return quote(_STRAY_PERCENT.sub("%25", text), safe=_SAFE, errors="replace")
