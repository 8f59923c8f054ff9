"""What only a process inside the installation can do: seed it, find addresses, sign people in, count queries."""

import json
import sys
from importlib import import_module

import django


def seed(size: str) -> dict:
    """Build the world of this size (a JSON object)."""
    from django.utils import timezone

    from terreau.lifecycle.clock import close_months

    from .seed import Size, World

    World(Size(**json.loads(size))).build()
    while close_months(timezone.now()):  # as the worker would have done by now
        pass
    return {}


def addresses(*pages: str) -> dict:
    """Page → viewer → paths, each of which answers 200 to that viewer; a page that visitors may not read has none."""
    from . import places

    return {
        page: {
            "visitor": _that_answer(paths("visitor"), _client()),
            "signed_in": _that_answer(paths("signed_in"), _signed_in(1, page)[0]),
        }
        for page, paths in places.PAGES.items()
        if page in pages
    }


def cookies(count: str = "8") -> dict[str, list[str]]:
    """Page → session cookies of so many people who may read it."""
    from django.conf import settings

    from . import places

    name = settings.SESSION_COOKIE_NAME
    people = {page: _signed_in(int(count), page) for page in places.PAGES}
    return {page: [f"{name}={one.cookies[name].value}" for one in clients] for page, clients in people.items()}


def queries(*pages: str) -> dict:
    """Page → viewer → the most queries that one of its addresses costs, once its caches are warm."""
    found: dict[str, dict[str, int]] = {}
    for page, of in addresses(*pages).items():
        clients = {"visitor": _client(), "signed_in": _signed_in(1, page)[0]}
        for viewer, paths in of.items():
            for path in paths[:5]:
                clients[viewer].get(path)
                count = _queries(clients[viewer], path)
                found.setdefault(page, {})[viewer] = max(count, found.get(page, {}).get(viewer, 0))
    return found


def messages() -> int:
    """How many messages there are."""
    from terreau.conversation.models import Message

    from .places import WHY

    return Message.objects.visible_to(WHY).count()


def writing(count: str = "8") -> dict:
    """For so many members, the replies they may send."""
    from . import places

    return {"asks": [places.reply_asks(client, number) for number, client in enumerate(_signed_in(int(count)))]}


def rooms(count: str, people: str) -> dict:
    """So many sessions under way, the same people in each: addresses, numbers, and everybody's cookie."""
    from django.conf import settings
    from django.utils import timezone

    from terreau.community.models import Community, Membership
    from terreau.people.models import Person
    from terreau.protocol.models import Participant, Run
    from terreau.protocol.shape import house_formats
    from terreau.spine.reading import System

    at = timezone.now()
    everybody = [Person.objects.make(name=f"Ici {n}", email=f"ici{n}@example.org", at=at) for n in range(int(people))]
    community = Community.found(slug="vivant", name="Vivant", by=everybody[0], at=at)
    for one in everybody[1:]:
        Membership.enter(community, one, by=one, at=at)
    found = []
    for _room in range(int(count)):
        run = Run.prepare(community, house_formats()["retrospective"], by=everybody[0], at=at)
        for one in everybody[1:]:
            Participant.come_in(run, one, at=at)
        run.gesture("begin", by=everybody[0], at=at, seen=0)
        pulse = Run.objects.visible_to(System("a measure")).values_list("pulse", flat=True).get(pk=run.pk)
        found.append({"path": run.get_absolute_url(), "number": 1, "pulse": pulse})
    cookies = []
    for one in everybody:
        client = _client()
        client.force_login(one)
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
    return {"rooms": found, "cookies": cookies}


def _client():
    from django.test import Client

    return Client(headers={"host": "127.0.0.1:8000", "accept-language": "fr"}, raise_request_exception=True)


def _signed_in(count: int, page: str = "") -> list:
    from . import places

    who = places.coordinators if page in places.BY_COORDINATORS else places.members
    clients = []
    for person in who(count):
        client = _client()
        client.force_login(person)
        clients.append(client)
    return clients


def _that_answer(paths: list[str], client) -> list[str]:
    return [path for path in paths if client.get(path).status_code == 200]


def _queries(client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200, path
    return len([one for one in seen.captured_queries if not one["sql"].startswith(("BEGIN", "COMMIT", "PRAGMA"))])


def main(words: list[str]) -> None:
    """Run one of these functions and print what it finds as JSON, on the last line."""
    django.setup()
    name, *rest = words
    module, _, function = name.rpartition(".")
    found = getattr(import_module(f"tests.bench.{module}") if module else sys.modules[__name__], function)
    print(json.dumps(found(*rest)))


if __name__ == "__main__":
    main(sys.argv[1:])
