"""What is counted when somebody takes part; and what is counted again when words are taken back."""

from terreau.conversation.models import Message
from terreau.gathering.models import Gathering
from terreau.spine.asking import Question
from terreau.spine.models import JournalEntry
from terreau.spine.outbox import follows

from .counting import recount, recount_day
from .models import Participant
from .models.participant import WHY


@follows("thread-started", "call-opened", "message-posted", "message-shown")
def count_message(entry: JournalEntry) -> None:
    """A message counts as a contribution of its author, on the local day it was sent."""
    for author, sent_at in _SENT.ask(message=entry.detail.get("message") or entry.about_id):
        recount_day(entry.community, author, sent_at)


def _sent(*, message):
    return Message.objects.visible_to(WHY).filter(pk=message).values_list("author_id", "sent_at")


_SENT = Question(_sent)


@follows("help-thanked")
def count_thanks(entry: JournalEntry) -> None:
    """Thanking is being there."""
    if entry.by_id is not None:
        recount_day(entry.community, entry.by_id, entry.at)


@follows("note-written", "note-edited", "note-translated", "note-reread", "trial-told", "variant-added")
def count_practice(entry: JournalEntry) -> None:
    """Writing, correcting, trying, reading again: giving something, on that day."""
    if entry.by_id is not None:
        recount_day(entry.community, entry.by_id, entry.at)


@follows("note-served", "note-served-taken-back")
def count_use(entry: JournalEntry) -> None:
    """« Ça m’a servi »: being there; taken back, not."""
    if entry.by_id is not None:
        recount_day(entry.community, entry.by_id, entry.at)


@follows("message-hidden", "message-withdrawn", "thanks-taken-back")
def count_again(entry: JournalEntry) -> None:
    """What was taken back counts no more."""
    message = Message.objects.visible_to(WHY).filter(pk=entry.about_id).first()
    people = {message.author_id if message else None, entry.by_id}
    _recount_people(entry.community, {person for person in people if person is not None})


@follows("thread-hidden", "thread-shown")
def count_thread_again(entry: JournalEntry) -> None:
    """Everybody who wrote in a thread that was taken out, or put back."""
    rows = Message.objects.visible_to(WHY).filter(thread=entry.about_id).order_by()
    _recount_people(entry.community, set(rows.values_list("author_id", flat=True).distinct()))


@follows("attendance-noted", "agenda-set")
def count_presence(entry: JournalEntry) -> None:
    """Being at a gathering counts on the day it took place, and again when the list is corrected."""
    gathering = Gathering.objects.visible_to(WHY).filter(pk=entry.about_id).first()
    if gathering is None:
        return
    people = entry.detail.get("people", [])
    if entry.act == "agenda-set":
        came = gathering.presences.all().seen().filter(came_at__isnull=False, person__isnull=False)
        people = list(came.values_list("person_id", flat=True))
    for person in people:
        recount_day(entry.community, person, gathering.starts_at)


def _recount_people(community, people: set[int]) -> None:
    rows = Participant.objects.counted(community).filter(person__in=people)
    recount(community, list(rows.values_list("pk", flat=True)))
