"""A private desktop: X server, D-Bus session and AT-SPI bus, and the programs started on it.

Apart from the readers because each must find it up before it starts. Runs inside the room, in a PID
namespace of its own (see `tell`); still, every process is ended here by the handle it was started with.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")


class Silent(Exception):
    """A program did not show what was asked for in the time allowed."""


def busy() -> bool:
    """Whether any other process of the room is running, waits for its turn to, or for the disk."""
    own = str(os.getpid())
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if entry.name != own and (entry / "stat").read_text().rsplit(")", 1)[1].split()[0] in "RD":
                return True
        except OSError:  # it has ended
            continue
    return False


class Patience:
    """So many seconds in which nobody in the room was at work: a loaded machine makes programs late, not silent.

    In all, ten times as long: a program may be at work for ever.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.again()

    def again(self) -> None:
        """Begin anew: something has come."""
        self.last = self.begun = time.monotonic()
        self.idle = 0.0

    def spent(self) -> bool:
        """Whether it is at an end; to be asked at least once a second."""
        now = time.monotonic()
        if not busy():
            self.idle += min(now - self.last, 1.0)
        self.last = now
        return self.idle > self.seconds or now - self.begun > 10 * self.seconds


class Session:
    """The desktop of one run. `home` is an empty folder that is HOME to all; sizes in pixels."""

    def __init__(self, home: Path, width: int, height: int) -> None:
        self.home, self.width, self.height = home, width, height
        self._started: list[subprocess.Popen[bytes]] = []
        self.log = open(home / "programs.log", "ab", buffering=0)  # noqa: SIM115  (closed at exit)

    def __enter__(self) -> "Session":
        run = self.home / "run"
        run.mkdir(mode=0o700)
        for key in [k for k in os.environ if k not in ("PATH", "TZ")]:
            del os.environ[key]
        os.environ.update(
            HOME=str(self.home),
            XDG_RUNTIME_DIR=str(run),
            LANG="C.UTF-8",
            LC_ALL="C.UTF-8",
            TMPDIR=str(run),
            GTK_THEME="Adwaita",
            GDK_BACKEND="x11",
            GNOME_ACCESSIBILITY="1",
            ACCESSIBILITY_ENABLED="1",
            SAL_USE_VCLPLUGIN="gtk3",
            NO_AT_BRIDGE="0",
            MOZ_ENABLE_WAYLAND="0",
        )
        os.environ["DISPLAY"] = self._display()
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self._bus()
        launcher = next(p for p in LAUNCHERS if os.path.exists(p))
        self.start([launcher, "--launch-immediately"])
        self._announce_screen_reader()
        self.start(["openbox"])
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._started):
            self.end(process)
        self.log.close()

    def start(self, argv: list[str], **kwargs: object) -> subprocess.Popen[bytes]:
        options: dict[str, object] = {"stdin": subprocess.DEVNULL, "stdout": self.log, "stderr": self.log}
        process = subprocess.Popen(argv, **{**options, **kwargs})  # type: ignore[call-overload]
        self._started.append(process)
        return process

    def end(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)
        if process in self._started:
            self._started.remove(process)

    def key(self, *names: str) -> None:
        """Presses keys as a person would, e.g. key("ctrl+Home")."""
        subprocess.run(
            ["xdotool", "key", "--clearmodifiers", *names], check=True, timeout=120, stdout=self.log, stderr=self.log
        )

    def wheel(self, turns: int) -> None:
        """Turns the mouse wheel down over the middle of the screen."""
        middle = [str(self.width // 2), str(self.height // 2)]
        command = ["xdotool", "mousemove", *middle, "click", "--repeat", str(turns), "--delay", "60", "5"]
        subprocess.run(command, check=True, timeout=120, stdout=self.log, stderr=self.log)

    def click(self) -> None:
        """Clicks below the middle of the screen's upper edge."""
        command = ["xdotool", "mousemove", str(self.width // 2), str(self.height // 4), "click", "1"]
        subprocess.run(command, check=True, timeout=120, stdout=self.log, stderr=self.log)

    def window(self, wm_class: str, wait: float) -> str:
        """Waits for a window of that class, brings it to the front, fills the screen; returns its id."""
        patience = Patience(wait)
        while not patience.spent():
            found = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--class", wm_class], capture_output=True, text=True, check=False
            ).stdout.split()
            if found:
                for command in (
                    ["windowmove", found[-1], "0", "0"],
                    ["windowsize", found[-1], str(self.width), str(self.height)],
                    ["windowactivate", found[-1]],
                ):
                    subprocess.run(["xdotool", *command], check=False, timeout=120, stdout=self.log, stderr=self.log)
                return found[-1]
            time.sleep(0.3)
        raise Silent(f"no window of {wm_class} within {wait:.0f} s")

    def picture(self, path: Path) -> None:
        """A picture of the screen (X window dump), for when something went wrong."""
        shutil.copyfile(self.home / "Xvfb_screen0", path)

    def _display(self) -> str:
        read, write = os.pipe()
        self.start(
            [
                "Xvfb",
                "-displayfd",
                str(write),
                "-screen",
                "0",
                f"{self.width}x{self.height}x24",
                "-nolisten",
                "tcp",
                "-noreset",
                "-fbdir",
                str(self.home),
            ],
            pass_fds=(write,),
        )
        os.close(write)
        with open(read) as ready:  # the number and the line's end come in two writes
            number = ready.readline().strip()
        if not number:
            raise Silent("Xvfb did not start; see programs.log")
        return f":{number}"

    def _bus(self) -> str:
        process = self.start(["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE)
        assert process.stdout is not None
        return process.stdout.readline().decode().strip()

    @staticmethod
    def _announce_screen_reader() -> None:
        """Programs build their trees only when told that assistive technology runs."""
        from gi.repository import Gio, GLib

        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        for name in ("IsEnabled", "ScreenReaderEnabled"):
            value = GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True)))
            bus.call_sync(
                "org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set", value, None, 0, 20000
            )
