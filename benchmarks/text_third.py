"""The third set for the plain-text reader: made from public pages, measured, and written down as numbers.

``python benchmarks/text_third.py make CLONES OUT [--unseen]`` makes texts and facts of the pages that
``text_third.toml`` names, from clones in ``CLONES/owner/name`` (bare ones will do); ``measure OUT SCORER`` reads them,
by the scorer beside the texts of ``benchmarks/text.py``, and prints the figures that ``text_third.json`` holds;
``show`` prints the tables of the docs.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import exporter
from benchmarks.text import neutral
from benchmarks.text_calibration import BINS, scorer, told
from benchmarks.text_from_markdown import LEAST, Fact, facts, spaced, with_speakers, write
from exporter.readers import Source
from exporter.readers.text import read
from exporter.run.reading_proof import differences

HERE = Path(__file__).parent
RESULTS = HERE / "text_third.json"
KINDS = ("heading", "paragraph", "list_item")
Figures = dict[str, Any]


def sources() -> list[dict[str, Any]]:
    """The sources, as ``text_third.toml`` names them."""
    named: list[dict[str, Any]] = tomllib.loads((HERE / "text_third.toml").read_text(encoding="utf-8"))["source"]
    return named


def git(clone: Path, *words: str) -> str:
    """What git prints."""
    done = subprocess.run(["git", "-C", clone, *words], check=True, capture_output=True)
    return done.stdout.decode("utf-8", errors="replace")


def pages_of(clones: Path, source: dict[str, Any], *, unseen: bool) -> Iterator[list[Fact]]:
    """The facts of pages of one source: evenly spaced and half-way between, or (``unseen``) others than these."""
    clone = clones / source["repository"]
    names = git(clone, "-c", "core.quotepath=off", "ls-tree", "-r", "--name-only", source["commit"]).splitlines()
    fitting = [name for name in names if fnmatch(name, source["files"]) and not fnmatch(name, source.get("not", ""))]
    taken = [*spaced(fitting, source["each"], False), *spaced(fitting, source["each"], True)]
    if unseen:
        taken = [
            name
            for name in fitting[len(fitting) // source["each"] // 4 :: 1 + len(fitting) // source["each"]]
            if name not in taken
        ]
    for name in dict.fromkeys(taken):
        text = git(clone, "show", f"{source['commit']}:{name}")
        found = with_speakers(
            newsroom_facts(text) if name.endswith(".ts") else facts(text) if len(text) >= LEAST else ()
        )
        if found and found[0]["kind"] == "heading" and all(fact["kind"] != "code" for fact in found):
            yield found  # what has program text in it is no press text


# --- pages of a newsroom, as its program has them -------------------------------------------------------------------

_FIELD = re.compile(
    r"^(\t*)(headline|title|blockFirstPublishedDisplay|html|caption|credit):\s*('(?:\\.|[^'\\])*'|`[^`]*`|\"[^\"]*\")",
    re.MULTILINE,
)
_BLOCK = 3
"""How deep the fields of a block of a live page are indented."""


def newsroom_facts(source: str) -> Iterator[Fact]:
    """What an article of a newsroom's rendering program says, block by block: times and titles, then elements."""
    head = re.search(r"^\theadline:\s*'((?:\\.|[^'\\])*)'", source, re.MULTILINE)
    if head:
        yield {"kind": "heading", "level": 1, "text": _plain(head[1])}
    body = source[source.find("\n\tblocks: [") :].partition("\n\t],")[0]
    for block in body.split("\n\t\t{\n")[1:]:
        fields = [(len(match[1]), match[2], match[3][1:-1]) for match in _FIELD.finditer(block)]
        own = {name: _plain(value) for depth, name, value in fields if depth == _BLOCK}
        if own.get("title"):
            yield {"kind": "paragraph", "text": own["blockFirstPublishedDisplay"], "unrecoverable": True}
            yield {"kind": "heading", "level": 2, "text": own["title"]}
        for depth, name, value in fields:
            if depth > _BLOCK and name == "html":
                yield from Elements.of(value.replace("\\'", "'").replace("\\n", "\n"))
            elif depth > _BLOCK and name == "caption":
                credit = next((_plain(text) for at, kind, text in fields if (at, kind) == (depth, "credit")), "")
                yield {"kind": "caption", "text": f"{_plain(value)} {credit}".strip()}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", text.replace("\\'", "'").replace("\\n", " "))).strip()


