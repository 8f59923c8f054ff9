"""What the community room itself brings to the home page: a greeting, new faces, circles, what lies ahead."""

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from .home import Coming, Look, home_block
from .models import Membership, ThingToRead


@home_block("greeting", order=10)
def greeting(look: Look):
    """« Bonjour Nadia. » and the question that holds everyone."""
    return "community/_greeting.html", {"first_name": look.viewer.person.name.split()[0], "community": look.community}


@home_block("two", order=20)
def new_faces(look: Look):
    """Who arrived lately, four at most, with what they do."""
    rows = Membership.objects.visible_to(look.viewer).filter(community=look.community).newest(look.at).listed()
    rows = rows.exclude(person=look.viewer.person).select_related("person")
    faces = list(rows[:4])
    return ("community/_new_faces.html", {"faces": faces, "community": look.community}) if faces else None


@home_block("under", order=30)
def my_circles(look: Look):
    """The circles one sits in; no query, the viewer already knows."""
    circles = [circle for circle in look.viewer.circles_in(look.community) if not circle.ended_at]
    for circle in circles:
        if circle.ends_on and circle.ends_on >= look.at.date():
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
    rows = ThingToRead.objects.visible_to(look.viewer).filter(community=look.community)[:3]
    key = f"readings:{look.community.pk}"  # the same for every member, and rarely changed
    readings = cache.get_or_set(key, lambda: list(rows), timeout=20)
    return "community/_home_readings.html", {"readings": readings, "community": look.community}
