"""What the community room itself brings to the home page: a greeting, new faces, circles, what lies ahead."""

from datetime import timedelta

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.ui.numbers import in_words

from .addresses import address_of
from .home import Coming, Look, home_block
from .models import Membership, ThingToRead, Welcome
from .rules import can_welcome

YOUNG = 60  # days during which a community where nobody came yet is told where to begin
FACES = 5  # read at most, one of which may be the viewer's own


@home_block("greeting", order=10)
def greeting(look: Look):
    """« Bonjour Nadia. Depuis lundi : … » and the question that holds everyone; other rooms say what happened."""
    context = {"first_name": look.viewer.person.name.split()[0], "since": _since(look), "lately": look.lately}
    arriving = look.membership.arrived_here_at is None and look.membership.is_new(look.at)
    return "community/_greeting.html", {**context, "arriving": arriving, "community": look.community}


def _since(look: Look) -> str:
    if look.since > look.monday:
        return _("Depuis votre arrivée")
    return _("Depuis lundi") if look.at - look.monday < timedelta(days=7) else _("Depuis une semaine")


@home_block("greeting", order=12)
def hats_offered(look: Look):
    """« On vous propose un chapeau »: what somebody offers the viewer here; no query, the viewer already knows."""
    offered = look.viewer.hats_offered_in(look.community)
    return ("community/_home_hats.html", {"offered": offered, "community": look.community}) if offered else None


@home_block("two", order=5)
def first_gestures(look: Look):
    """Where to begin, for who settles a young community and is still alone in it; no query once it is older."""
    young = look.at - look.community.founded_at < timedelta(days=YOUNG)
    if not young or not look.membership.may("settle") or not look.shared("alone", lambda: _is_alone(look)):
        return None
    return "community/_first_gestures.html", {
        "community": look.community,
        "arrivals": address_of("memory:arrivals", look.community.slug),
    }


def _is_alone(look: Look) -> bool:
    rows = Membership.objects.visible_to(look.viewer).filter(community=look.community).active()
    return rows.order_by().values("pk")[:2].count() < 2


@home_block("two", order=20)
def new_faces(look: Look):
    """Who arrived lately, four at most, with what they do."""
    newest = look.shared("faces", lambda: _newest(look))
    others = [one for one in newest if one.person_id != look.viewer.person.pk]
    _say_who_came(look, others)
    faces = others[: FACES - 1]
    for one in faces:
        one.community = look.community
    may_welcome = [one for one in faces if can_welcome(look.membership, one, look.at)]
    context = {"faces": faces, "may_welcome": may_welcome, "community": look.community}
    return ("community/_new_faces.html", context) if faces else None


def _say_who_came(look: Look, others: list[Membership]) -> None:
    came = sum(one.joined_at is not None and one.joined_at > look.since for one in others)
    if came == 1:
        look.lately.append(_("une nouvelle personne"))
    elif came >= FACES - 1:  # perhaps more: no more were read
        look.lately.append(_("de nouvelles personnes"))
    elif came:
        look.lately.append(_("%(number)s nouvelles personnes") % {"number": in_words(came)})


def _newest(look: Look) -> list[Membership]:
    rows = Membership.objects.visible_to(look.viewer).filter(community=look.community).newest(look.at).listed()
    welcomes = Welcome.objects.visible_to(look.viewer).going(look.at).filter(newcomer=OuterRef("pk"))
    welcomer = Subquery(welcomes.values("welcomer__person__name")[:1])
    return list(rows.select_related("person").annotate(welcomed_by_name=welcomer)[:FACES])


@home_block("under", order=30)
def my_circles(look: Look):
    """The circles one sits in; no query, the viewer already knows."""
    circles = [circle for circle in look.viewer.circles_in(look.community) if not circle.ended_at]
    for circle in circles:
        if circle.ends_on and circle.ends_on >= look.today:
            address = reverse("community:circle", args=[look.community.slug, circle.key])
            look.coming.append(Coming(circle.ends_on, _("Fin prévue du cercle"), circle.name, address))
    return "community/_my_circles.html", {"circles": circles, "community": look.community}


@home_block("stake", order=10)
def what_lies_ahead(look: Look):
    """The planted label: the nearest things to come, three at most; one with a label of its own comes first."""
    coming = sorted(look.coming, key=lambda c: (c.label is None, c.day, c.title))[:3]
    return "community/_stake.html", {"coming": coming, "community": look.community}


@home_block("under", order=20)
def where_we_come_from(look: Look):
    """What one reads on arriving, and the culture page: the memory that exists before any other."""
    readings = look.shared("readings", lambda: _readings(look))
    return "community/_home_readings.html", {"readings": readings, "community": look.community}


def _readings(look: Look) -> list[ThingToRead]:
    return list(ThingToRead.objects.visible_to(look.viewer).filter(community=look.community)[:3])
