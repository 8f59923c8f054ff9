"""A list of members: nobody enrolled silently, nobody written to unasked, and undone without harm."""

from datetime import date, datetime
from unittest import mock

from django.test import TestCase
from django.utils import timezone

from terreau.community.models import Hat, Invitation, Membership
from terreau.memory.carrying import members
from terreau.memory.models.arrival import WHY
from terreau.people.models import Person
from terreau.spine.models import JournalEntry, OutboxRow

from .bringing import Bringing

LIST = (
    "Nom,Courriel,Organisme,Fonction,Langue,Membre depuis\n"
    "Zoé Loin,zoe@example.org,La Ressourcerie,Qualité,en,2021-05-01\n"
    "Paul Blanc,paul@example.org,,,,\n"
    "Bruno,bruno@example.org,,,,\n"
    "Sans adresse,,,,,\n"
    "Zoé encore,ZOE@example.org,,,,\n"
)


class CarryingMembersTest(Bringing, TestCase):
    def place_of(self, address: str) -> Membership | None:
        rows = Membership.objects.visible_to(WHY).filter(community=self.bakers, person__email=address)
        return rows.select_related("person").first()

    def test_looking_changes_nothing(self):
        before = Person.objects.count(), Membership.objects.visible_to(WHY).count()
        arrival = self.bring("members", liste__csv=LIST)
        self.assertEqual((arrival.state, arrival.total, arrival.findings["already"]), ("looked", 2, 1))
        self.assertEqual(
            self.problems(arrival),
            [("members-already-here", 4), ("members-address-missing", 5), ("members-address-twice", 6)],
        )
        self.assertEqual((Person.objects.count(), Membership.objects.visible_to(WHY).count()), before)

    def test_unless_said_otherwise_they_are_expected(self):
        counts = self.let_in(self.bring("members", liste__csv=LIST))
        self.assertEqual(counts, {"invited": 2, "people": 2, "already": 1})
        zoe = self.place_of("zoe@example.org")
        self.assertEqual((zoe.status, zoe.joined_at), ("invited", None))
        self.assertEqual((zoe.person.name, zoe.person.place), ("Zoé Loin", "Qualité, La Ressourcerie"))
        self.assertEqual((zoe.person.language, zoe.person.claimed_at), ("en", None))
        self.assertEqual(self.place_of("paul@example.org").person.language, "fr")

    def test_who_belongs_already_is_a_member_since_their_day(self):
        counts = self.let_in(self.bring("members", liste__csv=LIST), already_members=True)
        self.assertEqual(counts, {"members": 2, "people": 2, "already": 1})
        zoe = self.place_of("zoe@example.org")
        self.assertEqual((zoe.status, zoe.joined_at), ("active", datetime(2021, 5, 1, 12, tzinfo=self.bakers.zone)))
        paul = self.place_of("paul@example.org")  # no day: here since the community opened, and no new face
        self.assertEqual((paul.status, paul.joined_at), ("active", self.bakers.founded_at))

    def test_the_day_they_joined_is_that_day_where_the_community_is(self):
        for number, zone in enumerate(("Pacific/Wallis", "Pacific/Auckland", "America/Toronto", "Pacific/Tahiti")):
            self.bakers.time_zone = zone
            self.bakers.save(update_fields=["time_zone"])
            given = LIST.replace("zoe", f"zoe{number}").replace("ZOE", f"zoe{number}")
            self.let_in(self.bring("members", liste__csv=given), already_members=True)
            joined = self.place_of(f"zoe{number}@example.org").joined_at
            with self.subTest(zone=zone):
                self.assertEqual(self.bakers.day(joined), date(2021, 5, 1))

    def test_nobody_is_written_to_unless_asked(self):
        before = OutboxRow.objects.filter(follower__contains="letters").count()
        self.let_in(self.bring("members", liste__csv=LIST))
        self.let_in(self.bring("members", liste__csv=LIST.replace("zoe", "lea")), already_members=True)
        self.assertFalse(Invitation.objects.visible_to(WHY).exists())
        self.assertEqual(OutboxRow.objects.filter(follower__contains="letters").count(), before)

    def test_each_is_written_to_once_when_asked(self):
        many = "Nom,Courriel\n" + "".join(f"P{n},p{n}@example.org\n" for n in range(30))
        counts = self.let_in(self.bring("members", liste__csv=many), send_invitations=True)
        self.assertEqual((counts["letters"], Invitation.objects.visible_to(WHY).count()), (30, 30))
        self.assertEqual(OutboxRow.objects.filter(follower__endswith="send_invitation").count(), 30)

    def test_whoever_was_expected_enters_by_themself(self):
        self.let_in(self.bring("members", liste__csv=LIST))
        paul = Person.objects.at_address("paul@example.org")
        paul.claim(at=self.now)
        self.assertEqual(Membership.join(self.bakers, paul, at=self.now).status, "active")

    def test_a_list_on_one_line_goes_on_where_it_stopped(self):
        arrival = self.bring("members", liste__csv="; ".join(f"P{n} <p{n}@example.org>" for n in range(1100)))
        arrival.start(by=self.amina, at=timezone.now())
        self.carry(arrival, seconds=0)
        self.assertEqual((arrival.state, arrival.counts["invited"]), ("done", 1100))

    def test_importing_twice_changes_nothing(self):
        self.let_in(self.bring("members", liste__csv=LIST))
        again = self.bring("members", liste__csv=LIST)
        self.assertEqual((again.total, again.is_blocked), (0, True))
        self.assertFalse(again.start(by=self.amina, at=timezone.now()))

    def test_somebody_known_elsewhere_stays_who_they_are(self):
        counts = self.let_in(self.bring("members", liste__csv="Nom,Courriel\nAutre nom,dan@example.org\n"))
        self.assertEqual(counts, {"invited": 1})
        self.assertEqual(self.place_of("dan@example.org").person, self.dan)
        self.dan.refresh_from_db()
        self.assertEqual(self.dan.name, "Dan Étranger")

    def test_who_left_is_not_brought_back(self):
        self.membership_of(self.chloe).leave(at=self.now)
        arrival = self.bring("members", liste__csv="Nom,Courriel\nChloé,chloe@example.org\nP,p@example.org\n")
        self.assertEqual(self.problems(arrival), [("members-gone", 2)])
        self.let_in(arrival, already_members=True)
        self.assertEqual(self.place_of("chloe@example.org").status, "left")

    def test_one_line_in_the_journal(self):
        arrival = self.bring("members", liste__csv=LIST)
        before = JournalEntry.objects.count()
        self.let_in(arrival, already_members=True)
        acts = list(JournalEntry.objects.order_by("pk").values_list("act", flat=True)[before:])
        self.assertEqual(acts, ["arrival-started", "arrival-done", "file-erased"])

    def test_undoing_takes_out_what_nobody_touched(self):
        before = Person.objects.count(), Membership.objects.visible_to(WHY).count()
        arrival = self.bring("members", liste__csv=LIST)
        self.let_in(arrival, already_members=True)
        self.assertEqual(self.take_out(arrival), {"members_out": 2, "people_out": 2})
        self.assertEqual((Person.objects.count(), Membership.objects.visible_to(WHY).count()), before)

    def test_undoing_keeps_who_came_and_says_so(self):
        arrival = self.bring("members", liste__csv=LIST)
        self.let_in(arrival, already_members=True)
        self.place_of("zoe@example.org").person.claim(at=timezone.now())
        self.give_hat(self.place_of("paul@example.org").person, Hat.Kind.CORE)
        counts = self.take_out(arrival)
        self.assertEqual(counts, {"members_kept": 2, "people_kept": 2})
        kept = [(kind, line) for kind, line in self.problems(arrival) if kind == "members-kept"]
        self.assertEqual(len(kept), 2)
        self.assertIsNotNone(self.place_of("zoe@example.org"))

    def test_undoing_leaves_somebody_of_another_community(self):
        arrival = self.bring("members", liste__csv="Nom,Courriel\nDan,dan@example.org\n")
        self.let_in(arrival)
        self.assertEqual(self.take_out(arrival), {"members_out": 1})
        self.assertIsNotNone(Person.objects.at_address("dan@example.org"))

    def test_letters_are_taken_back_too(self):
        arrival = self.bring("members", liste__csv=LIST)
        self.let_in(arrival, send_invitations=True)
        self.take_out(arrival)
        self.assertFalse(Invitation.objects.visible_to(WHY).filter(revoked_at=None).exists())

    def test_killed_in_the_middle(self):
        many = "Nom,Courriel\n" + "".join(f"P{n},p{n}@example.org\n" for n in range(50))
        arrival = self.bring("members", liste__csv=many)
        arrival.start(by=self.amina, at=timezone.now())
        with mock.patch.object(members, "A_BATCH", 7):
            self.carry(arrival, seconds=0, turns=3)
            with (
                mock.patch.object(Membership.objects, "bulk_create", side_effect=SystemExit),
                self.assertRaises(SystemExit),
            ):
                self.carry(arrival)
            self.assertEqual((arrival.counts["invited"], arrival.done), (21, 21))
            self.carry(arrival)
        self.assertEqual((arrival.state, arrival.counts), ("done", {"invited": 50, "people": 50}))
        self.assertEqual(Membership.objects.visible_to(WHY).filter(status="invited").count(), 50)

    def test_somebody_arrives_between_the_look_and_the_word(self):
        arrival = self.bring("members", liste__csv=LIST)
        Person.objects.make(name="Zoé", email="zoe@example.org", at=self.now)
        self.assertEqual(self.let_in(arrival)["people"], 1)
        self.assertEqual(self.place_of("zoe@example.org").person.name, "Zoé")
