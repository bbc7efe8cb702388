"""The fonts that every paper is set in."""

from __future__ import annotations

import subprocess
import sys


def test_the_first_paragraph_of_a_process_may_be_empty() -> None:
    """Whoever prints the blank list before any other paper begins with an empty cell."""
    first = "from fieldapp.documents.paper import text; text('')"
    done = subprocess.run(
        [sys.executable, "-c", first], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
