"""La coupe says who was present by year of arrival, and never how many when they are few."""

from datetime import UTC, date, datetime
from unittest import mock

from django.core.cache import caches
from django.test import TestCase
from django.utils import translation

from terreau.community.home import Look, home_of
from terreau.community.models import Community
from terreau.community.viewer import Viewer
from terreau.lifecycle.clock import AT_ONCE, close_months
from terreau.lifecycle.counting import recount
from terreau.lifecycle.models import ClosedMonth, Participant, ParticipationEvent, SoilSlice
from terreau.lifecycle.models.participant import WHY
from terreau.lifecycle.soil import settle_soil, slices_for, soil_for
from terreau.people.models import Consent
from terreau.practice.models import Note
from terreau.practice.words import Words
from tests.cast import THEN, Cast

AS_OF = datetime(2026, 7, 10, tzinfo=UTC)


class SoilTest(Cast, TestCase):
    def told(self, present: dict[str, dict[int, int]], kind="attend") -> None:
        """Tell events: month → year of arrival → how many people; labels say the year."""
        events = []
        for month, cohorts in present.items():
            labels = {f"{year}-{n}" for year, count in cohorts.items() for n in range(count)}
            participants = Participant.of_labels(self.bakers, labels)
            events += [
                ParticipationEvent(
                    community=self.bakers, participant_id=pk, source_id=f"{month}-{label}-{kind}", kind=kind,
                    occurred_at=datetime.fromisoformat(f"{month}-10T12:00:00+00:00"),
                )
                for label, pk in participants.items()
            ]  # fmt: skip
        ParticipationEvent.objects.bulk_create(events)
        recount(self.bakers)
        settle_soil(self.bakers, AS_OF)

    def test_nothing_happened_yet(self):
        self.assertEqual(settle_soil(self.bakers, AS_OF), 0)
        with translation.override("fr"):
            self.assertIn("se dessinera", soil_for(self.bakers, AS_OF).sentence())

    def test_months_of_a_young_community(self):
        self.told({"2026-03": {2026: 6}, "2026-05": {2026: 9}, "2026-07": {2026: 20}})
        self.assertEqual(
            [(s.day, s.present) for s in slices_for(self.bakers, AS_OF)],
            [
                (date(2026, 3, 1), {2026: 6}),
                (date(2026, 4, 1), {}),
                (date(2026, 5, 1), {2026: 9}),
                (date(2026, 6, 1), {}),
            ],
        )
        self.assertTrue(soil_for(self.bakers, AS_OF).is_drawable)

    def test_quarters_then_half_years(self):
        self.told({"2023-02": {2023: 5}, "2026-05": {2023: 5}})
        self.assertEqual([s.day.month for s in slices_for(self.bakers, AS_OF)][:5], [1, 4, 7, 10, 1])
        self.told({"2015-02": {2015: 5}})
        self.assertEqual([s.day.month for s in slices_for(self.bakers, AS_OF)][:3], [1, 7, 1])

    def test_the_same_person_counts_once_a_season(self):
        self.told({"2024-01": {2024: 7}, "2024-02": {2024: 7}, "2024-03": {2024: 8}, "2026-01": {2024: 7}})
        self.assertEqual(slices_for(self.bakers, AS_OF)[0].present, {2024: 8})

    def test_one_to_four_people_are_never_counted_out(self):
        self.told({"2024-01": {2024: 9}, "2026-01": {2024: 6, 2026: 1}, "2026-04": {2024: 6, 2026: 4}})
        first, *_rest, winter, spring, _summer = [*slices_for(self.bakers, AS_OF), None]
        self.assertEqual((winter.present, spring.present), (spring.present, {2024: 6, 2026: 3}))
        self.assertEqual(first.present, {2024: 9})
        with translation.override("fr"):
            header, rows = soil_for(self.bakers, AS_OF).table()
        self.assertEqual(header[1:3], ["2026", "2024"])
        self.assertEqual(rows[0][1:4], ["moins de 5", 6, "environ 10"])
        self.assertEqual(rows[-1][1:4], [0, 9, 9])
        stored = list(SoilSlice.objects.visible_to(WHY).values_list("present", flat=True))
        self.assertFalse([n for cells in stored for n in cells.values() if n in (1, 2, 4)])

    def test_fewer_than_seven_are_told_in_words_without_a_number(self):
        self.told({"2026-01": {2026: 5}, "2026-02": {2026: 6}, "2026-03": {2026: 1}, "2026-04": {2026: 2}})
        soil = soil_for(self.bakers, AS_OF)
        self.assertFalse(soil.is_drawable)
        with translation.override("fr"):
            self.assertIn("janvier 2026", soil.sentence())
            self.assertIn("sept personnes", soil.sentence())

    def test_more_years_than_layers_lie_together(self):
        self.told({f"{year}-02": {year: 5} for year in range(2019, 2026)})
        self.told({"2026-02": dict.fromkeys(range(2019, 2026), 5)})
        soil = soil_for(self.bakers, AS_OF)
        with translation.override("fr"):
            self.assertEqual([layer.label for layer in soil.layers], ["2025", "2024", "2023", "2022 et avant"])
        self.assertEqual(soil.slices[-2].present, {2025: 5, 2024: 5, 2023: 5, 2022: 20})

    def test_first_contributions_are_sprouts(self):
        self.told({"2024-01": {2024: 8}})
        self.told({"2026-02": {2024: 6}, "2026-04": {2024: 8}}, kind="post")
        self.assertEqual([s.sprouts for s in slices_for(self.bakers, AS_OF)][-3:], [0, 6, 1])

    def test_who_refuses_to_be_counted_is_not(self):
        self.told({"2024-01": {2024: 8}})
        participant = Participant.objects.visible_to(WHY).get(label="2024-0")
        Participant.objects.filter(pk=participant.pk).update(person=self.bruno)
        settle_soil(self.bakers, AS_OF)
        self.assertEqual(slices_for(self.bakers, AS_OF)[0].present, {2024: 8})
        Consent.say(self.bruno, Consent.Purpose.PRESENCE, given=False, at=self.now)
        settle_soil(self.bakers, AS_OF)
        self.assertEqual(slices_for(self.bakers, AS_OF)[0].present, {2024: 7})

    def test_a_member_who_came_before_their_first_trace(self):
        self.told({"2024-01": {2024: 8}})
        participant = Participant.objects.visible_to(WHY).get(label="2024-0")
        Participant.objects.filter(pk=participant.pk).update(person=self.bruno)
        self.bakers.memberships.filter(person=self.bruno).update(joined_at=datetime(2011, 6, 1, tzinfo=UTC))
        settle_soil(self.bakers, AS_OF)
        self.assertEqual(slices_for(self.bakers, AS_OF)[0].present, {2011: 3, 2024: 7})

    def test_the_home_page_shows_it_to_members_with_one_query(self):
        self.told({"2026-01": {2026: 7}, "2026-03": {2026: 8}})
        membership = Viewer(self.chloe).membership_in(self.bakers)
        template, words = home_of(Look(Viewer(self.chloe), membership, AS_OF))["cut"][0]
        self.assertEqual(template, "lifecycle/_cut.html")
        self.assertIn('class="cut"', words["drawn"])
        with self.assertNumQueries(1):
            soil_for(self.bakers, AS_OF)
        self.client.force_login(self.chloe)
        answer = self.client.get(self.bakers.get_absolute_url())
        self.assertContains(answer, 'class="cut"')

    def test_a_seed_for_each_note_that_all_may_read(self):
        """The season a note was made in; not the one that goes on, not a circle's, not one a moderator set aside."""
        march, july = (datetime(2026, month, 5, 12, tzinfo=UTC) for month in (3, 7))
        given = [(march, {}), (march, {}), (march, {"circle": self.ovens}), (july, {})]
        for number, (at, where) in enumerate(given):
            Note.write(self.bakers, by=self.bruno, at=at, kind="outil", words=Words(f"Outil {number}"), **where)
        aside = Note.write(self.bakers, by=self.bruno, at=march, kind="outil", words=Words("Mis de côté"))
        Note.objects.visible_to(WHY).filter(pk=aside.pk).update(hidden_at=march)
        self.told({"2026-03": {2026: 7}, "2026-05": {2026: 8}})
        soil = soil_for(self.bakers, AS_OF)
        self.assertEqual([piece.seeds for piece in soil.slices], [2, 0, 0, 0])
        header, rows = soil.table()
        self.assertEqual((header[-1], [row[-1] for row in rows]), ("Fiches", [0, 0, 0, 2]))
        self.assertEqual(soil.wide().count('class="seed"'), 2)

    def test_without_notes_the_table_has_no_empty_column(self):
        self.told({"2026-03": {2026: 7}, "2026-05": {2026: 8}})
        header, rows = soil_for(self.bakers, AS_OF).table()
        self.assertEqual((header[-1], len(rows[0])), ("Premières contributions", len(header)))

    def test_the_month_closes_once_by_itself(self):
        self.told({})
        SoilSlice.objects.all().delete()
        self.told({"2026-05": {2026: 8}})
        self.assertEqual(close_months(AS_OF), 0)
        august = datetime(2026, 8, 3, tzinfo=UTC)
        self.assertEqual((close_months(august), close_months(august)), (1, 0))
        self.assertEqual(len(slices_for(self.bakers, august)), 3)

    def test_a_community_that_cannot_be_counted_holds_up_none_of_the_others(self):
        others = [Community.found(slug=f"m-{n}", name=f"M {n}", by=self.dan, at=THEN) for n in range(AT_ONCE)]

        def settled(community, at):
            if community == self.bakers:
                raise ValueError("no")
            return settle_soil(community, at)

        with mock.patch("terreau.lifecycle.clock.settle_soil", settled), self.assertLogs("terreau.lifecycle"):
            self.assertEqual(close_months(AS_OF), AT_ONCE)
        counted = ClosedMonth.objects.values_list("community", flat=True)
        self.assertEqual(set(counted), {community.pk for community in others})
        self.assertEqual(close_months(AS_OF), 0, "it is not tried again at once")
        caches["here"].clear()  # an hour later
        self.assertEqual(close_months(AS_OF), 1)

    def test_only_members_read_it(self):
        self.told({"2026-05": {2026: 8}})
        for person, seen in ((self.chloe, True), (self.dan, False), (self.gaston, False)):
            with self.subTest(person=person):
                self.assertEqual(SoilSlice.objects.visible_to(Viewer(person)).exists(), seen)
