"""Driving a run: who may, what it does, and that a late or second click does nothing."""

from datetime import timedelta

from django.test import TestCase

from terreau.protocol.models import Capture, LogLine, Participant, Run, Vote
from terreau.spine.models import JournalEntry
from terreau.spine.reading import System

from .room import Room

ALL = System("a test")


class GesturesTest(Room, TestCase):
    def sent(self, person, act, seen, **more):
        self.client.force_login(person)
        return self.client.post(self.url("gesture"), {"act": act, "seen": seen, **more})

    def test_who_may_drive(self):
        for person, status in ((self.dan, 404), (self.ines, 404), (self.chloe, 403), (self.farid, 303)):
            with self.subTest(person=person):
                self.assertEqual(self.sent(person, "begin", 0).status_code, status)
        self.assertEqual(self.fresh().state.phase, "running")

    def test_a_double_click_and_two_people_at_once_move_once(self):
        self.drive("begin")
        self.farid_in.hand_over(self.chloe_in)
        Participant.objects.filter(pk=self.farid_in.pk).update(drives=True)
        self.sent(self.farid, "next", 1)
        self.sent(self.farid, "next", 1)
        self.sent(self.chloe, "next", 1)
        self.assertEqual((self.fresh().state.step, self.fresh().number), (1, 2))
        acts = list(LogLine.objects.visible_to(ALL).filter(run=self.run_made).values_list("number", "act"))
        self.assertEqual(acts, [(1, "begin"), (2, "next")])

    def test_two_in_the_same_instant_move_once(self):
        one, other = self.drive("begin"), self.fresh()
        self.assertEqual(one.state.number, other.state.number)
        self.assertTrue(one.gesture("next", by=self.farid, at=self.start, seen=1))
        self.assertFalse(other.gesture("next", by=self.amina, at=self.start, seen=1))
        self.assertEqual(self.fresh().state.step, 1)

    def test_odd_forms_change_nothing(self):
        self.drive("begin")
        for act, seen in (("fly", 1), ("next", ""), ("next", "9" * 40), ("next", "\0"), ("", 1), ("begin", 1)):
            self.assertEqual(self.sent(self.farid, act, seen).status_code, 303)
        self.assertEqual(self.fresh().number, 1)

    def test_a_delay_is_spread_with_one_consent(self):
        self.drive("begin", at=self.start - timedelta(minutes=25))
        self.sent(self.farid, "spread", 1)
        self.assertEqual(self.fresh().number, 1)
        self.sent(self.farid, "spread", 1, agreed="on")
        planned = self.fresh().state.planned
        self.assertEqual((self.fresh().number, planned[0]), (2, 15))
        self.assertLess(sum(planned), 100)

    def test_a_delay_taken_long_ago_is_still_offered_and_says_what_would_give_it_back(self):
        ago = self.now - timedelta(minutes=30)
        self.drive("begin", at=ago)
        self.drive("next", at=ago + timedelta(minutes=19))
        self.drive("next", at=ago + timedelta(minutes=29))
        self.client.force_login(self.farid)
        page = self.client.get(self.url("run")).content.decode().replace("\u00a0", " ")
        self.assertIn("reprendre 4 minutes sur la suite", page)
        self.assertIn("Consultation : 26 au lieu de 30", page)
        self.sent(self.farid, "spread", 3, agreed="on", minutes="4")
        self.assertEqual(self.fresh().state.planned, (15, 10, 15, 5, 26, 10, 15))
        self.assertNotContains(self.client.get(self.url("run")), "sur la suite")
        self.client.force_login(self.chloe)
        self.assertNotContains(self.client.get(self.url("run")), "sur la suite")

    def test_the_journal_tells_the_beginning_and_the_end_and_no_word(self):
        run = self.drive("begin", "next")
        Capture.write(run, by=self.bruno, at=self.start, text="zqsecret")
        self.drive("end")
        acts = JournalEntry.objects.filter(about_kind="protocol.run").values_list("act", flat=True)
        self.assertEqual(list(acts), ["run-prepared", "run-begun", "run-ended"])
        self.assertFalse(JournalEntry.objects.filter(detail__icontains="zqsecret").exists())

    def test_each_screen_says_who_speaks_and_what_one_is_there(self):
        self.chloe_in.listen(True)
        self.drive("begin", "next")
        shown = {self.bruno: "La parole est à vous", self.farid: "vous animez", self.chloe: "vous écoutez"}
        for person, words in shown.items():
            self.client.force_login(person)
            page = self.client.get(self.url("run")).content.decode()
            self.assertIn(words, page)
            self.assertEqual(f"La parole\u00a0: {self.bruno.name}" in page, person != self.bruno)
            self.assertNotIn("votre rôle\u00a0: Consultante", page)
        run = self.prepared("retrospective")
        self.drive("begin", "next", run=run)
        self.client.force_login(self.farid)
        self.assertContains(self.client.get(self.url("run", run=run)), "On écrit en silence")

    def test_ending_before_the_last_step_is_asked_for_twice(self):
        self.client.force_login(self.farid)
        self.drive("begin")
        self.assertContains(self.client.get(self.url("run")), "Terminer avant la fin")
        self.drive(*["next"] * 6)
        page = self.client.get(self.url("run"))
        self.assertNotContains(page, "Terminer avant la fin")
        self.assertContains(page, 'id="act-end"')

    def test_consent_goes_round_again(self):
        run = self.prepared("consentement")
        self.drive("begin", *["next"] * 5, run=run)
        self.client.force_login(self.farid)
        self.client.post(self.url("gesture", run=run), {"act": "again", "seen": 6})
        self.assertEqual((self.fresh(run).state.step, self.fresh(run).state.again), (4, 1))

    def test_the_wheel_is_given_and_taken_when_nobody_has_it(self):
        self.client.force_login(self.chloe)
        self.assertEqual(self.client.post(self.url("wheel")).status_code, 403)
        self.farid_in.go_out(at=self.start)
        self.assertEqual(self.client.post(self.url("wheel")).status_code, 303)
        self.assertTrue(Participant.objects.get(pk=self.chloe_in.pk).drives)


