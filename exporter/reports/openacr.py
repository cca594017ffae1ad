"""A draft of an OpenACR (GSA's machine-readable form of a VPAT): what this program found, and nothing else filled in.

A criterion that something was found against is "partially-supports", with what was found. Every other one stays
"not-evaluated": that rules of a program found nothing is said in its notes, and a person must put the level in.
"""

from __future__ import annotations

from typing import Any

import yaml

from exporter.reports import Report
from exporter.reports.checks import AREAS
from exporter.reports.criteria import LEVEL_A, LEVEL_AA, against, criteria, rules_on
from exporter.reports.text import CAVEAT

CATALOG = "2.5-edition-wcag-2.2-en"
COMPONENT = "electronic-docs"


def render(report: Report) -> str:
    """The draft as YAML."""
    files = ", ".join(file.name for file in report.files) or report.article
    data = {
        "title": f"Accessibility Conformance Report: {report.title} (draft)",
        "product": {"name": report.title, "description": f"An article as {files}."},
        "author": {"name": "", "company_name": "", "email": ""},
        "report_date": "",
        "last_modified_date": "",
        "version": 1,
        "notes": f"Draft made by exporter {report.version}. {CAVEAT} A person must set the levels and fill the blanks.",
        "evaluation_methods_used": (
            f"exporter {report.version}: rules on finished files; each file read back and compared with its article."
        ),
        "legal_disclaimer": "",
        "catalog": CATALOG,
        "chapters": {
            "success_criteria_level_a": {"criteria": _chapter(report, LEVEL_A)},
            "success_criteria_level_aa": {"criteria": _chapter(report, LEVEL_AA)},
            "success_criteria_level_aaa": {"disabled": True, "criteria": []},
        },
    }
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)


def _chapter(report: Report, table: str) -> list[dict[str, Any]]:
    return [
        {"num": number, "components": [{"name": COMPONENT, "adherence": _adherence(report, number)}]}
        for number, _ in criteria(table)
    ]


def _adherence(report: Report, number: str) -> dict[str, str]:
    found = against(report.everything(), number)
    if found:
        said = "; ".join(f"{item.file}: {item.message} ({item.rule})" for item in found)
        return {"level": "partially-supports", "notes": f"Found: {said}."}
    areas = dict.fromkeys(area for file in report.files for area in AREAS[file.format])
    rules = rules_on(number, areas)
    if rules:
        return {
            "level": "not-evaluated",
            "notes": f"Nothing found by {', '.join(rules)}. A person must judge the rest.",
        }
    return {"level": "not-evaluated", "notes": "No rule of this program is about it."}
