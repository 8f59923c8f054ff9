"""What `bin/check` needs beside Python: installed where it may, else named in one line and refused."""

import functools
import os
import shutil
import subprocess

from terreau.config.environment import Refused
from terreau.config.said import said

from . import postgres

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str:
    """The path of a Chromium: `CHROMIUM`, else one that is here, else Debian's, installed now."""
    given = os.environ.get("CHROMIUM")
    if given:
        if not os.access(given, os.X_OK):
            raise Refused(
                said(f"CHROMIUM n’est pas un programme\u00a0: {given}", f"CHROMIUM is not a program: {given}")
            )
        return given
    if not _browser():
        apt("chromium")
    if found := _browser():
        return found
    raise Refused(
        said(
            "Il manque Chromium. Sous Debian ou Ubuntu\u00a0: apt install chromium, ou CHROMIUM=chemin.",
            "Chromium is missing. On Debian or Ubuntu: apt install chromium, or CHROMIUM=path.",
        )
    )


def _browser() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def postgresql() -> None:
    """Have what makes a throw-away PostgreSQL."""
    if not postgres.is_here():
        apt("postgresql")
    if not postgres.is_here():
        raise Refused(postgres.missing())


def pgbouncer() -> str:
    """The path of a PgBouncer, which some stand before PostgreSQL: the one that is here, else Debian's."""
    if not _pooler():
        apt("pgbouncer")
    if found := _pooler():
        return found
    raise Refused(
        said(
            "Il manque PgBouncer. Sous Debian ou Ubuntu\u00a0: apt install pgbouncer",
            "PgBouncer is missing. On Debian or Ubuntu: apt install pgbouncer",
        )
    )


def _pooler() -> str | None:
    return shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")


def apt(package: str) -> None:
    """Install a Debian package when that is possible here; say nothing when it is not (the caller will)."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(said(f"apt-get install {package}…", f"apt-get install {package}…"), flush=True)
    _refresh()
    words = ["apt-get", "install", "-y", "-q", "--no-install-recommends", package]
    subprocess.run(words, env=_quiet(), stdin=subprocess.DEVNULL)


@functools.cache
def _refresh() -> None:
    subprocess.run(["apt-get", "update", "-q"], env=_quiet(), stdin=subprocess.DEVNULL)


def _quiet() -> dict[str, str]:
    return {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
