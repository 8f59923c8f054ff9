"""`terreau first_administrator [EMAIL]`: a link to become the first administrator, once, without any mail."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from terreau.config.said import said
from terreau.people.models import Person, SignIn


class Command(BaseCommand):
    """Print one whole address, good for a day; refuse when there is an administrator, unless another is wanted."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("email", nargs="?", default="")
        parser.add_argument("--another", action="store_true", help="une personne de plus / one more person")

    def handle(self, *args, email, another, **options):
        """One line on the terminal."""
        if not another and Person.objects.here().filter(administrator_since__isnull=False).exists():
            raise CommandError(
                said(
                    "Quelqu’un administre déjà cette installation. Pour une personne de plus\u00a0: --another",
                    "Somebody already administers this installation. For one more person: --another",
                )
            )
        if email:
            try:
                validate_email(email)
            except ValidationError as wrong:
                words = said(f"Ce n’est pas une adresse\u00a0: {email}", f"This is not an address: {email}")
                raise CommandError(words) from wrong
        asked = SignIn.hand_over(purpose=SignIn.Purpose.ADMINISTRATOR, email=email, at=timezone.now())
        self.stdout.write(settings.ADDRESS + asked.get_absolute_url())
