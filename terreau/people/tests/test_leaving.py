"""Leaving works now: nothing of the person is left anywhere, and others' words stay whole."""

from datetime import timedelta

from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client, TestCase

from terreau.community.models import Community, Hat, Invitation, Membership, Report, Welcome
from terreau.conversation.models import Draft, Message, Thread
from terreau.files.door import store_upload
from terreau.files.models import File
from terreau.people import footprint
from terreau.people.models import Consent, Erasure, Export, Person, SignedIn, SignIn
from terreau.spine import worker
from terreau.spine.models import JournalEntry
from terreau.spine.reading import System
from tests.cast import Cast, person

ALL = System("a test")
CANARY = "kq7canari"


def everything_kept() -> dict[str, str]:
    """Every row of every table, as text."""
    kept = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            kept[model._meta.label_lower] = "\n".join(map(str, cursor.fetchall()))
    return kept


class Leaving(Cast, TestCase):
    def setUp(self):
        self.client.force_login(self.bruno)

    def go(self, keep: str):
        """Two clicks: the page, its button."""
        self.assertEqual(self.client.get("/moi/partir/").status_code, 200)
        return self.client.post("/moi/partir/", {"keep": keep})

    def gone(self) -> Person:
        return Person.objects.get(pk=self.bruno.pk)


class WhatStaysTest(Leaving):
    def setUp(self):
        super().setUp()
        self.thread = Thread.start(self.bakers, by=self.chloe, at=self.now, text="Qui a déjà un four à bois ?")
        self.message = self.thread.reply(by=self.bruno, at=self.now, text="Moi, depuis dix ans.")
        self.answer = self.thread.reply(by=self.farid, at=self.now, text="Merci @Bruno Côté, je viens voir.")

    def text_of(self, message) -> str:
        return Message.objects.visible_to(ALL).get(pk=message.pk).source

    def test_my_words_stay_signed(self):
        self.go("name")
        self.assertEqual((self.gone().name, self.gone().email), ("Bruno Côté", None))
        self.assertEqual(self.text_of(self.message), "Moi, depuis dix ans.")
        self.assertEqual(self.text_of(self.answer), "Merci @Bruno Côté, je viens voir.")

    def test_my_words_stay_unsigned(self):
        self.go("words")
        self.assertEqual(self.gone().name, "une personne partie")
        self.assertEqual(self.text_of(self.message), "Moi, depuis dix ans.")
        self.assertEqual(self.text_of(self.answer), "Merci @une personne partie, je viens voir.")

    def test_my_words_go_and_the_thread_of_others_stays_whole(self):
        self.go("nothing")
        row = Message.objects.visible_to(ALL).get(pk=self.message.pk)
        self.assertEqual((row.source, row.html, row.withdrawn_at is not None), ("", "", True))
        self.assertEqual(self.text_of(self.answer), "Merci @une personne partie, je viens voir.")
        positions = (
            Message.objects.visible_to(ALL)
            .filter(thread=self.thread)
            .order_by("position")
            .values_list("position", flat=True)
        )
        self.assertEqual(list(positions), [1, 2, 3])

    def test_others_still_open_the_thread(self):
        self.go("nothing")
        client = Client()
        client.force_login(self.chloe)
        page = client.get(self.thread.get_absolute_url())
        self.assertContains(page, "une personne partie")
        self.assertNotContains(page, "Bruno Côté")


