"""allauth's own views of keys, applications and recovery codes, under our addresses and in our look."""

from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terreau.ui.answers import see_other

from ..adapters import asks_second_step
from ..administrators import WANTED, showed_second_factor
from .signing_in import passkeys_work


@require_safe
def security(request):
    """How one comes in: keys, application, recovery codes."""
    mine = Authenticator.objects.filter(user=request.user).order_by("pk")
    kinds = Authenticator.Type
    context = {
        "tab": "security",
        "keys": [one for one in mine if one.type == kinds.WEBAUTHN],
        "application": next((one for one in mine if one.type == kinds.TOTP), None),
        "codes": next((len(one.wrap().get_unused_codes()) for one in mine if one.type == kinds.RECOVERY_CODES), None),
        "passkeys": passkeys_work(request),
        "second_step": asks_second_step(request.user),
        "wanted": _wanted(request),
    }
    return render(request, "people/security_page.html", context)


def _wanted(request) -> str:
    """The page for which a second proof was asked, once it is shown."""
    return request.session.get(WANTED, "") if showed_second_factor(request) else ""


class SecondStepView(AuthenticateView):
    """Between the address and the session: a key, an application's code or a recovery code."""

    template_name = "people/second_step_page.html"

    def get_context_data(self, **kwargs):
        """Which proofs this person has."""
        context = super().get_context_data(**kwargs)
        types = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        has_key = Authenticator.Type.WEBAUTHN in types
        return {**context, "has_key": has_key, "has_codes": bool(types - {Authenticator.Type.WEBAUTHN})}


class PasskeyLoginView(LoginWebAuthnView):
    """Coming in with a key alone."""

    def _redirect_to_pending_stage(self, request, stage):
        return None  # whoever stopped at the second step may still come in with a key


class AddKeyView(AddWebAuthnView):
    """A new key: always one that can open the door by itself."""

    template_name = "people/key_add_page.html"

    def get_context_data(self, **kwargs):
        """The challenge asks the device to recognise its owner."""
        context = super(AddWebAuthnView, self).get_context_data(**kwargs)
        options = webauthn.begin_registration(self.request.user, True)
        return {**context, "tab": "security", "js_data": {"creation_options": options}}


class RecoveryCodesView(ViewRecoveryCodesView):
    """The codes to note; from here one goes on to what asked for a second proof."""

    template_name = "people/recovery_codes_page.html"

    def get_context_data(self, **kwargs):
        """Where « C’est noté » leads."""
        onward = _wanted(self.request) or reverse("people:security")
        return {**super().get_context_data(**kwargs), "tab": "security", "onward": onward}


class RemoveKeyView(RemoveWebAuthnView):
    """A key put away."""

    template_name = "people/key_remove_page.html"

    def form_valid(self, form):
        """Refuse an administrator's last second factor."""
        if not get_mfa_adapter().can_delete_authenticator(self.object):
            messages.warning(self.request, get_mfa_adapter().error_messages["cannot_delete_authenticator"])
            return see_other("people:security")
        return super().form_valid(form)


def _reauthentication(request) -> dict:
    """The ways this person may show again that it is them."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    return {"tab": "security", "methods": [method["id"] for method in methods], "next": request.GET.get("next", "")}


class ConfirmView(ReauthenticateView):
    """Before a change of keys: a code again."""

    template_name = "people/confirm_page.html"

    def get_context_data(self, **kwargs):
        """Which other way there is."""
        return {**super().get_context_data(**kwargs), **_reauthentication(self.request)}


class ConfirmByKeyView(ReauthenticateWebAuthnView):
    """Before a change of keys: a key again."""

    template_name = "people/confirm_by_key_page.html"

    def get_context_data(self, **kwargs):
        """Which other way there is."""
        return {**super().get_context_data(**kwargs), **_reauthentication(self.request)}

    def form_invalid(self, form):
        """Say so, and let them try again."""
        messages.warning(self.request, _("La clé n’a pas été reconnue. Essayez encore."))
        return see_other(self.request.get_full_path())


second_step = SecondStepView.as_view()
passkey_login = PasskeyLoginView.as_view()
add_key = AddKeyView.as_view()
edit_key = EditWebAuthnView.as_view(template_name="people/key_edit_page.html", extra_context={"tab": "security"})
remove_key = RemoveKeyView.as_view(extra_context={"tab": "security"})
confirm = ConfirmView.as_view()
confirm_by_key = ConfirmByKeyView.as_view()
add_application = ActivateTOTPView.as_view(
    template_name="people/application_add_page.html", extra_context={"tab": "security"}
)
remove_application = DeactivateTOTPView.as_view(
    template_name="people/application_remove_page.html", extra_context={"tab": "security"}
)
recovery_codes = RecoveryCodesView.as_view()
new_recovery_codes = GenerateRecoveryCodesView.as_view(
    template_name="people/recovery_codes_new_page.html", extra_context={"tab": "security"}
)
