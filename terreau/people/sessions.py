"""Sessions that a person can see and end, and the one way in for allauth and Django alike."""

from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.utils import timezone

from terreau.spine.asking import Question, columns, instance
from terreau.ui.keys import new_key

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


def _open(*, key, at):
    """The session with this key, unless it has ended, and its person."""
    from .models import Person, SignedIn

    rows = SignedIn.objects.filter(session_key=key, expire_date__gt=at)
    return rows.values_list(*columns(SignedIn), *columns(Person, "person__"))


_OPEN = Question(_open)  # opens every page of a person


class SessionStore(DatabaseStore):
    """Django's database sessions, with the person and the device beside them."""

    person = None  # whoever the row belonged to when it was read
    last_day = None

    @classmethod
    def get_model_class(cls):
        """The table behind the store."""
        from terreau.people.models import SignedIn

        return SignedIn

    def load(self):
        """What the session holds; its person comes with the same query."""
        key = self.session_key
        rows = _OPEN.ask(key=key, at=timezone.now()) if key.isalnum() else []
        if not rows:
            self._session_key = None
            return {}
        from .models import Person, SignedIn

        found = iter(rows[0])
        row, person = instance(SignedIn, found), instance(Person, found)
        self.person, self.last_day = person if person.pk else None, row.last_day
        return self.decode(row.session_data)

    def create_model_instance(self, data):
        """A row for this session: who, on what, since when."""
        row = super().create_model_instance(data)
        row.person_id = data.get(SESSION_KEY) or None
        row.last_day = timezone.now().date()
        row.handle = data.get("handle", "")
        row.device = data.get("device", "")
        row.began_at = datetime.fromisoformat(data["began_at"]) if "began_at" in data else None
        return row


class SessionMiddleware(DjangoSessionMiddleware):
    """Django's own, and once a day a session in use is saved again: it ends ninety days after the last visit."""

    def process_response(self, request, response):
        """Save what changed, or what was not saved today."""
        session = request.session
        if session.accessed and session.last_day and session.last_day < timezone.now().date():
            session.modified = True
        return super().process_response(request, response)


def begin(sender, request, user, **kwargs) -> None:
    """At each sign-in (Django's signal): remember on what and since when, for the person's own list."""
    request.session.set_expiry(None)  # what came before sign-in ended after an hour
    request.session["handle"] = new_key()
    request.session["device"] = device_in_words(request.META.get("HTTP_USER_AGENT", ""))
    request.session["began_at"] = timezone.now().isoformat()


class Backend:
    """Who a session belongs to. Nobody comes in through here: the doors are code, link and passkey."""

    def authenticate(self, request, **credentials):
        """None: no password opens this house."""

    def get_user(self, pk):
        """The person of a session, unless erased."""
        from terreau.people.models import Person

        person = Person.objects.filter(pk=pk).first()
        return person if person is not None and person.is_active else None
