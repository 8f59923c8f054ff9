"""Formats as data: all of them hold, and a wrong one says where and why."""

import copy
import json
from dataclasses import replace
from unittest.mock import patch

from django.test import SimpleTestCase, TestCase
from django.urls import reverse
from django.utils import translation

from terreau.protocol import shape
from terreau.protocol.models import AdaptedFormat, Run
from terreau.spine.reading import System
from terreau.ui.typography import faults

from .room import Room

GOOD = {
    "name": ["Essai", "Trial"],
    "about": ["Un essai.", "A trial."],
    "intention": "aider",
    "people": [2, 4],
    "owner": "asker",
    "roles": {"asker": ["Qui demande", "Asker"]},
    "step": [{"title": ["Dire", "Say"], "minutes": 5, "mode": "round", "say": ["Dites.", "Say."], "speaks": ["asker"]}],
}
WRONG = [
    (None, "name", ["Essai"], "French and an English"),
    (None, "name", ["", "Trial"], "empty"),
    (None, "intention", "danser", "one of"),
    (None, "people", [1, 4], "at least 2"),
    (None, "people", "deux", "least and the most"),
    (None, "owner", "nobody", "one of"),
    (None, "step", [], "between 1 and 30"),
    (None, "colour", "red", "not a field"),
    (1, "minutes", 0, "from 1 to 240"),
    (1, "minutes", True, "from 1 to 240"),
    (1, "mode", "shout", "one of"),
    (1, "speaks", ["ghost"], "must name roles"),
    (1, "to", {"ghost": ["a", "b"]}, "must speak to roles"),
    (1, "sees", "world", "one of"),
    (1, "say", ["x" * 401, "y"], "at most 400"),
    (1, "parks", "yes", "true or false"),
    (1, "again", 4, "from 0 to 1"),
    (1, "colour", "red", "not a field"),
]


class FormatsTest(SimpleTestCase):
    def test_all_of_the_house_hold_and_are_in_both_languages(self):
        formats = shape.house_formats()
        self.assertEqual(len(formats), 14)
        for form in formats.values():
            texts = [form.name, form.about, *form.rules, *form.roles.values()]
            texts += [text for step in form.steps for text in (step.title, step.say, *step.to.values())]
            for french, english in texts:
                with self.subTest(format=form.slug, text=french):
                    self.assertEqual(faults(french), [])
                    self.assertNotEqual(french, "")
                    self.assertNotEqual(english, "")

    def test_each_intention_has_a_format(self):
        self.assertEqual({form.intention for form in shape.house_formats().values()}, set(shape.INTENTIONS))

    def test_a_plan_is_ones_own_in_every_format(self):
        steps = [step for form in shape.house_formats().values() for step in form.steps if step.note == "plan"]
        self.assertEqual({step.sees for step in steps}, {"me"})
        self.assertIn("entraide", [form.slug for form in shape.house_formats().values() if "plan" in str(form.raw)])

    def test_whom_it_is_for_speaks_alone_unless_the_step_says_another(self):
        steps = {step.title[0]: step.speaks for step in shape.house_formats()["entraide"].steps}
        self.assertEqual((steps["Le défi"], steps["Retour"], steps["Questions"]), (("asker",), ("asker",), ()))
        self.assertEqual(shape.house_formats()["entretien"].steps[-1].speaks, ("interviewer",))

    def test_whoever_brings_something_has_a_sentence_of_their_own_while_the_others_speak(self):
        for form in shape.house_formats().values():
            for step in form.steps:
                if form.owner and step.speaks and form.owner not in step.speaks:
                    with self.subTest(format=form.slug, step=step.title[0]):
                        self.assertIn(form.owner, step.to)

    def test_roles_come_in_the_same_order_out_of_any_database(self):
        for slug, form in shape.house_formats().items():
            with self.subTest(format=slug):
                raw = copy.deepcopy(form.raw)
                raw["roles"] = dict(sorted(raw.get("roles", {}).items(), key=lambda pair: (len(pair[0]), pair[0])))
                self.assertEqual(list(shape.read(raw, slug, slug).roles), list(form.roles))

    def test_a_format_that_changed_has_a_new_version_with_its_fingerprint(self):
        past = json.loads((shape.FOLDER / "versions.json").read_text())
        for slug, form in shape.house_formats().items():
            with self.subTest(format=slug):
                self.assertEqual(form.hash, past[slug][-1], "changed: add its fingerprint at the end of versions.json")
                self.assertEqual((form.version, len(set(past[slug]))), (len(past[slug]), len(past[slug])))
        form = shape.house_formats()["entraide"]
        changed = replace(form, raw={**form.raw, "people": [5, 12]})
        self.assertEqual(shape.version_of(changed), form.version + 1)

    def test_a_simple_format_is_short(self):
        lines = {path.stem: path.read_text().count("\n") for path in shape.FOLDER.glob("*.toml")}
        self.assertLessEqual(max(lines[name] for name in ("retrospective", "retour-apres-action", "entraide")), 40)
        self.assertLessEqual(max(lines.values()), 85)

    def test_a_wrong_one_names_the_file_the_step_and_the_field(self):
        self.assertEqual(shape.read(GOOD, "essai.toml", "essai").minutes, 5)
        for step, name, value, why in WRONG:
            with self.subTest(step=step, name=name, value=value):
                raw = copy.deepcopy(GOOD)
                (raw["step"][step - 1] if step else raw)[name] = value
                with self.assertRaises(shape.WrongFormat) as refused:
                    shape.read(raw, "essai.toml", "essai")
                self.assertEqual((refused.exception.file, refused.exception.step), ("essai.toml", step))
                self.assertEqual(refused.exception.field, name)
                self.assertIn(why, str(refused.exception))

    def test_a_loop_is_laid_out_with_its_turns(self):
        troika = shape.house_formats()["troika"]
        self.assertEqual([step.turn for step in troika.steps], [0, *[1] * 4, *[2] * 4, *[3] * 4, 0])
        self.assertEqual(troika.minutes, 35)

    def test_it_speaks_to_each_role_in_the_language_of_the_reader(self):
        step = shape.house_formats()["codeveloppement"].steps[1]
        with translation.override("en"):
            self.assertIn("Tell it as it comes", step.prompt("client"))
            self.assertIn("Let us listen", step.prompt("consultant"))


