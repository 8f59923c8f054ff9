"""Every page, for everybody: nothing for the accessibility checker to say, on any screen, by day and by night."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from terreau.demo import COORDINATOR, SLUG
from tests.access.routes import every_route
from tests.browser.looking import held_against, large_words_on_a_phone
from tests.browser.test_meeting import LINKS as MEETING_LINKS
from tests.browser.test_states import LOOKED_AT
from tests.browser.walking import Walk, route_of

HOME = f"/c/{SLUG}/"
STARTS = ("/", HOME, "/moi/", "/connexion/")
MEMBER = "kim@exemple.org"

# Routes that a walk from page to page does not meet, and why. Those that only take a POST are found out by asking.
NOT_WALKED = {
    "for machines": {"sante/vivant", "sante/pret"},
    "files and data, not pages": {
        "files:file",
        "files:small",
        "files:page",
        "practice:text",
        "people:export-file",
        "community:invitation-qr",
        "community:members-exporting",
        "conversation:people",
        "search:already",
        "memory:problems-csv",
    },
    "drawings and calendars, not pages": {
        *("gathering:poster-code", "gathering:gathering-ics", "gathering:series-ics", "gathering:guest-ics"),
        "gathering:feed",
    },
    "opened by a link that only its holder has; looked at in test_meeting": MEETING_LINKS,
    "part of a page that is walked, and what it listens to": {"protocol:screen", "protocol:channel"},
    "answers with another page": {"conversation:message", "people:language", "people:theme"},
    "another name for a page that is walked": {"account_login", "mfa_index", "mfa_list_webauthn"},
    "only while the house is being built": {"ui:style"},
    "a key's challenge, asked by a script": {"mfa_login_webauthn"},
    "needs a document; looked at in test_practising": {"practice:file"},
    "need a state that the example does not hold; brought about and looked at there": LOOKED_AT,
}


def walked(page, server, sign_in, who: str) -> dict[str, str]:
    """Route → address of every page this person meets."""
    if who == "visitor":
        return Walk(page, *STARTS, *_on_the_threshold(page, server)).pages
    if who == "administrator":
        _take_charge(page, server)
        return Walk(page, "/moi/", "/moi/securite/", "/communautes/nouvelle/").pages
    sign_in(page, COORDINATOR if who == "coordinator" else MEMBER)
    return Walk(page, *STARTS, *_begun(page)).pages


def _on_the_threshold(page, server) -> list[str]:
    """Pages that only a letter or a first step leads to."""
    page.goto("/connexion/")
    page.locator("[name=email]").fill("passante@exemple.org")
    page.locator("main form button").first.click()
    page.wait_for_url("**/connexion/code/")
    return ["/connexion/code/", server.terreau("sign_in_link", COORDINATOR).removeprefix(server.url), "/au-revoir/"]


def _take_charge(page, server) -> None:
    page.goto(server.terreau("first_administrator", "--another"))
    page.get_by_label("Votre nom").fill("Odile Technique")
    page.get_by_label("Votre courriel").fill(f"odile.{page.viewport_size['width']}@exemple.org")
    page.get_by_role("button", name="Je prends soin de l’installation").click()
    page.wait_for_url("**/moi/securite/")
    page.goto("/moi/securite/application/")
    page.locator("main summary").click()
    shown = hotp_value(page.locator("main code").inner_text(), int(time.time()) // 30)
    page.locator("main [name=code]").fill(format_hotp_value(shown))
    page.locator("main form button").first.click()
    page.wait_for_url("**/moi/securite/codes/")


def _begun(page) -> list[str]:
    """A message corrected, so that its versions can be read."""
    page.goto(f"{HOME}echanges/nouveau/")
    page.locator("form.box textarea").fill("Une phrase, puis une autre.")
    page.get_by_role("button", name="Je le dis").click()
    page.locator(".message").first.wait_for()
    thread = page.url.split("?")[0].split("#")[0]
    page.get_by_role("link", name="Corriger").first.click()
    page.locator("main textarea").first.fill("Une phrase, mieux dite.")
    page.locator("main form button").first.click()
    page.get_by_role("link", name="corrigé").first.wait_for()
    return [thread.removeprefix(page.url[: page.url.index("/c/")]), *_tried(page)]


def _tried(page) -> list[str]:
    """A note of the example that was of use, and that this person begins to try, whatever was written since."""
    page.goto(f"{HOME}chercher/?q=audit+douze+minutes+debout")
    page.locator("main a[href*='/pratique/']", has_text="L’audit en douze minutes").first.click()
    page.locator(".note__head").wait_for()
    note = page.url
    page.goto(f"{note}essayer/")
    page.locator("main form [name=what]").fill("Poser une seule question à chaque poste.")
    page.locator("main form button:not([name])").first.click()
    page.get_by_role("link", name="Dire ce que ça a donné").first.wait_for()
    return [note[note.index("/c/") :]]


@pytest.fixture(scope="module")
def met():
    """Whom → the routes they met, as the walks of this file found them."""
    return {}


def test_the_checker_sees_what_is_wrong(page, axe):
    """Twice on one page, and again in other colours: it stays there, and nothing of before is said again."""
    page.goto("/connexion/")
    assert axe(page) == []
    page.evaluate("document.querySelector('main').append(new Image())")
    assert [trouble.split(":")[0] for trouble in axe(page)] == ["image-alt"]
    assert axe(page, colours=True) == []
    page.evaluate("document.querySelector('.lede').style.color = '#ddd'")
    assert [trouble.split(":")[0] for trouble in axe(page, colours=True)] == ["color-contrast"]


@pytest.mark.parametrize(("who", "least"), [("coordinator", 40), ("member", 30), ("visitor", 6), ("administrator", 8)])
def test_nothing_is_held_against_any_page(new_page, server, sign_in, axe, met, who, least):
    page = new_page()
    pages = walked(page, server, sign_in, who)
    met[who] = set(pages)
    assert len(pages) >= least, sorted(pages)
    troubles = []
    for route, address in pages.items():
        page.goto(address)
        found = held_against(page, axe) + large_words_on_a_phone(page)
        troubles += [f"{who}, {route} ({address}): {trouble}" for trouble in found]
    assert troubles == [], "\n".join(troubles)


def test_no_page_is_left_unseen(new_page, server, sign_in, met):
    """A route that nobody walked and that nobody explained fails here, with its name."""
    seen = set()
    for who in ("coordinator", "member", "visitor", "administrator"):
        seen |= met[who] if who in met else set(walked(new_page(), server, sign_in, who))
    page = new_page()
    sign_in(page, COORDINATOR)
    unseen = {route: pattern for route, pattern in every_route().items() if route not in seen}
    only_post = {route for route, pattern in unseen.items() if _only_takes_a_post(page, pattern)}
    explained = set().union(*NOT_WALKED.values())
    left = sorted(set(unseen) - only_post - explained)
    assert left == [], "\n".join(left)
    assert len(seen) >= 40


def _only_takes_a_post(page, pattern: str) -> bool:
    address = "/" + re.sub(r"<int:\w+>", "1", pattern.replace("<slug:slug>", SLUG))
    address = re.sub(r"<\w+:\w+>", "rien", address)
    assert route_of(address), address
    return page.request.get(address, max_redirects=0).status == 405


def test_the_keyboard_comes_first_to_the_essential(new_page):
    """The first stop is the skip link, seen when it is reached, and it leads past the menu."""
    page = new_page(width=390)
    page.goto(HOME)
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    box = skip.bounding_box()
    assert box["x"] >= 0 and box["y"] >= 0 and box["height"] >= 24
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_where_the_keyboard_is_can_be_seen(new_page, sign_in):
    """Each stop of a page shows a ring, light or dark."""
    for scheme in ("light", "dark"):
        page = new_page(scheme=scheme)
        page.goto(HOME)
        for _stop in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break
            ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert ring != "none", page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
