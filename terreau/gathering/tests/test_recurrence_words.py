"""Rhythms as people say them, in both languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.test import SimpleTestCase
from django.utils import translation

from terreau.gathering.recurrence import expand, read_rule
from terreau.gathering.recurrence_words import choices, sentence


class Said(SimpleTestCase):
    def test_in_both_languages(self):
        for rule, french, english in (
            ("", "une seule fois", "once only"),
            ("FREQ=WEEKLY;BYDAY=TU", "chaque semaine, le mardi", "every week, on Tuesday"),
            (
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
                "toutes les 2 semaines, le lundi et le jeudi",
                "every 2 weeks, on Monday and on Thursday",
            ),
            ("FREQ=MONTHLY;BYDAY=3TU", "chaque mois, le 3e mardi", "every month, on the 3rd Tuesday"),
            (
                "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
                "tous les 2 mois, le dernier vendredi",
                "every 2 months, on the last Friday",
            ),
            ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1", "chaque mois, le 1er mardi", "every month, on the 1st Tuesday"),
            ("FREQ=MONTHLY;BYMONTHDAY=1", "chaque mois, le 1er", "every month, on the 1st"),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", "chaque mois, le dernier jour", "every month, on the last day"),
            ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=12", "chaque année, le 12, en juin", "every year, on the 12th, in June"),
            ("FREQ=DAILY;COUNT=5", "chaque jour, 5 fois", "every day, 5 times"),
            ("FREQ=WEEKLY;UNTIL=20270612", "chaque semaine, jusqu’au 12 juin 2027", "every week, until 12 June 2027"),
            (
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                "chaque mois, le dernier jour ouvrable",
                "every month, on the last working day",
            ),
            (
                "FREQ=YEARLY;BYYEARDAY=100",
                "chaque année, selon la règle FREQ=YEARLY;BYYEARDAY=100",
                "every year, by the rule FREQ=YEARLY;BYYEARDAY=100",
            ),
        ):
            with self.subTest(rule=rule):
                with translation.override("fr"):
                    self.assertEqual(sentence(rule).replace("\u00a0", " "), french)
                with translation.override("en"):
                    self.assertEqual(sentence(rule), english)

    def test_every_choice_begins_on_the_first_date(self):
        zone = ZoneInfo("America/Toronto")
        for day in range(1, 32):
            first = datetime(2026, 10, day, 12, 15)
            offered = choices(first)
            self.assertEqual(offered[0][0], "")
            self.assertEqual(len({said for _rule, said in offered}), len(offered))
            for rule, _said in offered[1:]:
                self.assertEqual(read_rule(rule, first, zone).text, rule)
                self.assertEqual(expand(rule, first, zone, limit=1)[0].replace(tzinfo=None), first)

    def test_the_third_and_the_last_tuesday(self):
        third = [rule for rule, _said in choices(datetime(2026, 11, 17, 12))]
        self.assertIn("FREQ=MONTHLY;BYDAY=3TU", third)
        self.assertIn("FREQ=MONTHLY;INTERVAL=2;BYDAY=3TU", third)
        self.assertNotIn("FREQ=MONTHLY;BYDAY=-1TU", third)
        last = [rule for rule, _said in choices(datetime(2026, 12, 29, 12))]
        self.assertIn("FREQ=MONTHLY;BYDAY=-1TU", last)
        self.assertNotIn("FREQ=MONTHLY;BYDAY=5TU", last)
