"""Checks what is locked for known advisories: by a list kept here, and by pip-audit where its service can be reached.

``python tools/advisories.py``: exit code 1 when a locked version is known to be weak. Where the service is out of reach
one line says so, and the list alone decides: no network is not a reason to fail, and none to be silent.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock")
SECONDS = 120

FLOORS: dict[str, tuple[str, str]] = {
    "fonttools": ("4.60.2", "CVE-2025-66034: files written anywhere from a designspace file"),
    "lxml": ("4.9.1", "CVE-2022-2309: crash on forged input"),
    "numpy": ("1.22.0", "CVE-2021-41496: overflow from forged arrays"),
    "pdfminer-six": ("20251107", "CVE-2025-64512: code run from a forged character map"),
    "pillow": ("11.3.0", "CVE-2025-48379: overflow when DDS pictures are written; CVE-2024-28219 before"),
    "pyyaml": ("5.4", "CVE-2020-14343: code run from YAML (the safe loader was never concerned)"),
    "weasyprint": ("68.0", "CVE-2025-68616: the fetcher's rules passed by by a redirect (ours never fetches)"),
}
"""The first version without a known weakness, and which weakness; looked through at each release."""


def locked(lock: Path) -> dict[str, str]:
    """The pinned versions of a lock file, by normalised name."""
    found = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


def numbers(version: str) -> tuple[int, ...]:
    """A version's numbers, for comparison."""
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0]))


def below_their_floor(versions: dict[str, str]) -> list[str]:
    """Each locked package below the first version without a known weakness."""
    return [
        f"{name} {versions[name]} is locked, {floor} is needed: {why}"
        for name, (floor, why) in FLOORS.items()
        if name in versions and numbers(versions[name]) < numbers(floor)
    ]


def audited(lock: Path) -> tuple[int, list[str]]:
    """How many packages pip-audit's service knew, and what it said against them."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--no-deps", "--disable-pip"]
    command += ["--progress-spinner", "off", "--format", "json"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError, KeyError, TypeError):
        return 0, []
    known = [item for item in packages if "vulns" in item]  # one that was skipped has a reason instead
    found = [f"{item['name']} {item['version']}: {vuln['id']}" for item in known for vuln in item["vulns"]]
    return len(known), found


def main() -> int:
    """Say what is known of each lock file; 1 when something is."""
    weak: list[str] = []
    for name in LOCKS:
        lock = ROOT / name
        weak += below_their_floor(locked(lock))
        asked, found = audited(lock)
        weak += found
        if asked:
            print(f"advisories: {asked} packages of {name} were looked up, {len(found)} advisories")
        else:
            print(f"advisories: the service cannot be reached; {name} was held to {len(FLOORS)} known floors only")
    for line in weak:
        print(f"advisories: {line}", file=sys.stderr)
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main())
