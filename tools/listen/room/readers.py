"""The programs that show a document: how each is started, given a file, and where its document's tree begins."""

import subprocess
import time
from pathlib import Path
from typing import Protocol

import tree
from gi.repository import Atspi, GLib
from session import Session

FIREFOX_PREFERENCES = {
    "accessibility.force_disabled": -1,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.tabs.warnOnClose": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    # pdf.js draws, and so tells, the pages in sight only: small pages on a tall screen are all in sight.
    "pdfjs.defaultZoomValue": "20",
    "pdfjs.enableAltText": False,
    "termsofuse.bypassNotification": True,
    "trailhead.firstrun.didSeeAboutWelcome": True,
}
# Writer: no tip of the day, no sidebar, no "what is new" bar, pages under each other.
WRITER_PREFERENCES = {
    ("/org.openoffice.Office.Common/Misc", "ShowTipOfTheDay"): "false",
    ("/org.openoffice.Office.Common/Misc", "FirstRun"): "false",
    ("/org.openoffice.Office.Common/Misc", "MacroRecorderMode"): "false",
    ("/org.openoffice.Setup/Product", "ooSetupLastVersion"): "25.2",
    ("/org.openoffice.Setup/Product", "WhatsNew"): "false",
}


WRITER_TURNS = 8  # of the mouse wheel: less than a screen, so that the last block is still in sight


class Reader(Protocol):
    """One program; `package` names it in the dump."""

    package: str
    once: bool  # the walk itself waits, and cannot be made twice

    def open(self, session: Session, path: Path) -> None:
        """Starts the program, or hands a further file to the one that runs."""

    def root(self) -> Atspi.Accessible | None:
        """Where the tree of the document last opened begins; None while it is not there yet."""

    def walk(self, session: Session, root: Atspi.Accessible, dump: tree.Dump) -> None:
        """Tells the tree to `dump`."""


def application(name: str) -> Atspi.Accessible | None:
    for app in tree.children(Atspi.get_desktop(0)):
        if (app.get_name() or "").lower().startswith(name):
            return app
    return None


class Browser:
    """What the two browsers share: further files go to the running one, each in a tab of its own."""

    app = wm_class = package = ""
    once = False

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.done: list[Atspi.Accessible] = []  # documents shown before: their tabs stay
        self.path = Path()

    def command(self, session: Session) -> list[str]:
        raise NotImplementedError

    def open(self, session: Session, path: Path) -> None:
        if (old := self._document()) is not None:
            self.done.append(old)
        self.path = path
        command = [*self.command(session), path.as_uri()]
        if self.process is None:
            self.process = session.start(command)
            session.window(self.wm_class, 60)
        else:
            subprocess.run(
                command, check=False, timeout=300, stdin=subprocess.DEVNULL, stdout=session.log, stderr=session.log
            )

    def _document(self) -> Atspi.Accessible | None:
        app = application(self.app)
        if app is None:
            return None
        for found in tree.find(app, lambda n: n.get_role_name() == "document web" and tree.showing(n)):
            if found not in self.done:
                return found
        return None

    def root(self) -> Atspi.Accessible | None:
        document = self._document()
        if document is None or document.get_state_set().contains(Atspi.StateType.BUSY):
            return None
        return self.pdf(document) if self.path.suffix == ".pdf" else document

    def pdf(self, document: Atspi.Accessible) -> Atspi.Accessible | None:
        raise NotImplementedError

    def walk(self, session: Session, root: Atspi.Accessible, dump: tree.Dump) -> None:
        dump.document(root)


class Chromium(Browser):
    app = wm_class = package = "chromium"

    def command(self, session: Session) -> list[str]:
        return [
            "chromium",
            "--no-sandbox",
            f"--user-data-dir={session.home}/chromium",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-sync",
            "--disable-component-update",
            "--password-store=basic",
            "--lang=en-GB",
            # Without it parts of the tree (a PDF's, among them) are not built until somebody asks twice.
            "--force-renderer-accessibility=complete",
        ]

    def pdf(self, document: Atspi.Accessible) -> Atspi.Accessible | None:
        """The viewer says when it has told all pages: in a status that is not part of the file."""
        frames = list(tree.find(document, lambda n: n.get_role_name() == "document frame"))
        if not frames:
            return None
        loaded = tree.find(frames[0], lambda n: "Finished loading" in (n.get_name() or ""), 3)
        return frames[0] if any(True for _ in loaded) else None


class Firefox(Browser):
    app, wm_class, package = "firefox", "firefox", "firefox-esr"

    def command(self, session: Session) -> list[str]:
        profile = session.home / "firefox"
        if not profile.exists():
            profile.mkdir()
            lines = [f'user_pref("{key}", {self._literal(value)});\n' for key, value in FIREFOX_PREFERENCES.items()]
            (profile / "user.js").write_text("".join(lines))
        return ["firefox-esr", "--profile", str(profile)] + (["--new-tab"] if self.process else [])

    @staticmethod
    def _literal(value: object) -> str:
        return f'"{value}"' if isinstance(value, str) else str(value).lower()

    def pdf(self, document: Atspi.Accessible) -> Atspi.Accessible | None:
        """The parent of the pages; the viewer's tool bars are left out."""
        pages = tree.find(document, lambda n: tree.attributes(n).get("class", "").split(" ")[0] == "page")
        first = next(pages, None)
        return first.get_parent() if first is not None else None

    def walk(self, session: Session, root: Atspi.Accessible, dump: tree.Dump) -> None:
        """A PDF page by page. What has no language of its own is told in the viewer's, which is not printed."""
        if self.path.suffix != ".pdf":
            dump.document(root)
            return
        lang = dump.first_language(root)
        dump.viewer = "en-US"  # Firefox without language packs
        dump.lines.append("pages")
        dump.say_language(lang)
        for page in tree.children(root):
            dump.node(page, 1, lang)


