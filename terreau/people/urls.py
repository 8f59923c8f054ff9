"""Coming in, my page, and allauth's own views under our addresses; what is not listed here cannot be reached."""

from django.urls import include, path

from .views import (
    address,
    administrator,
    choosing,
    consents,
    export,
    leaving,
    me,
    rhythm,
    second_step,
    sessions,
    signing_in,
)

ours = [
    path("connexion/", signing_in.sign_in, name="sign-in"),
    path("connexion/code/", signing_in.code, name="code"),
    path("connexion/lien/<str:token>/", signing_in.link, name="link"),
    path("connexion/nom/", signing_in.name, name="name"),
    path("connexion/inconnue/", signing_in.closed, name="closed"),
    path("deconnexion/", signing_in.sign_out, name="sign-out"),
    path("premier-administrateur/<str:token>/", administrator.first_administrator, name="first-administrator"),
    path("langue/<str:code>/", choosing.language, name="language"),
    path("apparence/<str:code>/", choosing.theme, name="theme"),
    path("rythme/<str:token>/", rhythm.rhythm_by_mail, name="rhythm-by-mail"),
    path("moi/", me.me, name="me"),
    path("moi/adresse/", address.address, name="address"),
    path("moi/adresse/code/", address.address_code, name="address-code"),
    path("moi/reglages/", me.settings, name="settings"),
    path("moi/rythme/", rhythm.rhythm, name="rhythm"),
    path("moi/accords/", consents.consents, name="consents"),
    path("moi/accords/demandes/", consents.limiting, name="asking-limit"),
    path("moi/accords/<str:purpose>/", consents.consenting, name="consenting"),
    path("moi/sessions/", sessions.sessions, name="sessions"),
    path("moi/sessions/autres/fin/", sessions.ending_others, name="ending-others"),
    path("moi/sessions/<str:handle>/fin/", sessions.ending, name="ending"),
    path("moi/securite/", second_step.security, name="security"),
    path("moi/export/", export.export, name="export"),
    path("moi/export/<str:key>/", export.export_file, name="export-file"),
    path("moi/partir/", leaving.leaving, name="leaving"),
    path("au-revoir/", leaving.left, name="left"),
]

allauths = [  # the names are allauth's: it looks its own addresses up by them
    path("connexion/", signing_in.sign_in, name="account_login"),
    path("connexion/cle/", second_step.passkey_login, name="mfa_login_webauthn"),
    path("connexion/verification/", second_step.second_step, name="mfa_authenticate"),
    path("moi/securite/", second_step.security, name="mfa_index"),
    path("moi/securite/", second_step.security, name="mfa_list_webauthn"),
    path("moi/securite/confirmer/", second_step.confirm, name="mfa_reauthenticate"),
    path("moi/securite/confirmer/cle/", second_step.confirm_by_key, name="mfa_reauthenticate_webauthn"),
    path("moi/securite/cles/", second_step.add_key, name="mfa_add_webauthn"),
    path("moi/securite/cles/<int:pk>/", second_step.edit_key, name="mfa_edit_webauthn"),
    path("moi/securite/cles/<int:pk>/retrait/", second_step.remove_key, name="mfa_remove_webauthn"),
    path("moi/securite/application/", second_step.add_application, name="mfa_activate_totp"),
    path("moi/securite/application/retrait/", second_step.remove_application, name="mfa_deactivate_totp"),
    path("moi/securite/codes/", second_step.recovery_codes, name="mfa_view_recovery_codes"),
    path("moi/securite/codes/nouveaux/", second_step.new_recovery_codes, name="mfa_generate_recovery_codes"),
]

urlpatterns = [path("", include((ours, "people"))), *allauths]
