"""Each screen at each step makes sense for who looks: what it offers, what it keeps in sight, what it leaves out."""

from django.test import TestCase

from terreau.protocol.models import Capture, Vote
from terreau.protocol.together import forget
from terreau.spine.reading import System

from .room import InTheRoom

ALL = System("a test")


class OfferedTest(InTheRoom, TestCase):
    def test_an_idea_that_comes_while_the_request_is_made_is_kept_and_the_client_is_offered_no_such_thing(self):
        self.drive("begin", *["next"] * 3)
        self.assertIn("Je la garde au germoir", self.page(self.chloe))
        self.assertNotIn("Je l’écris", self.page(self.chloe))
        self.assertIn("Je l’écris", self.page(self.bruno))
        self.assertNotIn("C’est plutôt une idée", self.page(self.bruno))
        self.assertEqual(self.say(self.chloe, "zqtrop tôt", **{"as": "seed"}).status_code, 303)
        self.assertEqual(self.say(self.chloe, "une demande qui n’est pas la mienne").status_code, 403)
        self.assertNotIn("zqtrop tôt", self.page(self.bruno))
        self.drive("next")
        self.assertIn("zqtrop tôt", self.page(self.bruno))

    def test_words_for_a_request_that_is_past_and_not_ones_own_are_kept_where_one_may_write(self):
        self.drive("begin", *["next"] * 4)
        self.say(self.chloe, "zqtardive", step=3)
        self.assertEqual(Capture.objects.visible_to(ALL).get(text="zqtardive").note, "avenue")

    def test_a_seed_stays_in_sight_of_its_author_at_a_step_without_germoir(self):
        run = self.room("codeveloppement-quebec", "client")
        self.drive("begin", *["next"] * 3, run=run)
        self.say(self.chloe, "zqgraine", run=run, **{"as": "seed"})
        self.drive("next", run=run)
        self.assertIn("zqgraine", self.page(self.chloe, run))
        self.assertNotIn("zqgraine", self.page(self.farid, run))

    def test_nothing_is_revealed_where_nothing_is_hidden(self):
        troika = self.room("troika")
        self.drive("begin", run=troika)
        self.assertNotIn("act-reveal", self.page(self.farid, troika))
        incident = self.room("incident", "presenter")
        self.drive("begin", *["next"] * 2, run=incident)
        page = self.page(self.farid, incident)
        self.assertIn("rien n’a été écrit", page)
        self.assertNotIn("act-reveal", page)
        retro = self.room("retrospective")
        self.drive("begin", "next", run=retro)
        self.assertIn("act-reveal", self.page(self.farid, retro))
        self.drive("reveal", run=retro)
        self.assertNotIn("act-reveal", self.page(self.farid, retro))

    def test_roles_are_still_taken_while_one_chooses_who_brings_something(self):
        run = self.room("incident")
        self.drive("begin", "next", "next", run=run)
        self.assertIn("Mon rôle", self.page(self.bruno, run))
        self.client.force_login(self.bruno)
        self.client.post(self.url("role", run=run), {"role": "presenter"})
        self.assertEqual(self.fresh(run).owner_id, self.bruno.pk)
        self.drive("next", run=run)
        self.assertNotIn("Mon rôle", self.page(self.bruno, run))

    def test_roles_can_be_taken_as_long_as_nobody_brings_anything(self):
        run = self.room("incident")
        self.drive("begin", *["next"] * 4, run=run)
        self.assertIn("Mon rôle", self.page(self.chloe, run))

    def test_what_one_notes_for_oneself_is_no_question_to_answer_or_to_park(self):
        self.drive("begin", "next", "next")
        self.say(self.bruno, "zqpour moi")
        page = self.page(self.bruno)
        self.assertIn("zqpour moi", page)
        self.assertNotIn("Répondue", page)
        row = Capture.objects.visible_to(ALL).get(text="zqpour moi")
        self.client.post(self.url("tending", note=row.key), {"what": "seed"})
        row.refresh_from_db()
        self.assertEqual((row.note, row.sees), ("question", "me"))

    def test_in_peer_assist_the_asker_receives_and_notes_for_themselves(self):
        run = self.room("entraide", "asker")
        self.drive("begin", "next", "next", run=run)
        page = self.page(self.bruno, run)
        self.assertIn("Recevez sans trier", page)
        self.assertIn("Ce que je note, pour moi", page)
        self.say(self.bruno, "zqasker", run=run)
        self.assertNotIn("zqasker", self.page(self.chloe, run))

    def test_help_is_about_what_this_format_has_and_stops_with_it(self):
        for slug, has in (("retrospective", False), ("codeveloppement", True)):
            run = self.room(slug)
            self.drive("begin", run=run)
            self.assertEqual("Un conseil arrive trop tôt" in self.page(self.farid, run), has)
        self.drive("end", run=run)
        self.assertNotIn("Si ça coince", self.page(self.farid, run))


