"""A command as somebody typed it: its help without Django's own switches, its refusals in one line."""

import argparse
import re
from difflib import get_close_matches

from django.core.management import ManagementUtility, get_commands
from django.core.management.base import BaseCommand, CommandParser

from .commands import COMMANDS
from .environment import Refused
from .said import said

OURS = {name: (french, english) for name, french, english in COMMANDS}
OF_DJANGO = {
    "version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color", "skip_checks",
}  # fmt: skip
FRENCH = (  # what argparse says, in French
    (r"the following arguments are required: (.+)", "il manque\u00a0: {}"),
    (r"unrecognized arguments: (.+)", "cette commande ne connaît pas\u00a0: {}"),
    (r"argument (.+?): expected (?:one|at least one) argument", "{} demande une valeur"),
    (
        r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)",
        "{}\u00a0: {} n’existe pas\u00a0; au choix\u00a0: {}",
    ),
    (r"argument (.+?): invalid \w+ value: (.+)", "{}\u00a0: {} n’est pas une valeur juste"),
    (r"one of the arguments (.+) is required", "il faut l’un de\u00a0: {}"),
)


def run(words: list[str]) -> None:
    """Run the command. `CommandError` and `Refused` come out, for whoever called to say."""
    setattr(CommandParser, "error", _refuse)  # noqa: B010  on the class: subcommands make parsers of their own
    _Utility(["terreau", *words]).execute()


class _Utility(ManagementUtility):
    def fetch_command(self, subcommand: str) -> BaseCommand:
        """The command, ready to be typed; a name nobody knows is refused with the nearest one."""
        known = get_commands()
        if subcommand not in known:
            raise Refused(_unknown(subcommand, known))
        command = super().fetch_command(subcommand)
        make = command.create_parser

        def create_parser(prog_name: str, name: str, **kwargs) -> CommandParser:
            parser = make(prog_name, name, **kwargs)
            parser.set_defaults(traceback=True)  # CommandError comes out whole, for us to say
            return _in_our_words(parser, name) if name in OURS else parser

        setattr(command, "create_parser", create_parser)  # noqa: B010  whatever class the command is of
        return command


def _unknown(word: str, known) -> str:
    near = get_close_matches(word, [*OURS, *known], n=1)
    french, english = (f" Peut-être «\u00a0{near[0]}\u00a0»\u00a0?", f" Perhaps “{near[0]}”?") if near else ("", "")
    return said(
        f"il n’y a pas de commande «\u00a0{word}\u00a0».{french} Toutes\u00a0: terreau help",
        f"there is no command “{word}”.{english} All of them: terreau help",
    )


def _in_our_words(parser: CommandParser, name: str) -> CommandParser:
    parser.description = said(*OURS[name])
    parser._positionals.title = said("à donner\u00a0", "to be given")
    parser._optionals.title = said("au choix\u00a0", "options")
    for action in parser._actions:
        if action.dest in OF_DJANGO:
            action.help = argparse.SUPPRESS
        elif action.dest == "help":
            action.help = said("montrer cette aide", "show this help")
    return parser


def _refuse(parser: CommandParser, message: str) -> None:
    """One line: what is wrong with what was typed, and where the help is."""
    raise Refused(f"{_french(message) if said('fr', 'en') == 'fr' else message} ({parser.prog} --help)")


def _french(message: str) -> str:
    for pattern, words in FRENCH:
        if found := re.fullmatch(pattern, message):
            return words.format(*found.groups())
    return message
