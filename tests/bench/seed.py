"""The same world everywhere: people, communities, threads and messages in known numbers, from one seed."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from django.db import transaction

from terreau.community.models import Community, Hat, Membership
from terreau.conversation.models import LastSeen, Message, Thanks, Thread
from terreau.conversation.models.message import shown
from terreau.conversation.words import opening_of
from terreau.people.models import Person
from terreau.ui.keys import ALPHABET

from . import practised, texts

BEGAN = datetime(2023, 5, 2, 12, tzinfo=UTC)
LASTED = timedelta(days=1280)
BATCH = 5_000
PUBLIC = 5  # the first communities have a public page and a public talk


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    people: int = 10_000
    communities: int = 50
    long: int = 2_000  # threads of 46 messages
    short: int = 18_000  # threads of 6
    notes: int = 0  # of the first community


class World:
    """Builds the world of a given size; each part leans on those before it."""

    def __init__(self, size: Size, seed: int = 20261122):
        self.size, self.chance = size, Random(seed)
        self.words = [texts.message(self.chance) for _ in range(600)]
        self.pages = [shown(text) for text in self.words]

    def key(self) -> str:
        """A public id, from the seed."""
        return "".join(self.chance.choices(ALPHABET, k=12))

    @transaction.atomic
    def build(self) -> None:
        """Everything, in one transaction."""
        self.people = _put(Person, self._people())
        self.communities = _put(Community, self._communities())
        self._members()
        threads = self._threads()
        for some in _batched(threads, 500):
            rows = _put(Thread, [thread for thread, _ in some])
            _write(Message, self._messages(rows, [count for _, count in some]))
        self._beside()
        practised.build(self, self.size.notes, BEGAN)

    def _people(self) -> Iterator[Person]:
        for number in range(self.size.people):
            yield Person(
                key=self.key(),
                email=f"personne{number}@exemple.org",
                name=texts.name(self.chance, number),
                practice=texts.sentence(self.chance),
                brings=texts.sentence(self.chance),
                seeks=texts.sentence(self.chance),
                known_since=BEGAN,
                claimed_at=BEGAN,
                password="!",
            )

    def _communities(self) -> Iterator[Community]:
        for number in range(self.size.communities):
            public = number < PUBLIC
            yield Community(
                slug=f"communaute-{number}",
                name=f"Communauté {number}",
                purpose=texts.sentence(self.chance),
                entry=Community.Entry.OPEN,
                public_page=public,
                public_talk=public,
                founded_at=BEGAN,
            )

    def _members(self) -> None:
        """A fifth of everyone in the first community, the others in one or two each."""
        rows, self.members = [], [[] for _ in self.communities]
        for number, person in enumerate(self.people):
            places = {0 if number % 5 == 0 else number % len(self.communities)}
            if number % 10 == 1:
                places.add(self.chance.randrange(len(self.communities)))
            for place in sorted(places):
                self.members[place].append(person)
                rows.append(self._membership(self.communities[place], person))
        rows = _put(Membership, rows)
        first = list({row.community_id: row for row in reversed(rows)}.values())
        largest = [row for row in rows if row.community_id == self.communities[0].pk]
        _write(
            Hat,
            (
                Hat(
                    community_id=row.community_id,
                    membership=row,
                    kind=Hat.Kind.COORDINATION,
                    offered_at=BEGAN,
                    accepted_at=BEGAN,
                )
                for row in dict.fromkeys([*first, *largest[:8]])
            ),
        )

    def _membership(self, community: Community, person: Person) -> Membership:
        joined = BEGAN + LASTED * self.chance.random()
        resting = self.chance.random() < 0.05 and person.pk % 5
        status = Membership.Status.PAUSED if resting else Membership.Status.ACTIVE
        return Membership(
            community=community,
            person=person,
            key=self.key(),
            status=status,
            involvement=self.chance.choice(Membership.Involvement.values),
            since=joined,
            joined_at=joined,
            arrived_here_at=joined,
        )

    def _threads(self) -> Iterator[tuple[Thread, int]]:
        """Two in five in the first community; one long thread in ten."""
        counts = [46] * self.size.long + [6] * self.size.short
        self.chance.shuffle(counts)
        for count in counts:
            place = 0 if self.chance.random() < 0.4 else self.chance.randrange(len(self.communities))
            opened = BEGAN + LASTED * self.chance.random()
            author = self.chance.choice(self.members[place])
            thread = Thread(
                community=self.communities[place],
                key=self.key(),
                title=texts.title(self.chance) if self.chance.random() < 0.7 else "",
                opened_by=author,
                opened_at=opened,
                last_by=self.chance.choice(self.members[place]),
                last_at=opened + timedelta(hours=3 * (count - 1)),
                message_count=count,
            )
            thread.place = place
            thread.words = [self.chance.randrange(len(self.words)) for _ in range(count)]
            thread.opening = opening_of(self.words[thread.words[0]])
            yield thread, count

    def _messages(self, threads: list[Thread], counts: list[int]) -> Iterator[Message]:
        for thread, count in zip(threads, counts, strict=True):
            for position in range(1, count + 1):
                word = thread.words[position - 1]
                last = thread.last_by_id if position == count else None
                author = thread.opened_by_id if position == 1 else self.chance.choice(self.members[thread.place]).pk
                yield Message(
                    community_id=thread.community_id,
                    thread=thread,
                    key=self.key(),
                    author_id=last or author,
                    source=self.words[word],
                    html=self.pages[word],
                    position=position,
                    sent_at=thread.opened_at + timedelta(hours=3 * (position - 1)),
                    thanks_count=1 if word % 7 == 0 else 0,
                )

    def _beside(self) -> None:
        """Thanks where a message counts one, and how far the first members of each community have read."""
        thanked = Message.objects.filter(thanks_count=1).order_by("pk").values_list("pk", "community_id", "author_id")
        places = {community.pk: place for place, community in enumerate(self.communities)}
        _write(Thanks, (self._thanks(pk, where, author, places[where]) for pk, where, author in thanked.iterator()))
        threads = Thread.objects.order_by("pk").values_list("pk", "community_id", "message_count")
        marks = (
            LastSeen(community_id=where, person=person, thread_id=pk, position=max(1, count - 3))
            for pk, where, count in threads.iterator()
            for person in self.members[places[where]][:3]
            if pk % 2
        )
        _write(LastSeen, marks)

    def _thanks(self, message: int, where: int, author: int, place: int) -> Thanks:
        others = [person for person in self.members[place][:5] if person.pk != author]
        return Thanks(message_id=message, community_id=where, person=others[message % len(others)], at=BEGAN + LASTED)


def _batched(things, size: int):
    things = iter(things)
    while some := list(itertools.islice(things, size)):
        yield some


def _write(model, rows) -> None:
    """Write rows in batches, keeping none."""
    for some in _batched(rows, BATCH):
        model._base_manager.bulk_create(some, batch_size=1_000)


def _put(model, rows) -> list:
    """Write rows; the rows, with their primary keys."""
    rows = list(rows)
    _write(model, rows)
    return rows