class InSightTest(InTheRoom, TestCase):
    def test_a_request_stands_above_what_follows_even_if_the_situation_was_only_told(self):
        self.drive("begin", *["next"] * 3)
        self.say(self.bruno, "zqdemande")
        self.assertEqual(self.page(self.chloe).count("zqdemande"), 1)
        self.drive("next")
        self.assertIn("zqdemande", self.page(self.chloe))

    def test_a_proposal_is_its_authors_and_is_read_at_every_step(self):
        run = self.room("consentement", "proposer")
        self.drive("begin", run=run)
        self.assertEqual(self.say(self.chloe, "pas la mienne", run=run).status_code, 403)
        self.say(self.bruno, "zqproposition", run=run)
        for _step in range(5):
            self.drive("next", run=run)
            self.assertEqual(self.page(self.chloe, run).count("zqproposition"), 1)

    def test_what_one_wrote_in_silence_is_in_sight_when_one_says_it(self):
        run = self.room("balint", "presenter")
        self.drive("begin", *["next"] * 7, run=run)
        self.say(self.chloe, "zqmonregard", run=run)
        self.drive("next", run=run)
        self.assertIn("zqmonregard", self.page(self.chloe, run))
        self.assertNotIn("zqmonregard", self.page(self.farid, run))

    def test_cards_added_once_they_are_turned_lie_open(self):
        run = self.room("retrospective")
        self.drive("begin", "next", run=run)
        self.assertIn("tant qu’on n’a pas dévoilé", self.page(self.chloe, run))
        self.drive("reveal", run=run)
        self.assertNotIn("tant qu’on n’a pas dévoilé", self.page(self.chloe, run))
        self.say(self.chloe, "zqaprès coup", run=run)
        self.assertIn("zqaprès coup", self.page(self.farid, run))

    def test_one_chooses_among_what_was_gathered_and_not_among_what_became_of_last_time(self):
        run = self.room("incident", "presenter")
        self.drive("begin", run=run)
        self.say(self.chloe, "zqdernière fois", run=run)
        self.drive("next", run=run)
        self.say(self.chloe, "zqtitre", run=run)
        self.drive("next", run=run)
        page = self.page(self.bruno, run)
        self.assertIn("zqtitre", page)
        self.assertNotIn("zqdernière fois", page)

    def voted(self, *people):
        run = self.room("consentement", "proposer")
        self.drive("begin", *["next"] * 4, run=run)
        for person in people:
            self.choose(person, run, "2")
        return run

    def test_what_was_chosen_stays_in_sight_at_the_next_step_once_it_was_told(self):
        run = self.voted(self.farid, self.bruno, self.chloe)
        self.drive("next", run=run)
        self.assertIn("Ce qui a été choisi", self.page(self.chloe, run))
        untold = self.voted(self.bruno)
        self.drive("next", run=untold)
        self.assertNotIn("Ce qui a été choisi", self.page(self.chloe, untold))
        opened = self.voted(self.bruno)
        self.drive("reveal", "next", run=opened)
        self.assertIn("Ce qui a été choisi", self.page(self.chloe, opened))
        now = self.fresh(opened)
        now.gesture("again", by=self.farid, at=self.start, seen=now.number, step=4)
        self.drive("next", run=opened)
        self.assertNotIn("Ce qui a été choisi", self.page(self.chloe, opened))
        self.assertEqual(Vote.objects.visible_to(ALL).filter(run=opened).count(), 1)

    def test_a_step_after_a_vote_costs_eight_questions_at_most(self):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        run = self.room("retrospective")
        self.drive("begin", "next", run=run)
        for turn in range(9):
            self.say(self.chloe, f"zqcarte {turn}", run=run)
        self.drive("next", run=run)
        keys = list(Capture.objects.visible_to(ALL).filter(run=run).values_list("key", flat=True))
        for person in (self.farid, self.bruno, self.chloe):
            self.choose(person, run, *keys[:3])
        self.drive("next", run=run)
        self.client.force_login(self.farid)
        for page in ("screen", "wall"):
            self.client.get(self.url(page, run=run))
            forget()  # the first screen to be told of the change reads for all
            with CaptureQueriesContext(connection) as asked:
                self.client.get(self.url(page, run=run))
            self.assertLessEqual(len(asked), 8, "\n".join(one["sql"] for one in asked.captured_queries))


class HarvestTest(InTheRoom, TestCase):
    def test_anyone_who_was_there_types_it_once_and_nobody_else_is_shown_the_way(self):
        for person, shown in ((self.chloe, True), (self.farid, True), (self.amina, False)):
            self.assertEqual("Taper la récolte" in self.page(person, name="paper"), shown)
        self.client.force_login(self.amina)
        self.assertEqual(self.client.get(self.url("harvesting")).status_code, 404)
        self.client.force_login(self.chloe)
        for _time in range(2):
            self.assertEqual(self.client.post(self.url("harvesting"), {"learnings": "Une\nDeux"}).status_code, 303)
        self.assertEqual(Capture.objects.visible_to(ALL).filter(run=self.run_made).count(), 2)
        self.assertEqual(self.fresh().state.phase, "ended")
        self.assertNotIn("Taper la récolte", self.page(self.chloe, name="paper"))

    def test_once_it_has_begun_here_it_is_whoever_drives_who_closes_it(self):
        self.drive("begin")
        for person, status in ((self.chloe, 403), (self.farid, 403)):
            self.client.force_login(person)
            self.assertEqual(self.client.get(self.url("harvesting")).status_code, status)
        self.drive("pause")
        for person, status in ((self.chloe, 403), (self.farid, 200)):
            self.client.force_login(person)
            self.assertEqual(self.client.get(self.url("harvesting")).status_code, status)
