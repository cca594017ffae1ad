"""Make one PDF in a process of its own and print what it cost: ``python benchmarks/one_pdf.py KIND SOURCE OUT``.

KIND and SOURCE: ``ours`` and a Markdown book; ``plain`` or ``tagged`` (WeasyPrint alone, without and with its own tags)
and a page kept by ``keep``; ``typst`` and a Typst source. Programs are loaded and the source is read before the clock
starts. ``layout`` are the seconds that WeasyPrint took to lay out, the same work in all three kinds that use it;
``tagging`` those in which exporter built and wrote its structure, once all was painted.
"""

from __future__ import annotations

import json
import pickle
import resource
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


@dataclass(frozen=True)
class Page:
    """What exporter would give to WeasyPrint, as anybody could: HTML, style sheets, fonts, pictures by address."""

    html: str
    sheets: tuple[str, ...]
    font_files: tuple[Path, ...]
    pictures: dict[str, tuple[bytes, str]]


class _Enough(Exception):
    """Ends the writing of a PDF once its page is known."""


def keep(book: Path, target: Path) -> None:
    """Write to ``target`` the page that exporter lays out for a book."""
    import exporter
    from exporter.writers import WriteOptions, pdf
    from exporter.writers.pdf.engines.weasy import layout as engine

    def stop(layout: Any, *_: Any) -> None:
        raise _Enough(layout)

    with mock.patch.object(engine, "write", stop):
        try:
            pdf.write(exporter.read(book), WriteOptions(engine="weasyprint"))
        except _Enough as stopped:
            (layout,) = stopped.args
    page = Page(_html(layout.root), tuple(layout.sheets), tuple(layout.font_files), dict(layout.pictures))
    target.write_bytes(pickle.dumps(page))


def _html(root: Any) -> str:
    from lxml import etree

    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
    etree.cleanup_namespaces(root)
    return "<!doctype html>" + str(etree.tostring(root, method="html", encoding="unicode"))


def ours(source: Path) -> Callable[[], bytes]:
    """exporter's PDF writer on a book that has been read."""
    import exporter
    from exporter.writers import WriteOptions, pdf

    document = exporter.read(source)
    return lambda: pdf.write(document, WriteOptions()).data


def weasyprint_alone(source: Path, *, tagged: bool) -> Callable[[], bytes]:
    """WeasyPrint on a page that was kept, with the same fonts: none of our code takes part."""
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from exporter.writers.pdf.engines.weasy.fonts import FontConfiguration

    page: Page = pickle.loads(source.read_bytes())

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            data, media_type = page.pictures[url]
            return URLFetcherResponse(url, data, {"Content-Type": media_type})

    def make() -> bytes:
        config, fetcher = FontConfiguration(page.font_files), Fetcher()
        sheets = [weasyprint.CSS(string=text, font_config=config, url_fetcher=fetcher) for text in page.sheets]
        html = weasyprint.HTML(string=page.html, url_fetcher=fetcher)
        variant = "pdf/ua-1" if tagged else None
        with config.alone():
            data: bytes = html.write_pdf(font_config=config, stylesheets=sheets, pdf_variant=variant)
        return data

    return make


def typst(source: Path) -> Callable[[], bytes]:
    """Typst, which tags its PDF without being asked."""
    import typst as compiler

    return lambda: bytes(compiler.compile(str(source)))


KINDS: dict[str, Callable[[Path], Callable[[], bytes]]] = {
    "ours": ours,
    "plain": lambda source: weasyprint_alone(source, tagged=False),
    "tagged": lambda source: weasyprint_alone(source, tagged=True),
    "typst": typst,
}


class Clocks:
    """Processor seconds of parts of the making."""

    def __init__(self) -> None:
        self.layout = self.tagging = 0.0

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function``, its time added to ``part``."""

        def run(*args: Any, **kwargs: Any) -> Any:
            begin = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                setattr(self, part, getattr(self, part) + time.process_time() - begin)

        return run

    def installed(self, kind: str) -> ExitStack:
        """Let WeasyPrint, and our writer, note how long these parts take."""
        stack = ExitStack()
        if kind == "typst":
            return stack
        from weasyprint.document import Document

        lay_out = self.timed("layout", Document._render.__func__)  # type: ignore[attr-defined]
        stack.enter_context(mock.patch.object(Document, "_render", classmethod(lay_out)))
        if kind == "ours":
            from exporter.writers.pdf.engines.weasy import layout as engine

            write = engine.write

            def tagging(layout: Any, tag: Any, finish: Any) -> Any:
                return write(layout, self.timed("tagging", tag), self.timed("tagging", finish))

            stack.enter_context(mock.patch.object(engine, "write", tagging))
        return stack


def main(kind: str, source: Path, target: Path) -> None:
    """Make it, write it, print what it cost as JSON."""
    make = KINDS[kind](source)
    clocks = Clocks()
    with clocks.installed(kind):
        begin = time.process_time()
        data = make()
        spent = time.process_time() - begin
    target.write_bytes(data)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(json.dumps({"cpu": spent, **vars(clocks), "bytes": len(data), "memory": memory}))


if __name__ == "__main__":
    if sys.argv[1] == "keep":
        keep(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
