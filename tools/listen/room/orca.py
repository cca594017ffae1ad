"""Orca, with a voice that writes instead of sounding: what is spoken of a document, and in which language.

Orca is started before the program (started after it, it stays in its default script, where H and Q are plain keys).
Its own debug log cannot tell the language of the voice, so the words come from the voice itself (see voice.py).
"""

import json
import os
import re
import time
import traceback
from pathlib import Path

from session import Patience, Session, Silent

SETTINGS = {
    "general": {
        "speechServerFactory": "speechdispatcherfactory",
        "enableSpeech": True,
        "enableSound": False,
        "enableBraille": False,
        "enableBrailleMonitor": False,
        "sayAllOnLoad": False,
        "pageSummaryOnLoad": True,
        "wrappedStructuralNavigation": False,
        "enableEchoByCharacter": False,
        "enableKeyEcho": False,
        "presentDateTime": False,
        "speechVerbosityLevel": 1,
        "profile": ["Default", "default"],
        "startingProfile": ["Default", "default"],
    },
    "profiles": {"default": {"profile": ["Default", "default"], "pronunciations": {}, "keybindings": {}}},
    "pronunciations": {},
    "keybindings": {},
}
QUIET = 3.0  # seconds without a word: Orca has finished
MOST_UTTERANCES = 3_000  # in answer to one key
MOST_PRESSES = 40  # of say-all, where it stops by itself
JUMPS = {"h": "headings", "q": "block quotes", "m": "landmarks", "t": "tables", "l": "lists"}


class Voice:
    """The log that the voice writes: one line an utterance, `kind TAB language TAB words`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.touch()

    def lines(self) -> list[str]:
        return self.path.read_text(encoding="utf-8").splitlines()

    def after(self, count: int, quiet: float, limit: float, first: float = 0) -> list[str]:
        """What is spoken after the first `count` utterances, until nobody has spoken or worked for `quiet` seconds.

        `first`: how long to wait for the first word, if that is longer. Raises Silent where programs are still at
        work `limit` seconds after the last word, or Orca speaks without end.
        """
        seen, calm = count, Patience(max(quiet, first))
        while True:
            now = len(self.lines())
            if now != seen:
                seen, calm = now, Patience(quiet)
            elif calm.spent():
                break
            elif time.monotonic() - calm.begun > limit:
                raise Silent(f"programs were still at work {limit:.0f} s after Orca's last word")
            if now - count > MOST_UTTERANCES:
                raise Silent(f"Orca spoke without end: {MOST_UTTERANCES} utterances")
            time.sleep(0.1)
        return [self._plain(line) for line in self.lines()[count:]]

    @staticmethod
    def _plain(line: str) -> str:
        _, language, words = line.split("\t", 2)
        return words if language in ("", "c", "en") else f"[{language}] {words}"


def start(session: Session) -> Voice:
    """speech-dispatcher with the writing voice, and Orca with settings of its own."""
    config, logs = session.home / ".config/speech-dispatcher", session.home / "speechd"
    config.mkdir(parents=True)
    logs.mkdir()
    voice = Voice(session.home / "voice.log")
    module = session.home / "voice"
    module.write_text(f"#!/bin/sh\nVOICE_LOG={voice.path} exec /usr/bin/python3 /srv/voice.py\n")
    module.chmod(0o755)
    (config / "speechd.conf").write_text(
        f'LogLevel 3\nLogDir "{logs}"\nAddModule "log" "{module}" "log.conf"\nDefaultModule log\n'
        'DefaultLanguage "en"\nLanguageDefaultModule "en" "log"\n'
    )
    session.start(["speech-dispatcher", "-s", "-t", "0", "-C", str(config), "-L", str(logs), "-P", str(logs / "pid")])
    data = session.home / ".local/share/orca"
    data.mkdir(parents=True)
    (data / "user-settings.conf").write_text(json.dumps(SETTINGS))
    os.environ["GDK_BACKEND"] = "x11"
    session.start(["orca", "--debug-file", str(session.home / "orca.log")])
    voice.after(0, QUIET, 60)
    if not voice.lines():
        voice.after(0, 15, 60)
    if not voice.lines():
        raise Silent("Orca did not speak when it was started")
    return voice


def listen(job: dict, place: Path) -> None:  # type: ignore[type-arg]
    """Say-all through each document; in browsers also the jumps from heading to heading, quote to quote, …"""
    from listen import report, version
    from readers import READERS

    program = job["reader"].removeprefix("orca-")
    with Session(place / "home", 1200, 1000) as session:
        voice = start(session)
        reader = READERS[program]()
        head = f"{version('orca')} with {version(reader.package)}"
        for document in job["documents"]:
            begun, lines, problem = time.monotonic(), [f"# {document['name']} in {head}"], ""
            for part in document["parts"]:
                path = place / "in" / part
                if len(document["parts"]) > 1:
                    lines.append(f"# {path.name}")
                try:
                    lines += spoken(session, voice, reader, path, program != "writer", job["limit"])
                except Silent as silence:
                    problem = f"{path.name}: {silence}"
                except Exception as fault:  # the other files are still to be told
                    traceback.print_exc()
                    problem = f"{path.name}: {type(fault).__name__}: {fault}"
            if all(lines[i + 1] == "(nothing)" for i, line in enumerate(lines) if line == "== say-all"):
                problem = problem or "say-all said nothing"
            report(place, document["name"], lines, begun, problem, session)


def spoken(session: Session, voice: Voice, reader, path: Path, browser: bool, limit: float) -> list[str]:  # type: ignore[no-untyped-def]
    before = len(voice.lines())
    reader.open(session, path)
    lines = ["== opened", *voice.after(before, QUIET + 4, limit)]
    count = len(voice.lines())
    if in_viewer := reader.package == "chromium" and path.suffix == ".pdf":
        session.click()  # the viewer's buttons have the focus, and ctrl+Home leads to them
    else:
        session.key("ctrl+Home")
    lines += ["== clicked on the page" if in_viewer else "== to the top", *voice.after(count, QUIET, limit)]
    count = len(voice.lines())
    session.key("KP_Add")
    words = voice.after(count, 3 * QUIET, limit)
    lines += ["== say-all", *(words or ["(nothing)"])]
    heard_before = set(words)
    for _ in range(0 if browser else MOST_PRESSES):  # in Writer it stops by itself, now here, now there
        count = len(voice.lines())
        session.key("KP_Add")
        words = voice.after(count, 3 * QUIET, limit)
        if heard_before.issuperset(words):
            break
        heard_before.update(words)
        lines += ["== say-all stopped, pressed again", *words]
    if browser:
        for key, things in JUMPS.items():
            if in_viewer:
                session.click()
            else:
                session.key("ctrl+Home")
            voice.after(len(voice.lines()), 1, limit)
            lines += [f"== {key}: {things}", *jumps(session, voice, key, limit)]
    return lines


def jumps(session: Session, voice: Voice, key: str, limit: float) -> list[str]:
    """What is spoken at each press of a key that goes to the next thing of a kind, until there are no more."""
    lines: list[str] = []
    last: list[list[str]] = []
    for _ in range(200):
        count = len(voice.lines())
        session.key(key)
        words = voice.after(count, 0.8, limit, first=5)
        lines += words
        last = [*last[-3:], words]
        if not words or (len(last) == 4 and all(one == words for one in last)):  # it stays where it is
            break
        if any(re.match(r"No (more|\w+ found)|Wrapping", w) for w in words):  # "No more headings."
            break
    return lines
