"""The directory and people's pages: each word for its own audience, by name, never by activity."""

from datetime import timedelta

from terreau.community import directory
from terreau.community.folding import fold
from terreau.community.models import Circle, Membership
from terreau.community.viewer import Viewer
from terreau.people.models import Consent, Person
from terreau.people.reading import words_for
from tests.cast import person

from .pages import Pages

A = Person.Audience


class People(Pages):
    def describe(self, someone, **words):
        someone.describe(at=self.now, **words)

    def names(self, answer) -> list[str]:
        """The names on the directory, in order."""
        import re

        return re.findall(r'people__name"><a [^>]*>([^<]*)</a>', answer.content.decode())


class DirectoryTest(People):
    def test_by_name_whatever_the_accents(self):
        someone = person("Émile Zola")
        Membership.enter(self.bakers, someone, by=someone, at=self.now)
        expected = ["Amina Benali", "Bruno Côté", "Chloé Dion", "Émile Zola", "Farid Haddad", "Inès Lopez"]
        self.assertEqual(self.names(self.get(self.bruno, "people")), expected)

    def test_members_only(self):
        self.refuses("people", method="get", to={self.dan: 404, self.gaston: 404})
        self.refuses("register", method="get", to={self.dan: 404, self.gaston: 404})
        self.refuses("farewells", method="get", to={self.dan: 404, self.gaston: 404})

    def test_who_does_not_wish_to_be_listed_is_not(self):
        Consent.say(self.chloe, Consent.Purpose.DIRECTORY, given=False, at=self.now)
        self.assertNotIn("Chloé Dion", self.names(self.get(self.bruno, "people")))
        self.assertNotIn("Chloé", self.get(self.ines, "welcome").content.decode())
        Consent.say(self.chloe, Consent.Purpose.DIRECTORY, given=True, at=self.now + timedelta(minutes=1))
        self.assertIn("Chloé Dion", self.names(self.get(self.bruno, "people")))

    def test_who_waits_left_or_was_taken_out_is_not_there_and_who_rests_is(self):
        Membership.ask(self.bakers, self.dan, at=self.now)
        self.membership_of(self.chloe).pause(at=self.now)
        self.membership_of(self.farid).leave(at=self.now)
        answer = self.get(self.bruno, "people")
        self.assertEqual(self.names(answer), ["Amina Benali", "Bruno Côté", "Chloé Dion", "Inès Lopez"])
        self.says(answer, "en pause")

    def test_a_search_that_no_database_takes_is_answered_like_another(self):
        for name in ("people", "members"):
            answer = self.get(self.amina, name, q="Chl\0oé", apres="\0", cercle="\0")
            self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.names(self.get(self.bruno, "people", q="Chl\0oé")), ["Chloé Dion"])

    def test_filters(self):
        self.assertEqual(self.names(self.get(self.bruno, "people", chapeau="facilitation")), ["Farid Haddad"])
        self.assertEqual(self.names(self.get(self.bruno, "people", nouvelles="1")), ["Inès Lopez"])
        in_ovens = self.names(self.get(self.bruno, "people", cercle=self.ovens.key))
        self.assertEqual(in_ovens, ["Amina Benali", "Bruno Côté"])
        self.assertEqual(self.names(self.get(self.chloe, "people", cercle=self.ovens.key)), [])
        everyone = self.names(self.get(self.bruno, "people"))
        for strange in ({"chapeau": "roi"}, {"etat": "x"}, {"apres": "zzz"}):
            self.assertEqual(self.names(self.get(self.bruno, "people", **strange)), everyone)

    def test_a_hundred_at_a_time(self):
        for n in range(directory.PAGE):
            someone = person(f"Membre{n:03d} Test", email=f"m{n}@example.org")
            Membership.enter(self.bakers, someone, by=someone, at=self.then)
        first = self.get(self.bruno, "people")
        self.assertEqual(len(self.names(first)), directory.PAGE)
        last = Membership.objects.get(community=self.bakers, person__name=self.names(first)[-1])
        second = self.get(self.bruno, "people", apres=last.key)
        self.assertEqual(len(self.names(second)), 5)
        self.assertEqual(set(self.names(first)) & set(self.names(second)), set())
        self.says(first, f"?apres={last.key}")
        self.is_silent_on(second, 'rel="next"')


