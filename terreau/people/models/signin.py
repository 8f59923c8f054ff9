"""Proving an address with a six-digit code or a link, both sent to it; neither is ever stored."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.db.models import F, Sum
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from terreau.spine.outbox import record
from terreau.spine.shared import one_at_a_time
from terreau.ui.keys import KeyField

from .person import Person, tidy_address

LIFE = timedelta(minutes=15)
LIFE_AT_TERMINAL = timedelta(hours=24)
TRIES = 5  # wrong codes for one request
TRIES_A_DAY = 30  # for one address, whatever the number of requests; the link still works
PER_ADDRESS = 5  # mails in an hour
SALT = "terreau.people.sign-in"


class SignIn(models.Model):
    """One request to prove an address. Its code and its link are derived from its key when the mail leaves."""

    class Purpose(models.TextChoices):
        """What the proof opens."""

        ENTER = "enter", "enter"
        ADDRESS = "address", "take a new address"
        ADMINISTRATOR = "administrator", "become the first administrator"

    key = KeyField(max_length=12)
    email = models.EmailField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    purpose = models.CharField(max_length=13, choices=Purpose.choices, default=Purpose.ENTER)
    next_url = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=5, default="fr")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["email", "asked_at"], name="signin_by_address")]

    def __str__(self):
        return f"sign-in {self.key}"

    def get_absolute_url(self) -> str:
        """The path of the link; it opens a page with one button."""
        name = "people:first-administrator" if self.purpose == self.Purpose.ADMINISTRATOR else "people:link"
        return reverse(name, args=[self.token()])

    # ---- verbs ----
    @classmethod
    @transaction.atomic
    def ask(cls, address: str, *, at: datetime, next_url: str = "", language: str = "fr") -> "SignIn":
        """Send a code and a link to this address, known or not; beyond five an hour the last one serves again."""
        email = tidy_address(address)
        person = Person.objects.at_address(email)
        return cls._ask(email, person, cls.Purpose.ENTER, at, next_url, language)

    @classmethod
    @transaction.atomic
    def ask_to_move(cls, person: Person, address: str, *, at: datetime) -> "SignIn":
        """Send a code and a link to the address this person wants to have from now on."""
        email = tidy_address(address)
        record("address-change-asked", by=person, about=person, at=at)  # who can warn the address of today
        return cls._ask(email, person, cls.Purpose.ADDRESS, at, reverse("people:me"), person.language)

    @classmethod
    def _ask(cls, email: str, person, purpose: str, at, next_url: str, language: str) -> "SignIn":
        one_at_a_time(f"sign-in:{email}")  # of many who ask at once, each finds what those before were sent
        mailed = cls.objects.filter(email=email, person=person, purpose=purpose, expires_at__lt=at + 2 * LIFE)
        recent = mailed.filter(asked_at__gt=at - timedelta(hours=1))
        latest = list(recent.order_by("-id")[:PER_ADDRESS])
        if len(latest) == PER_ADDRESS and latest[0].link_works(at):
            return latest[0]
        asked = cls.objects.create(
            email=email, person=person, purpose=purpose, asked_at=at, expires_at=at + LIFE,
            next_url=next_url[:300], language=language,
        )  # fmt: skip
        record("sign-in-asked", about=asked, at=at)
        return asked

    @classmethod
    def hand_over(
        cls, *, at: datetime, person: Person | None = None, purpose: str = Purpose.ENTER, email="", next_url=""
    ):
        """A link for whoever sits at the terminal of this machine: good for a day, nothing is mailed."""
        return cls.objects.create(
            email=person.email if person else tidy_address(email), person=person, purpose=purpose,
            asked_at=at, expires_at=at + LIFE_AT_TERMINAL, next_url=next_url,
        )  # fmt: skip

    def accepts(self, code: str, *, at: datetime) -> bool:
        """Whether these are the digits. Each try is counted before it is looked at; five close the code, thirty those
        of its address, however many come at once."""
        if not self.code_works(at):
            return False
        mine = SignIn.objects.filter(pk=self.pk, used_at=None, tries__lt=TRIES)
        if not mine.update(tries=F("tries") + 1):
            self.tries = TRIES
            return False
        self.tries += 1
        if self._tries_today(at) > TRIES_A_DAY:
            return False
        digits = "".join(sign for sign in code[:40] if sign.isdecimal())
        return constant_time_compare(digits, self.code())

    @transaction.atomic
    def use(self, *, at: datetime) -> bool:
        """Spend the request; False when it was spent meanwhile."""
        if not SignIn.objects.filter(pk=self.pk, used_at=None).update(used_at=at):
            return False
        self.used_at = at
        return True

    # ---- what it says ----
    def code(self) -> str:
        """The six digits, derived from the key and the installation's secret."""
        digest = hmac.new(settings.SECRET_KEY.encode(), f"{SALT}:{self.key}".encode(), hashlib.sha256).digest()
        return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"

    def token(self) -> str:
        """What the link carries."""
        return signing.dumps(self.key, salt=SALT, compress=False)

    @classmethod
    def of_token(cls, token: str, *, at: datetime) -> "SignIn | None":
        """The request a link belongs to, while it may still be used."""
        try:
            key = signing.loads(token, salt=SALT)
        except signing.BadSignature:
            return None
        found = cls.objects.select_related("person").filter(key=key).first()
        return found if found and found.link_works(at) else None

    def link_works(self, at: datetime) -> bool:
        """Not used yet and not too old; wrong codes do not close the link."""
        return self.used_at is None and at < self.expires_at

    def code_works(self, at: datetime) -> bool:
        """Like the link, and neither this request nor this address was tried too often."""
        return self.link_works(at) and self.tries < TRIES and self._tries_today(at) < TRIES_A_DAY

    @property
    def tries_left(self) -> int:
        """How many more codes may be tried."""
        return max(0, TRIES - self.tries)

    def _tries_today(self, at: datetime) -> int:
        lately = SignIn.objects.filter(email=self.email, asked_at__gt=at - timedelta(days=1))
        return lately.aggregate(all=Sum("tries", default=0))["all"]
