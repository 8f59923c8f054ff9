from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from terreau.ui import words


class Command(BaseCommand):
    """Collect the texts of each room, say which have no English, and compile the catalogues."""

    help = "Collect texts, list those without English, compile the catalogues."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("rooms", nargs="*", help="rooms to look at; all of them by default")
        parser.add_argument("--check", action="store_true", help="change nothing, fail when English is missing")
        parser.add_argument("--fix", action="store_true", help="set apostrophes and hard spaces right in the sources")
        parser.add_argument("--compile", action="store_true", help="only compile")

    def handle(self, *, rooms, check, compile, fix, **options):
        if strange := [room for room in rooms if not (words.HOUSE / room).is_dir()]:
            raise CommandError(f"No such room: {', '.join(strange)}. There are: {', '.join(settings.ROOMS)}.")
        rooms = rooms or settings.ROOMS
        for room in rooms:
            if fix:
                words.fix(room)
            if not check and not compile:
                words.update(room)
            words.compile_room(room)
        silent = [] if compile else [(room, text) for room in rooms for text in words.missing(room)]
        for room, text in silent:
            self.stdout.write(f"{room}: {text}")
        wrong = [] if compile else [(room, fault) for room in rooms for fault in words.faults(room)]
        for room, fault in wrong:
            self.stdout.write(f"{room}: {fault}")
        if check and (silent or wrong):
            raise CommandError(f"{len(silent)} texts have no English, {len(wrong)} are not set as printed (--fix).")
        self.stdout.write(f"{len(rooms)} rooms, {len(silent)} texts without English.")
