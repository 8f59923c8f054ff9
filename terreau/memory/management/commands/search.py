"""`terreau search rebuild`: the whole index anew, while the old one answers. `terreau search state`: what it holds."""

import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from terreau.config.said import said
from terreau.memory.search import keeping
from terreau.memory.search.engines import engine
from terreau.memory.search.models import SearchEntry, SearchShelf
from terreau.memory.search.places import SHELF

EVERY = 2.0  # seconds between two words about how far it is


class Command(BaseCommand):
    """Stopped with Ctrl-C, it goes on the next time where it was."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and whether to begin again from nothing."""
        parser.add_argument("what", choices=["rebuild", "state"])
        parser.add_argument("--anew", action="store_true", help="ne pas reprendre où l’on en était / begin again")
        parser.add_argument("--pause", type=float, default=keeping.BEFORE_EMPTYING, help="secondes / seconds")

    def handle(self, *args, **options) -> None:
        """Build or say."""
        if options["what"] == "rebuild":
            self._rebuild(anew=options["anew"], pause=options["pause"])
        self._state()

    def _rebuild(self, *, anew: bool, pause: float) -> None:
        began = spoke = time.monotonic()
        try:
            for done in keeping.rebuild(at=timezone.now(), anew=anew, pause=pause):
                if time.monotonic() - spoke > EVERY:
                    spoke = time.monotonic()
                    self.stdout.write(said(f"  {done} choses…", f"  {done} things…"))
        except KeyboardInterrupt:
            self.stdout.write(
                said(
                    "Interrompu\u00a0: l’ancien index répond toujours. La même commande reprend où elle en était.",
                    "Interrupted: the old index still answers. The same command goes on where it was.",
                )
            )
            raise SystemExit(130) from None
        seconds = time.monotonic() - began
        self.stdout.write(said(f"Fait en {seconds:.0f} s.", f"Done in {seconds:.0f} s."))

    def _state(self) -> None:
        shelf = SearchShelf.objects.filter(is_live=True).first()
        if shelf is None:
            self.stdout.write(said("Aucun index encore.", "No index yet."))
            return
        low, high = shelf.number * SHELF, (shelf.number + 1) * SHELF - 1
        count = SearchEntry.objects.filter(id__range=(low, high)).count()
        size = engine().size(shelf.number) // 1_000_000
        self.stdout.write(
            said(f"L’index tient {count} choses ({size} Mo).", f"The index holds {count} things ({size} MB).")
        )
