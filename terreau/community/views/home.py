"""The home of a community: what is happening, what lies ahead, what has been gathered, and then the end."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.community.home import Look, home_of
from terreau.community.viewing import enter

from .front import front_page, rests_here


def _rhythm(person) -> str:
    said = {
        person.Rhythm.NOTHING: _("Vous ne recevez aucun courriel."),
        person.Rhythm.WEEKLY: _("Prochain bulletin : jeudi matin, s’il y a quelque chose."),
        person.Rhythm.DAILY: _("Au plus un courriel par jour."),
    }
    return said[person.Rhythm(person.mail_rhythm)]


@login_not_required
def home(request, slug):
    """A member's home; the public page for everybody else who may know of it."""
    if rests_here(request.viewer, slug):
        return redirect("community:join", slug)
    community, membership = enter(request, slug)
    if membership is None:
        return front_page(request, community)
    look = Look(viewer=request.viewer, membership=membership, at=timezone.now())
    words = {"zones": home_of(look), "rhythm": _rhythm(request.viewer.person)}
    return render(request, "community/home_page.html", words)
