"""How often one machine, or everybody together, may ask. No machine's address is kept: only a keyed hash in memory,
under a key that is thrown away each night."""

import hashlib
import hmac
import ipaddress
import secrets

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

DAY = 24 * 60 * 60


def machine(request) -> str:
    """A name for the machine that asks, good until midnight and meaning nothing afterwards."""
    today = f"limits:{timezone.now().date()}"
    key = cache.get_or_set(today, lambda: secrets.token_hex(32), timeout=DAY)
    return hmac.new(key.encode(), _network(request).encode(), hashlib.sha256).hexdigest()[:32]


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
    window = int(timezone.now().timestamp()) // seconds
    name = f"limits:{what}:{who}:{window}"
    cache.add(name, 0, timeout=seconds)
    try:
        return cache.incr(name) <= most
    except ValueError:  # it expired in between: a new window has begun
        return True


def may_ask_for_code(request) -> bool:
    """Sixty requests in ten minutes from one machine (a whole workshop behind one address), six hundred from all."""
    mine = allowed("code", machine(request), most=60, seconds=600)
    return mine and allowed("code", "everybody", most=600, seconds=600)
