"""`terreau COMMAND`: the one way in from a shell."""

import os
import sys


def main() -> None:
    """Run one of Terreau's commands (`terreau help` lists them). What is refused is one line and exit status 2."""
    sys.dont_write_bytecode = False  # images often ask for it: five hundred files compiled again at each start
    sys.stdout.reconfigure(errors="replace")  # a terminal that has no « ’ » still shows the rest
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.config.settings")
    from terreau.config.commands import listed
    from terreau.config.said import said

    if sys.argv[1:] in ([], ["help"], ["--help"], ["-h"]):
        print(listed())
        return
    try:
        _run()
    except KeyboardInterrupt:
        print(said("\nInterrompu.", "\nInterrupted."), file=sys.stderr)
        sys.exit(130)


def _run() -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management.base import CommandError, SystemCheckError
    from django.db.utils import DatabaseError

    from terreau.config.environment import Refused
    from terreau.config.loading import loading
    from terreau.config.mishaps import in_words
    from terreau.config.typed import run

    try:
        with loading():
            django.setup()
        run(sys.argv[1:])
    except SystemCheckError as wrong:
        print(wrong, file=sys.stderr)
        sys.exit(1)
    except CommandError as wrong:
        print(f"terreau: {wrong}", file=sys.stderr)
        sys.exit(wrong.returncode)
    except (DatabaseError, OSError) as wrong:
        if not (words := in_words(wrong)):
            raise
        print(f"terreau: {words}", file=sys.stderr)
        sys.exit(2)
    except (ImproperlyConfigured, Refused) as wrong:
        print(f"terreau: {wrong}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
