"""The same cast in every test: the bakers' community and the people around it."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.utils import timezone

from terreau.community.models import Circle, Community, Hat, Membership
from terreau.community.viewer import Viewer
from terreau.people.models import Person

THEN = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


def person(name: str, *, at=THEN, claimed=True, **fields) -> Person:
    """Somebody with an address of their own, who has signed in at least once unless told otherwise."""
    email = fields.pop("email", f"{name.split()[0].lower()}@example.org")
    made = Person.objects.make(name=name, email=email, at=at, **fields)
    if claimed:
        made.claim(at=at)
    return made


class Cast:
    """Amina coordinates, Farid facilitates, Bruno and Chloé are members, Inès is new, Gaston is a guest, Dan a stranger.

    Mixed into a TestCase: everything is made once for the class.
    """

    lived_on: datetime | None = None  # the moment at which a class begins that leans on the calendar; else, now

    @classmethod
    def setUpClass(cls):
        if cls.lived_on:
            cls.enterClassContext(time_machine.travel(cls.lived_on))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls):
        cls.then = THEN
        cls.now = timezone.now()
        cls.amina = person("Amina Benali")
        cls.bruno = person("Bruno Côté")
        cls.chloe = person("Chloé Dion", email="chloe@example.org")
        cls.farid = person("Farid Haddad")
        cls.ines = person("Inès Lopez", email="ines@example.org")
        cls.gaston = person("Gaston Invité")
        cls.dan = person("Dan Étranger")
        cls.admin = person("Odile Technique")
        cls.admin.make_administrator(by=None, at=THEN)
        cls.bakers = Community.found(
            slug="boulange", name="Boulange de quartier", by=cls.amina, at=THEN, purpose="Mieux pétrir, ensemble."
        )
        for someone in (cls.bruno, cls.chloe, cls.farid):
            Membership.enter(cls.bakers, someone, by=someone, at=THEN + timedelta(days=1))
        Membership.enter(cls.bakers, cls.ines, by=cls.ines, at=cls.now - timedelta(days=5))
        cls.give_hat(cls.farid, Hat.Kind.FACILITATION)
        cls.ovens = Circle.open(
            cls.bakers, by=cls.amina, at=THEN, name="Fours", purpose="Parler de fours.", is_private=True
        )
        cls.ovens.seat(cls.bruno, by=cls.amina, at=THEN)
        cls.ovens.seat(cls.gaston, by=cls.amina, at=THEN, guest_until=cls.now + timedelta(days=30))

    @classmethod
    def membership_of(cls, someone) -> Membership:
        """This person's membership of the bakers, as their viewer holds it."""
        return Viewer(someone).membership_in(cls.bakers)

    @classmethod
    def give_hat(cls, someone, kind: str) -> Hat:
        """Offer a hat on Amina's behalf, and accept it."""
        hat = Hat.offer(cls.membership_of(someone), kind, by=cls.membership_of(cls.amina), at=THEN)
        hat.accept(at=THEN)
        return hat
