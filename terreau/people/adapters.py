"""What allauth asks of the house: it gives the second factor; words, doors and limits are ours."""

import base64
import hashlib
import logging
import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.ui.answers import see_other

from . import limits
from .local import local_path
from .sessions import device_in_words

log = logging.getLogger("terreau.people")
NOTED = {
    "mfa/messages/totp_activated.txt": gettext_lazy("L’application est en place."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("L’application n’est plus demandée."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("La clé est en place."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("La clé est retirée."),
}


def asks_second_step(person) -> bool:
    """After a code or a link, whether a second proof is asked: of administrators, and of who set up an application."""
    mine = Authenticator.objects.filter(user=person)
    if person.is_administrator:
        return mine.filter(type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]).exists()
    return mine.filter(type=Authenticator.Type.TOTP).exists()


class SecondStep(AuthenticateStage):
    """The stage between a proved address and a session."""

    def _should_handle(self, request) -> bool:
        return super()._should_handle(request) and asks_second_step(self.login.user)


class AccountAdapter(DefaultAccountAdapter):
    """Signing in: one stage, local addresses only, no mail of its own, few words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": gettext_lazy("Ce n’est pas ce code."),
        "too_many_login_attempts": gettext_lazy(
            "Trop d’essais. Attendez cinq minutes, puis recommencez\u00a0; après trente dans une journée, le lendemain."
        ),
        "rate_limited": gettext_lazy("Trop d’essais. Attendez cinq minutes, puis recommencez."),
    }

    def get_login_stages(self):
        """The second step is the only stage: the address was proved before."""
        return ["terreau.people.adapters.SecondStep"]

    def is_safe_url(self, url):
        """Only paths of this site."""
        return bool(local_path(url))

    def get_client_ip(self, request):
        """What allauth's limits are counted by: never the address itself."""
        return limits.machine(request)

    def respond_user_inactive(self, request, user):
        """Somebody who left: back to the sign-in page, as for anyone."""
        return see_other("people:sign-in")

    def get_logout_redirect_url(self, request):
        """Out to the front door."""
        return reverse("people:sign-in")

    def get_reauthentication_methods(self, user):
        """The key first, where there is one: it is one gesture."""
        return sorted(super().get_reauthentication_methods(user), key=lambda way: "webauthn" not in way["id"])

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """Say in our words what is worth saying, and nothing else."""
        if said := message or NOTED.get(message_template):
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def send_notification_mail(self, *args, **kwargs):
        """Nothing leaves from here: letters/ follows « second-factor-changed »."""


class MFAAdapter(DefaultMFAAdapter):
    """Keys, applications and recovery codes: our names, and secrets sealed in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy(
            "L’administration demande une seconde preuve\u00a0: ajoutez-en une autre d’abord."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Les codes de secours viennent avec une clé ou une application."
        ),
        "incorrect_code": gettext_lazy("Ce n’est pas ce code."),
    }

    def get_totp_issuer(self):
        """What an authenticator application writes above the code."""
        return "Terreau"

    def _get_site_name(self):
        return "Terreau"

    def generate_authenticator_name(self, user, type):
        """« Firefox, Windows »: the device in hand is the best name for its key."""
        from allauth.core import context

        device = device_in_words(context.request.META.get("HTTP_USER_AGENT", ""))
        return device or _("Ma clé")

    def can_delete_authenticator(self, authenticator) -> bool:
        """An administrator keeps at least one second factor."""
        if not authenticator.user.is_administrator:
            return True
        kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        others = Authenticator.objects.filter(user=authenticator.user, type__in=kinds)
        return others.exclude(pk=authenticator.pk).exists()

    def encrypt(self, text: str) -> str:
        """Seal a secret: the database alone does not give it away."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret. One that cannot be opened (another installation's key) matches nothing ever."""
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error("a second factor was sealed with another secret; its owner must set it up again")
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _seal() -> Fernet:
    key = hashlib.sha256(f"terreau.people.second-factor:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
