"""`terreau COMMAND`: the one way in from a shell."""

import os
import sys


def main() -> None:
    """Run one of Terreau's commands (`terreau help` lists them). A wrong setting is one line and exit status 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db.utils import DatabaseError

    from terreau.config.environment import Refused
    from terreau.config.said import said

    try:
        execute_from_command_line(["terreau", *sys.argv[1:]])
    except DatabaseError as wrong:
        if "no such" not in str(wrong) and "does not exist" not in str(wrong):
            raise
        french = "la base n’est pas prête\u00a0: attendez la fin du premier démarrage, ou lancez « terreau prepare »"
        english = "the database is not ready: wait for the first start to end, or run “terreau prepare”"
        print(f"terreau: {said(french, english)} ({wrong})", file=sys.stderr)
        sys.exit(2)
    except (ImproperlyConfigured, Refused) as wrong:
        print(f"terreau: {wrong}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
