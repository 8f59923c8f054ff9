"""A calendar comes in once, by the verbs of the gatherings, and goes out again; what is wrong in it is said."""

from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import CommandError, call_command
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from terreau.gathering.models import Gathering, Series, SeriesAnswer
from terreau.memory.models import Arrival
from terreau.memory.models.arrival import WHY
from terreau.spine.models import OutboxRow

from .bringing import Bringing

HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Autre//Agenda//FR\n"


def event(uid: str, start: str, *more: str, title="Levain") -> str:
    return "\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", "DTSTAMP:20260101T000000Z", start, *more, "END:VEVENT", ""]
    )


def calendar(*events: str) -> str:
    return HEAD + "".join(events) + "END:VCALENDAR\n"


WEEKLY = event("s1", "DTSTART;TZID=America/Toronto:20260106T121500", "DTEND;TZID=America/Toronto:20260106T133000",
    "RRULE:FREQ=WEEKLY;BYDAY=TU", "EXDATE;TZID=America/Toronto:20260113T121500", "EXDATE:20260120T171500Z",
    "LOCATION:Salle B-204", "URL:https://visio.example.org/x", "DESCRIPTION:<p>Pétrir</p>", "ATTENDEE:mailto:secret@example.net")  # fmt: skip
MOVED = event(
    "s1",
    "DTSTART;TZID=America/Toronto:20260204T090000",
    "RECURRENCE-ID;TZID=America/Toronto:20260203T121500",
    title="Levain déplacé",
)
GONE = event("s1", "DTSTART:20260210T171500Z", "RECURRENCE-ID:20260210T171500Z", "STATUS:CANCELLED")
SINGLE = event("g1", "DTSTART:20250601T160000Z", "DURATION:PT45M", title="Visite")


class CarryingCalendarTest(Bringing, TestCase):
    def told(self, *events: str) -> Arrival:
        return self.bring("calendar", agenda__ics=calendar(*events))

    def rows(self):
        return [model.objects.visible_to(WHY).count() for model in (Series, Gathering)]

    def test_looking_changes_nothing(self):
        arrival = self.told(WEEKLY, MOVED, GONE, SINGLE)
        self.assertEqual((arrival.state, arrival.total), ("looked", 2))
        self.assertEqual(
            (arrival.findings["series"], arrival.findings["gatherings"], self.problems(arrival)), (1, 1, [])
        )
        self.assertEqual(self.rows(), [0, 0])

    def test_it_comes_in_by_the_verbs_and_writes_to_nobody(self):
        arrival = self.told(WEEKLY, MOVED, GONE, SINGLE)
        OutboxRow.objects.all().delete()
        counts = self.let_in(arrival)
        self.assertEqual((counts["series"], counts["gatherings"]), (1, 1))
        series = Series.objects.visible_to(WHY).get()
        self.assertEqual(
            (series.rule, series.first_local, series.minutes),
            ("FREQ=WEEKLY;BYDAY=TU", datetime(2026, 1, 6, 12, 15), 75),
        )
        self.assertEqual(
            (series.place, series.link, series.intention, series.mode),
            ("Salle B-204", "https://visio.example.org/x", "Pétrir", "hybrid"),
        )
        dates = {row.original_day: row for row in Gathering.objects.visible_to(WHY).filter(series=series)}
        self.assertEqual(
            [day for day, row in sorted(dates.items()) if row.cancelled_at],
            [date(2026, 1, 13), date(2026, 1, 20), date(2026, 2, 10)],
        )
        moved = dates[date(2026, 2, 3)]
        self.assertEqual((moved.starts_at, moved.title), (datetime(2026, 2, 4, 14, 0, tzinfo=UTC), "Levain déplacé"))
        single = Gathering.objects.visible_to(WHY).get(series=None)
        self.assertEqual(
            (single.title, single.minutes, single.starts_at), ("Visite", 45, datetime(2025, 6, 1, 16, tzinfo=UTC))
        )
        self.assertFalse(OutboxRow.objects.filter(follower__contains="letters").exists())

    def test_importing_twice_changes_nothing(self):
        self.let_in(self.told(WEEKLY, MOVED, SINGLE))
        before = self.rows()
        again = self.told(WEEKLY, MOVED, SINGLE, event("g2", "DTSTART:20260701T160000Z"))
        self.assertEqual((again.total, again.findings["already"]), (1, 2))
        counts = self.let_in(again)
        self.assertEqual((counts["already"], counts["gatherings"]), (2, 1))
        self.assertEqual(self.rows(), [before[0], before[1] + 1])

    def test_undone_it_leaves_what_somebody_answered(self):
        arrival = self.told(WEEKLY, SINGLE, event("g2", "DTSTART:20270701T160000Z"))
        self.let_in(arrival)
        SeriesAnswer.join(Series.objects.visible_to(WHY).get(), self.bruno, at=timezone.now())
        self.assertTrue(arrival.undo(by=self.amina, at=timezone.now()))
        self.carry(arrival)
        self.assertEqual(
            (arrival.state, arrival.counts["gatherings_out"], arrival.counts["gatherings_kept"]), ("undone", 2, 1)
        )
        self.assertEqual(self.rows(), [1, 2])  # the series with its two dates left out

    def test_in_a_circle(self):
        self.let_in(self.told(SINGLE), circle=self.ovens.key)
        self.assertEqual(Gathering.objects.visible_to(WHY).get().circle, self.ovens)

    def test_cut_short_it_goes_on(self):
        arrival = self.told(*(event(f"g{n}", f"DTSTART:202606{n % 28 + 1:02d}T160000Z") for n in range(130)))
        arrival.start(by=self.amina, at=timezone.now())
        self.carry(arrival, seconds=0, turns=2)
        self.assertEqual((arrival.done, self.rows()[1]), (100, 100))
        self.carry(arrival)
        self.assertEqual((arrival.state, self.rows()[1]), ("done", 130))