class Elements(HTMLParser):
    """The blocks of a piece of HTML; a paragraph that is bold from end to end, or quoted, is left open."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Fact] = []
        self.kind, self.words, self.quoted, self.loose = "", "", 0, 0

    @classmethod
    def of(cls, html: str) -> list[Fact]:
        """What ``html`` says."""
        parser = cls()
        parser.feed(html)
        parser.close()
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or a line of one."""
        kinds = {"p": "paragraph", "li": "list_item", "h2": "heading"}
        self.quoted += tag == "blockquote"
        self.loose += tag in ("strong", "b")
        if tag in kinds:
            self.kind, self.words = kinds[tag], ""
        elif tag == "br":
            self.words += "\n"

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        self.quoted -= tag == "blockquote"
        self.loose -= tag in ("strong", "b")
        if tag in ("p", "li", "h2") and (text := re.sub(r"[ \t\xa0]+", " ", self.words).strip()):
            more = {"unrecoverable": True} if self.quoted or (tag == "p" and text.startswith("•")) else {}
            self.found.append({"kind": self.kind, "text": text, "number": 0, "level": 2, **more})
            self.words = ""

    def handle_data(self, data: str) -> None:
        """Words of the block."""
        self.words += re.sub(r"\s+", " ", data)


# --- figures --------------------------------------------------------------------------------------------------------


def measure(out: Path, root: Path) -> dict[str, Figures]:
    """By source: what is right of each kind, boundaries, certainty, speakers, and what the census misses."""
    score = scorer(root)
    found: dict[str, Figures] = {}
    for source in sources():
        results, decisions, unread = [], [], 0
        paths = sorted(out.glob(f"{source['name']}-[0-9]*.txt"))
        for path in paths:
            text = path.read_text(encoding="utf-8")
            gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
            document = read(Source(name=path.name, data=text.encode(), text=text)).document
            results.append(score.score_doc(gold, score.adapt(neutral(document))))
            decisions += told(score, gold, text)
            unread += len(differences(exporter.open_article(text.encode(), format="text", name=path.name)) or ())
        total = score.total(results)
        found[source["name"]] = {
            "kind": source["kind"],
            "pages": len(paths),
            "f1": {kind: round(total["kinds"][kind]["F1"], 3) for kind in KINDS if total["kinds"][kind]["gold"]},
            "boundaries": round(total["segmentation"]["F1"], 3),
            "certainty": grouped(decisions),
            "wrong speakers": sum(
                1 for kind, sure, right in decisions if kind == "attribution" and sure > 0.8 and not right
            ),
            "unread": unread,
        }
    return found


def grouped(decisions: Iterable[tuple[str, float, bool]]) -> dict[str, dict[str, list[int]]]:
    """How many are right of how many, by kind and by group of certainty."""
    counted: dict[str, Counter[tuple[float, bool]]] = defaultdict(Counter)
    for kind, sure, right in decisions:
        counted[kind][next(bound for bound in BINS if sure >= bound), right] += 1
    return {
        kind: {str(bound): [cells[bound, True], cells[bound, True] + cells[bound, False]] for bound in BINS}
        for kind, cells in counted.items()
    }


def results() -> dict[str, Figures]:
    """What was measured last."""
    found: dict[str, Figures] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return found


def certainty(found: dict[str, Figures], kind: str = "") -> list[tuple[int, int]]:
    """How many are right of how many, for each group of certainty, of one kind or of all."""
    sums = [[0, 0] for _ in BINS]
    for figures in found.values():
        for name, groups in figures["certainty"].items():
            for at, bound in enumerate(BINS) if kind in ("", name) else ():
                right, all_of = groups[str(bound)]
                sums[at][0] += right
                sums[at][1] += all_of
    return [(right, all_of) for right, all_of in sums]


def table(found: dict[str, Figures]) -> str:
    """Rows of Markdown: each source."""
    rows = []
    for name, figures in found.items():
        f1 = " | ".join(f"{figures['f1'][kind]:.2f}" if kind in figures["f1"] else "–" for kind in KINDS)
        rows.append(f"| {name} | {figures['pages']} | {f1} | {figures['boundaries']:.2f} |")
    return "\n".join(rows)


def certainty_row(name: str, found: dict[str, Figures], kind: str = "") -> str:
    """A row of Markdown: how many are right of how many, by certainty."""
    return f"| {name} | " + " | ".join(f"{a} of {b}" if b else "–" for a, b in certainty(found, kind)) + " |"


def main(arguments: list[str]) -> int:
    """Make, measure or show; exit code 2 for usage."""
    match arguments:
        case ["make", clones, out, *more] if more in ([], ["--unseen"]):
            for source in sources():
                write(Path(out), source["name"], pages_of(Path(clones), source, unseen=bool(more)))
        case ["measure", out, root]:
            rows = (f"{json.dumps(name)}: {json.dumps(row)}" for name, row in measure(Path(out), Path(root)).items())
            print("{\n" + ",\n".join(rows) + "\n}")
        case ["show"]:
            print(table(results()))
            print(certainty_row("third", results()))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
