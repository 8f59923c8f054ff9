"""How often one machine, or everybody together, may ask for a code or try one; counted for all processes together.

No machine's address is kept: its name is six signs of a keyed hash, under a key that is thrown away each night. Six
signs fit hundreds of addresses, so that even who had the key could not tell which one it was.
"""

import hashlib
import hmac
import ipaddress
import secrets
from contextlib import suppress

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

HOUR, DAY = 60 * 60, 24 * 60 * 60
EVERYBODY = "everybody"
WRONG_FROM_ONE = 100  # codes in a day: a whole workshop's slips behind one address
WRONG_FROM_ALL = 200  # codes in an hour; beyond it only links open


def machine(request) -> str:
    """A name for the machine that asks, good until midnight, shared by others and meaning nothing afterwards."""
    today = f"limits:{timezone.now().date()}"
    key = cache.get_or_set(today, lambda: secrets.token_hex(32), timeout=DAY)
    return hmac.new(key.encode(), _network(request).encode(), hashlib.sha256).hexdigest()[:6]


def _network(request) -> str:
    """The address of the machine; of its /64 network where addresses are plentiful."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:  # behind our proxy: the last address it wrote down is the one it saw
        said = request.META.get("HTTP_X_FORWARDED_FOR", said).rsplit(",", 1)[-1].strip()
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return str(address)


def allowed(what: str, who: str, *, most: int, seconds: int) -> bool:
    """Whether `who` may do `what` once more, at most `most` times in this many seconds. Asking counts."""
    name = _name(what, who, seconds)
    if cache.get(name, 0) >= most:  # who is refused costs no write
        return False
    cache.add(name, 0, timeout=seconds)
    try:
        return cache.incr(name) <= most
    except ValueError:  # it expired in between: a new window has begun
        return True


def given_back(what: str, who: str, *, seconds: int) -> None:
    """One that should not have counted."""
    with suppress(ValueError):  # a new window has begun
        cache.decr(_name(what, who, seconds))


def _name(what: str, who: str, seconds: int) -> str:
    return f"limits:{what}:{who}:{int(timezone.now().timestamp()) // seconds}"


def may_ask_for_code(request) -> bool:
    """Sixty requests in ten minutes from one machine (a whole workshop behind one address), six hundred from all."""
    mine = allowed("code", machine(request), most=60, seconds=600)
    return mine and allowed("code", EVERYBODY, most=600, seconds=600)


def may_try_code(request) -> bool:
    """Whether digits may be typed at all: not after a hundred wrong ones from here today, or two hundred from all in
    an hour. Each counts until `code_was_right` says otherwise, so that many at once are not read before any is counted.
    """
    mine = allowed("wrong", machine(request), most=WRONG_FROM_ONE, seconds=DAY)
    return mine and allowed("wrong", EVERYBODY, most=WRONG_FROM_ALL, seconds=HOUR)


def code_was_right(request) -> None:
    """What `may_try_code` counted was no wrong code."""
    given_back("wrong", machine(request), seconds=DAY)
    given_back("wrong", EVERYBODY, seconds=HOUR)
