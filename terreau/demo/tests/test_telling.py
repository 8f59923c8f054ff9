"""The example, told: what a visitor finds, twice told, and forgotten."""

import os
from datetime import timedelta
from io import StringIO
from unittest import mock

import time_machine
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone

from terreau.community.models import Community, CultureVersion, Handover, Hat, Invitation, Membership, Seat, Welcome
from terreau.community.viewer import Viewer
from terreau.conversation.models import HelpOffer, LastSeen, Mention, Message, Revision, Thanks, Thread
from terreau.demo import COORDINATOR, SLUG
from terreau.demo.forgetting import forget
from terreau.demo.storyteller import TOLD, tell
from terreau.files.models import FilePage
from terreau.lifecycle.soil import soil_for
from terreau.people.models import Person
from terreau.practice.models import NoteFile, NoteText
from terreau.practice.picturing import names_asked
from terreau.spine import outbox
from terreau.spine.models import JournalEntry, OutboxRow
from tests.cast import person

from .pages import NOW


class ToldStory(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.now = NOW
        cls.told = tell(now=NOW)
        cls.community = Community.objects.visible_to(TOLD).get(slug=SLUG)
        cls.nadia = Person.objects.get(email=COORDINATOR)
        cls.viewer = Viewer(cls.nadia)

    def rows(self, model):
        return model.objects.visible_to(TOLD)

    def member(self, name):
        return self.rows(Membership).get(person__name__startswith=name)

    def test_it_is_told_once_and_says_that_it_is_an_example(self):
        self.assertTrue(self.told)
        self.assertTrue(self.community.is_example)
        counted = {model: self.rows(model).count() for model in (Membership, Message, Thanks, Hat)}
        lines = JournalEntry.objects.count()
        self.assertFalse(tell(now=NOW + timedelta(days=1)))
        self.assertEqual({model: self.rows(model).count() for model in counted}, counted)
        self.assertEqual(JournalEntry.objects.count(), lines)

    def test_the_journal_is_in_the_order_of_what_happened_and_every_line_is_past(self):
        moments = list(JournalEntry.objects.order_by("id").values_list("at", flat=True))
        self.assertGreater(len(moments), 1300)
        self.assertEqual(moments, sorted(moments))
        self.assertLessEqual(moments[-1], NOW)
        unnamed = set(JournalEntry.objects.filter(by=None).values_list("act", flat=True))
        nobodys = {"series-joined", "presence-chosen", "slot-taken"}  # who comes is nobody's to follow
        self.assertEqual(unnamed, nobodys | {"file-read"})

    def test_notes_show_drawings_said_in_words_and_a_document_that_is_read(self):
        shown = {row.file.name: row for row in self.rows(NoteFile).select_related("file__inside")}
        self.assertEqual(len(shown), 3)
        self.assertTrue(all(row.alt for row in shown.values() if row.file.is_picture))
        document = shown["calendrier-de-conservation.pdf"].file
        self.assertIn("déchiqueteuse", document.inside.text)
        self.assertEqual(self.rows(FilePage).filter(file=document).count(), 1)
        asked = [name for text in self.rows(NoteText) for name in names_asked(text.body)]
        self.assertEqual(set(asked), {name for name in shown if name.endswith(".png")})

    def test_no_letter_leaves_for_an_invented_address(self):
        self.assertEqual(set(Person.objects.values_list("mail_rhythm", flat=True)), {"rien"})

    def test_statuses_say_who_is_here_who_rests_who_went_and_who_waits(self):
        of = {row.person.name: row.status for row in self.rows(Membership).select_related("person")}
        self.assertEqual(of["Bernard Lemieux"], "left")
        self.assertEqual(of["Mathieu Gélinas"], "paused")
        self.assertEqual(of["Ginette Fortin"], "invited")
        self.assertEqual(of["Valérie Poirier"], "requested")
        self.assertEqual(list(of.values()).count("active"), 22)
        self.assertEqual(list(of.values()).count("left"), 3)
        self.assertNotIn("Paul Demeester", of)
        self.assertIn("avec mes mains", self.member("Bernard").farewell)
        self.assertIsNone(Person.objects.get(name="Ginette Fortin").claimed_at)

    def test_hats_are_worn_offered_and_vacant(self):
        worn = {
            (hat.kind, hat.membership.person.name) for hat in self.rows(Hat).worn().select_related("membership__person")
        }
        self.assertIn(("coordination", "Nadia Tremblay"), worn)
        self.assertNotIn(("coordination", "Hélène Vaillancourt"), worn)
        self.assertIn(("elder", "Louis Arsenault"), worn)
        self.assertNotIn("technical", {kind for kind, _name in worn})  # vacant
        waiting = self.rows(Hat).filter(accepted_at=None, ended_at=None).get()
        self.assertEqual((waiting.kind, waiting.membership.person.name), ("elder", "Claudine Gagnon"))
        self.assertIsNotNone(self.rows(Handover).get().accepted_at)

    def test_new_faces_and_who_welcomes_them(self):
        new = self.rows(Membership).newest(NOW).filter(community=self.community)
        self.assertEqual([row.person.name for row in new], ["Marc-Antoine Roy", "Li Zhang", "Inès Benali"])
        going = {row.newcomer.person.name: row.welcomer.person.name for row in self.rows(Welcome).going(NOW)}
        self.assertEqual(going, {"Li Zhang": "Samira Haddad", "Inès Benali": "Louis Arsenault"})

    def test_the_cut_has_a_layer_a_year_and_shows_the_slump(self):
        soil = soil_for(self.community, NOW)
        self.assertTrue(soil.is_drawable)
        self.assertEqual([layer.label for layer in soil.layers], ["2026", "2025", "2024", "2023"])
        total = {piece.day.isoformat(): piece.total for piece in soil.slices}
        self.assertEqual(min(total), "2023-04-01")
        self.assertEqual(max(total), "2026-10-01")
        self.assertGreater(total["2024-04-01"], total["2024-10-01"])
        self.assertLess(total["2024-10-01"], total["2025-04-01"])
        self.assertGreaterEqual(sum(piece.sprouts > 0 for piece in soil.slices), 8)

    def test_the_home_page_shows_the_call_the_new_faces_and_the_cut_then_ends(self):
        self.client.force_login(self.nadia)
        with time_machine.travel(NOW, tick=False):
            page = self.client.get(f"/c/{SLUG}/").content.decode()
        for said in (
            "remplacé une grille d’audit",
            "Marc-Antoine Roy",
            "sans que personne ne la redoute",
            "fait le tour",
        ):
            with self.subTest(said=said):
                self.assertIn(said, page)
        self.assertIn("<svg", page)

    def test_one_call_is_open_until_friday_and_two_are_settled_with_thanks(self):
        calls = self.rows(Thread).filter(call_until__isnull=False)
        still = calls.get(call_closed_at=None)
        self.assertEqual(still.title, "Qui a déjà remplacé une grille d’audit de 80 questions par autre chose\u00a0?")
        self.assertEqual(still.call_until.isoformat(), "2026-11-27")
        self.assertEqual(self.rows(HelpOffer).filter(thread=still, kind="helps").count(), 2)
        self.assertEqual(calls.filter(call_closed_at__isnull=False).exclude(helped="").count(), 2)
        self.assertEqual(self.rows(HelpOffer).filter(thanked_at__isnull=False).count(), 4)

    def test_people_are_called_by_name_and_a_message_was_said_better(self):
        louis = Person.objects.get(name="Louis Arsenault")
        called = self.rows(Mention).filter(person=louis, message__author=self.nadia)
        self.assertEqual(called.count(), 1)
        self.assertFalse(self.rows(Message).filter(source__contains="@{").exists())
        revision = self.rows(Revision).get()
        self.assertEqual(revision.message.edited_at - revision.message.sent_at, timedelta(minutes=15))

    @time_machine.travel(NOW)
    def test_a_guest_sees_one_circle_and_the_coordinator_not_every_circle(self):
        guest = Viewer(Person.objects.get(name="Paul Demeester"))
        readable = Thread.objects.visible_to(guest)
        self.assertEqual({thread.circle.name for thread in readable}, {"Audits internes autrement"})
        private = self.rows(Thread).filter(circle__is_private=True)
        self.assertEqual(private.count(), 2)
        self.assertFalse(Thread.objects.visible_to(self.viewer).filter(circle__is_private=True).exists())
        self.assertEqual(self.rows(Seat).filter(guest_until__gt=NOW).count(), 1)

    def test_what_came_lately_is_new_to_the_coordinator_and_the_rest_is_read(self):
        read = dict(LastSeen.objects.visible_to(self.viewer).values_list("thread_id", "position"))
        threads = Thread.objects.visible_to(self.viewer)
        new = [thread for thread in threads if read.get(thread.pk, 0) < thread.message_count]
        self.assertEqual(
            {thread.title for thread in new},
            {
                "Qui a déjà remplacé une grille d’audit de 80 questions par autre chose\u00a0?",
                "Former les équipes de nuit, retour d’essai",
                "Indicateurs\u00a0: lesquels avez-vous abandonnés\u00a0?",
                "Coopératives et certification\u00a0: ça vaut la peine\u00a0?",
                "After an incident: who takes care of the person who was there?",
            },
        )

    def test_the_culture_page_has_its_versions_and_doors_are_open(self):
        self.assertEqual(self.rows(CultureVersion).count(), 7)
        self.assertEqual(self.community.things_to_read.visible_to(TOLD).count(), 3)
        doors = self.rows(Invitation)
        self.assertEqual([door.is_open(NOW) for door in doors], [True, True, True])

    def test_it_is_forgotten_in_one_act_and_leaves_nobody_behind(self):
        own = person("Karim Technique")
        self.assertTrue(forget(by=own, at=NOW))
        self.assertEqual(list(Person.objects.values_list("name", flat=True)), ["Karim Technique"])
        self.assertFalse(self.rows(Community).exists())
        self.assertEqual(
            list(JournalEntry.objects.values_list("act", flat=True)), ["person-claimed", "example-forgotten"]
        )
        self.assertFalse(forget(by=own, at=NOW))
        self.assertTrue(tell(now=NOW))

    def test_an_invented_person_who_belongs_elsewhere_stays(self):
        louis = Person.objects.get(name="Louis Arsenault")
        Community.found(slug="pates", name="Pâtes", by=louis, at=NOW)
        forget(by=louis, at=NOW)
        self.assertEqual(Person.objects.get().name, "Louis Arsenault")


class CommandsTest(TestCase):
    def said(self, *words, **options):
        out = StringIO()
        with mock.patch.dict(os.environ, LC_ALL="fr_CA.UTF-8"):
            call_command(*words, stdout=out, **options)
        return out.getvalue()

    def test_tell_tell_again_and_forget(self):
        self.assertIn("est raconté", self.said("tell_example"))
        first = Community.objects.visible_to(TOLD).get(slug=SLUG).pk
        self.assertIn("déjà là", self.said("tell_example"))
        self.assertIn("est raconté", self.said("tell_example", again=True))
        self.assertNotEqual(Community.objects.visible_to(TOLD).get(slug=SLUG).pk, first)
        self.assertIn("est oublié", self.said("forget_example"))
        self.assertIn("pas d’exemple", self.said("forget_example"))

    def test_a_real_community_at_that_address_is_left_alone(self):
        somebody = person("Odile Réelle")
        Community.found(slug=SLUG, name="La nôtre", by=somebody, at=timezone.now())
        with self.assertRaisesMessage(CommandError, SLUG):
            self.said("tell_example")
        self.assertIn("pas d’exemple", self.said("forget_example"))
        self.assertEqual(Community.objects.visible_to(TOLD).get().name, "La nôtre")

    def test_even_what_others_follow_is_not_sent_on(self):
        with mock.patch.dict(outbox._followers_of, {"thread-started": ["somebody.who.listens"]}):
            tell(now=NOW)
        self.assertTrue(JournalEntry.objects.filter(act="thread-started").exists())
        self.assertEqual(OutboxRow.objects.count(), 0)
