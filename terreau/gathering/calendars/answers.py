"""What one person said about many dates, read at once: for their calendars."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import CharField, DateTimeField, Value

from ..models import Gathering, Preparer, Presence, Series, SeriesAnswer

TEXT = CharField()


@dataclass
class Mine:
    """The answers of one person: by series, by date, and what they carry themselves."""

    person: int
    joined: dict[int, datetime] = field(default_factory=dict)  # series → since when
    said: dict[int, tuple[str, bool]] = field(default_factory=dict)  # gathering → answer, waiting
    prepared: set[int] = field(default_factory=set)

    @property
    def facts(self) -> list:
        """All of it, always in the same order."""
        return [sorted(self.joined.items()), sorted(self.said.items()), sorted(self.prepared)]

    def declined(self, row: Gathering) -> bool:
        """Whether they said « pas cette fois »."""
        return self.said.get(row.pk or 0, ("", False))[0] == Presence.Answer.NOT_THIS_TIME

    def waits(self, row: Gathering) -> bool:
        """Whether they wait for a seat."""
        return self.said.get(row.pk or 0, ("", False))[1]

    def carries(self, thing: Series | Gathering) -> bool:
        """Whether they called it or prepare it."""
        return thing.called_by_id == self.person or (isinstance(thing, Gathering) and thing.pk in self.prepared)

    def comes(self, row: Gathering) -> bool:
        """Whether it is theirs: they come or wait, joined its series, or carry it; and did not decline."""
        if row.pk in self.said:
            return not self.declined(row)
        since = self.joined.get(row.series_id) if row.series_id else None
        return self.carries(row) or (since is not None and row.starts_at >= since)


def mine(viewer, communities: Iterable[int]) -> Mine:
    """Everything this viewer said in these communities, in one query."""
    person = viewer.person
    held, nothing, no_moment = Mine(person.pk), Value("", TEXT), Value(None, DateTimeField(null=True))
    which = {"person": person, "community__in": list(communities)}
    joined = SeriesAnswer.objects.visible_to(viewer).standing().filter(**which)
    said = Presence.objects.visible_to(viewer).filter(**which)
    prepared = Preparer.objects.visible_to(viewer).filter(**which)
    rows = joined.order_by().values_list(Value("joined", TEXT), "series", nothing, "since")
    rows = rows.union(
        said.order_by().values_list(Value("said", TEXT), "gathering", "answer", "waiting_since"),
        prepared.order_by().values_list(Value("prepared", TEXT), "gathering", nothing, no_moment),
        all=True,
    )
    for kind, pk, answer, moment in rows:
        if kind == "joined":
            held.joined[pk] = moment
        elif kind == "said":
            held.said[pk] = (answer, moment is not None)
        else:
            held.prepared.add(pk)
    return held
