"""What searching costs: CPU, waits, building the index, its size; and how often the right answer comes first."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import load, machine
from .load import Ask
from .stage import ROOT, Stage, asked, clean, rebuild_search, say, stage

ROUND = 240
ENGINES = {"sqlite": "search", "postgresql": "search.postgresql"}


def measure(names: list[str]) -> dict[str, float]:
    """`search.(cpu_ms|p95_ms|rps|common_words_ms|rebuild_s|index_ratio|memory_mib)`; `search.postgresql.…` beside."""
    figures: dict[str, float] = {}
    if wanted(names, "search.top"):
        figures |= relevance()
    for engine, name in ENGINES.items():
        if wanted(names, f"{name}.", but=("search.top", "search.postgresql") if engine == "sqlite" else ()):
            with stage(engine) as made:
                figures |= on(made, name)
    return figures


def wanted(names: list[str], figures: str, *, but: tuple[str, ...] = ()) -> bool:
    """Whether any of the names (none: all) asks for some of these figures."""
    asked_for = [name for name in names if not (but and name.startswith(but))]
    return not names or any(name.startswith(figures) or figures.startswith(name) for name in asked_for)


def on(made: Stage, name: str) -> dict[str, float]:
    """Everything on this stage."""
    say(f"{name}: rebuild")
    seconds = rebuild(made)
    sizes = made.inside("search_inside.sizes")
    usual, common = (made.inside("search_inside.paths", kind) for kind in ("usual", "common"))
    cookies = made.inside("cookies", "4")["home"]
    figures = {f"{name}.rebuild_s": seconds, f"{name}.index_ratio": sizes["index"] / sizes["text"]}
    with made.serving() as server:
        asks = [Ask(path, {"Cookie": cookie}) for path in usual["paths"] for cookie in cookies[:2]]
        both = [Ask(path, {"Cookie": cookie}) for path in common["paths"] for cookie in cookies[:2]]
        load.run(server.url, [*asks, *both], clients=2, requests=len(asks) + len(both))
        alone, cpu_ms = asked(made, server, asks, clients=1, requests=ROUND)
        say(f"{name}: one client, then eight, then common words")
        many, _cpu = asked(made, server, asks, clients=8, requests=ROUND)
        heavy, _cpu = asked(made, server, both, clients=1, requests=len(both) * 2)
        figures |= {
            f"{name}.cpu_ms": cpu_ms,
            f"{name}.p50_ms": alone.at(0.5),
            f"{name}.p95_ms": alone.at(0.95),
            f"{name}.rps": many.per_second,
            f"{name}.common_words_ms": heavy.at(0.95),
            f"{name}.memory_mib": machine.memory_mib(*made.roots(server)),
        }
    return figures


def rebuild(made: Stage) -> float:
    """Seconds of `terreau search rebuild`, as a person would type it."""
    began = time.monotonic()
    rebuild_search(made)
    return time.monotonic() - began


def relevance() -> dict[str, float]:
    """`search.top1`, `search.top3`: shares of the judged questions, on the example community."""
    with tempfile.TemporaryDirectory() as folder:
        made = Stage("sqlite", Path(folder), "", {})
        words = [sys.executable, "-m", "terreau", "prepare", "--empty"]
        environment = {**clean(), **made.environment}
        subprocess.run(words, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        return made.inside("search_inside.relevance")


KINDS = [(("search",), measure)]
