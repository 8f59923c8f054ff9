"""Going through the pages: what each act changes, as people meet it."""

import re
from urllib.parse import urlsplit

from django.test import TestCase

from terreau.conversation.models import Draft, HelpOffer, LastSeen, Message, Thanks, Thread

from .pages import ALL, Talk


class Speaking(Talk, TestCase):
    def test_saying_something_new(self):
        browser = self.signed_in(self.bruno)
        said = self.said(browser.get(self.address("threads")))
        key = re.search(r'name="form_key" value="(\w{32})"', said)[1]
        data = {
            "text": "https://example.org/levain\nUtile.",
            "form_key": key,
            "where": self.ovens.key,
            "title": " Levain ",
        }
        first, second = (browser.post(self.address("start"), data) for _twice in range(2))
        thread = Thread.objects.visible_to(ALL).get(title="Levain")
        self.assertEqual((first.status_code, first.url, second.url), (303, thread.get_absolute_url(), first.url))
        self.assertEqual((thread.circle, thread.opened_by, thread.message_count), (self.ovens, self.bruno, 1))

    def test_words_changed_after_going_back_are_new_words(self):
        browser = self.signed_in(self.bruno)
        for text in ("Un", "Un", "Deux"):
            browser.post(self.address("reply", self.flour.key), {"text": text, "form_key": "k" * 32})
        rows = Message.objects.visible_to(ALL).filter(thread=self.flour).order_by("position")
        self.assertEqual([row.source for row in rows], ["Quelle farine ?", "La T80.", "Un", "Deux"])

    def test_a_form_without_a_key_counts_once_a_day_for_the_same_words(self):
        browser = self.signed_in(self.ines)
        for _twice in range(2):
            browser.post(self.address("start"), {"text": "Bonjour, ici Inès."})
        browser.post(self.address("reply", self.flour.key), {"text": "Bonjour, ici Inès."})
        self.assertEqual(Message.objects.visible_to(ALL).filter(source="Bonjour, ici Inès.").count(), 2)

    def test_an_answer_lands_on_itself(self):
        for number in range(20):
            self.flour.reply(by=self.chloe, at=self.now, text=f"{number}")
        browser = self.signed_in(self.bruno)
        answer = browser.post(self.address("reply", self.flour.key), {"text": "La vingt-troisième"})
        where = urlsplit(answer.url)
        self.assertEqual(where.query, "page=2")
        page = self.said(browser.get(answer.url))
        self.assertIn(f'id="{where.fragment}"', page)
        key = where.fragment.removeprefix("m-")
        self.assertEqual(browser.get(self.address("message", key)).url, answer.url)

    def test_pages_of_twenty(self):
        for number in range(45):
            self.flour.reply(by=self.chloe, at=self.now, text=f"mot-{number}-fin")
        browser = self.signed_in(self.bruno)
        for page, first, last, count in ((1, 0, 17, 20), (2, 18, 37, 20), (3, 38, 44, 7), (9, 38, 44, 7)):
            said = self.said(browser.get(self.address("thread", self.flour.key) + f"?page={page}"))
            with self.subTest(page=page):
                self.assertEqual(said.count('<article class="message'), count)
                for number in (first, last):
                    self.assertIn(f"mot-{number}-fin", said)
        self.assertIn("Page précédente", said)
        self.assertNotIn("Page suivante", said)

    def test_what_is_new_is_said_and_only_once(self):
        for number in range(30):
            self.flour.reply(by=self.chloe, at=self.now, text=f"{number}")
        browser = self.signed_in(self.bruno)
        page = self.address("thread", self.flour.key)
        self.assertIn("Depuis votre dernière visite", self.said(browser.get(page)))
        self.assertEqual(LastSeen.objects.visible_to(ALL).get(person=self.bruno, thread=self.flour).position, 20)
        said = self.said(browser.get(page))
        self.assertNotIn("Depuis votre dernière visite", said)
        self.assertIn("Reprendre où vous en étiez", said)
        self.assertIn("nouveau", self.said(browser.get(self.address("threads"))))
        browser.get(page + "?page=2")
        said = self.said(browser.get(page))
        self.assertNotIn("Reprendre où vous en étiez", said)
        browser.get(page)
        self.assertEqual(LastSeen.objects.visible_to(ALL).get(person=self.bruno, thread=self.flour).position, 32)

    def test_looking_ahead_marks_nothing(self):
        browser = self.signed_in(self.farid)
        browser.head(self.address("thread", self.flour.key))
        self.assertFalse(LastSeen.objects.visible_to(ALL).filter(person=self.farid).exists())

    def test_quoting(self):
        page = self.address("thread", self.flour.key) + f"?citer={self.answer.key}"
        said = self.said(self.signed_in(self.bruno).get(page)).replace("\u00a0", " ")
        self.assertIn("> Chloé Dion a écrit :\n>\n> La T80.\n", said)

    def test_a_draft_is_found_again_and_goes_when_sent(self):
        browser = self.signed_in(self.bruno)
        for place, page in (
            (self.flour.key, self.address("thread", self.flour.key)),
            ("nouveau", self.address("threads")),
            ("appel", self.address("call")),
        ):
            browser.post(self.address("draft", place), {"text": f"Brouillon {place}"})
            with self.subTest(place=place):
                self.assertIn(f">\nBrouillon {place}</textarea>", self.said(browser.get(page)))
                self.assertNotIn(f"Brouillon {place}", self.said(self.signed_in(self.chloe).get(page)))
            self.signed_in(self.bruno)
        browser.post(self.address("reply", self.flour.key), {"text": "Envoyé"})
        left = Draft.objects.visible_to(ALL).values_list("place", flat=True)
        self.assertEqual(set(left), {"nouveau", "appel"})

    def test_a_draft_that_arrives_after_its_message_is_not_kept(self):
        browser = self.signed_in(self.bruno)
        browser.post(self.address("reply", self.flour.key), {"text": "Envoyé"})
        browser.post(self.address("draft", self.flour.key), {"text": "Envoyé "})
        self.assertEqual(self.count(Draft), 0)

    def test_correcting_and_reading_what_was_said_before(self):
        browser = self.signed_in(self.chloe)
        edit = self.address("edit", self.answer.key)
        self.assertIn(">\nLa T80.</textarea>", self.said(browser.get(edit)))
        self.assertIn(self.answer.key, browser.post(edit, {"text": "La T65, bise."}).url)
        said = self.said(self.signed_in(self.ines).get(self.address("versions", self.answer.key)))
        self.assertIn("La <del>T80</del><ins>T65, bise</ins>.", said)
        self.assertIn("corrigé", self.said(self.client.get(self.flour.get_absolute_url())))

    def test_thanks_as_a_part_and_as_a_page(self):
        act, browser = self.address("thank", self.answer.key), self.signed_in(self.bruno)
        part = browser.post(act, {"aide": "oui"}, headers={"HX-Request": "true"})
        self.assertIn("Ça a aidé vous.", self.said(part))
        self.assertIn('aria-pressed="true"', self.said(part))
        self.assertNotIn("<html", self.said(part))
        browser.post(act, {"aide": "oui"})
        self.assertEqual(self.count(Thanks), 1)
        self.assertEqual(browser.post(act, {"aide": "non"}).status_code, 303)
        self.assertEqual(self.count(Thanks), 0)

    def test_nobody_thanks_themself_or_what_is_not_there(self):
        self.assertEqual(self.signed_in(self.chloe).post(self.address("thank", self.answer.key)).status_code, 403)
        self.answer.hide(by=self.farid, at=self.now, reason="Non")
        self.assertEqual(self.signed_in(self.bruno).post(self.address("thank", self.answer.key)).status_code, 403)

    def test_who_will_read_is_said_beside_the_button(self):
        for someone, page, words in (
            (self.chloe, self.address("start"), "Les membres de « Boulange de quartier » le liront, personne d’autre."),
            (
                self.bruno,
                self.address("thread", self.secret.key),
                "Seules les personnes du cercle « Fours » le liront.",
            ),
            (self.gaston, self.address("start"), "Seules les personnes du cercle « Fours » le liront."),
            (self.bruno, self.address("start"), "ou d’un cercle, selon l’endroit choisi."),
        ):
            with self.subTest(page=page):
                said = self.said(self.signed_in(someone).get(page)).replace("\u00a0", " ")
                self.assertIn(words, said)


