"""A browser for tests: Chromium, driven through ChromeDriver as the W3C's WebDriver says.

Both are Debian's; without them a test is skipped and says how to get them.
"""

import json
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

MISSING = "no browser; apt-get install -y chromium chromium-driver"
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_SLOWEST = 60.0
TAB, ENTER, DOWN = "\ue004", "\ue007", "\ue015"


class Browser:
    """A window of a browser."""

    def __init__(self, address: str) -> None:
        self._address = address

    def ask(self, method: str, path: str, **body: Any) -> Any:
        """One command of WebDriver; its value."""
        data = json.dumps(body).encode() if method == "POST" else None
        request = urllib.request.Request(f"{self._address}{path}", data, method=method)
        with urllib.request.urlopen(request, timeout=_SLOWEST) as response:
            return json.load(response)["value"]

    def open(self, url: str) -> None:
        self.ask("POST", "/url", url=url)

    def run(self, script: str) -> Any:
        """What a script returns."""
        return self.ask("POST", "/execute/sync", script=script, args=[])

    def type(self, text: str) -> None:
        """Press keys where the focus is."""
        element = self.ask("GET", "/element/active")[_ELEMENT]
        self.ask("POST", f"/element/{element}/value", text=text)

    def click(self, selector: str) -> None:
        using = {"using": "css selector", "value": selector}
        element = self.ask("POST", "/element", **using)[_ELEMENT]
        self.ask("POST", f"/element/{element}/click")


@contextmanager
def browser(profile: Path, *arguments: str) -> Iterator[Browser]:
    """A browser with a profile of its own."""
    driver, chromium = shutil.which("chromedriver"), shutil.which("chromium")
    if not driver or not chromium:
        pytest.skip(MISSING)
    options = [*_ARGUMENTS, f"--user-data-dir={profile}", *arguments]
    capabilities = {"goog:chromeOptions": {"binary": chromium, "args": options}}
    command = [driver, "--port=0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            window = Browser(f"http://127.0.0.1:{_port(process)}/session")
            made = window.ask("POST", "", capabilities={"alwaysMatch": capabilities})
            session = Browser(f"{window._address}/{made['sessionId']}")
            yield session
            session.ask("DELETE", "")
        finally:
            process.terminate()


def _port(process: "subprocess.Popen[bytes]") -> int:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(rb"started successfully on port (\d+)", line):
            return int(found[1])
    raise RuntimeError("chromedriver did not start")
