"""A history of participation on its way: who took part, when and how, as its keeper wrote it down."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import BinaryIO

from django.utils import timezone

from terreau.lifecycle.models import HelpGiven, Participant, ParticipationEvent, Touch
from terreau.people.models import Person

from ..arrivals import addresses
from ..arrivals.history import EVENTS, FILES, Event, Folder, Help
from ..arrivals.history import Touch as ToldTouch
from ..arrivals.problems import Problem, problem
from ..models import Arrival, ArrivalProblem, ArrivedRows
from ..models.beside import MOST_PROBLEMS
from .carrier import A_BATCH, Carrier, Deadline, carries
from .settling import settle

ROWS = ArrivedRows.Kind
MANY = 10 * A_BATCH


@carries(Arrival.Kind.HISTORY)
class HistoryCarrier(Carrier):
    """Names of a history stay what they are; an address that is somebody's here counts as them."""

    def look(self, deadline: Deadline) -> bool:
        """Read the three files; what is double or leads nowhere is said too."""
        found: list[tuple[str, Problem]] = []
        told = _Told(self._folder(), found)
        events = told.events()
        touches, helps = told.touches(), told.help()
        here = len(self._held_events(list(told.ids)))
        if here:
            found.insert(0, ("", problem("history-already-here", count=here)))
        with self.arrival.batch():
            self.forget_problems(while_carrying=False)
            ArrivalProblem.write(self.arrival, found[:MOST_PROBLEMS])
        findings = {**told.findings(), "events": events, "touches": touches, "help": helps, "already": here}
        findings["problems"] = len(found)
        self.arrival.looked(findings, total=events, at=timezone.now())
        return True

    def let_in(self, deadline: Deadline) -> bool:
        """Events, then touches, then help, then everybody is counted."""
        return (
            self._each("events", self._events_in, deadline)
            and self._each("touches", self._touches_in, deadline)
            and self._each("help", self._help_in, deadline)
            and settle(self.arrival, deadline, self._participants())
        )

    def _each(self, what: str, bring_in: Callable[[list], None], deadline: Deadline) -> bool:
        """Lines after the last one that came in, some thousands in one transaction."""
        rows = (one for one in getattr(self._folder(), what)() if not isinstance(one, Problem))
        rows = (one for one in rows if one.line > self.arrival.marker.get(what, 0))
        while some := list(islice(rows, MANY)):
            with self.arrival.batch():
                bring_in(some)
                self.arrival.marker = {**self.arrival.marker, what: some[-1].line}
            if deadline:
                return False
        return True

    def _events_in(self, told: list[Event]) -> None:
        held = self._held_events([one.source_id for one in told])
        fresh = {one.source_id: one for one in reversed(told) if one.source_id not in held}
        who = self._who({one.member for one in fresh.values()})
        made = ParticipationEvent.objects.bulk_create(
            (
                ParticipationEvent(
                    community=self.community, participant_id=who[one.member], source_id=one.source_id,
                    occurred_at=one.occurred_at, kind=one.kind, weight=one.weight, thread=one.thread,
                )
                for one in fresh.values()
            ),
            batch_size=1000,
        )  # fmt: skip
        ArrivedRows.write(self.arrival, ROWS.EVENT, [one.pk for one in made])
        self.arrival.count("events", len(made))
        self.arrival.count("already", len(told) - len(made))
        self.arrival.done += len(told)

    def _touches_in(self, told: list[ToldTouch]) -> None:
        events = self._held_events([one.event for one in told])
        rows = {(events[one.event], one.item) for one in told if one.event in events}
        held = Touch.objects.counted(self.community).filter(event_id__in=events.values())
        fresh = sorted(rows - set(held.values_list("event_id", "item")))
        made = (Touch(community=self.community, event_id=event, item=item) for event, item in fresh)
        Touch.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)
        self.arrival.count("touches", len(fresh))

    def _help_in(self, told: list[Help]) -> None:
        who = self._who({one.asker for one in told} | {one.helper for one in told if one.helper})
        held = {
            (row.thread, row.asker_id, row.helper_id, row.asked_at)
            for row in HelpGiven.objects.counted(self.community).filter(thread__in={one.thread for one in told})
        }
        fresh = {}
        for one in told:
            mark = (one.thread, who[one.asker], who.get(one.helper), one.asked_at)
            if mark not in held:
                fresh.setdefault(mark, one.answered_at)
        made = HelpGiven.objects.bulk_create(
            (
                HelpGiven(
                    community=self.community, thread=thread, asker_id=asker, helper_id=helper, asked_at=asked,
                    answered_at=answered,
                )
                for (thread, asker, helper, asked), answered in fresh.items()
            ),
            batch_size=1000,
        )  # fmt: skip
        ArrivedRows.write(self.arrival, ROWS.HELP, [one.pk for one in made])
        self.arrival.count("help", len(made))

    # ---- out ----
    def take_out(self, deadline: Deadline) -> bool:
        """Events with their touches, and help; then names that nothing holds any more."""
        for kind, model in ((ROWS.EVENT, ParticipationEvent), (ROWS.HELP, HelpGiven)):
            for some in ArrivedRows.after(self.arrival, kind, self.arrival.marker.get(kind, 0)):
                with self.arrival.batch():
                    gone = self._rows_out(model, some.ids)
                    self.arrival.count(f"{kind}_out", gone)
                    self.arrival.marker = {**self.arrival.marker, kind: some.pk}
                    self.arrival.done += len(some.ids)
                if deadline:
                    return False
        if not settle(self.arrival, deadline, self._participants()):
            return False
        with self.arrival.batch():
            empty = Participant.objects.filter(community=self.community, person=None, arrived_on=None)
            helped = HelpGiven.objects.counted(self.community)
            empty.exclude(pk__in=helped.values("asker")).exclude(
                pk__in=helped.filter(helper__isnull=False).values("helper")
            ).delete()
        return True

    def _rows_out(self, model, ids: list[int]) -> int:
        gone = 0
        for start in range(0, len(ids), A_BATCH):
            rows = model.objects.filter(community=self.community, pk__in=ids[start : start + A_BATCH])
            gone += rows.delete()[1].get(model._meta.label, 0)
        return gone

    # ---- shared ----
    def _folder(self) -> Folder:
        brought = {one.name: one for one in self.files}
        files: dict[str, Callable[[], BinaryIO]] = {
            name: (lambda one=brought[name]: self.open(one)) for name in FILES if name in brought
        }
        return Folder(files, as_of=timezone.now(), zone=self.community.zone)

    def _held_events(self, source_ids: list[str]) -> dict[str, int]:
        held: dict[str, int] = {}
        for start in range(0, len(source_ids), A_BATCH):
            some = source_ids[start : start + A_BATCH]
            rows = ParticipationEvent.objects.counted(self.community).filter(source_id__in=some)
            held |= dict(rows.values_list("source_id", "pk"))
        return held

    def _who(self, labels: set[str]) -> dict[str, int]:
        """Participant ids by what the history calls them."""
        emails = {label: address for label in labels if "@" in label and (address := addresses.clean(label))}
        rows = Person.objects.here().filter(email__in=set(emails.values()))
        rows = rows.filter(memberships__community=self.community)
        people = dict(rows.values_list("email", "pk"))
        known = Participant.of_people(self.community, set(people.values()))
        here = {label: known[people[address]] for label, address in emails.items() if address in people}
        return here | Participant.of_labels(self.community, labels - here.keys())

    def _participants(self) -> Iterator[int]:
        rows = Participant.objects.counted(self.community).exclude(label="", person=None)
        return iter(rows.order_by("pk").values_list("pk", flat=True))


