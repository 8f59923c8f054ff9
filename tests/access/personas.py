"""Everybody who may knock: one of each kind, made once."""

from datetime import timedelta

from django.utils import timezone

from terreau.community.models import Community, Membership
from tests.cast import THEN, Cast, person

PERSONAS = [
    "visitor",
    "stranger",
    "neighbour",
    "requested",
    "invited",
    "guest",
    "old_guest",
    "member",
    "author",
    "newcomer",
    "facilitator",
    "coordinator",
    "paused",
    "left",
    "removed",
    "administrator",
]


class Everybody(Cast):
    """The cast, and one person in each state a membership can have."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls._people_at_the_door()
        cls.personas = {
            "visitor": None,
            "stranger": cls.dan,
            "neighbour": cls.nora,
            "requested": cls.rita,
            "invited": cls.ivan,
            "guest": cls.gaston,
            "old_guest": cls.odette,
            "member": cls.chloe,
            "author": cls.bruno,
            "newcomer": cls.ines,
            "facilitator": cls.farid,
            "coordinator": cls.amina,
            "paused": cls.paul,
            "left": cls.lea,
            "removed": cls.remi,
            "administrator": cls.admin,
        }

    @classmethod
    def _people_at_the_door(cls):
        cls.nora, cls.rita, cls.ivan = person("Nora Voisine"), person("Rita Demande"), person("Ivan Attendu")
        cls.odette, cls.paul = person("Odette Passée"), person("Paul Repos")
        cls.lea, cls.remi = (
            person("Léa Partie", email="lea@example.org"),
            person("Rémi Retiré", email="remi@example.org"),
        )
        cls.weavers = Community.found(slug="tissage", name="Tissage", by=cls.nora, at=THEN)
        Membership.ask(cls.bakers, cls.rita, at=cls.then)
        Membership.offer(cls.bakers, cls.ivan, by=cls.amina, at=cls.then)
        cls.ovens.seat(cls.odette, by=cls.amina, at=cls.then, guest_until=timezone.now() - timedelta(days=1))
        for someone in (cls.paul, cls.lea, cls.remi):
            Membership.enter(cls.bakers, someone, by=someone, at=cls.then)
        cls.membership_of(cls.paul).pause(at=cls.then)
        cls.membership_of(cls.lea).leave(at=cls.then)
        cls.membership_of(cls.remi).remove(by=cls.amina, at=cls.then, reason="Publicité répétée.")
