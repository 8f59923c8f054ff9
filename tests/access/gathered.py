"""Gatherings of each kind among the bakers, for everybody to knock at."""

from datetime import timedelta

from django.utils import timezone

from terreau.gathering import by_mail
from terreau.gathering.models import DateSearch, Gathering, Guest, Memory, Needs, QuietPeriod, Series
from terreau.gathering.views.paper import _code
from tests.access.subscribed import subscribe

TENDED = ["gathering", "presence", "slot", "needs", "guest-inviting", "changing", "cancelling", "agenda", "preparers"]
TENDED += ["kit", "sheet", "poster", "poster-code", "gathering-ics"]
OF_SERIES = ["series", "joining", "leaving", "series-changing", "series-rhythm", "series-ending", "series-ics"]


def gather(cls, word: dict[str, str]) -> dict:
    """Make them on the class of things; a sample of each of their routes."""
    soon = timezone.now() + timedelta(days=6)
    cls.visit = Gathering.call(
        cls.bakers, by=cls.bruno, at=cls.then, starts_at=soon, title="Visite", kind="visit", meals=True
    )
    cls.visit.answer("here", person=cls.bruno, at=cls.now)
    Needs.say(cls.visit, cls.bruno, at=cls.now, access=f"Une rampe {word['needs']}")
    cls.secret_gathering = Gathering.call(
        cls.bakers, by=cls.bruno, at=cls.then, starts_at=soon, title=f"Fours {word['gathering']}", circle=cls.ovens
    )
    first = soon.astimezone(cls.bakers.zone).replace(tzinfo=None)
    cls.series = Series.call(
        cls.bakers, by=cls.amina, at=cls.then, rule="FREQ=WEEKLY", first_local=first, title="La fournée"
    )
    cls.said_no = Guest.invite(cls.visit, name=f"Nadège {word['refusal']}", by=cls.bruno, at=cls.now,
                               email=f"{word['guest_email']}@example.org")  # fmt: skip
    cls.visit.answer("not", guest=cls.said_no, at=cls.now)
    cls.pause = QuietPeriod.announce(
        cls.bakers, name="Relâche", from_day=soon.date(), to_day=soon.date(), by=cls.amina, at=cls.now
    )
    moments = [soon, soon + timedelta(days=1)]
    cls.search = DateSearch.ask(cls.bakers, by=cls.bruno, at=cls.now, moments=moments, title="Quand ?")
    cls.was = was = Gathering.call(cls.bakers, by=cls.bruno, at=cls.then, starts_at=cls.then, title="Bilan")
    Memory.publish(was, by=cls.bruno, at=cls.now, texts={"fr": {"learnings": f"On a compris {word['memory']}."}})
    return {**_samples(cls), **subscribe(cls)}


def _samples(cls) -> dict:
    return {
        **{f"gathering:{name}": {"handle": cls.visit.handle} for name in TENDED},
        **{f"gathering:{name}": {"key": cls.series.key} for name in OF_SERIES},
        "gathering:guest-withdrawing": {"handle": cls.visit.handle, "key": cls.said_no.key},
        "gathering:arriving": {"handle": cls.visit.handle, "code": _code(cls.visit)},
        **{f"gathering:{name}": {"handle": cls.was.handle} for name in ("memory", "memory-notes", "question-asking")},
        "gathering:pause-ending": {"key": cls.pause.key},
        "gathering:search": {"key": cls.search.key},
        "gathering:search-settling": {"key": cls.search.key},
        "gathering:guest": {"token": cls.said_no.token},
        "gathering:guest-ics": {"token": cls.said_no.token},
        "gathering:by-mail": {"token": by_mail.address_for(cls.bruno, cls.visit).split("/")[-2]},
    }
