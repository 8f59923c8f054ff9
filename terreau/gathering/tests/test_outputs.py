"""What comes out of each kind: a memory's notes, its questions as threads, appointments capped, steps put in order."""

import re
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from terreau.conversation.models import Thread
from terreau.files.models import File
from terreau.gathering.models import Gathering, Memory, MemoryFile, MemoryNote, MemoryText, Presence, Step
from terreau.practice.kinds import Kind
from terreau.practice.models import Note
from terreau.practice.words import Words
from terreau.spine.reading import System

from .test_noting import picture
from .test_tending import Acts


class Outputs(Acts):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.yesterday = timezone.now() - timedelta(days=1)
        cls.talk = cls.call("webinar", "Le four solaire")
        texts = {
            "fr": {"questions": "Et la nuit ?\nEt l’hiver ?", "record": "https://exemple.org/film\nSous-titres faits"}
        }
        Memory.publish(cls.talk, by=cls.bruno, at=timezone.now(), texts=texts)
        cls.note = cls.write("Pétrir à la main")
        cls.secret = cls.write("Le four qui fume", circle=cls.ovens)

    @classmethod
    def call(cls, kind, title, **more):
        given = {"starts_at": cls.yesterday, "kind": kind, "title": title, **more}
        return Gathering.call(cls.bakers, by=cls.bruno, at=cls.then, **given)

    @classmethod
    def write(cls, title, **more):
        return Note.write(
            cls.bakers, by=cls.bruno, at=cls.then, kind=Kind.METHOD, words=Words(title, "", "", ""), **more
        )


class Corrected(Outputs):
    def test_a_file_more_and_not_a_word_changed(self):
        said = {"fr-questions": "Et la nuit ?"}
        for number in range(3):
            given = SimpleUploadedFile(f"plan-{number}.txt", b"Un four.")
            self.assertEqual(self.post(self.bruno, "memory", self.talk.key, **said, upload=given).status_code, 303)
        self.assertEqual(MemoryFile.objects.count(), 3)
        self.assertContains(self.as_(self.bruno).get(self.talk.get_absolute_url()), "plan-2.txt")


class Photos(Outputs):
    def test_a_photo_refused_for_want_of_a_word_stays_given_and_is_kept_once_it_is_said(self):
        said = {"questions_fr": "Et la nuit ?"}
        refused = self.post(self.bruno, "memory", self.talk.key, **said, upload=picture())
        self.assertContains(refused, "sont d’accord", status_code=422)
        self.assertEqual(MemoryFile.objects.count(), 0)
        key = re.search(r'name="file" value="([^"]+)" checked', refused.content.decode())[1]
        again = {**said, "file": key, f"alt_{key}": "Le four ouvert", "consent": "on"}
        self.assertEqual(self.post(self.bruno, "memory", self.talk.key, **again).status_code, 303)
        kept = MemoryFile.objects.get()
        self.assertEqual((kept.file.name, kept.alt, kept.is_photo), ("four.png", "Le four ouvert", True))
        self.assertContains(self.as_(self.chloe).get(self.talk.get_absolute_url()), "Le four ouvert")

    def test_nobody_keeps_a_file_of_somebody_else_by_its_key(self):
        self.post(self.bruno, "memory", self.talk.key, questions_fr="Et la nuit ?", upload=picture())
        key = File.objects.visible_to(System("a test")).get().key
        self.assertEqual(self.post(self.farid, "memory", self.talk.key, file=key, consent="on").status_code, 303)
        self.assertEqual(MemoryFile.objects.count(), 0)

    def test_what_the_door_refuses_is_said_and_nothing_is_published(self):
        empty = SimpleUploadedFile("vide.pdf", b"")
        refused = self.post(self.bruno, "memory", self.talk.key, questions_fr="Une autre ?", upload=empty)
        self.assertContains(refused, "vide.pdf", status_code=422)
        self.assertContains(refused, "Une autre ?", status_code=422)
        self.assertNotIn("Une autre ?", MemoryText.objects.get().questions)


class Notes(Outputs):
    def test_who_may_choose(self):
        for person, status in ((self.dan, 404), (self.chloe, 403), (self.bruno, 200), (self.farid, 200)):
            with self.subTest(person=person):
                self.assertEqual(self.as_(person).get(self.url("memory-notes", self.talk.key)).status_code, status)
        self.assertEqual(self.as_(self.bruno).get(self.url("memory-notes", self.last.key)).status_code, 404)

    def test_chosen_shown_and_taken_away_again(self):
        said = {"note": [self.note.key], "offered": [self.note.key, self.secret.key, "a\0b", "x" * 12]}
        for _again in range(2):
            self.assertEqual(self.post(self.bruno, "memory-notes", self.talk.key, **said).status_code, 303)
        self.assertEqual(list(MemoryNote.objects.values_list("note", flat=True)), [self.note.pk])
        self.assertEqual(self.bakers.journal.filter(act="memory-corrected").count(), 1)
        self.assertContains(self.as_(self.chloe).get(self.talk.get_absolute_url()), "Pétrir à la main")
        self.post(self.bruno, "memory-notes", self.talk.key, offered=self.note.key)
        self.assertEqual(MemoryNote.objects.count(), 0)

    def test_a_note_one_may_not_read_is_neither_offered_shown_nor_taken_away(self):
        self.post(self.bruno, "memory-notes", self.talk.key, note=self.secret.key)
        for page in (self.talk.get_absolute_url(), self.url("memory-notes", self.talk.key)):
            self.assertNotContains(self.as_(self.farid).get(page), "Le four qui fume")
            self.assertContains(self.as_(self.bruno).get(page), "Le four qui fume")
        self.post(self.farid, "memory-notes", self.talk.key, note=self.note.key, offered=self.secret.key)
        self.assertEqual(MemoryNote.objects.filter(note=self.secret).count(), 1)
        self.assertEqual(MemoryNote.objects.count(), 2)

    def test_looked_for_by_title(self):
        self.write("Le levain dur")
        page = self.as_(self.bruno).get(self.url("memory-notes", self.talk.key), {"q": "PETRIR main"})
        self.assertContains(page, "Pétrir à la main")
        self.assertNotContains(page, "Le levain dur")


