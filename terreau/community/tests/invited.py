"""Invitations of each kind, and ways to go through them."""

from terreau.community.models import Invitation, Membership
from terreau.people.models import Person

from .pages import Pages

WORD = "Vous pétrissez à la main depuis vingt ans, venez nous dire."


class Doors(Pages):
    def letter(self, by=None, email="lise@example.org", **fields):
        made = {"name": "Lise Roy", "word": WORD, **fields}
        return Invitation.write(self.bakers, by=by or self.bruno, at=self.now, email=email, **made)

    def link(self, uses=3, **fields):
        return Invitation.write(self.bakers, by=self.amina, at=self.now, uses=uses, **fields)

    def land(self, invitation, who=None):
        return self.as_(who).get(f"/invitation/{invitation.token()}/")

    def accept(self, invitation, who=None, **said):
        return self.as_(who).post(f"/invitation/{invitation.token()}/accepter/", said)

    def left(self, invitation) -> int:
        return self.bakers.invitations.values_list("uses_left", flat=True).get(pk=invitation.pk)

    def is_member(self, email) -> bool:
        found = Person.objects.at_address(email)
        row = found and Membership.of(self.bakers, found)
        return bool(row and row.is_active)
