from datetime import timedelta

from django.utils import timezone

from terreau.gathering import by_mail
from terreau.gathering.models import (
    Gathering,
    Guest,
    Memory,
    MemoryText,
    Needs,
    Presence,
    QuietPeriod,
    Series,
    Step,
)

from .test_pages import Pages

HX = {"HX-Request": "true"}


class Acts(Pages):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.last = Gathering.call(
            cls.bakers, by=cls.bruno, at=cls.then, starts_at=timezone.now() - timedelta(hours=20), title="Four éteint"
        )

    def post(self, person, page, *args, **said):
        return self.as_(person).post(self.url(page, *args), said)


class OneDate(Acts):
    def test_who_may_tend(self):
        for name in ("changing", "cancelling", "agenda", "preparers", "sheet", "poster", "poster-code"):
            for person, status in ((self.dan, 404), (self.chloe, 403), (self.bruno, 200), (self.farid, 200)):
                with self.subTest(name=name, person=person):
                    self.assertEqual(self.as_(person).get(self.url(name, self.visit.key)).status_code, status)

    def test_one_date_of_a_series_is_moved_and_says_so(self):
        new = self.soon.astimezone(self.bakers.zone) + timedelta(days=1, hours=1)
        said = {"title": "La fournée", "day": f"{new:%Y-%m-%d}", "hour": f"{new:%H:%M}", "kind": "plenary"}
        said |= {"mode": "hybrid", "minutes": "90"}
        answer = self.post(self.amina, "changing", self.next_handle(), **said)
        self.assertEqual(answer.status_code, 303)
        row = Gathering.objects.get(series=self.weekly)
        self.assertEqual((row.starts_at, row.detached_at, row.sequence), (new, None, 1))
        self.assertContains(self.as_(self.chloe).get(row.get_absolute_url()), "La date a changé")

    def test_cancelled_then_back(self):
        self.post(self.bruno, "cancelling", self.visit.key, why="Verglas")
        page = self.as_(self.chloe).get(self.visit.get_absolute_url())
        self.assertContains(page, "Verglas")
        self.assertEqual(self.post(self.chloe, "presence", self.visit.key, answer="here").status_code, 303)
        self.assertEqual(Presence.objects.count(), 0)
        self.post(self.bruno, "cancelling", self.visit.key)
        self.visit.refresh_from_db()
        self.assertEqual((self.visit.cancelled_at, self.visit.cancelled_why, self.visit.sequence), (None, "", 2))

    def test_the_agenda_is_typed_carried_and_ready_next_time(self):
        steps = {"step-TOTAL_FORMS": 3, "step-INITIAL_FORMS": 0, "step-0-title": "Accueil", "step-0-minutes": 5,
                 "step-0-carried_by": "Chloé Dion", "step-1-title": "Récit", "step-1-kind": "story",
                 "step-1-carried_by": "Une voisine"}  # fmt: skip
        begins = self.as_(self.amina).get(self.url("agenda", self.next_handle()))
        for slot in ("Place aux nouvelles têtes", "Cinq minutes récit"):
            self.assertContains(begins, slot)
        self.post(self.amina, "agenda", self.next_handle(), **steps)
        self.post(self.amina, "agenda", self.next_handle(), **steps)
        said = [(s.title, s.minutes, s.carrier, s.carried_by) for s in Step.objects.all()]
        self.assertEqual(said, [("Accueil", 5, self.chloe, ""), ("Récit", 10, None, "Une voisine")])
        self.assertEqual(self.bakers.journal.filter(act="agenda-set").count(), 1)
        later = (self.soon + timedelta(days=7)).astimezone(self.bakers.zone).date()
        self.assertContains(self.as_(self.amina).get(self.url("agenda", f"{later}-{self.weekly.key}")), "Récit")

    def test_several_prepare(self):
        key = self.membership_of(self.chloe).key
        self.post(self.bruno, "preparers", self.visit.key, member=key)
        self.post(self.bruno, "preparers", self.visit.key, member=key)
        self.assertEqual(self.as_(self.chloe).get(self.url("changing", self.visit.key)).status_code, 200)
        self.assertEqual(self.bakers.journal.filter(act="gathering-shared").count(), 1)

    def test_needs_are_read_without_a_name(self):
        self.assertEqual(self.post(self.chloe, "needs", self.visit.key, access="Une rampe").status_code, 303)
        self.assertEqual(Needs.objects.count(), 0)
        self.post(self.chloe, "presence", self.visit.key, answer="here")
        self.post(self.chloe, "needs", self.visit.key, access="Une rampe", takes_meal="1")
        self.assertContains(self.as_(self.bruno).get(self.visit.get_absolute_url()), "Une rampe")
        self.assertNotContains(self.as_(self.ines).get(self.visit.get_absolute_url()), "Une rampe")


