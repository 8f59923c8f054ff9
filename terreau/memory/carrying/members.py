"""A list of members on its way: people not met yet, and a place kept for them."""

from collections.abc import Sequence
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone

from terreau.community.models import Invitation, Membership
from terreau.people.models import Person

from ..arrivals.members_csv import MOST_MEGABYTES, MemberRow, Sheet, read_members
from ..arrivals.problems import Problem, problem
from ..models import Arrival, ArrivalProblem, ArrivedRows
from ..models.arrival import WHY
from .carrier import A_BATCH, Carrier, Deadline, carries
from .undoing import take_out_people

ROWS = ArrivedRows.Kind
STATUS = Membership.Status
FIRST_ROWS = 8  # shown in the preview
GONE = (STATUS.LEFT, STATUS.REMOVED)


@carries(Arrival.Kind.MEMBERS)
class MembersCarrier(Carrier):
    """Nobody is enrolled silently: unless said otherwise they are invited, and nobody is written to unless asked."""

    def look(self, deadline: Deadline) -> bool:
        """Read the list, and compare it with who is here already."""
        sheet = self._sheet()
        held = self._held(sheet.rows)
        found = [*sheet.problems, *filter(None, (_already(row, held.get(row.address)) for row in sheet.rows))]
        found.sort(key=lambda one: one.line)
        fresh = [row for row in sheet.rows if row.address not in held]
        with self.arrival.batch():
            self.forget_problems(while_carrying=False)
            ArrivalProblem.write(self.arrival, (("", one) for one in found))
        self.arrival.looked(_findings(sheet, fresh, len(held)), total=len(fresh), at=timezone.now())
        return True

    def let_in(self, deadline: Deadline) -> bool:
        """Make the people and their place, five hundred at a time."""
        rows = self._sheet().rows
        for start in range(self.arrival.marker.get("rows", 0), len(rows), A_BATCH):
            some = rows[start : start + A_BATCH]
            with self.arrival.batch():
                self._bring_in(some)
                self.arrival.marker = {"rows": start + len(some)}  # a line may hold a whole list
            if deadline:
                return False
        return True

    def take_out(self, deadline: Deadline) -> bool:
        """Invitations not used, memberships nobody touched, then the people nobody has become."""
        return self._revoke(deadline) and self._unseat(deadline) and take_out_people(self.arrival, deadline)

    # ---- in ----
    def _sheet(self) -> Sheet:
        (brought,) = self.files
        with self.open(brought) as stream:
            data = stream.read(MOST_MEGABYTES * 1_000_000 + 1)
        columns = {int(index): said for index, said in self.arrival.options.get("columns", {}).items()}
        return read_members(data, today=self.community.day(timezone.now()), columns=columns)

    def _held(self, rows: Sequence[MemberRow]) -> dict[str, Membership]:
        """Who of the list has a place here already, by address."""
        held: dict[str, Membership] = {}
        for start in range(0, len(rows), A_BATCH):
            addresses = [row.address for row in rows[start : start + A_BATCH]]
            found = Membership.objects.visible_to(WHY).filter(community=self.community, person__email__in=addresses)
            held |= {one.person.email or "": one for one in found.select_related("person")}
        return held

    def _bring_in(self, rows: list[MemberRow]) -> None:
        at = timezone.now()
        held = self._held(rows)
        fresh = [row for row in rows if row.address not in held]
        people = self._people(fresh, at)
        active = bool(self.arrival.options.get("already_members"))
        made = [self._place(people[row.address], row, active, at) for row in fresh]
        Membership.objects.bulk_create(made)
        ArrivedRows.write(self.arrival, ROWS.MEMBERSHIP, [one.pk for one in made])
        self.arrival.count("members" if active else "invited", len(made))
        self.arrival.count("already", len(rows) - len(fresh))
        self.arrival.done += len(made)
        if self.arrival.options.get("send_invitations") and not active:
            self._invite(fresh, at)

    def _people(self, rows: list[MemberRow], at: datetime) -> dict[str, Person]:
        addresses = [row.address for row in rows]
        known = {one.email or "": one for one in Person.objects.here().filter(email__in=addresses)}
        new = [self._person(row) for row in rows if row.address not in known]
        made = Person.objects.make_many(new, at=at)
        ArrivedRows.write(self.arrival, ROWS.PERSON, [one.pk for one in made])
        self.arrival.count("people", len(made))
        return known | {one.email or "": one for one in made}

    def _person(self, row: MemberRow) -> dict:
        place = ", ".join(filter(None, (row.role, row.organisation)))[:160]
        language = row.language or self.community.language
        return {
            "name": row.name, "email": row.address, "place": place, "language": language,
            "time_zone": self.community.time_zone,
        }  # fmt: skip

    def _place(self, person: Person, row: MemberRow, active: bool, at: datetime) -> Membership:
        joined = None
        if active:  # whoever belongs already, without a day: since the community opened here, and no new face
            day = row.joined_on
            joined = datetime.combine(day, time(12), self.community.zone) if day else self.community.founded_at
        status = STATUS.ACTIVE if active else STATUS.INVITED
        return Membership(community=self.community, person=person, status=status, since=at, joined_at=joined)

    def _invite(self, rows: list[MemberRow], at: datetime) -> None:
        sent, refused = [], []
        for row in rows:
            try:
                letter = Invitation.write(
                    self.community, by=self.arrival.started_by, at=at, email=row.address, name=row.name, bounded=False
                )
                sent += [letter.pk] * (letter.made_at == at)
            except ValidationError as why:
                refused.append(("", problem("members-not-invited", row.line, address=row.address, why=why.messages[0])))
        ArrivedRows.write(self.arrival, ROWS.INVITATION, sent)
        ArrivalProblem.write(self.arrival, refused, while_carrying=True)
        self.arrival.count("letters", len(sent))

    # ---- out ----
    def _revoke(self, deadline: Deadline) -> bool:
        for some in ArrivedRows.after(self.arrival, ROWS.INVITATION, self.arrival.marker.get("invitation", 0)):
            with self.arrival.batch():
                for letter in Invitation.objects.visible_to(WHY).filter(pk__in=some.ids, uses_left__gt=0):
                    letter.revoke(by=self.arrival.started_by, at=timezone.now())
                self.arrival.marker = {**self.arrival.marker, "invitation": some.pk}
            if deadline:
                return False
        return True

    def _unseat(self, deadline: Deadline) -> bool:
        for some in ArrivedRows.after(self.arrival, ROWS.MEMBERSHIP, self.arrival.marker.get("membership", 0)):
            with self.arrival.batch():
                rows = Membership.objects.visible_to(WHY).filter(pk__in=some.ids)
                kept = [one for one in rows.select_related("person").prefetch_related("hats") if _touched(one)]
                gone = rows.exclude(pk__in=[one.pk for one in kept]).delete()[1]
                self.arrival.count("members_out", gone.get(Membership._meta.label, 0))
                self.arrival.count("members_kept", len(kept))
                said = [("", problem("members-kept", 0, name=one.person.name)) for one in kept]
                ArrivalProblem.write(self.arrival, said, while_carrying=True)
                self.arrival.marker = {**self.arrival.marker, "membership": some.pk}
            if deadline:
                return False
        return True


def _touched(membership: Membership) -> bool:
    """Whether the person came, or somebody gave them something here."""
    claimed = membership.person.claimed_at
    came = membership.arrived_here_at is not None or (claimed is not None and claimed > membership.since)
    moved = membership.status not in (STATUS.ACTIVE, STATUS.INVITED)
    return came or moved or bool(membership.hats.all())


def _already(row: MemberRow, held: Membership | None) -> Problem | None:
    if held is None:
        return None
    kind = "members-gone" if held.status in GONE else "members-already-here"
    return problem(kind, row.line, address=row.address)


def _findings(sheet: Sheet, fresh: list[MemberRow], held: int) -> dict:
    return {
        "titles": sheet.titles,
        "columns": [str(column) for column in sheet.columns],
        "examples": [[cell[:80] for cell in cells] for cells in sheet.examples],
        "encoding": sheet.encoding,
        "separator": sheet.separator,
        "rows": len(sheet.rows),
        "already": held,
        "people": [
            [row.line, row.name, row.address, ", ".join(filter(None, (row.role, row.organisation)))]
            for row in fresh[:FIRST_ROWS]
        ],
    }
