"""What the environment may say: each value is read once, and a wrong one is refused in one clear line.

Only the standard library is imported at the top, so that `bin/serve` can refuse before anything is installed.
"""

import ipaddress
import os
import secrets
from difflib import get_close_matches
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from .said import said

ROOT = Path(__file__).resolve().parents[2]
WORDS = "DATA URL PORT BIND BEHIND_PROXY WORKERS WORKER SMTP FROM RECEIVES SECRET DEBUG".split()  # after TERREAU_

SQLITE_PRAGMAS = (  # mapped pages are shared by all processes, each connection's own cache is not
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=67108864;"
    "PRAGMA cache_size=-4000; PRAGMA journal_size_limit=67108864; PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON;"  # what is erased is erased
)


class Refused(Exception):
    """A value that cannot be used, with the one line that says so."""


def data_folder() -> Path:
    """The folder that holds everything this installation knows (`TERREAU_DATA`, else `data/`)."""
    folder = Path(os.environ.get("TERREAU_DATA") or ROOT / "data").expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what is in it is for nobody else on this machine
    except OSError as error:
        raise Refused(
            said(
                f"TERREAU_DATA doit être un dossier où écrire\u00a0: {folder} ({error.strerror}).",
                f"TERREAU_DATA must be a folder to write in: {folder} ({error.strerror}).",
            )
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Refused(
            said(
                f"TERREAU_DATA doit être un dossier où écrire\u00a0: {folder}.",
                f"TERREAU_DATA must be a folder to write in: {folder}.",
            )
        )
    return folder


def secret_key(folder: Path) -> str:
    """The signing key: `TERREAU_SECRET`, else one kept in the data folder, made at the first start."""
    if given := os.environ.get("TERREAU_SECRET"):
        if len(given) < 32:
            raise Refused(
                said(
                    "TERREAU_SECRET doit avoir au moins 32 caractères.",
                    "TERREAU_SECRET must have at least 32 characters.",
                )
            )
        return given
    kept = folder / "secret"
    if not kept.exists():
        _keep_new_secret(kept)
    return kept.read_text().strip()


def _keep_new_secret(kept: Path) -> None:
    """Write the secret whole or not at all; when two start at once, the first one's is kept."""
    draft = kept.with_name(f"secret.{os.getpid()}")
    with open(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, kept)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def database_url(folder: Path) -> str:
    """`DATABASE_URL` (postgresql:// or sqlite:///), else SQLite in the data folder.

    `?prepared=off` for a pooler that lends a connection for one transaction (PgBouncer): what one has prepared there is
    another's afterwards.
    """
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{quote(str(folder / 'terreau.sqlite3'))}"
    try:
        parts = urlsplit(url)
        prepared = parse_qs(parts.query).get("prepared", ["on"]) in (["on"], ["off"])
        somewhere = parts.path.startswith("//") if parts.scheme == "sqlite" else len(parts.path) > 1
        known = parts.scheme in ("sqlite", "postgres", "postgresql") and somewhere
        right = known and prepared and (parts.port, True)
    except ValueError:
        right = False
    if not right:
        raise Refused(
            said(
                "DATABASE_URL doit ressembler à postgresql://nom:motdepasse@hôte:5432/base (suivi de ?prepared=off"
                " derrière PgBouncer) ou à sqlite:////chemin.",
                "DATABASE_URL must look like postgresql://name:password@host:5432/database (followed by ?prepared=off"
                " behind PgBouncer) or sqlite:////path.",
            )
        )
    return url


def database(folder: Path) -> dict:
    """Django's settings for the database."""
    import dj_database_url

    settings: dict = dict(dj_database_url.parse(database_url(folder), conn_max_age=600, conn_health_checks=False))
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS,
        }
        return settings
    options = settings.setdefault("OPTIONS", {})
    keeps = options.pop("prepared", "on") == "on"
    if keeps:  # planned once for each connection, not for each value: half of what a page costs the database
        more = f"{options.get('options', '')} -c plan_cache_mode=force_generic_plan".strip()
        options |= {"server_side_binding": True, "prepare_threshold": 3, "options": more}
    return {**settings, "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": not keeps}


def address() -> str:
    """Where people find this installation (`TERREAU_URL`), without a slash at the end."""
    url = (os.environ.get("TERREAU_URL") or f"http://127.0.0.1:{port()}").rstrip("/")
    try:
        parts = urlsplit(url)
        right = parts.scheme in ("http", "https") and parts.hostname and not parts.path and (parts.port, True)
    except ValueError:
        right = False
    if not right or parts.query or parts.fragment or parts.username:
        raise Refused(
            said(
                f"TERREAU_URL doit ressembler à https://terreau.exemple.org, sans chemin\u00a0: {url}",
                f"TERREAU_URL must look like https://terreau.example.org, without a path: {url}",
            )
        )
    return url


