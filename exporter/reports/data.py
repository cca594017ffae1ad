"""The report as JSON. Keys are plain words; ``version`` rises when their meaning changes."""

from __future__ import annotations

import json
from typing import Any

from exporter.comparison.loss import NOT_CARRIED
from exporter.comparison.loss_table import as_dict as loss_as_dict
from exporter.findings.shown import as_dict
from exporter.reports import Examined, Report
from exporter.reports.checks import checked
from exporter.reports.judges import JUDGES, questions
from exporter.reports.text import CAVEAT

VERSION = 1


def render(report: Report) -> str:
    """The whole report as one JSON object."""
    data = {
        "version": VERSION,
        "exporter": report.version,
        "caveat": CAVEAT,
        "article": report.article,
        "title": report.title,
        "proof": {
            name: {"holds": answer, "against": against}
            for name, (answer, against) in zip(
                ("source_read", "files_say_all", "claims_hold"), report.answers.values(), strict=True
            )
        },
        "findings": [as_dict(item) for item in report.findings],
        "files": [_file(file) for file in report.files],
        "questions": [
            {
                "question": question.question,
                "criterion": question.criterion,
                "items": [{"text": text} | ({"line": pos.line} if pos else {}) for text, pos in question.items],
            }
            for question in questions(report.document)
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _file(file: Examined) -> dict[str, Any]:
    return {
        "file": file.name,
        "format": file.format,
        "sha256": file.sha256,
        "claims": [
            {
                "standard": one.claim.standard,
                "where": one.claim.where,
                "rules": [rule.id for rule in one.rules],
                "contradicted_by": list(one.broken),
            }
            for one in checked(file)
        ],
        "findings": [as_dict(item) for item in file.findings],
        "losses": [loss_as_dict(loss) for loss in file.losses],
        "not_carried": NOT_CARRIED.get(file.format, {}),
        "outside_checkers_not_run": [
            {"name": judge.name, "judges": judge.judges, "command": judge.command} for judge in JUDGES[file.format]
        ],
    }
