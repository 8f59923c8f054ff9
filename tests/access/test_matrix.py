"""Every route, every persona, GET and POST: the answer is the one written down in `table.toml`, or the test fails.

A route that the table does not know fails. `TERREAU_WRITE_ACCESS=1 pytest tests/access` writes the table anew:
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
MEMBERS = ("member", "newcomer", "facilitator", "coordinator")
OUTSIDE = ("visitor", "stranger", "neighbour", "requested", "invited", "old_guest", "paused", "left", "removed", "administrator")


def written() -> dict[str, dict[str, str]]:
    """The table: route → method → « 200 a b c | 404 d e »."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {}


def as_said(answers: dict[str, int]) -> str:
    """Personas grouped by the answer they get, in the order of the cast."""
    groups: dict[int, list[str]] = {}
    for persona in PERSONAS:
        groups.setdefault(answers[persona], []).append(persona)
    return " | ".join(f"{status} {' '.join(group)}" for status, group in sorted(groups.items()))


class MatrixTest(Sampled, TestCase):
    """Each cell is asked in a transaction of its own that is taken back."""

    maxDiff = None

    def answer(self, address: str, method: str, persona: str) -> int:
        """The status this persona gets; every trace of the question is undone."""
        client = self.client_class(raise_request_exception=False)
        someone = self.personas[persona]
        sid = transaction.savepoint()
        if someone is not None:
            client.force_login(someone)
        status = getattr(client, method)(address).status_code
        transaction.savepoint_rollback(sid)
        return status

    def asked(self) -> dict[str, dict[str, str]]:
        """The whole table as the house answers it now."""
        table = {}
        for route, pattern in every_route().items():
            name = route if ":" in route or "/" not in route else None
            address = reverse(name, kwargs=self.kwargs_for(route, pattern)) if name else f"/{route}"
            table[route] = {
                method: as_said({p: self.answer(address, method, p) for p in PERSONAS}) for method in ("get", "post")
            }
        return table

    def test_everybody_gets_the_answer_that_is_written(self):
        asked = self.asked()
        if os.environ.get("TERREAU_WRITE_ACCESS") == "1":
            lines = [f'["{route}"]\nget = "{row["get"]}"\npost = "{row["post"]}"\n' for route, row in sorted(asked.items())]
            TABLE.write_text("# Who gets which answer. See test_matrix.py.\n\n" + "\n".join(lines), encoding="utf-8")
        self.assertEqual(asked, written())

    def test_the_table_refuses_and_lets_in(self):
        table = written()
        cells = len(table) * len(PERSONAS) * 2
        self.assertGreaterEqual(cells, 2500)
        inside = {r: row for r, row in table.items() if r.startswith(("community:", "conversation:", "memory:"))}
        for route, row in inside.items():
            with self.subTest(route=route):
                answers = " ".join(row.values())
                self.assertRegex(answers, r"(?:200|302|303|400|422) ", "nobody is let in: the sample proves nothing")
                self.assertNotRegex(answers, r"\b5\d\d ")
