"""Sessions lived at random: pauses, lost networks, killed servers. Screen, log and times always agree with a plain
account kept by hand, and each screen is told each change once."""

import random
import re
from datetime import timedelta
from html import unescape
from unittest import mock

from django.test import Client, TransactionTestCase

from terreau.protocol.models import Capture, LogLine, Participant, Run
from terreau.spine.reading import System

from .lived import House, Ledger, Phone, wait_until
from .room import Room

ALL = System("a test")
STEPS = 2_000
FORMATS = ("codeveloppement", "troika", "consentement", "retrospective", "incident", "balint", "entraide")
WHAT = ["gesture"] * 46 + ["wait"] * 22 + ["late"] * 8 + ["twice"] * 5 + ["say"] * 8 + ["lose"] * 5 + ["back"] * 5
WHAT += ["reload"] * 2 + ["kill"]


class LivedTest(Room, TransactionTestCase):
    """Farid drives from one browser, Bruno and Chloé have a screen each; every server is a new one after a kill."""

    def setUp(self):
        self.setUpTestData()
        self.at = self.start
        for module in ("finding", "views.gestures", "views.writing"):
            patch = mock.patch(f"terreau.protocol.{module}.timezone.now", lambda: self.at)
            patch.start()
            self.addCleanup(patch.stop)
        self.clients = {person: Client() for person in (self.farid, self.bruno, self.chloe)}
        for person, client in self.clients.items():
            client.force_login(person)
        self.house, self.phones, self.done = House(), [], {}
        self.addCleanup(lambda: self.house.kill())

    def test_whatever_happens_all_agree_and_nothing_is_lost_or_told_twice(self):
        self.dice = random.Random(20261122)  # a seed, so that a failure can be seen again
        self.done = dict.fromkeys(WHAT, 0)
        self.open_a_room()
        for turn in range(STEPS):
            what = self.dice.choice(WHAT)
            self.done[what] += 1
            getattr(self, what)()
            self.agree(turn)
            if self.ledger.phase == "ended":
                self.all_heard()
                self.open_a_room()
        self.all_heard()
        self.assertGreater(min(self.done.values()), 10, self.done)

    def test_a_stream_refuses_whom_its_page_refuses_and_ends_for_who_goes_out(self):
        mock.patch("terreau.config.streams.RIGHTS", 0.2).start()
        self.addCleanup(mock.patch.stopall)
        wanted = {self.dan: 404, self.gaston: 404, self.amina: 404, self.ines: 404, self.admin: 404, None: 302}
        phones = {}
        for person, status in {**wanted, self.chloe: 200, self.bruno: 200}.items():
            client = Client()
            if person is not None:
                client.force_login(person)
            phones[person] = Phone(client, self.url("run"), self.url("channel"))
            phones[person].come_back(self.house)
            self.assertTrue(wait_until(lambda one=phones[person]: one.status), person)
            self.assertEqual(phones[person].status, status, person)
        self.chloe_in.go_out(at=self.at)
        self.membership_of(self.bruno).leave(at=self.at)
        for person in (self.chloe, self.bruno):
            self.assertTrue(wait_until(lambda one=phones[person]: one.ended), person)
        before = [len(phone.heard) for phone in phones.values()]
        self.send("begin", 0)
        self.assertEqual([len(phone.heard) for phone in phones.values()], before)

    # ---- what happens ----
    def open_a_room(self):
        for phone in self.phones:
            phone.lose_network()
        run = self.prepared(self.dice.choice(FORMATS))
        for person in (self.bruno, self.chloe):
            Participant.come_in(run, person, at=self.at)
        self.run_made, self.ledger = run, Ledger([step.minutes for step in run.format.steps])
        self.phones = [Phone(self.clients[person], self.url("run"), self.url("channel")) for person in self.clients]
        for phone in self.phones:
            phone.open(self.house)

    def gesture(self):
        """Farid makes one that means something; the end is rare, so that sessions last."""
        acts = self.ledger.possible() - {"reveal", "group"}
        act = self.dice.choice(sorted(acts))
        if act == "end" and self.dice.random() < 0.85:
            act = "add" if "add" in acts else act
        self.send(act, len(self.ledger.log))
        self.ledger.note(act, self.at, back_to=self.goes_back_to())

    def goes_back_to(self) -> int:
        again = self.run_made.format.steps[self.ledger.step].again
        return again - 1 if again else self.ledger.step

    def send(self, act: str, seen: int) -> None:
        """Now and then through the whole form, else by the verb behind it: always on what is written, and no more."""
        if self.done and self.dice.random() < 0.9:
            now = Run.objects.select_related("community").get(pk=self.run_made.pk)
            value = {"step": self.goes_back_to()} if act == "again" else {}
            now.gesture(act, by=self.farid, at=self.at, seen=seen, **value)
            return
        said = {"act": act, "seen": seen, "agreed": "on"}
        answer = self.clients[self.farid].post(self.url("gesture"), said, headers={"HX-Request": "true"})
        self.assertEqual(answer.status_code, 200)

    def wait(self):
        self.at += timedelta(seconds=self.dice.choice((0, 1, 7, 45, 200, 700)))

    def late(self):
        """Somebody's click who saw an older screen."""
        seen = len(self.ledger.log) - self.dice.randint(1, 3)
        if seen >= 0:
            self.send(self.dice.choice(("next", "back", "add", "pause", "end")), seen)

    def twice(self):
        """The same form, sent again by an impatient finger."""
        seen = len(self.ledger.log)
        if self.ledger.phase == "running" and self.ledger.step < len(self.ledger.planned) - 1:
            self.send("next", seen)
            self.send("next", seen)
            self.ledger.note("next", self.at)

    def say(self):
        """Words sent twice by a bad network, written once."""
        person = self.dice.choice((self.bruno, self.chloe))
        text = f"mot {len(self.ledger.words)}"
        said = {"text": text, "step": self.ledger.step, "form_key": f"f{len(self.ledger.words)}"}
        for _time in range(2):
            status = self.clients[person].post(self.url("saying"), said, headers={"HX-Request": "true"}).status_code
        if status == 200:
            self.ledger.words.append((person.pk, text))

    def lose(self):
        self.dice.choice(self.phones).lose_network()

    def back(self):
        for phone in self.phones:
            phone.come_back(self.house)

    def reload(self):
        at = self.dice.randrange(len(self.phones))
        self.phones[at].lose_network()
        self.phones[at] = Phone(self.phones[at].client, self.url("run"), self.url("channel"))
        self.phones[at].open(self.house)

    def kill(self):
        """The server goes in mid-step, with changes made elsewhere meanwhile; another one starts on what is written."""
        self.house.kill()
        for _change in range(self.dice.randint(0, 3)):
            if self.ledger.phase != "ended":
                self.gesture()
        self.house = House()
        self.back()

    # ---- what must be true ----
    def agree(self, turn: int):
        run = Run.objects.visible_to(ALL).get(pk=self.run_made.pk)
        if turn % 10 == 0:
            lines = LogLine.objects.visible_to(ALL).filter(run=run).order_by("number")
            self.assertEqual(list(lines.values_list("number", "act", "at")), self.ledger.log)
        self.assertEqual((run.number, run.begun_at, run.ended_at), self.ledger.ends())
        state = run.state
        self.assertEqual((state.phase, state.step, list(state.planned)), self.ledger.place())
        self.assertEqual(
            [state.elapsed(self.at, step) for step in range(len(state.planned))], self.ledger.times(self.at)
        )
        for phone in self.phones:
            phone.told_each_once()
            if phone.missing(run.pulse) > 40:
                phone.come_back(self.house)
        if turn % 25 == 0 and state.phase != "ended":
            self.screens_agree()
        if turn % 100 == 0:
            self.all_heard()

    def screens_agree(self):
        for client in self.clients.values():
            page = unescape(client.get(self.url("screen"), headers={"HX-Request": "true"}).content.decode())
            place = re.search(r"Étape (\d+) sur (\d+)", page)
            words = re.search(r'role="timer"[^>]*><b>([^<]*)</b>', page)
            shown = (int(place[1]), int(place[2]), words[1].replace("\u00a0", " ")) if place and words else None
            self.assertEqual(shown, self.ledger.shown(self.at))

    def all_heard(self):
        """Once every network is back, every screen has been told everything there was, each thing once."""
        self.back()
        pulse = Run.objects.visible_to(ALL).get(pk=self.run_made.pk).pulse
        for phone in self.phones:
            self.assertTrue(wait_until(lambda phone=phone: phone.missing(pulse) == 0), (phone.heard[-3:], pulse))
            phone.told_each_once()
        rows = Capture.objects.visible_to(ALL).filter(run=self.run_made).order_by("pk")
        self.assertEqual(list(rows.values_list("author_id", "text")), self.ledger.words)
