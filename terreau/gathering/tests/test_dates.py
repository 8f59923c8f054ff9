"""Finding a date together: moments offered, what suits whom, one of them chosen."""

from datetime import timedelta

from django.utils import timezone

from terreau.gathering.models import DateSearch, DateVote, Gathering

from .test_tending import Acts


class Together(Acts):
    def test_a_date_is_found_together(self):
        day = timezone.now().astimezone(self.bakers.zone).date()
        said = {"title": "Bilan"}
        for place in (0, 1):
            said |= {f"day_{place}": f"{day + timedelta(days=8 + place)}", f"hour_{place}": "18:00"}
        self.assertEqual(self.post(self.chloe, "search-new", **said).status_code, 303)
        search = DateSearch.objects.get()
        one, two = search.options.all()
        self.assertEqual(self.as_(self.dan).get(search.get_absolute_url()).status_code, 404)
        self.post(self.bruno, "search", search.key, **{f"option_{one.pk}": "yes", f"option_{two.pk}": "maybe"})
        self.post(self.bruno, "search", search.key, **{f"option_{one.pk}": "yes", f"option_{two.pk}": "maybe"})
        self.assertEqual((DateVote.objects.count(), self.bakers.journal.filter(act="date-suited").count()), (2, 1))
        self.assertEqual(self.post(self.bruno, "search-settling", search.key, option=one.pk).status_code, 403)
        for _again in range(2):
            self.post(self.chloe, "search-settling", search.key, option=one.pk)
        self.assertEqual(Gathering.objects.filter(title="Bilan").count(), 1)

    def test_one_moment_is_not_a_choice(self):
        self.assertEqual(self.post(self.chloe, "search-new", title="Bilan").status_code, 422)

    def test_what_is_missing_is_said_where_it_is_missing(self):
        day = timezone.now().astimezone(self.bakers.zone).date() + timedelta(days=8)
        page = self.post(self.chloe, "search-new", title="Bilan", day_0=f"{day}", hour_1="18:00", link="pas un lien")
        for place, why in (("hour_0", "Il manque l’heure."), ("day_1", "Il manque le jour.")):
            self.assertContains(page, f'id="id_{place}_error">{why}', status_code=422)
        self.assertContains(page, "<details open>", status_code=422)  # the refused link stands in it

    def test_answering_is_acknowledged(self):
        at = timezone.now() + timedelta(days=5)
        moments = [at, at + timedelta(days=1)]
        search = DateSearch.ask(self.bakers, by=self.chloe, at=self.then, moments=moments, title="Bilan")
        first = search.options.first()
        for suits, said in (("yes", "C’est noté\u00a0: 1 moment vous convient."), ("", "Personne ne le voit.")):
            self.post(self.bruno, "search", search.key, **{f"option_{first.pk}": suits})
            self.assertContains(self.client.get(search.get_absolute_url()), said)

    def test_who_said_that_the_moment_suits_is_reminded_of_it_where_they_answer(self):
        at = timezone.now() + timedelta(days=5)
        moments = [at, at + timedelta(days=1)]
        search = DateSearch.ask(self.bakers, by=self.chloe, at=self.then, moments=moments, title="Bilan")
        one, two = search.options.all()
        search.say({one.pk: "yes"}, person=self.bruno, at=self.then)
        search.say({one.pk: "maybe", two.pk: "yes"}, person=self.farid, at=self.then)
        made = search.settle(one, by=self.chloe, at=self.then)
        said = "Vous aviez dit que ce moment vous convient"
        self.assertContains(self.as_(self.bruno).get(made.get_absolute_url()), said)
        for person in (self.farid, self.chloe):
            self.assertNotContains(self.as_(person).get(made.get_absolute_url()), said)
        self.post(self.bruno, "presence", made.key, answer="here")
        self.assertNotContains(self.as_(self.bruno).get(made.get_absolute_url()), said)

    def test_the_hours_are_those_of_the_reader(self):
        at = timezone.now() + timedelta(days=5)
        search = DateSearch.ask(
            self.bakers, by=self.chloe, at=self.then, moments=[at, at + timedelta(days=1)], title="Bilan"
        )
        self.bruno.time_zone = "Europe/Paris"
        self.bruno.save(update_fields=["time_zone"])
        self.assertContains(self.as_(self.bruno).get(search.get_absolute_url()), "pour la communauté", 2)
        self.assertNotContains(self.as_(self.chloe).get(search.get_absolute_url()), "pour la communauté")
