"""The one short list of what runs when. Each task is idempotent and catches up after a stop."""

import logging
from datetime import datetime, timedelta

from django.core.cache import caches
from django.utils.module_loading import import_string

log = logging.getLogger("terreau.clock")
EVERY: list[tuple[str, timedelta]] = [
    ("terreau.spine.clock.prune", timedelta(hours=6)),
    ("terreau.spine.clock.let_go", timedelta(minutes=10)),
    ("terreau.people.clock.tidy", timedelta(hours=1)),
    ("terreau.community.clock.resume_those_due", timedelta(hours=1)),
    ("terreau.files.sweeping.sweep", timedelta(hours=6)),
    ("terreau.gathering.clock.tell_what_is_near", timedelta(minutes=30)),
    ("terreau.gathering.clock.clear_traces", timedelta(hours=6)),
    ("terreau.gathering.calendars.forgetting.forget_old_replies", timedelta(hours=24)),
    ("terreau.files.inside.look_at_the_rest", timedelta(minutes=10)),
    ("terreau.protocol.clock.forget_cases", timedelta(hours=6)),
    ("terreau.protocol.clock.ask_what_was_tried", timedelta(hours=1)),
    ("terreau.lifecycle.clock.close_months", timedelta(minutes=1)),
    ("terreau.memory.clock.forget_abandoned", timedelta(hours=6)),
    ("terreau.memory.search.keeping.catch_up", timedelta(seconds=2)),
    ("terreau.memory.search.keeping.sweep", timedelta(hours=24)),
    ("terreau.letters.clock.prune", timedelta(hours=24)),
]
GRACE = timedelta(minutes=10)


def begin() -> None:
    """What comes seldom waits a little after a start: people are answered first, and acts followed."""
    for path, pause in EVERY:
        if pause > GRACE:
            caches["here"].add(f"clock:{path}", 1, timeout=int(GRACE.total_seconds()))


def tick(at: datetime) -> None:
    """Run each task whose time has come; one that fails waits for its next time, and holds up nothing else."""
    for path, pause in EVERY:
        if caches["here"].add(f"clock:{path}", 1, timeout=int(pause.total_seconds())):
            try:
                import_string(path)(at)
            except Exception:
                log.exception("%s failed", path)
