"""Where a person is signed in. No address of a machine is kept, only a few words to recognise it by."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models


class SignedInManager(BaseSessionManager):
    """Sessions come with their person: one query opens a page."""

    def get_queryset(self):
        """Rows with their person beside them."""
        return super().get_queryset().select_related("person")


class SignedIn(AbstractBaseSession):
    """One browser's session; the person sees it in their list and may end it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")
    handle = models.CharField(max_length=12, blank=True)  # names it in addresses; its key is a secret
    device = models.CharField(max_length=80, blank=True)
    began_at = models.DateTimeField(null=True)
    last_day = models.DateField(null=True)

    objects = SignedInManager()

    @classmethod
    def get_session_store_class(cls):
        """Django's way of finding the store that fills this table."""
        from terreau.people.sessions import SessionStore

        return SessionStore
