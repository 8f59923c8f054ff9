"""What living with it costs: starting, memory, writing, growing."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.server import Server

from . import load, machine
from .load import Ask
from .pages import PAGES
from .stage import ROOT, Stage, asked, clean, say, stage

GROWING = ("home", "threads", "thread")


def start(_names: list[str]) -> dict[str, float]:
    """`start_s`: from typing `bin/serve` to the first page, once everything has been prepared."""
    with stage("sqlite") as made:
        path = made.inside("addresses", "home")["home"]["visitor"][0]
        with made.serving():
            pass
        return {"start_s": min(_start(made, path) for _ in range(3))}


def _start(made: Stage, path: str) -> float:
    server = Server(made.data, **made.environment)
    began = time.monotonic()
    words = [sys.executable, ROOT / "bin" / "serve", "--port", str(server.port)]
    process = subprocess.Popen(words, env={**clean(), **server.environment}, stdout=subprocess.DEVNULL)
    try:
        while not _answers(server.url + path):
            if process.poll() is not None or time.monotonic() - began > 60:
                raise RuntimeError("bin/serve did not answer")
            time.sleep(0.01)
        return time.monotonic() - began
    finally:
        process.terminate()
        process.wait()


def _answers(url: str) -> bool:
    try:
        return urllib.request.urlopen(url, timeout=30).status == 200
    except OSError:
        return False


def memory(_names: list[str]) -> dict[str, float]:
    """`memory.rest_mib`, `memory.load_mib`: what the whole stack holds, two workers, on the default engine."""
    with stage("sqlite") as made:
        addresses, cookies = made.inside("addresses", *PAGES), made.inside("cookies")
        asks = [
            Ask(path, {"Cookie": cookie})
            for page in addresses
            for path in addresses[page]["signed_in"]
            for cookie in cookies[page]
        ]
        with made.serving() as server:
            load.run(server.url, asks[:1], clients=2, requests=4)
            time.sleep(2)
            rest = machine.memory_mib(*made.roots(server))
            load.run(server.url, asks, clients=32, requests=3_000)
            return {"memory.rest_mib": rest, "memory.load_mib": machine.memory_mib(*made.roots(server))}


def writing(_names: list[str]) -> dict[str, float]:
    """`message.per_s` and `message.cpu_ms`: replies of eight members at once, journal, outbox and sanitising included."""
    figures: dict[str, float] = {}
    for engine, name in (("sqlite", "message"), ("postgresql", "message.postgresql")):
        with stage(engine) as made:
            members = [
                [Ask(**{**ask, "body": ask["body"].encode()}) for ask in one] for one in made.inside("writing")["asks"]
            ]
            asks = [ask for turn in zip(*members, strict=True) for ask in turn]
            say(name)
            with made.serving() as server:
                load.run(server.url, asks[:8], clients=8, requests=8)
                seen, cpu_ms = asked(made, server, asks[8:], clients=8, requests=len(asks) - 8)
        figures |= {f"{name}.per_s": seen.per_second, f"{name}.cpu_ms": cpu_ms, f"{name}.p95_ms": seen.at(0.95)}
    return figures


def growth(_names: list[str]) -> dict[str, float]:
    """`thread.growth_1m` and the like: what a page costs among 1,000,000 messages, over what it costs among 20,000.

    In turns, one beside the other: on a machine that is shared, two measures apart are of two machines.
    """
    with _grown(0.1) as small, _grown(5) as large:
        found = {}
        for page in GROWING:
            turns = [(small(page), large(page)) for _ in range(5)]
            found[f"{page}.growth_1m"] = min(after for _, after in turns) / min(before for before, _ in turns)
        return found


@contextmanager
def _grown(scale: float) -> Iterator[Callable[[str], float]]:
    """What asks a server on so many messages what one of its pages costs, in CPU ms."""
    with stage("sqlite", long=int(2_000 * scale), short=int(18_000 * scale)) as made:
        addresses, cookies = made.inside("addresses", *GROWING), made.inside("cookies")
        asks = {
            page: [Ask(path, {"Cookie": one}) for path in addresses[page]["signed_in"] for one in cookies[page][:4]]
            for page in GROWING
        }
        with made.serving() as server:
            for some in asks.values():
                load.run(server.url, some, clients=4, requests=max(100, len(some)))
            yield lambda page: asked(made, server, asks[page], clients=2, requests=200)[1]


KINDS = [
    (("start_s",), start),
    (("memory",), memory),
    (("message",), writing),
    (("thread.growth_1m", "threads.growth_1m", "home.growth_1m"), growth),
]
