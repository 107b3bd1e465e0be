"""Chromium without a window, spoken to in its DevTools protocol over two pipes: no driver, no socket, no port."""

from __future__ import annotations

import base64
import json
import os
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any  # JSON

from tests.servers import machine

PATIENCE = 120.0
"""Seconds that one answer may take, on a machine that does other work too."""
READY = """
addEventListener("DOMContentLoaded", () => {
  const told = document.getElementById("count");
  const done = () => { window.ready = performance.now(); };
  if (!told) return done();
  new MutationObserver(() => { if (!/Loading/.test(told.textContent)) done(); }).observe(told, {childList: true});
});
"""
"""Runs before the page's own script and tells when that was done, milliseconds after the page was asked for."""


@contextmanager
def chromium(folder: Path) -> Iterator[Browser]:
    """A browser with one empty tab; its profile lies in the folder."""
    machine.needs("chromium")
    ours_in, theirs_out = os.pipe()
    theirs_in, ours_out = os.pipe()
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe"]
    options += ["--force-color-profile=srgb", f"--user-data-dir={folder / 'profile'}", "about:blank"]
    # Chromium reads its third file and writes its fourth, whatever numbers ours have.
    process = subprocess.Popen(
        ["bash", "-c", f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}', "sh", machine.which("chromium"), *options],
        pass_fds=(theirs_in, theirs_out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        yield Browser(ours_in, ours_out)
    finally:
        os.close(ours_out)  # its end of the pipe tells it to go
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        os.close(ours_in)


class Browser:
    """A tab."""

    def __init__(self, reads: int, writes: int) -> None:
        self._reads, self._writes = reads, writes
        self._rest = b""
        self._number = 0
        self._session = ""
        self.events: list[dict[str, Any]] = []
        """What the tab told since it was made."""
        self._tab = ""

    def tab(self, width: int = 1280, dark: bool = False, media: str = "screen", height: int = 900) -> None:
        """A new tab in place of the one before.

        Args:
            width: in CSS pixels; below 600 it is a phone with a finger.
            dark: what the reader prefers.
            media: ``screen`` or ``print``.
            height: of the window.
        """
        if self._tab:
            self._session = ""
            self.call("Target.closeTarget", targetId=self._tab)
        self.events.clear()
        self._session = ""
        self._tab = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=self._tab, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.call("Performance.enable")
        self.call("Page.addScriptToEvaluateOnNewDocument", source=READY)
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", media=media, features=features)
        phone = width < 600
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)
        self.call("Emulation.setTouchEmulationEnabled", enabled=phone)

    def open(self, file: Path) -> float:
        """A page, until its script is done: milliseconds that this took."""
        self.call("Page.navigate", url=file.as_uri())
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            # The empty page before it has no address of a file.
            ready = self.evaluate("location.protocol === 'file:' && document.readyState === 'complete' && window.ready")
            if ready:
                return float(ready)
            time.sleep(0.02)
        raise TimeoutError(file)

    def evaluate(self, expression: str) -> Any:
        """What JavaScript says in the page; a promise's outcome. The page's policy does not bind this."""
        told = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in told:
            raise AssertionError(told["exceptionDetails"])
        return told["result"].get("value")

    def picture(self, file: Path, whole: bool = True, **options: Any) -> None:
        """The page as PNG: all of it, or what the window shows."""
        told = self.call("Page.captureScreenshot", captureBeyondViewport=whole, **options)
        file.write_bytes(base64.b64decode(told["data"]))

    def printed(self, file: Path) -> None:
        """The page as PDF, as its reader would print it: A4, with backgrounds off."""
        self.call(
            "Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": "dark"}]
        )  # not as on the screen, whatever it prefers
        told = self.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69, printBackground=False)
        file.write_bytes(base64.b64decode(told["data"]))

    def press(self, key: str, shift: bool = False) -> None:
        """A key: its name in the DOM."""
        codes = {"Tab": 9, "Enter": 13, " ": 32}
        text = {"Enter": "\r", " ": " "}.get(key)
        common = {"key": key, "windowsVirtualKeyCode": codes.get(key, 0), "modifiers": 8 if shift else 0}
        self.call("Input.dispatchKeyEvent", type="keyDown", **common, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def requests(self) -> list[str]:
        """Addresses that the tab asked for."""
        return [one["params"]["request"]["url"] for one in self.events if one["method"] == "Network.requestWillBeSent"]

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """One call of the protocol, and its result."""
        self._number += 1
        call = {"id": self._number, "method": method, "params": params}
        if self._session:
            call["sessionId"] = self._session
        self._write(json.dumps(call).encode() + b"\0")
        while True:
            told = self._read()
            if told.get("id") == self._number:
                if "error" in told:
                    raise AssertionError(f"{method}: {told['error']}")
                result: dict[str, Any] = told["result"]
                return result
            if "method" in told:
                self.events.append(told)

    def _write(self, octets: bytes) -> None:
        while octets:
            octets = octets[os.write(self._writes, octets) :]

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            if not select.select([self._reads], [], [], PATIENCE)[0]:
                raise TimeoutError("Chromium says nothing")
            octets = os.read(self._reads, 1 << 20)
            if not octets:
                raise ConnectionError("Chromium is gone")
            self._rest += octets
        one, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(one)
        return told
