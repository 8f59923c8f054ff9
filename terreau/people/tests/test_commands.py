"""Coming in from the terminal, without any mail."""

from datetime import timedelta
from io import StringIO

from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client, TestCase
from django.utils import timezone

from terreau.people.models import Person, SignIn
from terreau.spine.models import OutboxRow
from tests.cast import Cast


def said(command: str, *words, **options) -> str:
    """What a command answers."""
    out = StringIO()
    call_command(command, *words, stdout=out, **options)
    return out.getvalue()


def path_of(line: str) -> str:
    return line.strip().removeprefix(settings.ADDRESS)


class SignInLinkTest(Cast, TestCase):
    def test_one_line_one_whole_address_one_button(self):
        before = OutboxRow.objects.count()
        line = said("sign_in_link", "Bruno@example.org")
        self.assertEqual((line.count("\n"), line.startswith(settings.ADDRESS + "/connexion/lien/")), (1, True))
        self.assertEqual(self.client.get(path_of(line)).status_code, 200)
        self.client.post(path_of(line))
        self.assertEqual(self.client.get("/moi/").wsgi_request.user, self.bruno)
        self.assertEqual(Client().post(path_of(line)).status_code, 410)
        self.assertEqual(OutboxRow.objects.count(), before)

    def test_good_for_a_day(self):
        path = path_of(said("sign_in_link", "bruno@example.org"))
        token = path.split("/")[-2]
        self.assertIsNotNone(SignIn.of_token(token, at=timezone.now() + timedelta(hours=23)))
        self.assertIsNone(SignIn.of_token(token, at=timezone.now() + timedelta(hours=25)))

    def test_it_does_not_hold_mailed_ones_back(self):
        for _ in range(8):
            said("sign_in_link", "bruno@example.org")
        asked = SignIn.ask("bruno@example.org", at=timezone.now())
        self.assertEqual(
            (asked.expires_at - asked.asked_at, asked.code_works(timezone.now())), (timedelta(minutes=15), True)
        )

    def test_an_address_nobody_has_is_refused_in_one_line(self):
        with self.assertRaisesMessage(CommandError, "nobody@example.org"):
            said("sign_in_link", "nobody@example.org")


class FirstAdministratorTest(TestCase):
    def become(self, client, path: str, email: str):
        return client.post(path, {"name": "Odile Technique", "email": email})

    def test_a_name_an_address_one_button(self):
        path = path_of(said("first_administrator", "odile@example.org"))
        self.assertContains(self.client.get(path), 'value="odile@example.org"')
        self.assertFalse(Person.objects.exists())
        answer = self.become(self.client, path, "odile@example.org")
        self.assertEqual(answer.headers["Location"], "/moi/securite/")
        self.assertTrue(Person.objects.get(email="odile@example.org").is_administrator)
        self.assertEqual(self.client.get("/moi/").wsgi_request.user.email, "odile@example.org")

    def test_each_link_serves_once_and_closes_the_others(self):
        first, second = (path_of(said("first_administrator")) for _ in range(2))
        self.become(self.client, first, "odile@example.org")
        for path in (first, second):
            answer = self.become(Client(), path, "mallory@example.org")
            self.assertContains(answer, "redémarrez Terreau sur sa machine", status_code=410)
        self.assertEqual(Person.objects.count(), 1)

    def test_what_is_no_address_is_refused(self):
        with self.assertRaisesMessage(CommandError, "odile chez nous"):
            said("first_administrator", "odile chez nous")

    def test_refused_when_there_is_one_unless_another_is_wanted(self):
        self.become(self.client, path_of(said("first_administrator")), "odile@example.org")
        with self.assertRaisesMessage(CommandError, "--another"):
            said("first_administrator")
        self.become(Client(), path_of(said("first_administrator", another=True)), "oscar@example.org")
        self.assertEqual(Person.objects.filter(administrator_since__isnull=False).count(), 2)

    def test_a_sign_in_link_is_no_administrators_link_nor_the_other_way_round(self):
        Person.objects.make(name="Bruno", email="bruno@example.org", at=timezone.now())
        token = path_of(said("sign_in_link", "bruno@example.org")).split("/")[-2]
        self.assertEqual(
            self.become(self.client, f"/premier-administrateur/{token}/", "m@example.org").status_code, 410
        )
        token = path_of(said("first_administrator")).split("/")[-2]
        self.assertEqual(self.client.post(f"/connexion/lien/{token}/").status_code, 410)

    def test_what_is_missing_is_said_and_the_link_still_serves(self):
        path = path_of(said("first_administrator"))
        answer = self.client.post(path, {"name": "", "email": "odile@"})
        self.assertContains(answer, "Cette adresse est incomplète", status_code=422)
        self.assertEqual(self.become(self.client, path, "odile@example.org").headers["Location"], "/moi/securite/")
