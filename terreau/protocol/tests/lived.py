"""For sessions lived at random: a server that can be killed, phones that lose their network, and a plain account."""

import asyncio
import re
import threading
import time
from datetime import datetime, timedelta

from django.conf import settings

from terreau.config.asgi import Entry
from terreau.protocol import engine
from terreau.spine import live


def wait_until(true, within: float = 20.0) -> bool:
    """Wait for something that another thread does."""
    until = time.monotonic() + within
    while not true() and time.monotonic() < until:
        time.sleep(0.005)
    return bool(true())


class House:
    """A server process's entry, on a loop of its own. Killed, nothing of it is left but the database."""

    def __init__(self):
        self.entry = Entry()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.calls = set()

    def take(self, call):
        """A connection that somebody opens."""
        made = asyncio.run_coroutine_threadsafe(call, self.loop)
        self.calls.add(made)
        made.add_done_callback(self.calls.discard)

    def kill(self) -> None:
        """Every connection breaks off where it is; the next changes are told to nobody here."""
        if not self.thread.is_alive():
            return
        for call in list(self.calls):
            call.cancel()
        live.begin(None)
        self.entry.stop()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()


class Phone:
    """One screen: the page it was given, then every number its streams told it."""

    def __init__(self, client, page: str, channel: str):
        self.client, self.page, self.channel = client, page, channel
        self.heard: list[int] = []
        self.since, self.status = 0, 0
        self.gone: asyncio.Event | None = None

    def open(self, house: House) -> None:
        """Load the page; it says where it stood, and the stream begins there."""
        text = self.client.get(self.page).content.decode()
        self.since = int(re.search(r"\?depuis=(\d+)", text)[1])
        self.come_back(house)

    def come_back(self, house: House) -> None:
        """The network is there again: the browser says the last change it was told, in this stream or a former one."""
        if self.gone is None or self.gone.is_set() or self.house is not house:
            self.house, self.gone = house, asyncio.Event()
            house.take(self._listen(self.gone))

    def lose_network(self) -> None:
        """The connection is dropped."""
        if self.gone is not None and not self.gone.is_set():
            gone = self.gone
            self.gone = None
            if self.house.thread.is_alive():
                self.house.loop.call_soon_threadsafe(gone.set)

    async def _listen(self, gone: asyncio.Event) -> None:
        held = self.client.cookies.get(settings.SESSION_COOKIE_NAME)
        cookie = f"{settings.SESSION_COOKIE_NAME}={held.value if held else 'nobody'}"
        headers = [(b"host", b"127.0.0.1"), (b"cookie", cookie.encode())]
        if self.heard:
            headers.append((b"last-event-id", str(self.heard[-1]).encode()))

        async def receive():
            if not asked:
                asked.append(True)
                return {"type": "http.request", "body": b"", "more_body": False}
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            self.status = message.get("status", self.status)
            self.ended = message["type"] == "http.response.body" and not message.get("more_body")
            if not gone.is_set():
                said = message.get("body", b"").decode()
                self.heard += [int(number) for number in re.findall(r"^id: (\d+)$", said, re.MULTILINE)]

        asked: list[bool] = []
        path = f"/live{self.channel}"
        scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "headers": headers}
        scope |= {"query_string": f"depuis={self.since}".encode(), "http_version": "1.1", "scheme": "http"}
        await self.house.entry(scope, receive, send)

    def missing(self, pulse: int) -> int:
        """How many changes there were that it has not been told."""
        return pulse - (self.heard[-1] if self.heard else self.since)

    def told_each_once(self) -> None:
        """From where its page stood, without a hole and without a second time."""
        heard = list(self.heard)
        assert heard == list(range(self.since + 1, self.since + 1 + len(heard))), (self.since, heard)


class Ledger:
    """A session's course as somebody would keep it by hand, a clock for each step."""

    def __init__(self, minutes: list[int]):
        self.planned, self.log, self.words = list(minutes), [], []
        self.kept = [(minute + 1) // 2 for minute in minutes]
        self.promised, self.gone = timedelta(minutes=sum(minutes)), timedelta()
        self.phase, self.step = "ready", 0
        self.clocks = [timedelta()] * len(minutes)
        self.last: datetime | None = None
        self.begun = self.ended = None

    def possible(self) -> set[str]:
        """What one may do."""
        if self.phase == "ready":
            return {"begin"}
        acts = {"add", "end", "again", "pause" if self.phase == "running" else "resume"}
        acts |= {"back"} if self.step else set()
        behind = len(self.planned) - 1 - self.step
        return acts | ({"next", "spread"} if behind else set()) | ({"skip"} if behind > 1 else set())

    def note(self, act: str, at: datetime, back_to: int = 0) -> None:
        """Write down one gesture, and what follows."""
        if act == "add" and self.planned[self.step] + engine.ADDED > engine.LONGEST:
            return
        if self.phase == "running":
            self.gone += at - self.last
        self.clocks = self.times(at)
        self.last = at
        self.log.append((len(self.log) + 1, act, at))
        if act == "begin":
            self.begun = at
        if act in ("begin", "resume", "next", "skip", "back", "again"):
            self.phase = "running"
        if act in ("pause", "end"):
            self.phase = {"pause": "paused", "end": "ended"}[act]
        self.step += {"next": 1, "skip": 2, "back": -1}.get(act, 0)
        if act == "again":
            self.clocks[back_to : self.step + 1] = [timedelta()] * (self.step + 1 - back_to)
            self.step = back_to
        if act == "add":
            self.planned[self.step] += engine.ADDED
        if act == "spread":
            self._spread()
        if act == "end":
            self.ended = at

    def _spread(self) -> None:
        """Each whole minute beyond what was promised is taken from the longest step that still has it to give."""
        left = [timedelta(minutes=minutes) - clock for minutes, clock in zip(self.planned, self.clocks, strict=True)]
        late = self.gone + sum((max(timedelta(), one) for one in left[self.step :]), timedelta()) - self.promised
        for _minute in range(max(0, int(late.total_seconds()) // 60)):
            later = [
                minutes if minutes > kept and timedelta(minutes=minutes - 1) >= clock else 0
                for minutes, kept, clock in list(zip(self.planned, self.kept, self.clocks, strict=True))[
                    self.step + 1 :
                ]
            ]
            if max(later):
                self.planned[self.step + 1 + later.index(max(later))] -= 1

    def times(self, at: datetime) -> list[timedelta]:
        """How long each step has lasted."""
        clocks = list(self.clocks)
        if self.phase == "running":
            clocks[self.step] += at - self.last
        return clocks

    def place(self):
        """Where it stands."""
        return self.phase, self.step, self.planned

    def ends(self):
        """How many gestures, the first and the last moment."""
        return len(self.log), self.begun, self.ended

    def shown(self, at: datetime):
        """What every screen should say: the step, out of how many, and the time in words; nothing before it begins."""
        if self.phase == "ready":
            return None
        left = timedelta(minutes=self.planned[self.step]) - self.times(at)[self.step]
        minutes = -(-int(left.total_seconds()) // 60)
        words = f"encore {minutes} minute{'s' if minutes > 1 else ''}" if left > timedelta() else "Temps prévu écoulé"
        return self.step + 1, len(self.planned), "En pause" if self.phase == "paused" else words
