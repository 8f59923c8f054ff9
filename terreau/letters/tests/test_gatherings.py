"""Letters about gatherings: who gets one, what their calendar reads in it, and what no longer holds."""

from datetime import datetime, timedelta

import icalendar
from django.test import TestCase

from terreau.gathering.models import Gathering, Guest, Series, SeriesAnswer
from terreau.people.models import Person

from .mailing import DAY, HOUR, Mailing

DAYS = timedelta(days=1)
DAILY = Person.Rhythm.DAILY


def calendar_of(message) -> tuple[str, icalendar.Calendar]:
    """The method that the message announces, and the calendar it carries."""
    (part,) = (one for one in message.message().walk() if one.get_content_type() == "text/calendar")
    return part.get_param("method"), icalendar.Calendar.from_ical(part.get_payload(decode=True))


class Lettered(Mailing, TestCase):
    def setUp(self):
        super().setUp()
        for person in (self.bruno, self.chloe):
            self.set_rhythm(person, DAILY)

    def call(self, **fields) -> Gathering:
        words = {"title": "Atelier levain", "intention": "Pétrir à la main.", "place": "Salle B-204", **fields}
        return Gathering.call(self.bakers, by=self.amina, at=DAY, starts_at=DAY + 7 * DAYS, **words)

    def to(self, letters) -> list[str]:
        return sorted(letter.to[0] for letter in letters)


class Called(Lettered):
    def test_to_members_who_wish_mail_each_day_and_nobody_else(self):
        self.call()
        letters = self.work()
        self.assertEqual(self.to(letters), ["bruno@example.org", "chloe@example.org"])
        self.assertEqual(letters[0].subject, "Atelier levain, dans Boulange de quartier")
        self.assertEqual(self.work(DAY + HOUR), [])

    def test_their_calendar_reads_it_and_sees_nobody_else(self):
        made = self.call()
        letter = next(one for one in self.work() if one.to == ["bruno@example.org"])
        method, calendar = calendar_of(letter)
        (event,) = calendar.walk("VEVENT")
        self.assertEqual((method, str(calendar["METHOD"]), str(event["UID"])), ("REQUEST", "REQUEST", made.uid))
        self.assertEqual(event["DTSTART"].dt, DAY + 7 * DAYS)
        self.assertEqual(
            (str(event["ATTENDEE"]), event["ATTENDEE"].params["PARTSTAT"]), ("mailto:bruno@example.org", "NEEDS-ACTION")
        )
        raw = letter.message().as_string()
        for address in ("chloe@example.org", "amina@example.org"):
            self.assertNotIn(address, raw)
        self.assertIn("Pétrir à la main.", letter.body)
        self.assertIn("Salle B-204", letter.body)

    def test_a_series_is_one_invitation(self):
        made = Series.call(
            self.bakers,
            by=self.amina,
            at=DAY,
            rule="FREQ=WEEKLY;COUNT=9",
            first_local=datetime(2026, 12, 8, 12),
            title="Mardis",
        )
        letter = next(one for one in self.work() if one.to == ["bruno@example.org"])
        _method, calendar = calendar_of(letter)
        (event,) = calendar.walk("VEVENT")
        self.assertEqual((str(event["UID"]), event["RRULE"].to_ical()), (made.uid, b"FREQ=WEEKLY;COUNT=9"))

    def test_of_a_private_circle_only_to_those_who_sit_in_it(self):
        self.call(circle=self.ovens)
        self.assertEqual(self.to(self.work()), ["bruno@example.org"])

    def test_not_once_it_is_cancelled_past_or_without_trace(self):
        self.call().cancel(by=self.amina, at=DAY)
        self.call(kind="cafe")
        self.assertEqual(self.work(), [])

    def test_it_counts_in_the_budget(self):
        for turn in range(4):
            self.call(title=f"Rencontre {turn}")
        self.assertEqual(self.to(self.work()), ["bruno@example.org"] * 2 + ["chloe@example.org"] * 2)

    def test_it_waits_for_the_morning(self):
        self.call()
        night = DAY + 12 * HOUR
        self.assertEqual(self.work(night), [])
        self.assertEqual(len(self.work(DAY + 24 * HOUR)), 2)


