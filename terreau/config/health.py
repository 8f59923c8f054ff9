"""Is it alive, is it ready: two answers for a proxy, a watchdog or a curious administrator. Nothing secret in them."""

import shutil
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

LATE = timedelta(minutes=10)  # an outbox row waiting longer than this says that no worker follows
ROOM = 200_000_000  # bytes free below which uploads and backups are about to fail


@require_safe
@login_not_required
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return _answer({"alive": True})


@require_safe
@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, is up to date, is followed, and has room; else 503 and which is not so."""
    at = timezone.now()
    checks = {"database": database_answers(), "migrations": False, "outbox": False, "disk": disk_has_room()}
    if checks["database"]:
        checks["migrations"] = migrations_are_applied()
    if checks["migrations"]:
        checks["outbox"] = oldest_wait(at) < LATE
    return _answer({"ready": all(checks.values()), **checks}, status=200 if all(checks.values()) else 503)


def database_answers() -> bool:
    """Whether one trivial query comes back."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def migrations_are_applied() -> bool:
    """Whether the tables are those this version needs. Once they are, this process does not ask again."""
    if not _Known.migrated:
        executor = MigrationExecutor(connection)
        _Known.migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _Known.migrated


class _Known:
    migrated = False


def oldest_wait(at: datetime) -> timedelta:
    """For how long the oldest outbox row has been due and not followed."""
    from terreau.spine.models import OutboxRow

    waiting = OutboxRow.objects.filter(done_at=None, parked_at=None, due_at__lte=at)
    due = waiting.order_by("due_at").values_list("due_at", flat=True).first()
    return at - due if due else timedelta(0)


def disk_has_room() -> bool:
    """Whether the data folder's disk still has room."""
    return shutil.disk_usage(settings.DATA).free > ROOM


def _answer(words: dict, status: int = 200) -> JsonResponse:
    return JsonResponse(words, status=status, headers={"Cache-Control": "no-store"})
