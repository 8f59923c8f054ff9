"""allauth's forms in our words; a code serves only once, and what no device would send is refused (MFA_FORMS)."""

import struct

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

TWO_MINUTES = 120  # longer than a code is accepted, early and late
DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "size": "12"}
GARBLED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error)


class _OneCode(forms.Form):
    code = forms.CharField(
        label=_("Le code de l’application, ou un code de secours"),
        max_length=40,
        widget=forms.TextInput(attrs=DIGITS),
        error_messages={"required": _("Écrivez le code.")},
    )

    def clean_code(self):
        """The code, unless it has just served."""
        code = super().clean_code()
        digits = "".join(sign for sign in code if sign.isdecimal())
        if not cache.add(f"second-factor:{self.user.pk}:{digits}", 1, timeout=TWO_MINUTES):
            raise get_adapter().validation_error("incorrect_code")
        return code


class StepForm(_OneCode, AuthenticateForm):
    """The code asked after a mailed one."""


class ConfirmForm(_OneCode, ReauthenticateForm):
    """The code asked before a change of keys."""


class ApplicationForm(ActivateTOTPForm):
    """The first code of an application just set up."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Les six chiffres que montre l’application")
        self.fields["code"].widget = forms.TextInput(attrs=DIGITS)


class CredentialField(forms.JSONField):
    """What a device answered. Brackets without end, or a number without end, are answers of no device."""

    def to_python(self, value):
        """What the text says, as far as it can be read at all."""
        try:
            return super().to_python(value)
        except (RecursionError, ValueError) as endless:
            raise get_adapter().validation_error("incorrect_code") from endless


class KeyForm(AddWebAuthnForm):
    """A new key and its name."""

    credential = CredentialField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Le nom de cette clé")
        self.fields["name"].max_length = 60

    def clean(self):
        """The new key, if a device made it."""
        try:
            return super().clean()
        except GARBLED as garbled:
            raise get_adapter().validation_error("incorrect_code") from garbled


class KeyNameForm(EditWebAuthnForm):
    """Another name for a key."""

    name = forms.CharField(label=_("Le nom de cette clé"), max_length=60)


class _Key(forms.Form):
    credential = CredentialField(widget=forms.HiddenInput)

    def clean_credential(self):
        """The key that answered, if a device did."""
        try:
            return super().clean_credential()
        except GARBLED as garbled:
            raise get_adapter().validation_error("incorrect_code") from garbled


class KeyAloneForm(_Key, LoginWebAuthnForm):
    """Coming in with a key."""


class StepKeyForm(_Key, AuthenticateWebAuthnForm):
    """The key asked after a mailed code."""


class ConfirmKeyForm(_Key, ReauthenticateWebAuthnForm):
    """The key asked before a change of keys."""
