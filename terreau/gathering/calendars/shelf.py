"""The calendars a person may subscribe to, in order: theirs, each community, each circle they sit in."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.community.addresses import address_of
from terreau.community.models import Circle, Community

from ..models import CalendarFeed


@dataclass
class Shelved:
    """One calendar: what it is, what asks for it, its address when there is one."""

    name: str
    what: str
    community: str = ""
    circle: str = ""
    feed: CalendarFeed | None = None
    bringing: str = ""  # where an existing calendar is brought in, for whoever may

    @property
    def address(self) -> str:
        """What is pasted into a calendar program."""
        return settings.ADDRESS + reverse("gathering:feed", args=[self.feed.token]) if self.feed else ""

    @property
    def webcal(self) -> str:
        """What a phone or a computer opens in its own calendar."""
        return f"webcal://{self.address.split('://', 1)[1]}" if self.feed else ""

    @property
    def host(self) -> str:
        """The name of this house, as it stands in the address."""
        return urlsplit(self.address).netloc


def shelf_of(viewer) -> list[Shelved]:
    """Every calendar this viewer may subscribe to: at most three queries."""
    feeds = CalendarFeed.objects.visible_to(viewer)
    held = {(feed.community_id, feed.circle_id): feed for feed in feeds}
    found = [
        Shelved(
            _("Mes rencontres"), _("Celles où vous allez, dans toutes vos communautés."), feed=held.get((None, None))
        )
    ]
    communities = {pk: membership.community for pk, membership in viewer.memberships.items()}
    guest_in = viewer.guest_communities
    if guest_in:
        communities.update(Community.objects.visible_to(viewer).in_bulk(guest_in))
    for pk, community in sorted(communities.items(), key=lambda one: one[1].name.casefold()):
        if pk in viewer.memberships:
            what = _(
                "Toutes les rencontres que vous pouvez y lire. Celles où vous n’allez pas ne prennent pas de place."
            )
            bringing = address_of("memory:bringing", community.slug, "calendrier")
            shown = Shelved(community.name, what, community=community.slug, feed=held.get((pk, None)))
            shown.bringing = bringing if viewer.memberships[pk].may("archive") else ""
            found.append(shown)
        for circle in viewer.circles_in(community):
            if circle.ended_at is None:
                found.append(_of_circle(circle, community, held.get((pk, circle.pk))))
    return found


def _of_circle(circle: Circle, community: Community, feed: CalendarFeed | None) -> Shelved:
    name = _("%(circle)s · %(community)s") % {"circle": circle.name, "community": community.called}
    return Shelved(name, _("Les rencontres de ce cercle."), community=community.slug, circle=circle.key, feed=feed)
