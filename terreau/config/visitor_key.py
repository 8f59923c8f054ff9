"""All that a visitor's page may depend on; None for a request whose answer must not be shared."""

from functools import lru_cache
from types import SimpleNamespace
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import parse_cookie

THEMES = frozenset({"auto", "jour", "nuit"})
THEME_COOKIE = "theme"
LONGEST = 300  # bytes of path and of query
LONGEST_LANGUAGES = 200  # bytes; a list is read whole or not at all, so that a page is never kept under another's words
NEVER = frozenset({b"authorization", b"transfer-encoding", b"x-requested-with"})


def key_of(scope) -> tuple | None:
    """Path, query, host, scheme, language and theme of a visitor's GET or HEAD; None for anyone and anything else."""
    path, query = scope["path"], scope["query_string"]
    if scope["method"] not in ("GET", "HEAD") or len(path) > LONGEST or len(query) > LONGEST:
        return None
    host = cookies = languages = forwarded = b""
    for name, value in scope["headers"]:
        if name == b"host":
            host = value
        elif name == b"cookie":
            cookies += (b"; " if cookies else b"") + value
        elif name == b"accept-language":
            languages += (b"," if languages else b"") + value
        elif name == b"x-forwarded-proto":
            forwarded += (b"," if forwarded else b"") + value
        elif name in NEVER or name.startswith(b"hx-") or (name == b"content-length" and value != b"0"):
            return None
    choices = _choices(cookies)
    if choices is None or len(languages) > LONGEST_LANGUAGES or not _is_ours(host, scope):
        return None
    chosen, theme = choices
    scheme = forwarded if settings.SECURE_PROXY_SSL_HEADER else scope.get("scheme", "http")
    return path, query, host, scheme, _language(chosen, languages.decode("latin-1")), theme


@lru_cache(1024)
def _choices(cookies: bytes) -> tuple[str, str] | None:
    """The language and theme this visitor chose; None when any other cookie could change their page.

    Cookies are taken apart by Django itself: what is read otherwise here and there keeps a page under another's key.
    """
    said = parse_cookie(cookies.decode(errors="replace"))
    chosen = said.pop(settings.LANGUAGE_COOKIE_NAME, "")
    theme = said.pop(THEME_COOKIE, "auto")
    if said.keys() - {"", settings.CSRF_COOKIE_NAME}:  # a page that shows its token sets the cookie again
        return None
    if theme not in THEMES or (chosen and chosen not in dict(settings.LANGUAGES)):
        return None
    return chosen, theme


@lru_cache(1024)
def _language(chosen: str, accepted: str) -> str:
    """The language the page will be in, by the rule of people/ itself."""
    from terreau.people.middleware import language_of

    cookies = {settings.LANGUAGE_COOKIE_NAME: chosen} if chosen else {}
    asked = {"Accept-Language": accepted} if accepted else {}
    return language_of(SimpleNamespace(user=AnonymousUser(), COOKIES=cookies, headers=asked))


def _is_ours(host: bytes, scope) -> bool:
    """Whether the request came by an address of this installation, spelled as we spell it."""
    return host == OURS or host in _local(scope.get("server"))


OURS = urlsplit(settings.ADDRESS).netloc.encode()


@lru_cache(8)
def _local(server: tuple | None) -> frozenset[bytes]:
    port = server[1] if server else 8000
    return frozenset(f"{name}:{port}".encode() for name in ("127.0.0.1", "localhost", "[::1]"))


def accepts_gzip(scope) -> bool:
    """Whether the other side unpacks gzip."""
    return any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"])
