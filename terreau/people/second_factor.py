"""After each change of keys: written in the journal, and taken as proof that the person is here."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from terreau.spine.outbox import record


@receiver(signals.authenticator_added)
def added(sender, request, user, authenticator, **kwargs):
    """A factor was set up: whoever did it has just shown it."""
    if authenticator.type != authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", type=authenticator.type, id=authenticator.pk, reauthenticated=True)
    _write(user, authenticator, "added")


@receiver(signals.authenticator_removed)
def removed(sender, request, user, authenticator, **kwargs):
    """A factor was put away."""
    _write(user, authenticator, "removed")


@receiver(signals.authenticator_reset)
def renewed(sender, request, user, authenticator, **kwargs):
    """New recovery codes replace the old ones."""
    _write(user, authenticator, "renewed")


@transaction.atomic
def _write(person, authenticator, what: str) -> None:
    detail = {"what": what, "kind": str(authenticator.type)}
    record("second-factor-changed", by=person, about=person, at=timezone.now(), detail=detail)
