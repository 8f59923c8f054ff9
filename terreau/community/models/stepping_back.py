"""Stepping back, coming back, going, being taken out: what a membership may do besides beginning."""

from typing import Any

from django.db import transaction


class SteppingBack:
    """The verbs of `Membership` by which access ends, for a while or for good."""

    community: Any
    person: Any
    Status: Any
    _turn: Any

    @transaction.atomic
    def pause(self, *, at, until=None):
        """Step back for a while: no mail, no access, nothing lost."""
        self._keep_a_coordinator()
        if self._turn(self.Status.PAUSED, at, only_from=[self.Status.ACTIVE], paused_until=until):
            self.community.record("membership-paused", by=self.person, about=self, at=at)

    @transaction.atomic
    def resume(self, *, at):
        """Come back from a pause, without a word on the absence."""
        if self._turn(self.Status.ACTIVE, at, only_from=[self.Status.PAUSED], paused_until=None):
            self.community.record("membership-resumed", by=self.person, about=self, at=at)

    @transaction.atomic
    def leave(self, *, at, farewell: str = ""):
        """Go, with a word if one wishes. What was written stays."""
        self._keep_a_coordinator()
        if self._turn(self.Status.LEFT, at, only_from=[self.Status.ACTIVE, self.Status.PAUSED], farewell=farewell):
            self._end_what_it_carried(at)
            self.community.record("membership-left", by=self.person, about=self, at=at)

    @transaction.atomic
    def remove(self, *, by, at, reason: str):
        """Take somebody out, with a reason that they and the journal see."""
        self._keep_a_coordinator()
        if self._turn(self.Status.REMOVED, at, only_from=[self.Status.ACTIVE, self.Status.PAUSED], reason=reason):
            self._end_what_it_carried(at)
            self.community.record("membership-removed", by=by, about=self, at=at, reason=reason)

    # ---- helpers ----
    def _keep_a_coordinator(self) -> None:
        from .hat import Hat

        Hat.keep_a_coordinator(self)

    def _end_what_it_carried(self, at) -> None:
        from .circle import Seat
        from .handover import Handover
        from .hat import Hat

        Hat.objects.filter(membership=self, ended_at=None).update(ended_at=at)
        Handover.objects.filter(taker=self, accepted_at=None, declined_at=None).update(declined_at=at)
        Seat.objects.filter(circle__community=self.community, person=self.person, left_at=None).update(left_at=at)
