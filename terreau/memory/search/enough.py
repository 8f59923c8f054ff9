"""« Juste assez, juste à temps, juste pour moi »: three things to read and two people to ask, each with its reason."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.community.models import Hat, Membership
from terreau.conversation import asking
from terreau.conversation.searchable import helped_by
from terreau.spine import search
from terreau.ui.dates import month

from . import roles
from .choosing import Choosing, Chosen, notes_of, things_of
from .finding import Answer, Hit, Search
from .gates import Scope
from .query import Query
from .snippets import Piece, snippet
from .words import plain_words, sought

THINGS, PEOPLE = 3, 2
ENOUGH_WORDS = 2  # « déjà fait ? » says nothing before
ALIKE = 0.5  # of the words, that what looks alike holds
LONGEST = 12  # words that are looked for in what looks alike
SAID = 3  # words of a reason


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


def for_question(viewer, community, text: str) -> Enough:
    """At most three things and two people, from a question, a role or a sentence."""
    chosen, hats, only_role = _look(viewer, community, text)
    holders = [hat.membership.person_id for hat in hats]
    if only_role:
        things = _of_role(viewer, community, hats[0], holders)
    else:
        things = [Thing(hit, _why(hit)) for hit in things_of(viewer, chosen, holders, THINGS)]
    return Enough(things, _helpers(viewer, community, chosen, hats)[:PEOPLE])


def helpers_for(viewer, community, text: str) -> list[Helper]:
    """Everybody who might know and may be asked: who wears the hat, then those who say it themselves."""
    chosen, hats, _only_role = _look(viewer, community, text)
    return _helpers(viewer, community, chosen, hats)


def _look(viewer, community, text: str) -> tuple[Chosen, list[Hat], bool]:
    """What fits, the hats that are named and worn, and whether nothing but a hat was said: then only people are."""
    looking = Choosing.of(viewer, community, text)
    named = roles.named_in(looking.query.words)
    hats = roles.worn(viewer, community, named)
    only_role = bool(hats) and not set(looking.query.words) - set().union(*named.values())
    if only_role:
        looking.query.family = "personnes"
    return looking.chosen(), hats, only_role


def _of_role(viewer, community, hat: Hat, holders: list[int]) -> list[Thing]:
    """What whoever wears it wrote or keeps."""
    label = {"hat": hat.get_kind_display()}
    reason = _("Qui porte le chapeau « %(hat)s » a écrit cette fiche, ou en prend soin.") % label
    return [Thing(_plain_hit(found), reason) for found in notes_of(viewer, community, holders, THINGS)]


def _plain_hit(found: search.Found) -> Hit:
    """A note that no word was looked for in."""
    none: frozenset[str] = frozenset()
    return Hit(found, search.kinds["note"], snippet(found.text, none), snippet(found.title, none), 1.0, 1.0)


def resembling(viewer, community, text: str) -> Answer:
    """What was already said that looks like this; nothing while too few words are there."""
    query = Query.of(text)
    looking = Search(viewer, Scope.of(viewer, community), query.with_words(query.words[:LONGEST]), loosest=ALIKE)
    if len(looking.terms or looking.query.words) < ENOUGH_WORDS:
        return Answer(looking.query)
    answer = looking.answer(size=6)
    answer.hits = [hit for hit in answer.hits if hit.kind.family != "personnes"]
    return answer


def _words_found(hit: Hit) -> list[str]:
    """The words of the question as they stand there, each once whatever its form, the most frequent first."""
    counted: dict[str, int] = {}
    for word in (piece.text.lower() for piece in [*hit.title, *hit.pieces] if piece.found):
        stems = _stems(word)
        form = next((known for known in counted if not stems.isdisjoint(_stems(known))), word)
        counted[form] = counted.get(form, 0) + 1
    return sorted(counted, key=lambda form: -counted[form])[:SAID]


def quoted(words: str) -> str:
    """Between the quotation marks of its reader."""
    return _("«\u00a0%(word)s\u00a0»") % {"word": words}


def _stems(word: str) -> set[str]:
    return {stem for part in plain_words(word) for stem in sought(part)}


def _why(hit: Hit) -> str:
    """The reason, in words."""
    words = ", ".join(quoted(word) for word in _words_found(hit))
    if hit.found.facts.get("helped"):
        return _("Cet appel a trouvé sa réponse\u00a0; il y est question de %(words)s.") % {"words": words}
    if hit.found.facts.get("thanks"):
        return _("Ce message a déjà aidé quelqu’un\u00a0; il y est question de %(words)s.") % {"words": words}
    return _("Il y est question de %(words)s.") % {"words": words}


def _helpers(viewer, community, chosen: Chosen, hats: list[Hat]) -> list[Helper]:
    """Who wears the hat, those whose words fit, those who said what fits; only who agreed to be asked, and is here."""
    wearing = {hat.membership.person_id: hat for hat in reversed(hats)}
    said = [hit.found.person for hit in [*chosen.people, *chosen.things] if hit.found.person is not None]
    wanted = [pk for pk in dict.fromkeys([*wearing, *said]) if viewer.person is None or pk != viewer.person.pk]
    agreed = asking.may_be_asked(viewer, community, wanted, at=timezone.now())
    helped = helped_by(viewer, [pk for pk in wanted if pk in agreed], [community.pk])
    own = {hit.found.person: hit for hit in reversed(chosen.people)}
    found = []
    for pk in (pk for pk in wanted if pk in agreed):
        wrote = [hit for hit in chosen.things if hit.found.person == pk]
        found.append(_helper(agreed[pk], wearing.get(pk), own.get(pk), wrote, _there(helped.get(pk), chosen.things)))
    return found


def _there(thread, things: list[Hit]):
    """That thread, when it is about what is asked."""
    about = {hit.found.group for hit in things if hit.kind.kind == "message"}
    return thread if thread is not None and thread.pk in about else None


def _helper(membership: Membership, hat: Hat | None, said: Hit | None, wrote: list[Hit], thread) -> Helper:
    name = {"name": membership.person.name}
    if hat is not None:
        since = name | {"hat": hat.get_kind_display(), "month": month(hat.accepted_at)}
        return Helper(membership, _("%(name)s porte le chapeau «\u00a0%(hat)s\u00a0» depuis %(month)s.") % since)
    if said is not None:
        return Helper(membership, _("%(name)s le dit dans ses propres mots.") % name, said.pieces)
    if thread is not None:
        told = name | {"thread": thread.name}
        return Helper(membership, _("%(name)s a déjà aidé, dans «\u00a0%(thread)s\u00a0».") % told)
    told = name | {"thread": wrote[0].found.title}
    return Helper(membership, _("%(name)s en a parlé dans «\u00a0%(thread)s\u00a0».") % told)
