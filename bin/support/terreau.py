"""`bin/terreau COMMAND`: one of Terreau's commands, with the Python and the dependencies of this clone."""

import sys

from terreau.config import environment
from terreau.config.environment import Refused

from . import house


def main(words: list[str]) -> None:
    """Run the command; a wrong value is one line and exit status 2."""
    try:
        environment.check()
        house.furnish("runtime")
    except Refused as refused:
        print(f"bin/terreau: {refused}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    house.become(*(words or ["help"]))
