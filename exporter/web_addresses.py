"""Addresses of the web taken apart and put together, whatever stands in them (RFC 3986, 3 and 5; RFC 3987).

Apart from ``urllib.parse``, whose functions raise for what they cannot take apart (``//[W``): what others wrote may be
anything, and what is not an address is kept as it is.
"""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit


def split(address: str) -> SplitResult:
    """The parts of an address; one that cannot be taken apart is all path, which leads nowhere."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")


def joined(base: str, reference: str) -> str:
    """The address that ``reference`` stands for on a page at ``base``; ``reference`` itself where there is none."""
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


def without_fragment(address: str) -> tuple[str, str]:
    """An address, and the part of its page that it names, "" for none."""
    plain, _, fragment = address.partition("#")
    return plain, fragment
