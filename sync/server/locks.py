"""Locks on an open file, between processes and between two uses in one process.

The operating system frees them when the file is closed, also by a killed process. On Linux they
belong to the open file, not to the process as POSIX record locks would.
"""

import sys
from typing import IO

if sys.platform == "win32":
    import msvcrt

    # Windows has no shared locks here: whoever shares takes one of many places instead.
    _PLACES = 64

    def lock(held: IO[bytes], *, shared: bool, wait: bool = True) -> bool:
        """Lock the file; give False when that must wait and `wait` is False."""
        mode = msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK
        tries = range(_PLACES) if shared else range(1)
        for place in tries:
            held.seek(place)
            try:
                msvcrt.locking(
                    held.fileno(), msvcrt.LK_NBLCK if shared else mode, 1 if shared else _PLACES
                )
            except OSError:
                continue
            return True
        return False

    def unlock(held: IO[bytes]) -> None:
        """Give the lock back, as it was taken."""
        for place, size in ((0, _PLACES), *((place, 1) for place in range(_PLACES))):
            held.seek(place)
            try:
                msvcrt.locking(held.fileno(), msvcrt.LK_UNLCK, size)
            except OSError:
                continue
            return

else:
    import fcntl

    def lock(held: IO[bytes], *, shared: bool, wait: bool = True) -> bool:
        """Lock the file; give False when that must wait and `wait` is False."""
        mode = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB)
        try:
            fcntl.flock(held.fileno(), mode)
        except BlockingIOError:
            return False
        return True

    def unlock(held: IO[bytes]) -> None:
        """Give the lock back."""
        fcntl.flock(held.fileno(), fcntl.LOCK_UN)
