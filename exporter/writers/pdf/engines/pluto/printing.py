"""The process in which PlutoBook works: reads requests from its input, writes PDF files to its output, ends with it.

Apart, because a fault of native code ends a process; ``book`` starts this file as a program and goes on without it. It
imports nothing of exporter, so that it starts quickly. What goes over the pipes is lengths and bytes.
"""

from __future__ import annotations

import io
import json
import os
import struct
import sys
from pathlib import Path
from typing import Any, BinaryIO, Protocol

SETTINGS = Path(__file__).parent
"""Where settings of fontconfig are that name no folder: a file must not depend on the machine's fonts."""


def send(stream: BinaryIO, head: dict[str, Any], *parts: bytes) -> None:
    """Write one message: what ``head`` says, and the parts, each with its length."""
    said = json.dumps({**head, "sizes": [len(part) for part in parts]}).encode()
    stream.write(struct.pack(">I", len(said)) + said)
    stream.writelines(parts)
    stream.flush()


class Readable(Protocol):
    """What can be read."""

    def read(self, size: int, /) -> bytes:
        """So many bytes at most; none at the end."""


def receive(stream: Readable) -> tuple[dict[str, Any], list[bytes]] | None:
    """Read one message; None at the end of the stream. Raises EOFError where it ends in the middle."""
    begun = stream.read(4)
    if not begun:
        return None
    (size,) = struct.unpack(">I", begun + _exactly(stream, 4 - len(begun)))
    head = json.loads(_exactly(stream, size))
    return head, [_exactly(stream, length) for length in head["sizes"]]


def _exactly(stream: Readable, size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        if not (part := stream.read(size)):
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _bytes(path: str, known: dict[str, bytes]) -> bytes:
    if path not in known:
        known[path] = Path(path).read_bytes()
    return known[path]


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Lay out one document after another until the requests end."""
    import plutoprint  # noqa: PLC0415  (whoever starts this process needs the pipes alone)

    plutoprint.plutobook_set_fontconfig_path(os.fspath(SETTINGS))
    known: dict[str, bytes] = {}

    class Held(plutoprint.ResourceFetcher):
        """Gives what is held, by address; opens nothing else, neither file nor socket."""

        def __init__(self, pictures: dict[str, tuple[bytes, str]], fonts: dict[str, str]) -> None:
            super().__init__()
            self.pictures, self.fonts, self.refused = pictures, fonts, ""

        def fetch_url(self, url: str) -> plutoprint.ResourceData:
            if url in self.fonts:
                return plutoprint.ResourceData(_bytes(self.fonts[url], known), "font/ttf")
            if url in self.pictures:
                return plutoprint.ResourceData(*self.pictures[url])
            self.refused = self.refused or url or "?"
            return plutoprint.ResourceData(b"", "application/octet-stream")

    def printed(head: dict[str, Any], parts: list[bytes]) -> tuple[dict[str, Any], bytes]:
        pictures = {name: (data, kind) for (name, kind), data in zip(head["pictures"], parts[1:], strict=True)}
        held = Held(pictures, head["fonts"])
        made = plutoprint.Book(plutoprint.PAGE_SIZE_A4, plutoprint.PAGE_MARGINS_NONE)
        made.custom_resource_fetcher = held
        out = io.BytesIO()
        try:
            made.load_xml(parts[0].decode(), base_url="held:/")
            made.write_to_pdf_stream(out)
        except (plutoprint.Error, MemoryError, ValueError) as error:
            return {"fault": f"failed: {error}"}, b""
        if held.refused:
            return {"fault": f"asked for “{held.refused[:60]}”"}, b""
        return {"pages": made.get_page_count()}, out.getvalue()

    send(answers, {"version": plutoprint.plutobook_version_string()})
    while (request := receive(requests)) is not None:
        head, data = printed(*request)
        send(answers, head, data)


if __name__ == "__main__":
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what native code prints must not be taken for an answer
    serve(sys.stdin.buffer, channel)
