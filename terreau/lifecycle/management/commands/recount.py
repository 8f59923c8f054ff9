"""`terreau recount`: count participation again from its sources, and settle la coupe."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from terreau.community.models import Community
from terreau.config.said import said
from terreau.lifecycle.counting import recount
from terreau.lifecycle.models.participant import WHY
from terreau.lifecycle.soil import settle_soil


class Command(BaseCommand):
    """Nothing is lost by it: what is counted is always made again from what was lived."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--community", help="une seule, par son adresse / only this one, by its slug")

    def handle(self, *args, **options):
        """Count, and say how many people in how many communities."""
        communities = Community.objects.visible_to(WHY).order_by("pk")
        if options["community"]:
            communities = communities.filter(slug=options["community"])
            if not communities:
                unknown = ("Aucune communauté à cette adresse.", "There is no community at this address.")
                raise CommandError(said(*unknown))
        for community in communities:
            people = recount(community)
            settle_soil(community, timezone.now())
            self.stdout.write(f"{community.slug}: {people}")
