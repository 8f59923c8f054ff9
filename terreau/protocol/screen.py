"""What one person's screen shows now: read as them, from the log and the room, in a handful of questions."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from terreau.conversation.models import Draft

from . import engine, rules, shape, words
from .core import Core, core_of
from .models import Capture, Participant, Review, Run, Vote
from .models.capture import choices_of
from .together import together


@dataclass
class Screen:
    """One screen, for one person of the room, or for the room's own wall (`me` None)."""

    run: Run
    viewer: object
    me: Participant | None
    people: list[Participant]
    at: datetime
    wall: bool = False
    typed: str = ""
    trouble: str = ""
    captures: list[Capture] = field(default_factory=list)

    # ---- the course ----
    @property
    def state(self) -> engine.State:
        """Where the run stands."""
        return self.run.state

    @property
    def step(self) -> shape.Step:
        """The step it stands on."""
        return self.run.step

    @property
    def title(self) -> str:
        """The name of the step."""
        return shape.spoken(self.step.title)

    @cached_property
    def core(self) -> Core:
        """The course drawn."""
        return core_of(self.run.format, self.state, self.at)

    @property
    def time(self) -> str:
        """How much is left, in words."""
        return words.time_left(self.state, self.at)

    @property
    def planned(self) -> str:
        """Out of how much."""
        return words.of_planned(self.state)

    @property
    def again_in(self) -> int:
        """Seconds until these words change."""
        return words.until_next_word(self.state, self.at)

    @cached_property
    def announced(self) -> tuple[str, str]:
        """What a screen reader is told, once."""
        return words.announcement(self.state, self.at, self.title)

    @property
    def ends_at(self) -> datetime:
        """When it ends if all goes as planned."""
        return self.state.ends_at(self.at)

    @property
    def late_by(self) -> int:
        """Whole minutes of delay that could be spread."""
        return int(self.state.delay(self.at) / timedelta(minutes=1))

    @property
    def next_title(self) -> str:
        """The name of the step after this one."""
        return "" if self.state.is_last else shape.spoken(self.run.format.steps[self.state.step + 1].title)

    @property
    def gestures(self) -> set[str]:
        """What this person may do to the course."""
        found = rules.gestures(self.me, self.run)
        if not self.step.again:
            found = found - {"again"}
        if self.step.mode not in ("silent", "vote") or self.state.revealed:
            found = found - {"reveal"}
        return found

    @cached_property
    def last_try(self):
        """In a cohort, what I said last time that I would try; for me alone, until the first step is over."""
        if self.me is None or self.run.cohort_id is None or self.state.step or self.state.phase == "ended":
            return None
        rows = Review.objects.visible_to(self.viewer).filter(run__cohort=self.run.cohort_id, person=self.me.person)
        return rows.exclude(run=self.run).exclude(will_try="").order_by("-made_at").first()

    # ---- people ----
    @cached_property
    def my_group(self) -> list[Participant]:
        """Those of my trio or table, in order."""
        by_pk = {one.pk: one for one in self.people}
        mine = next((group for group in self.state.groups if self.me and self.me.pk in group), ())
        return [by_pk[pk] for pk in mine if pk in by_pk]

    @cached_property
    def my_role(self) -> str:
        """The role I hold now: turning within my trio, else the one I took."""
        if self.me is None:
            return ""
        roles = list(self.run.format.roles)
        if self.step.mode == "trios" and self.step.turn and self.my_group and len(roles) > 1:
            first = (self.step.turn - 1) % len(self.my_group)
            return roles[0] if self.my_group[first].pk == self.me.pk else roles[1]
        return self.me.role or (roles[1] if self.run.format.owner and len(roles) > 1 else "")

    @property
    def role_name(self) -> str:
        """Its name."""
        return self.run.format.role(self.my_role)

    @property
    def prompt(self) -> str:
        """The sentence for me."""
        return self.step.prompt(self.my_role)

    @property
    def speaks(self) -> str:
        """Who speaks: a person if the floor is given, else the roles."""
        if self.speaker is not None:
            return _("%(name)s parle") % {"name": self.speaker.person.name.split()[0]}
        names = [self.run.format.role(role) for role in self.step.speaks]
        return ", ".join(names) if names else _("tout le monde, à son tour")

    @cached_property
    def speaker(self) -> Participant | None:
        """Who holds the floor."""
        return next((one for one in self.people if one.pk == self.run.floor), None)

    @property
    def asking(self) -> list[Participant]:
        """Who asked to speak, the first one first."""
        return sorted((one for one in self.people if one.asked_at), key=lambda one: one.asked_at or self.at)

    @property
    def am_owner(self) -> bool:
        """Whether what is looked at is mine."""
        return self.me is not None and self.run.owner_id == self.me.person_id

    @property
    def am_away(self) -> bool:
        """Whether the group talks without me now."""
        return self.step.mode == "away" and self.am_owner

    @property
    def owner(self) -> Participant | None:
        """Who brought something."""
        return next((one for one in self.people if one.person_id == self.run.owner_id), None)

    @property
    def wants_groups(self) -> bool:
        """Whether this format works in groups."""
        return any(step.mode in ("trios", "breakout") for step in self.run.format.steps) and len(self.people) > 2

    @property
    def nobody_drives(self) -> bool:
        """Whether nobody here drives any more."""
        return self.state.phase != "ended" and not any(one.drives for one in self.people)

    # ---- words ----
    @property
    def may_write(self) -> bool:
        """Whether there is something to write here."""
        if not rules.can_write(self.me, self.run) or self.am_away or self.step.mode == "vote":
            return False
        return bool(self.step.note) and (self.step.note not in ("case", "request", "plan") or self.is_mine_to_say)

    @property
    def is_mine_to_say(self) -> bool:
        """A case, a request, a plan are said by whoever they belong to; each their own where it is for oneself."""
        owner = self.run.format.owner
        return self.am_owner or not owner or (self.step.sees == "me" and not owner) or self.my_role == owner

    @cached_property
    def shelves(self) -> dict[str, list[Capture]]:
        """What was written and is mine to see, by kind."""
        found: dict[str, list[Capture]] = defaultdict(list)
        for capture in self.captures:
            found[capture.note].append(capture)
        return found

    @property
    def here(self) -> list[Capture]:
        """What was written at this step, but for the germoir."""
        return [one for one in self.captures if one.step == self.state.step and one.note not in ("seed", "case")]

    @property
    def seeds(self) -> list[Capture]:
        """The germoir: mine until its time, everybody's at its time."""
        return self.shelves["seed"] if self.step.parks or self.step.sprouts else []

    @property
    def case(self) -> Capture | None:
        """The situation, as it was last written by whoever brings it."""
        cases = [one for one in self.shelves["case"] if one.author_id == self.run.owner_id]
        return cases[-1] if cases else None

    @property
    def request(self) -> Capture | None:
        """What is asked of the group."""
        return self.shelves["request"][-1] if self.shelves["request"] else None

    @property
    def write_key(self) -> str:
        """Changes when the box to write in must be a new one: another step, or what was in it is written."""
        mine = sum(1 for one in self.captures if self.me and one.author_id == self.me.person_id)
        return f"{self.state.step}-{self.state.again}-{mine}-{self.state.phase}-{self.may_write}"

    @property
    def draft_place(self) -> str:
        """Where what I am writing is kept meanwhile."""
        return f"{self.run.key}.{self.state.step}"

    # ---- votes ----
    @cached_property
    def ballot(self) -> list[tuple[str, str]]:
        """(value, words) of each choice."""
        if self.step.choices:
            return [(str(at), shape.spoken(pair)) for at, pair in enumerate(self.step.choices)]
        by_key = {one.key: one.text for one in self.captures}
        return [(key, by_key[key]) for key in choices_of(self.run) if key in by_key]

    @cached_property
    def missing(self) -> int:
        """How many have not said yet."""
        return Vote.missing(self.run)

    @property
    def votes_shown(self) -> bool:
        """Whether all is told: everyone has said, or whoever drives opened it."""
        return self.step.mode == "vote" and (self.state.revealed or self.missing == 0)

    @cached_property
    def tally(self) -> list[tuple[str, int]]:
        """(words, number) of each choice, once all is told."""
        counted = Vote.tally(self.run) if self.votes_shown else {}
        return sorted(((text, counted.get(value, 0)) for value, text in self.ballot), key=lambda pair: -pair[1])

    @cached_property
    def my_votes(self) -> set[str]:
        """What I chose."""
        mine = Vote.objects.visible_to(self.viewer).filter(run=self.run, step=self.state.step, again=self.state.again)
        return set(mine.values_list("choice", flat=True))


def look(run: Run, viewer, *, at: datetime, wall=False, typed: str = "", trouble: str = "") -> Screen:
    """The screen of this viewer; `me` is None for who is not in the room, who then sees nothing that is said there."""
    shared = together(run)
    people = shared.people_of(run)
    mine = next((one for one in people if viewer.person and one.person_id == viewer.person.pk), None)
    me = None if wall else mine
    screen = Screen(run, viewer, me, people, at, wall, typed, trouble)
    if me is not None:
        if shared.has_words:
            screen.captures = list(Capture.objects.visible_to(viewer).of(run).select_related("author"))
        if screen.may_write and not typed:
            drafts = Draft.objects.visible_to(viewer).filter(community=run.community, place=screen.draft_place)
            screen.typed = "".join(drafts.values_list("source", flat=True)[:1])
    return screen
