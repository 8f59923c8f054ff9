"""Being at a gathering counts as presence on the day it took place."""

from datetime import timedelta

from django.test import TestCase

from terreau.gathering.models import Gathering, note_who_came, set_agenda
from terreau.lifecycle.models import MemberDay
from terreau.spine.worker import follow_all
from tests.cast import Cast


class Counted(Cast, TestCase):
    def days(self, person) -> list[tuple]:
        rows = MemberDay.objects.filter(participant__person=person).values_list("day", "contributions", "presences")
        return list(rows)

    def test_who_came_is_present_who_carried_a_step_gave_something(self):
        was = self.now - timedelta(days=9)
        made = Gathering.call(self.bakers, by=self.amina, at=self.then, starts_at=was, title="La fournée")
        set_agenda(made, [{"title": "Récit", "carrier": self.chloe}], by=self.amina, at=self.then)
        note_who_came(made, people=[self.bruno, self.chloe], by=self.amina, at=self.now)
        follow_all(self.now)
        day = was.astimezone(self.bakers.zone).date()
        self.assertEqual(self.days(self.bruno), [(day, 0, 1)])
        self.assertEqual(self.days(self.chloe), [(day, 1, 1)])
        note_who_came(made, people=[self.chloe], by=self.amina, at=self.now + timedelta(minutes=1))
        follow_all(self.now + timedelta(minutes=1))
        self.assertEqual(self.days(self.bruno), [])
