"""Every field of every table says what it is, why it is kept, for how long, and what leaving does to it."""

from django.apps import apps
from django.test import SimpleTestCase
from django.utils import translation

from terreau.people import datamap


class DataMapTest(SimpleTestCase):
    def fields(self) -> set[tuple[str, str]]:
        return {(model._meta.label_lower, field.name) for model in apps.get_models() for field in model._meta.fields}

    def test_no_field_is_left_out(self):
        self.assertGreater(len(self.fields()), 250)
        self.assertEqual(sorted(self.fields() - set(datamap.entries)), [])

    def test_what_is_described_exists(self):
        self.assertEqual(sorted(set(datamap.entries) - self.fields()), [])

    def test_each_says_why_how_long_and_what_then(self):
        with translation.override("fr"):
            silent = [key for key, one in datamap.entries.items() if not (one.why and one.kept and one.leaving)]
        self.assertEqual(silent, [])

    def test_what_names_somebody_is_called_identity(self):
        wrong = [
            (model._meta.label_lower, field.name)
            for model in apps.get_models()
            for field in model._meta.fields
            if field.is_relation and field.related_model is apps.get_model("people.Person")
            if datamap.entries[model._meta.label_lower, field.name].kind == datamap.TECHNICAL
        ]
        self.assertEqual(wrong, [("account.emailaddress", "user")])

    def test_a_field_is_described_once(self):
        with self.assertRaisesMessage(ValueError, "people.person.name"):
            datamap.describe("people.person", identity="name", why="x", kept="x", leaving="x")
        with self.assertRaises(ValueError):
            datamap.describe("people.nothing", secret="name", why="x", kept="x", leaving="x")

    def test_one_may_ask_for_one_model(self):
        self.assertEqual({one.field for one in datamap.of("people.erasure")}, {"id", "mark", "at", "words_kept"})