class Changed(Lettered):
    def setUp(self):
        super().setUp()
        self.made = self.call()
        self.made.answer("here", person=self.bruno, at=DAY)
        self.made.answer("not", person=self.chloe, at=DAY)
        Guest.invite(self.made, name="Léa", email="lea@example.net", by=self.bruno, at=DAY)
        self.work()

    def test_cancelled_it_reaches_those_who_come_and_guests_even_by_night(self):
        self.made.cancel(by=self.amina, at=DAY, why="Le four est froid.")
        letters = self.work(DAY + 12 * HOUR)
        self.assertEqual(self.to(letters), ["bruno@example.org", "lea@example.net"])
        for letter in letters:
            method, calendar = calendar_of(letter)
            (event,) = calendar.walk("VEVENT")
            self.assertEqual((method, str(event["STATUS"]), int(event["SEQUENCE"])), ("CANCEL", "CANCELLED", 1))
            self.assertIn("Le four est froid.", letter.body)

    def test_moved_it_says_the_new_day(self):
        self.made.move(DAY + 9 * DAYS, by=self.amina, at=DAY)
        letter = next(one for one in self.work() if one.to == ["bruno@example.org"])
        method, calendar = calendar_of(letter)
        (event,) = calendar.walk("VEVENT")
        self.assertEqual(
            (method, event["DTSTART"].dt, event["ATTENDEE"].params["PARTSTAT"]), ("REQUEST", DAY + 9 * DAYS, "ACCEPTED")
        )
        self.assertIn("vendredi 11 décembre", letter.body.replace("\u00a0", " "))

    def test_cancelled_and_restored_before_anything_left_sends_only_what_holds(self):
        self.made.cancel(by=self.amina, at=DAY)
        self.made.restore(by=self.amina, at=DAY)
        self.assertEqual({one.subject for one in self.work()}, {"La rencontre a bien lieu\u00a0: Atelier levain"})

    def test_who_left_since_gets_nothing(self):
        self.membership_of(self.bruno).leave(at=DAY)
        self.work()
        self.made.cancel(by=self.amina, at=DAY)
        self.assertEqual(self.to(self.work()), ["lea@example.net"])

    def test_a_date_of_a_series_reaches_those_who_joined_it_but_declined_not(self):
        series = Series.call(
            self.bakers,
            by=self.amina,
            at=DAY,
            rule="FREQ=WEEKLY",
            first_local=datetime(2026, 12, 8, 12),
            title="Mardis",
        )
        for person in (self.bruno, self.chloe):
            SeriesAnswer.join(series, person, at=DAY)
        day = datetime(2026, 12, 15).date()
        date = Gathering.untouched(series, day, series.moment_of(day))
        date.answer("not", person=self.chloe, at=DAY)
        self.work()
        date.cancel(by=self.amina, at=DAY)
        letter = self.one()
        (event,) = calendar_of(letter)[1].walk("VEVENT")
        self.assertEqual((letter.to, str(event["UID"])), (["bruno@example.org"], series.uid))
        self.assertEqual(event["RECURRENCE-ID"].dt, series.moment_of(day))

    def test_a_series_ended_is_one_letter(self):
        series = Series.call(
            self.bakers,
            by=self.amina,
            at=DAY,
            rule="FREQ=WEEKLY",
            first_local=datetime(2026, 12, 8, 12),
            title="Mardis",
        )
        SeriesAnswer.join(series, self.bruno, at=DAY)
        day = datetime(2026, 12, 22).date()
        Gathering.untouched(series, day, series.moment_of(day)).answer("online", person=self.bruno, at=DAY)
        self.work()
        series.end(datetime(2026, 12, 15).date(), by=self.amina, at=DAY)
        (event,) = calendar_of(self.one())[1].walk("VEVENT")
        self.assertIn(b"UNTIL=20261216T045959Z", event["RRULE"].to_ical())


class ForGuests(Lettered):
    def test_their_link_and_the_date(self):
        made = self.call()
        self.work()
        guest = Guest.invite(made, name="Léa", email="lea@example.net", by=self.bruno, at=DAY)
        letter = self.one()
        self.assertEqual(letter.to, ["lea@example.net"])
        self.assertIn(guest.token, letter.body)
        method, calendar = calendar_of(letter)
        (event,) = calendar.walk("VEVENT")
        self.assertEqual((method, str(event["ATTENDEE"])), ("REQUEST", "mailto:lea@example.net"))

    def test_withdrawn_before_it_left_it_does_not_leave(self):
        made = self.call()
        self.work()
        Guest.invite(made, name="Léa", email="lea@example.net", by=self.bruno, at=DAY).revoke(by=self.bruno, at=DAY)
        Guest.invite(made, name="Sans adresse", by=self.bruno, at=DAY)
        self.assertEqual(self.work(), [])
