"""Another kind chosen while one writes: its own fields and its own length, and nothing typed is lost."""

from datetime import timedelta

from django.utils import timezone

from terreau.gathering.models import DateSearch, Gathering

from .test_pages import Pages

PART = {"HX-Request": "true"}


class AnotherKind(Pages):
    def typed(self, **said):
        day = timezone.now().astimezone(self.bakers.zone).date() + timedelta(days=9)
        shown = {"shown": "plenary", "shown_minutes": "90", "minutes": "90"}
        return {
            "title": "Le jeudi du moulin",
            "day": f"{day}",
            "hour": "12:15",
            "kind": "office_hours",
            **shown,
            **said,
        }

    def test_the_page_swaps_what_the_kind_asks_for(self):
        client = self.as_(self.chloe)
        self.assertContains(client.get(self.url("call")), 'name="shown" value="plenary"')
        answer = client.post(self.url("call"), self.typed(title=""), headers=PART)
        for words in ('name="shown" value="office_hours"', 'name="extra_expert"', 'name="minutes" value="120"'):
            self.assertContains(answer, words)
        self.assertNotContains(answer, "<h1>")
        self.assertNotContains(answer, "field__error")

    def test_a_length_one_chose_stays(self):
        answer = self.as_(self.chloe).post(self.url("call"), self.typed(minutes="45"), headers=PART)
        self.assertContains(answer, 'name="minutes" value="45"')
        again = self.typed(minutes="45", shown="office_hours", shown_minutes="", kind="visit")
        self.assertContains(self.client.post(self.url("call"), again, headers=PART), 'name="minutes" value="45"')

    def test_without_script_nothing_is_sent_before_the_fields_were_seen(self):
        client, said = self.as_(self.chloe), self.typed(kind="launch", shown="visit", extra_reach="Trois marches")
        for sent in (said, {**said, "shown": "launch", "fields": "1"}):
            page = client.post(self.url("call"), sent)
            self.assertContains(page, 'name="extra_ambition"')
            self.assertContains(page, 'value="Le jeudi du moulin"')
            self.assertContains(page, 'name="extra_reach" value="Trois marches"')
        self.assertEqual(Gathering.objects.filter(title="Le jeudi du moulin").count(), 0)
        self.assertEqual(client.post(self.url("call"), {**said, "shown": "launch"}).status_code, 303)

    def test_a_kind_that_asks_for_nothing_more_is_called_at_once_with_its_length(self):
        self.as_(self.chloe).post(self.url("call"), self.typed(kind="stories"))
        self.assertEqual(Gathering.objects.get(title="Le jeudi du moulin").minutes, 75)

    def test_while_a_date_is_looked_for_too(self):
        said = self.typed()
        for place in (0, 1):
            said |= {f"day_{place}": said["day"], f"hour_{place}": f"1{place}:00"}
        answer = self.as_(self.chloe).post(self.url("search-new"), said, headers=PART)
        self.assertContains(answer, 'name="extra_expert"')
        self.assertNotContains(answer, "<h1>")
        self.assertContains(self.client.post(self.url("search-new"), said), "Rien n’est encore envoyé")
        self.assertEqual(DateSearch.objects.count(), 0)

    def test_a_date_and_a_series_already_called_too(self):
        for page in (self.url("changing", self.visit.key), self.url("series-changing", self.weekly.key)):
            answer = self.as_(self.amina).post(page, self.typed(), headers=PART)
            self.assertContains(answer, 'name="extra_expert"')
            self.assertContains(answer, 'name="minutes" value="90"')  # it was chosen: only a kind's own would change
            self.assertContains(self.client.post(page, self.typed()), "Rien n’est encore envoyé")
        self.assertEqual(Gathering.objects.get(pk=self.visit.pk).kind, "visit")