class Calling(Talk, TestCase):
    def test_a_call_from_its_form_to_its_thanks(self):
        browser = self.signed_in(self.ines)
        form = self.said(browser.get(self.address("call")))
        day = re.search(r'name="until" value="([\d-]+)"', form)[1]
        asked = {"title": "Qui a déjà cuit dehors ?", "text": "", "until": day, "form_key": "c" * 32, "where": ""}
        first, second = (browser.post(self.address("call"), asked) for _twice in range(2))
        self.assertEqual((first.status_code, first.url), (303, second.url))
        call = Thread.objects.visible_to(ALL).get(opening="Qui a déjà cuit dehors ?")
        self.assertEqual((call.call_until.isoformat(), call.title), (day, ""))
        self.assertIn("Qui a déjà cuit dehors ?", self.said(self.signed_in(self.chloe).get(self.address("threads"))))
        self.client.post(self.address("offer", call.key), {"kind": "knows", "word": "ma sœur"})
        self.assertIn("« ma sœur »", self.said(self.client.get(call.get_absolute_url())).replace("\u00a0", " "))
        self.signed_in(self.ines).post(
            self.address("close-call", call.key), {"helped": "Un four en terre", "thanked": [self.chloe.key]}
        )
        said = self.said(self.client.get(call.get_absolute_url()))
        self.assertIn("Un four en terre", said)
        self.assertIn("Merci à Chloé Dion.", said)
        again = self.client.post(self.address("close-call", call.key), {"helped": "Autre"})
        self.assertEqual(again.url, call.get_absolute_url())
        self.assertNotIn("Autre", self.said(self.client.get(call.get_absolute_url())))

    def test_details_make_the_question_the_title(self):
        day = re.search(r'value="([\d-]{10})"', self.said(self.signed_in(self.ines).get(self.address("call"))))[1]
        asked = {"title": "Qui a déjà… ?", "text": "Voici pourquoi.", "until": day, "where": ""}
        self.client.post(self.address("call"), asked)
        call = Thread.objects.visible_to(ALL).get(title="Qui a déjà… ?")
        self.assertEqual(call.opening, "Voici pourquoi.")

    def test_an_answer_changes_and_goes(self):
        browser = self.signed_in(self.chloe)
        for kind in ("helps", "curious"):
            browser.post(self.address("offer", self.call.key), {"kind": kind})
        self.assertEqual(HelpOffer.objects.visible_to(ALL).get().kind, "curious")
        browser.post(self.address("offer", self.call.key), {"kind": "n’importe quoi"})
        self.assertEqual(HelpOffer.objects.visible_to(ALL).get().kind, "curious")
        browser.post(self.address("offer", self.call.key), {"kind": ""})
        self.assertEqual(self.count(HelpOffer), 0)

    def test_a_closed_call_takes_no_answer(self):
        self.call.close_call(by=self.ines, at=self.now)
        browser = self.signed_in(self.chloe)
        self.assertEqual(browser.post(self.address("offer", self.call.key), {"kind": "helps"}).status_code, 403)


class Suggesting(Talk, TestCase):
    def names(self, someone, query) -> list[str]:
        """The names suggested."""
        return self.signed_in(someone).get(self.address("people") + query).json()["people"]

    def test_names_of_who_may_read_there(self):
        self.assertEqual(self.names(self.bruno, "?q=ch"), ["Chloé Dion"])
        self.assertEqual(self.names(self.bruno, "?q=dion"), ["Chloé Dion"])
        self.assertEqual(self.names(self.bruno, f"?q=ch&cercle={self.ovens.key}"), [])
        self.assertEqual(self.names(self.bruno, f"?q=gas&fil={self.secret.key}"), ["Gaston Invité"])
        for query in ("?q=dan", "?q=", "?q=%00", "?q=" + "x" * 500, "?q=%25", ""):
            with self.subTest(query=query):
                self.assertEqual(self.names(self.bruno, query), [])

    def test_a_guest_learns_no_name_from_elsewhere(self):
        self.assertEqual(self.names(self.gaston, f"?q=bruno&fil={self.secret.key}"), ["Bruno Côté"])
        self.assertEqual(self.names(self.gaston, f"?q=chlo&fil={self.secret.key}"), [])
