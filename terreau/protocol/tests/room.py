"""A room for tests: a codéveloppement in the bakers' community, with who is in it."""

from datetime import timedelta

from django.urls import reverse

from terreau.protocol import shape
from terreau.protocol.models import Participant, Run
from terreau.spine.reading import System
from tests.cast import Cast

ALL = System("a test")


class Room(Cast):
    """Farid drives, Bruno brings something, Chloé is a consultant; Inès stays outside."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.start = cls.now - timedelta(hours=1)
        cls.run_made = cls.prepared("codeveloppement")
        cls.farid_in = Participant.objects.get(run=cls.run_made, person=cls.farid)
        cls.bruno_in = Participant.come_in(cls.run_made, cls.bruno, at=cls.start)
        cls.chloe_in = Participant.come_in(cls.run_made, cls.chloe, at=cls.start)
        cls.bruno_in.hold("client")
        cls.chloe_in.hold("consultant")

    @classmethod
    def prepared(cls, slug: str, **more) -> Run:
        """A run of one of the house's formats, that Farid drives."""
        return Run.prepare(cls.bakers, shape.house_formats()[slug], by=cls.farid, at=cls.start, **more)

    def fresh(self, run=None) -> Run:
        """The run as the database has it now."""
        return Run.objects.select_related("community", "circle").get(pk=(run or self.run_made).pk)

    def drive(self, *acts: str, at=None, run=None) -> Run:
        """Make these gestures, one after the other."""
        for act in acts:
            now = self.fresh(run)
            assert now.gesture(act, by=self.farid, at=at or self.start, seen=now.number), act
        return self.fresh(run)

    def url(self, name: str, run=None, **more) -> str:
        """An address of the run."""
        return reverse(f"protocol:{name}", kwargs={"slug": "boulange", "key": (run or self.run_made).key, **more})


class InTheRoom(Room):
    """What people of the room see and do there."""

    def page(self, person, run=None, name="screen") -> str:
        self.client.force_login(person)
        return self.client.get(self.url(name, run=run)).content.decode()

    def say(self, person, text, run=None, step=None, **more):
        self.client.force_login(person)
        step = self.fresh(run).state.step if step is None else step
        return self.client.post(self.url("saying", run=run), {"text": text, "step": step, **more})

    def choose(self, person, run, *choices):
        self.client.force_login(person)
        self.client.post(self.url("voting", run=run), {"choice": choices})

    def room(self, slug, owner=None):
        """A run of this format, with Bruno and Chloé in the room."""
        run = self.prepared(slug)
        for person in (self.bruno, self.chloe):
            Participant.come_in(run, person, at=self.start)
        if owner:
            Participant.objects.visible_to(ALL).get(run=run, person=self.bruno).hold(owner)
        return self.fresh(run)
