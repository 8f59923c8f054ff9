from django.conf import settings
from django.core.management.base import BaseCommand

from terreau.ui import bundling


class Command(BaseCommand):
    """Put the stylesheet and the script together in the data folder, for collectstatic to find."""

    help = "Put the stylesheet and the script together."
    requires_system_checks = []

    def handle(self, **options):
        bundling.write(settings.DATA / "bundle")
