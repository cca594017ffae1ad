"""Looking into files: an article, or a finished PDF, EPUB or DOCX that is read back, as one model for every command."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from exporter.bounds.gate import Gate
from exporter.errors import InputError
from exporter.findings import Finding
from exporter.model import Document
from exporter.run.pipeline import ReadOptions, read_article
from exporter.run.prove import Copy, compare_all

if TYPE_CHECKING:
    from exporter.comparison.loss import Loss

FINISHED = (".pdf", ".epub", ".docx")
"""Suffixes of files that are read back rather than read as articles."""


def is_finished(name: str) -> bool:
    """Whether ``name`` is that of a finished file."""
    return PurePath(name).suffix.lower() in FINISHED


def open_any(name: str, options: ReadOptions) -> Document:
    """The document in an article or in a finished file. Raises InputError."""
    if is_finished(name):
        return read_back(name)
    return read_article(name, options).document


def read_back(name: str) -> Document:
    """The document that assistive technology would find in the finished file ``name``. Raises InputError."""
    from exporter.readback import open_file

    if not is_finished(name):
        raise InputError(f"{name}: is not a PDF, EPUB or DOCX; name a finished file")
    return open_file(Gate().read_article(Path(name), "file_bytes"), name)


def suffix_of(name: str) -> str:
    """The format that a finished file's suffix names."""
    return PurePath(name).suffix.lower()[1:]


def check_files(names: Sequence[str], options: ReadOptions, aspect: str = "") -> list[tuple[str, list[Finding]]]:
    """The findings in each file: for an article those of reading it too, for a finished file those of its format.

    A Word file can be either. It is judged as both, each named, unless ``aspect`` says "article" or "file".
    """
    results: list[tuple[str, list[Finding]]] = []
    for name in names:
        if suffix_of(name) == "docx" and not aspect:
            results.append((f"{name}, as an article", list(read_article(name, options).findings)))
            results.append((f"{name}, as a finished file", _finished(name)))
        elif is_finished(name) and (aspect != "article" or suffix_of(name) != "docx"):
            results.append((name, _finished(name)))
        else:
            results.append((name, list(read_article(name, options).findings)))
    return results


def _finished(name: str) -> list[Finding]:
    from exporter.checks.finished import check_file

    found = check_file(Gate().read_article(Path(name), "file_bytes"), name)
    return [item.located(name, ()) for item in found]


def compare_files(article: str, names: Sequence[str], options: ReadOptions) -> list[tuple[str, list[Loss]]]:
    """What each finished file lost of the article, or added to it."""
    original = read_article(article, options).document if suffix_of(article) == "docx" else open_any(article, options)
    copies = [Copy(suffix_of(name), read_back(name), _bytes_of(name)) for name in names]
    return list(zip(names, compare_all(original, copies), strict=True))


def _bytes_of(name: str) -> bytes:
    """A PDF's bytes, which its page labels are read from; other formats need none again."""
    return Gate().read_article(Path(name), "file_bytes") if suffix_of(name) == "pdf" else b""


def transcript_of(name: str, options: ReadOptions, *, as_json: bool) -> str:
    """What a listener would be told by the file, as text or JSON."""
    from exporter.speak import as_json as lines_as_json
    from exporter.speak import as_text, transcript

    lines = transcript(open_any(name, options))
    return lines_as_json(lines) if as_json else as_text(lines)


def browse_file(name: str, kind: str, options: ReadOptions, *, as_json: bool) -> str:
    """All headings, or links, or … of a file, as listeners jump through them; as text or JSON."""
    from exporter.speak import browse as speak_browse

    stops = speak_browse.browse(open_any(name, options), kind)
    show = speak_browse.as_json if as_json else speak_browse.as_text
    return show(stops, kind, suffix_of(name) if is_finished(name) else "")


def difference_of(name: str, other: str, options: ReadOptions, *, as_json: bool) -> tuple[str, bool]:
    """Where two files tell something else, as text or JSON, and whether they tell the same."""
    from exporter.speak import diff as speak_diff
    from exporter.speak import transcript

    found = speak_diff.differences(transcript(open_any(name, options)), transcript(open_any(other, options)))
    show = speak_diff.as_json if as_json else speak_diff.as_text
    return show(found, (name, other)), not found


def explain_files(names: Sequence[str], *, metadata: bool, onix: bool, as_json: bool) -> str:
    """Why each line of the accessibility metadata of EPUB files is there or not, and their ONIX codes; text or JSON."""
    import json

    from exporter.checks.epub import explain_metadata as explain_epub
    from exporter.checks.epub import onix as list_196

    found = [(name, explain_epub.explain(Gate().read_article(Path(name), "file_bytes"), name)) for name in names]
    if not as_json:
        lines = [explain_epub.as_text(name, item) for name, item in found if metadata]
        return "\n".join([*lines, *(list_196.as_text(name, item) for name, item in found if onix)])
    data = [
        (explain_epub.as_dict(name, item) if metadata else {"file": name})
        | ({"onix": list_196.as_dicts(item)} if onix else {})
        for name, item in found
    ]
    return json.dumps({"files": data}, ensure_ascii=False, indent=2)
