"""Sessions and gatherings: one is prepared for the other, and what people share goes with its memory."""

from terreau.gathering.beside import Look, beside_a_date
from terreau.gathering.models import Gathering
from terreau.gathering.views.finding import gathering_for
from terreau.spine.subjects import kind_of

from .models import Capture, Review, Run

KIND = "gathering.gathering"


def meant(request, community, handle: str) -> Gathering | None:
    """The date that an address means by « rencontre=… », for who may hold a session there: of all, or of its circle."""
    found = gathering_for(request.viewer, community, handle[:60]) if handle else None
    if found is None or found.cancelled_at is not None or found.words.sort.leaves_no_trace:
        return None
    if found.circle is not None and found.circle.pk not in request.viewer.circles:
        return None
    return found


def gathering_of(viewer, run: Run) -> Gathering | None:
    """The date a session was prepared for, where its reader may read it."""
    if run.origin_kind != KIND:
        return None
    rows = Gathering.objects.visible_to(viewer).filter(pk=run.origin_id, community=run.community_id)
    found = rows.select_related("series").first()
    if found is not None:
        found.community = run.community
        if found.series is not None:
            found.series.community = run.community
    return found


def shared_in(viewer, runs) -> list[tuple[str, str]]:
    """(words, who says them) that people chose to let out of these sessions, the first said first."""
    reviews = Review.objects.visible_to(viewer).filter(run__in=runs, shared_at__isnull=False)
    notes = Capture.objects.visible_to(viewer).filter(run__in=runs, shared_at__isnull=False)
    found = [(one.shared_at, one.learning, one.person.name) for one in reviews.select_related("person")]
    found += [(one.shared_at, one.text, one.author.name) for one in notes.select_related("author")]
    return [(text, name) for _at, text, name in sorted(found)]


@beside_a_date
def sessions_of(look: Look):
    """The sessions of a date, what was shared out of them, and the way to prepare one."""
    date, runs = look.gathering, []
    if date.is_touched:
        rows = Run.objects.visible_to(look.viewer).filter(origin_kind=kind_of(date), origin_id=date.pk)
        runs = list(rows.order_by("prepared_at", "pk")[:12])
    ended = [run.pk for run in runs if run.ended_at is not None]
    shared = shared_in(look.viewer, ended) if ended else []
    closed = look.over or date.cancelled_at is not None or date.words.sort.leaves_no_trace
    seated = date.circle is None or date.circle.pk in look.viewer.circles
    may_prepare = look.membership is not None and not closed and seated
    if not runs and not may_prepare:
        return None
    return ("protocol/_gathering.html", {"runs": runs, "shared": shared, "may_prepare": may_prepare})
