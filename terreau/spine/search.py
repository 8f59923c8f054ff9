"""What may be searched. Each room says it in its `searchable.py`, imported at start; the index itself is in `memory`.

    @searchable("message")
    class Messages(Searchable):
        family, label = "fils", _("Échanges")
        model = Message
        acts = {"message-posted": about, ...}

The index only ever finds ids. What is shown, counted or quoted is read again through `read(viewer, pks)`, which asks
the model's own `visible_to(viewer)`: a change of visibility counts at once, even while the index is behind.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from .models import JournalEntry
from .reading import System

INDEXING = System("the search index")
GATES = frozenset("mtsokpx")  # the letters that gates begin with; other keys are filters
Ids = Callable[[JournalEntry], Iterable[int]]


def members(community_id: int) -> str:
    """The gate of what the active members of a community read."""
    return f"m{community_id}"


def talk(community_id: int) -> str:
    """The gate of what members read, and anybody where the talk is public."""
    return f"t{community_id}"


def stewards(community_id: int) -> str:
    """The gate of what only those who look after a community read."""
    return f"s{community_id}"


def moderators(community_id: int) -> str:
    """The gate of what was taken out."""
    return f"o{community_id}"


def circle(circle_id: int) -> str:
    """The gate of what those who sit in a circle read."""
    return f"k{circle_id}"


def unsponsored(community_id: int) -> str:
    """The gate of what members read, save those who sponsor."""
    return f"p{community_id}"


def circle_unsponsored(circle_id: int) -> str:
    """The gate of what those who sit in a circle read, save those who sponsor."""
    return f"x{circle_id}"


def gates(within, community_id: int, hidden=None, *, sponsors=True, public=False) -> tuple[str, ...]:
    """Who might read what is said in a circle, or to all (None): who moderates only, once it was taken out.

    `sponsors` False: behind gates that those who sponsor do not pass. `public`: anybody, where the talk is public.
    """
    if hidden is not None:
        return (moderators(community_id),)
    everybody = (members if sponsors else unsponsored)(community_id)
    if within is None:
        return (talk(community_id) if public else everybody,)
    own = (circle if sponsors else circle_unsponsored)(within.pk)
    return (own,) if within.is_private else (everybody, own)


@dataclass(frozen=True)
class Document:
    """What the index is told of one thing: words of three weights, and who might read it.

    `gates` only narrow the search; who may read is asked again of the model. A thing whose parts have different readers
    gives one document for each, told apart by `part`.
    """

    pk: int
    community: int
    gates: tuple[str, ...]
    title: str
    at: datetime
    body: str = ""
    rest: str = ""
    person: int | None = None
    circle: int | None = None
    group: int = 0  # things of one group are shown once (the messages of a thread)
    part: int = 0


@dataclass(frozen=True)
class Found:
    """One thing as its viewer may read it."""

    pk: int
    title: str
    address: str
    at: datetime
    text: str = ""  # what is quoted from, as it was written
    beside: str = ""  # found by it too, never quoted (tags)
    who: str = ""
    place: str = ""  # the circle, when it is in one
    community: int = 0
    group: int = 0
    person: int | None = None
    note: str = ""  # a few words said beside it
    facts: dict[str, Any] = field(default_factory=dict)  # what « juste assez » gives as reasons


class Searchable:
    """One kind of thing that can be searched."""

    kind = ""  # set by the decorator
    family = ""  # the word of the filter « genre: », shared by kinds that people do not tell apart
    label: Any = ""  # what the filter is called
    singular: Any = ""  # what one of them is called
    model: Any = None
    worth = 1.0  # of one against other kinds that hold the same words
    acts: Mapping[str, Ids] = {}

    def after(self, pk: int, most: int) -> list[int]:
        """The ids that follow `pk`, in order: how the index is built from nothing."""
        rows = self.model.objects.visible_to(INDEXING).filter(pk__gt=pk).order_by("pk")
        return list(rows.values_list("pk", flat=True)[:most])

    def last(self) -> int:
        """The highest id there is."""
        newest = self.model.objects.visible_to(INDEXING).order_by("-pk").values_list("pk", flat=True).first()
        return newest or 0

    def of_person(self, person) -> Q | None:
        """Which of these hold words of somebody's, or their name; None when none can."""
        return None

    def documents(self, pks: list[int]) -> Iterator[Document]:
        """What the index is told of these; nothing for what is gone or empty."""
        raise NotImplementedError

    def read(self, viewer, pks: list[int]) -> Iterator[Found]:
        """Those of these that the viewer may read, now."""
        raise NotImplementedError


kinds: dict[str, Searchable] = {}


def searchable(kind: str) -> Callable[[type[Searchable]], type[Searchable]]:
    """Have things of this class searched under this kind."""

    def register(given: type[Searchable]) -> type[Searchable]:
        given.kind = kind
        kinds[kind] = given()
        return given

    return register


def forget(kind: str) -> None:
    """Take a kind back (tests do)."""
    kinds.pop(kind, None)


def families() -> dict[str, Any]:
    """The word of each filter, with what it is called."""
    return {one.family: one.label for one in kinds.values()}


def acts() -> set[str]:
    """Every act that changes something searched."""
    return {act for one in kinds.values() for act in one.acts}


def changed_by(entry: JournalEntry) -> Iterator[tuple[Searchable, list[int]]]:
    """What this act changed, kind by kind."""
    for one in kinds.values():
        if (ids := one.acts.get(entry.act)) and (pks := list(ids(entry))):
            yield one, pks


def about(entry: JournalEntry) -> list[int]:
    """The thing the act was about."""
    return [entry.about_id] if entry.about_id is not None else []


def ids_of(model, field: str) -> Ids:
    """The rows of which a field is the thing the act was about: `ids_of(Note, "circle")`."""

    def ids(entry: JournalEntry) -> list[int]:
        rows = model.objects.visible_to(INDEXING).filter(**{field: entry.about_id})
        return list(rows.values_list("pk", flat=True))

    return ids
