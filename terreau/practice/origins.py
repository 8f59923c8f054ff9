"""Where a note came from. A room says how one of its things is found for a viewer, what it is called, where it is:

    origins.register(OriginKind(
        "gathering.gathering",
        rows=lambda viewer: Gathering.objects.visible_to(viewer),
        sentence=lambda gathering: _("de la rencontre « %(name)s »") % {"name": gathering.title},
        prefill=lambda gathering: Prefill(title=gathering.title, body=gathering.memory),
    ))

A note's page walks back only to what its reader may read; the rest is not mentioned.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from terreau.ui.keys import key_in


@dataclass(frozen=True)
class Prefill:
    """What a new note begins with when it comes from a thing."""

    title: str = ""
    body: str = ""
    circle: Any = None
    within: int | None = None  # what holds the thing: the thread of a message
    people: list = field(default_factory=list)  # who might sign it too


def _own_address(thing) -> str:
    return thing.get_absolute_url()


@dataclass(frozen=True)
class OriginKind:
    """One kind of thing that notes come from; things have a `key`, a `community`, a `pk`."""

    kind: str
    rows: Callable[[Any], Any]  # viewer → those they may read
    sentence: Callable[[Any], str]  # « de l’échange « Plaintes » »
    prefill: Callable[[Any], Prefill]
    address: Callable[[Any], str] = _own_address
    tied: Callable[[int | None], None] | None = None  # told what holds the thing when a note was made of it


class Came(NamedTuple):
    """An origin as its reader sees it."""

    sentence: str
    address: str


_kinds: dict[str, OriginKind] = {}


def register(kind: OriginKind) -> None:
    """Have notes come from things of this kind."""
    _kinds[kind.kind] = kind


def forget(kind: str) -> None:
    """Take a kind back (tests do)."""
    _kinds.pop(kind, None)


def tie(kind: str, within: int | None) -> None:
    """Tell the room of a thing that a note was made of it."""
    known = _kinds.get(kind)
    if known is not None and known.tied is not None:
        known.tied(within)


def found(viewer, community, said: str) -> tuple[OriginKind, Any] | None:
    """The thing meant by « kind:key » in an address, when this viewer may read it there; None otherwise."""
    name, _colon, key = said[:100].partition(":")
    kind = _kinds.get(name)
    if kind is None or not key_in(key):
        return None
    thing = kind.rows(viewer).filter(community=community, key=key).first()
    return (kind, thing) if thing is not None else None


def came_from(viewer, origins: Iterable) -> list[Came]:
    """Where a note came from, for this viewer: one query for each kind, what they may not read left out."""
    by_kind: dict[str, list[int]] = {}
    for origin in origins:
        by_kind.setdefault(origin.kind, []).append(origin.about_id)
    things = [
        (kind, thing)
        for name, ids in by_kind.items()
        if (kind := _kinds.get(name))
        for thing in kind.rows(viewer).filter(pk__in=ids)
    ]
    return [Came(kind.sentence(thing), kind.address(thing)) for kind, thing in things]
