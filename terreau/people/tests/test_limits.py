"""How often one machine may ask is counted however many others ask."""

from django.test import RequestFactory, SimpleTestCase

from terreau.people import limits


class LimitsTest(SimpleTestCase):
    def test_a_crowd_makes_nobody_forgotten(self):
        request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
        name = limits.machine(request)
        self.assertEqual([limits.allowed("test", name, most=2, seconds=86_400) for _ in range(3)], [True, True, False])
        for number in range(3_000):
            limits.allowed("test", f"somebody-{number}", most=2, seconds=86_400)
        self.assertEqual(limits.machine(request), name)
        self.assertFalse(limits.allowed("test", name, most=2, seconds=86_400))
