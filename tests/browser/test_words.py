"""N3: every word of the field that a page uses says what it means, without a mouse, in two lines on a phone."""

from playwright.sync_api import expect

from terreau.community.words import WORDS
from terreau.demo import COORDINATOR, SLUG
from tests.browser.looking import dressed

HOME = f"/c/{SLUG}/"
PLACE = f"{HOME}communaute/"
LINES = """box => {
  const words = document.createRange();
  words.selectNodeContents(box);
  return new Set([...words.getClientRects()].filter(r => r.width > 1).map(r => Math.round(r.bottom / 6))).size;
}"""


def every_meaning(page, path: str) -> set[str]:
    """Open each word of a page from the keyboard; the keys of the words found there."""
    page.goto(path)
    found = set()
    for button in page.locator("button.word").all():
        key = button.get_attribute("popovertarget")
        means = page.locator(f"#{key}")
        assert not means.is_visible()
        button.focus()
        page.keyboard.press("Enter")
        means.wait_for(state="visible")
        assert means.locator("dfn").inner_text().strip()
        dressed(page)
        assert means.locator(".word__said").evaluate(LINES) <= 2, (path, means.inner_text())
        box = means.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390, (path, key)
        page.keyboard.press("Escape")
        means.wait_for(state="hidden")
        expect(button).to_be_focused()
        found.add(key.removeprefix("word-"))
    return found


def test_words_met_by_a_member_are_explained(new_page, sign_in):
    page = new_page(width=390)
    sign_in(page, COORDINATOR)
    met = set()
    for path in ("accueil/", "chapeaux/", "cercles/", "departs/", "ma-place/"):
        met |= every_meaning(page, PLACE + path)
    met |= every_meaning(page, f"{HOME}animer/passation/")
    assert {"hat", "core", "elder", "sponsor", "circle", "guest", "farewell", "handover"} <= met


def test_words_met_from_outside_are_explained(new_page):
    met = every_meaning(new_page(width=390), HOME)
    assert {"edge", "community"} <= met


def test_words_are_reached_by_the_tab_key(new_page):
    """Tab alone leads to each of them: nothing on the way keeps the keyboard, nothing jumps over a word."""
    page = new_page(width=390)
    page.goto(HOME)
    there = page.locator("button.word").count()
    reached = set()
    for _step in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('popovertarget')"))
    assert len(reached - {None}) == there > 0


def test_all_the_words_stand_on_one_page(new_page, sign_in, axe):
    page = new_page(width=390)
    sign_in(page, COORDINATOR)
    page.goto(f"{PLACE}mots/")
    said = page.locator("dl.words dt dfn").all_inner_texts()
    assert {word.strip() for word in said} == {str(word.said) for word in WORDS.values()}
    dressed(page)
    for means in page.locator("dl.words dd").all():
        assert means.evaluate(LINES) <= 2, means.inner_text()
    assert axe(page) == []


def test_a_word_open_holds_nothing_against_anybody(new_page, axe):
    page = new_page(width=390, scheme="dark")
    page.goto(HOME)
    page.locator("button.word").first.press("Enter")
    page.locator("[popover]:popover-open").wait_for()
    assert axe(page) == []
