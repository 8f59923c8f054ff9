from django.core.management.base import BaseCommand
from django.utils import timezone

from terreau.config.said import said
from terreau.letters.state import retry


class Command(BaseCommand):
    """Once the mail server is mended: have the letters it refused for good tried once more."""

    help = "Try once more the letters that were refused for good, or could not be written."

    def handle(self, **options):
        rows = retry(timezone.now())
        self.stdout.write(
            said(f"Lettres à réessayer\u00a0: {rows}.", f"{rows} letters will be tried again by the worker.")
        )
