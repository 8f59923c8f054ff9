"""What a rhythm that changed keeps: one address, its own words in the form, the last date and the next."""

from datetime import datetime, timedelta

from django.utils import timezone

from terreau.gathering.models import Gathering, Memory, QuietPeriod, Series

from .test_tending import Acts


class GoingOn(Acts):
    def test_joining_and_leaving_answer_as_it_is_now(self):
        client, part = self.as_(self.chloe), {"HX-Request": "true"}
        joined = client.post(self.url("joining", self.weekly.key), {"way": "here"}, headers=part)
        self.assertContains(joined, "Défaire")
        left = client.post(self.url("leaving", self.weekly.key), headers=part)
        self.assertNotContains(left, "Défaire")

    def test_the_address_of_a_series_leads_to_the_one_that_goes_on(self):
        at, first = timezone.now(), self.soon.astimezone(self.bakers.zone).replace(tzinfo=None)
        second = self.weekly.change_rhythm(by=self.amina, at=at, rule="FREQ=WEEKLY;INTERVAL=2", first_local=first)
        third = second.change_rhythm(by=self.amina, at=at, rule="FREQ=MONTHLY", first_local=first)
        answer = self.as_(self.chloe).get(self.weekly.get_absolute_url(), follow=True)
        self.assertEqual(answer.redirect_chain, [(one.get_absolute_url(), 302) for one in (second, third)])
        self.assertEqual(self.as_(self.dan).get(self.weekly.get_absolute_url()).status_code, 404)
        third.end(at.date(), by=self.amina, at=at)
        self.assertContains(self.as_(self.chloe).get(third.get_absolute_url()), "Plus de date")

    def test_a_series_shows_the_last_date_that_took_place(self):
        page, now = self.url("series", self.weekly.key), timezone.now()
        days = [one.astimezone(self.bakers.zone).date() for one in self.weekly.moments(now - timedelta(days=28), now)]
        dates = [Gathering.untouched(self.weekly, day, self.weekly.moment_of(day)) for day in days]
        before, last = (one.get_absolute_url() for one in dates[-2:])
        self.assertContains(self.as_(self.chloe).get(page), f'href="{last}"')  # nobody touched it
        self.assertNotContains(self.client.get(page), "#memory")
        dates[-1].touched(now).cancel(by=self.amina, at=now)
        Memory.publish(dates[-2], by=self.amina, at=now, texts={"fr": {"learnings": "Peser l’eau."}})
        self.assertContains(self.client.get(page), f'href="{before}#memory"')
        self.assertNotContains(self.client.get(page), f'href="{last}"')
        first = self.soon.astimezone(self.bakers.zone).replace(tzinfo=None)
        after = self.weekly.change_rhythm(by=self.amina, at=now, rule="FREQ=MONTHLY", first_local=first)
        self.assertContains(self.client.get(after.get_absolute_url()), f'href="{before}#memory"')

    def test_a_series_says_the_pause_that_its_dates_jump_over(self):
        page, now = self.url("series", self.weekly.key), timezone.now()
        today = now.astimezone(self.bakers.zone).date()
        for name, first in (("Le grand froid", 20), ("Trop loin", 400)):
            from_day = today + timedelta(days=first)
            to_day = from_day + timedelta(days=6)
            QuietPeriod.announce(self.bakers, name=name, from_day=from_day, to_day=to_day, by=self.amina, at=now)
        shown = self.as_(self.chloe).get(page)
        self.assertContains(shown, "Le grand froid")
        self.assertNotContains(shown, "Trop loin")

    def test_the_rhythm_form_opens_on_the_rhythm_it_has(self):
        for rule, name in (("FREQ=WEEKLY", "weekly"), ("FREQ=MONTHLY;BYDAY=-1TU", "last"),
                           ("FREQ=MONTHLY;BYDAY=1TU", "monthly"), ("FREQ=MONTHLY;BYDAY=1TU,3TU", "other"),
                           ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "fortnightly")):  # fmt: skip
            with self.subTest(rule=rule):
                held = Series.call(
                    self.bakers, by=self.amina, at=self.then, rule=rule, first_local=datetime(2026, 1, 6, 12), title="P"
                )
                page = self.as_(self.amina).get(self.url("series-rhythm", held.key))
                self.assertContains(page, f'value="{name}" selected')
                self.assertContains(page, f'value="{rule}"', int(name == "other"))

    def test_a_memory_is_shown_with_the_next_date_there_is(self):
        now, baking = timezone.now(), {"by": self.bruno, "at": self.then}
        entre = Gathering.call(
            self.bakers, starts_at=now - timedelta(days=1), title="Entre", circle=self.ovens, **baking
        )
        page = self.as_(self.bruno).get(self.last.get_absolute_url())  # called outside any series
        self.assertContains(page, self.url("gathering", self.next_handle()))
        self.assertNotContains(page, "Pas encore de date")
        self.assertContains(self.client.get(entre.get_absolute_url()), self.private.get_absolute_url())
        self.private.cancel(by=self.bruno, at=now)
        self.assertContains(self.client.get(entre.get_absolute_url()), self.url("gathering", self.next_handle()))
        at, first = now - timedelta(days=9), self.soon.astimezone(self.bakers.zone).replace(tzinfo=None)
        after = self.weekly.change_rhythm(by=self.amina, at=at, rule="FREQ=MONTHLY", first_local=first)
        was = self.weekly.moments(at, now)[0].astimezone(self.bakers.zone).date()
        page = self.client.get(self.url("gathering", f"{was}-{self.weekly.key}"))
        self.assertContains(page, f"{first.date()}-{after.key}")
