"""What all processes hold together for a moment, in the database: how often somebody tried, which code has served.

Django's default cache, because allauth counts there too; not Django's own in the database, which counts by reading,
then writing, lets go of what it holds when there is much of it, and keeps pickles. A name is kept as a digest under
the installation's secret: who reads the table learns neither an address nor a code. A restart forgets nothing; the
clock clears what is over.
"""

import json
from datetime import UTC, datetime, timedelta

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)


class SharedCache(BaseCache):
    """A cache for few small things that must be true: what is plain JSON, counted and claimed one process at a time."""

    def __init__(self, _location, params):
        super().__init__(params)

    def get(self, key, default=None, version=None):
        """What is held under this name, unless its time is over."""
        row = _rows().filter(name=self._name(key, version), until__gt=timezone.now()).first()
        return default if row is None else json.loads(row.value)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Hold this value from now on, whatever was there."""
        held = {"value": json.dumps(value), "until": self._until(timeout)}
        _rows().update_or_create(name=self._name(key, version), defaults=held)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None) -> bool:
        """Hold this value where nothing is held; of several who ask at once, one only is told True."""
        mine, now = _rows().filter(name=self._name(key, version)), timezone.now()
        if mine.filter(until__gt=now).exists():
            return False
        try:
            with transaction.atomic():
                mine.filter(until__lte=now).delete()
                _rows().create(name=self._name(key, version), value=json.dumps(value), until=self._until(timeout))
        except IntegrityError:  # somebody was quicker
            return False
        return True

    @transaction.atomic
    def incr(self, key, delta=1, version=None) -> int:
        """One more (or `delta`); `ValueError` where nothing is held."""
        rows = _rows().select_for_update().filter(name=self._name(key, version), until__gt=timezone.now())
        row = rows.first()
        if row is None:
            raise ValueError(key)
        number = json.loads(row.value) + delta
        rows.update(value=json.dumps(number))
        return number

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None) -> bool:
        """Hold it until another moment."""
        rows = _rows().filter(name=self._name(key, version), until__gt=timezone.now())
        return bool(rows.update(until=self._until(timeout)))

    def delete(self, key, version=None) -> bool:
        """Hold it no longer."""
        return bool(_rows().filter(name=self._name(key, version)).delete()[0])

    def clear(self):
        """Hold nothing any more (tests do)."""
        _rows().delete()

    def _name(self, key, version) -> str:
        return salted_hmac(
            "terreau.spine.shared", self.make_and_validate_key(key, version), algorithm="sha256"
        ).hexdigest()

    def _until(self, timeout) -> datetime:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return FOR_EVER if seconds is None else timezone.now() + timedelta(seconds=seconds)


def one_at_a_time(name: str) -> None:
    """Until this transaction ends, nobody else goes on from here under the same name. SQLite writes so by itself."""
    if connection.vendor == "postgresql":
        digest = salted_hmac("terreau.spine.one-at-a-time", name, algorithm="sha256").digest()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:7], "big")])


def _rows():
    from .models import Held

    return Held.objects.all()


def forget(at: datetime) -> None:
    """What is over goes."""
    _rows().filter(until__lte=at).delete()