class PlaceTest(Room, TestCase):
    def place(self, person, what):
        self.client.force_login(person)
        return self.client.post(self.url("place"), {"what": what})

    def test_listening_and_hands_are_wiped_at_the_end(self):
        self.drive("begin")
        self.place(self.chloe, "listen")
        self.place(self.bruno, "ask")
        self.assertTrue(Participant.objects.get(pk=self.chloe_in.pk).listens)
        self.assertIsNotNone(Participant.objects.get(pk=self.bruno_in.pk).asked_at)
        self.drive("end")
        rows = Participant.objects.filter(run=self.run_made)
        self.assertEqual(set(rows.values_list("listens", "asked_at")), {(False, None)})

    def test_passing_is_speaking_on_for_everybody_and_leaves_no_trace(self):
        self.drive("begin")
        self.bruno_in.run = self.fresh()
        self.bruno_in.take_floor()
        lines = LogLine.objects.count(), JournalEntry.objects.count()
        self.client.force_login(self.bruno)
        self.client.post(self.url("floor"))
        self.assertEqual(self.fresh().floor, self.chloe_in.pk)
        self.assertEqual((LogLine.objects.count(), JournalEntry.objects.count()), lines)
        self.client.force_login(self.chloe)
        self.client.post(self.url("floor"))
        self.assertIsNone(self.fresh().floor)

    def test_a_round_goes_past_who_only_listens(self):
        self.drive("begin")
        self.place(self.bruno, "listen")
        self.farid_in.run = self.fresh()
        self.farid_in.take_floor()
        self.client.force_login(self.farid)
        self.client.post(self.url("floor"))
        self.assertEqual(self.fresh().floor, self.chloe_in.pk)

    def test_roles_are_taken_given_and_drawn(self):
        self.client.force_login(self.chloe)
        refused = self.client.post(self.url("role"), {"who": self.bruno_in.key, "role": "consultant"})
        self.assertEqual(refused.status_code, 403)
        self.client.post(self.url("role"), {"role": "client"})
        self.assertEqual(self.fresh().owner, self.chloe)
        self.assertEqual(Participant.objects.get(pk=self.bruno_in.pk).role, "")
        self.client.force_login(self.farid)
        self.client.post(self.url("choosing"), {"how": "draw"})
        self.assertIn(self.fresh().owner, (self.farid, self.bruno, self.chloe))
        self.assertEqual(Participant.objects.filter(run=self.run_made, role="client").count(), 1)

    def test_trios_turn(self):
        run = self.prepared("troika")
        for person in (self.bruno, self.chloe):
            Participant.come_in(run, person, at=self.start)
        self.client.force_login(self.farid)
        self.client.post(self.url("grouping", run=run), {"seen": 0})
        self.drive("begin", "next", run=run)
        clients = []
        for _turn in range(3):
            spoken = {}
            for person in (self.farid, self.bruno, self.chloe):
                self.client.force_login(person)
                spoken[person.pk] = "en deux minutes" in self.client.get(self.url("screen", run=run)).content.decode()
            self.assertEqual(list(spoken.values()).count(True), 1)
            clients += [pk for pk, speaks in spoken.items() if speaks]
            self.drive("next", "next", "next", "next", run=run)
        self.assertEqual(len(set(clients)), 3)


