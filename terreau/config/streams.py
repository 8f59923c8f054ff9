"""Streams: `/live/PATH` listens to what the page at `/PATH` shows, if that page lets this reader.

The right is asked of the ordinary page (sessions, memberships, seats), in the threads of pages; after that a stream is
a few bytes of this process and no thread at all. It says numbers, never words: what is read is fetched by the page.
"""

import asyncio
import contextlib
import json
import logging
import random
import threading
import time

from django.db import connection, connections

from terreau.spine import live

log = logging.getLogger("terreau.live")
HEARTBEAT = 15.0  # seconds between two signs of life
LONGEST = 600.0  # seconds, then the browser comes back: a server can stop, a proxy can forget
LOOK = 0.04  # seconds between two looks at what another process wrote (SQLite)
ASK = 0.5  # seconds between two looks behind a pooler, where nothing is heard (PostgreSQL)
RIGHTS = 3.0  # seconds between two looks at who may still listen
MANY = 60  # changes replayed one by one; beyond, « look again » is enough
CHANNEL = b"x-live-channel"
SINCE = b"depuis="  # what the page showed when it was made: a change between the page and its stream is told
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
]


def event(number: int) -> bytes:
    """One change: its number, and nothing else."""
    return f"id: {number}\nevent: change\ndata: {number}\n\n".encode()


def channel_of(headers) -> tuple[live.Channel, int, int] | None:
    """What the page said in its header: the channel, who listens, where it stands."""
    said = next((value for name, value in headers if name == CHANNEL), b"")
    if not said:
        return None
    kind, pk, person, number = json.loads(said)
    return (kind, pk), person, number


def last_seen(scope) -> int | None:
    """The last change this browser was told, by its own word: in a stream before this one, else in the page."""
    said = next((value for name, value in scope["headers"] if name == b"last-event-id"), b"")
    said = said or scope["query_string"].removeprefix(SINCE)
    return int(said) if said.isdigit() and len(said) < 12 else None


