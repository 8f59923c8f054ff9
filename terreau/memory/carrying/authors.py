"""The people behind archived mails: who is here already, who is known by an address, who only by a name."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from terreau.people.models import Person

from ..arrivals.fold import fold
from ..models import ArrivedRows, NamelessAuthor
from ..models.arrival import WHY, Arrival
from .spool import Stored

ROWS = ArrivedRows.Kind


class Authors:
    """Finds or makes the author of each letter, for one batch after another."""

    def __init__(self, arrival: Arrival) -> None:
        self.arrival, self.community = arrival, arrival.community
        self.by_address: dict[str, Person] = {}
        self.by_name: dict[str, Person] = {}

    def know(self, letters: Iterable[Stored], at: datetime) -> None:
        """Have everybody who wrote these letters; inside a batch, which takes back who was made if it fails."""
        named: dict[str, str] = {}
        nameless: dict[str, str] = {}
        for letter in letters:
            if letter.address:
                named.setdefault(letter.address, letter.name)
            else:
                nameless.setdefault(fold(letter.name)[:120], letter.name)
        self._know_addresses({address: name for address, name in named.items() if address not in self.by_address}, at)
        self._know_names({key: name for key, name in nameless.items() if key not in self.by_name}, at)

    def of(self, letter: Stored) -> Person:
        """Whoever wrote this letter."""
        return self.by_address[letter.address] if letter.address else self.by_name[fold(letter.name)[:120]]

    def forget(self) -> None:
        """Ask anew: the batch in which some were made was taken back."""
        self.by_address.clear()
        self.by_name.clear()

    def _know_addresses(self, wanted: dict[str, str], at: datetime) -> None:
        for person in Person.objects.here().filter(email__in=list(wanted)):
            self.by_address[person.email or ""] = person
        missing = [self._fields(name, address) for address, name in wanted.items() if address not in self.by_address]
        for person in self._make(missing, at):
            self.by_address[person.email or ""] = person

    def _know_names(self, wanted: dict[str, str], at: datetime) -> None:
        rows = NamelessAuthor.objects.visible_to(WHY).filter(community=self.community, name__in=list(wanted))
        for row in rows.select_related("person"):
            self.by_name[row.name] = row.person
        missing = [(key, name) for key, name in wanted.items() if key not in self.by_name]
        made = self._make([self._fields(name, None) for _key, name in missing], at)
        NamelessAuthor.objects.bulk_create(
            NamelessAuthor(community=self.community, person=person, name=key)
            for (key, _name), person in zip(missing, made, strict=True)
        )
        self.by_name |= {key: person for (key, _name), person in zip(missing, made, strict=True)}

    def _fields(self, name: str, address: str | None) -> dict:
        return {
            "name": name or _("Quelqu’un"),
            "email": address,
            "language": self.community.language,
            "time_zone": self.community.time_zone,
        }

    def _make(self, known: list[dict], at: datetime) -> list[Person]:
        made = Person.objects.make_many(known, at=at)
        ArrivedRows.write(self.arrival, ROWS.PERSON, [person.pk for person in made])
        self.arrival.count("people", len(made))
        return made
