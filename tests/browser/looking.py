"""What is held against one page: by the accessibility checker, at any width, and by its own bones."""

from tests.browser.walking import route_of

LOOKS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
TALL = 900
BONES = """() => {
  const said = [];
  const main = [...document.querySelectorAll("h1")].filter(one => one.checkVisibility());
  if (main.length !== 1) said.push(`${main.length} h1`);
  if (!["fr", "en"].includes(document.documentElement.lang)) said.push(`lang « ${document.documentElement.lang} »`);
  if (!/\\S.* — Terreau$/.test(document.title)) said.push(`title « ${document.title} »`);
  const first = document.querySelector("a[href], button, input, summary");
  if (!first || !first.matches("a.skip[href='#main']")) said.push("the first stop of the keyboard is not the skip link");
  const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  if (twice.length) said.push(`the same id twice: ${twice}`);
  return said;
}"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDEST = """() => [...document.querySelectorAll("body *")]
  .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .filter(one => !one.closest(".table-wrap")).slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""


def dressed(page) -> None:
    """Wait for the faces of its letters: what is measured before is not what people see."""
    page.evaluate("document.fonts.ready.then(() => null)")


def _sideways(page, look: str) -> list[str]:
    """Whether one must scroll sideways, once its letters have their faces, and because of what."""
    dressed(page)
    if page.evaluate(WIDER) <= 0:
        return []
    return [f"{look}: one scrolls sideways for {page.evaluate(WIDEST)}"]


def held_against(page, axe) -> list[str]:
    """Everything wrong with the page that is open, in sentences."""
    troubles = list(page.evaluate(BONES))
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": TALL})
        page.emulate_media(color_scheme=scheme)
        troubles += [f"{width} {scheme}: {trouble}" for trouble in axe(page, colours=scheme == "dark")]
        troubles += _sideways(page, f"{width} {scheme}")
    page.set_viewport_size({"width": 320, "height": TALL})
    troubles += _sideways(page, "320")
    page.set_viewport_size({"width": 1280, "height": TALL})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    troubles += _sideways(page, "text twice as large")
    page.evaluate("document.documentElement.style.fontSize = ''")
    return troubles


def large_words_on_a_phone(page) -> list[str]:
    """The same page for who reads it in text twice as large, on a phone."""
    page.set_viewport_size({"width": 390, "height": TALL})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    troubles = _sideways(page, "390, text twice as large")
    page.evaluate("document.documentElement.style.fontSize = ''")
    return troubles


class Eye:
    """Looks at the open page, and keeps what is wrong and which routes were seen."""

    def __init__(self, axe):
        self.axe, self.troubles, self.seen = axe, [], set()

    def at(self, page, route: str) -> None:
        """The open page is this route's; everything wrong with it."""
        page.wait_for_load_state()
        page.locator("h1").first.wait_for()
        assert route_of(page.url.partition("?")[0].removeprefix(page.url[: page.url.index("/", 8)])) == route, page.url
        self.seen.add(route)
        self.troubles += [f"{route}: {trouble}" for trouble in held_against(page, self.axe)]

    def of(self, page, address: str, route: str) -> None:
        """Open this address and look."""
        assert page.goto(address).status == 200, address
        self.at(page, route)
