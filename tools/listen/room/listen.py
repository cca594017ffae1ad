"""The half of `tell` that runs inside the room: JOB.json in, one dump a file and one line of JSON a file out."""

import json
import subprocess
import sys
import time
import traceback
from pathlib import Path

from session import Patience, Session, Silent

PLACE = Path("/mnt")
# In pixels. pdf.js tells only the pages in sight, so its screen is tall enough for about seventy small pages.
SCREENS = {"chromium": (1200, 1600), "firefox": (900, 16000), "writer": (1200, 1700)}


def version(package: str) -> str:
    found = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True, check=False
    )
    return f"{package} {found.stdout}"


def report(place: Path, name: str, lines: list[str], start: float, problem: str, session: Session) -> None:
    """Writes a dump and says so; in trouble with a picture of the screen beside it."""
    (place / "out" / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if problem:
        session.picture(place / "out" / f"{name}.xwd")
    told = {"name": name, "lines": len(lines), "seconds": time.monotonic() - start, "problem": problem}
    print(json.dumps(told), flush=True)


def settled(reader, session: Session, base: str, limit: float) -> list[str]:  # type: ignore[no-untyped-def]
    """The lines of the tree: where it can be asked twice, once two dumps in a row are the same."""
    import tree

    patience, previous = Patience(limit), None
    while not patience.spent():
        tree.fresh()
        root = reader.root()
        dump = tree.Dump(base)
        if root is not None:
            reader.walk(session, root, dump)
        if len(dump.lines) > 1 and (reader.once or dump.lines == previous):
            return dump.lines
        previous = dump.lines
        time.sleep(0.8)
    if previous and len(previous) > 1:
        raise Silent(f"the tree still changed after {limit:.0f} s")
    raise Silent(f"nothing told within {limit:.0f} s")


def trees(job: dict, session: Session) -> None:  # type: ignore[type-arg]
    from readers import READERS

    reader = READERS[job["reader"]]()
    for document in job["documents"]:
        start, lines, problem = time.monotonic(), [f"# {document['name']} in {version(reader.package)}"], ""
        for part in document["parts"]:
            path = PLACE / "in" / part
            if len(document["parts"]) > 1:
                lines.append(f"# {path.name}")
            try:
                reader.open(session, path)
                lines += settled(reader, session, path.parent.as_uri() + "/", job["limit"])
            except Silent as silence:
                problem = f"{path.name}: {silence}"
            except Exception as fault:  # the other files are still to be told
                traceback.print_exc()
                problem = f"{path.name}: {type(fault).__name__}: {fault}"
        report(PLACE, document["name"], lines, start, problem, session)


def main() -> None:
    job = json.loads(Path(sys.argv[1]).read_text())
    if job["reader"].startswith("orca-"):
        import orca

        orca.listen(job, PLACE)
        return
    with Session(PLACE / "home", *SCREENS[job["reader"]]) as session:
        trees(job, session)


if __name__ == "__main__":
    main()
