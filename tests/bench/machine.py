"""What processes cost, as the kernel counts it: CPU seconds and memory of a process with all its descendants."""

import json
import os
import re
import sqlite3
import time
from contextlib import closing
from html import escape
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


def yardstick() -> float:
    """CPU ms of one fixed piece of work, of the kind that a page is made of: how fast this machine is, this minute.

    A shared machine's speed moves by half within minutes: two figures compare only as far as their yardsticks do.
    """
    return min(_fixed_work() for _ in range(5))


def _fixed_work() -> float:
    began = time.process_time()
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, who TEXT, words TEXT)")
        rows = [(n, f"Personne {n % 97}", f"<p>Le mot {n} & la suite</p>" * 4) for n in range(3_000)]
        base.executemany("INSERT INTO said VALUES (?, ?, ?)", rows)
        found = base.execute("SELECT id, who, words FROM said ORDER BY who, id").fetchall()
    page = "".join(f"<li id={one}>{escape(who)} {escape(words)}</li>" for one, who, words in found)
    json.loads(json.dumps([re.sub(r"\s+", " ", words).split() for _, _, words in found]))
    assert len(page) > 100_000
    return 1000 * (time.process_time() - began)


def _stat(one: int) -> list[str] | None:
    """The fields of /proc/PID/stat after the command: state, parent, …, user ticks, system ticks."""
    try:
        text = (PROC / str(one) / "stat").read_text()
    except OSError:
        return None
    return text.rpartition(")")[2].split()