class GoneTest(Leaving):
    def test_at_once_and_everywhere(self):
        phone = Client()
        phone.force_login(self.bruno)
        answer = self.go("words")
        self.assertEqual(answer.headers["Location"], "/au-revoir/")
        self.assertEqual(self.client.get("/au-revoir/").status_code, 200)
        for client in (self.client, phone):
            self.assertEqual(client.get("/moi/").status_code, 302)
        self.assertFalse(SignedIn.objects.filter(person=self.bruno).exists())
        self.assertFalse(Membership.objects.visible_to(ALL).active().filter(person=self.bruno).exists())
        self.assertEqual(self.gone().mail_rhythm, "rien")

    def test_the_address_is_free_and_brings_nothing_back(self):
        self.go("words")
        again = person("Bruno Revenu", email="bruno@example.org")
        self.assertNotEqual(again.pk, self.bruno.pk)
        client = Client()
        client.force_login(again)
        self.assertEqual(client.get("/c/boulange/communaute/").status_code, 404)

    def test_leaving_twice_changes_nothing(self):
        in_another_tab = Person.objects.get(pk=self.bruno.pk)
        self.bruno.depart(at=self.now, keep="name")
        in_another_tab.depart(at=self.now + timedelta(hours=1), keep="nothing")
        self.assertEqual((self.gone().erased_at, self.gone().name), (self.now, "Bruno Côté"))
        self.assertEqual(JournalEntry.objects.filter(act="person-left").count(), 1)

    def test_the_enter_key_on_a_choice_is_not_the_button(self):
        self.client.force_login(self.bruno)
        answer = self.client.post("/moi/partir/", {"keep": "nothing", "chosen": "1"})
        self.assertContains(answer, 'id="id_keep_2" checked', status_code=answer.status_code)
        self.assertEqual(self.client.get("/moi/").status_code, 200)

    def test_without_a_choice_nothing_happens(self):
        for posted in ({}, {"keep": "tout"}):
            self.assertEqual(self.client.post("/moi/partir/", posted).status_code, 422)
        self.assertIsNone(self.gone().erased_at)

    def test_whoever_administers_alone_confirms_that_nobody_will(self):
        Person.objects.exclude(pk=self.bruno.pk).update(administrator_since=None)
        self.bruno.make_administrator(by=self.bruno, at=self.now)
        page = self.client.get("/moi/partir/").text
        self.assertIn("la seule personne qui administre", page)
        self.assertIn("first_administrator --another", page)
        refused = self.go("words")
        self.assertEqual(refused.status_code, 422)
        self.assertIn("passez d’abord le relais", refused.text)
        self.assertIsNone(self.gone().erased_at)
        self.client.post("/moi/partir/", {"keep": "words", "nobody_after": "on"})
        self.assertIsNotNone(self.gone().erased_at)

    def test_with_another_administrator_nothing_more_is_asked(self):
        Person.objects.update(administrator_since=None)
        for one in (self.bruno, self.chloe):
            one.make_administrator(by=one, at=self.now)
        self.assertNotIn("nobody_after", self.client.get("/moi/partir/").text)
        self.go("words")
        self.assertIsNotNone(self.gone().erased_at)

    def test_the_ledger_holds_a_mark_and_no_name(self):
        mark = Erasure.mark_of(self.bruno)
        self.go("nothing")
        row = Erasure.objects.get()
        self.assertEqual((row.mark, row.words_kept, Erasure.covers(self.bruno)), (mark, False, True))
        self.assertFalse(Erasure.covers(self.chloe))
        self.assertNotIn(self.bruno.key, str(Erasure.objects.values().get()))

    def test_the_journal_no_longer_says_who(self):
        self.bruno.describe(at=self.now, place="Lévis")
        self.assertTrue(JournalEntry.objects.filter(by=self.bruno).exists())
        lines = JournalEntry.objects.count()
        self.go("words")
        self.assertFalse(JournalEntry.objects.filter(by=self.bruno).exists())
        self.assertGreater(JournalEntry.objects.count(), lines)


class LastCoordinatorTest(Leaving):
    def setUp(self):
        self.client.force_login(self.amina)

    def test_whoever_coordinates_alone_is_told_what_to_do_first(self):
        page = self.client.get("/moi/partir/")
        self.assertContains(page, "Boulange de quartier")
        self.assertContains(page, "Passez d’abord le relais")
        self.assertContains(page, f'href="/c/{self.bakers.slug}/animer/passation/"')
        self.assertNotContains(page, 'name="keep"')
        answer = self.client.post("/moi/partir/", {"keep": "nothing"})
        self.assertContains(answer, "Passez d’abord le relais", status_code=422)
        self.assertIsNone(Person.objects.get(pk=self.amina.pk).erased_at)
        with self.assertRaises(ValidationError):
            self.amina.depart(at=self.now, keep="nothing")

    def test_after_handing_over_one_may_go(self):
        self.give_hat(self.farid, Hat.Kind.COORDINATION)
        self.assertEqual(self.client.post("/moi/partir/", {"keep": "words"}).headers["Location"], "/au-revoir/")

    def test_alone_in_a_community_one_hands_nothing_over(self):
        Community.found(slug="seule", name="Seule", by=self.dan, at=self.now)
        self.client.force_login(self.dan)
        self.assertEqual(self.client.post("/moi/partir/", {"keep": "nothing"}).headers["Location"], "/au-revoir/")


