"""Who came to a date, written down afterwards."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from .memory import REMEMBERING
from .presence import Presence


@transaction.atomic
def note_who_came(gathering, *, people: Iterable, guests: Iterable = (), by, at, among: set | None = None) -> None:
    """Write down who came, and only them; the same list twice changes nothing.

    `among` (« person-3 », « guest-1 ») are those the list could name: others who checked in by themselves stay.
    """
    row = gathering.touched(at)
    if row.words.sort.leaves_no_trace:
        raise ValidationError(_("Un café ne laisse aucune trace."), code="no-trace")
    came = {("person", one.pk) for one in people} | {("guest", one.pk) for one in guests}
    rows = Presence.objects.visible_to(REMEMBERING).filter(gathering=row)
    held = {("guest", one.guest_id) if one.guest_id else ("person", one.person_id): one for one in rows}
    new = came - held.keys()
    back = {who for who in came & held.keys() if held[who].came_at is None}
    gone = {who for who, one in held.items() if one.came_at is not None and who not in came}
    gone = {who for who in gone if among is None or f"{who[0]}-{who[1]}" in among}
    if not new | back | gone:
        return
    Presence.objects.bulk_create(
        Presence(community=row.community, gathering=row, answered_at=at, came_at=row.starts_at, **{f"{kind}_id": pk})
        for kind, pk in sorted(new)
    )
    Presence.objects.filter(pk__in=[held[who].pk for who in back]).update(came_at=row.starts_at)
    Presence.objects.filter(pk__in=[held[who].pk for who in gone]).update(came_at=None)
    people = sorted(pk for kind, pk in new | back | gone if kind == "person")
    row.community.record("attendance-noted", by=by, about=row, at=at, people=people)
