"""Nothing is fetched: converting every fixture, and an article that asks for the network, opens no socket at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ARTICLES

GUARD = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto", "urllib.Request"):
        sys.stderr.write(f"@@ {event} {arguments}\\n")
        sys.stderr.flush()
        import os
        os._exit(99)
sys.addaudithook(refuse)
"""
RUN = "import sys\nfrom exporter.cli import main\nsys.argv[0] = 'exporter'\nmain()\n"


def run(*arguments: str, cwd: Path, code: str = RUN) -> subprocess.CompletedProcess[str]:
    """Run the command where the first use of the network ends the process with code 99."""
    return subprocess.run(
        [sys.executable, "-c", GUARD + code, *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )


def test_the_guard_would_catch_a_connection(tmp_path: Path) -> None:
    code = "import socket\nsocket.create_connection(('127.0.0.1', 9), timeout=1)\n"
    assert run(cwd=tmp_path, code=code).returncode == 99


@pytest.mark.slow
def test_converting_every_fixture_opens_no_socket(tmp_path: Path) -> None:
    done = run("convert", *map(str, ARTICLES), "--jobs", "1", "--out-dir", str(tmp_path / "out"), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").iterdir())) == 3 * len(ARTICLES)


@pytest.mark.slow
def test_an_article_that_asks_for_the_network_gets_none(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<html lang="en"><head><link rel="stylesheet" href="http://127.0.0.1:9/a.css"><base href="http://127.0.0.1:9/">'
        "<style>@import url(http://127.0.0.1:9/b.css); p { background: url(http://127.0.0.1:9/c.png) }</style></head>"
        '<body><h1>T</h1><p style="background: url(http://127.0.0.1:9/d.png)">a</p>'
        '<img src="http://127.0.0.1:9/e.png" alt="a picture"><img src="//127.0.0.1:9/f.png" alt="another">'
        "</body></html>",
        encoding="utf-8",
    )
    done = run("convert", "a.html", "--jobs", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "IMG002" in done.stderr
