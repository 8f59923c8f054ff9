"""Arriving: who welcomes, what to read, a small way in or none; and the culture page that does not forget."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from terreau.community import small_steps
from terreau.community.models import CultureSection, CultureVersion, Membership, ThingToRead, Welcome
from terreau.community.models.welcome import LOAD
from terreau.community.words import LONGEST, WORDS
from tests.cast import person

from .pages import Pages

WORD = "Écris-moi quand tu veux."


class Welcoming(Pages):
    def newcomer(self, name):
        someone = person(name)
        return Membership.enter(self.bakers, someone, by=someone, at=self.now)

    def take(self, by, someone=None, word=WORD):
        return self.post(by, "welcoming", self.membership_of(someone or self.ines).key, word=word)


class ArrivingTest(Welcoming):
    def test_who_else_is_new_three_things_to_read_and_nothing_asked(self):
        self.newcomer("Léo Nadeau")
        answer = self.get(self.ines, "welcome")
        for words in ("Bienvenue, Inès.", "Léo Nadeau", "Notre culture", "Plus tard", "Mon rythme"):
            self.says(answer, words)
        self.is_silent_on(answer, "%")
        self.is_silent_on(answer, "<progress")

    def test_the_home_page_offers_to_welcome_only_to_who_may(self):
        leo = self.newcomer("Léo Nadeau")
        act = self.address("welcoming", leo.key)
        for someone, offered in ((self.amina, True), (self.ines, False)):
            self.assertEqual(act in self.get(someone, "home").content.decode(), offered)
            self.assertEqual(self.get(someone, "welcoming", leo.key).status_code, 200 if offered else 403)

    def test_whoever_landed_elsewhere_finds_their_arrival_from_home_until_it_is_done(self):
        self.says(self.get(self.ines, "home"), "Mon arrivée")
        for someone in (self.bruno, self.amina):
            self.is_silent_on(self.get(someone, "home"), "Mon arrivée")
        self.post(self.ines, "settling-in")
        self.is_silent_on(self.get(self.ines, "home"), "Mon arrivée")

    def test_nothing_for_now_is_an_answer_once(self):
        for _click in range(2):
            self.assertEqual(self.post(self.ines, "settling-in").url, self.address("home"))
        self.assertEqual(self.acts().count("member-arrived"), 1)

    def test_the_place_may_be_chosen_there(self):
        self.assertEqual(self.post(self.ines, "settling-in", involvement="exchange").url, self.address("welcome"))
        self.assertEqual(self.membership_of(self.ines).involvement, "exchange")

    def test_rooms_offer_small_steps(self):
        step = small_steps.SmallStep(
            "test-hello",
            label="Dire d’où je viens",
            hint=lambda viewer, community: f"{viewer.person.name} le relira.",
            button="Je le dis",
            field="text",
            action=lambda viewer, community: f"/c/{community.slug}/echanges/test/",
        )
        never = small_steps.SmallStep("test-never", label="Jamais", action=lambda viewer, community: "")
        for each in (step, never):
            small_steps.register(each)
            self.addCleanup(small_steps.forget, each.name)
        answer = self.get(self.ines, "welcome")
        self.says(answer, 'action="/c/boulange/echanges/test/"')
        self.says(answer, "Inès Lopez le relira.")
        self.is_silent_on(answer, "Jamais")

    def test_the_page_is_for_members(self):
        self.refuses("welcome", method="get", to={self.dan: 404, self.gaston: 404})
        self.refuses("settling-in", to={self.dan: 404, self.gaston: 404})


class TakingTest(Welcoming):
    def test_a_word_from_the_welcomer_is_what_the_newcomer_reads_first(self):
        self.assertEqual(self.take(self.bruno).status_code, 303)
        answer = self.get(self.ines, "welcome")
        self.says(answer, "Bruno Côté vous accueille.")
        self.says(answer, WORD)

    def test_who_may(self):
        key = self.membership_of(self.ines).key
        self.refuses("welcoming", key, to={self.ines: 403, self.gaston: 404, self.dan: 404}, word="")
        self.refuses("welcoming", self.membership_of(self.chloe).key, to={self.bruno: 403}, word="")
        newer = self.newcomer("Léo Nadeau")
        self.refuses("welcoming", newer.key, to={self.ines: 403}, word="")

    def test_the_first_welcome_stays(self):
        for by in (self.bruno, self.bruno, self.chloe):
            self.take(by)
        self.assertEqual((Welcome.objects.get().welcomer.person, self.acts().count("welcome-taken")), (self.bruno, 1))

    def test_beyond_three_it_is_kindly_refused(self):
        for n in range(LOAD):
            Welcome.take(self.newcomer(f"Personne{n} Nouvelle"), self.membership_of(self.bruno), at=self.now)
        answer = self.take(self.bruno)
        self.assertEqual(answer.status_code, 422)
        self.says(answer, "Vous accueillez déjà trois personnes")
        self.says(answer, WORD)
        self.assertEqual(Welcome.objects.count(), LOAD)

    def test_a_welcome_lasts_three_months_at_most(self):
        bruno = self.membership_of(self.bruno)
        Welcome.take(self.membership_of(self.ines), bruno, at=self.now)
        later = self.now + timedelta(days=91)
        self.assertEqual(Welcome.load_of(bruno, later), 0)
        Welcome.take(self.membership_of(self.ines), self.membership_of(self.chloe), at=later)
        self.assertEqual(Welcome.objects.going(later).get().welcomer.person, self.chloe)

    def test_either_of_the_two_ends_it_and_who_organises(self):
        for by in (self.bruno, self.ines, self.farid):
            self.take(self.bruno)
            key = Welcome.objects.get(ended_at=None).key
            self.refuses("welcome-ending", key, to={self.chloe: 403, self.gaston: 404, self.dan: 404})
            for _click in range(2):
                self.assertEqual(self.post(by, "welcome-ending", key).status_code, 303)
        self.assertEqual(self.acts().count("welcome-ended"), 3)

    def test_the_word_may_change_and_only_its_author_changes_it(self):
        self.take(self.bruno)
        key = Welcome.objects.get().key
        self.refuses("welcome-wording", key, to={self.ines: 403, self.amina: 403, self.dan: 404}, word="x")
        self.post(self.bruno, "welcome-wording", key, word="Viens jeudi.")
        self.post(self.bruno, "welcome-wording", key, word="Viens jeudi.")
        self.says(self.get(self.ines, "welcome"), "Viens jeudi.")
        self.assertEqual(self.acts().count("welcome-worded"), 1)
        self.post(self.bruno, "welcome-wording", key, word="x" * 301)
        self.assertEqual(Welcome.objects.get().word, "Viens jeudi.")

    def test_nobody_welcomes_themself(self):
        with self.assertRaises(IntegrityError):
            Welcome.take(self.membership_of(self.ines), self.membership_of(self.ines), at=self.now)


class ReadingsTest(Welcoming):
    SAID = {
        "lecture0-title": "Le premier four", "lecture0-url": "/c/boulange/echanges/four/", "lecture0-minutes": "4",
        "lecture1-title": "Un film", "lecture1-url": "https://exemple.org/film", "lecture1-minutes": "",
        "lecture2-title": "", "lecture2-url": "", "lecture2-minutes": "3",
    }  # fmt: skip

    def test_who_organises_the_welcome_chooses_them(self):
        to = {self.chloe: 403, self.bruno: 403, self.gaston: 404, self.dan: 404}
        self.refuses("readings", to=to, **self.SAID)
        self.refuses("readings", to=to, method="get")
        for _click in range(2):
            self.assertEqual(self.post(self.farid, "readings", **self.SAID).status_code, 303)
        self.assertEqual(
            list(ThingToRead.objects.values_list("title", "minutes")), [("Le premier four", 4), ("Un film", 3)]
        )
        self.assertEqual(self.acts().count("readings-chosen"), 1)
        self.says(self.get(self.ines, "welcome"), "Le premier four")

    def test_an_address_that_runs_is_refused_where_it_is(self):
        for url in (
            "javascript:alert(1)",
            "http://exemple.org",
            "//exemple.org",
            "data:text/html,x",
            "https://a b",
            "ici",
        ):
            answer = self.post(self.farid, "readings", **{**self.SAID, "lecture0-url": url})
            self.assertEqual(answer.status_code, 422, url)
            self.says(answer, "Une adresse d’ici commence par /")
        self.assertEqual(self.post(self.farid, "readings", **{**self.SAID, "lecture0-url": ""}).status_code, 422)


class CultureTest(Welcoming):
    def write(self, by, source, version=0, kind="rituels"):
        return self.post(by, "culture-section", kind, source=source, version=version)

    def test_named_people_keep_it_and_every_member_reads_it(self):
        to = {self.bruno: 403, self.farid: 403, self.gaston: 404, self.dan: 404}
        self.refuses("culture-section", "rituels", to=to, source="x", version=0)
        self.assertEqual(self.write(self.amina, "On goûte **avant** de parler.").status_code, 303)
        answer = self.get(self.bruno, "culture")
        self.says(answer, "<strong>avant</strong>")
        self.says(answer, "Page tenue par")
        self.refuses("culture", method="get", to={self.gaston: 404, self.dan: 404})
        self.assertEqual(self.write(self.amina, "x", kind="inconnu").status_code, 404)

    def test_history_is_kept_and_the_same_text_is_no_version(self):
        self.write(self.amina, "Un.")
        self.write(self.amina, "Deux.", version=1)
        self.write(self.amina, "Deux.", version=2)
        answer = self.get(self.bruno, "culture-versions", "rituels")
        for words in ("Un.", "Deux.", "version 2"):
            self.says(answer, words)
        self.assertEqual(CultureVersion.objects.count(), 2)

    def test_two_people_writing_at_once_lose_nothing(self):
        self.write(self.amina, "Un.")
        self.write(self.amina, "Deux.", version=1)
        answer = self.write(self.amina, "Autre deux.", version=1)
        self.assertEqual(answer.status_code, 422)
        for words in (
            "Quelqu’un a écrit cette partie entre-temps.",
            "Autre deux.",
            "Deux.",
            'name="version" value="2"',
        ):
            self.says(answer, words)
        self.assertEqual(self.write(self.amina, "Trois.", version=2).status_code, 303)
        with self.assertRaises(ValidationError):
            CultureSection.write(self.bakers, "rituels", "Quatre.", by=self.amina, at=self.now, version=1)

    def test_what_a_page_cannot_carry_is_refused_with_what_was_typed(self):
        deep = ">" * 60 + " trop"
        answer = self.write(self.amina, deep)
        self.assertEqual(answer.status_code, 422)
        self.says(answer, "s’emboîtent trop profondément")
        self.assertEqual(self.write(self.amina, "a" * 7000).status_code, 422)
        self.assertEqual(CultureSection.objects.count(), 0)

    def test_nothing_runs(self):
        self.write(self.amina, "<script>alert(1)</script> [clic](javascript:alert(1))")
        body = self.get(self.bruno, "culture").content.decode()
        self.assertNotIn("<script>alert", body)
        self.assertNotIn('href="javascript', body)


class WordsTest(Welcoming):
    def test_each_word_is_explained_in_two_lines_reachable_by_keyboard(self):
        for word in WORDS.values():
            self.assertLessEqual(len(str(word.means)), LONGEST, word.said)
        answer = self.get(self.chloe, "hats").content.decode()
        self.assertIn('<button type="button" class="word" popovertarget="word-core">', answer)
        self.assertIn('<span popover id="word-core"', answer)

    def test_all_of_them_are_on_one_page(self):
        answer = self.get(self.chloe, "words")
        for word in WORDS.values():
            self.says(answer, str(word.means))
        self.refuses("words", method="get", to={self.dan: 404, self.gaston: 404})