class SearchTest(People):
    def find(self, who, text):
        return self.names(self.get(who, "people", q=text))

    def test_by_words_of_what_people_bring_and_do(self):
        self.describe(self.chloe, brings="Le pétrissage à la main, l’été.", practice="Boulangère de nuit.")
        for text in ("petrissage", "PÉTRISSAGE", "nuit", "main ete", "chloe", "dion nuit"):
            self.assertEqual(self.find(self.bruno, text), ["Chloé Dion"], text)
        self.assertEqual(self.find(self.bruno, "pétrissage jour"), [])

    def test_a_word_kept_for_some_is_found_by_those_alone(self):
        self.describe(
            self.chloe, brings="Le seigle.", seeks="Un four.", audiences={"brings": A.STEWARDS, "seeks": A.ME}
        )
        self.assertEqual(self.find(self.bruno, "seigle"), [])
        self.assertEqual(self.find(self.amina, "seigle"), ["Chloé Dion"])
        self.assertEqual(self.find(self.amina, "four"), [])
        self.assertEqual(self.find(self.bruno, "chloe@example.org"), [])

    def test_the_search_and_the_page_agree_on_who_reads_what(self):
        for audience in A.values:
            self.describe(self.chloe, brings="Le seigle.", audiences={"brings": audience})
            for who in (self.bruno, self.amina):
                relation = directory.relation_to(self.chloe, Viewer(who), self.bakers)
                read = "brings" in words_for(self.chloe, relation)
                self.assertEqual(bool(self.find(who, "seigle")), read, (audience, who))

    def test_signs_with_a_meaning_elsewhere_have_none_here(self):
        for text in ("%", "_", "'", '"', "\\", ";--", "(", "é" * 200):
            self.assertEqual(self.get(self.bruno, "people", q=text).status_code, 200, text)
            self.assertEqual(self.find(self.bruno, text), [], text)

    def test_the_two_foldings_agree(self):
        for name in ("Chloé", "ÉMILE", "Søren Ünal", "cœur", "Œuvre", "straße", "Ñandú", "İstanbul"):
            Person.objects.filter(pk=self.chloe.pk).update(name=name)
            row = Membership.objects.filter(person=self.chloe)
            page = directory.saying(row, fold(name), as_steward=False)
            self.assertEqual(page.count(), 1, name)


class PersonTest(People):
    def test_words_hats_and_the_circles_one_may_know_of(self):
        self.describe(
            self.bruno, place="Fournil du canal", brings="Le four à bois.", seeks="Rien.", audiences={"seeks": A.ME}
        )
        answer = self.get(self.chloe, "person", self.bruno.key)
        self.says(answer, "Fournil du canal")
        self.says(answer, "Le four à bois.")
        self.is_silent_on(answer, "Rien.")
        self.is_silent_on(answer, "Fours")
        self.is_silent_on(answer, "bruno@example.org")
        self.says(self.get(self.amina, "person", self.bruno.key), "Fours")
        self.says(self.get(self.chloe, "person", self.farid.key), "Animation")

    def test_the_membership_key_opens_it_too(self):
        key = self.membership_of(self.bruno).key
        self.assertEqual(self.get(self.chloe, "person", key).status_code, 200)

    def test_who_finds_nothing(self):
        to = {self.dan: 404, self.gaston: 404, None: 302}
        self.refuses("person", self.bruno.key, method="get", to=to)
        self.refuses("person", self.dan.key, method="get", to={self.bruno: 404})
        self.refuses("person", self.gaston.key, method="get", to={self.chloe: 404})
        self.membership_of(self.farid).leave(at=self.now)
        self.refuses("person", self.farid.key, method="get", to={self.bruno: 404})

    def test_one_proposes_to_welcome_a_newcomer_from_there(self):
        self.says(self.get(self.bruno, "person", self.ines.key), "Proposer de l’accueillir")
        self.is_silent_on(self.get(self.bruno, "person", self.chloe.key), "Proposer de l’accueillir")

    def test_nothing_tells_what_somebody_reads_or_when_they_came(self):
        self.get(self.chloe, "home")
        answer = self.get(self.bruno, "person", self.chloe.key)
        for word in ("vu", "dernière", "connect", "messages"):
            self.is_silent_on(answer, f"{word} ")

    def test_an_open_circle_is_shown(self):
        Circle.open(self.bakers, by=self.bruno, at=self.now, name="Levains", purpose="Nourrir.")
        self.says(self.get(self.chloe, "person", self.bruno.key), "Levains")
