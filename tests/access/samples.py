"""One true address for each route: what every persona asks for, so that a refusal is never « no such thing »."""

from terreau.community.models import Membership
from tests.access.personas import Everybody
from tests.access.practised import Practised
from tests.access.things import Things

MEMBERSHIP_OF = {"admitting": "rita", "refusing": "rita", "welcoming": "ines"}


class Sampled(Practised, Things, Everybody):
    """Everybody, and one thing of each kind for them to ask for."""

    @classmethod
    def kwargs_for(cls, route: str, pattern: str) -> dict:
        """The arguments of this route; KeyError when nobody gave it a sample yet."""
        room, _, name = route.rpartition(":")
        given = {"slug": cls.bakers.slug} if "<slug:slug>" in pattern else {}
        if route in cls.samples:
            return {**given, **cls.samples[route]}
        if room == "community" and "<str:key>" in pattern:
            someone = getattr(cls, MEMBERSHIP_OF.get(name, "bruno"))
            return {**given, "key": Membership.objects.get(community=cls.bakers, person=someone).key}
        if "<" in pattern.replace("<slug:slug>", ""):
            raise KeyError(f"{route} has no sample in tests/access/things.py")
        return given
