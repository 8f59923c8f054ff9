"""What living with it costs: starting, memory, writing, growing."""

import subprocess
import sys
import time
import urllib.request

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
    """`thread.growth_1m` and the like: what a page costs among 1,000,000 messages, over what it costs among 20,000."""
    small, large = _cost_at(0.1), _cost_at(5)
    return {f"{page}.growth_1m": large[page] / small[page] for page in small}


def _cost_at(scale: float) -> dict[str, float]:
    with stage("sqlite", long=int(2_000 * scale), short=int(18_000 * scale)) as made:
        addresses, cookies = made.inside("addresses", *GROWING), made.inside("cookies")
        found = {}
        with made.serving() as server:
            for page in GROWING:
                paths = addresses[page]["signed_in"]
                asks = [Ask(path, {"Cookie": cookie}) for path in paths for cookie in cookies[page][:4]]
                load.run(server.url, asks, clients=4, requests=max(100, len(asks)))
                found[page] = min(asked(made, server, asks, clients=2, requests=200)[1] for _ in range(3))
        return found


KINDS = [
    (("start_s",), start),
    (("memory",), memory),
    (("message",), writing),
    (("thread.growth_1m", "threads.growth_1m", "home.growth_1m"), growth),
]
