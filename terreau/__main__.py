"""`terreau COMMAND`: the one way in from a shell."""

import os
import sys


def main() -> None:
    """Run one of Terreau's commands (`terreau help` lists them)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["terreau", *sys.argv[1:]])
    except ImproperlyConfigured as wrong:
        sys.exit(f"terreau: {wrong}")


if __name__ == "__main__":
    main()
