"""Between the server's ASGI and Django's WSGI: what a page is told, and how its answer goes out in large blocks."""

import asyncio
import io
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import IO, Any

from .body import SMALL, Body, arriving

BLOCK = 256 * 1024
TOO_BIG = "terreau.too_big"


class File:
    """A file that a view sends (`wsgi.file_wrapper`): read later, in blocks, by a thread that serves no pages."""

    def __init__(self, file: IO[bytes], size: int = BLOCK):
        self.file = file

    def close(self) -> None:
        """Close the file and, through it, the answer it belongs to."""
        close = getattr(self.file, "close", None)
        if close:
            close()


@dataclass
class Answer:
    """What Django answered: either whole in memory, or a file still to be read."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    file: Any = None  # a `File`, or a spooled temporary file


def environ(scope, body: Body) -> dict:
    """The WSGI environment of a request. Header names with an underscore are dropped: they could pass for others."""
    host, port = scope.get("server") or ("127.0.0.1", 80)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "CONTENT_LENGTH": str(body.size),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body.file,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": File,
        TOO_BIG: body.too_big,
    }
    for name, value in scope["headers"]:
        if name == b"content-length" or b"_" in name:
            continue
        text = name.decode("latin-1").replace("-", "_").upper()
        key = text if text == "CONTENT_TYPE" else f"HTTP_{text}"
        said = value.decode("latin-1")
        joint = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{joint}{said}" if key in environ else said
    return environ


def call(pages: Callable, environ: dict) -> Answer:
    """Have Django answer, whole, in this thread: its database connection never crosses to another."""
    answer = Answer()

    def start_response(status, headers, exc_info=None):
        answer.status = int(status.split(" ", 1)[0])
        answer.headers = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers]

    parts = pages(environ, start_response)
    if isinstance(parts, File):
        return _begin_file(answer, parts)
    try:
        if getattr(parts, "streaming", False):
            _gather(answer, parts)
        else:
            answer.body = b"".join(parts)
    finally:
        parts.close()
    return answer


def _begin_file(answer: Answer, file: File) -> Answer:
    """A small file whole, at once; of a large one the first block, and the rest when it is wanted."""
    try:
        answer.body = file.file.read(BLOCK)
    except BaseException:
        file.close()
        raise
    ends_here = len(answer.body) < BLOCK and isinstance(file.file, io.BufferedReader)  # others may read short
    if ends_here or not answer.body:
        file.close()
    else:
        answer.file = file
    return answer


def _gather(answer: Answer, parts: Iterable[bytes]) -> None:
    """All that a view yields, in memory while small, on disk beyond: a slow reader must not hold a page's thread."""
    file = tempfile.SpooledTemporaryFile(max_size=SMALL, dir=arriving())  # noqa: SIM115  outlives this call
    try:
        for part in parts:
            file.write(part)
        answer.headers.append((b"content-length", str(file.tell()).encode()))
        file.seek(0)
        _begin_file(answer, File(file))
    except BaseException:
        file.close()
        raise


def failure(status: int = 500) -> Answer:
    """The answer when even the page of errors could not be made."""
    text = "Terreau n’a pas pu répondre. / Terreau could not answer.\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(text)).encode())]
    headers.append((b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'"))
    return Answer(status, headers, text)


async def send_answer(answer: Answer, scope, receive, send, downloads) -> None:
    """Send the answer; when the other side goes away, stop. What was opened is always closed."""
    try:
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        if scope["method"] == "HEAD":
            await send({"type": "http.response.body", "body": b""})
        elif answer.file is None:
            await send({"type": "http.response.body", "body": answer.body})
        else:
            await _send_file(answer, receive, send, downloads)
    finally:
        if answer.file is not None:
            answer.file.close()


async def _send_file(answer: Answer, receive, send, downloads) -> None:
    """Block after block, for as long as somebody is there to take them."""
    loop = asyncio.get_running_loop()
    gone = asyncio.ensure_future(_gone(receive))
    block = answer.body
    try:
        while not gone.done():
            await send({"type": "http.response.body", "body": block, "more_body": bool(block)})
            if not block:
                return
            block = await loop.run_in_executor(downloads, answer.file.file.read, BLOCK)
    finally:
        gone.cancel()


async def _gone(receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
