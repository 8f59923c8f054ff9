import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from terreau.letters.receiving import receive


class Command(BaseCommand):
    """Take one message of mail from standard input: answers to invitations, as calendar programs send them."""

    help = "Take one message from standard input (`terreau receive < message`): what became of it, in one line."

    def handle(self, **options):
        received = receive(getattr(sys.stdin, "buffer", sys.stdin), at=timezone.now())
        self.stdout.write(f"{received.outcome}: {received.said}")
