"""Asking the server's entry as Granian would, inside this process."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Got:
    """What came back."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    blocks: list[int] = field(default_factory=list)


def scope_of(path="/", method="GET", headers=(), query=b"", port=8000):
    """What the server knows of a request before its body."""
    named = {"host": f"127.0.0.1:{port}", **dict(headers)}
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "query_string": query,
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in named.items()],
        "server": ("127.0.0.1", port),
        "client": ("127.0.0.1", 50000),
    }


async def asked(entry, scope, body=(b"",), leaves_after=None) -> Got:
    """One request through `entry`. The other side leaves after so many blocks, if said."""
    got, parts = Got(), list(body)
    left = asyncio.Event()

    async def receive():
        if parts:
            part = parts.pop(0)
            if part is None:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": part, "more_body": bool(parts)}
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        if message["type"] == "http.response.start":
            got.status = message["status"]
            got.headers = {name.decode(): value.decode("latin-1") for name, value in message["headers"]}
            return
        got.body += message["body"]
        got.blocks.append(len(message["body"]))
        if leaves_after is not None and len(got.blocks) >= leaves_after:
            left.set()
            await asyncio.sleep(0)
            await asyncio.sleep(0)

    await entry(scope, receive, send)
    return got


def ask(entry, path="/", *, body=(b"",), leaves_after=None, **more) -> Got:
    """`asked`, from a test that is not asynchronous."""
    return asyncio.run(asked(entry, scope_of(path, **more), body, leaves_after))


def listing(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())
