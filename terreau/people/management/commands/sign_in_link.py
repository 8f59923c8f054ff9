"""`terreau sign_in_link EMAIL`: a link that signs this person in, once, without any mail."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from terreau.config.said import said
from terreau.people.models import Person, SignIn


class Command(BaseCommand):
    """Print one whole address, good for a day."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email, **options):
        """Refuse an address that nobody here has."""
        person = Person.objects.at_address(email)
        if person is None:
            raise CommandError(
                said(f"Personne ici n’a cette adresse\u00a0: {email}", f"Nobody here has this address: {email}")
            )
        asked = SignIn.hand_over(person=person, at=timezone.now())
        self.stdout.write(settings.ADDRESS + asked.get_absolute_url())
