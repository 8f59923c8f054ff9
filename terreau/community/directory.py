"""Finding people: the directory for members, the table for who admits. By name; never by activity."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from terreau.people.models import Person
from terreau.people.reading import words_for

from .folding import Folded, fold
from .models import Circle, Hat, Membership, Seat
from .models.membership import new_since

PAGE = 100
TO_CHOOSE = 500
STEWARDS = {"settle", "admit", "welcome", "moderate"}
WORDS_SOUGHT = 5
SOUGHT_IN = ("place", "brings", "seeks", "practice")


def relation_to(person: Person, viewer, community) -> str:
    """What the viewer is to somebody of this community, as `people.reading.words_for` asks it."""
    if viewer.person is not None and viewer.person.pk == person.pk:
        return Person.Audience.ME
    membership = viewer.membership_in(community)
    if membership is None:
        return ""
    return Person.Audience.STEWARDS if membership.powers & STEWARDS else Person.Audience.MEMBERS


def _may_read(field: str, audiences: Sequence[str]) -> Q:
    """People whose `field` is for one of these audiences; unsaid means the members."""
    said = Q(**{f"person__audiences__{field}__in": audiences})
    return said | Q(**{f"person__audiences__{field}__isnull": True})


def saying(rows, text: str, *, as_steward: bool):
    """Those whose name, or whose words for this reader, hold every word of `text`."""
    audiences = [Person.Audience.MEMBERS, *([Person.Audience.STEWARDS] if as_steward else [])]
    columns = {f"folded_{name}": Folded(f"person__{name}") for name in ("name", *SOUGHT_IN)}
    rows = rows.alias(**columns)
    for word in fold(text).split()[:WORDS_SOUGHT]:
        held = Q(folded_name__contains=word)
        for name in SOUGHT_IN:
            held |= Q(**{f"folded_{name}__contains": word}) & _may_read(name, audiences)
        rows = rows.filter(held)
    return rows


@dataclass
class Sought:
    """What somebody looks for in a list of people."""

    text: str = ""
    circle: str = ""
    hat: str = ""
    new: bool = False
    status: str = ""
    after: str = ""

    @classmethod
    def of(cls, query) -> "Sought":
        """From an address; anything unknown is nothing."""
        hat = query.get("chapeau", "")
        return cls(
            text=query.get("q", "").replace("\0", "")[:80].strip(),
            circle=query.get("cercle", "")[:12],
            hat=hat if hat in Hat.Kind.values else "",
            new=query.get("nouvelles") == "1",
            status=query.get("etat", "")[:10],
            after=query.get("apres", "")[:12],
        )

    def within(self, rows, viewer, as_of: datetime):
        """The rows that fit."""
        if self.hat:
            rows = rows.filter(pk__in=Hat.objects.visible_to(viewer).worn().filter(kind=self.hat).values("membership"))
        if self.circle:
            seats = Seat.objects.visible_to(viewer).taken(as_of).filter(circle__key=self.circle)
            rows = rows.filter(person__in=seats.values("person"))
        if self.new:
            rows = rows.filter(joined_at__gt=new_since(as_of))
        return rows


@dataclass
class Page:
    """A hundred people at most, with what is shown beside each."""

    rows: list[Membership]
    next_key: str = ""
    hats: dict[int, list[Hat]] = field(default_factory=dict)


def page_of(rows, community, after: str) -> Page:
    """The page that follows the member with this key, by name. The sort carries numbers only; then the rows come."""
    rows = rows.annotate(sort=Folded("person__name")).order_by("sort", "pk")
    if after and (last := rows.filter(key=after).values_list("sort", "pk").first()):
        rows = rows.filter(Q(sort__gt=last[0]) | Q(sort=last[0], pk__gt=last[1]))
    some = Membership.objects.filter(pk__in=rows.values("pk")[: PAGE + 1]).seen().select_related("person")
    found = list(some.annotate(sort=Folded("person__name")).order_by("sort", "pk"))
    for row in found:
        row.community = community
    return Page(found[:PAGE], found[PAGE - 1].key if len(found) > PAGE else "")


def with_hats(page: Page, viewer) -> Page:
    """The same page, with the hats of everybody on it in one query."""
    for hat in Hat.objects.visible_to(viewer).worn().filter(membership__in=page.rows):
        page.hats.setdefault(hat.membership_id, []).append(hat)
    return page


def with_words(page: Page, viewer, community) -> list[tuple[Membership, dict]]:
    """Everybody on the page, each with the words this reader may see."""
    return [(row, words_for(row.person, relation_to(row.person, viewer, community))) for row in page.rows]


def circles_to_filter_by(viewer, community) -> list[Circle]:
    """The circles this viewer knows of, by name."""
    return list(Circle.objects.visible_to(viewer).going().filter(community=community).order_by("name"))


def members_to_choose(viewer, community, with_key: str = "") -> list[Membership]:
    """Active members to pick from by name: those of the directory, and the one whose key is given."""
    rows = Membership.objects.visible_to(viewer).filter(community=community)
    listed = rows.listed().active().annotate(sort=Folded("person__name")).order_by("sort", "pk")
    found = list(listed.select_related("person")[:TO_CHOOSE])
    if with_key and with_key not in {row.key for row in found}:
        found += list(rows.active().filter(key=with_key).select_related("person"))
    for row in found:
        row.community = community
    return found