def smtp() -> dict:
    """Django's mail settings for `TERREAU_SMTP` (smtp://, smtps://, smtp+tls://); without it, mail becomes files."""
    url = os.environ.get("TERREAU_SMTP")
    if not url:
        return {"EMAIL_BACKEND": "terreau.letters.backends.Outbox"}
    usual = {"smtp": 25, "smtps": 465, "smtp+tls": 587}
    try:
        parts = urlsplit(url)
        port = parts.port or usual.get(parts.scheme)
    except ValueError:
        port = None
    if not port or parts.scheme not in usual or not parts.hostname:
        raise Refused(
            said(
                "TERREAU_SMTP doit ressembler à smtp+tls://nom:motdepasse@courriel.exemple.org:587.",
                "TERREAU_SMTP must look like smtp+tls://name:password@mail.example.org:587.",
            )
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


def sender() -> str:
    """Who the letters come from (`TERREAU_FROM`)."""
    host = urlsplit(address()).hostname or ""
    usual = f"Terreau <terreau@{host if ':' not in host else 'localhost'}>"
    value = os.environ.get("TERREAU_FROM", "").strip() or usual
    try:
        name, one = parseaddr(value)
        right = bool(Address(display_name=name, addr_spec=one).domain)
    except (ValueError, IndexError, HeaderParseError):
        right = False
    if not right:
        raise Refused(
            said(
                f"TERREAU_FROM doit ressembler à Terreau <terreau@exemple.org>\u00a0: {' '.join(value.split())}",
                f"TERREAU_FROM must look like Terreau <terreau@example.org>: {' '.join(value.split())}",
            )
        )
    return value


def yes(name: str, *, default: bool = False) -> bool:
    """A switch of the environment: `1` or `on`, `0` or `off`."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value not in ("0", "1", "on", "off"):
        raise Refused(said(f"{name} doit être 1 ou 0\u00a0: {value}", f"{name} must be 1 or 0: {value}"))
    return value in ("1", "on")


def number(name: str, *, default: int, least: int, most: int) -> int:
    """A whole number of the environment, within its bounds."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise Refused(
            said(
                f"{name} doit être un nombre entier de {least} à {most}\u00a0: {value}",
                f"{name} must be a whole number from {least} to {most}: {value}",
            )
        )
    return int(value)


def workers() -> int:
    """How many processes answer (`TERREAU_WORKERS`): one on a small machine, two or more in production."""
    return number("TERREAU_WORKERS", default=1, least=1, most=64)


def port() -> int:
    """Where the server listens (`TERREAU_PORT`, or `bin/serve --port`)."""
    return number("TERREAU_PORT", default=8000, least=1, most=65535)


def bind() -> str:
    """On which of the machine's addresses the server listens (`TERREAU_BIND`): itself only, unless told."""
    value = os.environ.get("TERREAU_BIND") or "127.0.0.1"
    try:
        return str(ipaddress.ip_address(value))
    except ValueError as error:
        raise Refused(
            said(
                f"TERREAU_BIND doit être une adresse de cette machine, comme 127.0.0.1 ou 0.0.0.0\u00a0: {value}",
                f"TERREAU_BIND must be an address of this machine, such as 127.0.0.1 or 0.0.0.0: {value}",
            )
        ) from error


def refuse_misspelt() -> None:
    """A name typed nearly right would be ignored in silence, with what it asks for."""
    for name in os.environ:
        word = name.removeprefix("TERREAU_")
        if word == name or word in WORDS or not (near := get_close_matches(word, WORDS, n=1, cutoff=0.75)):
            continue
        raise Refused(
            said(
                f"{name} n’existe pas\u00a0; vouliez-vous dire TERREAU_{near[0]}\u00a0? (voir bin/serve --help)",
                f"There is no {name}; did you mean TERREAU_{near[0]}? (see bin/serve --help)",
            )
        )


def check() -> None:
    """Read every value once, so that a wrong one is refused before anything is done."""
    refuse_misspelt()
    folder = data_folder()
    database_url(folder)
    port()
    address()
    smtp()
    sender()
    workers()
    bind()
    if os.environ.get("TERREAU_SECRET"):
        secret_key(folder)
    for switch in ("TERREAU_BEHIND_PROXY", "TERREAU_DEBUG", "TERREAU_WORKER", "TERREAU_RECEIVES"):
        yes(switch)
