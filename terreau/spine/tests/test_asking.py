"""A question asked again gives what its queryset gives, whatever its shape and values."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import F, Q
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from terreau.people.models import Person
from terreau.spine.asking import MANY, Change, Question

NAMES = ("name", "key", "known_since", "claimed_at")


def people(named, *, names, since, pks):
    rows = Person.objects.filter(Q(name__in=names) | Q(pk__in=pks), known_since__gte=since)
    return rows.filter(name__gt="").order_by("name" if named else "-name").values_list(*NAMES)


class Asking(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.then = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
        cls.people = [
            Person.objects.make(name=name, email=f"{name}@example.org", at=cls.then + timedelta(days=days))
            for days, name in enumerate(("ana", "bea", "cid", "dov"))
        ]

    def test_the_same_rows_as_the_queryset(self):
        question = Question(people)
        keys = [person.pk for person in self.people]
        for named in (True, False):
            for names in ([], ["ana"], ["ana", "bea"], ["zoe", "dov"]):
                for pks in ([], keys[:1], keys[1:3]):
                    for since in (self.then, self.then + timedelta(days=1)):
                        values = {"names": names, "since": since, "pks": pks}
                        with self.subTest(named=named, **values):
                            expected = [list(row) for row in people(named, **values)]
                            self.assertEqual(question.ask(named, **values), expected)

    def test_it_is_composed_once_for_each_shape(self):
        composed = []

        def compose(**values):
            composed.append(values)
            return Person.objects.filter(**values).values_list("pk")

        question = Question(compose)
        for person in self.people:
            self.assertEqual(question.ask(name=person.name), [[person.pk]])
        self.assertEqual(len(composed), 1)

    def test_the_sql_of_a_long_list_is_not_kept(self):
        question = Question(lambda pks: Person.objects.filter(pk__in=pks).values_list("pk"))
        for length in (MANY, MANY + 1, MANY + 2):
            question.ask(pks=list(range(length)))
        self.assertEqual(len(question._composed), 1)

    def test_two_long_lists_are_not_taken_for_one_another(self):
        def either(*, here, there, pk):
            return Person.objects.filter(Q(pk__in=here) | Q(pk__in=there), ~Q(pk=pk)).order_by("pk").values_list("pk")

        keys = [person.pk for person in self.people]
        nobody = [-number for number in range(1, 150)]
        found = Question(either).ask(here=[*nobody, keys[0]], there=[*nobody, *keys[1:3]], pk=keys[2])
        self.assertEqual(found, [[keys[0]], [keys[1]]])

    def test_a_change_is_composed_once_and_says_how_many_rows_it_changed(self):
        composed = []

        def placed(*emptied, names, pk, **said):
            composed.append(names)
            rows = Person.objects.filter(name__in=names, pk__gt=pk)
            return rows, {**dict.fromkeys(emptied), **said, "known_since": F("known_since") + timedelta(days=1)}

        change, first = Change(placed), self.people[0].pk
        self.assertEqual(change.make(names=["ana", "bea"], pk=first, claimed_at=self.then, place="Ici"), 1)
        self.assertEqual(change.make(names=["cid", "dov"], pk=first, claimed_at=self.then, place="Là"), 2)
        self.assertEqual(change.make(names=[], pk=first, claimed_at=self.then, place="Nulle part"), 0)
        self.assertEqual(change.make("claimed_at", names=["dov"], pk=first, place="Là-bas"), 1)
        day = timedelta(days=1)
        self.assertEqual(
            list(Person.objects.order_by("pk").values_list("place", "claimed_at", "known_since")),
            [
                ("", None, self.then),
                ("Ici", self.then, self.then + 2 * day),
                ("Là", self.then, self.then + 3 * day),
                ("Là-bas", None, self.then + 5 * day),
            ],
        )
        self.assertEqual(len(composed), 3)

    def test_days_are_given_as_days(self):
        question = Question(lambda day: Person.objects.filter(mail_paused_until__gte=day).values_list("name"))
        day = self.then.date()
        Person.objects.filter(name="bea").update(mail_paused_until=day)
        self.assertEqual(question.ask(day=day), [["bea"]])
        self.assertEqual(question.ask(day=day + timedelta(days=1)), [])

    def test_one_query_and_none_when_nothing_can_match(self):
        question = Question(lambda pks: Person.objects.filter(pk__in=pks).values_list("pk"))
        for pks, asked in (([], 0), ([self.people[0].pk], 1), ([self.people[0].pk, 0], 1)):
            with CaptureQueriesContext(connection) as queries:
                question.ask(pks=pks)
            self.assertEqual(len(queries), asked)

    def test_a_value_that_changes_on_the_way_is_refused(self):
        question = Question(lambda name: Person.objects.filter(name__startswith=name).values_list("pk"))
        with self.assertRaises(ValueError):
            question.ask(name="an")

    def test_neither_none_nor_anything_else_is_a_value(self):
        question = Question(lambda name: Person.objects.filter(name=name).values_list("pk"))
        for value in (None, True, 1.5, {"a"}):
            with self.subTest(value=value), self.assertRaises(TypeError):
                question.ask(name=value)
