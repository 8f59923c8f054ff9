"""N2: to stay a month without a word is a way of being there; nobody is chased for it."""

import re
import secrets
from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from playwright.sync_api import expect

from terreau.community.models import Circle, Invitation, Membership, Welcome
from terreau.conversation.models import Thread
from terreau.demo import COORDINATOR, SLUG
from terreau.letters.tests.mailing import DAY, HOUR, Mailing
from terreau.spine.reading import System
from tests.browser.letters import Mailbox, link_in
from tests.browser.test_arriving import invite_by_mail, somebody

A_MONTH = timedelta(days=30)
MOST = 5  # letters to somebody who says nothing, in a month of a lively community
CHASING = re.compile(r"compl[ée]tez|votre profil|n’oubliez pas|vous nous manquez|inactif|\d+ ?% ", re.IGNORECASE)
GAUGE = "progress, meter, [role=progressbar], [role=meter]"


class AMonthTest(Mailing, TestCase):
    """Thirty days among the bakers, with every follower at work four times a day."""

    def arrive(self):
        """Somebody invited, who comes in, is welcomed, and then only reads."""
        invitation = Invitation.write(self.bakers, by=self.amina, at=DAY, name="Sylvie", email="sylvie@example.org")
        self.work(DAY)
        self.client.post(
            reverse("community:invitation-accepting", args=[invitation.token()]), {"name": "Sylvie Muette"}
        )
        rows = Membership.objects.visible_to(System("a test"))
        mine = rows.select_related("person", "community").get(community=self.bakers, person__name="Sylvie Muette")
        Welcome.take(mine, self.membership_of(self.farid), at=DAY + HOUR, word="Bonjour, prenez votre temps.")
        return mine

    def live(self, day: int):
        """What the others do that day: talk, sometimes call her by name, sometimes ask everybody, open a circle."""
        at = DAY + timedelta(days=day)
        thread = Thread.start(self.bakers, by=self.bruno, at=at, text=f"La fournée du jour {day}.")
        thread.reply(by=self.chloe, at=at + HOUR, text="La croûte est belle.")
        if day in (2, 16):
            thread.reply(by=self.farid, at=at + HOUR, text="@Sylvie Muette, cela peut vous servir.")
        if day % 9 == 0:
            until = (at + timedelta(days=5)).date()
            Thread.start(self.bakers, by=self.chloe, at=at, text=f"Qui a déjà cuit au bois, {day} ?", call_until=until)
        if day == 12:
            Circle.open(self.bakers, by=self.amina, at=at, name="Levains", purpose="Parler de levains.")

    def received(self) -> list:
        """The letters she got."""
        return [letter for letter in self.sent if "sylvie@example.org" in letter.to]

    def test_few_letters_no_chasing_and_still_a_member(self):
        self.sent = []
        mine = self.arrive()
        for day in range(30):
            self.at.move_to(DAY + timedelta(days=day), tick=False)
            self.live(day)
            for turn in range(4):
                self.sent += self.work(DAY + timedelta(days=day, hours=6 * turn))
        received = self.received()
        assert 1 <= len(received) <= MOST, [letter.subject for letter in received]
        assert [letter.subject for letter in received if CHASING.search(f"{letter.subject}\n{letter.body}")] == []
        mine.refresh_from_db()
        assert mine.status == Membership.Status.ACTIVE
        self.at.move_to(DAY + A_MONTH, tick=False)
        self.client.force_login(self.chloe)
        assert "Sylvie Muette" in self.client.get(reverse("community:people", args=["boulange"])).content.decode()


def test_nothing_asks_the_quiet_for_more_and_they_may_say_so(new_page, sign_in, server):
    host, guest = new_page(), new_page(width=390)
    sign_in(host, COORDINATOR)
    address, name = somebody("sylvie"), f"Sylvie {secrets.token_hex(3)}"
    invite_by_mail(host, name, address)
    guest.goto(link_in(Mailbox(server.data).wait(address), "/invitation/"))
    guest.get_by_role("button", name="J’entre").click()
    guest.get_by_role("button", name="Plus tard").click()
    place = f"/c/{SLUG}/communaute/"
    for path in (f"/c/{SLUG}/", place, f"{place}accueil/", f"{place}ma-place/", f"/c/{SLUG}/echanges/", "/moi/", "/"):
        guest.goto(path)
        expect(guest.locator(GAUGE), path).to_have_count(0)
        assert CHASING.search(guest.locator("main").inner_text()) is None, path
    guest.goto(f"{place}ma-place/")
    for label, said in (
        ("J’échange", "quand l’envie vient"),
        ("J’observe", "Personne ne vous demandera rien de plus."),
    ):
        guest.get_by_label(label).check()
        guest.get_by_text("C’est noté.").wait_for()
        guest.get_by_text(said).wait_for()
    guest.reload()
    expect(guest.get_by_label("J’observe")).to_be_checked()
    host.goto(place)
    expect(host.locator("main").get_by_role("link", name=name)).to_have_count(1)