class _Told:
    """One reading of the three files, to say what is in them and what is wrong."""

    def __init__(self, folder: Folder, found: list[tuple[str, Problem]]) -> None:
        self.folder, self.found = folder, found
        self.ids: set[str] = set()
        self.members: set[str] = set()
        self.kinds: dict[str, int] = {}
        self.first = self.last = None

    def events(self) -> int:
        """How many events can come in."""
        for one in self._said(EVENTS, self.folder.events()):
            if one.source_id in self.ids:
                self.found.append((EVENTS, problem("history-twice", one.line, file=EVENTS, text=one.source_id)))
                continue
            self.ids.add(one.source_id)
            self.members.add(one.member)
            self.kinds[one.kind] = self.kinds.get(one.kind, 0) + 1
            self.first = min(self.first or one.occurred_at, one.occurred_at)
            self.last = max(self.last or one.occurred_at, one.occurred_at)
        return len(self.ids)

    def touches(self) -> int:
        """How many touches lead to an event of this history."""
        count = 0
        for one in self._said("touches.csv", self.folder.touches()):
            if one.event in self.ids:
                count += 1
            else:
                said = problem("history-event-unknown", one.line, file="touches.csv", text=one.event)
                self.found.append(("touches.csv", said))
        return count

    def help(self) -> int:
        """How many questions and answers."""
        return sum(1 for _one in self._said("help.csv", self.folder.help()))

    def findings(self) -> dict:
        """What was read, in figures."""
        return {
            "members": len(self.members),
            "kinds": dict(sorted(self.kinds.items(), key=lambda pair: -pair[1])[:20]),
            "first": int(self.first.timestamp()) if self.first else None,
            "last": int(self.last.timestamp()) if self.last else None,
        }

    def _said(self, file: str, rows: Iterator) -> Iterator:
        for one in rows:
            if isinstance(one, Problem):
                self.found.append((file, one))
            else:
                yield one
