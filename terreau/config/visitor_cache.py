"""Pages of public communities, kept a few seconds for visitors: answered before any thread or query.

A view says `X-Cache-For-Visitors: SECONDS` on an answer that is the same for every visitor without a session. The key
holds all that such an answer may depend on; a request that carries anything else goes to Django and is not kept.
"""

import asyncio
import gzip
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .gateway import Answer
from .visitor_key import accepts_gzip, key_of

ASKED = b"x-cache-for-visitors"
CSP = b"content-security-policy"
LONGEST = 3.0  # seconds: what stopped being public is gone for everyone by then
BIGGEST = 1_000_000  # bytes of one page
VARY = ("Accept-Encoding", "Accept-Language", "Cookie", "HX-Request")


@dataclass
class Held:
    """One page as it is given to every visitor: both ways of sending it, and where the fresh nonce goes."""

    headers: list[tuple[bytes, bytes]]
    plain: bytes
    packed: bytes
    policy: tuple[bytes, ...]  # the policy, cut where a nonce belongs
    until: float

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.packed)

    def answer(self, *, packed: bool) -> Answer:
        """The page for one visitor, with a nonce that nobody else was given."""
        body = self.packed if packed else self.plain
        headers = [*self.headers, (b"content-length", str(len(body)).encode())]
        if packed:
            headers.append((b"content-encoding", b"gzip"))
        if self.policy:
            headers.append((CSP, secrets.token_urlsafe(16).encode().join(self.policy)))
        return Answer(200, headers, body)


class Shelf:
    """The pages used last, within a number and a size; the oldest leaves first."""

    def __init__(self, pages: int, size: int):
        self.pages, self.room, self.size = pages, size, 0
        self.held: OrderedDict[tuple, Held] = OrderedDict()

    def get(self, key: tuple) -> Held | None:
        """The page under this key, in date or not."""
        held = self.held.get(key)
        if held is not None:
            self.held.move_to_end(key)
        return held

    def put(self, key: tuple, held: Held) -> None:
        """Keep a page, and let go of as many others as it takes."""
        self.drop(key)
        self.held[key] = held
        self.size += held.size
        while len(self.held) > self.pages or self.size > self.room:
            self.drop(next(iter(self.held)))

    def drop(self, key: tuple) -> None:
        """Forget a page, if it is here."""
        if (old := self.held.pop(key, None)) is not None:
            self.size -= old.size


class VisitorCache:
    """Answers visitors from memory where it may; one refresh at a time for each page."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic):
        self.clock = clock
        self.plain_addresses = Shelf(192, 24_000_000)
        self.with_query = Shelf(64, 8_000_000)  # apart: query noise can only push out other queries
        self.refreshing: dict[tuple, asyncio.Event] = {}

    async def answer(self, scope, make: Callable[[], Awaitable[Answer | None]]) -> Answer | None:
        """The answer to this request, from memory or from `make`, without the header that asks for keeping."""
        key = key_of(scope)
        if key is None:
            return _without_asking(await make())
        shelf = self.with_query if scope["query_string"] else self.plain_addresses
        packed = accepts_gzip(scope)
        held = shelf.get(key)
        if held is None:
            return self._kept(shelf, key, await make())
        if held.until <= self.clock():
            if (waited := self.refreshing.get(key)) is None:
                return await self._refresh(shelf, key, make)
            await waited.wait()
            held = shelf.get(key)
            if held is None:
                return self._kept(shelf, key, await make())
        return held.answer(packed=packed)

    async def _refresh(self, shelf: Shelf, key: tuple, make) -> Answer | None:
        """Make a page again that was here a moment ago, while others who ask for it wait for this one."""
        self.refreshing[key] = asyncio.Event()
        try:
            answer = await make()
            shelf.drop(key)
            return self._kept(shelf, key, answer)
        except BaseException:
            shelf.drop(key)
            raise
        finally:
            self.refreshing.pop(key).set()

    def _kept(self, shelf: Shelf, key: tuple, answer: Answer | None) -> Answer | None:
        """The same answer, kept for the next visitor when its view asked for it and nothing in it is anyone's own."""
        seconds = _seconds(answer)
        answer = _without_asking(answer)
        if answer is not None and seconds and (held := hold(answer, self.clock() + seconds)) is not None:
            shelf.put(key, held)
        return answer


def hold(answer: Answer, until: float) -> Held | None:
    """The answer made ready for everyone, or None when it belongs to one visitor: a cookie, or a nonce inside it."""
    headers = dict(answer.headers)
    encoding = headers.get(b"content-encoding")
    if answer.status != 200 or answer.file is not None or b"set-cookie" in headers:
        return None
    if encoding not in (None, b"gzip") or len(answer.body) > BIGGEST:
        return None
    plain = gzip.decompress(answer.body) if encoding else answer.body
    packed = answer.body if encoding else gzip.compress(plain, compresslevel=6, mtime=0)
    policy = headers.get(CSP, b"")
    nonce = _nonce_in(policy)
    if nonce and nonce in plain:
        return None
    own = (b"content-length", b"content-encoding", b"vary", CSP)
    kept = [(name, value) for name, value in answer.headers if name not in own]
    kept.append((b"vary", _vary(headers.get(b"vary", b""))))
    parts = tuple(policy.split(nonce)) if nonce else (policy,) if policy else ()
    return Held(kept, plain, packed, parts, until)


def _nonce_in(policy: bytes) -> bytes:
    _before, mark, after = policy.partition(b"'nonce-")
    return after.partition(b"'")[0] if mark else b""


def _vary(said: bytes) -> bytes:
    names = {part.strip().lower(): part.strip() for part in said.decode("latin-1").split(",") if part.strip()}
    for name in VARY:
        names.setdefault(name.lower(), name)
    return ", ".join(names.values()).encode("latin-1")


def _seconds(answer: Answer | None) -> float:
    asked = dict(answer.headers).get(ASKED, b"") if answer is not None else b""
    return min(float(asked), LONGEST) if asked.isdigit() else 0.0


def _without_asking(answer: Answer | None) -> Answer | None:
    if answer is not None:
        answer.headers = [(name, value) for name, value in answer.headers if name != ASKED]
    return answer
