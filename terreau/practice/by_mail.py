"""« Ça m’a servi » by one line of mail: a letter already addressed and signed for one person, that they only send."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parseaddr
from urllib.parse import quote

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from terreau.community.viewer import Viewer
from terreau.people.models import Person
from terreau.ui.keys import key_in

from .models import Note, Use

SALT = "terreau.practice.served"
MARK = re.compile(r"\[([\w:=-]{20,200})\]\s*$")
LONGEST = 120  # characters of a title in the subject


class NotThanks(ValueError):
    """This letter says « ça m’a servi » of nothing that its sender reads; the message says why."""


def letter_for(person: Person, note, title: str) -> str:
    """The `mailto:` address (RFC 6068) of that letter; empty where nobody takes the mail of this house in."""
    if not settings.RECEIVES_MAIL:
        return ""
    token = signing.dumps({"p": person.key, "n": note.key}, salt=SALT, compress=False)
    subject = _("Ça m’a servi\u00a0: %(title)s") % {"title": title[:LONGEST]}
    house = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return f"mailto:{quote(house, safe='@')}?subject={quote(f'{subject} [{token}]')}&body={quote(_('Ça m’a servi.'))}"


@dataclass(frozen=True)
class Thanks:
    """What such a letter holds: what was signed, and the address it comes from."""

    token: str
    sender: str


def thanks_in(raw: bytes) -> Thanks | None:
    """The letter in a message, None where it is another; whatever is in it, this never fails."""
    try:
        message = message_from_bytes(raw[:100_000], policy=policy.default)
        subject, sender = str(message.get("Subject", "")), parseaddr(str(message.get("From", "")))[1]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    found = MARK.search(re.sub(r"\s+(?=[\w:=-]*\]\s*$)", "", subject) if len(subject) < 2_000 else "")
    return Thanks(found[1], sender.strip().casefold()) if found else None


def take(thanks: Thanks, *, at: datetime) -> str:
    """Write it down as its sender would have on the page; what was done. `NotThanks` otherwise. Twice a day is once."""
    try:
        said = signing.loads(thanks.token, salt=SALT)
    except signing.BadSignature as unsigned:
        raise NotThanks("nobody signed it here") from unsigned
    person = Person.objects.here().filter(key=key_in(said["p"])).first()
    if person is None or thanks.sender != (person.email or ""):
        raise NotThanks("it does not come from the address it was written for")
    rows = Note.objects.visible_to(viewer := Viewer(person)).filter(key=key_in(said["n"]), hidden_at=None)
    note = rows.select_related("community").first()
    if note is None or (note.community_id not in viewer.communities and note.circle_id not in viewer.circles):
        raise NotThanks("its sender does not read that note any more")
    Use.say(note, by=person, at=at)
    return "note-served"
