"""Making an installation ready: words, styles, tables and, the first time, the living example."""

import hashlib
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from terreau.ui.templating import load_all

from .environment import ROOT, Refused
from .mishaps import in_words
from .said import said

SOURCES = (
    "migrations/*.py",
    "static/**/*",
    "look/**/*.css",
    "behaviour/*.js",
    "vendor/*",
    "locale/*/LC_MESSAGES/*.po",
)


def prepare(*, empty: bool = False, say: Callable[[str], None] = print) -> bool:
    """Do what this version needs before it can serve; whether there was anything to do."""
    stamp = settings.DATA / "prepared"
    try:
        if stamp.exists() and stamp.read_text() == state() and words_are_compiled():
            return False
        refuse_newer()
        for french, in_english, step in steps(empty=empty):
            say(said(french, in_english))
            sys.stdout.flush()
            step()
        stamp.write_text(state())
    except (DatabaseError, OSError) as error:
        if words := in_words(error):
            raise Refused(words) from error
        raise
    return True


def refuse_newer() -> None:
    """Data that a newer version has changed are left alone: this one would break them without a word."""
    loader = MigrationLoader(connection)
    known = set(loader.disk_migrations).union(*(one.replaces for one in loader.disk_migrations.values()))
    others = {label for label, _name in known} - set(settings.ROOMS)
    newer = sorted(f"{label}.{name}" for label, name in applied() if label not in others and (label, name) not in known)
    if newer:
        raise Refused(
            said(
                f"Ces données viennent d’une version plus récente de Terreau ({newer[-1]})\u00a0: reprenez cette"
                " version, ou une sauvegarde faite avec celle-ci. Rien n’a été changé.",
                f"These data come from a newer version of Terreau ({newer[-1]}): take that version again, or a backup"
                " made with this one. Nothing was changed.",
            )
        )


def steps(*, empty: bool) -> Iterator[tuple[str, str, Callable[[], object]]]:
    """Each step with what is said before it, in French and in English."""
    yield "Les mots…", "Words…", lambda: call_command("words", compile=True, stdout=StringIO())
    yield "Les styles et les scripts…", "Styles and scripts…", lambda: call_command("bundle")
    yield "Les fichiers à servir…", "Files to serve…", collect
    yield "Les pages…", "Pages…", load_all
    yield (
        "La base de données…",
        "The database…",
        lambda: call_command("migrate", interactive=False, verbosity=0),
    )
    if not empty and nobody_lives_here():
        yield "La communauté d’exemple…", "The example community…", tell_example
    elif empty:
        yield "Rien d’autre\u00a0: vous commencez à vide.", "Nothing else: you begin empty.", begin_empty


def collect() -> None:
    """Gather what browsers fetch, each file under a name that changes with it."""
    call_command("collectstatic", interactive=False, verbosity=0)


def nobody_lives_here() -> bool:
    """Whether the example may be told: no person yet, and nobody asked to begin empty."""
    return not (settings.DATA / "begun").exists() and not apps.get_model(settings.AUTH_USER_MODEL).objects.exists()


def tell_example() -> None:
    """Tell the example's story, and remember it: once forgotten, it is not told again."""
    call_command("tell_example", verbosity=0)
    (settings.DATA / "begun").write_text("example\n")


def begin_empty() -> None:
    """Remember that this installation does not want the example."""
    begun = settings.DATA / "begun"
    if not begun.exists():
        begun.write_text("empty\n")


def fingerprint() -> str:
    """Changes whenever this version, or where it stands, must be prepared again."""
    seen = hashlib.sha256(f"{settings.STATIC_ROOT}{sys.version}".encode())
    for path in [ROOT / "locks" / "runtime.lock", *sources()]:
        seen.update(f"{path.relative_to(ROOT)}\0".encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()


def state() -> str:
    """This version, and what its database has been through: an empty one, or an old copy put back, is prepared anew."""
    return f"{fingerprint()} {hashlib.sha256(repr(applied()).encode()).hexdigest()}"


def applied() -> list[tuple[str, str]]:
    """The changes that the database knows, each by its room and name."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def sources() -> list[Path]:
    """Every file that a step of the preparation reads."""
    rooms = ROOT / "terreau"
    return sorted(path for kind in SOURCES for path in rooms.glob(f"*/{kind}") if path.is_file())


def words_are_compiled() -> bool:
    """Whether each catalogue has its compiled twin (these are not under version control)."""
    return all(path.with_suffix(".mo").exists() for path in sources() if path.suffix == ".po")
