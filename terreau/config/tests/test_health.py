"""Alive and ready: each answer true, and nothing in it that should stay inside."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from terreau.config import health
from terreau.spine.models import JournalEntry, OutboxRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return JournalEntry.objects.create(act="test-act", at=timezone.now())


def wait(entry, **ago):
    """A row of the outbox that has been due for so long."""
    return OutboxRow.objects.create(entry=entry, follower="nobody", due_at=timezone.now() - timedelta(**ago))


def asked(client, path="/sante/pret"):
    """Status and words."""
    answer = client.get(path)
    return answer.status_code, json.loads(answer.content)


ALL_WELL = {"ready": True, "database": True, "migrations": True, "outbox": True, "disk": True}


def test_alive_and_ready(client):
    assert asked(client, "/sante/vivant") == (200, {"alive": True})
    assert asked(client) == (200, ALL_WELL)
    assert client.get("/sante/pret").headers["Cache-Control"] == "no-store"
    assert client.post("/sante/pret").status_code == 405


def test_a_row_that_waits_too_long_says_that_nobody_follows(client, entry):
    wait(entry, minutes=9)
    assert asked(client) == (200, ALL_WELL)
    row = wait(entry, minutes=11)
    assert asked(client) == (503, {**ALL_WELL, "ready": False, "outbox": False})
    OutboxRow.objects.filter(pk=row.pk).update(done_at=timezone.now())
    assert asked(client) == (200, ALL_WELL)


def test_rows_for_later_or_set_aside_are_not_late(client, entry):
    wait(entry, hours=-5)
    parked = wait(entry, hours=5)
    OutboxRow.objects.filter(pk=parked.pk).update(parked_at=timezone.now())
    assert asked(client) == (200, ALL_WELL)


def test_a_full_disk_is_said(client, monkeypatch):
    monkeypatch.setattr(health, "ROOM", 10**18)
    assert asked(client) == (503, {**ALL_WELL, "ready": False, "disk": False})


def test_tables_of_another_version_are_said(client, monkeypatch):
    monkeypatch.setattr(health, "migrations_are_applied", lambda: False)
    assert asked(client) == (503, {**ALL_WELL, "ready": False, "migrations": False, "outbox": False})


def test_a_database_that_does_not_answer_is_said_without_its_address(client, monkeypatch):
    class Gone:
        def cursor(self):
            raise DatabaseError("postgresql://me:secret@host")

    monkeypatch.setattr(health, "connection", Gone())
    answer = client.get("/sante/pret")
    assert answer.status_code == 503
    assert b"secret" not in answer.content
    assert json.loads(answer.content)["database"] is False
