"""What is found, by whom: the model's own rights on every hit, the moment they change."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.utils import timezone

from terreau.community.models import Circle, Community, Membership
from terreau.community.viewer import Viewer
from terreau.conversation.models import Thread
from terreau.files.door import store_upload
from terreau.memory.search import finding
from terreau.memory.search.models import SearchWord
from terreau.people.models import Consent, Person

from .shelves import Indexed


class FindingTest(Indexed, TestCase):
    def said(self, text, by=None, **more) -> Thread:
        thread = Thread.start(self.bakers, by=by or self.bruno, at=more.pop("at", self.now), text=text, **more)
        self.told()
        return thread

    def test_a_word_of_a_title_comes_before_one_of_a_body(self):
        self.said("On a parlé du levain, parmi bien d’autres choses.", title="Réunion de mars")
        self.said("Il monte mal.", title="Le levain")
        self.assertEqual(self.found(self.chloe, "levain"), ["Le levain", "Réunion de mars"])

    def test_every_word_counts(self):
        self.said("Le levain dur du lundi.", title="Un")
        self.said("Le levain liquide du mardi.", title="Deux")
        self.assertEqual(self.found(self.chloe, "levain liquide")[0], "Deux")

    def test_a_thread_is_shown_once_with_its_best_message(self):
        thread = self.said("Une question de farine.")
        thread.reply(by=self.chloe, at=self.now, text="La farine de sarrasin, sarrasin, sarrasin.")
        self.told()
        answer = finding.look(Viewer(self.bruno), "farine sarrasin", community=self.bakers)
        self.assertEqual([hit.found.who for hit in answer.hits], ["Chloé Dion"])

    def test_slips_are_mended_and_said(self):
        self.said("La température du fournil.")
        answer = finding.look(Viewer(self.chloe), "tempperature fourni", community=self.bakers)
        self.assertEqual([hit.found.title for hit in answer.hits], ["La température du fournil."])
        self.assertEqual(answer.mended[0], ("tempperature", "température"))

    def test_a_phrase_holds_together(self):
        self.said("Un four à bois.", title="Suite")
        self.said("Du bois pour le four.", title="Désordre")
        self.assertEqual(self.found(self.chloe, '"four à bois"'), ["Suite"])
        self.assertCountEqual(self.found(self.chloe, "four bois"), ["Suite", "Désordre"])

    def test_filters_narrow(self):
        self.said("Le pétrin.", title="De Bruno", at=self.now - timedelta(days=400))
        self.said("Le pétrin.", title="De Chloé", by=self.chloe)
        self.said("Le pétrin.", title="Au cercle", circle=self.ovens)
        found = self.found
        self.assertEqual(found(self.bruno, "pétrin de:chloé"), ["De Chloé"])
        self.assertEqual(found(self.bruno, "pétrin cercle:fours"), ["Au cercle"])
        self.assertEqual(found(self.bruno, "pétrin", place=self.ovens.key), ["Au cercle"])
        long_ago = (self.now - timedelta(days=200)).date().isoformat()
        self.assertEqual(found(self.bruno, "pétrin", until=long_ago), ["De Bruno"])
        self.assertNotIn("De Bruno", found(self.bruno, f"pétrin depuis:{long_ago}"))
        self.assertEqual(found(self.bruno, "pétrin genre:personnes"), [])
        nobody = finding.look(Viewer(self.bruno), "pétrin de:zoé", community=self.bakers)
        self.assertTrue(nobody.nobody)

    def test_a_circle_is_no_filter_for_who_does_not_know_of_it(self):
        answer = finding.look(Viewer(self.chloe), "pétrin cercle:fours", community=self.bakers)
        self.assertTrue(answer.nobody)

    def test_typing_finds_words_that_are_only_begun(self):
        self.said("La température du fournil.")
        self.assertEqual(self.found(self.chloe, "tempér", typing=True), ["La température du fournil."])
        self.assertEqual(self.found(self.chloe, "zz", typing=True), [])

    def test_files_by_name_by_picture_words_and_by_text(self):
        upload = SimpleUploadedFile("recette-fougasse.txt", "Pour la croûte, de la vapeur.".encode())
        kept = store_upload(upload, community=self.bakers, by=self.bruno, at=self.now)
        self.said("Voici.", files=[(kept, "une miche ouverte")])
        for words in ("fougasse", "vapeur", "miche"):
            self.assertIn("recette-fougasse.txt", self.found(self.chloe, words), words)

    def test_snippets_say_what_was_written_and_nothing_else(self):
        self.said("<script>alert(1)</script> & le **levain** [du lundi](https://exemple.org) <b>")
        pieces = finding.look(Viewer(self.chloe), "levain", community=self.bakers).hits[0].pieces
        self.assertEqual([piece.text for piece in pieces if piece.found], ["levain"])
        self.assertIn("<script>alert(1)</script> & le ", pieces[0].text)

    def test_pages_follow_one_another_without_losing_or_repeating(self):
        for number in range(23):
            Thread.start(self.bakers, by=self.bruno, at=self.now - timedelta(hours=number), text=f"Brioche {number}")
        self.told()
        seen, start = [], 0
        for _page in range(3):
            answer = finding.look(Viewer(self.chloe), "brioche", community=self.bakers, start=start)
            seen += [hit.found.title for hit in answer.hits]
            start = answer.next
        self.assertEqual((len(seen), len(set(seen)), start), (23, 23, 0))


class RightsTest(Indexed, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.weavers = Community.found(slug="tissage", name="Tissage", by=cls.dan, at=cls.then)

    def test_each_finds_what_is_theirs(self):
        Thread.start(self.bakers, by=self.bruno, at=self.now, text="Le xylophone secret.", circle=self.ovens)
        self.told()
        can = {
            one.name: bool(self.found(one, "xylophone")) for one in (self.bruno, self.gaston, self.chloe, self.amina)
        }
        self.assertEqual(can, {"Bruno Côté": True, "Gaston Invité": True, "Chloé Dion": False, "Amina Benali": True})
        everywhere = finding.look(Viewer(self.dan), "xylophone").hits
        self.assertEqual((self.found(self.dan, "xylophone"), everywhere), ([], []))
        self.assertEqual(finding.look(Viewer(None), "xylophone", community=self.bakers).hits, [])

    def test_a_change_counts_at_once_even_before_the_index_follows(self):
        thread = Thread.start(self.bakers, by=self.bruno, at=self.now, text="Le xylophone.")
        self.told()
        self.assertEqual(len(self.found(self.chloe, "xylophone")), 1)
        thread.move(self.ovens, by=self.bruno, at=self.now)  # the index has not followed
        self.assertEqual(self.found(self.chloe, "xylophone"), [])
        self.told()
        self.assertEqual((len(self.found(self.bruno, "xylophone")), self.found(self.chloe, "xylophone")), (1, []))

    def test_leaving_a_circle_a_community_and_being_taken_out(self):
        open_circle = Circle.open(
            self.bakers, by=self.amina, at=self.now, name="Tartes", purpose="Cuire des xylophones."
        )
        self.told()
        self.assertEqual(self.found(self.chloe, "xylophone"), ["Tartes"])
        self.assertEqual(self.found(self.gaston, "xylophone"), [])
        open_circle.describe(by=self.amina, at=self.now, is_private=True)
        self.assertEqual(self.found(self.chloe, "xylophone"), [])
        Membership.objects.get(community=self.bakers, person=self.chloe).leave(at=self.now)
        self.assertEqual(self.found(self.chloe, "boulange"), [])

    def test_words_taken_out_edited_away_or_withdrawn_are_found_no_more(self):
        thread = Thread.start(self.bakers, by=self.bruno, at=self.now, text="Bonjour à tous.")
        said = thread.reply(by=self.bruno, at=self.now, text="Le xylophone du mardi.")
        self.told()
        said.edit(by=self.bruno, at=self.now, text="Le tambour du mardi.")
        self.assertEqual(self.found(self.chloe, "xylophone"), [])  # before the index follows
        self.told()
        self.assertEqual((self.found(self.chloe, "xylophone"), len(self.found(self.chloe, "tambour"))), ([], 1))
        said.hide(by=self.amina, at=self.now, reason="Hors sujet.")
        self.assertEqual(self.found(self.chloe, "tambour"), [])
        self.told()
        self.assertEqual(self.found(self.amina, "tambour"), [])
        self.assertFalse(SearchWord.objects.filter(folded__in=["tambour", "xylophone"]).exists())

    def test_a_thread_taken_out_is_found_by_moderators_only(self):
        thread = Thread.start(self.bakers, by=self.bruno, at=self.now, text="Le xylophone.")
        self.told()
        thread.hide(by=self.amina, at=self.now, reason="Publicité.")
        self.assertEqual(self.found(self.chloe, "xylophone"), [])
        self.told()
        self.assertEqual((self.found(self.chloe, "xylophone"), len(self.found(self.amina, "xylophone"))), ([], 1))

    def test_of_people_each_reader_finds_what_each_field_says(self):
        self.bruno.describe(
            at=self.now,
            brings="La viennoiserie.",
            seeks="Un xylophone.",
            practice="Le cornet.",
            audiences={"seeks": Person.Audience.STEWARDS, "practice": Person.Audience.ME},
        )
        self.told()
        self.assertEqual(self.found(self.chloe, "viennoiserie"), ["Bruno Côté"])
        self.assertEqual(
            (self.found(self.chloe, "xylophone"), self.found(self.amina, "xylophone")), ([], ["Bruno Côté"])
        )
        self.assertEqual((self.found(self.amina, "cornet"), self.found(self.bruno, "cornet")), ([], []))
        self.assertEqual(self.found(self.chloe, "viennoiserie xylophone genre:personnes"), ["Bruno Côté"])
        Consent.say(self.bruno, "directory", given=False, at=self.now)
        self.assertEqual(self.found(self.chloe, "viennoiserie"), [])

    def test_a_field_closed_a_moment_ago_says_nothing_even_before_the_index_follows(self):
        self.bruno.describe(at=self.now, brings="Un xylophone.")
        self.told()
        self.assertEqual(self.found(self.chloe, "bruno xylophone"), ["Bruno Côté"])
        self.bruno.describe(at=self.now, audiences={"brings": Person.Audience.ME})
        self.assertEqual(self.found(self.chloe, "xylophone"), [])

    def test_near_words_are_only_those_one_may_read(self):
        Thread.start(self.bakers, by=self.bruno, at=self.now, text="Le xylophone.", circle=self.ovens)
        self.told()
        for someone, near in ((self.chloe, []), (self.bruno, [("xylofone", "xylophone")])):
            answer = finding.look(Viewer(someone), "xylofone", community=self.bakers)
            self.assertEqual((answer.mended, answer.near), (near, []), someone)

    def test_near_words_whose_text_has_just_closed_are_not_suggested(self):
        thread = Thread.start(self.bakers, by=self.bruno, at=self.now, text="Le xylophone.")
        self.told()
        thread.move(self.ovens, by=self.bruno, at=self.now)
        answer = finding.look(Viewer(self.chloe), "xylofone", community=self.bakers)
        self.assertEqual((answer.hits, answer.near), ([], []))
        self.assertEqual(answer.mended, [])

    def test_in_two_worlds_an_outsider_gets_the_same_answer_in_the_same_order(self):
        for number in range(6):
            text = f"Le four {'chaud ' * number} numéro {number}"
            Thread.start(self.bakers, by=self.bruno, at=self.now - timedelta(days=number), text=text)
        self.told()

        def world():
            answer = finding.look(Viewer(self.chloe), "four chaud levain", community=self.bakers)
            return [(hit.found.title, hit.score) for hit in answer.hits], answer.mended, answer.near, answer.next

        before = [world() for _ in range(2)][1]
        for number in range(30):
            Thread.start(self.bakers, by=self.bruno, at=self.now, text=f"Four chaud levain {number}", circle=self.ovens)
        self.told()
        after = world()
        self.assertEqual([t for t, _s in before[0]], [t for t, _s in after[0]])
        self.assertEqual(before[1:], after[1:])
        for (_t, one), (_u, other) in zip(before[0], after[0], strict=True):
            self.assertAlmostEqual(one, other, places=3)

    def test_the_public_finds_the_public_talk_and_nobody(self):
        self.bakers.describe(by=self.amina, at=self.now, public_page=True, public_talk=True)
        Thread.start(self.bakers, by=self.bruno, at=self.now, text="Le xylophone public.")
        self.bruno.describe(at=self.now, brings="Un xylophone.")
        self.told()
        self.assertEqual(self.found(None, "xylophone"), ["Le xylophone public."])
        self.assertEqual(self.found(self.dan, "bruno"), [])
        Thread.start(self.weavers, by=self.dan, at=timezone.now(), text="Le xylophone des autres.")
        self.told()
        self.assertEqual(self.found(self.chloe, "xylophone")[-1:], ["Bruno Côté"])
