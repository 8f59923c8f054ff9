"""« Juste assez »: the wanted note or person is among the few that are given, with a reason one can read."""

import tomllib
from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from terreau.community.models import Circle, Hat
from terreau.community.viewer import Viewer
from terreau.conversation.models import Thread
from terreau.gathering.models import Gathering, Memory
from terreau.memory.search import enough, keeping, roles, weak
from terreau.memory.search.words import plain_words
from terreau.people.models import Consent
from terreau.practice.models import Note
from terreau.practice.words import Words

from .shelves import Indexed
from .test_relevance import told_example

JUDGED = Path(__file__).with_name("judged_enough.toml")
GIVEN = 0.80
PAGE_COSTS = 18  # queries: two searches in one, then each kind of thing read again with what goes with it


def judged() -> list[tuple[str, list[str]]]:
    """(what is said, what is right)."""
    kinds = tomllib.loads(JUDGED.read_text(encoding="utf-8"))
    return [pair for said in kinds.values() for pair in said.items()]


class OnTheExampleTest(TestCase):
    def setUp(self):
        self.addCleanup(keeping.forget_live)
        keeping.forget_live()
        self.story = told_example(timezone.now())
        for _turn in range(40):
            keeping.catch_up(timezone.now())
        keeping.forget_live()
        self.kim = Viewer(self.story.person("kim"))

    def test_the_wanted_note_or_person_is_among_the_few(self):
        sentences, missed = judged(), []
        for text, right in sentences:
            given = self._given(text)
            names = {(thing.hit.kind.kind, thing.hit.found.group) for thing in given.things}
            names |= {("person", helper.membership.person_id) for helper in given.people}
            if names.isdisjoint(map(self._named, right)):
                missed.append(f"« {text} » → {[thing.hit.found.title[:40] for thing in given.things]}, not {right}")
        share = 1 - len(missed) / len(sentences)
        self.assertGreaterEqual(len(sentences), 15)
        self.assertGreaterEqual(share, GIVEN, f"{share:.2f} of {len(sentences)}\n" + "\n".join(missed))
        self._says_what_carries_the_question()

    def _says_what_carries_the_question(self):
        said = "\n".join(thing.reason for thing in self._given("je dois faire un audit interne").things)
        self.assertNotIn("fai", said)
        titles = [thing.hit.found.title for thing in self._given("j’anime ma première rencontre jeudi").things]
        self.assertNotIn("Ce qu’on a décidé jeudi soir", titles)
        titles = [thing.hit.found.title for thing in self._given("accueillir une nouvelle personne").things]
        self.assertNotIn("Calendrier de conservation d’une page", titles)
        (samira, *_rest) = self._given("documentaliste").people
        self.assertIn("Samira Haddad porte le chapeau «\u00a0Documentaliste\u00a0» depuis ", samira.reason)

    def _given(self, text: str) -> enough.Enough:
        return enough.for_question(self.kim, self.story.community, text)

    def _named(self, one: str) -> tuple[str, int]:
        kind, _colon, key = one.partition(":")
        return {"thread": "message"}.get(kind, kind), self.story.made(kind, key).pk


class WordsTest(SimpleTestCase):
    def test_weak_words_are_left_out_unless_nothing_else_is_left(self):
        asked = {
            "je dois faire un audit interne jeudi matin, merci": ["audit", "interne"],
            "J’ai besoin d’aide pour mettre en rayon": ["rayon"],
            "I need to run an audit on Monday morning, please": ["audit"],
            "former l’équipe de nuit": ["former", "équipe", "nuit"],
            "une série de gênes, un gars qui marche": ["série", "gênes", "gars", "marche"],
            "jeudi prochain": ["jeudi", "prochain"],
        }
        for text, left in asked.items():
            with self.subTest(text=text):
                self.assertEqual(weak.strong(plain_words(text)), left)

    def test_every_hat_is_named_by_its_label_in_both_languages(self):
        for language in ("fr", "en"):
            with translation.override(language):
                for kind, label in Hat.Kind.choices:
                    with self.subTest(label=str(label)):
                        self.assertIn(kind, roles.named_in(plain_words(str(label))))
        self.assertIn(Hat.Kind.FACILITATION, roles.named_in(["anime", "rencontre"]))
        self.assertEqual(roles.named_in(["groupe", "technique", "levain"]), {})


