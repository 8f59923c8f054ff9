"""What only a process inside the installation can do: seed it, find addresses, sign people in, count queries."""

import json
import sys
from importlib import import_module

import django


def seed(size: str) -> dict:
    """Build the world of this size (a JSON object)."""
    from .seed import Size, World

    World(Size(**json.loads(size))).build()
    return {}


def addresses() -> dict:
    """Page → viewer → paths, each of which answers 200 to that viewer; a page that visitors may not read has none."""
    from . import places

    signed = _signed_in(1)[0]
    return {
        page: {
            "visitor": _that_answer(paths("visitor"), None),
            "signed_in": _that_answer(paths("signed_in"), signed),
        }
        for page, paths in places.PAGES.items()
    }


def cookies(count: str = "8") -> list[str]:
    """Session cookies of so many members of the first community."""
    from django.conf import settings

    return [
        f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        for client in _signed_in(int(count))
    ]


def queries() -> dict:
    """Page → viewer → the most queries that one of its addresses costs, once its caches are warm."""
    found: dict[str, dict[str, int]] = {}
    clients = {"visitor": _client(), "signed_in": _signed_in(1)[0]}
    for page, of in addresses().items():
        for viewer, paths in of.items():
            for path in paths[:5]:
                clients[viewer].get(path)
                count = _queries(clients[viewer], path)
                found.setdefault(page, {})[viewer] = max(count, found.get(page, {}).get(viewer, 0))
    return found


def writing(count: str = "8") -> dict:
    """For so many members: their cookies, a form token, and the address where they answer a thread."""
    from . import places

    return {"asks": [places.reply_ask(client) for client in _signed_in(int(count))]}


def _client():
    from django.test import Client

    return Client(headers={"host": "127.0.0.1:8000", "accept-language": "fr"}, raise_request_exception=True)


def _signed_in(count: int) -> list:
    from .places import members

    clients = []
    for person in members(count):
        client = _client()
        client.force_login(person)
        clients.append(client)
    return clients


def _that_answer(paths: list[str], client) -> list[str]:
    client = client or _client()
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
