"""N1: from the invitation to a first word said, without a password nor a form about oneself."""

import secrets

import segno
from playwright.sync_api import expect

from terreau.demo import COORDINATOR, SLUG
from tests.browser.letters import Mailbox, code_in, link_in, text_of, wait_for
from tests.browser.pace import Pace

HOME = f"/c/{SLUG}/"
HELLO = "Bonjour, je tiens seule la qualité d’une petite cuisine collective à Alma."


def somebody(name: str) -> str:
    """An address that nobody had yet."""
    return f"{name}.{secrets.token_hex(3)}@exemple.org"


def invite_by_mail(page, name: str, address: str) -> None:
    """The coordinator writes an invitation."""
    page.goto(f"{HOME}communaute/inviter/")
    letter = page.locator("form", has=page.locator("[name=email]"))
    letter.locator("[name=name]").fill(name)
    letter.locator("[name=email]").fill(address)
    letter.locator("[name=word]").fill("Votre façon de classer les recettes ferait du bien à tout le monde.")
    letter.get_by_role("button", name="J’envoie l’invitation").click()
    page.get_by_text("recevra votre invitation").wait_for()


def make_link(page, name: str) -> str:
    """The coordinator makes a link for several people; its whole address."""
    page.goto(f"{HOME}communaute/inviter/")
    form = page.locator("form", has=page.locator("[name=uses]"))
    form.locator("[name=name]").fill(name)
    form.get_by_role("button", name="Je fais un lien").click()
    page.locator("#address").wait_for()
    return page.locator("#address").input_value()


def say_hello(page, pace: Pace) -> None:
    """The small way in: one sentence and one button, and it is there for all to read."""
    step = page.locator("form", has=page.get_by_label("Dire bonjour"))
    expect(step.get_by_text("le liront, personne d’autre")).to_be_visible()
    pace.type(step.locator("textarea"), HELLO)
    step.get_by_role("button", name="Je dis bonjour").click()
    page.locator(".message", has_text=HELLO).wait_for()


def block(page, heading: str):
    """The part of a page under this heading."""
    return page.locator("section", has=page.get_by_role("heading", name=heading))


def is_welcomed(page) -> None:
    """The welcome page says who is new too, who welcomes, what to read, a small way in, and « plus tard »."""
    page.get_by_role("heading", name="Bienvenue").wait_for()
    said = page.get_by_text("vous accueille").or_(page.get_by_text("Quelqu’un viendra vous dire bonjour"))
    expect(said).to_have_count(1)
    expect(block(page, "Nouvelles têtes, comme vous").locator("li")).not_to_have_count(0)
    expect(block(page, "Trois choses à lire").locator("li a")).to_have_count(3)
    expect(page.get_by_role("button", name="Plus tard")).to_be_visible()


def test_by_mail_in_three_screens(new_page, sign_in, server, axe):
    host, guest = new_page(), new_page(width=390)
    sign_in(host, COORDINATOR)
    address = somebody("maude")
    invite_by_mail(host, "Maude Simard", address)
    letter = Mailbox(server.data).wait(address)
    assert "Nadia Tremblay" in letter["Subject"]
    assert "Votre façon de classer les recettes" in text_of(letter)
    pace = Pace(guest)
    guest.goto(link_in(letter, "/invitation/"))
    pace.meet()
    assert axe(guest) == []
    guest.get_by_role("button", name="J’entre").click()
    is_welcomed(guest)
    pace.meet()
    assert axe(guest) == []
    say_hello(guest, pace)
    assert len(pace.screens) <= 3, pace.screens
    assert pace.seconds <= 90, (pace.seconds, pace.words)
    assert pace.asked == {"text name", "textarea text", "radio involvement"}, "a profile form, or a password"


def test_the_link_is_read_as_often_as_one_wishes_and_opens_once(new_page, sign_in, server):
    host, guest, scanner = new_page(), new_page(width=390), new_page()
    sign_in(host, COORDINATOR)
    address = somebody("odile")
    invite_by_mail(host, "Odile Caron", address)
    link = link_in(Mailbox(server.data).wait(address), "/invitation/")
    for _time in range(2):
        assert scanner.goto(link).status == 200
    guest.goto(link)
    guest.get_by_role("button", name="J’entre").click()
    is_welcomed(guest)
    assert scanner.goto(link).status == 410
    assert scanner.get_by_role("button", name="J’entre").count() == 0


def test_later_is_an_answer(new_page, sign_in, server):
    host, guest = new_page(), new_page(width=390)
    sign_in(host, COORDINATOR)
    address, name = somebody("irene"), f"Irène {secrets.token_hex(3)}"
    invite_by_mail(host, name, address)
    guest.goto(link_in(Mailbox(server.data).wait(address), "/invitation/"))
    guest.get_by_role("button", name="J’entre").click()
    is_welcomed(guest)
    guest.get_by_role("button", name="Plus tard").click()
    guest.wait_for_url(f"**{HOME}")
    expect(guest.get_by_text("Vous avez fait le tour.")).to_be_visible()
    guest.goto(f"{HOME}communaute/")
    expect(guest.locator("main").get_by_role("link", name=name)).to_have_count(1)


def test_by_link_with_a_code_by_mail(new_page, sign_in, server):
    host, guest = new_page(), new_page(width=390)
    sign_in(host, COORDINATOR)
    link, address = make_link(host, "Affiche du congrès"), somebody("solange")
    shown = host.locator("figure.qr img")
    wide = segno.make(link, error="m", micro=False).symbol_size(scale=8, border=4)[0]
    assert wait_for(lambda: shown.evaluate("image => image.complete && image.naturalWidth"), "the QR code") == wide
    pace, mail = Pace(guest), Mailbox(server.data)
    guest.goto(link)
    pace.type(guest.locator("[name=name]"), "Solange Petit")
    pace.type(guest.locator("[name=email]"), address)
    guest.get_by_role("button", name="Recevoir les six chiffres").click()
    pace.type(guest.locator("[name=code]"), code_in(mail.wait(address)))
    guest.get_by_role("button", name="J’entre").click()
    is_welcomed(guest)
    assert len(pace.screens) <= 3, pace.screens
    say_hello(guest, pace)
    assert len(pace.screens) <= 4, pace.screens
    assert pace.seconds <= 90, (pace.seconds, pace.words)
