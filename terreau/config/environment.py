"""What the environment may say: each value is read once, and a wrong one is refused in one clear line."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728;"
    "PRAGMA cache_size=-20000; PRAGMA journal_size_limit=67108864; PRAGMA foreign_keys=ON;"
)


def data_folder() -> Path:
    """The folder that holds everything this installation knows (`TERREAU_DATA`, else `data/`)."""
    folder = Path(os.environ.get("TERREAU_DATA") or ROOT / "data").expanduser().resolve()
    if folder.exists() and not folder.is_dir():
        raise ImproperlyConfigured(f"TERREAU_DATA must be a folder, and {folder} is a file.")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The signing key: `TERREAU_SECRET`, else one kept in the data folder, made at the first start."""
    if given := os.environ.get("TERREAU_SECRET"):
        if len(given) < 32:
            raise ImproperlyConfigured("TERREAU_SECRET must have at least 32 characters.")
        return given
    kept = folder / "secret"
    try:
        with open(os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return kept.read_text().strip()


def database(folder: Path) -> dict:
    """Django's settings for `DATABASE_URL` (postgresql:// or sqlite:///), else SQLite in the data folder."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'terreau.sqlite3'}"
    if urlsplit(url).scheme not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql:// or sqlite:///.")
    settings = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=False))
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS,
        }
    return settings


def address() -> str:
    """Where people find this installation (`TERREAU_URL`), without a slash at the end."""
    url = os.environ.get("TERREAU_URL", "http://127.0.0.1:8000").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise ImproperlyConfigured(f"TERREAU_URL must look like https://terreau.example.org, not {url!r}.")
    return url


def smtp() -> dict:
    """Django's mail settings for `TERREAU_SMTP` (smtp://, smtps:// or smtp+tls://); without it, mail is written to files."""
    url = os.environ.get("TERREAU_SMTP")
    if not url:
        return {"EMAIL_BACKEND": "terreau.letters.backends.Outbox"}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps", "smtp+tls") or not parts.hostname:
        raise ImproperlyConfigured("TERREAU_SMTP must look like smtp+tls://name:password@mail.example.org:587.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
