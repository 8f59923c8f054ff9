"""Streams: each change once, in order, for whoever the page lets in; nothing but numbers."""

import asyncio
import re

from terreau.config import streams
from terreau.config.gateway import Answer
from terreau.spine import live


class Browser:
    """The other end of a stream, as the server sees it."""

    def __init__(self, made, *, last: str = "", query: bytes = b"", answer: Answer | None = None):
        self.sent, self.asked = [], []
        self.answer = answer or Answer(200, [(streams.CHANNEL, b'["tests", 1, 7, 5]')], b"")
        headers = [(b"last-event-id", last.encode())] if last else []
        self.scope = {"path": "/live/c/x/ecouter/", "query_string": query, "headers": headers}
        self.gone = asyncio.Event()
        self.task = asyncio.ensure_future(made.answer(self.page, self.scope, self.receive, self.send))

    async def page(self, scope, _receive):
        self.asked.append(scope["path"])
        return self.answer

    async def receive(self):
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.sent.append(message)

    @property
    def text(self) -> str:
        return b"".join(one.get("body", b"") for one in self.sent).decode()

    @property
    def ids(self) -> list[int]:
        return [int(number) for number in re.findall(r"^id: (\d+)$", self.text, re.MULTILINE)]


def played(scenario, monkeypatch):
    """Run a scenario with streams that no database wakes."""
    monkeypatch.setattr(streams.Streams, "_look", lambda self: None)
    monkeypatch.setattr(streams.Streams, "_listen", lambda self: None)
    monkeypatch.setattr(live, "hub", None)
    monkeypatch.setitem(live.kinds, "tests", live.Kind(lambda ids: {}, lambda ids: {}))

    async def play():
        made = streams.Streams()
        try:
            await scenario(made)
        finally:
            made._close()
            await settle()

    asyncio.run(play())


async def settle():
    """Let every task have its turn."""
    for _turn in range(20):
        await asyncio.sleep(0)


def test_each_change_is_told_once_and_in_order(monkeypatch):
    async def scenario(made):
        browser = Browser(made)
        await settle()
        assert browser.asked == ["/c/x/ecouter/"]
        for number in (6, 6, 8, 7, 9):
            made.hub.tell("tests", {1: number})
            await settle()
        assert browser.ids == [6, 7, 8, 9]
        assert set(re.sub(r"\d+", "N", browser.text).split()) == {
            "retry:",
            "N",
            "id:",
            "event:",
            "change",
            "data:",
            ":",
            ".",
        }

    played(scenario, monkeypatch)


def test_whoever_comes_back_gets_what_they_missed(monkeypatch):
    async def scenario(made):
        browsers = {last: Browser(made, last=last) for last in ("2", "5", "99", "x", "")}
        await settle()
        assert {last: browser.ids for last, browser in browsers.items()} == {
            "2": [3, 4, 5],
            "5": [],
            "99": [],
            "x": [],
            "": [],
        }

    played(scenario, monkeypatch)


def test_a_change_between_the_page_and_its_stream_is_told(monkeypatch):
    async def scenario(made):
        monkeypatch.setitem(live.kinds, "tests", live.Kind(lambda ids: {1: 6}, lambda ids: {}))
        browser = Browser(made, query=b"depuis=3")  # the page showed 3, 5 when it was asked, 6 since
        again = Browser(made, query=b"depuis=3", last="4")
        strange = [Browser(made, query=query) for query in (b"depuis=", b"depuis=-1", b"depuis=99", b"autre=1")]
        for _turn in range(200):
            await asyncio.sleep(0.01)
            if all(one.ids[-1:] == [6] for one in (browser, again, *strange)):
                break
        assert (browser.ids, again.ids) == ([4, 5, 6], [5, 6])
        assert [one.ids for one in strange] == [[6]] * 4

    played(scenario, monkeypatch)


def test_the_refusal_of_the_page_is_the_refusal_of_the_stream(monkeypatch):
    async def scenario(made):
        for status in (302, 404, 403, 200):
            browser = Browser(made, answer=Answer(status, [(b"x-other", b"1")], b"rien"))
            await settle()
            assert browser.sent[0]["status"] == status and browser.text == "rien"
        assert made.hub.ears == {}

    played(scenario, monkeypatch)


def test_it_closes_for_who_may_no_longer_hear_and_for_who_left(monkeypatch):
    async def scenario(made):
        out, gone, stays = Browser(made), Browser(made), Browser(made)
        stays.answer = Answer(200, [(streams.CHANNEL, b'["tests", 1, 8, 5]')], b"")
        await settle()
        made.hub.close_those_who_may_not("tests", {1: {8}})
        await settle()
        assert [browser.task.done() for browser in (out, gone, stays)] == [True, True, False]
        stays.gone.set()
        await settle()
        assert stays.task.done() and made.hub.ears == {}

    played(scenario, monkeypatch)


def test_a_sign_of_life_and_an_end(monkeypatch):
    monkeypatch.setattr(streams, "HEARTBEAT", 0.01)
    monkeypatch.setattr(streams, "LONGEST", 0.1)

    async def scenario(made):
        browser = Browser(made)
        await asyncio.wait_for(browser.task, 5)
        assert browser.text.count(": .\n\n") >= 2
        assert browser.sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}

    played(scenario, monkeypatch)
