"""`terreau import members|mbox|history|calendar|links|folder PATH --community SLUG`: the browser's three steps."""

import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.files.base import File as Content
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from terreau.community.models import Circle, Community, Membership
from terreau.config.said import english, said
from terreau.memory import followers  # noqa: F401  everything that carries is known
from terreau.memory.arrivals.history import FILES
from terreau.memory.bringing import bring
from terreau.memory.carrying.carrier import advance
from terreau.memory.models import Arrival
from terreau.memory.models.arrival import WHY
from terreau.memory.telling import Telling
from terreau.people.models import Person
from terreau.spine.outbox import without_followers

MAIL = (".mbox", ".mbx", ".gz", ".txt", ".eml", "")


class Command(BaseCommand):
    """Look, say what would come and what is wrong, then let it in."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, from where, into which community, on whose behalf."""
        parser.add_argument("kind", choices=Arrival.Kind.values)
        parser.add_argument("path", type=Path, help="le fichier, ou le dossier / the file, or the folder")
        parser.add_argument("--community", required=True, metavar="SLUG")
        parser.add_argument("--as", dest="by", metavar="EMAIL", help="au nom de qui / on whose behalf")
        parser.add_argument("--circle", metavar="KEY", help="mbox, calendar: dans un cercle / into a circle")
        zone = "calendar: un fuseau inconnu / an unknown time zone"
        parser.add_argument("--zone", action="append", default=[], metavar="NAME=ZONE", help=zone)
        parser.add_argument("--already-members", action="store_true", help="members: déjà membres / members already")
        parser.add_argument("--send-invitations", action="store_true", help="members: écrire à chacun / write to each")
        parser.add_argument("--dry-run", action="store_true", help="regarder seulement / only look")
        parser.add_argument("--yes", action="store_true", help="sans demander / without asking")

    def handle(self, *args, **options) -> None:
        """All three steps, or the first two with `--dry-run`."""
        with translation.override("en" if english() else "fr"), without_followers():
            community = self._community(options["community"])
            arrival = None if options["dry_run"] else self._unfinished(community, options)
            arrival = arrival or self._brought(community, options)
            try:
                self._take(arrival, options)
            except KeyboardInterrupt:
                self._interrupted(arrival)

    def _take(self, arrival: Arrival, options) -> None:
        telling = Telling(arrival, self.stdout.write)
        self._carry(arrival, telling)
        telling.findings()
        if options["dry_run"] or arrival.is_blocked or not self._agreed(options):
            here = arrival.problems.visible_to(WHY).filter(kind__endswith="-already-here").exists()
            arrival.withdraw(by=arrival.started_by, at=timezone.now())
            if arrival.is_blocked and not here:
                raise CommandError(said("Rien ne peut arriver de ce fichier.", "Nothing can come in from this."))
            if arrival.is_blocked:
                self.stdout.write(said("Rien de nouveau.", "Nothing new."))
            return
        arrival.start(by=arrival.started_by, at=timezone.now())
        self._carry(arrival, telling)
        if arrival.state == Arrival.State.FAILED:
            raise CommandError(arrival.trouble)
        telling.counts()

    def _interrupted(self, arrival: Arrival) -> NoReturn:
        """Ctrl-C: what came in stays in, and goes on from there; what was only looked at is put away."""
        if arrival.withdraw(by=arrival.started_by, at=timezone.now()):
            self.stderr.write(said("Interrompu\u00a0: rien n’est entré.", "Interrupted: nothing came in."))
        else:
            french = "Interrompu\u00a0: ce qui est entré reste. La même commande reprend où elle en était."
            self.stderr.write(said(french, "Interrupted: what came in stays. The same command goes on where it was."))
        raise SystemExit(130)

    def _carry(self, arrival: Arrival, telling: Telling) -> None:
        while advance(arrival, seconds=2.0) is not None:
            telling.progress()

    def _community(self, slug: str) -> Community:
        community = Community.at(slug)
        if community is None:
            raise CommandError(said(f"Il n’y a pas de communauté /c/{slug}/.", f"There is no community /c/{slug}/."))
        return community

    def _by(self, community: Community, address: str | None) -> Person | None:
        """Whoever it is done for: the person named, else the first who coordinates."""
        if address:
            person = Person.objects.at_address(address)
            if person is None:
                raise CommandError(said(f"Personne n’a l’adresse {address}.", f"Nobody has the address {address}."))
            return person
        rows = Membership.objects.visible_to(WHY).active().filter(community=community, hats__kind="coordination")
        first = rows.filter(hats__accepted_at__isnull=False, hats__ended_at=None).order_by("pk").first()
        return first.person if first else None

    def _brought(self, community: Community, options) -> Arrival:
        chosen: dict[str, Any] = {name: True for name in ("already_members", "send_invitations") if options[name]}
        if options["zone"]:
            chosen["zones"] = self._zones(options["zone"])
        if options["circle"]:
            chosen["circle"] = self._circle(community, options["circle"])
        with ExitStack() as stack:
            given = [Content(stack.enter_context(path.open("rb")), name=path.name) for path in self._paths(options)]
            try:
                by = self._by(community, options["by"])
                return bring(community, options["kind"], given, by=by, at=timezone.now(), options=chosen)
            except ValidationError as refused:
                raise CommandError(" ".join(refused.messages)) from refused

    def _circle(self, community: Community, key: str) -> str:
        if not Circle.objects.visible_to(WHY).filter(community=community, key=key, ended_at=None).exists():
            raise CommandError(said(f"Il n’y a pas de cercle {key}.", f"There is no circle {key}."))
        return key

    def _zones(self, given: list[str]) -> dict[str, str]:
        """Names of the file → time zones."""
        zones = dict(one.rpartition("=")[::2] for one in given)
        for zone in zones.values():
            if zone not in available_timezones():
                raise CommandError(said(f"Le fuseau {zone} n’existe pas.", f"There is no time zone {zone}."))
        return zones

    def _paths(self, options) -> list[Path]:
        """The files to bring, in the order of their names."""
        path: Path = options["path"]
        if options["kind"] == Arrival.Kind.HISTORY:
            found = [path / name for name in FILES if (path / name).is_file()]
        elif path.is_dir() and options["kind"] == Arrival.Kind.MBOX:
            found = sorted(one for one in path.iterdir() if one.is_file() and one.suffix.lower() in MAIL)
        else:
            found = [path] if path.is_file() else []
        if not found:
            raise CommandError(_nothing(path, options["kind"]))
        return found

    def _unfinished(self, community: Community, options) -> Arrival | None:
        """The same files, begun before and cut short: it goes on from where it was."""
        paths = self._paths(options)
        rows = Arrival.objects.visible_to(WHY).filter(
            community=community, kind=options["kind"], state__in=[Arrival.State.RUNNING, Arrival.State.STOPPED]
        )
        for arrival in rows.select_related("community", "started_by"):
            brought = [(one.name, one.file.size) for one in arrival.files.visible_to(WHY).select_related("file")]
            if brought == [(path.name, path.stat().st_size) for path in paths]:
                return arrival
        return None

    def _agreed(self, options) -> bool:
        """Asked only where somebody can answer."""
        if options["yes"] or not (sys.stdin.isatty() and sys.stdout.isatty()):
            return True
        answer = input(said("Faire entrer tout cela ? [o/N] ", "Let all this in? [y/N] "))
        return answer.strip().lower()[:1] in ("o", "y")


def _nothing(path: Path, kind: str) -> str:
    """Why there is nothing to take there, and what is looked for."""
    if not path.exists():
        return said(f"{path} n’existe pas.", f"{path} does not exist.")
    if kind == Arrival.Kind.HISTORY:
        wanted = ", ".join(FILES)
    elif kind == Arrival.Kind.MBOX and path.is_dir():
        wanted = ", ".join(f"*{suffix}" for suffix in MAIL if suffix)
    else:
        wanted = said("un fichier, non un dossier", "a file, not a folder")
    return said(
        f"Il n’y a rien à prendre dans {path}\u00a0: il faut {wanted}.",
        f"There is nothing to take in {path}: it takes {wanted}.",
    )
