"""The course of every format: on paper in one page, on a phone in its whole width, and beside the core in whole words."""

import re
from pathlib import Path

from tests.browser.looking import dressed
from tests.browser.test_session import DRIVES, SESSIONS
from tests.browser.walking import leave_by

FORMATS = Path(__file__).parents[2] / "terreau/protocol/formats"


def test_the_running_order_of_every_format_is_one_page(new_page, sign_in):
    page = new_page()
    sign_in(page, DRIVES)
    pages = {}
    for slug in sorted(path.stem for path in FORMATS.glob("*.toml")):
        page.goto(f"{SESSIONS}formats/{slug}/papier/")
        pdf = page.pdf(format="Letter", margin=dict.fromkeys(("top", "bottom", "left", "right"), "12mm"))
        pages[slug] = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert set(pages.values()) == {1}, pages


def test_on_a_phone_the_lines_to_say_have_the_width_of_the_running_order(new_page, sign_in):
    page = new_page(width=390, height=800)
    sign_in(page, DRIVES)
    for slug in ("codeveloppement", "incident-long"):
        page.goto(f"{SESSIONS}formats/{slug}/papier/")
        dressed(page)
        said, table = (page.locator(f".paper--course {part}").first.bounding_box() for part in ("td.voice", "table"))
        assert said["width"] >= 0.85 * table["width"], (said, table)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


CUT_OFF = """() => [...document.querySelectorAll(".core--standing text")].filter((one) => {
  const box = one.getBBox();
  return box.x + box.width > one.ownerSVGElement.viewBox.baseVal.width + 0.5;
}).map((one) => one.textContent)"""


def test_every_step_of_every_format_has_its_whole_name_beside_the_core(page, sign_in):
    sign_in(page, DRIVES)
    for slug in sorted(path.stem for path in FORMATS.glob("*.toml")):
        page.goto(f"{SESSIONS}preparer/{slug}/")
        page.get_by_role("button", name="la salle").click()
        page.locator("#act-begin").click()
        for _step in range(40):
            page.locator("#act-pause").wait_for()
            dressed(page)
            assert page.evaluate(CUT_OFF) == [], slug
            if not page.locator("#act-next").count():
                break
            title = page.locator("#act-next").inner_text()
            page.locator("#act-next").click()
            page.locator(".live__centre h1", has_text=title.rpartition("\u00a0: ")[2]).wait_for()
        leave_by(page.get_by_role("button", name="Sortir sans bruit"))
