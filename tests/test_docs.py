"""What is generated from code is up to date, and what the pages say exists."""

from __future__ import annotations

import re
import runpy
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = r"^```(?s:.*?)^```$|`[^`\n]*`|^    .*$"
"""What is code on a page of Markdown: fenced, in a line, or indented."""


def test_the_rules_reference_is_generated_from_the_table() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "rules_reference.py"))
    assert tool["TARGET"].read_text(encoding="utf-8") == tool["page"](), "run: python tools/rules_reference.py"


def test_links_between_the_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
    dead = []
    for page in pages:
        text = re.sub(CODE, "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists():
                dead.append(f"{page.name}: {target}")
    assert dead == []


@pytest.mark.parametrize(("tool", "name"), [("man_page", "exporter.1"), ("index_page", "index-page.md")])
def test_what_is_made_from_the_program_and_the_readme_is_up_to_date(tool: str, name: str) -> None:
    made = import_module(f"tools.{tool}")
    now = made.page() if tool == "man_page" else made.page((ROOT / "README.md").read_text(encoding="utf-8"))
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == now, f"run python tools/{tool}.py"
