"""Who reads what: the one rule, held against the whole cast, and the fast way to it."""

from datetime import timedelta

from django.test import TestCase

from terreau.community.asking import Within
from terreau.community.models import Circle, Community, Hat, Membership
from terreau.community.viewer import VISITOR, Viewer
from terreau.conversation.models import Attachment, HelpOffer, Mention, Message, Revision, Thanks, Thread
from tests.cast import THEN, Cast, person


class Rights(Cast, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.levain = Circle.open(cls.bakers, by=cls.chloe, at=THEN, name="Levain", purpose="Nourrir.")
        cls.said = {
            "everybody": cls.say("À tout le monde"),
            "private": cls.say("Entre nous", circle=cls.ovens),
            "open": cls.say("Dans le levain", circle=cls.levain),
            "hidden": cls.say("Retiré"),
        }
        cls.said["hidden"].hide(by=cls.farid, at=THEN, reason="Non")
        cls.other = Community.found(slug="meuniers", name="Meuniers", by=cls.dan, at=THEN)
        cls.said["elsewhere"] = Thread.start(cls.other, by=cls.dan, at=THEN, text="Chez les meuniers")
        cls.left, cls.paused, cls.gone = (person(f"{name} Parti", at=THEN) for name in ("Luc", "Paule", "Rémi"))
        for someone in (cls.left, cls.paused, cls.gone):
            Membership.enter(cls.bakers, someone, by=someone, at=THEN)
            cls.ovens.seat(someone, by=cls.amina, at=THEN)
        cls.membership_of(cls.left).leave(at=cls.now)
        cls.membership_of(cls.paused).pause(at=cls.now)
        cls.membership_of(cls.gone).remove(by=cls.amina, at=cls.now, reason="Non")
        cls.invited, cls.asked, cls.past = (person(f"{name} Dehors", at=THEN) for name in ("Ida", "Ali", "Eva"))
        Membership.offer(cls.bakers, cls.invited, by=cls.amina, at=THEN)
        Membership.ask(cls.bakers, cls.asked, at=THEN)
        cls.ovens.seat(cls.past, by=cls.amina, at=THEN, guest_until=cls.now - timedelta(minutes=1))

    @classmethod
    def say(cls, text, circle=None) -> Thread:
        """A thread with something of each kind hanging from it."""
        thread = Thread.start(cls.bakers, by=cls.bruno, at=THEN, text=f"{text} @Amina Benali", circle=circle)
        message = Message.objects.get(thread=thread)
        message.edit(by=cls.bruno, at=THEN, text=f"{text} mieux")
        message.thank(by=cls.amina, at=THEN)
        thread.offer_help("helps", by=cls.amina, at=THEN)
        return thread

    def viewers(self) -> dict[str, Viewer]:
        """Everybody who may look."""
        names = ("amina", "bruno", "chloe", "farid", "ines", "gaston", "dan", "admin", "left", "paused", "gone")
        names += ("invited", "asked", "past")
        return {"visitor": VISITOR, **{name: Viewer(getattr(self, name)) for name in names}}

    EXPECTED = {
        "amina": {"everybody", "private", "open", "hidden"},  # she hosts the private circle, and moderates
        "bruno": {"everybody", "private", "open"},
        "chloe": {"everybody", "open"},
        "farid": {"everybody", "open", "hidden"},  # moderates, and does not sit in the private circle
        "ines": {"everybody", "open"},
        "gaston": {"private"},
        "dan": {"elsewhere"},
    }

    def seen(self, viewer) -> set[str]:
        """The threads this viewer reads."""
        keys = set(Thread.objects.visible_to(viewer).values_list("pk", flat=True))
        return {name for name, thread in self.said.items() if thread.pk in keys}

    def test_each_reads_what_is_theirs(self):
        for name, viewer in self.viewers().items():
            with self.subTest(name=name):
                self.assertEqual(self.seen(viewer), self.EXPECTED.get(name, set()))

    def test_where_the_talk_is_public_anybody_reads_what_is_in_no_circle(self):
        Community.objects.filter(pk=self.bakers.pk).update(public_page=True, public_talk=True)
        for name, viewer in self.viewers().items():
            with self.subTest(name=name):
                self.assertEqual(self.seen(viewer), self.EXPECTED.get(name, set()) | {"everybody"})

    def test_what_hangs_from_a_message_is_read_with_it(self):
        for name, viewer in self.viewers().items():
            threads = {self.said[one].pk for one in self.seen(viewer)}
            with self.subTest(name=name):
                read = set(Message.objects.visible_to(viewer).values_list("thread", flat=True))
                self.assertEqual(read, threads)
                threads.discard(self.said["elsewhere"].pk)
                for model in (Revision, Thanks, Mention):
                    read = set(model.objects.visible_to(viewer).values_list("message__thread", flat=True))
                    self.assertEqual(read, threads)
                read = set(HelpOffer.objects.visible_to(viewer).values_list("thread", flat=True))
                self.assertEqual(read, threads)
                self.assertFalse(Attachment.objects.visible_to(viewer).exists())

    def test_composed_once_for_those_who_stand_alike_the_rights_are_the_same(self):
        there = Within(lambda viewer, *, community: self.there(viewer, community))
        for public in (False, True):
            Community.objects.filter(pk=self.bakers.pk).update(public_page=public, public_talk=public)
            for community in Community.objects.filter(pk__in=[self.bakers.pk, self.other.pk]):
                for name, viewer in self.viewers().items():
                    fast, slow = there.ask(viewer, community), self.there(viewer, community.pk)
                    with self.subTest(community=community.slug, name=name, public=public):
                        self.assertEqual([tuple(row) for row in fast], list(slow))

    def there(self, viewer, community: int):
        """The threads of that community which this viewer reads."""
        return Thread.objects.visible_to(viewer).filter(community=community).order_by("pk").values_list("pk", "key")

    def test_rights_end_with_the_hat_and_the_seat(self):
        Hat.objects.get(membership__person=self.farid).lay_down(by=self.farid, at=self.now)
        self.assertEqual(self.seen(Viewer(self.farid)), {"everybody", "open"})
        self.ovens.seats.get(person=self.bruno).leave(by=self.bruno, at=self.now)
        self.assertEqual(self.seen(Viewer(self.bruno)), {"everybody", "open"})
