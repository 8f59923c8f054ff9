"""Making an installation ready: words, styles, tables and, the first time, the living example."""

import hashlib
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError

from terreau.ui.templating import load_all

from .environment import ROOT, Refused
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
    now = fingerprint()
    if stamp.exists() and stamp.read_text() == now and words_are_compiled():
        return False
    for french, in_english, step in steps(empty=empty):
        say(said(french, in_english))
        sys.stdout.flush()
        try:
            step()
        except OperationalError as error:
            raise Refused(
                said(
                    f"La base de données ne répond pas\u00a0: {error}",
                    f"The database does not answer: {error}",
                )
            ) from error
    stamp.write_text(fingerprint())
    return True


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
    if not empty:
        yield "La communauté d’exemple…", "The example community…", tell_example_once
    else:
        yield "Rien d’autre\u00a0: vous commencez à vide.", "Nothing else: you begin empty.", begin_empty


def collect() -> None:
    """Gather what browsers fetch, each file under a name that changes with it."""
    call_command("collectstatic", interactive=False, verbosity=0)


def tell_example_once() -> None:
    """Tell the example's story where nobody lives yet and nobody asked to begin empty."""
    begun = settings.DATA / "begun"
    if begun.exists() or apps.get_model(settings.AUTH_USER_MODEL).objects.exists():
        return
    call_command("tell_example", verbosity=0)
    begun.write_text("example\n")


def begin_empty() -> None:
    """Remember that this installation does not want the example."""
    begun = settings.DATA / "begun"
    if not begun.exists():
        begun.write_text("empty\n")


def fingerprint() -> str:
    """Changes whenever something must be prepared again."""
    seen = hashlib.sha256(f"{settings.DATABASES['default']}{settings.STATIC_ROOT}{sys.version}".encode())
    for path in [ROOT / "locks" / "runtime.lock", *sources()]:
        seen.update(f"{path.relative_to(ROOT)}\0".encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()


def sources() -> list[Path]:
    """Every file that a step of the preparation reads."""
    rooms = ROOT / "terreau"
    return sorted(path for kind in SOURCES for path in rooms.glob(f"*/{kind}") if path.is_file())


def words_are_compiled() -> bool:
    """Whether each catalogue has its compiled twin (these are not under version control)."""
    return all(path.with_suffix(".mo").exists() for path in sources() if path.suffix == ".po")
