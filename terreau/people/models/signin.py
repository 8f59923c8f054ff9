"""Coming in with a six-digit code or a link, both sent to one's own address; neither is ever stored."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from terreau.spine.outbox import record
from terreau.ui.keys import KeyField

from .person import Person, tidy_address

LIFE = timedelta(minutes=15)
TRIES = 5
PER_ADDRESS = 5  # in an hour
SALT = "terreau.people.sign-in"


class SignIn(models.Model):
    """One request to come in. Its code and its link are derived from its key when the mail leaves."""

    key = KeyField(max_length=12)
    email = models.EmailField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    next_url = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=5, default="fr")
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["email", "asked_at"], name="signin_by_address")]

    def __str__(self):
        return f"sign-in {self.key}"

    @classmethod
    @transaction.atomic
    def ask(cls, address: str, *, at, next_url: str = "", language: str = "fr") -> "SignIn":
        """Send a code and a link to this address, known or not; beyond five an hour the last one serves again."""
        email = tidy_address(address)
        recent = cls.objects.filter(email=email, asked_at__gt=at - timedelta(hours=1))
        if recent.count() >= PER_ADDRESS:
            return recent.latest("asked_at")
        person = Person.objects.at_address(email)
        asked = cls.objects.create(
            email=email, person=person, asked_at=at, next_url=next_url[:300], language=language
        )
        record("sign-in-asked", about=asked, at=at)
        return asked

    def code(self) -> str:
        """The six digits, derived from the key and the installation's secret."""
        digest = hmac.new(settings.SECRET_KEY.encode(), f"{SALT}:{self.key}".encode(), hashlib.sha256).digest()
        return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"

    def token(self) -> str:
        """What the link carries."""
        return signing.dumps(self.key, salt=SALT, compress=False)

    @classmethod
    def of_token(cls, token: str, *, at) -> "SignIn | None":
        """The request a link belongs to, while it may still be used."""
        try:
            key = signing.loads(token, salt=SALT, max_age=LIFE)
        except signing.BadSignature:
            return None
        found = cls.objects.filter(key=key).first()
        return found if found and found.may_be_used(at) else None

    def may_be_used(self, at) -> bool:
        """Not used yet, not tried too often, not too old."""
        return self.used_at is None and self.tries < TRIES and at < self.asked_at + LIFE

    def accepts(self, code: str, *, at) -> bool:
        """Whether these are the digits; each wrong answer counts, five close the request."""
        if not self.may_be_used(at):
            return False
        if constant_time_compare("".join(code.split()), self.code()):
            return True
        SignIn.objects.filter(pk=self.pk).update(tries=F("tries") + 1)
        self.tries += 1
        return False

    @transaction.atomic
    def use(self, *, at) -> Person | None:
        """Spend the request: the person it lets in, claimed now; None when it was spent meanwhile or nobody may enter."""
        if not SignIn.objects.filter(pk=self.pk, used_at=None).update(used_at=at):
            return None
        self.used_at = at
        person = Person.objects.at_address(self.email)
        if person is not None and person.is_active:
            person.claim(at=at)
        return person
