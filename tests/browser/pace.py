"""How long a journey would take a person: four seconds to read a screen, twenty-five words typed a minute.

Counted on what really happened in the browser, never on the speed of the machine.
"""

READING = 4.0  # seconds a screen
TYPING = 25.0  # words a minute


COUNTING = """addEventListener("click", event => {
  if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
}, true);"""


class Pace:
    """Counts the screens of a page (whole navigations), the clicks in it, and the words typed by `type`."""

    def __init__(self, page):
        self.page = page
        self.screens: list[str] = []
        self.words = 0
        self.asked: set[str] = set()  # the kinds of fields met
        page.on("response", self._count)
        page.add_init_script(COUNTING)

    def _count(self, response):
        request = response.request
        whole = request.is_navigation_request() and request.frame == self.page.main_frame
        if whole and not 300 <= response.status < 400:
            self.screens.append(f"{response.status} {response.url}")

    def type(self, field, words: str) -> None:
        """Type words in a field, key by key."""
        field.click()
        field.press_sequentially(words)
        self.words += len(words.split())

    def meet(self) -> None:
        """Remember the kinds of fields that this screen asks for."""
        fields = "main input:not([type=hidden]), main textarea, main select"
        self.asked.update(self.page.locator(fields).evaluate_all("all => all.map(one => one.type + ' ' + one.name)"))

    @property
    def clicks(self) -> int:
        """How often this person clicked, keys that press a button included, since the first screen."""
        return int(self.page.evaluate("sessionStorage.clicks || 0"))

    @property
    def seconds(self) -> float:
        """What it would take a person."""
        return len(self.screens) * READING + self.words / TYPING * 60