class WrongTest(Bringing, TestCase):
    def problems_of(self, text) -> list[str]:
        arrival = self.bring("calendar", agenda__ics=text)
        self.assertEqual(arrival.state, "looked", arrival.trouble)
        return [kind for kind, _line in self.problems(arrival)]

    def test_each_thing_that_is_wrong(self):
        for kind, text in {
            "calendar-not-one": "Nom;Courriel\nA;b@c.d\n",
            "calendar-empty": calendar(),
            "calendar-too-big": calendar(*(["BEGIN:VEVENT\nEND:VEVENT\n"] * 10_000)),
            "calendar-broken": HEAD + "BEGIN:VEVENT\nDTSTART:hier\nEND:VEVENT\nEND:VCALENDAR\n",
            "calendar-no-start": calendar(event("a", "X-RIEN:1")),
            "calendar-year": calendar(event("a", "DTSTART:02020101T120000Z")),
            "calendar-all-day": calendar(event("a", "DTSTART;VALUE=DATE:20260101")),
            "calendar-cancelled": calendar(event("a", "DTSTART:20260101T120000Z", "STATUS:CANCELLED")),
            "calendar-rule": calendar(
                event("a", "DTSTART:20260101T170000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
            ),
            "calendar-clock": calendar(event("a", "DTSTART:20260102T020000Z", "RRULE:FREQ=WEEKLY;BYDAY=FR")),
            "calendar-twice": calendar(SINGLE, SINGLE),
            "calendar-zone-unknown": calendar(event("a", "DTSTART;TZID=Planète Mars:20260101T120000")),
            "calendar-extra-dates": calendar(event("a", "DTSTART:20260101T170000Z", "RDATE:20260201T170000Z")),
            "calendar-first-off": calendar(event("a", "DTSTART:20260101T170000Z", "RRULE:FREQ=WEEKLY;BYDAY=TU")),
            "calendar-date-lost": calendar(GONE),
        }.items():
            with self.subTest(kind=kind):
                self.assertEqual(self.problems_of(text), [kind])

    def test_one_bad_event_does_not_hold_the_others(self):
        text = calendar(SINGLE, "BEGIN:VEVENT\nDTSTART:hier\nEND:VEVENT\n", WEEKLY, "BEGIN:VEVENT\nUID:x\n")
        arrival = self.bring("calendar", agenda__ics=text)
        self.assertEqual(arrival.total, 2)
        self.assertEqual([kind for kind, _line in self.problems(arrival)], ["calendar-broken", "calendar-broken"])

    def test_known_by_other_names(self):
        for name in ("Eastern Standard Time", "/freeassociation.sourceforge.net/America/Toronto", "America/Toronto"):
            self.assertEqual(self.problems_of(calendar(event("a", f"DTSTART;TZID={name}:20260101T120000"))), [])

    def test_an_unknown_time_zone_is_asked_for(self):
        arrival = self.bring("calendar", agenda__ics=calendar(event("a", "DTSTART;TZID=Chez nous:20260701T120000")))
        self.client.force_login(self.amina)
        page = self.client.get(arrival.get_absolute_url()).content.decode()
        self.assertIn("Chez nous", page)
        address = reverse("memory:columns", args=[self.bakers.slug, arrival.key])
        self.assertEqual(self.client.post(address, {"z0": "Nulle/Part"}).status_code, 422)
        self.assertEqual(self.client.post(address, {"z0": "Europe/Paris"}).status_code, 303)
        self.carry(arrival)
        self.assertEqual(self.problems(arrival), [])
        self.let_in(arrival)
        self.assertEqual(Gathering.objects.visible_to(WHY).get().starts_at, datetime(2026, 7, 1, 10, tzinfo=UTC))

    def test_in_the_browser_from_the_file_to_the_gatherings(self):
        from django.core.files.uploadedfile import SimpleUploadedFile

        self.client.force_login(self.amina)
        brought = SimpleUploadedFile("agenda.ics", calendar(WEEKLY, SINGLE).encode(), "text/calendar")
        answer = self.client.post(
            reverse("memory:bringing", args=[self.bakers.slug, "calendrier"]), {"brought": brought}
        )
        arrival = Arrival.objects.visible_to(WHY).get()
        self.assertEqual((answer.status_code, answer["Location"]), (303, arrival.get_absolute_url()))
        self.carry(arrival)
        page = self.client.get(arrival.get_absolute_url()).content.decode()
        for said in ("Visite", "1 série", "1 rencontre", "chaque semaine, le mardi"):
            self.assertIn(said, page)
        self.client.post(reverse("memory:starting", args=[self.bakers.slug, arrival.key]), {"circle": ""})
        self.carry(arrival)
        self.assertIn("C’est entré", self.client.get(arrival.get_absolute_url()).content.decode())


class CommandTest(Bringing, TestCase):
    def run_it(self, text: str, *options: str) -> str:
        out = StringIO()
        with TemporaryDirectory() as folder:
            path = Path(folder) / "agenda.ics"
            path.write_text(text)
            call_command("import", "calendar", str(path), "--community", "boulange", "--yes", *options, stdout=out)
        return out.getvalue()

    def test_a_dry_run_then_the_real_one_twice(self):
        said = self.run_it(calendar(WEEKLY, SINGLE), "--dry-run")
        self.assertIn("1 série, 1 rencontre", said)
        self.assertEqual(Gathering.objects.visible_to(WHY).count(), 0)
        self.run_it(calendar(WEEKLY, SINGLE))
        before = Gathering.objects.visible_to(WHY).count()
        with self.assertRaises(CommandError):  # nothing of it is left to come in
            self.run_it(calendar(WEEKLY, SINGLE))
        self.assertEqual(Gathering.objects.visible_to(WHY).count(), before)

    def test_a_time_zone_is_said_on_the_command_line(self):
        text = calendar(event("a", "DTSTART;TZID=Chez nous:20260701T120000"))
        self.run_it(text, "--zone", "Chez nous=Europe/Paris")
        self.assertEqual(Gathering.objects.visible_to(WHY).get().starts_at, datetime(2026, 7, 1, 10, tzinfo=UTC))
        with self.assertRaises(CommandError):
            self.run_it(text, "--zone", "Chez nous=Nulle/Part")
