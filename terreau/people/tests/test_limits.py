"""How often one machine may ask or try is counted however many others ask, and in whatever process."""

from datetime import timedelta

from django.core.cache import cache
from django.test import Client, RequestFactory, TestCase
from django.utils import timezone

from terreau.people import limits
from terreau.people.models import SignIn
from terreau.people.models.signin import PER_ADDRESS, TRIES, TRIES_A_DAY
from terreau.spine.clock import let_go
from terreau.spine.models import Held
from terreau.spine.shared import SharedCache
from tests.cast import Cast

from .mail import last_asked

BRUNO = "bruno@example.org"


class LimitsTest(TestCase):
    def test_a_crowd_makes_nobody_forgotten(self):
        request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
        name = limits.machine(request)
        self.assertEqual([limits.allowed("test", name, most=2, seconds=86_400) for _ in range(3)], [True, True, False])
        for number in range(300):
            limits.allowed("test", f"somebody-{number}", most=2, seconds=86_400)
        self.assertEqual(limits.machine(request), name)
        self.assertFalse(limits.allowed("test", name, most=2, seconds=86_400))

    def test_who_is_refused_costs_no_write(self):
        for _ in range(2):
            limits.allowed("test", "somebody", most=2, seconds=86_400)
        with self.assertNumQueries(1):
            self.assertFalse(limits.allowed("test", "somebody", most=2, seconds=86_400))

    def test_neither_an_address_nor_what_names_it_is_written(self):
        request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
        limits.may_ask_for_code(request)
        written = str(list(Held.objects.values_list("name", "value")))
        for said in ("192.0.2.7", limits.machine(request), "code"):
            self.assertNotIn(said, written)
        self.assertEqual(len(limits.machine(request)), 6)

    def test_what_is_over_goes(self):
        limits.may_ask_for_code(RequestFactory().get("/"))
        self.assertEqual(Held.objects.count(), 3)  # the key of the day, this machine, everybody
        let_go(timezone.now() + timedelta(minutes=11))
        self.assertEqual(Held.objects.count(), 1)
        let_go(timezone.now() + timedelta(days=1, minutes=1))
        self.assertEqual(Held.objects.count(), 0)


class SharedCacheTest(TestCase):
    def setUp(self):
        self.one, self.other = SharedCache("", {}), SharedCache("", {})

    def test_what_one_process_holds_another_finds(self):
        self.assertTrue(self.one.add("served", "y", timeout=30))
        self.assertFalse(self.other.add("served", "y", timeout=30))
        self.one.set("moments", [3.5, 1.0], 300)
        self.assertEqual(self.other.get("moments", []), [3.5, 1.0])
        self.other.delete("moments")
        self.assertEqual(self.one.get("moments", []), [])

    def test_one_more_is_one_more_for_all(self):
        self.one.add("count", 0, timeout=60)
        self.assertEqual([held.incr("count") for held in (self.one, self.other, self.one)], [1, 2, 3])
        self.assertEqual(self.other.decr("count"), 2)
        with self.assertRaises(ValueError):
            self.one.incr("nothing")

    def test_what_is_over_is_free_again(self):
        self.one.set("served", "y", -1)
        self.assertIsNone(self.other.get("served"))
        self.assertTrue(self.other.add("served", "z", timeout=30))
        self.assertEqual(self.one.get("served"), "z")
        self.one.touch("served", -1)
        self.assertNotIn("served", self.other)


class WrongCodesTest(Cast, TestCase):
    """However many codes are open, and whoever they are for, wrong digits are few."""

    def setUp(self):
        cache.clear()

    def guesses(self, number: int, *, address: str = "", code: str = "") -> list[int]:
        """Digits that are not the right ones (or `code`), each for a request of its own: what is answered."""
        answers = []
        for turn in range(number):
            client = Client()
            client.post("/connexion/", {"email": address or f"nobody-{turn}@example.org"})
            asked = SignIn.objects.latest("pk")
            wrong = f"{(int(asked.code()) + 1) % 1_000_000:06d}"
            answers.append(client.post("/connexion/code/", {"code": code or wrong}))
        return answers

    def test_after_many_wrong_ones_from_here_even_the_right_one_is_not_looked_at(self):
        limits.WRONG_FROM_ONE, before = 3, limits.WRONG_FROM_ONE
        self.addCleanup(setattr, limits, "WRONG_FROM_ONE", before)
        self.assertEqual([answer.status_code for answer in self.guesses(3)], [422] * 3)
        self.client.post("/connexion/", {"email": BRUNO})
        asked = last_asked(BRUNO)
        answer = self.client.post("/connexion/code/", {"code": asked.code()})
        self.assertContains(answer, "Le lien du courriel, lui, ouvre toujours.", status_code=422)
        asked.refresh_from_db()
        self.assertEqual((asked.tries, asked.used_at), (0, None))
        self.assertEqual(self.client.post(asked.get_absolute_url()).status_code, 302)  # the link opens

    def test_after_many_wrong_ones_from_everywhere_too(self):
        limits.WRONG_FROM_ALL, before = 3, limits.WRONG_FROM_ALL
        self.addCleanup(setattr, limits, "WRONG_FROM_ALL", before)
        self.assertEqual([answer.status_code for answer in self.guesses(3)], [422] * 3)
        self.assertContains(self.guesses(1)[0], "ouvre toujours", status_code=422)

    def test_right_ones_are_not_counted(self):
        limits.WRONG_FROM_ONE, before = 2, limits.WRONG_FROM_ONE
        self.addCleanup(setattr, limits, "WRONG_FROM_ONE", before)
        for _turn in range(4):
            client = Client()
            client.post("/connexion/", {"email": BRUNO})
            answer = client.post("/connexion/code/", {"code": last_asked(BRUNO).code()})
            self.assertEqual(answer.status_code, 302)

    def test_the_tries_of_one_address_are_counted_again_after_each(self):
        at = timezone.now()
        open_ones = [SignIn.ask(BRUNO, at=at) for _ in range(PER_ADDRESS)]
        old = SignIn.objects.create(email=BRUNO, asked_at=at, expires_at=at, tries=TRIES_A_DAY - 1)
        self.assertTrue(open_ones[0].code_works(at))
        SignIn.objects.filter(pk=old.pk).update(tries=TRIES_A_DAY)  # as another does between the look and the count
        asked = open_ones[0]
        asked.code_works = lambda at: True
        self.assertFalse(asked.accepts(asked.code(), at=at))
        self.assertLess(asked.tries, TRIES)

    def test_who_asked_a_moment_before_and_comes_after_the_others_is_counted_with_them(self):
        at = timezone.now()
        for _turn in range(PER_ADDRESS):
            last = SignIn.ask(BRUNO, at=at + timedelta(seconds=1))
        self.assertEqual(SignIn.ask(BRUNO, at=at), last)

    def test_two_who_ask_by_turns_for_the_same_address_send_no_more_letters(self):
        at = timezone.now()
        for _turn in range(8):
            for person in (self.amina, self.chloe):
                SignIn.ask_to_move(person, "somebody@example.org", at=at)
        self.assertEqual(SignIn.objects.filter(email="somebody@example.org").count(), 2 * PER_ADDRESS)