class WholeSeries(Acts):
    def test_who_may_change_a_series(self):
        for name in ("series-changing", "series-rhythm", "series-ending"):
            for person, status in ((self.dan, 404), (self.chloe, 403), (self.amina, 200)):
                with self.subTest(name=name, person=person):
                    self.assertEqual(self.as_(person).get(self.url(name, self.weekly.key)).status_code, status)

    def test_another_rhythm_follows_and_a_second_click_says_so(self):
        day = (self.soon + timedelta(days=14)).astimezone(self.bakers.zone)
        said = {"day": f"{day:%Y-%m-%d}", "hour": "18:00", "rhythm": "monthly"}
        self.assertEqual(self.post(self.amina, "series-rhythm", self.weekly.key, **said).status_code, 303)
        again = self.post(self.amina, "series-rhythm", self.weekly.key, **said)
        following = Series.objects.get(follows=self.weekly)
        self.assertContains(again, f'href="{following.get_absolute_url()}"', status_code=422)
        page = self.as_(self.amina).get(self.weekly.get_absolute_url())
        self.assertContains(page, f'href="{following.get_absolute_url()}"')
        self.assertNotContains(page, "Changer le rythme")
        self.assertRedirects(self.client.get(self.url("series-rhythm", self.weekly.key)), following.get_absolute_url())

    def test_a_series_ends(self):
        today = timezone.now().astimezone(self.bakers.zone).date()
        self.assertEqual(
            self.post(self.amina, "series-ending", self.weekly.key, last_day="2001-01-01").status_code, 422
        )
        for mistyped in ("2206-01-01", "9999-12-31"):  # the whole community's pages once fell over it
            answer = self.post(self.amina, "series-ending", self.weekly.key, last_day=mistyped)
            self.assertContains(answer, "Ce jour est trop loin.", status_code=422)
        self.post(self.amina, "series-ending", self.weekly.key, last_day=f"{today}")
        self.assertNotContains(self.as_(self.chloe).get(self.url("gatherings")), "La fournée")

    def test_a_pause_silences_the_series(self):
        today = timezone.now().astimezone(self.bakers.zone).date()
        said = {"name": "L’inventaire", "from_day": f"{today}", "to_day": f"{today + timedelta(days=10)}"}
        self.assertEqual(self.post(self.chloe, "pauses", **said).status_code, 403)
        self.post(self.amina, "pauses", **said)
        page = self.as_(self.chloe).get(self.url("gatherings"))
        self.assertContains(page, "La communauté se repose")
        self.assertNotContains(page, self.next_handle())
        period = QuietPeriod.objects.get()
        self.assertEqual(self.post(self.chloe, "pause-ending", period.key).status_code, 403)
        self.post(self.farid, "pause-ending", period.key)
        self.assertContains(self.as_(self.chloe).get(self.url("gatherings")), self.next_handle())


class Remembering(Acts):
    said = {"decisions_fr": "On garde le four à bois.", "to_try_fr": "Pétrir à deux.\nPeser l’eau.",
            "decisions_en": "We keep the wood oven."}  # fmt: skip

    def test_who_may_write_it(self):
        for person, status in ((self.dan, 404), (self.chloe, 403), (self.bruno, 200), (self.amina, 200)):
            with self.subTest(person=person):
                self.assertEqual(self.as_(person).get(self.url("memory", self.last.key)).status_code, status)
        self.assertEqual(self.as_(self.bruno).get(self.url("memory", self.visit.key)).status_code, 403)

    def test_published_in_two_languages_and_published_once(self):
        came = [f"person-{self.bruno.pk}", f"person-{self.chloe.pk}"]
        for _again in range(2):
            self.as_(self.bruno).post(self.url("memory", self.last.key), {**self.said, "came": came})
        self.assertEqual((Memory.objects.count(), MemoryText.objects.count()), (1, 2))
        acts = self.bakers.journal.filter(act__in=["memory-published", "memory-corrected", "attendance-noted"])
        self.assertEqual(sorted(acts.values_list("act", flat=True)), ["attendance-noted", "memory-published"])
        page = self.as_(self.chloe).get(self.last.get_absolute_url())
        for words in ("On garde le four à bois.", "We keep the wood oven.", "2 personnes présentes"):
            self.assertContains(page, words)
        self.assertContains(self.as_(self.chloe).get(self.url("gatherings")), "On garde le four à bois.")
        self.assertEqual(self.as_(self.chloe).get(self.url("memory", self.last.key)).status_code, 200)

    def test_too_long_is_said_and_nothing_is_lost(self):
        said = {"decisions_fr": "x" * 5_000, "to_try_fr": "Pétrir."}
        answer = self.as_(self.bruno).post(self.url("memory", self.last.key), said)
        self.assertContains(answer, "Pétrir.", status_code=422)
        self.assertEqual(Memory.objects.count(), 0)

    def test_a_cafe_leaves_no_trace(self):
        café = Gathering.call(
            self.bakers,
            by=self.bruno,
            at=self.then,
            starts_at=timezone.now() - timedelta(hours=1),
            title="Café",
            kind="cafe",
        )
        self.assertEqual(self.as_(self.bruno).get(self.url("memory", café.key)).status_code, 403)
        self.post(self.chloe, "presence", café.key, answer="here")
        self.assertEqual(Presence.objects.count(), 0)


