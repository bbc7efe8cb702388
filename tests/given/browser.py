"""A real browser without a window, driven over its own pipe: what a person's telephone would show.

Chromium speaks its debugging protocol over two pipes (`--remote-debugging-pipe`, messages end
with a zero byte), so no driver and no library is needed. Every request that a page makes is noted.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
_PHONE: Final = (360, 640)
_KEYS: Final = {"Tab": 9, "Enter": 13, " ": 32}
_HAND_OVER: Final = (
    "import fcntl, os, sys\n"
    "ends = [fcntl.fcntl(int(one), fcntl.F_DUPFD, 10) for one in sys.argv[1:3]]\n"
    "os.dup2(ends[0], 3), os.dup2(ends[1], 4)\n"
    "os.execv(sys.argv[3], sys.argv[3:])"
)
"""The browser reads messages from 3 and writes its own to 4, whatever numbers our pipes have."""
_OPTIONS: Final = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-component-update",
    "--disable-background-networking",
    "--remote-debugging-pipe",
)


def installed() -> str | None:
    """Where a browser is on this machine; None without one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@dataclass
class Browser:
    """One page in a browser: opened, filled in, looked at."""

    _to: int
    _from: int
    _session: str = ""
    _numbers: int = 0
    _unread: bytes = b""
    requests: list[str] = field(default_factory=list[str])
    """The address of everything that was asked for since the page was opened."""
    complaints: list[str] = field(default_factory=list[str])
    """What the browser refused or warned of: broken policies, failed loads, script errors."""

    def open(self, address: str) -> None:
        """Go to an address and wait until it is there."""
        self.requests.clear()
        self.complaints.clear()
        self._loading("Page.navigate", url=address)

    def as_phone(self) -> None:
        """Be as narrow as a small telephone."""
        width, height = _PHONE
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2,
            mobile=True,
        )

    def without_scripts(self) -> None:
        """Run no script of any page, as where a ministry forbids them."""
        self._ask("Emulation.setScriptExecutionDisabled", value=True)

    def choose_file(self, field_id: str, file: Path) -> None:
        """Choose a file as the browser's own dialog would."""
        document = self._ask("DOM.getDocument")["root"]["nodeId"]
        found = self._ask("DOM.querySelector", nodeId=document, selector=f"#{field_id}")
        self._ask("DOM.setFileInputFiles", nodeId=found["nodeId"], files=[str(file)])

    def press(self, key: str, *, leaves: bool = False) -> None:
        """Press a key; `leaves` waits for the page that it leads to."""
        code = _KEYS[key]
        known: dict[str, Any] = {"key": key, "windowsVirtualKeyCode": code}
        if key == "Enter":
            known["text"] = "\r"
        self._ask("Input.dispatchKeyEvent", type="keyDown", **known)
        if leaves:
            self._loading("Input.dispatchKeyEvent", type="keyUp", **known)
        else:
            self._ask("Input.dispatchKeyEvent", type="keyUp", **known)

    def write(self, text: str) -> None:
        """Type a text where the cursor is."""
        self._ask("Input.insertText", text=text)

    @property
    def focused(self) -> str:
        """What has the cursor: its id, or its words."""
        nodes = self._ask("Accessibility.getFullAXTree")["nodes"]
        for node in nodes:
            for one in node.get("properties", []):
                if one["name"] == "focused" and one["value"]["value"]:
                    name = node.get("name", {}).get("value", "")
                    if node["role"]["value"] != "RootWebArea":
                        return name
        return ""

    @property
    def words(self) -> str:
        """What a screen reader reads out, in order: so what is hidden is not among it."""
        nodes = self._ask("Accessibility.getFullAXTree")["nodes"]
        read = [one for one in nodes if one.get("role", {}).get("value") == "StaticText"]
        return " ".join(one["name"]["value"] for one in read)

    @property
    def width(self) -> tuple[float, float]:
        """How wide the page is, and how much of it is in sight, in CSS pixels."""
        metrics = self._ask("Page.getLayoutMetrics")
        return metrics["cssContentSize"]["width"], metrics["cssLayoutViewport"]["clientWidth"]

    def smuggle(self, script: str) -> str:
        """Put a script into the page, as a hole in it would; the page's title afterwards."""
        wanted = json.dumps(script)
        put = f"const s = document.createElement('script'); s.textContent = {wanted};"
        told = self._ask(
            "Runtime.evaluate", expression=f"{put} document.body.append(s); document.title"
        )
        return str(told["result"]["value"])

    def picture(self, file: Path) -> None:
        """Keep what a person sees, as a PNG."""
        shot = self._ask("Page.captureScreenshot", captureBeyondViewport=True)
        file.write_bytes(base64.b64decode(shot["data"]))

    # The protocol.

    def attach(self) -> None:
        """Begin with a page of its own, whose network and console are heard."""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self._ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime", "DOM", "Accessibility"):
            self._ask(f"{domain}.enable")

    def _loading(self, method: str, **known: Any) -> None:
        """Ask for something that leads to another page, and wait until that is loaded."""
        number = self._send(method, known)
        answered = loaded = False
        while not (answered and loaded):
            told = self._next()
            answered |= told.get("id") == number
            loaded |= told.get("method") == "Page.loadEventFired"

    def _ask(self, method: str, **known: Any) -> dict[str, Any]:
        number = self._send(method, known)
        while True:
            told = self._next()
            if told.get("id") == number:
                if "error" in told:
                    raise RuntimeError(f"{method}: {told['error']}")
                return told["result"]

    def _send(self, method: str, known: dict[str, Any]) -> int:
        self._numbers += 1
        message: dict[str, Any] = {"id": self._numbers, "method": method, "params": known}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        return self._numbers

    def _next(self) -> dict[str, Any]:
        """The next message; what it tells of requests and refusals is kept."""
        while b"\0" not in self._unread:
            read = os.read(self._from, 1 << 16)
            if not read:
                raise RuntimeError("the browser ended")
            self._unread += read
        message, _, self._unread = self._unread.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        known = told.get("params", {})
        match told.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(known["request"]["url"])
            case "Log.entryAdded":
                self.complaints.append(known["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(known["exceptionDetails"]["text"])
            case _:
                pass
        return told


@contextmanager
def a_browser(program: str) -> Generator[Browser]:
    """A browser with a profile of its own, ended at the end of the block."""
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    with tempfile.TemporaryDirectory(prefix="bitacora-browser-") as profile:
        running = subprocess.Popen(
            [
                *(sys.executable, "-c", _HAND_OVER, str(to_read), str(from_write), program),
                *(f"--user-data-dir={profile}", *_OPTIONS),
            ],
            pass_fds=(to_read, from_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(from_write)
        try:
            browser = Browser(to_write, from_read)
            browser.attach()
            yield browser
        finally:
            running.terminate()
            running.wait(timeout=20)
            os.close(to_write)
            os.close(from_read)
