"""Fifty people press « Je viens » for the last seat in the same instant."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from terreau.community.models import Community, Membership
from terreau.gathering.models import Gathering, Presence
from tests.cast import THEN, person

CROWD = 50


@pytest.mark.django_db(transaction=True)
def test_fifty_on_the_last_seat_give_one_seat_and_no_lost_answer():
    amina = person("Amina Benali")
    bakers = Community.found(slug="boulange", name="Boulange", by=amina, at=THEN)
    people = [person(f"Membre{n} Ici", email=f"m{n}@example.org") for n in range(CROWD)]
    for someone in people:
        Membership.enter(bakers, someone, by=someone, at=THEN)
    soon = timezone.now() + timedelta(days=2)
    visit = Gathering.call(bakers, by=amina, at=THEN, starts_at=soon, title="Visite", mode="here", capacity=1)
    start = Barrier(8)

    def come(some):
        try:
            start.wait(timeout=20)
            for someone in some:
                Gathering.objects.select_related("community").get(pk=visit.pk).answer(
                    "here", person=someone, at=timezone.now()
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(come, [people[turn::8] for turn in range(8)]))
    said = Presence.objects.filter(gathering=visit)
    assert said.count() == CROWD
    assert said.filter(waiting_since=None).count() == 1
    first = said.get(waiting_since=None)
    visit.answer("not", person=first.person, at=timezone.now())
    assert said.filter(answer="here", waiting_since=None).count() == 1
    assert said.filter(waiting_since__isnull=False).count() == CROWD - 2


@pytest.mark.django_db(transaction=True)
def test_fifty_on_one_appointment_give_it_to_one_and_tell_the_others():
    amina = person("Amina Benali")
    bakers = Community.found(slug="boulange", name="Boulange", by=amina, at=THEN)
    people = [person(f"Membre{n} Ici", email=f"m{n}@example.org") for n in range(CROWD)]
    soon = timezone.now() + timedelta(days=2)
    door = Gathering.call(bakers, by=amina, at=THEN, starts_at=soon, title="Permanence", minutes=60, slot_minutes=30)
    start = Barrier(8)

    def take(some):
        refused = 0
        try:
            start.wait(timeout=20)
            for someone in some:
                row = Gathering.objects.select_related("community").get(pk=door.pk)
                try:
                    row.take_slot(1, person=someone, at=timezone.now())
                except ValidationError as refusal:
                    refused += refusal.code == "taken"
        finally:
            connection.close()
        return refused

    with ThreadPoolExecutor(8) as crowd:
        refused = sum(crowd.map(take, [people[turn::8] for turn in range(8)]))
    assert (refused, Presence.objects.filter(gathering=door, slot=1).count()) == (CROWD - 1, 1)
