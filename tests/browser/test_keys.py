"""A passkey is made and opens the door, in a real browser with an authenticator of its own; then the second step."""

import secrets

import pytest
from playwright.sync_api import expect

from terreau.demo import COORDINATOR
from tests.browser.following import PATIENCE

HUMAN = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Device:
    """A browser at http://localhost (a key is tied to a name, never to a number) with a virtual authenticator."""

    def __init__(self, browser, server):
        self.troubles: list[str] = []
        self.url = server.url.replace("127.0.0.1", "localhost")
        self.context = browser.new_context(base_url=self.url, locale="fr-CA", reduced_motion="reduce")
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda said: "Content Security" in said.text and self.troubles.append(said.text))
        self.cdp = self.context.new_cdp_session(self.page)
        self.cdp.send("WebAuthn.enable")
        self.authenticator = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": HUMAN})["authenticatorId"]

    def follow(self, link: str) -> None:
        """Open a link of the terminal, and press its button."""
        self.page.goto(link.replace("127.0.0.1", "localhost"))
        self.page.locator("main form button").first.click()

    def become_administrator(self, server) -> str:
        """By the link of the terminal; their address."""
        address = f"odile.{secrets.token_hex(3)}@exemple.org"
        self.page.goto(server.terreau("first_administrator", "--another").replace("127.0.0.1", "localhost"))
        self.page.get_by_label("Votre nom").fill("Odile Technique")
        self.page.get_by_label("Votre courriel").fill(address)
        self.page.get_by_role("button", name="Je prends soin de l’installation").click()
        self.page.wait_for_url(f"{self.url}/moi/securite/")
        return address

    def held(self) -> list[dict]:
        """What the authenticator holds."""
        return self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.authenticator})["credentials"]

    def is_in(self) -> bool:
        self.page.goto("/moi/")
        return self.page.url == f"{self.url}/moi/"

    def make_key(self, name: str) -> None:
        self.page.goto("/moi/securite/")
        self.page.get_by_role("link", name="Ajouter une clé").click()
        self.page.get_by_label("Le nom de cette clé").fill(name)
        self.page.get_by_role("button", name="Ajouter cette clé").click()
        self.page.get_by_role("heading", name="Vos codes de secours").wait_for()

    def sign_out(self) -> None:
        self.page.goto("/moi/")
        self.page.get_by_role("button", name="Me déconnecter ici").click()
        self.page.wait_for_url("**/connexion/")


@pytest.fixture
def device(browser, server):
    """One such browser; no script may fail or break the policy."""
    held = Device(browser, server)
    yield held
    held.context.close()
    assert held.troubles == []


def test_a_key_is_made_opens_the_door_and_is_put_away(device, server):
    device.follow(server.terreau("sign_in_link", COORDINATOR))
    device.make_key("Mon téléphone")
    expect(device.page.locator(".recovery-codes li")).to_have_count(10)
    assert [key["isResidentCredential"] for key in device.held()] == [True]
    device.sign_out()
    assert not device.is_in()
    device.page.goto("/connexion/?suite=/moi/rythme/")
    device.page.get_by_role("button", name="J’entre avec ma clé").click()
    device.page.wait_for_url(f"{device.url}/moi/rythme/")
    device.page.goto("/moi/securite/")
    device.page.get_by_role("link", name="Retirer Mon téléphone").click()
    device.page.get_by_role("button", name="Avec ma clé").click()
    device.page.get_by_role("button", name="Retirer cette clé").click()
    device.page.wait_for_url(f"{device.url}/moi/securite/")
    expect(device.page.get_by_text("Mon téléphone")).to_have_count(0)


def test_a_device_that_does_not_know_its_owner_opens_nothing(device, server):
    device.become_administrator(server)
    device.make_key("Tablette")
    device.sign_out()
    device.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": device.authenticator, "isUserVerified": False})
    device.page.goto("/connexion/")
    device.page.get_by_role("button", name="J’entre avec ma clé").click()
    device.page.get_by_text("La clé n’a pas répondu").wait_for()
    assert not device.is_in()


def test_an_administrator_shows_their_key_after_the_mail(device, server):
    address = device.become_administrator(server)
    device.make_key("Clé d’Odile")
    device.sign_out()
    device.follow(server.terreau("sign_in_link", address))
    device.page.wait_for_url("**/connexion/verification/")
    assert not device.is_in()
    device.page.goto("/connexion/verification/")
    device.page.get_by_role("button", name="Avec ma clé").click()
    device.page.wait_for_url(lambda url: "connexion" not in url)
    assert device.is_in()
