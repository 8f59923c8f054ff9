"""A name or a first sentence without a single space stays inside its page, on a phone and on a table."""

import secrets

from terreau.demo import COORDINATOR, SLUG
from tests.browser.letters import Mailbox, link_in
from tests.browser.looking import WIDER
from tests.browser.test_arriving import invite_by_mail, somebody

HOME = f"/c/{SLUG}/"
PLACES = ["", "communaute/", "communaute/accueil/", "animer/membres/", "echanges/"]


def test_a_name_of_eighty_letters_and_a_long_address_keep_to_their_page(new_page, sign_in, server):
    host, guest = new_page(), new_page(width=390)
    sign_in(host, COORDINATOR)
    address, name = somebody("longue"), "W" * 74 + secrets.token_hex(3)
    invite_by_mail(host, name, address)
    guest.goto(link_in(Mailbox(server.data).wait(address), "/invitation/"))
    guest.get_by_role("button", name="J’entre").click()
    guest.get_by_label("Dire bonjour").fill(f"https://exemple.org/{'chemin' * 20}")
    guest.get_by_role("button", name="Je dis bonjour").click()
    guest.locator(".message").wait_for()
    wider = _wider(host, [*(HOME + place for place in PLACES), guest.url])
    guest.goto("/moi/partir/")
    guest.locator("[name=keep][value=nothing]").check()
    guest.get_by_role("button", name="Je pars").click()
    guest.wait_for_url("**/au-revoir/")
    assert wider == []


def _wider(page, addresses) -> list[str]:
    """The addresses where one must scroll sideways, at each width."""
    found = []
    for address in addresses:
        page.goto(address)
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate(WIDER) > 0:
                found.append(f"{width} {address}")
    return found
