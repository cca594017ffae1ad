"""docs/embedding.md and examples/: every snippet is run, the views by their frameworks."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import logging
import re
import runpy
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.checks.rich import red_square
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
SOURCE = "---\nlang: en\n---\n\n# The weir\n\nIt holds.\n\n![The weir in May](may.png)\n"


def example(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "examples" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "weir.md").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "may.png").write_bytes(red_square())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_every_snippet_of_the_page_runs(folder: Path) -> None:
    plain = re.sub(r"<!-- examples/.*?<!-- end -->", "", PAGE, flags=re.DOTALL)
    snippets = re.findall(r"^```python\n(.*?)^```", plain, flags=re.DOTALL | re.MULTILINE)
    assert len(snippets) >= 9
    names: dict[str, Any] = {"__name__": "page"}
    for code in snippets:
        exec(compile(code, "docs/embedding.md", "exec"), names)
    assert sorted(path.name for path in (folder / "build").iterdir()) == ["weir.docx", "weir.epub", "weir.pdf"]
    assert names["made"].data[:2] == b"PK"


def test_the_page_has_the_examples_as_they_are() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "embedding_examples.py"))
    assert tool["page"]() == PAGE, "run: python tools/embedding_examples.py"
    named = set(re.findall(r"\.\./examples/([\w.]+)", PAGE))
    assert named == {path.name for path in (ROOT / "examples").iterdir() if path.is_file()}


async def post(app: Any, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
    """One request as a server sends it (ASGI 3)."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.slow
def test_the_view_in_starlette() -> None:
    pytest.importorskip("starlette")
    module = example("starlette_view")

    async def both() -> tuple[Any, Any]:
        good = await post(module.app, "/convert/weir.md", SOURCE.encode())
        return good, await post(module.app, "/convert/weir.md", b"  ")

    (status, headers, body), (refused, _, said) = asyncio.run(both())
    module.pool.close()
    assert (status, headers["content-type"], body[:2]) == (200, "application/epub+zip", b"PK")
    assert "IMG002" in {item["rule"] for item in json.loads(headers["x-findings"])}
    assert refused == 422
    assert json.loads(said)["code"] == "empty"
    assert json.loads(said)["message"].startswith("weir.md: ")


@pytest.mark.slow
def test_the_view_in_django() -> None:
    django = pytest.importorskip("django")
    from django.conf import settings
    from django.test import RequestFactory

    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["*"])
        django.setup()
    module = example("django_view")
    module.ARTICLES[7][1]["may.png"] = red_square()
    answer = module.as_pdf(RequestFactory().get("/articles/7.pdf"), 7)
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert "PDF/UA-1" in answer["X-Claims"]


@pytest.mark.slow
def test_the_task_in_dramatiq(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    dramatiq = pytest.importorskip("dramatiq")
    from dramatiq.brokers.stub import StubBroker

    dramatiq.set_broker(StubBroker())
    module = example("dramatiq_task")
    broker = module.convert.broker
    worker = dramatiq.Worker(broker, worker_threads=1, worker_timeout=100)
    caplog.set_level(logging.INFO)
    worker.start()
    try:
        module.convert.send("weir.md", "build")
        module.convert.send("none.md", "build")
        broker.join(module.convert.queue_name)
        worker.join()
    finally:
        worker.stop()
    assert sorted(path.name for path in (folder / "build").iterdir()) == ["weir.docx", "weir.epub", "weir.pdf"]
    said = [record.getMessage() for record in caplog.records if record.name == "dramatiq_task"]
    assert any("weir.md: proven" in line for line in said)
    assert any("none.md was refused" in line for line in said)


@pytest.mark.slow
def test_the_notebook(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = json.loads((ROOT / "examples" / "notebook.ipynb").read_text(encoding="utf-8"))["cells"]
    names: dict[str, Any] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec(compile("".join(cell["source"]), "notebook", "exec"), names)
    assert "We were never asked" in capsys.readouterr().out
    assert names["made"].proof.losses == ()
