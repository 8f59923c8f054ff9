"""Every route, every persona, GET and POST: the answer is the one written down in `table.toml`, or the test fails.

A route that the table does not know fails. `WRITE_ACCESS_TABLE=1 pytest tests/access` writes the table anew:
read its difference as you would read a change of the law.
"""

import os
import tomllib
from pathlib import Path

from django.db import transaction
from django.test import TestCase
from django.urls import reverse

from tests.access.personas import PERSONAS
from tests.access.routes import every_route
from tests.access.samples import Sampled

TABLE = Path(__file__).parent / "table.toml"


def written() -> dict[str, dict[str, str]]:
    """The table: route → method → « 200 a b c | 404 d e »."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {}


def as_said(answers: dict[str, int]) -> str:
    """Personas grouped by the answer they get, in the order of the cast."""
    groups: dict[int, list[str]] = {}
    for persona in PERSONAS:
        groups.setdefault(answers[persona], []).append(persona)
    return " | ".join(f"{status} {' '.join(group)}" for status, group in sorted(groups.items()))


MOODS = {"sante/vivant", "sante/pret"}  # they answer for the machine, not for who asks; see config/tests/test_health.py
PARTS = 4  # so that the table is asked by as many workers as there are


class MatrixTest(Sampled, TestCase):
    """Each cell is asked in a transaction of its own that is taken back."""

    maxDiff = None

    def setUp(self):
        self.clients = {}
        for persona, someone in self.personas.items():
            client = self.client_class(raise_request_exception=False)
            if someone is not None:
                client.force_login(someone)
            self.clients[persona] = (client, client.cookies.output(header="").strip())

    def answer(self, address: str, method: str, persona: str) -> int:
        """The status this persona gets; every trace of the question is undone."""
        client, cookies = self.clients[persona]
        client.cookies.clear()
        client.cookies.load(cookies)
        with transaction.atomic():
            status = getattr(client, method)(address).status_code
            transaction.set_rollback(True)
        return status

    def asked(self, part: int) -> dict[str, dict[str, str]]:
        """One part of the table as the house answers it now."""
        table = {}
        for route, pattern in [pair for pair in every_route().items() if pair[0] not in MOODS][part::PARTS]:
            name = route if ":" in route or "/" not in route else None
            address = reverse(name, kwargs=self.kwargs_for(route, pattern)) if name else f"/{route}"
            table[route] = {
                method: as_said({p: self.answer(address, method, p) for p in PERSONAS}) for method in ("get", "post")
            }
        return table

    def compare(self, part: int) -> None:
        """The answers are those written, and none is written for a route that is gone."""
        asked = self.asked(part)
        if os.environ.get("WRITE_ACCESS_TABLE") == "1":
            rows = {r: row for r, row in written().items() if r in every_route()} | asked
            lines = [f'["{r}"]\nget = "{row["get"]}"\npost = "{row["post"]}"\n' for r, row in sorted(rows.items())]
            TABLE.write_text("# Who gets which answer. See test_matrix.py.\n\n" + "\n".join(lines), encoding="utf-8")
        table = written()
        self.assertEqual(asked, {route: table.get(route) for route in asked})

    def test_first_quarter(self):
        self.compare(0)

    def test_second_quarter(self):
        self.compare(1)

    def test_third_quarter(self):
        self.compare(2)

    def test_last_quarter(self):
        self.compare(3)

    def test_nothing_is_written_of_routes_that_are_gone(self):
        self.assertEqual(set(written()) - set(every_route()) | MOODS & set(written()), set())

    def test_the_table_refuses_and_lets_in(self):
        table = written()
        cells = len(table) * len(PERSONAS) * 2
        self.assertGreaterEqual(cells, 2500)
        inside = {
            r: row for r, row in table.items() if r.startswith(("community:", "conversation:", "memory:", "protocol:"))
        }
        for route, row in inside.items():
            with self.subTest(route=route):
                answers = " ".join(row.values())
                self.assertRegex(answers, r"(?:200|302|303|400|422) ", "nobody is let in: the sample proves nothing")
                self.assertNotRegex(answers, r"\b5\d\d ")
