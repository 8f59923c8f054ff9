"""The pages of arrivals: who may, what they say, the second click, two tabs."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from terreau.community.models import Community, Hat, Invitation, Membership
from terreau.files.models import File
from terreau.memory.models import Arrival
from terreau.memory.models.arrival import WHY
from terreau.people.models import Person
from terreau.spine.models import JournalEntry
from terreau.spine.worker import follow_all

from .bringing import Bringing
from .test_carrying_mail import ARCHIVE

LIST = (
    "Prénom;Nom;Courriel;Membre depuis\nZoé;Loin;zoe@example.org;2021-05-01\nBruno;Côté;bruno@example.org;\nX;Y;non;\n"
)


class PagesTest(Bringing, TestCase):
    def setUp(self):
        self.client.force_login(self.amina)

    def address(self, name: str, *args) -> str:
        return reverse(f"memory:{name}", args=[self.bakers.slug, *args])

    def post(self, name: str, *args, follow=False, **data):
        return self.client.post(self.address(name, *args), data, follow=follow)

    def upload(self, what="membres", text=LIST, name="liste.csv"):
        data = text.encode() if isinstance(text, str) else text
        return self.post("bringing", what, brought=SimpleUploadedFile(name, data))

    def the_arrival(self) -> Arrival:
        follow_all(timezone.now() + timedelta(minutes=1))
        return Arrival.objects.visible_to(WHY).select_related("community").latest("pk")

    def looked(self, **options) -> Arrival:
        self.assertEqual(self.upload(**options).status_code, 303)
        arrival = self.the_arrival()
        self.assertEqual(arrival.state, "looked")
        return arrival

    def test_on_a_phone_each_problem_says_how_to_mend_it(self):
        """Cards there: every cell carries the name of its column."""
        arrival = self.looked()
        for page in (self.address("arrival", arrival.key), self.address("problems", arrival.key)):
            self.assertContains(self.client.get(page), '<td role="cell" data-label="Comment y remédier">', count=2)

    def test_what_came_in_is_shown_where_it_can_be_read(self):
        """Expected people stand in the stewards' table, for who may read it; not in the directory."""
        arrival = self.looked()
        self.post("starting", arrival.key, place="invited")
        done = self.client.get(self.the_arrival().get_absolute_url())
        self.assertContains(done, reverse("community:members", args=[self.bakers.slug]) + '">Voir qui est attendu')

    # ---- who may ----
    def test_who_may_read_and_act(self):
        technician = self.give_hat(self.chloe, Hat.Kind.TECHNICAL)
        arrival = self.looked()
        reads = [
            ("arrivals",),
            ("bringing", "membres"),
            *((n, arrival.key) for n in ("arrival", "problems", "problems-csv")),
        ]
        acts = [
            ("bringing", "membres"),
            *((n, arrival.key) for n in ("columns", "starting", "stopping", "undoing", "withdrawing")),
        ]
        people = ((self.dan, 404), (self.gaston, 404), (self.bruno, 403), (self.farid, 403), (self.admin, 404))
        for person, status in people:
            self.client.force_login(person)
            for route in reads:
                with self.subTest(person=person, route=route):
                    self.assertEqual(self.client.get(self.address(*route)).status_code, status)
            for route in acts:
                with self.subTest(person=person, act=route):
                    self.assertEqual(self.post(*route).status_code, status)
        self.client.logout()
        self.assertEqual(self.client.get(self.address("arrivals")).status_code, 302)
        for person in (self.amina, self.chloe):
            self.client.force_login(person)
            for route in reads:
                with self.subTest(person=person, route=route):
                    self.assertEqual(self.client.get(self.address(*route)).status_code, 200)
        self.assertIsNotNone(technician)

    def test_an_arrival_of_another_community_is_not_there(self):
        arrival = self.looked()
        Community.found(slug="autre", name="Autre", by=self.amina, at=self.then)
        there = reverse("memory:arrival", args=["autre", arrival.key])
        self.assertEqual(self.client.get(there).status_code, 404)

    def test_only_who_admits_enrols_or_writes(self):
        self.give_hat(self.chloe, Hat.Kind.TECHNICAL)
        arrival = self.looked()
        self.client.force_login(self.chloe)
        page = self.client.get(arrival.get_absolute_url())
        self.assertNotContains(page, "font déjà partie")
        self.assertEqual(self.post("starting", arrival.key, place="members").status_code, 303)
        self.the_arrival()
        zoe = Membership.objects.visible_to(WHY).get(person__email="zoe@example.org")
        self.assertEqual(zoe.status, "invited")

    def test_going_on_with_what_a_coordinator_chose_asks_for_the_same_right(self):
        arrival = self.looked()
        self.post("starting", arrival.key, place="members")
        self.post("stopping", arrival.key)
        self.give_hat(self.chloe, Hat.Kind.TECHNICAL)
        self.client.force_login(self.chloe)
        self.assertEqual(self.post("starting", arrival.key).status_code, 403)

    # ---- the three steps ----
    def test_a_list_in_three_steps(self):
        arrival = self.looked()
        page = self.client.get(arrival.get_absolute_url())
        self.assertContains(page, "1 personne à faire entrer")
        self.assertContains(page, "zoe@example.org")
        self.assertContains(page, "« non » n’est pas une adresse")
        self.assertContains(page, "bruno@example.org fait déjà partie de la communauté.")
        self.assertIsNone(Person.objects.at_address("zoe@example.org"))
        self.assertRedirects(self.post("starting", arrival.key, place="members"), arrival.get_absolute_url(), 303)
        self.assertContains(self.client.get(arrival.get_absolute_url()), 'hx-trigger="every 2s"')
        arrival = self.the_arrival()
        page = self.client.get(arrival.get_absolute_url())
        self.assertContains(page, "1 personne est membre")
        self.assertNotContains(page, "every 2s")
        self.assertNotContains(page, "zoe@example.org")

    def test_the_part_alone_follows_it(self):
        self.upload()
        arrival = Arrival.objects.visible_to(WHY).get()
        part = self.client.get(arrival.get_absolute_url(), headers={"HX-Request": "true"})
        self.assertContains(part, "Lecture en cours")
        self.assertNotContains(part, "<html")

    def test_wrong_columns_are_put_right(self):
        arrival = self.looked(text="A;B\nZoé Loin;zoe@example.org\nPaul;paul@example.org\n")
        self.assertEqual(arrival.findings["columns"], ["", "address"])
        wrong = self.post("columns", arrival.key, c0="name", c1="")
        self.assertContains(wrong, "Dites quelle colonne contient", status_code=422)
        twice = self.post("columns", arrival.key, c0="address", c1="address")
        self.assertContains(twice, "Deux colonnes", status_code=422)
        self.assertEqual(self.post("columns", arrival.key, c0="name", c1="address").status_code, 303)
        self.assertEqual([row[1] for row in self.the_arrival().findings["people"]], ["Zoé Loin", "Paul"])

    def test_a_list_without_addresses_can_still_be_explained(self):
        arrival = self.looked(text="A;B\nZoé;pas là\n")
        page = self.client.get(arrival.get_absolute_url())
        self.assertContains(page, "Aucune colonne ne ressemble")
        self.assertContains(page, '<details class="block" open>')
        self.assertNotContains(page, self.address("starting", arrival.key))

    def test_mail_in_three_steps_and_back(self):
        arrival = self.looked(what="courriels", text=ARCHIVE, name="four.mbox")
        page = self.client.get(arrival.get_absolute_url())
        self.assertContains(page, "La croûte")
        self.assertContains(page, "4 messages, 2 fils, 3 autrices et auteurs")
        self.post("starting", arrival.key, circle="")
        arrival = self.the_arrival()
        self.assertContains(self.client.get(arrival.get_absolute_url()), "C’est entré : 4 messages")
        self.assertContains(self.client.get(reverse("conversation:threads", args=[self.bakers.slug])), "La croûte")
        self.post("undoing", arrival.key)
        arrival = self.the_arrival()
        self.assertContains(self.client.get(arrival.get_absolute_url()), "4 messages retirés")

    def test_an_archive_goes_only_where_one_sits(self):
        arrival = self.looked(what="courriels", text=ARCHIVE, name="four.mbox")
        refused = self.post("starting", arrival.key, circle="abcdefghjkmn")
        self.assertEqual(refused.status_code, 422)
        self.assertEqual(self.the_arrival().state, "looked")

    def test_a_history_needs_its_events(self):
        answer = self.upload(what="histoire", name="help.csv", text="thread,asker,helper,asked_at\n")
        self.assertContains(answer, "Il manque events.csv", status_code=422)
        arrival = self.looked(
            what="histoire", name="events.csv", text="event_id,member,occurred_at,kind\ne1,m,2020-01-01,read\n"
        )
        self.assertContains(self.client.get(arrival.get_absolute_url()), "1 trace de participation, 1 personne")

    # ---- what is refused ----
    def test_no_file_an_empty_file_two_lists(self):
        for files in (
            [],
            [SimpleUploadedFile("a.csv", b"")],
            [SimpleUploadedFile(n, b"x") for n in ("a.csv", "b.csv")],
        ):
            with self.subTest(files=len(files)):
                answer = self.post("bringing", "membres", brought=files)
                self.assertEqual(answer.status_code, 422)
                self.assertContains(answer, "field__error", status_code=422)
        self.assertFalse(Arrival.objects.visible_to(WHY).exists())

    def test_an_unknown_kind_is_not_there(self):
        self.assertEqual(self.client.get(self.address("bringing", "photos")).status_code, 404)

    def test_something_must_be_said_of_a_list(self):
        arrival = self.looked()
        answer = self.post("starting", arrival.key, place="")
        self.assertContains(answer, "Dites si ces personnes", status_code=422)

    # ---- twice, and in two tabs ----
    def test_the_same_form_twice_brings_one(self):
        first, second = self.upload(), self.upload()
        self.assertEqual(first["Location"], second["Location"])
        follow_all(timezone.now() + timedelta(minutes=1))
        self.assertEqual(self.upload()["Location"], first["Location"])
        self.assertEqual(Arrival.objects.visible_to(WHY).count(), 1)
        self.assertEqual(File.objects.visible_to(WHY).count(), 1)

    def test_started_twice_comes_in_once(self):
        arrival = self.looked()
        for _click in range(2):
            self.assertEqual(self.post("starting", arrival.key, place="members").status_code, 303)
        self.the_arrival()
        self.assertEqual(self.post("starting", arrival.key, place="members").status_code, 303)
        self.the_arrival()
        self.assertEqual(JournalEntry.objects.filter(act="arrival-started").count(), 1)
        self.assertEqual(Membership.objects.visible_to(WHY).filter(person__email="zoe@example.org").count(), 1)

    def test_every_act_out_of_its_time_changes_nothing(self):
        arrival = self.looked()
        for name in ("stopping", "undoing"):
            self.assertEqual(self.post(name, arrival.key).status_code, 303)
        self.assertEqual(self.the_arrival().state, "looked")
        self.post("starting", arrival.key, place="members")
        self.the_arrival()
        for name in ("columns", "stopping", "withdrawing"):
            self.assertEqual(self.post(name, arrival.key).status_code, 303)
        self.assertEqual(self.the_arrival().state, "done")
        for _click in range(2):
            self.post("undoing", arrival.key)
        self.the_arrival()
        self.post("undoing", arrival.key)
        self.assertEqual(JournalEntry.objects.filter(act="arrival-undoing").count(), 1)

    def test_stopped_then_taken_up_again(self):
        arrival = self.looked()
        self.post("starting", arrival.key, place="members")
        self.post("stopping", arrival.key)
        page = self.client.get(arrival.get_absolute_url())
        self.assertContains(page, "vous pouvez reprendre ou défaire")
        self.post("starting", arrival.key)
        self.assertEqual(self.the_arrival().counts, {"members": 1, "people": 1, "already": 1})

    def test_leaving_a_file_erases_it(self):
        arrival = self.looked()
        self.assertRedirects(self.post("withdrawing", arrival.key), self.address("arrivals"), 303)
        self.assertFalse(Arrival.objects.visible_to(WHY).exists())
        self.assertFalse(File.objects.visible_to(WHY).exists())
        self.assertEqual(self.post("withdrawing", arrival.key).status_code, 404)

    # ---- what is shown ----
    def test_every_problem_is_listed_by_line(self):
        arrival = self.looked(text="Nom;Courriel\n" + "".join(f"P{n};non\n" for n in range(250)))
        page = self.client.get(arrival.get_absolute_url())
        self.assertContains(page, "250 entrées restent dehors.")
        first = self.client.get(self.address("problems", arrival.key))
        self.assertContains(first, ">« non » n’est pas", 100)
        third = self.client.get(
            f"{self.address('problems', arrival.key)}?apres={list(arrival.problems.visible_to(WHY))[199].pk}"
        )
        self.assertContains(third, ">« non » n’est pas", 50)
        self.assertEqual(self.client.get(f"{self.address('problems', arrival.key)}?apres=x").status_code, 200)
        table = self.client.get(self.address("problems-csv", arrival.key)).content.decode("utf-8-sig").splitlines()
        self.assertEqual((len(table), table[1].split(";")[:2]), (251, ["", "2"]))

    def test_the_pages_cost_the_same_with_one_and_with_many(self):
        arrival = self.looked()
        pages = [self.address("arrivals"), self.address("arrival", arrival.key), self.address("problems", arrival.key)]
        before = [self.queries(page) for page in pages]
        for n in range(3):
            self.looked(text=LIST + f"P{n};Q;p{n}@example.org;\nZ;Z;non{n};\n")
        self.assertEqual([self.queries(page) for page in pages], before)
        self.assertLessEqual(max(before), 8)

    def queries(self, address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            self.assertEqual(self.client.get(address).status_code, 200)
        return len(seen)

    def test_who_is_mailed(self):
        arrival = self.looked()
        self.post("starting", arrival.key, place="written")
        arrival = self.the_arrival()
        self.assertEqual(arrival.counts["letters"], 1)
        letter = Invitation.objects.visible_to(WHY).get()
        self.assertEqual((letter.email, letter.by), ("zoe@example.org", self.amina))
        self.post("undoing", arrival.key)
        self.the_arrival()
        letter = Invitation.objects.visible_to(WHY).get()
        self.assertIsNotNone(letter.revoked_at)
