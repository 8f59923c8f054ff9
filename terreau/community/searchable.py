"""What is searched of a community: its people, in the words each reader may see, and its circles."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from terreau.people.models import Person
from terreau.people.reading import words_for
from terreau.spine import search
from terreau.spine.search import INDEXING, Document, Found, Searchable, about, searchable

from .directory import relation_to
from .models import Circle, Membership

WORDS = ("brings", "seeks", "practice", "place")


def _of_person(entry) -> list[int]:
    """Every membership of whom the act is about, or of who did it when it is about a choice of theirs."""
    person = entry.about_id if entry.about_kind == "people.person" else entry.by_id
    rows = Membership.objects.visible_to(INDEXING).filter(person=person)
    return list(rows.values_list("pk", flat=True))


@searchable("person")
class People(Searchable):
    """Those of the directory. What only stewards may read is a part of its own."""

    family, label, singular = "personnes", gettext_lazy("Personnes"), gettext_lazy("Personne")
    model = Membership
    acts = {
        **dict.fromkeys(["membership-joined", "membership-paused", "membership-resumed"], about),
        **dict.fromkeys(["membership-left", "membership-removed"], about),
        **dict.fromkeys(["person-described", "person-left", "consent-said"], _of_person),
    }

    def of_person(self, person) -> Q:
        """Each membership of theirs."""
        return Q(person=person)

    def documents(self, pks) -> Iterator[Document]:
        """The words for all members, then those for stewards."""
        rows = Membership.objects.visible_to(INDEXING).listed().filter(pk__in=pks).select_related("person")
        for row in rows:
            shared = words_for(row.person, Person.Audience.MEMBERS)
            yield _person_document(row, row.person.name, shared, search.members(row.community_id), part=0)
            kept = {k: v for k, v in words_for(row.person, Person.Audience.STEWARDS).items() if k not in shared}
            if any(kept.get(name) for name in WORDS):
                yield _person_document(row, "", kept, search.stewards(row.community_id), part=1)

    def read(self, viewer, pks) -> Iterator[Found]:
        """People, each with the words of theirs that this viewer may read."""
        rows = Membership.objects.visible_to(viewer).listed().filter(pk__in=pks, community__in=viewer.communities)
        for row in rows.select_related("person", "community"):
            words = words_for(row.person, relation_to(row.person, viewer, row.community))
            yield Found(
                pk=row.pk,
                title=row.person.name,
                address=reverse("community:person", args=[row.community.slug, row.key]),
                text="\n".join(words[name] for name in WORDS if name in words),
                at=row.joined_at or row.since,
                community=row.community_id,
                group=row.person_id,
                person=row.person_id,
                facts={**{name: words[name] for name in WORDS if name in words}, "status": row.status, "key": row.key},
            )


def _person_document(row, title: str, words: dict, gate: str, *, part: int) -> Document:
    return Document(
        pk=row.pk,
        community=row.community_id,
        gates=(gate,),
        title=title,
        body="\n".join(words[name] for name in WORDS if name in words),
        at=row.joined_at or row.since,
        group=row.person_id,
        part=part,
    )


@searchable("circle")
class Circles(Searchable):
    """Each circle by its name and by what it is for."""

    family, label, singular = "cercles", gettext_lazy("Cercles"), gettext_lazy("Cercle")
    model = Circle
    acts = dict.fromkeys(["circle-opened", "circle-described", "circle-ended"], about)

    def documents(self, pks) -> Iterator[Document]:
        """Going or ended: what was done there is still looked for."""
        for row in Circle.objects.visible_to(INDEXING).filter(pk__in=pks):
            own = search.circle(row.pk)
            yield Document(
                pk=row.pk,
                community=row.community_id,
                gates=(own,) if row.is_private else (search.members(row.community_id), own),
                title=row.name,
                body=row.purpose,
                at=row.opened_at,
                circle=row.pk,
                group=row.pk,
            )

    def read(self, viewer, pks) -> Iterator[Found]:
        """Circles this viewer knows of."""
        for row in Circle.objects.visible_to(viewer).filter(pk__in=pks).select_related("community"):
            yield Found(
                pk=row.pk,
                title=row.name,
                address=row.get_absolute_url(),
                text=row.purpose,
                at=row.opened_at,
                community=row.community_id,
                group=row.pk,
            )