class Streams:
    """The open streams of a server process, and what wakes them."""

    def __init__(self):
        self.hub = live.Hub()
        self._tasks: list[asyncio.Task] = []
        self._stop = threading.Event()
        self._began = False

    def begin(self) -> None:
        """Start looking, at the first stream."""
        if self._began:
            return
        self._began = True
        self.hub.loop = asyncio.get_running_loop()
        live.begin(self.hub)
        self._tasks = [asyncio.ensure_future(self._follow()), asyncio.ensure_future(self._keep_rights())]
        threading.Thread(target=self._watch(), name="live", daemon=True).start()

    def stop(self) -> None:
        """Close every stream, so that the server can end."""
        self._stop.set()
        if self.hub.loop is not None and not self.hub.loop.is_closed():
            self.hub.loop.call_soon_threadsafe(self._close)

    def _close(self) -> None:
        for task in self._tasks:
            task.cancel()
        for ears in list(self.hub.ears.values()):
            for ear in list(ears):
                ear.close()

    async def answer(self, page, scope, receive, send) -> None:
        """Ask the page, then stream what it lets this reader hear; else the page's own refusal."""
        self.begin()
        path = scope["path"].removeprefix("/live")
        answered = await page({**scope, "path": path, "raw_path": path.encode()}, receive)
        if answered is None:
            return
        allowed = channel_of(answered.headers) if answered.status == 200 else None
        if allowed is None:
            await send({"type": "http.response.start", "status": answered.status, "headers": answered.headers})
            await send({"type": "http.response.body", "body": answered.body})
            return
        channel, person, number = allowed
        ear = live.Ear(channel, person)
        known = last_seen(scope)
        ear.told = number if known is None or known > number else known
        ear.hear(number)
        await self._pour(ear, receive, send)

    async def _pour(self, ear: live.Ear, receive, send) -> None:
        self.hub.add(ear)
        self.hub.changed(ear.channel)  # what came after the page answered, and before this ear was there
        gone = asyncio.ensure_future(_until_gone(receive, ear))
        until = time.monotonic() + LONGEST * random.uniform(0.9, 1.1)  # noqa: S311  not all come back at once
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await send({"type": "http.response.body", "body": b"retry: 1000\n\n", "more_body": True})
            while not ear.closed and time.monotonic() < until:
                await self._say(ear, send)
                ear.woken.clear()
                if ear.known == ear.told and not ear.closed:
                    with contextlib.suppress(asyncio.TimeoutError):
                        await asyncio.wait_for(ear.woken.wait(), HEARTBEAT)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()
            self.hub.remove(ear)

    async def _say(self, ear: live.Ear, send) -> None:
        """Every change not told yet, each once; a sign of life when there is none."""
        known = ear.known
        first = ear.told + 1 if known - ear.told <= MANY else known
        body = b"".join(event(number) for number in range(first, known + 1)) or b": .\n\n"
        await send({"type": "http.response.body", "body": body, "more_body": True})
        ear.told = known

    # ---- what wakes them ----
    def _watch(self):
        """The way in which this database says what other processes write."""
        if connection.vendor != "postgresql":
            return self._look
        return self._ask if connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] else self._listen

    async def _follow(self) -> None:
        """Where the channels that changed stand now, asked once for all of them."""
        while True:
            await self.hub.looked.wait()
            self.hub.looked.clear()
            waiting, self.hub.waiting = self.hub.waiting, set()
            for kind in {kind for kind, _pk in waiting}:
                ids = [pk for of, pk in waiting if of == kind]
                try:
                    self.hub.tell(kind, await asyncio.to_thread(_asked, live.kinds[kind].positions, ids))
                except Exception:
                    log.exception("the live channels could not be looked at")

    async def _keep_rights(self) -> None:
        """Close the streams of those who went out or lost access, in a few seconds."""
        while True:
            await asyncio.sleep(RIGHTS)
            for kind, ids in self.hub.listened().items():
                try:
                    rights = await asyncio.to_thread(_asked, live.kinds[kind].listeners, ids)
                    self.hub.close_those_who_may_not(kind, rights)
                except Exception:
                    log.exception("the rights of live channels could not be looked at")

    def _look(self) -> None:
        """SQLite: its file says when another process wrote; then every channel listened to is looked at."""
        seen = None
        while not self._stop.wait(LOOK):
            if not self.hub.ears:
                continue
            try:
                with connection.cursor() as cursor:
                    now = cursor.execute("PRAGMA data_version").fetchone()[0]
                if seen is not None and now != seen:
                    self._look_at_all()
                seen = now
            except Exception:
                log.exception("the database could not be watched")
        connection.close()

    def _listen(self) -> None:
        """PostgreSQL: it says itself which channel changed, to every process, at commit."""
        while not self._stop.is_set():
            try:
                with connection.cursor() as cursor:
                    cursor.execute("LISTEN terreau_live")
                self._look_at_all()
                while not self._stop.is_set():
                    for said in connection.connection.notifies(timeout=1.0):
                        kind, pk = said.payload.split(":")
                        self._in_loop(self.hub.changed, (kind, int(pk)))
            except Exception:
                log.exception("the database no longer says what changes")
                connection.close()
                self._stop.wait(1)
        connection.close()

    def _ask(self) -> None:
        """Behind a pooler (`?prepared=off`), which lends no connection to listen on: every channel is looked at."""
        while not self._stop.wait(ASK):
            self._look_at_all()

    def _look_at_all(self) -> None:
        for kind, ids in self.hub.listened().items():
            for pk in ids:
                self._in_loop(self.hub.changed, (kind, pk))

    def _in_loop(self, call, *words) -> None:
        if self.hub.loop is not None and not self.hub.loop.is_closed():
            self.hub.loop.call_soon_threadsafe(call, *words)


def _asked(question, ids):
    """Ask the database in a thread of its own kind, and leave no broken connection behind."""
    try:
        return question(ids)
    except Exception:
        connections.close_all()
        raise


async def _until_gone(receive, ear: live.Ear) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    ear.close()
