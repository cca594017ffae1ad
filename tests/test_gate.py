"""The gate: an article reads files of its own folder and nothing else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from exporter.bounds.gate import Gate, Limits, Refused, holding, in_force, reference
from exporter.errors import InputError, UsageError
from exporter.writers.pdf.engines.pluto import printing
from tests.conftest import ROOT
from tests.hostile.ground import png


@pytest.fixture
def house(tmp_path: Path) -> Path:
    root = tmp_path / "article"
    (root / "pictures").mkdir(parents=True)
    (root / "pictures" / "a b.png").write_bytes(b"inside")
    (tmp_path / "secret.png").write_bytes(b"outside")
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    (root / "good-link.png").symlink_to(root / "pictures" / "a b.png")
    os.mkfifo(root / "pipe.png")
    return root


@pytest.mark.parametrize("name", ["pictures/a%20b.png", "pictures/../pictures/a b.png", "good-link.png"])
def test_what_lies_in_the_folder_is_read(house: Path, name: str) -> None:
    assert Gate(house).read_reference(name) == b"inside"


@pytest.mark.parametrize(
    "name",
    [
        "../secret.png",
        "..%2Fsecret.png",
        "link.png",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://127.0.0.1/a.png",
        "//127.0.0.1/a.png",
        "\\\\server\\a.png",
        "pipe.png",
        "missing.png",
        "pictures",
        "",
        "a\0b.png",
        "http://[bad",
    ],
)
def test_everything_else_is_refused_without_showing_where_the_folder_is(house: Path, name: str) -> None:
    with pytest.raises(Refused) as refused:
        Gate(house).read_reference(name)
    assert str(house.parent) not in str(refused.value)


def test_standard_input_has_no_folder(house: Path) -> None:
    with pytest.raises(Refused):
        Gate(None).read_reference("pictures/a%20b.png")


def test_sizes_are_bounded_one_by_one_and_together(house: Path) -> None:
    with pytest.raises(Refused, match="picture_bytes"):
        Gate(house, Limits(picture_bytes=3)).read_reference("good-link.png")
    gate = Gate(house, Limits(all_pictures_bytes=10))
    gate.read_reference("good-link.png")
    with pytest.raises(Refused, match="all_pictures_bytes"):
        gate.read_reference("good-link.png")


def test_an_article_that_is_no_regular_file_is_refused_in_one_line(house: Path) -> None:
    for name in ("pipe.png", "pictures", "missing.md"):
        with pytest.raises(InputError) as error:
            Gate(house).read_article(house / name)
        assert "\n" not in str(error.value)
    with pytest.raises(InputError, match="article_bytes"):
        Gate(house, Limits(article_bytes=3)).read_article(house / "pictures" / "a b.png")


def test_a_data_address_is_read_by_the_gate_and_counted() -> None:
    gate = Gate(None, Limits(picture_bytes=5))
    assert gate.read_reference("data:;base64,aGVsbG8=") == b"hello"
    assert gate.read_reference(" DATA:,a%20b") == b"a b"
    for address in ("data:", "data:;base64,@", "data:;base64,a"):
        with pytest.raises(Refused, match="malformed"):
            gate.read_reference(address)
    with pytest.raises(Refused, match="--limit picture_bytes=NUMBER"):
        gate.read_reference("data:,toolong")


def test_a_root_that_the_user_names_holds_instead_of_the_folder(house: Path, tmp_path: Path) -> None:
    gate = Gate(tmp_path, folder=house)
    assert gate.read_reference("../secret.png") == b"outside"
    assert gate.read_reference("pictures/a%20b.png") == b"inside"
    with pytest.raises(Refused, match="outside the article's folder"):
        gate.read_reference("../../../../../../etc/passwd")


def test_pixels_are_counted_one_by_one_and_together() -> None:
    gate = Gate(None, Limits(picture_pixels=100, all_pictures_pixels=150))
    with pytest.raises(Refused, match="--limit picture_pixels=NUMBER"):
        gate.admit_pixels(101, 1)
    gate.admit_pixels(10, 10)
    with pytest.raises(Refused, match="--limit all_pictures_pixels=NUMBER"):
        gate.admit_pixels(51, 1)


def test_bounds_are_set_by_name() -> None:
    assert Limits.of(["pages=5", "article-bytes = 1_000"]) == Limits(pages=5, article_bytes=1000)
    for word in (
        "pages",
        "pages=",
        "pages=0",
        "pages=-1",
        "pages=1e3",
        "pages=٣",
        "nothing=1",
        "=1",
        "pages=" + "9" * 20,
    ):
        with pytest.raises(UsageError, match="--limit"):
            Limits.of([word])


def test_bounds_in_force_hold_for_those_that_are_called_without_them() -> None:
    assert in_force() == Limits()
    with holding(Limits(pages=3)):
        assert in_force().pages == Gate().limits.pages == 3
    assert in_force() == Limits()


def test_every_bound_says_what_it_bounds_and_how_it_is_raised() -> None:
    for name, default, means in reference():
        assert default > 0
        assert means
        assert f"--limit {name}=NUMBER" in Limits().passed(name)


# --- nothing beside it ----------------------------------------------------------------------------------------------

WATCH = """
import os, sys
opened = []
def look(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        opened.append(os.fsdecode(arguments[0]))
    elif event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "urllib.", "ctypes.")):
        opened.append(event + " " + repr(arguments))