class VersionsTest(Room, TestCase):
    def test_a_run_of_a_house_format_keeps_its_version_and_says_it(self):
        now = shape.house_formats()["codeveloppement"]
        raw = copy.deepcopy(now.raw)
        raw["step"][0]["minutes"] = 44
        later = replace(shape.read(raw, "codeveloppement.toml", "codeveloppement"), version=now.version + 1)
        with patch.dict(shape.house_formats(), {"codeveloppement": later}):
            self.client.force_login(self.chloe)
            page = reverse("protocol:format", args=["boulange", "codeveloppement"])
            self.assertContains(self.client.get(page), f"version {later.version}")
            run = self.fresh()
            self.assertEqual((run.format.version, run.format.steps[0].minutes), (now.version, 15))
            self.assertContains(self.client.get(self.url("paper")), f"version {now.version}")
            begun = self.prepared("codeveloppement")
        self.assertEqual((self.fresh(begun).format.version, self.fresh(begun).format_hash), (later.version, later.hash))


class AdaptingTest(Room, TestCase):
    def sent(self, slug="retrospective", **more):
        form = shape.house_formats()[slug]
        said = {"name_fr": "Notre rétro", "name_en": "Our retro"}
        for at, step in enumerate(form.raw["step"]):
            said |= {f"minutes_{at}": step["minutes"], f"say_{at}_0": step["say"][0], f"say_{at}_1": step["say"][1]}
            for role, words in step.get("to", {}).items():
                said |= {f"to_{at}_{role}_0": words[0], f"to_{at}_{role}_1": words[1]}
        return {**said, **more}

    def test_who_may_adapt(self):
        address = reverse("protocol:adapting", args=["boulange", "retrospective"])
        for person, status in ((self.dan, 404), (self.chloe, 403), (self.amina, 200)):
            self.client.force_login(person)
            self.assertEqual(self.client.get(address).status_code, status)

    def test_a_copy_has_its_minutes_and_a_run_keeps_the_version_it_began_with(self):
        self.client.force_login(self.amina)
        address = reverse("protocol:adapting", args=["boulange", "retrospective"])
        self.assertEqual(self.client.post(address, self.sent(minutes_0="8")).status_code, 303)
        row = AdaptedFormat.objects.visible_to(System("a test")).get()
        self.assertEqual((row.format.steps[0].minutes, row.version), (8, 1))
        shown = self.client.get(reverse("protocol:runs", args=["boulange"]))
        self.assertContains(shown, "votre version", count=1)
        run = Run.prepare(self.bakers, row.format, by=self.amina, at=self.start)
        again = reverse("protocol:adapting", args=["boulange", row.key])
        self.assertEqual(self.client.post(again, self.sent(minutes_0="11")).status_code, 303)
        row.refresh_from_db()
        self.assertEqual((row.format.steps[0].minutes, row.version), (11, 2))
        self.assertEqual((self.fresh(run).format.steps[0].minutes, self.fresh(run).format_version), (8, 1))
        self.assertEqual(shape.house_formats()["retrospective"].steps[0].minutes, 5)

    def test_the_sentence_of_a_role_is_adapted_too(self):
        self.client.force_login(self.amina)
        address = reverse("protocol:adapting", args=["boulange", "codeveloppement"])
        said = self.sent("codeveloppement", to_1_client_0="Racontez à votre façon.", to_1_client_1="Your own way.")
        self.assertEqual(self.client.post(address, said).status_code, 303)
        step = AdaptedFormat.objects.visible_to(System("a test")).get().format.steps[1]
        self.assertEqual(step.prompt("client"), "Racontez à votre façon.")
        self.assertEqual(shape.house_formats()["codeveloppement"].steps[1].to["client"][1][:4], "Tell")
        self.assertEqual(self.client.post(address, {**said, "to_1_client_0": ""}).status_code, 422)

    def test_wrong_minutes_are_said_where_they_were_typed_and_nothing_is_lost(self):
        self.client.force_login(self.amina)
        address = reverse("protocol:adapting", args=["boulange", "retrospective"])
        page = self.client.post(address, self.sent(minutes_0="900", name_fr="Ma rétro à moi"))
        self.assertContains(page, "Ma rétro à moi", status_code=422)
        self.assertEqual(AdaptedFormat.objects.count(), 0)
