"""Asking a server on the loopback, many at a time; any answer but the one expected stops everything."""

import asyncio
import itertools
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LENGTH = re.compile(rb"^content-length: (\d+)", re.I | re.M)
END = b"\r\n\r\n"


class Unexpected(RuntimeError):
    """An answer that would make the figures lie: a redirect measures as a fast page."""


@dataclass
class Ask:
    """One request. `expects` is the only status that counts."""

    path: str
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: bytes = b""
    expects: int = 200

    def wire(self, host: str) -> bytes:
        """The request as it goes over the wire."""
        lines = {"Host": host, "Accept-Encoding": "gzip", "Accept": "text/html", **self.headers}
        if self.body:
            lines["Content-Length"] = str(len(self.body))
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return f"{self.method} {self.path} HTTP/1.1\r\n{head}\r\n".encode() + self.body


@dataclass
class Seen:
    """What a run came to."""

    seconds: float
    waits: list[float]

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds

    def at(self, share: float) -> float:
        """The wait, in ms, that this share of requests stayed under."""
        ordered = sorted(self.waits)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def run(url: str, asks: Iterable[Ask], *, clients: int, requests: int) -> Seen:
    """So many requests in all, from so many clients at once, going round `asks`."""
    return asyncio.run(_run(url, list(asks), clients, requests))


async def _run(url: str, asks: list[Ask], clients: int, requests: int) -> Seen:
    parts = urlsplit(url)
    turns = iter(itertools.islice(itertools.cycle(asks), requests))
    waits: list[float] = []
    began = time.perf_counter()
    await asyncio.gather(*(_client(parts, turns, waits) for _ in range(clients)))
    return Seen(time.perf_counter() - began, waits)


async def _client(parts, turns, waits: list[float]) -> None:
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        for ask in turns:
            began = time.perf_counter()
            writer.write(ask.wire(parts.netloc))
            status, head = await answer(reader)
            waits.append(time.perf_counter() - began)
            if status != ask.expects:
                raise Unexpected(f"{ask.method} {ask.path}: {status}, not {ask.expects}\n{head.decode('latin-1')}")
    finally:
        writer.close()


async def answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """The status and the head of the next answer; its body is read and let go."""
    head = await reader.readuntil(END)
    if found := LENGTH.search(head):
        await reader.readexactly(int(found[1]))
    elif b"chunked" in head.lower():
        while int((await reader.readline()).split(b";")[0], 16):
            raise Unexpected("a page of unknown length")
    return int(head[9:12]), head
