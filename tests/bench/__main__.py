"""`bin/bench`: prints figures, one a line, or one flat JSON object."""

import json
import signal
import sys
from statistics import median

from . import archive, feeds, gathering, live, living, machine, pages, searching, weighing

KINDS = [
    *pages.KINDS,
    *living.KINDS,
    *weighing.KINDS,
    *archive.KINDS,
    *gathering.KINDS,
    *feeds.KINDS,
    *searching.KINDS,
    *live.KINDS,
]  # (what its figures begin with, how to get them)


def main(words: list[str]) -> None:
    """Measure what was asked; everything when nothing was."""
    names = [word for word in words if not word.startswith("--")]
    unknown = [name for name in names if not any(fits(name, prefixes) for prefixes, _ in KINDS)]
    if unknown:
        known = ", ".join(prefix for prefixes, _ in KINDS for prefix in prefixes)
        sys.exit(f"bin/bench: {', '.join(unknown)} ? ({known})")
    figures: dict[str, float] = {}
    where = sys.stderr if "--json" in words else sys.stdout
    paces = [machine.yardstick()]
    for prefixes, measure in KINDS:
        wanted = [name for name in names if fits(name, prefixes)]
        if wanted or not names:
            found = {name: value for name, value in measure(wanted).items() if _is_wanted(name, wanted)}
            paces.append(machine.yardstick())
            say_now({**found, "  (machine.yardstick_ms)": paces[-1]}, where)
            figures |= found
    figures |= {"machine.yardstick_ms": median(paces), "machine.yardstick_worst_ms": max(paces)}
    if "--json" in words:
        print(json.dumps({name: round(value, 3) for name, value in figures.items()}))


def say_now(figures: dict[str, float], where) -> None:
    """Say what is known so far: a run that is ended keeps what it found."""
    for name, value in figures.items():
        print(f"{name:<52} {value:10.2f}", file=where, flush=True)


def fits(name: str, prefixes: tuple[str, ...]) -> bool:
    """Whether a name asks for figures under one of these: part of it, or something within it."""
    return any(name.startswith(prefix) or prefix.startswith(name) for prefix in prefixes)


def _is_wanted(figure: str, wanted: list[str]) -> bool:
    return not wanted or any(figure.startswith(name) for name in wanted)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was made is taken down
    main(sys.argv[1:])
