"""What can be reported: each room says how one of its things is found, whose it is, and how it is set aside.

A room registers its kinds once, in its `followers.py`:

    reporting.register("conversation.message", author=lambda m: m.author, excerpt=lambda m: m.text, set_aside=hide)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from terreau.spine.reading import Readable, System

EXCERPT = 600


@dataclass(frozen=True)
class Reportable:
    """One kind of thing that people may report."""

    kind: str
    noun: Any  # « Un message »
    author: Callable[[Any], Any]
    excerpt: Callable[[Any], str]
    set_aside: Callable[..., None] | None = None  # (thing, *, by, at, reason)
    within: Callable[[Any, Any], Any] = lambda rows, community: rows.filter(community=community)

    def rows(self, viewer):
        """What `viewer` may read of this kind."""
        every = apps.get_model(self.kind)._default_manager.all()
        return every.visible_to(viewer) if isinstance(every, Readable) else every

    def find(self, viewer, community, key: str):
        """The thing with this key in this community, or None: absent, or not this viewer's to read."""
        return self.within(self.rows(viewer), community).filter(key=key).first()


_kinds: dict[str, Reportable] = {}


def register(kind: str, **says) -> None:
    """Have things of this kind (« room.model », with a `key`) be reportable."""
    _kinds[kind] = Reportable(kind, **says)


def of_kind(kind: str) -> Reportable | None:
    """How things of this kind are reported; None when they cannot be."""
    return _kinds.get(kind)


def thing_of(report):
    """What a report is about, as shown to whoever answers it, with its community; None when it is gone."""
    return _read(report, System("a report shows what it is about"))


def page_of(report, viewer) -> str:
    """Where this viewer reads what was reported, in its place; empty when they may not, or it has no page."""
    thing = _read(report, viewer)
    if getattr(thing, "community_id", None) != report.community_id or not hasattr(thing, "get_absolute_url"):
        return ""
    return thing.get_absolute_url()


def _read(report, reader):
    reportable = of_kind(report.about_kind)
    thing = reportable.rows(reader).filter(pk=report.about_id).first() if reportable else None
    if getattr(thing, "community_id", None) == report.community_id:
        thing.community = report.community  # what its room's verb writes into, without reading it again
    return thing


def excerpt_of(report) -> str:
    """A few lines of what was reported; empty when it is gone."""
    thing, reportable = thing_of(report), of_kind(report.about_kind)
    return "" if thing is None or reportable is None else reportable.excerpt(thing)[:EXCERPT]


def can_be_set_aside(report) -> bool:
    """Whether the room of the thing knows how to take it out of sight."""
    reportable = of_kind(report.about_kind)
    return reportable is not None and reportable.set_aside is not None and thing_of(report) is not None


def set_aside(report, *, by, at) -> None:
    """Take what was reported out of sight, through its own room's verb."""
    reportable, thing = of_kind(report.about_kind), thing_of(report)
    if thing is not None and reportable is not None and reportable.set_aside is not None:
        reportable.set_aside(thing, by=by, at=at, reason=report.answer)


def _among_members(rows, community):
    from .models import Membership

    members = Membership.objects.visible_to(System("somebody of this community")).active()
    return rows.filter(pk__in=members.filter(community=community).values("person"))


register(
    "people.person",
    noun=_("Une personne"),
    author=lambda person: person,
    excerpt=lambda person: person.name,
    within=_among_members,
)
register(
    "community.circle",
    noun=_("Un cercle"),
    author=lambda circle: None,
    excerpt=lambda circle: f"{circle.name} · {circle.purpose}",
)