class NothingIsLeftTest(Leaving):
    """A person with every footprint there is, each with a canary, leaves; the canary is nowhere."""

    def setUp(self):
        at = self.now
        self.lea = person(f"Léa {CANARY}", email=f"{CANARY}@example.org")
        self.client = Client(HTTP_USER_AGENT="Firefox Windows")
        self.client.force_login(self.lea)
        words = {field: f"{field} {CANARY}" for field in ("place", "brings", "seeks", "practice")}
        self.lea.describe(at=at, **words)
        Consent.say(self.lea, "contact", given=True, at=at)
        SignIn.ask(self.lea.email, at=at)
        SignIn.ask_to_move(self.lea, f"neuf{CANARY}@example.org", at=at)
        TOTP.activate(self.lea, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        membership = Membership.enter(self.bakers, self.lea, by=self.lea, at=at, brought_by=f"Venue pour {CANARY}")
        Welcome.take(self.membership_of(self.ines), membership, at=at, word=f"Bonjour de {CANARY}")
        Invitation.write(self.bakers, by=self.lea, at=at, email="ami@example.org", name="Ami", word=f"Viens, {CANARY}")
        Invitation.write(self.bakers, by=self.amina, at=at, email=self.lea.email, name=self.lea.name)
        reported = {"kind": "person", "about": self.farid, "concerning": self.farid}
        Report.make(self.bakers, by=self.lea, reason=f"Gênant, dit {CANARY}", at=at, **reported)
        self._says(at)
        Export.ask(self.lea, at=at)
        worker.follow_all()
        self.archive = Export.objects.get(person=self.lea).path

    def _says(self, at):
        upload = ContentFile(f"secret {CANARY}".encode(), name=f"{CANARY}.txt")
        self.file = store_upload(upload, community=self.bakers, by=self.lea, at=at)
        thread = Thread.start(self.bakers, by=self.lea, at=at, text=f"Bonjour, ici {CANARY}", files=[self.file])
        thread.entitle(f"Titre {CANARY}", by=self.lea, at=at)
        message = thread.reply(by=self.lea, at=at, text=f"Encore {CANARY}")
        message.edit(by=self.lea, at=at, text=f"Enfin {CANARY}")
        hidden = thread.reply(by=self.lea, at=at, text=f"Trop {CANARY}")
        hidden.hide(by=self.amina, at=at, reason=f"{CANARY} s’emporte")
        thread.reply(by=self.bruno, at=at, text=f"Bienvenue @{self.lea.name} et les autres").thank(by=self.lea, at=at)
        call = Thread.start(self.bakers, by=self.bruno, at=at, text="Qui a déjà ?", call_until=at.date())
        call.offer_help("helps", by=self.lea, at=at, word=f"Moi, {CANARY}")
        Draft.keep(self.bakers, self.lea, thread.key, at=at, source=f"Brouillon {CANARY}")
        self.thread = thread

    def hits(self) -> list[str]:
        return sorted(label for label, rows in everything_kept().items() if CANARY in rows)

    def test_the_canary_was_everywhere_and_is_nowhere(self):
        seen = self.hits()
        self.assertGreaterEqual(len(seen), 12, seen)
        self.assertTrue(self.archive.exists())
        path = File.objects.visible_to(ALL).get(pk=self.file.pk).path
        with self.captureOnCommitCallbacks(execute=True):
            answer = self.client.post("/moi/partir/", {"keep": "nothing"})
        self.assertEqual(answer.headers["Location"], "/au-revoir/")
        self.assertEqual(self.hits(), [])
        self.assertFalse(self.archive.exists())
        self.assertFalse(File.objects.visible_to(ALL).filter(path=path).exists())
        self.assertEqual([row for row in everything_kept().values() if "Firefox, Windows" in row], [])

    def test_others_lost_nothing(self):
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post("/moi/partir/", {"keep": "nothing"})
        said = Message.objects.visible_to(ALL).filter(author=self.bruno).order_by("pk")
        self.assertEqual(
            list(said.values_list("source", "thanks_count")),
            [("Bienvenue @une personne partie et les autres", 0), ("Qui a déjà ?", 0)],
        )

    def test_signed_words_are_all_that_a_signature_leaves(self):
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post("/moi/partir/", {"keep": "name"})
        where = {"people.person", "conversation.message", "conversation.revision", "conversation.setaside"}
        where |= {
            "conversation.thread",
            "conversation.helpoffer",
            "files.file",
            "files.filetext",
            "community.report",
            "community.welcome",
            "spine.journalentry",
        }
        self.assertEqual(set(self.hits()) - where, set())
        self.assertEqual(everything_kept()["people.person"].count(CANARY), 1)


class EveryRoomTellsTest(TestCase):
    def test_every_model_that_points_to_a_person_is_told_or_said_to_be_technical(self):
        pointing = {
            model._meta.label_lower
            for model in apps.get_models()
            if any(field.related_model is Person for field in model._meta.fields if field.is_relation)
        }
        self.assertGreater(len(pointing), 20)
        self.assertEqual(pointing - footprint.covered(), set())

    def test_what_is_covered_exists(self):
        known = {model._meta.label_lower for model in apps.get_models()}
        self.assertEqual(footprint.covered() - known, set())

    def test_reasons_are_given(self):
        self.assertEqual([model for model, why in footprint.technicals.items() if len(why) < 20], [])
