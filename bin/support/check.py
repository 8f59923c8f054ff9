"""`bin/check`: everything, word for word what continuous integration runs. Nothing is skipped in silence."""

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from terreau.config.environment import ROOT, Refused
from terreau.config.said import said

from . import house, locks, postgres, tools
from .steps import Report, Step, pytest, run

HELP = (
    """\
bin/check

Vérifie tout : forme, règles d’écriture, types, ordre des pièces, traductions, migrations, verrous, tests sur SQLite,
parcours dans un navigateur, puis les mêmes tests sur un PostgreSQL jetable. Installe ce qu’il faut où il le peut
(Chromium, PostgreSQL et PgBouncer par apt, quand on est root) ; ailleurs, dit quoi installer et échoue.
  CHROMIUM   chemin du navigateur, s’il n’est pas trouvé""",
    """\
bin/check

Checks everything: format, lint, types, order of the rooms, translations, migrations, locks, tests on SQLite,
journeys in a browser, then the same tests on a throw-away PostgreSQL. Installs what it needs where it may
(Chromium, PostgreSQL and PgBouncer by apt, when root); elsewhere, says what to install and fails.
  CHROMIUM   path of the browser, when it is not found""",
)
SHAPE = "tests/test_shape.py"


def main(words: list[str]) -> None:
    """Run every step, whatever the others say, and end with what ran."""
    if words:
        print(said(*HELP))
        sys.exit(0 if words == ["--help"] else 2)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    report = Report()
    with scratch() as clean:
        try:
            house.furnish("dev")
        except Refused as refused:
            report.add(Step(said("dépendances", "dependencies"), False, 0.0, str(refused)))
        else:
            for name, step in steps(clean):
                report.add(attempt(name, step))
    sys.exit(report.end())


def steps(clean: dict[str, str]) -> list[tuple[str, Callable[[str], Step]]]:
    """Each step by its name, in the order in which they cost."""
    python = str(house.PYTHON)
    terreau = [python, "-m", "terreau"]
    return [
        (said("forme", "format"), lambda name: run(name, [python, "-m", "ruff", "format", "--check", "."], clean)),
        (said("règles d’écriture", "lint"), lambda name: run(name, [python, "-m", "ruff", "check", "."], clean)),
        (said("types", "types"), lambda name: run(name, [python, "-m", "mypy", "--no-error-summary"], clean)),
        (said("verrous", "locks"), lambda name: locks.step(name)),
        (said("ordre des pièces", "order of the rooms"), lambda name: pytest(name, [SHAPE, "-n0"], clean)),
        (said("traductions", "translations"), lambda name: run(name, [*terreau, "words", "--check"], clean)),
        (said("migrations", "migrations"), lambda name: run(name, [*terreau, "makemigrations", "--check"], clean)),
        (said("tests sur SQLite", "tests on SQLite"), lambda name: pytest(name, ["-n2", f"--ignore={SHAPE}"], clean)),
        (said("navigateur", "browser"), lambda name: in_browser(name, clean)),
        (said("tests sur PostgreSQL", "tests on PostgreSQL"), lambda name: on_postgres(name, clean)),
    ]


def attempt(name: str, step: Callable[[str], Step]) -> Step:
    """The step's result; what keeps it from running is its failure."""
    print(f"\n── {name}", flush=True)
    began = time.monotonic()
    try:
        return step(name)
    except Refused as refused:
        print(refused, flush=True)
        return Step(name, False, time.monotonic() - began, str(refused))


def in_browser(name: str, clean: dict[str, str]) -> Step:
    """The journeys, in a real browser against the real server."""
    chromium = tools.chromium()
    return pytest(name, ["-n2", "--dist", "loadfile", "-m", "browser"], {**clean, "CHROMIUM": chromium})


def on_postgres(name: str, clean: dict[str, str]) -> Step:
    """The same tests on a PostgreSQL that is dropped afterwards."""
    tools.postgresql()
    pooler = tools.pgbouncer()
    with postgres.throwaway() as url:
        return pytest(name, ["-n2", f"--ignore={SHAPE}"], {**clean, "DATABASE_URL": url, "PGBOUNCER": pooler})


@contextlib.contextmanager
def scratch():
    """An environment without this machine's own settings, and a data folder that disappears."""
    folder = Path(tempfile.mkdtemp(prefix="terreau-check-"))
    ours = {name: value for name, value in house.environment().items() if not _is_setting(name)}
    try:
        yield {**ours, "TERREAU_DATA": str(folder), "COLUMNS": "120"}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_setting(name: str) -> bool:
    return name.startswith("TERREAU_") or name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTEST_ADDOPTS")


os.chdir(ROOT)
