"""What the tests of letters share: an ordinary Wednesday morning, and the worker at a stated time."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.core import mail

from terreau.letters import server
from terreau.people.models import Person
from terreau.spine.models import OutboxRow
from terreau.spine.worker import follow_all
from tests.cast import Cast

DAY = datetime(2026, 12, 2, 15, 0, tzinfo=UTC)  # Wednesday, ten in the morning in Toronto
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Mailing(Cast):
    """The cast on a Wednesday at ten; what the past would have had mailed is forgotten."""

    @classmethod
    def setUpTestData(cls):
        with time_machine.travel(DAY, tick=False):
            super().setUpTestData()
        OutboxRow.objects.all().delete()

    def setUp(self):
        super().setUp()
        self.clock = time_machine.travel(DAY, tick=False)
        self.at = self.clock.start()
        self.addCleanup(self.clock.stop)
        server.door.opened()
        mail.outbox.clear()

    def work(self, at: datetime = DAY) -> list:
        """Let the worker do what is due at that time; the letters that left."""
        self.at.move_to(at, tick=False)
        before = len(mail.outbox)
        follow_all(at)
        return mail.outbox[before:]

    def one(self, at: datetime = DAY):
        """The one letter that leaves."""
        letters = self.work(at)
        self.assertEqual(len(letters), 1)
        return letters[0]

    def set_rhythm(self, person: Person, rhythm: str, paused_until=None):
        """Have this person choose, without the mail that might follow."""
        person.choose_rhythm(rhythm, at=DAY, paused_until=paused_until)
        OutboxRow.objects.all().delete()


def html_of(message) -> str:
    """The HTML part."""
    (part,) = (part for part, kind in message.alternatives if kind == "text/html")
    return part
