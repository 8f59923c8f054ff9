"""What a page found after the last act is found again until the next one: every act writes a line in the journal.

Kept in this process, for twenty seconds at most, under the rights of who asked: who stands otherwise asks anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from typing import TypeVar

from django.core.cache import caches
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import get_language

from terreau.spine.asking import Question
from terreau.spine.models import JournalEntry

from .asking import Standing
from .models import Community
from .viewer import Viewer

SECONDS = 20  # at most, whatever the journal says
Found = TypeVar("Found")


def _last_acts(*, community):
    """The last line of a community, and the last of what people change of themselves; each the end of an index."""
    rows = JournalEntry.objects.order_by("-pk").values("pk")
    here, of_people = rows.filter(community=OuterRef("pk"))[:1], rows.filter(community=None)[:1]
    return Community.objects.filter(pk=community).seen().values_list(Subquery(here), Subquery(of_people))


_LAST_ACTS = Question(_last_acts)


class Keeping:
    """Whoever looks at a community: to be mixed into what has a `viewer`, a `community` and the moment `at`."""

    viewer: Viewer
    at: datetime

    def shared(self, name: str, read: Callable[[], Found], *which) -> Found:
        """What `read()` finds, the same for all who stand here as this viewer does; `which` says what it depends on."""
        return self._kept((name, self._stands, *which), read)

    def mine(self, name: str, read: Callable[[], Found], *which) -> Found:
        """What `read()` finds for this person alone."""
        person = self.viewer.person
        return self._kept((name, self._stands, person.pk if person else 0, *which), read)

    @cached_property
    def _stands(self) -> tuple:
        """The rights, the last acts, and the words in which things are said."""
        community = self.community
        last = _LAST_ACTS.ask(community=community.pk)
        standing = Standing.of(self.viewer, community)
        rights = standing.belongs, standing.is_guest, sorted(standing.hats), standing.known
        circles = sorted(self.viewer.circle_ids_in(community))
        said_in = get_language(), timezone.get_current_timezone_name(), timezone.localdate(self.at)
        return community.pk, last, rights, circles, said_in, community.day(self.at)

    @cached_property
    def _in_hand(self) -> dict[str, tuple]:
        """What this look has found already: two blocks of a page may ask for the same."""
        return {}

    def _kept(self, which: tuple, read: Callable[[], Found]) -> Found:
        key = blake2b(repr(which).encode(), digest_size=16).hexdigest()
        found = self._in_hand.get(key) or caches["looks"].get(key)
        if found is None:
            found = (read(),)
            caches["looks"].set(key, found, SECONDS)
        self._in_hand[key] = found
        return found[0]


@dataclass
class Looking(Keeping):
    """Somebody who looks at a page of a community."""

    viewer: Viewer
    community: Community
    at: datetime
