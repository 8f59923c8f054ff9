"""Where a run stands and who is in the room, as one person's screen says it; nothing of what anybody wrote."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from . import engine, rules, shape, words
from .core import Core, core_of
from .models import Capture, Participant, Review, Run
from .together import Together

WHO_SPEAKS = {
    "round": gettext_lazy("La parole\u00a0: tout le monde, à son tour"),
    "silent": gettext_lazy("On écrit en silence"),
    "vote": gettext_lazy("Chaque personne choisit pour elle-même"),
    "breakout": gettext_lazy("On parle en petits groupes"),
    "monologue": gettext_lazy("La parole\u00a0: la personne qui anime"),
    "dialogue": gettext_lazy("La parole\u00a0: qui veut"),
}


@dataclass
class Standing:
    """Where the run stands and who is there, for one person of the room, or for the room's own wall (`me` None)."""

    run: Run
    viewer: object
    me: Participant | None
    people: list[Participant]
    at: datetime
    wall: bool = False
    typed: str = ""
    trouble: str = ""
    ungrouped: str = ""  # why groups were not formed
    captures: list[Capture] = field(default_factory=list)
    shared: Together | None = None

    def alike(self, template: str) -> Markup:
        """A part of the screen that is the same for everybody who may see it; it must say nothing of who looks."""
        room = [self.run.community.slug, self.run.key]
        return self.shared.piece(template, {"screen": self, "run": self.run, "room": room})

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

    @cached_property
    def shortened(self) -> list[tuple[str, int, int]]:
        """(title, minutes now, minutes then) of each step that would give something back, if the group agrees."""
        later = zip(self.run.format.steps, self.state.planned, self.state.spread(self.at), strict=True)
        return [(shape.spoken(step.title), now, then) for step, now, then in later if then < now]

    @property
    def late_by(self) -> int:
        """Whole minutes of delay that the steps to come can give back."""
        return sum(now - then for _title, now, then in self.shortened)

    @property
    def next_title(self) -> str:
        """The name of the step after this one."""
        return "" if self.state.is_last else shape.spoken(self.run.format.steps[self.state.step + 1].title)

    @property
    def after_next_title(self) -> str:
        """The name of the step one comes to by leaving the next one out."""
        later = self.run.format.steps[self.state.step + 2 : self.state.step + 3]
        return shape.spoken(later[0].title) if later else ""

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
        return next((group for group in self.groups if self.me in group), [])

    @cached_property
    def groups(self) -> list[list[Participant]]:
        """Those who go together: as they were formed, else the two or three of a room where each has a turn."""
        by_pk = {one.pk: one for one in self.people}
        formed = [[by_pk[pk] for pk in group if pk in by_pk] for group in self.state.groups]
        if formed or len(self.people) > rules.TRIO or not self.run.format.turns:
            return [group for group in formed if group]
        first = next(iter(self.run.format.roles), "")
        return [sorted(self.people, key=lambda one: (one.role != first, one.pk))]

    @property
    def whose_turn(self) -> Participant | None:
        """In my trio or duo, who holds the first role now."""
        if self.step.mode != "trios" or not self.step.turn or not self.my_group or self.state.phase == "ended":
            return None
        return self.my_group[(self.step.turn - 1) % len(self.my_group)]

    @property
    def has_germoir(self) -> bool:
        """Whether this format keeps ideas that come too early."""
        return any(step.parks for step in self.run.format.steps)

    @property
    def takes_roles(self) -> bool:
        """Whether roles are taken now: before it begins, and until whoever brings something has the floor.

        Where they turn they are not taken, but to say who begins a duo.
        """
        form = self.run.format
        if not form.roles or form.turns:
            return bool(form.roles) and form.people[1] == 2 and self.state.phase == "ready"
        if self.state.phase == "ready":
            return True
        heard = next((at for at, step in enumerate(form.steps) if step.speaks), 0)
        return self.state.is_live and bool(form.owner) and (self.owner is None or self.state.step < heard)

    @property
    def shows_groups(self) -> bool:
        """Whether people look for their group now: once it is formed, until the groups have met."""
        together = ("trios", "breakout")
        later = any(step.mode in together for step in self.run.format.steps[self.state.step :])
        return bool(self.state.groups) and later and self.state.phase != "ended"

    @cached_property
    def my_role(self) -> str:
        """The role I hold now: turning within my trio, else the one I took."""
        if self.me is None:
            return ""
        roles = list(self.run.format.roles)
        if self.whose_turn is not None and len(roles) > 1:
            return roles[0] if self.whose_turn.pk == self.me.pk else roles[1]
        return self.me.role or self._role_of_all

    @property
    def _role_of_all(self) -> str:
        """The role of whoever took none, where somebody brings something."""
        roles = list(self.run.format.roles)
        return roles[1] if self.run.format.owner and len(roles) > 1 else ""

    @property
    def role_name(self) -> str:
        """Its name; whoever listens today, or drives and took none, has none; nobody has any between turns."""
        between_turns = self.run.format.turns and self.step.mode != "trios"
        if (self.me is not None and self.me.listens) or between_turns:
            return ""
        drives = self.me is not None and self.me.drives and not self.me.role and self.step.mode != "trios"
        return "" if drives else self.run.format.role(self.my_role)

    @property
    def prompt(self) -> str:
        """The sentence for me."""
        return self.step.prompt(self.my_role)

    @property
    def speaks(self) -> str:
        """Who speaks: a person if the floor is given, else the roles."""
        if self.speaker is not None:
            return _("%(name)s parle") % {"name": self.speaker.person.name.split()[0]}
        if not self.step.speaks:
            return str(WHO_SPEAKS.get(self.step.mode, WHO_SPEAKS["dialogue"]))
        if self.step.speaks == (self.my_role,) and self.step.mode in ("monologue", "trios"):
            return _("La parole est à vous")
        return _("La parole\u00a0: %(names)s") % {"names": ", ".join(map(self._said, self.step.speaks))}

    def _said(self, role: str) -> str:
        """The role by its name, or by the name of the one person who took it."""
        if role == self.run.format.owner and self.owner is not None:
            return self.owner.person.name
        roles = list(self.run.format.roles)
        if self.whose_turn is not None and role == roles[0]:
            return self.whose_turn.person.name
        holders = [one for one in self.people if one.role == role]
        if len(holders) == 1 and self.whose_turn is None and role != self._role_of_all:
            return holders[0].person.name
        return self.run.format.role(role)

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
