"""Bringing something into the bakers' community, in tests."""

from django.core.files.base import ContentFile
from django.utils import timezone

from terreau.files.door import store_upload
from terreau.memory.carrying.carrier import advance
from terreau.memory.models import Arrival, ArrivalProblem
from terreau.memory.models.arrival import WHY
from tests.cast import Cast


class Bringing(Cast):
    """The cast, and how an arrival goes through its steps."""

    def bring(self, kind: str, **files: bytes | str) -> Arrival:
        """Bring files (their names with « __ » for the dot), and have them looked at."""
        given = [
            (name.replace("__", "."), data.encode() if isinstance(data, str) else data) for name, data in files.items()
        ]
        kept = [
            (name, store_upload(ContentFile(data, name=name), community=self.bakers, by=self.amina, at=self.then))
            for name, data in given
        ]
        arrival = Arrival.bring(self.bakers, kind, kept, by=self.amina, at=self.then)
        self.carry(arrival)
        return arrival

    def carry(self, arrival: Arrival, *, seconds: float = 60, turns: int = 500) -> None:
        """Carry it as far as it goes now."""
        for _turn in range(turns):
            if advance(self.again(arrival), seconds=seconds) is None:
                break
        arrival.refresh_from_db(from_queryset=Arrival.objects.visible_to(WHY))

    def let_in(self, arrival: Arrival, **options) -> dict:
        """Start it, carry it; what came in."""
        assert arrival.start(by=self.amina, at=timezone.now(), options=options), arrival.findings
        self.carry(arrival)
        assert arrival.state == "done", (arrival.state, arrival.trouble)
        return arrival.counts

    def take_out(self, arrival: Arrival) -> dict:
        """Undo it, carry it; what went out."""
        assert arrival.undo(by=self.amina, at=timezone.now())
        self.carry(arrival)
        assert arrival.state == "undone", (arrival.state, arrival.trouble)
        return arrival.counts

    def again(self, arrival: Arrival) -> Arrival:
        """The arrival as another process would find it."""
        return Arrival.objects.visible_to(WHY).select_related("community", "started_by").get(pk=arrival.pk)

    def problems(self, arrival: Arrival) -> list[tuple[str, int]]:
        """(kind, line) of everything that is wrong."""
        rows = ArrivalProblem.objects.visible_to(WHY).filter(arrival=arrival)
        return list(rows.values_list("kind", "line"))
