"""The report as one HTML page that stands alone: no script, nothing loaded from elsewhere, for screen, print and ear.

Everything that is found leads by a link to its place: in the article's source, or in the side-by-side view of a file.
It is itself checked: axe finds nothing, the keyboard reaches all, nothing scrolls both ways at 400 % (WCAG 1.4.10).
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files as resources

from exporter.comparison.loss import KINDS, NOT_CARRIED, Loss
from exporter.comparison.loss_table import joint
from exporter.findings import Finding
from exporter.findings.place import described
from exporter.model import Image, walk
from exporter.position import Position
from exporter.reports import Examined, Report, pictures
from exporter.reports.checks import checked, count_text, loss_text
from exporter.reports.html_parts import Places, items, tag, text, words
from exporter.reports.html_sides import side_by_side
from exporter.reports.judges import JUDGES, Question, questions
from exporter.reports.text import CAVEAT
from exporter.rules import RULES
from exporter.rules.rule import Level

SECTIONS = {
    "files": "Files and what they claim",
    "losses": "What the files lost of the article",
    "findings": "Findings",
    "person": "What a person must judge",
    "judges": "What was not run",
}
MAX_SOURCE = 20_000
"""Lines of the article that are shown."""


def render(report: Report) -> str:
    """The whole page."""
    all_places = {file.name: Places(f"file{number}") for number, file in enumerate(report.files, 1)}
    sides = {file.name: "".join(side_by_side(file, all_places[file.name])) for file in report.files}
    body = [
        tag("a", "Skip to the report", class_="skip", href="#report"),
        _header(report),
        _contents(report, all_places),
        tag("main", "\n", *_sections(report, all_places, sides), id="report", tabindex="-1"),
    ]
    style = (resources("exporter.reports") / "style.css").read_text(encoding="utf-8")
    head = (
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(f'Conformance report: {report.title}')}</title>\n<style>\n{style}</style>"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{head}\n</head>\n<body>\n' + "\n".join(body) + "\n</body>\n</html>"
    )


def _header(report: Report) -> str:
    title = tag("h1", "Conformance report: ", words(report.title, report.document.metadata.lang))
    made = f"Article: {report.article}. Made by exporter {report.version}. {CAVEAT}"
    return tag("header", title, tag("p", text(made)))


def _contents(report: Report, all_places: dict[str, Places]) -> str:
    links = [tag("a", text(title), href=f"#{name}") for name, title in SECTIONS.items()]
    links += [tag("a", text(f"{name}, side by side"), href=f"#{places.prefix}") for name, places in all_places.items()]
    if report.source:
        links.append(tag("a", "The article’s source", href="#source"))
    return tag("nav", tag("h2", "Contents", id="contents"), items("ul", links), aria_labelledby="contents")


def _sections(report: Report, all_places: dict[str, Places], sides: dict[str, str]) -> Iterator[str]:
    yield _section("files", SECTIONS["files"], *(_file(report, file) for file in report.files))
    yield _section("losses", SECTIONS["losses"], *_losses(report, all_places))
    yield _section("findings", SECTIONS["findings"], *_findings(report, all_places))
    yield _section("person", SECTIONS["person"], *_person(report))
    yield _section("judges", SECTIONS["judges"], *_judges(report))
    for file in report.files:
        yield _section(all_places[file.name].prefix, f"{file.name}, side by side", sides[file.name])
    if report.source:
        lines = (tag("li", text(line), id=f"line-{number}") + "\n" for number, line in _source(report))
        listing = tag("ol", "\n", *lines, class_="source", lang=report.document.metadata.lang)
        yield _section("source", "The article’s source", listing)


def _source(report: Report) -> Iterator[tuple[int, str]]:
    yield from enumerate(report.source[:MAX_SOURCE], 1)


def _section(name: str, title: str, *content: str) -> str:
    return tag("section", tag("h2", text(title), id=name), "\n", *content, aria_labelledby=name) + "\n"


# --- files and claims -----------------------------------------------------------------------------------------------


def _file(report: Report, file: Examined) -> str:
    claims = [
        tag("li", text(f"{one.claim.standard}, stated by {one.claim.where}: {one.verdict}")) for one in checked(file)
    ]
    facts = {
        "Claims": tag("ul", *claims) if claims else "none",
        "Findings": tag("a", text(count_text(file.findings)), href="#findings"),
        "Compared with the article": tag("a", text(loss_text(len(file.losses))), href="#losses"),
        "SHA-256": tag("code", file.sha256),
    }
    pairs = [tag("div", tag("dt", name), tag("dd", value)) for name, value in facts.items()]
    return tag("h3", text(f"{file.name} ({file.format.upper()})")) + tag("dl", *pairs) + "\n"


# --- losses ---------------------------------------------------------------------------------------------------------


def _losses(report: Report, all_places: dict[str, Places]) -> Iterator[str]:
    yield _loss_table(report)
    for file in report.files:
        if file.losses:
            found = [_loss(report, file, loss, all_places[file.name]) for loss in file.losses]
            yield tag("h3", text(file.name)) + items("ol", found, class_="found")


def _loss_table(report: Report) -> str:
    counts = Counter((file.name, loss.kind) for file in report.files for loss in file.losses)
    head = [tag("th", "Kind of fact", scope="col")]
    head += [tag("th", text(file.format.upper()), scope="col") for file in report.files]
    rows, same = [tag("tr", *head)], []
    for kind in KINDS:
        shown = [_count(counts, file, kind) for file in report.files]
        if set(shown) <= {"0"}:
            same.append(kind)
            continue
        cells = [tag("td", one, class_="number") for one in shown]
        rows.append(tag("tr", tag("th", text(kind), scope="row"), *cells))
    caption = "Facts that each file lost, changed or added; n/a: the format cannot carry them"
    table = tag("table", tag("caption", caption), "\n".join(rows)) + "\n" if len(rows) > 1 else ""
    return tag("p", text(f"Compared, and the same in every file: {', '.join(same) or 'nothing'}.")) + table


def _count(counts: Counter[tuple[str, str]], file: Examined, kind: str) -> str:
    return "n/a" if kind in NOT_CARRIED.get(file.format, ()) else str(counts[file.name, kind])


def _loss(report: Report, file: Examined, loss: Loss, places: Places) -> str:
    said = tag("span", text(f"{loss.kind} {loss.change}"), class_="level error") + text(f": {loss.message}")
    quoted = f"{joint(loss)}“{words(loss.text, report.document.metadata.lang)}”" if loss.text else ""
    where = []
    if loss.pos:
        where.append(_in_source(report, loss.pos, "after " if loss.near == "pos" else ""))
    if loss.place:
        near = "after " if loss.near == "place" else ""
        where.append(_in_file(file, loss.place, places, near))
    return said + quoted + (tag("p", "Place: ", ", ".join(where), class_="more") if where else "")


def _in_source(report: Report, pos: Position, near: str = "") -> str:
    label = text(f"{near}line {pos.line} of the article")
    return tag("a", label, href=f"#line-{pos.line}") if 0 < pos.line <= min(len(report.source), MAX_SOURCE) else label


def _in_file(file: Examined, pos: Position, places: Places, near: str = "") -> str:
    label = text(f"{near}{described(pos, file.format)} of {file.name}")
    name = places.find(pos)
    return tag("a", label, href=f"#{name}") if name else label


# --- findings -------------------------------------------------------------------------------------------------------


def _findings(report: Report, all_places: dict[str, Places]) -> Iterator[str]:
    about = [item for item in report.findings if item.level is not Level.person]
    yield tag("h3", text(f"{report.article} (the article): {count_text(about)}"))
    yield _by_rule([(item, _in_source(report, item.pos) if item.pos else "") for item in about])
    for file in report.files:
        found = [item for item in file.findings if item.level is not Level.person]
        places = all_places[file.name]
        yield tag("h3", text(f"{file.name}: {count_text(found)}"))
        yield _by_rule([(item, _in_file(file, item.pos, places) if item.pos else "") for item in found])


def _by_rule(found: Sequence[tuple[Finding, str]]) -> str:
    """Findings with their places, those of one rule together, so that its meaning is explained once."""
    rules: dict[str, list[tuple[Finding, str]]] = {}
    for item, place in found:
        rules.setdefault(item.rule, []).append((item, place))
    return items("ol", map(_of_rule, rules.values()), class_="found") if rules else ""


def _of_rule(found: Sequence[tuple[Finding, str]]) -> str:
    first, rule = found[0][0], RULES[found[0][0].rule]
    level = tag("span", text(first.level.value), class_=f"level {first.level.value}")
    more = [f"Why it matters: {rule.why}"]
    more += [f"What to do: {first.hint}"] if first.hint else []
    more += [f"Rests on: {rule.source}"] if rule.source else []
    told = (text(item.message) + (f" ({place})" if place else "") for item, place in found)
    head = level + text(f" {rule.id}: {rule.finds}")
    return head + "".join(tag("p", text(line), class_="more") for line in more) + items("ul", told)


# --- for a person ---------------------------------------------------------------------------------------------------


def _person(report: Report) -> Iterator[str]:
    yield tag("p", "No program can decide these. Each is followed by everything in the article that it is about.")
    for question in questions(report.document):
        yield tag("h3", text(f"{question.question} ({question.criterion})"))
        if question.pictures:
            yield _thumbnails(report)
        elif question.items:
            yield items("ol", _places_of(report, question))
    asked = [(name, item) for name, item in _asked(report)]
    if asked:
        yield tag("h3", "Asked by rules")
        yield items("ol", (text(f"{name}: {item.message} ({item.rule})") for name, item in asked))


def _asked(report: Report) -> Iterator[tuple[str, Finding]]:
    for item in report.findings:
        if item.level is Level.person:
            yield report.article, item
    for file in report.files:
        yield from ((file.name, item) for item in file.findings if item.level is Level.person)


def _places_of(report: Report, question: Question) -> Iterator[str]:
    for said, pos in question.items:
        place = f" ({_in_source(report, pos)})" if pos else ""
        yield words(said, report.document.metadata.lang) + place


def _thumbnails(report: Report) -> str:
    """Each described picture, small, above its alternative, so that somebody can compare them."""
    shown = []
    for node in walk(report.document):
        if isinstance(node, Image) and node.alt:
            place = f" ({_in_source(report, node.pos)})" if node.pos else ""
            shown.append(_thumbnail(report, node.resource) + words(node.alt, report.document.metadata.lang) + place)
    return items("ul", shown, class_="thumbs")


def _thumbnail(report: Report, name: str) -> str:
    try:
        data = pictures.thumbnail(report.document.resource(name).data)
    except KeyError:
        data = b""
    # Its alternative stands right below as text, so the picture itself has none: nobody should hear it twice.
    return f'<img src="data:image/png;base64,{b64encode(data).decode("ascii")}" alt="">' if data else ""


def _judges(report: Report) -> Iterator[str]:
    yield tag("p", "Programs of others that can judge these files, and that this report did not run:")
    names = dict.fromkeys(file.format for file in report.files)
    judges = [(name, judge) for name in names for judge in JUDGES[name]]
    yield items("ul", (text(f"{one.name} ({name.upper()}): {one.judges}. Run: {one.command}") for name, one in judges))
