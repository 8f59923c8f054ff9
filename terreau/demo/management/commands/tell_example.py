"""`terreau tell_example`: tell the living example community into being."""

from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from terreau.community.models import Community
from terreau.config.said import said
from terreau.demo import SLUG
from terreau.demo.forgetting import forget
from terreau.demo.storyteller import TOLD, is_told, tell


class Command(BaseCommand):
    """Tell the example once; telling it twice changes nothing."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--again", action="store_true", help="oublier l’exemple, puis le raconter / forget it first"
        )

    def handle(self, *args, **options):
        """Tell it, and say in how many seconds."""
        began, now = monotonic(), timezone.now()
        if options["again"]:
            forget(by=None, at=now)
        if not is_told() and Community.objects.visible_to(TOLD).filter(slug=SLUG).exists():
            raise CommandError(
                said(
                    f"Une communauté vit déjà à l’adresse «\u00a0{SLUG}\u00a0»\u00a0: l’exemple n’y sera pas raconté.",
                    f"A community already lives at “{SLUG}”: the example will not be told there.",
                )
            )
        told = tell(now=now)
        if options["verbosity"]:
            took = f"{monotonic() - began:.1f} s"
            self.stdout.write(
                said(f"L’exemple est raconté ({took}).", f"The example is told ({took}).")
                if told
                else said("L’exemple est déjà là.", "The example is already here.")
            )
