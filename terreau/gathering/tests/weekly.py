"""A weekly series over three changes of the clock, with everything that may happen to a date, and its feeds."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from terreau.community.viewer import Viewer
from terreau.gathering.models import CalendarFeed, Gathering, QuietPeriod, Series
from terreau.gathering.occasions import occasions
from tests.cast import Cast

TORONTO = ZoneInfo("America/Toronto")
AFTER, BEFORE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 6, 1, tzinfo=UTC)


class Weekly(Cast):
    """A weekly series over three changes of the clock, with everything that may happen to a date."""

    lived_on = datetime(2026, 11, 22, 12, tzinfo=UTC)  # a feed holds what is near the day it is read

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.series = Series.call(
            cls.bakers, by=cls.amina, at=cls.then, rule="FREQ=WEEKLY;BYDAY=TU", first_local=datetime(2026, 1, 6, 12, 15),
            title="Le mardi du levain, à midi", minutes=60, intention="Pétrir, parler; puis goûter.", place="Salle B-204",
            link="https://visio.example.org/levain",
        )  # fmt: skip
        cls.at = cls.then

    def date(self, day: date) -> Gathering:
        return Gathering.untouched(self.series, day, self.series.moment_of(day))

    def feed(self, person=None, **scope) -> CalendarFeed:
        return CalendarFeed.get(person or self.bruno, at=self.then, **scope)

    def get(self, feed, **headers):
        return self.client.get(reverse("gathering:feed", args=[feed.token]), headers=headers)

    def lines(self, feed) -> str:
        answer = self.get(feed)
        self.assertEqual((answer.status_code, answer["Content-Type"]), (200, "text/calendar; charset=utf-8"))
        return answer.content.decode()

    def ours(self, person=None) -> list[datetime]:
        found = occasions(Viewer(person or self.bruno), self.bakers, AFTER, BEFORE)
        return sorted(one.starts_at.astimezone(UTC) for one in found if one.cancelled_at is None)

    def change_everything(self):
        QuietPeriod.announce(
            self.bakers, name="L’été", from_day=date(2026, 6, 24), to_day=date(2026, 8, 30), by=self.amina, at=self.at
        )
        self.date(date(2026, 3, 10)).move(datetime(2026, 3, 11, 20, 0, tzinfo=UTC), by=self.amina, at=self.at)
        self.date(date(2026, 11, 3)).cancel(by=self.amina, at=self.at, why="La salle est prise.")
        self.date(date(2026, 7, 7)).describe(by=self.amina, at=self.at, title="Pique-nique")
        self.date(date(2027, 3, 16)).answer("here", person=self.chloe, at=self.at)
        self.date(date(2026, 4, 14)).describe(by=self.amina, at=self.at, minutes=150, place="Chez Bruno")
        Gathering.call(
            self.bakers,
            by=self.amina,
            at=self.at,
            starts_at=datetime(2026, 11, 1, 6, 30, tzinfo=UTC),
            title="La nuit du four",
        )
