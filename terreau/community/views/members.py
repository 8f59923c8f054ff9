"""For who admits: the table of members, the list to take away with a purpose, and requests to answer."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import CharField, Value
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.dates import short_day
from terreau.ui.pieces import piece
from terreau.ui.tables import csv_response

from .. import rules
from ..directory import Page, Sought, circles_to_filter_by, page_of, saying, with_hats
from ..folding import fold
from ..forms.joining import ReasonForm
from ..forms.moderating import ExportForm, RemovalForm
from ..keeping import Looking
from ..models import Hat, Membership, Seat
from ..templating import hat_on
from ..viewing import enter_with, one
from .people import following

TABLE = "community/members_page.html"
REQUESTS = "community/requests_page.html"


def _rows(request, community, sought: Sought, at):
    rows = Membership.objects.visible_to(request.viewer).filter(community=community, person__erased_at=None)
    known = sought.status if sought.status in Membership.Status.values else ""
    rows = rows.filter(status=known) if known else rows.filter(status__in=Membership.AMONG_US)
    rows = sought.within(rows, request.viewer, at)
    return saying(rows, sought.text, as_steward=True) if sought.text else rows


def _beside(page: Page, viewer, community, at) -> dict[str, dict[int, list[str]]]:
    """The hats and the circles of everybody on the page that this viewer knows of, by person, in one query."""
    people = {row.person_id: row.person.agreement for row in page.rows}
    seats = Seat.objects.visible_to(viewer).taken(at).filter(person__in=list(people), circle__community=community)
    seats = seats.filter(circle__ended_at=None).order_by()
    hats = Hat.objects.visible_to(viewer).worn().filter(membership__in=page.rows).order_by()
    circle, hat = Value("circle", CharField()), Value("hat", CharField())
    rows = seats.values_list(circle, "person", "circle__name")
    found: dict[str, dict[int, list[str]]] = {"circle": {}, "hat": {}}
    for what, person, name in rows.union(hats.values_list(hat, "membership__person", "kind"), all=True):
        said = hat_on(name, people[person]) if what == "hat" else name
        found[what].setdefault(person, []).append(said)
    for names in (*found["circle"].values(), *found["hat"].values()):
        names.sort(key=fold)
    return found


def _table(request, community, **forms) -> dict:
    viewer, at, sought = request.viewer, timezone.now(), Sought.of(request.GET)
    looking = Looking(viewer, community, at)
    rows, next_key = looking.mine("members", lambda: _rows_shown(request, community, sought, at), sought)
    return {
        "rows": rows,
        "sought": sought,
        "circles": looking.mine("circles", lambda: circles_to_filter_by(viewer, community)),
        "hat_kinds": Hat.Kind.choices,
        "statuses": Membership.Status.choices,
        "next_url": following(request, next_key),
        "export_form": forms.get("export") or ExportForm(),
    }


def _rows_shown(request, community, sought: Sought, at) -> tuple[Markup, str]:
    """The rows of the table as this viewer reads them, and the key of the last one when others follow."""
    page = page_of(_rows(request, community, sought, at), community, sought.after)
    context = {"page": page, "beside": _beside(page, request.viewer, community, at), "community": community}
    return piece("community/_member_rows.html", context), page.next_key


@require_safe
def members(request, slug):
    """Joined on, status, hats, circles: a hundred a page."""
    community, _membership = enter_with("admit", request, slug)
    return render(request, TABLE, _table(request, community))


@require_POST
def exporting(request, slug):
    """Take the list away: the purpose is kept in the journal, where members read it."""
    community, membership = enter_with("admit", request, slug)
    form = ExportForm(request.POST)
    if not form.is_valid():
        return form_answer(request, TABLE, _table(request, community, export=form))
    at = timezone.now()
    rows = list(_rows(request, community, Sought.of(request.GET), at).select_related("person").order_by("person__name"))
    page = with_hats(Page(rows), request.viewer)
    community.note_export(by=membership.person, purpose=form.cleaned_data["purpose"], rows=len(rows), at=at)
    header = [_("nom"), _("courriel"), _("statut"), _("membre depuis"), _("chapeaux")]
    lines = [_line(row, page.hats.get(row.pk, [])) for row in rows]
    return csv_response(f"{community.slug}-membres-{at:%Y-%m-%d}.csv", header, lines)


def _line(row: Membership, hats: list[Hat]) -> list:
    email = row.person.email if row.person.audience_of("email") != row.person.Audience.ME else ""
    joined = short_day(row.joined_at) if row.joined_at else ""
    return [
        row.person.name,
        email,
        row.get_status_display(),
        joined,
        ", ".join(hat_on(hat.kind, row.person.agreement) for hat in hats),
    ]


@require_safe
def requests(request, slug):
    """Who asks to come in, oldest first."""
    community, _membership = enter_with("admit", request, slug)
    return render(request, REQUESTS, _waiting(request, community))


def _waiting(request, community, *, refused=None, form=None) -> dict:
    rows = Membership.objects.visible_to(request.viewer).filter(community=community)
    rows = rows.filter(status=Membership.Status.REQUESTED).select_related("person").order_by("since")
    return {"waiting": list(rows), "form": form or ReasonForm(), "refused": refused}


def _request(request, slug, key) -> tuple[Membership, Membership]:
    community, membership = enter_with("admit", request, slug)
    rows = Membership.objects.visible_to(request.viewer).filter(community=community)
    return one(rows.select_related("community", "person"), key=key), membership


@require_POST
def admitting(request, slug, key):
    """Say yes to a request."""
    asked, _membership = _request(request, slug, key)
    asked.admit(by=request.user, at=timezone.now())
    if asked.is_active:
        messages.success(request, _("%(name)s est membre.") % {"name": asked.person.name})
    return see_other(reverse("community:requests", args=[slug]))


@require_POST
def refusing(request, slug, key):
    """Say no to a request, and why."""
    asked, membership = _request(request, slug, key)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return form_answer(request, REQUESTS, _waiting(request, membership.community, refused=asked, form=form))
    asked.refuse(by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
    messages.success(request, _("La réponse est partie."))
    return see_other(reverse("community:requests", args=[slug]))


@require_http_methods(["GET", "HEAD", "POST"])
def removing(request, slug, key):
    """Take somebody out, with a reason that they and the journal read."""
    community, membership = enter_with("moderate", request, slug)
    rows = Membership.objects.visible_to(request.viewer).filter(community=community)
    other = one(rows.select_related("community", "person"), key=key)
    allow(rules.can_remove(membership, other))
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            other.remove(by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("%(name)s ne fait plus partie de la communauté.") % {"name": other.person.name})
            return see_other(reverse("community:people", args=[slug]))
    answer = form_answer if form.errors else render
    return answer(request, "community/removing_page.html", {"form": form, "other": other})
