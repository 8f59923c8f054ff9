"""`terreau COMMAND`: the one way in from a shell."""

import os
import sys


def main() -> None:
    """Run one of Terreau's commands (`terreau help` lists them). A wrong setting is one line and exit status 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from terreau.config.environment import Refused

    try:
        execute_from_command_line(["terreau", *sys.argv[1:]])
    except (ImproperlyConfigured, Refused) as wrong:
        print(f"terreau: {wrong}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