class Guests(Acts):
    def invited(self) -> Guest:
        self.post(self.chloe, "guest-inviting", self.visit.key, name="Paul Dehors")
        return Guest.objects.get()

    def test_a_link_a_button_a_seat(self):
        guest = self.invited()
        self.client.logout()
        self.assertContains(self.client.get(guest.address), "Visite du moulin")
        self.assertRedirects(self.client.post(guest.address, {"answer": "here"}), guest.address, status_code=303)
        self.assertContains(self.client.get(guest.address), "Votre place est gardée.")
        self.assertContains(self.as_(self.bruno).get(self.visit.get_absolute_url()), "Paul Dehors")
        self.client.logout()
        self.assertEqual(
            self.client.get(guest.address + "rencontre.ics")["Content-Type"], "text/calendar; charset=utf-8"
        )

    def test_everything_else_is_closed(self):
        guest = self.invited()
        self.client.logout()
        self.client.post(guest.address, {"answer": "here"})
        self.assertEqual(self.client.get(self.visit.get_absolute_url()).status_code, 302)
        self.assertEqual(self.client.get(guest.address[:-2] + "x/").status_code, 404)
        guest.revoke(by=self.chloe, at=timezone.now())
        self.assertEqual(self.client.get(guest.address).status_code, 404)

    def test_only_who_invited_or_prepares_takes_it_back(self):
        guest = self.invited()
        for person, status in ((self.dan, 404), (self.bruno, 403), (self.chloe, 303)):
            answer = self.post(person, "guest-withdrawing", self.visit.key, guest.key)
            self.assertEqual(answer.status_code, status)


class ByMail(Acts):
    def test_the_link_opens_one_page_and_sends_nothing_before_the_button(self):
        address = by_mail.address_for(self.chloe, self.visit, "here").split("testserver")[-1]
        path = "/presence/" + address.split("/presence/")[1]
        self.assertContains(self.client.get(path), "Visite du moulin")
        self.assertEqual(Presence.objects.count(), 0)
        self.client.post(path, {"answer": "here"})
        self.assertEqual(Presence.objects.get().person, self.chloe)
        self.membership_of(self.chloe).leave(at=timezone.now())
        self.assertEqual(self.client.get(path).status_code, 404)
        self.assertEqual(self.client.get("/presence/rien/").status_code, 404)


class Paper(Acts):
    def test_the_kit_and_the_sheet(self):
        self.post(self.chloe, "presence", self.visit.key, answer="here")
        self.assertContains(self.as_(self.chloe).get(self.url("kit", self.visit.key)), "À la fin, au tableau")
        self.assertContains(self.as_(self.bruno).get(self.url("sheet", self.visit.key)), "Chloé Dion")

    def test_arriving_by_the_code_at_the_door(self):
        now = Gathering.call(self.bakers, by=self.bruno, at=self.then, starts_at=timezone.now(), title="Ici")
        from terreau.gathering.views.paper import _address

        self.assertEqual(self.as_(self.chloe).get(self.url("arriving", now.key, "faux")).status_code, 404)
        for _again in range(2):
            self.assertEqual(self.as_(self.chloe).post(_address(now)).status_code, 303)
        self.assertIsNotNone(Presence.objects.get().came_at)
        self.assertEqual(self.bakers.journal.filter(act="attendance-noted").count(), 1)

    def test_the_palette_says_what_is_missing(self):
        page = self.as_(self.chloe).get(self.url("palette"))
        self.assertContains(page, "Rien d’informel")
        self.assertContains(page, "Le rythme promis est tenu")
        self.assertEqual(self.as_(self.dan).get(self.url("palette")).status_code, 404)