class OfEachKind(Outputs):
    def test_a_question_becomes_one_thread(self):
        for _again in range(2):
            answer = self.post(self.bruno, "question-asking", self.talk.key, question="Et la nuit ?")
        self.assertRedirects(
            answer, Thread.objects.get().get_absolute_url(), status_code=303, fetch_redirect_response=False
        )
        self.assertEqual(self.post(self.bruno, "question-asking", self.talk.key, question="Autre ?").status_code, 404)
        self.assertEqual(
            self.post(self.chloe, "question-asking", self.talk.key, question="Et la nuit ?").status_code, 403
        )
        self.assertEqual(
            self.post(self.dan, "question-asking", self.talk.key, question="Et la nuit ?").status_code, 404
        )

    def test_where_to_see_a_webinar_again(self):
        page = self.as_(self.chloe).get(self.talk.get_absolute_url())
        self.assertContains(page, 'href="https://exemple.org/film"')
        self.assertContains(page, "Sous-titres faits")

    def test_a_launch_keeps_its_ambition_its_questions_its_people_and_three_dates(self):
        launch = self.call("launch", "Le premier jour")
        said = {
            "ambition_fr": "Du pain partout.",
            "questions_fr": "Par où ?",
            "people_fr": "Bruno : le four",
            "dates_fr": "3 mars",
        }
        self.post(self.bruno, "memory", launch.key, **said)
        kept = MemoryText.objects.get(memory__gathering=launch)
        self.assertEqual((kept.ambition, kept.questions, kept.people, kept.dates), tuple(said.values()))
        page = self.as_(self.chloe).get(launch.get_absolute_url())
        for words in said.values():
            self.assertContains(page, words)

    def test_whoever_receives_says_how_many_at_most(self):
        soon = {"starts_at": self.soon, "minutes": 120, "slot_minutes": 30, "details": {"most": 2}}
        open_door = self.call("office_hours", "Permanence", **soon)
        page = self.as_(self.chloe).get(open_door.get_absolute_url())
        self.assertContains(page, 'name="slot"', 2)
        self.post(self.chloe, "slot", open_door.key, slot="2")
        self.assertEqual(Presence.objects.count(), 0)
        self.post(self.chloe, "slot", open_door.key, slot="1")
        self.assertEqual(Presence.objects.get().slot, 1)

    def test_what_is_typed_for_the_number_of_appointments_is_a_number(self):
        day = (self.soon + timedelta(days=3)).date()
        said = {"title": "Permanence", "day": f"{day}", "hour": "12:15", "kind": "office_hours", "extra_most": "-2"}
        self.assertContains(self.as_(self.bruno).post(self.url("call"), said), "field__error", status_code=422)
        self.as_(self.bruno).post(self.url("call"), {**said, "extra_most": "3", "extra_expert": "Farid"})
        made = Gathering.objects.get(title="Permanence")
        self.assertEqual((made.details, made.slots), ({"expert": "Farid", "most": 3}, 3))


class Order(Acts):
    steps = {"step-TOTAL_FORMS": 3, "step-INITIAL_FORMS": 0, "step-0-title": "Accueil", "step-1-title": "Récit",
             "step-1-minutes": "dix", "step-1-carried_by": "Une voisine"}  # fmt: skip

    def titles(self, answer) -> list:
        inputs = re.findall(r"<input[^>]*name=\"step-\d+-title\"[^>]*>", answer.content.decode())
        return [(re.findall(r"value=\"([^\"]*)\"", one) or [""])[0] for one in inputs]

    def test_a_step_goes_up_or_down_with_all_that_was_typed_and_nothing_is_kept_yet(self):
        answer = self.post(self.bruno, "agenda", self.visit.key, **self.steps, up="1")
        self.assertEqual((answer.status_code, self.titles(answer)[:2]), (200, ["Récit", "Accueil"]))
        self.assertContains(answer, 'value="dix"')
        self.assertContains(answer, 'value="Une voisine"')
        answer = self.post(self.bruno, "agenda", self.visit.key, **self.steps, down="0")
        self.assertEqual(self.titles(answer)[:2], ["Récit", "Accueil"])
        self.assertEqual(Step.objects.count(), 0)

    def test_beyond_either_end_nothing_moves(self):
        for turn in ({"up": "0"}, {"down": "2"}, {"up": "77"}, {"down": "-1"}, {"up": "\0"}):
            with self.subTest(turn=turn):
                answer = self.post(
                    self.bruno, "agenda", self.visit.key, **{**self.steps, "step-1-minutes": "5", **turn}
                )
                if answer.status_code == 200:
                    self.assertEqual(self.titles(answer)[:2], ["Accueil", "Récit"])
        self.assertEqual(self.post(self.chloe, "agenda", self.visit.key, **self.steps, up="1").status_code, 403)
