"""`terreau serve`: prepare what is not ready, say how to come in, and serve."""

import os
import sys

from django.core.management.base import BaseCommand
from django.db import connections

from terreau.config import announcing, environment, preparing, serving


class Command(BaseCommand):
    """Serve this installation (`bin/serve` installs what is needed first)."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--empty", action="store_true", help="ne pas raconter l’exemple / without the example")

    def handle(self, *args, **options):
        """Prepare, then serve until stopped.

        What preparing took of memory would be held by every process that answers: they descend from one begun anew.
        """
        serving.refuse_taken(environment.bind(), environment.port())  # before minutes of preparing, not after
        if preparing.prepare(empty=options["empty"], say=self.stdout.write):
            begin_anew()
        serving.serve(announce=lambda: announcing.announce(self.stdout.write))


def begin_anew() -> None:
    """Become the same command again, with nothing open and nothing remembered."""
    connections.close_all()
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "terreau", *sys.argv[1:]])  # noqa: S606  itself, word for word
