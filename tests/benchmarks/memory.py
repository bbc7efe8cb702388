"""How much memory processes hold, read from Linux."""

from __future__ import annotations

from pathlib import Path


def family(pid: int) -> list[int]:
    """Give a process and the workers it made; PostgreSQL, which leaves the family, is not there."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def resident_mib(*pids: int) -> float:
    """Give the resident memory of some processes together."""
    return round(sum(_of(pid, "VmRSS") for pid in pids) / 1024, 1)


def peak_mib(pid: int) -> float:
    """Give the most a process held since `forget_peak`."""
    return round(_of(pid, "VmHWM") / 1024, 1)


def forget_peak(pid: int) -> None:
    """Let the peak begin anew from what is held now."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def _of(pid: int, name: str) -> int:
    """Give one line of a process' status in KiB; 0 when the process is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0)
