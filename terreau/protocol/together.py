"""What everybody in a room reads alike, read once for all of them: in this process, for one beat of the run.

A step changes forty screens at once. Who is there and where the course stands are the same for all of them; what may be
read, and everything anybody wrote, is asked for each person, each time.
"""

import copy
import threading
import time
from collections import Counter, OrderedDict
from dataclasses import dataclass, field

from django.db.models import Exists, TextField, Value
from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup

from terreau.spine.asking import Question
from terreau.spine.reading import System
from terreau.ui.pieces import piece

from . import engine
from .models import Capture, LogLine, Participant, Run, Vote

FOUND = System("who is in a run that was found for its viewer")
HELD_FOR = 1.0  # seconds: a name may change without a beat
MANY = 64  # runs at once in one process


@dataclass(frozen=True)
class Together:
    """One run at one beat: who is in the room, where it stands, whether anything at all was written."""

    people: tuple[Participant, ...]
    state: engine.State
    has_words: bool
    read_at: float
    drawn: dict[tuple, Markup] = field(default_factory=dict)
    votes: tuple[tuple[int, int, int, str], ...] = ()  # (step, which turn of it, person, choice)

    def counted(self, step: int) -> tuple[set[int], dict[str, int]]:
        """(who has said, how many for each choice) at this step; who chose what is not told."""
        said = [(person, choice) for at, again, person, choice in self.votes if (at, again) == (step, self.state.again)]
        return {person for person, _choice in said}, Counter(choice for _person, choice in said)

    def piece(self, template: str, context: dict) -> Markup:
        """A part of the screen that says nothing of who looks, made once for each language and time zone."""
        which = template, get_language(), timezone.get_current_timezone_name()
        if which not in self.drawn:
            self.drawn[which] = piece(template, context)
        return self.drawn[which]

    def people_of(self, run: Run, person) -> list[Participant]:
        """The people, to be read; `person`, who may act, is an object of their own."""
        mine = person.pk if person is not None else None
        return [own(one, run) if one.person_id == mine else one for one in self.people]


def own(one: Participant, run: Run) -> Participant:
    """The same participant, to act on: what everybody reads together stays as it was read."""
    made = copy.copy(one)
    made.run = run
    return made


_held: OrderedDict[tuple[str, int], Together] = OrderedDict()
_lock = threading.Lock()


def together(run: Run) -> Together:
    """What is the same for all, at the beat that `run` was read at; `run.state` is known afterwards."""
    beat = (run.key, run.pulse)
    with _lock:
        found = _held.get(beat)
        if found is None or time.monotonic() - found.read_at > HELD_FOR:
            found = _held[beat] = _read(run)
            _held.move_to_end(beat)
            while len(_held) > MANY:
                _held.popitem(last=False)
    run.known(found.state)
    return found


def forget() -> None:
    """Nothing is held any more (between two tests, whose runs have the same keys and beats)."""
    with _lock:
        _held.clear()


def _read(run: Run) -> Together:
    words = Capture.objects.visible_to(FOUND).of(run)
    here = Participant.objects.visible_to(FOUND).here().filter(run=run).annotate(any_words=Exists(words))
    people = tuple(here.select_related("person").order_by("pk"))
    facts, votes = [], []
    for number, said, at, value, again, person in _SAID.ask(run=run.pk):
        if at is None:
            votes.append((number, again, person, said))
        else:
            facts.append((number, engine.Fact(said, at, value)))
    state = run.folded(fact for _number, fact in sorted(facts, key=lambda pair: pair[0]))
    return Together(people, state, any(one.any_words for one in people), time.monotonic(), votes=tuple(votes))


def _said(*, run):
    """The lines of the log, then the choices that stand, which have no hour: one question for both."""
    nothing, nobody = Value(None, output_field=TextField()), Value(0)
    lines = LogLine.objects.visible_to(FOUND).filter(run=run).annotate(again=nobody, person_id=nobody)
    votes = Vote.objects.visible_to(FOUND).filter(run=run).annotate(at=nothing, value=nothing)
    same = "at", "value", "again", "person_id"
    return lines.values_list("number", "act", *same).union(votes.values_list("step", "choice", *same), all=True)


_SAID = Question(_said)
