"""« Juste assez, juste à temps, juste pour moi »: three things to read and two people to ask, each with its reason."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.community.models import Membership
from terreau.conversation import asking
from terreau.conversation.searchable import helped_by

from .finding import Answer, Hit, Search
from .gates import Scope
from .query import Query
from .snippets import Piece

THINGS, PEOPLE = 3, 2
LOOKED_AT = 12  # hits among which the three are chosen
ENOUGH_WORDS = 2  # « déjà fait ? » says nothing before
ALIKE = 0.5  # of the words, that what looks alike holds
LONGEST = 12  # words of a sentence that are looked for


@dataclass
class Thing:
    """One thing to read, and why."""

    hit: Hit
    reason: str


@dataclass
class Helper:
    """One person to ask, and why."""

    membership: Membership
    reason: str
    quote: list[Piece] = field(default_factory=list)


@dataclass
class Enough:
    """What is given: never more."""

    things: list[Thing]
    people: list[Helper]


def _search(viewer, community, text: str, *, family: str = "", least: float = 0.3) -> Search:
    query = Query.of(text, family=family)
    return Search(viewer, Scope.of(viewer, community), query.with_words(query.words[:LONGEST]), loosest=least)


def for_question(viewer, community, text: str) -> Enough:
    """At most three things and two people, from a question, a role or a sentence."""
    things = _things(viewer, community, text)
    helpers = _helpers(viewer, community, _people(viewer, community, text), things)
    return Enough([Thing(hit, _why(hit)) for hit in things[:THINGS]], helpers[:PEOPLE])


def helpers_for(viewer, community, text: str) -> list[Helper]:
    """Everybody who might know and may be asked, those who say it themselves first."""
    return _helpers(viewer, community, _people(viewer, community, text), _things(viewer, community, text))


def _things(viewer, community, text: str) -> list[Hit]:
    """What was said, first what already served somebody."""
    said = _search(viewer, community, text).answer(size=LOOKED_AT)
    things = [hit for hit in said.hits if hit.kind.family != "personnes"]
    return sorted(things, key=lambda hit: -hit.score * (1.15 if _served(hit) else 1.0))


def _people(viewer, community, text: str) -> list[Hit]:
    """Those whose own words fit."""
    return _search(viewer, community, text, family="personnes", least=0.2).answer(size=LOOKED_AT).hits


def resembling(viewer, community, text: str) -> Answer:
    """What was already said that looks like this; nothing while too few words are there."""
    search = _search(viewer, community, text, least=ALIKE)
    if len(search.terms or search.query.words) < ENOUGH_WORDS:
        return Answer(search.query)
    answer = search.answer(size=6)
    answer.hits = [hit for hit in answer.hits if hit.kind.family != "personnes"]
    return answer


def _served(hit: Hit) -> bool:
    return bool(hit.found.facts.get("helped") or hit.found.facts.get("thanks"))


def _words_found(hit: Hit) -> list[str]:
    """The words of the question that stand there, as they stand, the most frequent first."""
    pieces = [piece.text.lower() for piece in [*hit.title, *hit.pieces] if piece.found]
    return [word for word, _count in Counter(pieces).most_common(3)]


def _why(hit: Hit) -> str:
    """The reason, in words."""
    words = ", ".join(f"«\u00a0{word}\u00a0»" for word in _words_found(hit))
    if hit.found.facts.get("helped"):
        return _("Cet appel a trouvé sa réponse\u00a0; il y est question de %(words)s.") % {"words": words}
    if hit.found.facts.get("thanks"):
        return _("Ce message a déjà aidé quelqu’un\u00a0; il y est question de %(words)s.") % {"words": words}
    return _("Il y est question de %(words)s.") % {"words": words}


def _helpers(viewer, community, people: list[Hit], things: list[Hit]) -> list[Helper]:
    """Those whose words fit, then those who said what fits; only who agreed to be asked, here and not away."""
    said = [hit.found.person for hit in [*people, *things] if hit.found.person is not None]
    wanted = [pk for pk in dict.fromkeys(said) if viewer.person is None or pk != viewer.person.pk]
    agreed = asking.may_be_asked(viewer, community, wanted, at=timezone.now())
    helped = helped_by(viewer, [pk for pk in wanted if pk in agreed], [community.pk])
    by_person = {hit.found.person: hit for hit in people}
    found = []
    for pk in wanted:
        if pk not in agreed:
            continue
        own = by_person.get(pk)
        wrote = next((hit for hit in things if hit.found.person == pk), None)
        found.append(_helper(agreed[pk], own, wrote, helped.get(pk)))
    return found


def _helper(membership: Membership, said: Hit | None, wrote: Hit | None, thread) -> Helper:
    name = membership.person.name
    if said is not None:
        reason = _("%(name)s le dit dans ses propres mots.") % {"name": name}
        return Helper(membership, reason, said.pieces)
    if thread is not None:
        reason = _("%(name)s a déjà aidé, dans «\u00a0%(thread)s\u00a0».") % {"name": name, "thread": thread.name}
        return Helper(membership, reason)
    reason = _("%(name)s en a parlé dans «\u00a0%(thread)s\u00a0».") % {"name": name, "thread": wrote.found.title}
    return Helper(membership, reason)
