"""What arrivals leave behind them goes: files, what was quoted of them, and who leaves."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from terreau.community.viewer import VISITOR, Viewer
from terreau.files.models import File
from terreau.files.sweeping import sweep
from terreau.memory.clock import forget_abandoned
from terreau.memory.models import Arrival, ArrivalFile, ArrivalProblem, ArrivedRows, AwaitedMail, NamelessAuthor
from terreau.memory.models.arrival import WHY

from .bringing import Bringing
from .test_carrying_mail import ARCHIVE
from .test_carrying_members import LIST


class ForgettingTest(Bringing, TestCase):
    def later(self):
        return timezone.now() + timedelta(days=31)

    def test_a_file_left_there_for_a_month_is_erased(self):
        self.bring("members", liste__csv=LIST)
        self.assertEqual(forget_abandoned(timezone.now() + timedelta(days=3)), 0)
        self.assertEqual(forget_abandoned(self.later()), 1)
        self.assertFalse(Arrival.objects.visible_to(WHY).exists())
        self.assertFalse(File.objects.visible_to(WHY).exists())

    def test_what_came_in_can_still_be_undone(self):
        arrival = self.bring("mbox", a__mbox=ARCHIVE)
        arrival.start(by=self.amina, at=timezone.now())
        self.carry(arrival, seconds=0, turns=1)
        arrival.stop(by=self.amina, at=timezone.now())
        self.assertEqual((forget_abandoned(self.later()), forget_abandoned(self.later())), (1, 0))
        self.assertFalse(File.objects.visible_to(WHY).exists())
        self.assertEqual(self.take_out(arrival)["messages_out"], 4)

    def test_a_waiting_file_is_never_swept(self):
        self.bring("members", liste__csv=LIST)
        self.assertEqual(sweep(timezone.now() + timedelta(days=5))["buried"], 0)
        self.assertEqual(File.objects.visible_to(WHY).get().tombstoned_at, None)

    def test_problems_quote_nobody_after_a_month(self):
        self.let_in(self.bring("members", liste__csv=LIST))
        forget_abandoned(self.later())
        self.assertFalse(ArrivalProblem.objects.visible_to(WHY).exists())

    def test_who_leaves_is_quoted_nowhere(self):
        self.let_in(self.bring("members", liste__csv=LIST))
        quoted = ArrivalProblem.objects.visible_to(WHY).filter(about__address="bruno@example.org")
        self.assertEqual(quoted.count(), 1)
        self.bruno.depart(at=timezone.now(), keep="words")
        self.assertEqual(quoted.count(), 0)
        problem = ArrivalProblem.objects.visible_to(WHY).get(kind="members-already-here")
        self.assertIn("…", problem.said.what)

    def test_an_author_known_by_name_alone_leaves_no_name(self):
        self.let_in(self.bring("mbox", a__mbox=ARCHIVE))
        author = NamelessAuthor.objects.visible_to(WHY).get()
        self.assertEqual(author.name, "zoe")
        author.person.claim(at=timezone.now())
        author.person.depart(at=timezone.now(), keep="nothing")
        self.assertFalse(NamelessAuthor.objects.visible_to(WHY).exists())

    def test_who_brought_it_leaves_it_nameless(self):
        arrival = self.bring("mbox", a__mbox=ARCHIVE)
        Arrival.objects.filter(pk=arrival.pk).update(started_by=self.bruno)
        self.bruno.depart(at=timezone.now(), keep="name")
        self.assertIsNone(self.again(arrival).started_by)

    def test_only_who_looks_after_archives_reads_any_of_it(self):
        self.bring("members", liste__csv=LIST)
        self.let_in(self.bring("mbox", a__mbox=ARCHIVE))
        for model in (Arrival, ArrivalFile, ArrivalProblem, ArrivedRows):
            for person, seen in ((self.amina, True), (self.chloe, False), (self.farid, False), (self.dan, False)):
                with self.subTest(model=model.__name__, person=person):
                    self.assertEqual(model.objects.visible_to(Viewer(person)).exists(), seen)
        for model in (AwaitedMail, NamelessAuthor):
            self.assertFalse(model.objects.visible_to(Viewer(self.amina)).exists())
            self.assertFalse(model.objects.visible_to(VISITOR).exists())
