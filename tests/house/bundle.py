"""Try the built folder as a laptop would: it says its version, and its window opens.

`uv run poe build` first, then `python -m tests.house.bundle`. No test of the suite builds the
bundle: it takes a minute.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fieldapp import __version__

BUNDLE = Path(__file__).resolve().parents[2] / "dist" / "bitacora"
OPEN_WITHIN_S = 60


def main() -> None:
    """Exit with a sentence when the bundle does not do its first two things."""
    suffix = ".exe" if sys.platform == "win32" else ""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    said = subprocess.run(
        [BUNDLE / f"fieldapp{suffix}", "--version"],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=True,
    ).stdout
    if __version__ not in said:
        sys.exit(f"the bundle says {said!r}, not {__version__}")
    with tempfile.TemporaryDirectory() as folder:
        opened_s = _seconds_to_window(BUNDLE / f"bitacora{suffix}", Path(folder), environment)
    size_mib = sum(f.stat().st_size for f in BUNDLE.rglob("*") if f.is_file()) / 2**20
    print(f"{said.strip()}: window after {opened_s:.1f} s, {size_mib:.0f} MiB on disk")


def _seconds_to_window(program: Path, home: Path, environment: dict[str, str]) -> float:
    """Start the window, wait until the log says that it is shown, and close it."""
    log = home / "log" / "bitacora.log"
    begun = time.monotonic()
    window = subprocess.Popen([program, "--home", str(home)], env=environment)
    try:
        while time.monotonic() - begun < OPEN_WITHIN_S:
            if window.poll() is not None:
                sys.exit(f"the bundle's window closed by itself with code {window.returncode}")
            if log.exists() and "window shown" in log.read_text(encoding="utf-8"):
                return time.monotonic() - begun
            time.sleep(0.1)
        sys.exit("the bundle's window did not open")
    finally:
        window.terminate()
        window.wait(timeout=20)


if __name__ == "__main__":
    main()
