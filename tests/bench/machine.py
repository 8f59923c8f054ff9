"""What processes cost, as the kernel counts it: CPU seconds and memory of a process with all its descendants."""

import os
import re
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def family(*roots: int) -> list[int]:
    """These processes and everything they started, directly or not."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], list(roots)
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return found


def cpu_seconds(*roots: int) -> float:
    """CPU seconds used so far by these families, those of children already gone included."""
    ticks = 0
    for one in family(*roots):
        if fields := _stat(one):
            ticks += sum(int(value) for value in fields[11:13])
    return ticks / TICK


def memory_mib(*roots: int) -> float:
    """Memory that these families hold, in MiB; what several share is counted once (PSS)."""
    kib = 0
    for one in family(*roots):
        try:
            text = (PROC / str(one) / "smaps_rollup").read_text()
        except OSError:
            continue
        if found := re.search(r"^Pss:\s+(\d+) kB", text, re.M):
            kib += int(found[1])
    return kib / 1024


def _stat(one: int) -> list[str] | None:
    """The fields of /proc/PID/stat after the command: state, parent, …, user ticks, system ticks."""
    try:
        text = (PROC / str(one) / "stat").read_text()
    except OSError:
        return None
    return text.rpartition(")")[2].split()
