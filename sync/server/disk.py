"""What must be on the disk before anybody is told that it is."""

import os
import sys
from pathlib import Path


def flush_names(folder: Path) -> None:
    """Make new names in a folder survive a power cut; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
