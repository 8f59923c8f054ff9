"""`terreau prepare`: make this installation ready without serving it."""

from django.core.management.base import BaseCommand

from terreau.config import preparing
from terreau.config.said import said


class Command(BaseCommand):
    """Compile words, gather static files, migrate and, the first time, tell the example."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--empty", action="store_true", help="ne pas raconter l’exemple / without the example")

    def handle(self, *args, **options):
        """Prepare, and say so when there was nothing to do."""
        if not preparing.prepare(empty=options["empty"], say=self.stdout.write):
            self.stdout.write(said("Tout était prêt.", "Everything was ready."))