class Writer:
    package = "libreoffice-writer"
    once = True

    def __init__(self) -> None:
        self.title = ""

    def open(self, session: Session, path: Path) -> None:
        profile = session.home / "office"
        if not profile.exists():
            (profile / "user").mkdir(parents=True)
            items = "".join(
                f'<item oor:path="{place}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
                for (place, name), value in WRITER_PREFERENCES.items()
            )
            (profile / "user/registrymodifications.xcu").write_text(
                '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
                f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>\n'
            )
        self.title = path.stem
        command = [
            "soffice",
            "--norestore",
            "--nologo",
            "--nofirststartwizard",
            "--writer",
            f"-env:UserInstallation={profile.as_uri()}",
            str(path),
        ]
        session.start(command)
        session.window("libreoffice", 60)
        rest("soffice.bin", 1.5)

    def root(self) -> Atspi.Accessible | None:
        app = application("soffice")
        if app is None:
            return None
        for found in tree.find(app, lambda n: n.get_role_name().startswith("document")):
            if self.title in (found.get_name() or "") and tree.showing(found):
                return found
        return None

    def walk(self, session: Session, root: Atspi.Accessible, dump: tree.Dump) -> None:
        """Goes down through the document: Writer tells only what is in sight.

        It also keeps the lines of some 250 paragraphs only, and tells one whose lines it has dropped, or not made
        yet, as empty ever after: so each gets the focus first, and the document is walked once. What stays in
        sight keeps its identity, so what was told before is known again.
        """
        session.key("ctrl+Home")
        blocks: list[Block] = []
        lang, idle = "", 0
        while idle < 2:
            sight = self._in_sight(root)
            if not lang:  # the caret is in the first paragraph, whose text is therefore there
                lang = next(filter(None, (dump.first_language(node) for node, _ in sight)), "")
            known = [i for i, (node, _) in enumerate(sight) if any(b.node == node for b in blocks)]
            first_new = known[-1] + 1 if known else 0  # what comes before has been told, and was seen anew
            told = sum(1 + len(b.cells) for b in blocks)
            for block in blocks[-12:]:
                block.extend(dump.base, lang)
            for node, _ in sight[first_new:]:
                try:
                    blocks.append(Block(node, dump.base, lang))
                except GLib.Error:  # the focus moved the page and it went out of sight: it comes again
                    break
            idle = idle + 1 if told == sum(1 + len(b.cells) for b in blocks) else 0
            session.wheel(WRITER_TURNS)
        dump.lines.append(f'document text "{root.get_name()}"')
        dump.say_language(lang)
        for block in blocks:
            dump.lines += block.lines

    @staticmethod
    def _in_sight(root: Atspi.Accessible) -> list[tuple[Atspi.Accessible, int]]:
        """The blocks in sight, with their numbers of children, once they stay the same for a moment."""
        last: list[tuple[Atspi.Accessible, int]] = []
        for _ in range(40):
            rest("soffice.bin")
            tree.fresh()
            try:
                now = [(child, child.get_child_count()) for child in tree.children(root)]
            except GLib.Error:
                continue
            if now and now == last:
                break
            last = now
        return last


class Block:
    """What was told of one block of a Writer document; a table is told further as more of it comes in sight."""

    def __init__(self, node: Atspi.Accessible, base: str, lang: str) -> None:
        part = tree.Dump(base, focus=True)
        part.node(node, 1, lang)
        self.node, self.lines = node, part.lines
        self.cells = list(tree.children(node))  # fails when the node is gone
        if not self.lines[0].startswith("  table"):
            self.cells = []

    def extend(self, base: str, lang: str) -> None:
        if not self.cells:
            return
        try:
            fresh = [cell for cell in tree.children(self.node) if cell not in self.cells]
        except GLib.Error:  # out of sight, and gone
            return
        for cell in fresh:
            part = tree.Dump(base, focus=True)
            part.node(cell, 2, lang)
            self.lines += part.lines
        self.cells += fresh


def rest(name: str, calm: float = 0.5, limit: float = 60) -> None:
    """Returns when the program of that name has slept for `calm` seconds (it waits for input then)."""
    pids = [p.parent for p in Path("/proc").glob("[0-9]*/comm") if p.read_text().strip() == name]
    end, since = time.monotonic() + limit, time.monotonic()
    while time.monotonic() < min(end, since + calm):
        for pid in pids:
            try:
                if (pid / "stat").read_text().rsplit(")", 1)[1].split()[0] in "RD":
                    since = time.monotonic()
            except OSError:
                pass
        time.sleep(0.02)


READERS: dict[str, type[Reader]] = {"chromium": Chromium, "firefox": Firefox, "writer": Writer}