class RolesTest(Indexed, TestCase):
    def test_whoever_wears_the_hat_comes_first_if_they_agreed_to_be_asked(self):
        for someone in (self.bruno, self.farid):
            self.give_hat(someone, Hat.Kind.DOCUMENTALIST)
        Consent.say(self.bruno, "contact", given=True, at=self.now)
        Consent.say(self.amina, "contact", given=True, at=self.now)
        self.amina.describe(at=self.now, brings="Je cherche une documentaliste pour mes levains.")
        self.told()
        for text in ("documentaliste", "Which documentalist keeps the levains?"):
            people = enough.for_question(Viewer(self.chloe), self.bakers, text).people
            names = [helper.membership.person.name for helper in people]
            self.assertEqual(names[0], self.bruno.name)
            self.assertNotIn(self.farid.name, names)
            self.assertIn("porte le chapeau", people[0].reason)

    def test_a_reason_says_each_word_once_between_the_quotation_marks_of_its_reader(self):
        Thread.start(self.bakers, by=self.bruno, at=self.now, text="Nos levains : un levain dur, un levain liquide.")
        self.told()
        for language, said in (("fr", "«\u00a0levain"), ("en", "“levain")):
            with translation.override(language):
                (thing,) = enough.for_question(Viewer(self.chloe), self.bakers, "faire un levain").things
                self.assertEqual(thing.reason.count("levain"), 1)
                self.assertIn(said, thing.reason)


class ThingsTest(Indexed, TestCase):
    def given(self, someone, text: str) -> list[str]:
        """The titles of what this person is given."""
        keeping.forget_live()
        given = enough.for_question(Viewer(someone), self.bakers, text)
        return [thing.hit.found.title for thing in given.things]

    def noted(self, title: str, thread, circle=None) -> None:
        """A note made of the first message of a thread."""
        message = thread.messages.visible_to(Viewer(self.bruno)).get()
        Note.write(
            self.bakers, by=self.bruno, at=self.now, kind="methode", words=Words(title, "", "", "Rafraîchir le levain."),
            circle=circle, origins=[(message, thread.pk)],
        )  # fmt: skip
        self.told()

    def test_a_note_comes_instead_of_the_thread_it_came_from_for_who_may_read_it(self):
        thread = Thread.start(self.bakers, by=self.bruno, at=self.now, text="Le levain sec ?", title="Levain sec")
        self.told()
        self.assertEqual(self.given(self.chloe, "réveiller un levain sec"), ["Levain sec"])
        secret = Circle.open(
            self.bakers, by=self.bruno, at=self.now, name="Secret", purpose="À nous.", is_private=True
        )  # fmt: skip
        self.noted("Le secret du levain", thread, circle=secret)
        self.assertEqual(self.given(self.chloe, "réveiller un levain sec"), ["Levain sec"])
        self.assertEqual(self.given(self.bruno, "réveiller un levain sec"), ["Le secret du levain"])
        self.noted("Réveiller un levain", thread)
        self.assertEqual(self.given(self.chloe, "réveiller un levain sec"), ["Réveiller un levain"])

    def test_a_gathering_that_is_past_is_given_once_it_is_remembered(self):
        was = timezone.now() - timedelta(days=2)
        said = {"by": self.bruno, "at": self.now, "title": "Visite du moulin", "intention": "Voir le moulin tourner."}
        past = Gathering.call(self.bakers, starts_at=was, **said)
        self.told()
        self.assertEqual(self.given(self.chloe, "visiter un moulin"), [])
        Memory.publish(past, by=self.bruno, at=timezone.now(), texts={"fr": {"learnings": "La meule chauffe."}})
        self.told()
        self.assertEqual(self.given(self.chloe, "visiter un moulin"), ["Visite du moulin"])

    def test_one_thing_or_ten_cost_the_same_queries(self):
        self.client.force_login(self.chloe)
        url, counts = reverse("search:enough", args=[self.bakers.slug]), []
        self.give_hat(self.bruno, Hat.Kind.DOCUMENTALIST)
        for number in range(10):
            thread = Thread.start(self.bakers, by=self.bruno, at=self.now, text=f"Le levain {number}, un levain sec.")
            self.noted(f"Le levain numéro {number}", thread)
            if number in (0, 9):
                self.client.get(url)
                with CaptureQueriesContext(connection) as seen:
                    self.client.get(url, {"q": "la documentaliste garde un levain sec"})
                counts.append(len(seen))
        self.assertLessEqual(counts[1], counts[0])
        self.assertLessEqual(counts[0], PAGE_COSTS)
