"""Live sessions: how soon a gesture is on everybody's screen, and whether any change is lost or told twice."""

import asyncio
import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.server import Server

from . import machine
from .load import Ask, Unexpected, answer
from .stage import Stage, prepare, say

PEOPLE = 40
CHANGES = 1_000
TOKEN = "b" * 32
LATE = 30.0  # seconds after which a change that did not come is lost


@dataclass
class Screen:
    """One person in one run: a stream that is open, and the screen it has fetched since."""

    port: int
    path: str
    cookie: str
    heard: list[int] = field(default_factory=list)
    shown: dict[int, float] = field(default_factory=dict)  # change → when the screen was there
    fetches: bool = True
    line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    leaves: asyncio.Event = field(default_factory=asyncio.Event)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self) -> None:
        """Listen for ever; come back with the last number heard whenever the stream ends."""
        while True:
            last = f"Last-Event-ID: {self.heard[-1]}\r\n" if self.heard else ""
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            try:
                head = (
                    f"GET /live{self.path}ecouter/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n{last}\r\n"
                )
                writer.write(head.encode())
                self.leaves.clear()
                await self._follow(reader)
            except (ConnectionError, asyncio.IncompleteReadError):
                await asyncio.sleep(0.2)
            finally:
                writer.close()

    async def _follow(self, reader) -> None:
        leaving = asyncio.ensure_future(self.leaves.wait())
        try:
            while line := await self._line(reader, leaving):
                if line.startswith(b"retry: "):
                    self.opened.set()
                elif line.startswith(b"id: "):
                    await self._hear(int(line[4:]))
        finally:
            leaving.cancel()

    async def _line(self, reader, leaving) -> bytes:
        """The next line; nothing once the stream has ended or this screen leaves."""
        reading = asyncio.ensure_future(reader.readline())
        await asyncio.wait({reading, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if reading.done():
            return reading.result()
        reading.cancel()
        return b""

    async def _hear(self, number: int) -> None:
        self.heard.append(number)
        if self.fetches:
            await self._fetch()
        self.shown[number] = time.monotonic()

    async def _fetch(self) -> None:
        """Fetch the screen, on the connection that a browser would use again."""
        if self.line is None:
            self.line = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.line
        writer.write(Ask(f"{self.path}ecran/", {"Cookie": self.cookie, "HX-Request": "true"}).wire("127.0.0.1"))
        status, head = await answer(reader)
        if status != 200:
            raise Unexpected(head.decode("latin-1"))


async def get(port: int, path: str, cookie: str, body: bytes | None = None) -> bytes:
    """One request, on a connection of its own; RuntimeError on anything but 200."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    sent = "" if body is None else f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    head = f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nHX-Request: true\r\n"
    head += f"Connection: close\r\nCookie: {cookie}; csrf={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n{sent}\r\n"
    writer.write(head.encode() + (body or b""))
    answer = await reader.read()
    writer.close()
    if b" 200 " not in answer[:16]:
        raise RuntimeError(f"{path}: {answer[:200]!r}")
    return answer


async def gesture(port: int, room: dict, act: str, cookie: str) -> float:
    """A gesture of who drives; when it was answered."""
    body = urlencode({"act": act, "seen": room["number"]}).encode()
    began = time.monotonic()
    await get(port, f"{room['path']}geste/", cookie, body)
    room["number"] += 1
    room["pulse"] += 1
    return began


async def measured(port: int, rooms: list[dict], cookies: list[str], gestures: int) -> list[float]:
    """Milliseconds from each gesture to each screen, gestures spread over the rooms one after the other."""
    screens = {room["path"]: [Screen(port, room["path"], cookie) for cookie in cookies] for room in rooms}
    tasks = [asyncio.ensure_future(one.listen()) for group in screens.values() for one in group]
    await all_open([one for group in screens.values() for one in group])
    waits: list[float] = []
    for turn in range(gestures):
        room = rooms[turn % len(rooms)]
        began = await gesture(port, room, "resume" if room["number"] % 2 == 0 else "pause", cookies[0])
        until = time.monotonic() + LATE
        group = screens[room["path"]]
        while time.monotonic() < until and not all(room["pulse"] in one.shown for one in group):
            await asyncio.sleep(0.01)
        waits += [(one.shown.get(room["pulse"], began + LATE) - began) * 1000 for one in group]
    for task in tasks:
        task.cancel()
    return sorted(waits)


async def all_open(screens: list[Screen]) -> None:
    """Wait until every stream has begun: what is measured is a change, not a room filling up."""
    await asyncio.gather(*(one.opened.wait() for one in screens))
    await asyncio.sleep(1)


async def kept(port: int, room: dict, cookies: list[str]) -> tuple[int, int]:
    """How many changes were lost, and told twice, over a thousand, with people coming and going at random."""
    screens = [Screen(port, room["path"], cookie, fetches=False) for cookie in cookies[:10]]
    tasks = [asyncio.ensure_future(one.listen()) for one in screens]
    await all_open(screens)
    first = room["pulse"]
    for _turn in range(CHANGES):
        await gesture(port, room, "resume" if room["number"] % 2 == 0 else "pause", cookies[0])
        if random.random() < 0.1:
            random.choice(screens).leaves.set()
    await asyncio.sleep(5)
    wanted = set(range(first + 1, room["pulse"] + 1))
    lost = sum(len(wanted - set(one.heard)) for one in screens)
    repeated = sum(len(one.heard) - len(set(one.heard)) for one in screens)
    for task in tasks:
        task.cancel()
    return lost, repeated


def measure(names: list[str]) -> dict[str, float]:
    """`live.one_run_p99_ms`, `live.25_runs_p99_ms`, `live.stream_kib`, `live.lost`, `live.repeated`."""
    with tempfile.TemporaryDirectory(prefix="terreau-bench-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        made = Stage("sqlite", data, "", {})
        prepare(made)
        with Server(data, "--empty", TERREAU_WORKERS="2") as server:
            set_up = made.inside("rooms", "25", str(PEOPLE))
            return asyncio.run(_all(server, set_up["rooms"], set_up["cookies"]))


async def _all(server: Server, rooms: list[dict], cookies: list[str]) -> dict[str, float]:
    say("one run, forty people")
    one = await measured(server.port, rooms[:1], cookies, 40)
    lost, repeated = await kept(server.port, rooms[1], cookies)
    say("twenty-five runs, a thousand streams")
    await asyncio.sleep(1)
    rest = machine.memory_mib(server.process.pid)
    many = [Screen(server.port, room["path"], cookie, fetches=False) for room in rooms for cookie in cookies]
    tasks = [asyncio.ensure_future(each.listen()) for each in many]
    await all_open(many)
    full = machine.memory_mib(server.process.pid)
    for task in tasks:
        task.cancel()
    await asyncio.sleep(1)
    all_runs = await measured(server.port, rooms, cookies, 50)
    return {
        "live.one_run_p99_ms": one[int(len(one) * 0.99) - 1],
        "live.25_runs_p99_ms": all_runs[int(len(all_runs) * 0.99) - 1],
        "live.stream_kib": (full - rest) * 1024 / len(many),
        "live.lost": lost,
        "live.repeated": repeated,
    }


KINDS = [(("live.",), measure)]
