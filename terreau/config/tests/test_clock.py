"""What runs when: at once, or a little after a start."""

import importlib
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches

from terreau.config import clock

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


@pytest.fixture
def ran(monkeypatch):
    """The tasks that ran, in order; none of them does anything here."""
    caches["here"].clear()
    found: list[str] = []
    monkeypatch.setattr(clock, "import_string", lambda path: lambda at: found.append(path))
    yield found
    caches["here"].clear()


def test_every_task_is_there():
    for path, pause in clock.EVERY:
        module, _, name = path.rpartition(".")
        assert callable(getattr(importlib.import_module(module), name))
        assert pause >= timedelta(seconds=1)


def test_each_runs_once_in_its_time(ran):
    clock.tick(NOW)
    clock.tick(NOW)
    assert ran == [path for path, _pause in clock.EVERY]


def test_one_that_fails_holds_up_none_of_the_others(monkeypatch, ran, caplog):
    first = clock.EVERY[0][0]

    def fail(at):
        raise ValueError("no")

    monkeypatch.setattr(clock, "import_string", lambda path: fail if path == first else lambda at: ran.append(path))
    clock.tick(NOW)
    assert ran == [path for path, _pause in clock.EVERY[1:]]
    assert [record.getMessage() for record in caplog.records] == [f"{first} failed"]


def test_after_a_start_what_comes_seldom_waits(ran):
    clock.begin()
    clock.tick(NOW)
    assert ran == [path for path, pause in clock.EVERY if pause <= clock.GRACE]
    assert "terreau.memory.search.keeping.catch_up" in ran
    assert "terreau.memory.search.keeping.sweep" not in ran
    caches["here"].clear()  # ten minutes later
    clock.tick(NOW)
    assert "terreau.memory.search.keeping.sweep" in ran
