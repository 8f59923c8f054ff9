"""Where a person is signed in. No address of a machine is kept, only a few words to recognise it by."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models


class SignedIn(AbstractBaseSession):
    """One browser's session; the person sees it in their list and may end it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=80, blank=True)
    began_at = models.DateTimeField(null=True)
    last_day = models.DateField(null=True)

    objects = BaseSessionManager()

    @classmethod
    def get_session_store_class(cls):
        """Django's way of finding the store that fills this table."""
        from terreau.people.sessions import SessionStore

        return SessionStore
