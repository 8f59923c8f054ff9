"""When mail may come, in several time zones and on the days clocks change."""

from datetime import UTC, datetime
from unittest import TestCase
from zoneinfo import ZoneInfo

from terreau.letters import quiet

TORONTO, PARIS = ZoneInfo("America/Toronto"), ZoneInfo("Europe/Paris")


def local(zone, *when):
    return datetime(*when, tzinfo=zone)


class Quiet(TestCase):
    def test_nights_and_weekends_wait(self):
        for asked, opens in (
            ((2026, 12, 2, 7, 0), (2026, 12, 2, 7, 0)),
            ((2026, 12, 2, 18, 59), (2026, 12, 2, 18, 59)),
            ((2026, 12, 2, 19, 0), (2026, 12, 3, 7, 0)),
            ((2026, 12, 2, 6, 59), (2026, 12, 2, 7, 0)),
            ((2026, 12, 4, 20, 0), (2026, 12, 7, 7, 0)),
            ((2026, 12, 5, 12, 0), (2026, 12, 7, 7, 0)),
            ((2026, 12, 6, 3, 0), (2026, 12, 7, 7, 0)),
        ):
            with self.subTest(asked=asked):
                self.assertEqual(quiet.opens_at(local(TORONTO, *asked), TORONTO), local(TORONTO, *opens))

    def test_it_is_the_persons_hour_that_counts(self):
        at = datetime(2026, 12, 2, 20, 0, tzinfo=UTC)
        self.assertEqual(quiet.opens_at(at, TORONTO), at)
        self.assertEqual(quiet.opens_at(at, PARIS), local(PARIS, 2026, 12, 3, 7, 0))

    def test_mornings_keep_to_the_wall_clock_when_clocks_change(self):
        for asked, morning in (
            ((2026, 12, 2, 7, 29), (2026, 12, 2, 7, 30)),
            ((2026, 12, 2, 7, 30), (2026, 12, 3, 7, 30)),
            ((2026, 12, 4, 8, 0), (2026, 12, 7, 7, 30)),
            ((2026, 10, 30, 12, 0), (2026, 11, 2, 7, 30)),
            ((2026, 3, 6, 12, 0), (2026, 3, 9, 7, 30)),
        ):
            with self.subTest(asked=asked):
                found = quiet.next_morning(local(TORONTO, *asked), TORONTO)
                self.assertEqual(found.astimezone(TORONTO), local(TORONTO, *morning))
