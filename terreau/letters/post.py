"""The one door by which mail leaves. A letter is written as it leaves, as its recipient may read at that moment."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from terreau.community.viewer import Viewer
from terreau.people.models import Person
from terreau.spine.outbox import Later

from . import budget, quiet, server
from .kinds import Kind
from .message import compose, message_id
from .models import Posted
from .words import Words

One = TypeVar("One")
log = logging.getLogger("terreau.letters")


class NotNow(Later):
    """It is night or the weekend where this person is; the letter leaves when the day begins."""

    def __init__(self, why: str, *, due_at: datetime):
        super().__init__(why, due_at=due_at)
        self.until = due_at


def send(
    kind: Kind,
    *,
    to: Person | str,
    entry,
    write: Callable[[Viewer], Words | None],
    at: datetime,
    community=None,
    language: str = "fr",
) -> Posted | None:
    """Send one letter that follows from `entry`: its line in the ledger, or None when there was nothing to send.

    `write(viewer)` says the words as this recipient may read them now, or None when there is nothing for them any
    more. The same letter never leaves twice. Raises `Later` at night (unless transactional) and while the mail
    server is away. What the person's rhythm or the budget does not allow is dropped: their pages have it all the same.
    """
    person = to if isinstance(to, Person) else None
    address = person.email if person else str(to)
    if not address or (person and not person.is_active):
        return None
    identity = message_id(entry, kind, address)
    if Posted.objects.filter(message_id=identity).exists() or not budget.may_come(kind, person, at):
        return None
    if person and not kind.transactional and (opens := quiet.opens_at(at, person.zone)) > at:
        raise NotNow("night or weekend where the person is", due_at=opens)
    server.wait_while_away(at)
    message = _written(kind, write, to, person, community, person.language if person else language, identity)
    if message is None:
        log.info("%s after %s: nothing for its recipient any more", kind.name, entry.pk)
        return None
    line = Posted(person=person, kind=kind.name, entry=entry, message_id=identity, counts=kind.counts, at=at)
    return _leave(message, line)


def _written(kind, write, to, person, community, language, identity):
    """The message in the recipient's language and time zone, or None."""
    zone = person.zone if person else community.zone if community else timezone.get_default_timezone()
    with translation.override(language), timezone.override(zone):
        words = write(Viewer(person, locale=language))
        return words and compose(kind, words, to=to, community=community, identity=identity)


def _leave(message, posted: Posted) -> Posted:
    try:
        server.hand_over(message, at=posted.at)
    except server.RefusedForGood as refused:
        posted.refused_at, posted.trouble = posted.at, str(refused).replace(message.to[0], "…")[:300]
        log.warning("a letter was refused for good: %s", posted.trouble)
    try:
        with transaction.atomic():
            posted.save(force_insert=True)
    except IntegrityError:  # another worker sent the same one in the same instant; both carry the same Message-ID
        log.warning("%s left twice", posted.message_id)
    return posted


def to_each(people: Iterable[One], send_one: Callable[[One], object]) -> None:
    """Send to each of `people`; one for whom it is night does not hold the others back, and is tried again."""
    waits: list[NotNow] = []
    for person in people:
        try:
            send_one(person)
        except NotNow as wait:
            waits.append(wait)
    if waits:
        raise min(waits, key=lambda wait: wait.until)