sys.addaudithook(look)
sys.argv[0] = "exporter"
code = 0
try:
    from exporter.cli import main
    main()
except SystemExit as end:
    code = end.code or 0
os.write(9, "\\0".join(opened).encode(errors="surrogateescape"))
os._exit(int(code))
"""
LIBRARIES = ("ctypes.", "/dev/null", "/proc/self/status", "/proc/self/statm", "/etc/mime.types")
"""What is opened besides, and no article can change: the layout libraries, what tells of the process itself, and the
system's list of media types, which WeasyPrint reads when it is imported. The recogniser of languages unpacks its own
model in the folder for temporary files."""

PRESS = f"subprocess.Popen {(sys.executable, [sys.executable, '-I', printing.__file__])!r}"[:-1]
"""The process in which the fast engine works, which opens no socket (test_two_engines.py) and no file but fonts."""
OF_PROCESSES = re.compile(r"/proc/\d+/statm?")
"""What tells how long that process works, and how large it is."""


def opened_by(*arguments: str, cwd: Path) -> list[str]:
    """What a run opened, libraries' own files left out, in order; paths resolved."""
    temporary = cwd.parent / "temporary"
    temporary.mkdir(exist_ok=True)
    reading, writing = os.pipe()
    code = f"import os\nos.dup2({writing}, 9)\n" + WATCH
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        pass_fds=[writing],
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(temporary)},
    ) as process:
        os.close(writing)
        with open(reading, "rb") as stream:
            told = stream.read().decode(errors="surrogateescape")
        error = process.communicate()[1]
    assert process.returncode == 0, error
    own = tuple(str(ROOT / name) for name in ("exporter", "exporter.egg-info", "styles"))
    homes = (sys.prefix, sys.base_prefix, str(temporary), *own, *LIBRARIES, PRESS)
    assert list(temporary.iterdir()) == []
    paths = [
        item if item.startswith((*LIBRARIES, PRESS)) else os.path.realpath(cwd / item)
        for item in told.split("\0")
        if not OF_PROCESSES.fullmatch(item)
    ]
    assert len(paths) > 100, "the hook saw nothing"
    return [path for path in paths if not path.startswith(homes)]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["pdf", "epub", "docx", "html", "json"])
@pytest.mark.parametrize("main", ["a.html", "a.md", "a.txt"])
def test_nothing_opens_a_file_or_a_socket_beside_the_gate(house: Path, form: str, main: str) -> None:
    secret = f"{house.parent}/secret.png"
    (house / main).write_text(
        '<html lang="en"><link rel="stylesheet" href="../secret.png"><h1>T</h1><p>x <img src="pictures/b.png" alt="b">'
        f'<img src="../secret.png" alt="a"><img src="{secret}" alt="c"><img src="http://127.0.0.1:9/a.png" alt="d">'
        f"<p style=\"background: url('{secret}')\">$x^2$ and ![](../secret.png)</p>\n"
    )
    (house / "pictures" / "b.png").write_bytes(png(8, 8))
    opened = opened_by("convert", main, "--to", form, "--out-dir", "out", "--jobs", "1", cwd=house)
    inside = [str(house / main), *([str(house / "pictures" / "b.png")] if main != "a.txt" else [])]
    assert [path for path in opened if not path.startswith(str(house / "out"))] == inside


@pytest.mark.slow
@pytest.mark.parametrize("form", ["pdf", "epub", "docx"])
def test_reading_back_opens_the_file_alone(house: Path, form: str) -> None:
    (house / "a.md").write_text("---\nlang: en\n---\n# T\n\ntext\n")
    subprocess.run([sys.executable, "-m", "exporter", "convert", "a.md", "--to", form], cwd=house, check=True)
    for name in ("show", "speak", "check"):
        assert opened_by(name, f"a.{form}", cwd=house) == [str(house / f"a.{form}")]
