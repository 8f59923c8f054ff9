import re
from datetime import date, datetime, time, timedelta
from urllib.parse import quote

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from terreau.gathering.models import Gathering, Presence, QuietPeriod, Series, SeriesAnswer
from tests.cast import Cast


class Pages(Cast, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.soon = timezone.now().replace(second=0, microsecond=0) + timedelta(days=4)
        first = cls.soon.astimezone(cls.bakers.zone).replace(tzinfo=None)
        cls.weekly = Series.call(
            cls.bakers, by=cls.amina, at=cls.then, rule="FREQ=WEEKLY", first_local=first - timedelta(days=70),
            kind="plenary", title="La fournée", promised=True,
        )  # fmt: skip
        cls.visit = Gathering.call(
            cls.bakers, by=cls.bruno, at=cls.then, starts_at=cls.soon + timedelta(days=1), title="Visite du moulin",
            kind="visit", mode="here", capacity=2,
        )  # fmt: skip
        cls.private = Gathering.call(
            cls.bakers, by=cls.bruno, at=cls.then - timedelta(hours=1), starts_at=cls.soon, title="Entre fours",
            circle=cls.ovens,
        )  # fmt: skip

    def url(self, name, *args):
        return reverse(f"gathering:{name}", args=[self.bakers.slug, *args])

    def as_(self, person):
        self.client.force_login(person)
        return self.client

    def next_handle(self) -> str:
        day = self.soon.astimezone(self.bakers.zone).date()
        return f"{day}-{self.weekly.key}"


class Reading(Pages):
    def test_who_may_read(self):
        pages = [self.url("gatherings"), self.url("series", self.weekly.key), self.url("gathering", self.visit.key),
                 self.url("gathering", self.next_handle()), self.url("past")]  # fmt: skip
        for page in pages:
            for person, status in ((self.dan, 404), (self.chloe, 200), (self.amina, 200)):
                with self.subTest(page=page, person=person):
                    self.assertEqual(self.as_(person).get(page).status_code, status)

    def test_a_series_goes_to_one_s_calendar(self):
        ics = self.url("series-ics", self.weekly.key)
        self.assertContains(self.as_(self.chloe).get(self.url("series", self.weekly.key)), f'href="{ics}"')
        self.assertEqual(self.client.get(ics)["Content-Type"], "text/calendar; charset=utf-8")

    def test_a_private_circle_s_gathering_is_for_those_who_sit_there(self):
        page = self.url("gathering", self.private.key)
        for person, status in ((self.dan, 404), (self.chloe, 404), (self.bruno, 200), (self.gaston, 200)):
            with self.subTest(person=person):
                self.assertEqual(self.as_(person).get(page).status_code, status)
        self.assertNotContains(self.as_(self.chloe).get(self.url("gatherings")), "Entre fours")

    def test_addresses_that_cannot_be_lead_nowhere(self):
        day = self.soon.date() + timedelta(days=3)
        for handle in ("rien", f"{day}-{self.weekly.key}", f"2026-13-45-{self.weekly.key}", "x" * 400):
            with self.subTest(handle=handle):
                self.assertEqual(self.as_(self.chloe).get(self.url("gathering", quote(handle))).status_code, 404)


class Listing(Pages):
    def test_dates_beyond_the_first_ones_are_folded_not_lost(self):
        page = self.as_(self.chloe).get(self.url("gatherings"))
        ahead, later = page.content.decode().split("<summary>Plus tard</summary>", 1)
        self.assertEqual(ahead.count("date__day"), 6)
        self.assertEqual(later.count("date__day"), 12)

    def test_what_is_for_the_door_goes_with_the_day(self):
        ahead = self.as_(self.bruno).get(self.url("gathering", self.visit.key))
        self.assertContains(ahead, "arrivee/affiche/")
        Gathering.objects.filter(pk=self.visit.pk).update(starts_at=self.then)
        self.assertNotContains(self.client.get(self.url("gathering", self.visit.key)), "arrivee/affiche/")


class Ahead(Pages):
    def test_what_is_not_written_yet_is_said_and_offered_to_who_prepares(self):
        page = self.url("gathering", self.private.key)
        Gathering.objects.filter(pk=self.private.pk).update(mode="hybrid")
        self.assertContains(self.as_(self.bruno).get(page), "Pourquoi venir")
        self.assertContains(self.client.get(page), "Le lien paraîtra ici.")
        self.assertContains(self.client.get(page), ">Le donner</a>")
        self.assertContains(self.as_(self.gaston).get(page), "Le lien paraîtra ici.")
        self.assertNotContains(self.client.get(page), ">Le donner</a>")
        self.assertNotContains(self.client.get(page), "Pourquoi venir")

    def test_a_pause_is_said_where_it_falls_among_the_dates(self):
        first = self.soon.astimezone(self.bakers.zone).date()
        days = {"from_day": first + timedelta(days=5), "to_day": first + timedelta(days=9)}
        QuietPeriod.announce(self.bakers, name="Relâche", by=self.amina, at=self.then, **days)
        page = self.as_(self.chloe).get(self.url("series", self.weekly.key)).content.decode()
        self.assertEqual(page.split("Relâche.")[0].count('class="date__day"'), 1)
        self.assertEqual(page.count("Relâche."), 1)

    def test_a_gap_in_the_palette_leads_on(self):
        self.assertContains(self.as_(self.chloe).get(self.url("palette")), "nouvelle/")


class Answering(Pages):
    def test_what_was_pressed_is_still_there_to_go_on_from(self):
        """The part that answers holds the same ids: whoever goes by keyboard stays where they were."""
        client, part = self.as_(self.chloe), {"HX-Request": "true"}
        page, series = self.url("presence", self.visit.key), self.weekly.key
        self.assertContains(client.post(page, {"answer": "here"}, headers=part), 'id="answer-here"')
        self.assertContains(client.post(page, {"answer": ""}, headers=part), "autofocus", 1)
        joined = client.post(self.url("joining", series), {"way": "here"}, headers=part)
        self.assertContains(joined, 'id="way-here"')
        self.assertContains(joined, "Vous suivez la série")
        self.assertContains(client.post(self.url("leaving", series), headers=part), "autofocus", 1)

    def test_choosing_is_sending_and_undo_is_offered(self):
        client, page = self.as_(self.chloe), self.url("presence", self.visit.key)
        answer = client.post(page, {"answer": "here"}, headers={"HX-Request": "true"})
        self.assertContains(answer, "Défaire")
        self.assertEqual(Presence.objects.get().answer, "here")
        client.post(page, {"answer": "here"})
        self.assertEqual(Presence.objects.count(), 1)
        self.assertRedirects(
            client.post(page, {"answer": ""}), self.visit.get_absolute_url() + "#presence", status_code=303
        )
        self.assertEqual(Presence.objects.count(), 0)

    def test_one_newcomer_among_the_people_who_come_is_said_as_a_person(self):
        self.as_(self.ines).post(self.url("presence", self.visit.key), {"answer": "here"})
        page = self.as_(self.bruno).get(self.visit.get_absolute_url())
        self.assertContains(page, ", dont une depuis peu dans la communauté")

    def test_who_may_answer(self):
        page = self.url("presence", self.visit.key)
        for person, status in ((self.dan, 404), (self.gaston, 404), (self.chloe, 303)):
            with self.subTest(person=person):
                self.assertEqual(self.as_(person).post(page, {"answer": "here"}).status_code, status)

    def test_a_refusal_is_seen_by_nobody(self):
        self.as_(self.chloe).post(self.url("presence", self.next_handle()), {"answer": "not"})
        for person in (self.amina, self.bruno):
            page = self.as_(person).get(self.url("gathering", self.next_handle()))
            self.assertNotContains(page, "Chloé")

    def test_a_series_is_joined_once_and_one_date_declined(self):
        client = self.as_(self.chloe)
        client.post(self.url("joining", self.weekly.key), {"way": "here"})
        client.post(self.url("presence", self.next_handle()), {"answer": "not"})
        page = client.get(self.url("series", self.weekly.key))
        self.assertContains(page, "pas cette fois</p>", 1)
        self.assertContains(page, "vous venez</p>", 7)
        client.post(self.url("leaving", self.weekly.key))
        self.assertEqual(SeriesAnswer.objects.filter(left_at=None).count(), 0)

    def test_the_label_of_the_home_page_takes_the_answer(self):
        home = self.as_(self.chloe).get(reverse("community:home", args=["boulange"]))
        self.assertContains(home, "Prochaine rencontre")
        self.assertContains(home, self.url("presence", self.next_handle()))


class Calling(Pages):
    words = {"title": "Essais de levain", "day": "", "hour": "12:15"}

    def test_three_things_are_enough(self):
        day = timezone.now().astimezone(self.bakers.zone).date() + timedelta(days=9)
        answer = self.as_(self.chloe).post(self.url("call"), {**self.words, "day": f"{day}"})
        made = Gathering.objects.get(title="Essais de levain")
        self.assertRedirects(answer, made.get_absolute_url(), status_code=303)
        self.assertEqual((made.minutes, made.local_start.hour, made.called_by), (120, 12, self.chloe))

    def test_last_time_is_spoken_of_where_there_was_one(self):
        form = self.as_(self.chloe).get(self.url("call"))
        self.assertNotContains(form, "comme la dernière fois")
        self.assertContains(form, "Une règle écrite")
        self.test_three_things_are_enough()
        self.assertContains(self.as_(self.chloe).get(self.url("call")), "comme la dernière fois")

    def test_what_cannot_be_is_refused_where_it_was_typed(self):
        far = {**self.words, "day": "9999-12-31"}
        for said in ({**self.words, "day": "hier"}, far, {**far, "title": "a\0b"}, {**self.words, "day": "2001-01-01"},
                     {**far, "rhythm": "other", "rule": "FREQ=SECONDLY"}, {**far, "capacity": "-4"}):  # fmt: skip
            with self.subTest(said=said):
                answer = self.as_(self.chloe).post(self.url("call"), said)
                self.assertEqual(answer.status_code, 422)
                self.assertContains(answer, "field__error", status_code=422)

    def test_an_hour_that_does_not_exist_that_night_is_said(self):
        night = datetime(timezone.now().year + 1, 3, 14, 2, 30)
        while night.astimezone(self.bakers.zone).dst() and night.day > 8:
            night -= timedelta(days=1)
        sunday = next(d for d in range(8, 15) if night.replace(day=d).weekday() == 6)
        answer = self.as_(self.chloe).post(
            self.url("call"), {"title": "Nuit", "day": f"{night.replace(day=sunday):%Y-%m-%d}", "hour": "02:30"}
        )
        self.assertContains(answer, "n’existe pas cette nuit-là", status_code=422)

    def test_a_rhythm_makes_a_series_and_no_date(self):
        day = timezone.now().astimezone(self.bakers.zone).date() + timedelta(days=9)
        before = Gathering.objects.count()
        self.as_(self.chloe).post(self.url("call"), {**self.words, "day": f"{day}", "rhythm": "monthly"})
        self.assertTrue(Series.objects.get(title="Essais de levain").rule.startswith("FREQ=MONTHLY"))
        self.assertEqual(Gathering.objects.count(), before)

    def test_the_form_is_as_last_time(self):
        page = self.as_(self.bruno).get(self.url("call"))
        self.assertContains(page, 'value="visit" selected')

    def test_the_day_it_proposes_is_free_and_no_pause(self):
        call, named = self.url("call"), re.compile(r'name="day"[^>]*value="([^"]+)"')
        first = date.fromisoformat(named.search(self.as_(self.bruno).get(call).content.decode())[1])
        there = datetime.combine(first, time(18), self.bakers.zone)
        Gathering.call(self.bakers, by=self.amina, at=self.then, starts_at=there, title="Ce jour-là")
        week = timedelta(weeks=1)
        QuietPeriod.announce(
            self.bakers, name="Relâche", from_day=first + week, to_day=first + week, by=self.amina, at=self.then
        )
        again = date.fromisoformat(named.search(self.client.get(call).content.decode())[1])
        self.assertEqual(again, first + 2 * week)
