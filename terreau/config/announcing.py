"""What is said at a terminal when the server is ready: where, and how to come in without a mail server."""

from collections.abc import Callable
from io import StringIO

from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.db import DatabaseError

from .said import said


def announce(say: Callable[[str], None]) -> None:
    """The address, then a line for the example's coordinator and one for the first administrator, while they serve."""
    say(said(f"Terreau est ici\u00a0: {settings.ADDRESS}", f"Terreau is here: {settings.ADDRESS}"))
    if link := coordinator_link():
        say(said(f"Coordonner l’exemple\u00a0: {link}", f"Coordinate the example: {link}"))
    if link := spoken("first_administrator"):
        say(said(f"Administrer l’installation\u00a0: {link}", f"Administer the installation: {link}"))
    say(said("Ctrl+C pour arrêter.", "Ctrl+C to stop."))


def coordinator_link() -> str:
    """A link that signs in the example's coordinator; empty where the example does not live here."""
    from terreau.demo import COORDINATOR

    return spoken("sign_in_link", COORDINATOR)


def spoken(command: str, *words: str) -> str:
    """What a command answers on its one line; empty when it has nothing to offer here, or nowhere to note it.

    A disk that is full keeps nobody from reading."""
    if command not in get_commands():
        return ""
    answer = StringIO()
    try:
        call_command(command, *words, stdout=answer)
    except (CommandError, DatabaseError):
        return ""
    return answer.getvalue().strip()
