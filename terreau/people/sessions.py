"""Sessions that a person can see and end, and the one way in for allauth and Django alike."""

from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.utils import timezone

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device_in_words(user_agent: str) -> str:
    """« Firefox, Windows »: enough to recognise one's own device, and no more."""
    found = [next((said for sign, said in names if sign in user_agent), "") for names in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, found))


class SessionStore(DatabaseStore):
    """Django's database sessions, with the person and the device beside them."""

    device = ""

    @classmethod
    def get_model_class(cls):
        """The table behind the store."""
        from terreau.people.models import SignedIn

        return SignedIn

    def create_model_instance(self, data):
        """A row for this session: who, on what, since when."""
        row = super().create_model_instance(data)
        row.person_id = data.get(SESSION_KEY) or None
        row.device = data.get("device", "")
        row.last_day = timezone.now().date()
        if row.person_id:
            row.began_at = datetime.fromisoformat(data["began_at"]) if data.get("began_at") else None
        return row


class SessionMiddleware(DjangoSessionMiddleware):
    """Django's own; kept by this name so that settings say where sessions live."""


class Backend:
    """Who a session belongs to. Nobody comes in through here: the doors are code, link and passkey."""

    def authenticate(self, request, **credentials):
        """No password opens this house."""
        return None

    def get_user(self, pk):
        """The person of a session, unless erased."""
        from terreau.people.models import Person

        person = Person.objects.filter(pk=pk).first()
        return person if person is not None and person.is_active else None
