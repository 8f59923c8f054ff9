"""`terreau tell_example`: tell the living example community into being."""

from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from terreau.community.models import Community
from terreau.demo import SLUG
from terreau.demo.forgetting import forget
from terreau.demo.storyteller import TOLD, is_told, tell


class Command(BaseCommand):
    """Tell the example once; telling it twice changes nothing."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="oublier l’exemple, puis le raconter de nouveau")

    def handle(self, *args, **options):
        """Tell it, and say in how many seconds."""
        began, now = monotonic(), timezone.now()
        if options["again"]:
            forget(by=None, at=now)
        if not is_told() and Community.objects.visible_to(TOLD).filter(slug=SLUG).exists():
            raise CommandError(f"Une communauté vit déjà à l’adresse « {SLUG} » : l’exemple n’y sera pas raconté.")
        told = tell(now=now)
        if options["verbosity"]:
            said = f"L’exemple est raconté ({monotonic() - began:.1f} s)." if told else "L’exemple est déjà là."
            self.stdout.write(said)
