"""The seven places of a community. A place whose room is not built yet is not shown."""

from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

PLACES = [
    ("home", _("Accueil"), "community:home", "home"),
    ("domain", _("Domaine"), "domain:domain", "book"),
    ("people", _("Communauté"), "community:people", "circle"),
    ("practice", _("Pratique"), "practice:notes", "book"),
    ("gatherings", _("Rencontres"), "gathering:gatherings", "calendar"),
    ("gatherings", _("Rencontres"), "protocol:runs", "calendar"),  # where sessions are all there is
    ("conversation", _("Échanges"), "conversation:threads", "threads"),
    ("value", _("Valeur"), "value:stories", "sprout"),
]
THUMB = ("home", "gatherings", "conversation", "practice")  # and « Tout », which has them all


@cache
def _paths(slug: str) -> list[tuple[str, object, str, str]]:
    found: list[tuple[str, object, str, str]] = []
    for key, label, route, icon in PLACES:
        if any(key == shown for shown, *_rest in found):
            continue
        try:
            found.append((key, label, reverse(route, args=[slug]), icon))
        except NoReverseMatch:
            continue
    return found


def places_of(community, viewer) -> list[tuple[str, object, str, str]]:
    """(key, label, address, icon) of each place this viewer may open; who does not belong sees what is public."""
    found = _paths(community.slug)
    if viewer and (viewer.membership_in(community) is not None or community.pk in viewer.guest_communities):
        return found
    public = ("home", "conversation") if community.public_talk else ("home",)
    return [place for place in found if place[0] in public]


def thumb_places_of(community, viewer) -> list[tuple[str, object, str, str]]:
    """The places of the bar under the thumb, beside « Tout »; others fill in for rooms not built yet."""
    found = places_of(community, viewer)
    first = [place for place in found if place[0] in THUMB]
    others = [place for place in found if place[0] not in THUMB]
    kept = first + others[: len(THUMB) - len(first)]
    return [place for place in found if place in kept]
