"""`terreau community create SLUG` opens one; `terreau community coordinate SLUG EMAIL` entrusts it to somebody."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone, translation

from terreau.community.models import Community
from terreau.config.said import english, said
from terreau.people import arriving
from terreau.people.models import Person


class Command(BaseCommand):
    """Open a community, or entrust its coordination to somebody."""

    help = __doc__

    def add_arguments(self, parser):
        """The two gestures and what each takes."""
        gestures = parser.add_subparsers(dest="gesture", required=True)
        create = gestures.add_parser("create", help="ouvrir une communauté / open a community")
        create.add_argument("slug", help="l’adresse, après /c/ / the address, after /c/")
        create.add_argument("--name", default="", help="le nom ; sinon, l’adresse / the name")
        create.add_argument("--purpose", default="", help="ce qui réunit, en une phrase / what holds it together")
        create.add_argument("--coordinator", default="", metavar="EMAIL", help="qui la coordonne / who coordinates it")
        create.add_argument("--coordinator-name", default="", help="son nom / their name")
        entrust = gestures.add_parser("coordinate", help="confier la coordination / entrust the coordination")
        entrust.add_argument("slug")
        entrust.add_argument("email")
        entrust.add_argument("--name", default="")

    def handle(self, *args, **options):
        """Do it, and say in one line what now exists."""
        with translation.override("en" if english() else "fr"):
            try:
                self.create(options) if options["gesture"] == "create" else self.coordinate(options)
            except ValidationError as refused:
                raise CommandError(f"{options['slug']}\u00a0: {' '.join(refused.messages)}") from refused

    def create(self, options) -> None:
        """A new community, coordinated by whoever is named, else by the first administrator, else by nobody yet."""
        at, slug = timezone.now(), options["slug"].strip().lower()
        coordinator = _person(options["coordinator"], options["coordinator_name"], at)
        if coordinator is None:
            coordinator = (
                Person.objects.here().exclude(administrator_since=None).order_by("administrator_since").first()
            )
        name = options["name"].strip() or slug.replace("-", " ").capitalize()
        words = {"name": name, "purpose": options["purpose"].strip()}
        community = Community.found(slug=slug, by=coordinator, at=at, **words)
        self.stdout.write(f"/c/{community.slug}/ · {community.name} · {coordinator.name if coordinator else '—'}")
        if coordinator is None:
            self.stdout.write(f"terreau community coordinate {community.slug} EMAIL")

    def coordinate(self, options) -> None:
        """Somebody more to coordinate."""
        at, community = timezone.now(), Community.at(options["slug"])
        if community is None:
            slug = options["slug"]
            raise CommandError(said(f"Il n’y a pas de communauté /c/{slug}/.", f"There is no community /c/{slug}/."))
        person = _person(options["email"], options["name"], at)
        if person is None:
            raise CommandError(said("Il manque l’adresse de la personne.", "The person’s address is missing."))
        community.entrust(person, by=person, at=at)
        self.stdout.write(f"/c/{community.slug}/ · {person.name}")


def _person(email: str, name: str, at) -> Person | None:
    """Whoever has this address, made if nobody does; None without an address."""
    if not email:
        return None
    try:
        validate_email(email)
    except ValidationError as wrong:
        said_so = said(f"Ce n’est pas une adresse\u00a0: {email}", f"This is not an address: {email}")
        raise CommandError(said_so) from wrong
    return arriving.person_at(email, name=name or email.split("@")[0], at=at)
