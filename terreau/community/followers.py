"""What this room brings to its own handover page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.ui.dates import short_day

from .handing_over import part
from .models import Circle, Hat, Invitation, Membership, Report, Welcome


@part(gettext_lazy("Chapeaux portés"))
def hats(viewer, community, at):
    """Who carries what, kind by kind, and when one talks about it again."""
    rows = Hat.objects.visible_to(viewer).worn().filter(community=community).select_related("membership__person")
    address = reverse("community:hats", args=[community.slug])
    worn: dict[str, list[str]] = {}
    for hat in rows:
        review = _(" (à revoir le %(day)s)") % {"day": short_day(hat.review_on)} if hat.review_on else ""
        worn.setdefault(hat.kind, []).append(f"{hat.membership.person.name}{review}")
    kinds = [(label, worn[kind]) for kind, label in Hat.Kind.choices if kind in worn]
    return [
        (_("%(hat)s\u00a0: %(names)s") % {"hat": label, "names": ", ".join(names)}, address) for label, names in kinds
    ]


@part(gettext_lazy("Cercles ouverts"))
def circles(viewer, community, at):
    """The circles that go on, as far as one may know of them."""
    rows = Circle.objects.visible_to(viewer).going().filter(community=community).order_by("name")
    return [(f"{c.name} · {c.purpose}", reverse("community:circle", args=[community.slug, c.key])) for c in rows]


@part(gettext_lazy("Demandes et signalements qui attendent"))
def waiting(viewer, community, at):
    """Who waits for an answer."""
    rows = Membership.objects.visible_to(viewer).filter(community=community, status=Membership.Status.REQUESTED)
    requests = reverse("community:requests", args=[community.slug])
    lines = [(asked.person.name, requests) for asked in rows.select_related("person").order_by("since")]
    reports = Report.objects.visible_to(viewer).waiting().filter(community=community).exclude(by=viewer.person)
    if number := reports.count():
        address = reverse("community:moderation", args=[community.slug])
        lines.append((_("Signalements : %(number)s") % {"number": number}, address))
    return lines


@part(gettext_lazy("Accueils en cours"))
def welcomes(viewer, community, at):
    """Who welcomes whom."""
    rows = Welcome.objects.visible_to(viewer).going(at).filter(community=community)
    address = reverse("community:welcome", args=[community.slug])
    people = rows.select_related("welcomer__person", "newcomer__person")
    said = _("%(welcomer)s accueille %(newcomer)s")
    return [(said % {"welcomer": w.welcomer.person.name, "newcomer": w.newcomer.person.name}, address) for w in people]


@part(gettext_lazy("Invitations sans réponse"))
def invitations(viewer, community, at):
    """Doors left open."""
    rows = Invitation.objects.visible_to(viewer).opening(at).filter(community=community).order_by("expires_at")
    address = reverse("community:inviting", args=[community.slug])
    said = _("%(name)s, jusqu’au %(day)s")
    return [(said % {"name": i.name or _("Un lien"), "day": short_day(i.expires_at)}, address) for i in rows]
