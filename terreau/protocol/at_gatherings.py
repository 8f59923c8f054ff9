"""Sessions and gatherings: one is prepared for the other, and what people share goes with its memory."""

from django.db.models import Case, Value, When

from terreau.community.asking import Within
from terreau.gathering.beside import Look, beside_a_date
from terreau.gathering.models import Gathering
from terreau.gathering.views.finding import gathering_for
from terreau.spine.asking import columns, instance
from terreau.spine.subjects import kind_of

from .models import Capture, Review, Run
from .models.capture import UNSIGNED

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
    """(words, who says them, if they sign) that people chose to let out of these sessions, the first said first."""
    reviews = Review.objects.visible_to(viewer).filter(run__in=runs, shared_at__isnull=False).order_by()
    notes = Capture.objects.visible_to(viewer).filter(run__in=runs, shared_at__isnull=False).order_by()
    said = reviews.values_list("shared_at", "learning", "person__name")
    name = Case(When(sees=UNSIGNED, then=Value("")), default="author__name")
    found = said.union(notes.annotate(name=name).values_list("shared_at", "text", "name"), all=True)
    return [(text, name) for _at, text, name in sorted(found)]


def _sessions(viewer, *, community, kind, date):
    rows = Run.objects.visible_to(viewer).filter(community=community, origin_kind=kind, origin_id=date)
    return rows.order_by("prepared_at", "pk").values_list(*columns(Run))[:12]


_SESSIONS = Within(_sessions, with_hats=False)


def _sessions_of(viewer, date) -> list[Run]:
    found = _SESSIONS.ask(viewer, date.community, kind=kind_of(date), date=date.pk)
    return [instance(Run, iter(row)) for row in found]


@beside_a_date
def sessions_of(look: Look):
    """The sessions of a date, what was shared out of them, and the way to prepare one."""
    date, runs, shared = look.gathering, [], []
    if date.is_touched:
        runs = look.kept.mine("sessions of a date", lambda: _sessions_of(look.viewer, date), date.pk)
    if ended := [run.pk for run in runs if run.ended_at is not None]:
        shared = shared_in(look.viewer, ended)  # never kept: what is taken back is gone at once, and silently
    closed = look.over or date.cancelled_at is not None or date.words.sort.leaves_no_trace
    seated = date.circle is None or date.circle.pk in look.viewer.circles
    may_prepare = look.membership is not None and not closed and seated
    if not runs and not may_prepare:
        return None
    return ("protocol/_gathering.html", {"runs": runs, "shared": shared, "may_prepare": may_prepare})
