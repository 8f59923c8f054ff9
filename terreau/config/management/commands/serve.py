"""`terreau serve`: prepare what is not ready, say how to come in, and serve."""

from django.core.management.base import BaseCommand

from terreau.config import announcing, preparing, serving


class Command(BaseCommand):
    """Serve this installation (`bin/serve` installs what is needed first)."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--empty", action="store_true", help="ne pas raconter l’exemple / without the example")

    def handle(self, *args, **options):
        """Prepare, then serve until stopped."""
        preparing.prepare(empty=options["empty"], say=self.stdout.write)
        serving.serve(announce=lambda: announcing.announce(self.stdout.write))
