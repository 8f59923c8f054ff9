"""C2, C4 and X1: a gathering called, remembered, and a guest who takes a seat without an account."""

import secrets
from datetime import date, timedelta

from playwright.sync_api import expect

from terreau.demo import COORDINATOR, SLUG
from tests.browser.looking import held_against
from tests.browser.pace import Pace
from tests.browser.walking import route_of

HOME = f"/c/{SLUG}/"
MEETINGS = f"{HOME}rencontres/"
LINKS = {"gathering:guest", "gathering:by-mail", "gathering:arriving"}
ADDRESSES = """
from django.utils import timezone
from terreau.community.viewer import Viewer
from terreau.gathering import by_mail
from terreau.gathering.models import Guest
from terreau.gathering.occasions import coming
from terreau.gathering.views.paper import _address
from terreau.people.models import Person
person = Person.objects.at_address("%s")
viewer, at = Viewer(person), timezone.now()
community = viewer.memberships[viewer.communities[0]].community
one = next(one for one in coming(viewer, community, at) if one.words.kind != "cafe")
print(by_mail.address_for(person, one, "here").split("/", 3)[3])
print(_address(one)[1:])
print(Guest.invite(one, name="Paul Dehors", by=person, at=at).address[1:])
"""


def titled(words: str) -> str:
    """A title nobody used yet."""
    return f"{words} ({secrets.token_hex(3)})"


def call(page, title: str, *, day: date) -> str:
    """Call a gathering from its form, open already; its address."""
    page.locator("[name=title]").fill(title)
    page.locator("[name=day]").fill(f"{day}")
    page.locator("[name=hour]").fill("12:15")
    page.get_by_role("button", name="J’appelle").click()
    page.get_by_role("heading", name=title, level=1).wait_for()
    return page.url


def test_c2_a_gathering_is_called_in_two_screens_and_three_fields(page, sign_in):
    sign_in(page, COORDINATOR)
    page.goto(HOME)
    pace, title = Pace(page), titled("Retour sur les essais")
    page.get_by_role("link", name="Appeler une rencontre").first.click()
    required = page.locator("main input[required], main textarea[required], main select[required]")
    expect(required).to_have_count(3)
    pace.type(page.locator("[name=title]"), title)
    page.locator("[name=day]").fill(f"{date.today() + timedelta(days=9)}")
    page.get_by_role("button", name="J’appelle").click()
    page.get_by_role("heading", name=title, level=1).wait_for()
    assert len(pace.screens) <= 2, pace.screens
    assert pace.seconds <= 60
    with page.expect_download() as download:
        page.get_by_role("link", name="Ajouter à mon agenda").click()
    text = download.value.path().read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "Retour sur les essais" in text.replace("\r\n ", "")


def test_c4_a_memory_is_published_in_two_screens(page, sign_in):
    sign_in(page, COORDINATOR)
    page.goto(f"{MEETINGS}passees/")
    page.locator(".memory-line", has_text="Mesurer quelqu’un qui apprend").get_by_role("link").first.click()
    pace = Pace(page)
    page.get_by_role("link", name="Écrire la mémoire").click()
    page.locator("[name=came]:checked").nth(6).wait_for(state="attached")
    pace.type(page.locator("[name=learnings_fr]"), "On mesure le geste, jamais la personne qui l’apprend encore.")
    pace.type(page.locator("[name=to_try_fr]"), "Laisser la personne choisir ce qu’on regarde.")
    page.get_by_role("button", name="Je garde cette mémoire").click()
    page.locator(".memory", has_text="On mesure le geste").wait_for()
    expect(page.get_by_role("heading", name="La prochaine fois")).to_be_visible()
    assert len(pace.screens) <= 2, pace.screens
    assert pace.seconds <= 180


def test_x1_a_guest_takes_a_seat_without_an_account_and_sees_nothing_else(new_page, sign_in):
    host, guest = new_page(), new_page(width=390)
    sign_in(host, COORDINATOR)
    host.goto(f"{MEETINGS}nouvelle/")
    address = call(host, titled("Visite d’atelier"), day=date.today() + timedelta(days=6))
    host.get_by_role("link", name="Inviter une personne externe").click()
    host.locator("[name=name]").fill("Paul Dehors")
    host.get_by_role("button", name="J’invite").click()
    link = host.locator("input[readonly]").input_value()
    pace = Pace(guest)
    guest.goto("/" + link.split("/", 3)[3])
    guest.get_by_role("button", name="Je viens").click()
    guest.get_by_text("Votre place est gardée.").wait_for()
    assert len(pace.screens) <= 2, pace.screens
    assert pace.seconds <= 45
    for elsewhere in (address, HOME, MEETINGS):
        guest.goto(elsewhere)
        assert "Visite d’atelier" not in guest.content()
    assert guest.request.get("/rencontre/faux/").status == 404
    host.goto(address)
    host.get_by_text("Paul Dehors").wait_for()


def test_choosing_is_sending_and_undo_is_offered(page, sign_in):
    sign_in(page, COORDINATOR)
    page.goto(f"{MEETINGS}nouvelle/")
    call(page, titled("Essai de présence"), day=date.today() + timedelta(days=5))
    page.get_by_label("Pas cette fois").check()
    page.get_by_text("Personne ne voit cette réponse.").wait_for()
    page.get_by_role("button", name="Défaire").click()
    page.get_by_text("Choisir suffit.").wait_for()


def test_without_a_script_the_answer_is_sent_by_a_button(new_page, sign_in):
    page = new_page(javascript=False)
    sign_in(page, COORDINATOR)
    page.goto(f"{MEETINGS}nouvelle/")
    call(page, titled("Sans script"), day=date.today() + timedelta(days=5))
    page.get_by_label("Je viens").check()
    page.get_by_role("button", name="Je choisis").click()
    page.get_by_text("C’est noté : vous venez.").wait_for()


def test_nothing_is_held_against_the_pages_that_links_open(page, server, sign_in, axe):
    sign_in(page, COORDINATOR)
    addresses = server.terreau("shell", "-v", "0", "-c", ADDRESSES % COORDINATOR).split()
    assert {route_of(f"/{address}") for address in addresses} == LINKS
    troubles = []
    for address in addresses:
        page.goto(f"/{address}")
        troubles += [f"{address}: {trouble}" for trouble in held_against(page, axe)]
    assert troubles == [], "\n".join(troubles)
