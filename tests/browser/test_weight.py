"""What a page weighs as it travels, counted by the browser itself."""

from dataclasses import dataclass, field

import pytest

from terreau.demo import COORDINATOR, SLUG

TALK = f"/c/{SLUG}/echanges/"
KIB = 1024


@dataclass
class Weighing:
    """Bytes received over the network since the last `clear`, headers included, by kind."""

    kinds: dict[str, str] = field(default_factory=dict)
    bytes: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, page) -> "Weighing":
        """Begin weighing what this page receives."""
        weighing, wire = cls(), page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.responseReceived", lambda got: weighing.kinds.update({got["requestId"]: got["type"]}))
        wire.on("Network.loadingFinished", weighing._add)
        return weighing

    def _add(self, done) -> None:
        if done["encodedDataLength"] > 0:
            self.bytes[done["requestId"]] = done["encodedDataLength"]

    def clear(self) -> None:
        """Forget what came so far."""
        self.bytes.clear()

    def kib(self, *kinds: str) -> float:
        """Kibibytes of these kinds; of everything but fonts when none is named."""
        kept = [size for key, size in self.bytes.items() if self._is(self.kinds.get(key, ""), kinds)]
        return sum(kept) / KIB

    @staticmethod
    def _is(kind: str, kinds: tuple[str, ...]) -> bool:
        return kind in kinds if kinds else kind != "Font"


def longest_thread(page) -> str:
    """The thread of the first list whose page is the heaviest."""
    page.goto(TALK)
    links = page.locator("main a[href^='/c/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    threads = sorted({link for link in links if link.startswith(TALK) and link.count("/") == 5})
    weights = {thread: len(page.request.get(thread).body()) for thread in threads}
    return max(weights, key=weights.get)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_thread_weighs_little(new_page, sign_in, width):
    before = new_page(width=width)
    sign_in(before, COORDINATOR)
    thread = longest_thread(before)
    page = new_page(width=width, storage_state=before.context.storage_state())
    weighing = Weighing.of(page)
    page.goto(thread, wait_until="networkidle")
    assert 0 < weighing.kib() <= 90
    assert weighing.kib("Font") <= 85
    assert len(weighing.bytes) <= 8, weighing.kinds
    assert 0 < weighing.kib("Document") <= 25
    assert 0 < weighing.kib("Stylesheet") <= 20
    assert 0 < weighing.kib("Script") <= 25
    weighing.clear()
    page.goto(TALK, wait_until="networkidle")
    assert 0 < weighing.kib() + weighing.kib("Font") <= 30, "the next page brings everything again"
