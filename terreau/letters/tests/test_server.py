"""A real mail server that is down, slow, says no, or hangs up: nothing is lost, at most one letter comes twice."""

from collections import Counter
from datetime import timedelta

from aiosmtpd.controller import Controller
from django.test import TestCase, override_settings

from terreau.community.models import Invitation
from terreau.letters import server
from terreau.letters.models import Posted
from terreau.letters.state import retry, state
from terreau.spine.models import OutboxRow
from tests.server import free_port

from .mailing import DAY, HOUR, MINUTE, Mailing


class Mailbox:
    """Takes letters, or answers what was scripted for the next one."""

    def __init__(self):
        self.taken: list[tuple[str, str]] = []
        self.rcpt: list[str] = []
        self.data: list[str] = []

    async def handle_RCPT(self, smtp, session, envelope, address, options):
        answer = self.rcpt.pop(0) if self.rcpt else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, smtp, session, envelope):
        answer = self.data.pop(0) if self.data else "250 OK"
        if answer == "cut before":
            smtp.transport.abort()
            return "250 OK"
        if answer[0] in "2c":
            for line in envelope.content.decode().splitlines():
                if line.lower().startswith("message-id:"):
                    self.taken.append((envelope.rcpt_tos[0], line.split(" ", 1)[1]))
        if answer == "cut after":
            smtp.transport.abort()
        return answer

    @property
    def addresses(self) -> list[str]:
        return [address for address, _identity in self.taken]


class Faults(Mailing, TestCase):
    def setUp(self):
        super().setUp()
        self.box, self.port, self.controller = Mailbox(), free_port(), None
        settings = override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1", EMAIL_PORT=self.port, EMAIL_TIMEOUT=30, EMAIL_USE_TLS=False,
        )  # fmt: skip
        settings.enable()
        self.addCleanup(settings.disable)
        self.addCleanup(self.down)

    def up(self):
        self.controller = Controller(self.box, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def down(self):
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    def invite(self, number: int, at=DAY) -> list[str]:
        addresses = [f"pain{n}@example.org" for n in range(number)]
        for address in addresses:
            Invitation.write(self.bakers, by=self.amina, at=at, email=address)
        return addresses

    def through(self, begin, end, step):
        at = begin
        while at <= end:
            self.work(at)
            at += step

    def test_down_for_six_hours_then_everything_arrives_once(self):
        invited = self.invite(12)
        self.through(DAY, DAY + 6 * HOUR, 3 * MINUTE)
        seen = state(DAY + 6 * HOUR)
        self.assertEqual((seen.held_up, seen.oldest, seen.parked), (12, DAY, 0))
        self.assertEqual(
            (seen.is_well(DAY + 6 * HOUR), "ConnectionRefusedError" in seen.trouble or "still away" in seen.trouble),
            (False, True),
        )
        self.up()
        self.through(DAY + 6 * HOUR + MINUTE, DAY + 6 * HOUR + 8 * MINUTE, MINUTE)
        self.assertEqual(Counter(self.box.addresses), Counter(invited))
        self.assertEqual(self.box.addresses, invited)
        self.assertEqual((state(DAY + 7 * HOUR).held_up, state(DAY + 7 * HOUR).is_well(DAY + 7 * HOUR)), (0, True))
        self.assertEqual(OutboxRow.objects.filter(done_at=None).count(), 0)

    def test_a_dead_server_is_not_knocked_at_for_each_letter(self):
        self.invite(20)
        self.work()
        self.assertEqual(server.door.failures, 1)

    def test_busy_now_is_tried_again(self):
        for stage in ("rcpt", "data"):
            with self.subTest(stage=stage):
                self.box = Mailbox()
                getattr(self.box, stage).extend(["451 4.7.1 Greylisted"] * 3)
                self.up()
                Invitation.write(self.bakers, by=self.amina, at=DAY, email=f"{stage}@example.org")
                self.through(DAY, DAY + 20 * MINUTE, MINUTE)
                self.assertEqual(self.box.addresses, [f"{stage}@example.org"])
                self.down()

    def test_a_mailbox_that_does_not_exist_is_put_aside_and_seen(self):
        self.up()
        self.box.rcpt.append("550 5.1.1 <pain0@example.org> no such user")
        self.invite(2)
        self.through(DAY, DAY + 30 * MINUTE, MINUTE)
        self.assertEqual(self.box.addresses, ["pain1@example.org"])
        (refused,) = state(DAY + HOUR).refused
        self.assertEqual((refused.kind, refused.trouble), ("invitation", "550 5.1.1 <…> no such user"))
        self.assertEqual(OutboxRow.objects.filter(done_at=None).count(), 0)

    def test_what_was_refused_can_be_tried_once_more(self):
        self.up()
        self.box.data.append("554 5.7.1 Relay denied")
        self.invite(2)
        self.through(DAY, DAY + 5 * MINUTE, MINUTE)
        self.assertEqual(retry(DAY + HOUR), 1)
        self.through(DAY + HOUR, DAY + HOUR + MINUTE, MINUTE)
        self.assertEqual(sorted(self.box.addresses), ["pain0@example.org", "pain1@example.org"])
        self.assertEqual(state(DAY + HOUR).refused, [])

    def test_hung_up_before_the_letter_was_taken(self):
        self.up()
        self.box.data.append("cut before")
        invited = self.invite(3)
        self.through(DAY, DAY + 10 * MINUTE, MINUTE)
        self.assertEqual(Counter(self.box.addresses), Counter(invited))

    def test_hung_up_after_the_letter_was_taken_it_comes_twice_under_one_id(self):
        self.up()
        self.box.data.append("cut after")
        invited = self.invite(3)
        self.through(DAY, DAY + 10 * MINUTE, MINUTE)
        times = Counter(self.box.taken)
        self.assertEqual(sorted(address for address, _identity in times), invited)
        self.assertEqual(sorted(times.values()), [1, 1, 2])

    def test_killed_between_the_sending_and_the_ledger_it_comes_twice_under_one_id(self):
        self.up()
        self.invite(1)
        self.work()
        Posted.objects.all().delete()
        OutboxRow.objects.update(done_at=None, leased_until=DAY)
        self.work(DAY + 2 * MINUTE)
        self.assertEqual((len(self.box.taken), len(set(self.box.taken))), (2, 1))

    def test_wrong_password_or_sender_is_ours_to_mend_and_loses_nothing(self):
        self.up()
        with override_settings(EMAIL_HOST_USER="terreau", EMAIL_HOST_PASSWORD="wrong"):
            self.invite(1)
            self.through(DAY, DAY + HOUR, 5 * MINUTE)
        self.assertEqual((self.box.taken, state(DAY + HOUR).held_up), ([], 1))
        self.through(DAY + HOUR, DAY + HOUR + 6 * MINUTE, MINUTE)
        self.assertEqual(self.box.addresses, ["pain0@example.org"])

    def test_what_opens_nothing_any_more_is_not_sent_late(self):
        self.invite(2)
        self.work()
        for invitation in Invitation.objects.filter(email="pain0@example.org"):
            invitation.revoke(by=self.amina, at=DAY)
        self.up()
        self.through(DAY + timedelta(minutes=6), DAY + timedelta(minutes=8), MINUTE)
        self.assertEqual(self.box.addresses, ["pain1@example.org"])
