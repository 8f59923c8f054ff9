"""What a machine does to a command, in one line: a database that is away, a full disk, a file that may not be read."""

import errno

from django.db.migrations.exceptions import MigrationSchemaMissing
from django.db.utils import OperationalError, ProgrammingError

from .said import said

FULL = {errno.ENOSPC, errno.EDQUOT}
CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def in_words(wrong: Exception) -> str:
    """The line that says it; empty when it is a fault of ours, which must show where it comes from."""
    if isinstance(wrong, OSError):
        return _of_the_disk(wrong)
    text = " ".join(str(wrong).split())
    if isinstance(wrong, MigrationSchemaMissing):
        return said(
            f"le compte de DATABASE_URL doit pouvoir créer des tables dans sa base\u00a0: {text}",
            f"the account of DATABASE_URL must be allowed to create tables in its database: {text}",
        )
    if "no such table" in text or (isinstance(wrong, ProgrammingError) and "does not exist" in text):
        french = "la base n’est pas prête\u00a0: attendez la fin du premier démarrage, ou lancez « terreau prepare »"
        english = "the database is not ready: wait for the first start to end, or run “terreau prepare”"
        return f"{said(french, english)} ({text})"
    if isinstance(wrong, OperationalError) and "disk" in text:
        return said(
            f"le disque des données est plein, ou abîmé\u00a0: {text}", f"the data disk is full, or broken: {text}"
        )
    if isinstance(wrong, OperationalError):
        return said(f"la base de données ne répond pas\u00a0: {text}", f"the database does not answer: {text}")
    return ""


def _of_the_disk(wrong: OSError) -> str:
    at = f" ({wrong.filename})" if wrong.filename else ""
    if wrong.errno in FULL:
        return said(f"il n’y a plus de place sur le disque{at}.", f"there is no room left on the disk{at}.")
    if wrong.errno in CLOSED:
        return said(f"ce compte de la machine n’y a pas accès{at}.", f"this account of the machine may not{at}.")
    return ""
