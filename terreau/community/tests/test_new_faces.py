"""Ninety days, said once: who is a new face, and the rings drawn for the others."""

from datetime import UTC, datetime, timedelta

from terreau.community.models import Community, Membership
from terreau.community.models.membership import is_new, new_since, years_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_one_is_a_new_face_as_long_as_no_ring_is_drawn():
    bound = new_since(NOON)
    for joined, new, rings in ((bound, False, 1), (bound + timedelta(microseconds=1), True, 0), (None, False, 0)):
        member = Membership(joined_at=joined, community=Community(founded_at=NOON - timedelta(days=900)))
        found = is_new(joined, NOON), years_of(joined, NOON), member.is_new(NOON), member.years(NOON)
        assert found == (new, rings, new, rings)
    assert bound == NOON - timedelta(days=90)


def test_who_was_there_from_the_first_moment_came_to_nobody():
    opened = NOON - timedelta(days=3)
    for joined, new in ((opened, False), (opened + timedelta(seconds=1), True)):
        assert Membership(joined_at=joined, community=Community(founded_at=opened)).is_new(NOON) is new
