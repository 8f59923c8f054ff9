"""`terreau worker`: follow the outbox in a process of its own (with `TERREAU_WORKER=off` for the server)."""

import signal

from django.core.management.base import BaseCommand

from terreau.config.said import said
from terreau.spine.worker import Worker


class Command(BaseCommand):
    """Follow the outbox until told to stop."""

    help = __doc__

    def handle(self, *args, **options):
        """Finish the row in hand when asked to stop."""
        worker = Worker()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: worker.stop())
        self.stdout.write(
            said("Le suivi des actes, ici. Ctrl+C pour arrêter.", "Following acts, here. Ctrl+C to stop.")
        )
        self.stdout.flush()
        worker.run()
