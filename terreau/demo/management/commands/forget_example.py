"""`terreau forget_example`: remove the example community and the people who lived only there."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from terreau.config.said import said
from terreau.demo.forgetting import forget


class Command(BaseCommand):
    """Forget the example; forgetting it twice changes nothing."""

    help = __doc__

    def handle(self, *args, **options):
        """Forget it, and say whether it was there."""
        was_there = forget(by=None, at=timezone.now())
        if options["verbosity"]:
            self.stdout.write(
                said("L’exemple est oublié.", "The example is forgotten.")
                if was_there
                else said("Il n’y a pas d’exemple ici.", "There is no example here.")
            )