class VoteTest(Room, TestCase):
    def test_nothing_shows_before_everyone_has_said(self):
        run = self.prepared("consentement")
        Participant.come_in(run, self.bruno, at=self.start)
        self.drive("begin", *["next"] * 4, run=run)
        shown = []
        for person in (self.farid, self.bruno):
            self.client.force_login(person)
            self.client.post(self.url("voting", run=run), {"choice": "2"})
            page = self.client.get(self.url("screen", run=run)).content.decode()
            shown.append("<b>2</b>" in page)
        self.assertEqual(shown, [False, True])
        self.assertEqual(Vote.objects.visible_to(ALL).filter(run=run).count(), 2)
        self.drive("end", run=run)
        self.assertEqual(Vote.objects.visible_to(ALL).filter(run=run).count(), 0)

    def test_choosing_again_replaces_and_odd_choices_are_nobodys(self):
        run = self.prepared("consentement")
        Participant.come_in(run, self.bruno, at=self.start)
        self.drive("begin", *["next"] * 4, run=run)
        self.client.force_login(self.bruno)
        for choice in ("0", "1", "77", "\0", "x" * 900):
            self.client.post(self.url("voting", run=run), {"choice": choice})
        self.assertEqual(list(Vote.objects.visible_to(ALL).filter(run=run).values_list("choice", flat=True)), [])
        self.client.post(self.url("voting", run=run), {"choice": ["1", "0"]})
        self.assertEqual(list(Vote.objects.visible_to(ALL).filter(run=run).values_list("choice", flat=True)), ["1"])


class StreamRightsTest(Room, TestCase):
    def listeners(self):
        from terreau.spine import live

        return live.kinds["run"].listeners([self.run_made.pk])[self.run_made.pk]

    def test_who_may_listen_follows_room_and_community(self):
        self.assertEqual(self.listeners(), {self.farid.pk, self.bruno.pk, self.chloe.pk})
        self.chloe_in.go_out(at=self.start)
        self.membership_of(self.bruno).leave(at=self.start)
        self.assertEqual(self.listeners(), {self.farid.pk})

    def test_the_channel_says_numbers_and_only_in_the_room(self):
        for person, status in ((self.dan, 404), (self.ines, 404), (self.bruno, 200)):
            self.client.force_login(person)
            self.assertEqual(self.client.get(self.url("channel")).status_code, status)
        self.assertEqual(self.client.get(self.url("channel")).content, b"")

    def test_each_change_has_the_next_number(self):
        before = self.fresh().pulse
        self.drive("begin", "next", "pause", "resume")
        self.assertEqual(self.fresh().pulse, before + 4)
        self.assertEqual(Run.objects.visible_to(ALL).get(pk=self.run_made.pk).number, 4)
