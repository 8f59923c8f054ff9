"""A page costs the same number of queries whatever it holds."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from terreau.conversation.models import Thread
from terreau.files.door import store_upload

from .pages import Talk

MOST = 8


class Queries(Talk, TestCase):
    def cost(self, address, someone=None) -> int:
        """The queries of a page that was opened before."""
        browser = self.signed_in(someone)
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(browser.get(address).status_code, 200)
        return len(queries)

    def fill(self, thread, messages: int):
        """Bring a thread to that many messages, with thanks and files on the way."""
        while thread.message_count < messages:
            number = thread.message_count
            file = SimpleUploadedFile(f"note-{number}.txt", b"Du pain")
            kept = store_upload(file, community=self.bakers, by=self.chloe, at=self.now, counted=False)
            message = thread.reply(by=self.chloe, at=self.now, text=f"Mot {number}", files=[kept])
            message.thank(by=self.bruno, at=self.now)

    def test_a_thread(self):
        costs = []
        for messages in (3, 5, 62):
            self.fill(self.flour, messages)
            costs.append(self.cost(self.flour.get_absolute_url(), self.bruno))
        self.assertEqual(costs, [costs[0]] * 3)
        self.assertLessEqual(costs[0], MOST)
        self.assertEqual(self.cost(self.flour.get_absolute_url() + "?page=3", self.bruno), costs[0])

    def test_a_call_with_everything_beside_it(self):
        self.fill(self.call, 4)
        for someone in (self.amina, self.bruno, self.chloe):
            self.call.offer_help("helps", by=someone, at=self.now)
        self.assertLessEqual(self.cost(self.call.get_absolute_url(), self.bruno), MOST)

    def test_the_list(self):
        costs = []
        for threads in (1, 3, 30):
            for number in range(threads):
                Thread.start(self.bakers, by=self.chloe, at=self.now, text=f"Fil {number}")
            costs.append(self.cost(self.address("threads"), self.bruno))
        self.assertEqual(costs, [costs[0]] * 3)
        self.assertLessEqual(costs[0], MOST)

    def test_visitors(self):
        type(self.bakers).objects.filter(pk=self.bakers.pk).update(public_page=True, public_talk=True)
        self.fill(self.flour, 25)
        self.assertEqual(self.cost(self.address("threads")), 3)
        self.assertEqual(self.cost(self.flour.get_absolute_url()), 4)
