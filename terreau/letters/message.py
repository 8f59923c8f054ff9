"""From words to a message: text and HTML from the same words, headers that nobody's name can break."""

import hmac
import re
from email.headerregistry import Address
from email.utils import parseaddr
from hashlib import sha256
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from terreau.people import rhythm
from terreau.people.forms import PAUSE
from terreau.people.models import Person

from .kinds import Kind
from .words import Words

HEAVIEST = 25_000  # bytes of HTML


def message_id(entry, kind: Kind, address: str) -> str:
    """The same for the same act, kind and address, however often it is tried: mail programs drop the second one."""
    mark = hmac.new(settings.SECRET_KEY.encode(), f"letter:{address}".encode(), sha256).hexdigest()[:16]
    return f"<{entry.pk}.{kind.name}.{mark}@{urlsplit(settings.ADDRESS).hostname}>"


def one_line(text: str) -> str:
    """Text on one line, without control characters: what people wrote may stand in a header, not make another."""
    return re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029 ]+", " ", str(text)).strip()


def compose(kind: Kind, words: Words, *, to, community, identity: str) -> EmailMultiAlternatives:
    """The message, in the active language. `to` is a person, or an address for somebody not known yet."""
    person = to if isinstance(to, Person) else None
    address = person.email if person else to
    facts = {"words": words, "community": community, "choices": choices_of(person)}
    headers = {"Message-ID": identity, **_headers(kind, person)}
    return _message(words, [address], sender(community), facts, headers)


def _message(words: Words, to: list[str], sender: str, facts: dict, headers: dict) -> EmailMultiAlternatives:
    facts = {"choices": {}, "home": settings.ADDRESS, **facts}
    message = EmailMultiAlternatives(
        subject=one_line(words.subject)[:200],
        body=unescape(render_to_string("letters/mail/letter.txt", facts)),
        from_email=sender,
        to=to,
        headers=headers,
    )
    message.attach_alternative(render_to_string("letters/mail/letter.html", facts), "text/html")
    if words.calendar is not None:  # the last part is the one that calendar programs look for
        message.attach_alternative(words.calendar.lines, f"text/calendar; method={words.calendar.method}")
    return message


def trial(address: str) -> EmailMultiAlternatives:
    """A letter that only proves that mail leaves."""
    words = Words(
        subject=_("Essai de courriel"),
        body=[_("Si vous lisez ceci, les courriels de Terreau arrivent.")],
        why=_("Vous recevez ce courriel parce qu’un essai a été demandé sur le serveur."),
    )
    return _message(words, [one_line(address)], sender(None), {"words": words, "community": None}, {})


def sender(community) -> str:
    """The house's own address, under the name of the community the letter is about."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    called = one_line(community.called) if community else name
    return str(Address(display_name=called or name, addr_spec=address))


def choices_of(person) -> dict[str, str]:
    """« Moins souvent », « une pause », « plus rien »: each opens one page with one button."""
    if person is None:
        return {}
    return {
        "less": rhythm.address_for(person, Person.Rhythm.WEEKLY),
        "pause": rhythm.address_for(person, PAUSE),
        "nothing": rhythm.address_for(person, Person.Rhythm.NOTHING),
    }


def _headers(kind: Kind, person) -> dict[str, str]:
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if person is not None and not kind.transactional:
        headers["List-Unsubscribe"] = f"<{rhythm.address_for(person)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
