"""One file of settings for every size of installation; `environment.py` reads what may differ."""

from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from . import environment
from .rooms import ROOMS

DATA = environment.data_folder()
SECRET_KEY = environment.secret_key(DATA)
ADDRESS = environment.address()
HTTPS = ADDRESS.startswith("https://")
DEBUG = environment.yes("TERREAU_DEBUG")
ALLOWED_HOSTS = [urlsplit(ADDRESS).hostname, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ADDRESS]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "terreau.config",
    *(f"terreau.{room}" for room in ROOMS),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "terreau.config.middleware.PackMiddleware",
    "terreau.people.sessions.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "terreau.people.middleware.PersonMiddleware",
    "terreau.people.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "terreau.community.middleware.ViewerMiddleware",
    "terreau.config.middleware.OtherWayMiddleware",
    "terreau.config.middleware.TooBigMiddleware",
]

ROOT_URLCONF = "terreau.config.urls"
WSGI_APPLICATION = "terreau.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [environment.ROOT / "terreau" / room / "templates" for room in ROOMS],
        "OPTIONS": {
            "environment": "terreau.ui.templating.environment",
            "context_processors": ["terreau.community.viewing.everywhere"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",  # third parties' own, which nobody sees
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

DATABASES = {"default": environment.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": "terreau.spine.shared.SharedCache"},  # limits, ours and allauth's: of all processes together
    "here": {"BACKEND": _MEMORY, "LOCATION": "here"},  # of this process alone
    "looks": {"BACKEND": _MEMORY, "LOCATION": "looks", "OPTIONS": {"MAX_ENTRIES": 2_000}},
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["terreau.people.sessions.Backend"]
SESSION_ENGINE = "terreau.people.sessions"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "/"
CSRF_FAILURE_VIEW = "terreau.ui.errors.csrf_failure"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proved by the code or the link, our own door
ACCOUNT_ADAPTER = "terreau.people.adapters.AccountAdapter"
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,30/d/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "terreau.people.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "terreau.people.second_forms.StepForm",
    "reauthenticate": "terreau.people.second_forms.ConfirmForm",
    "activate_totp": "terreau.people.second_forms.ApplicationForm",
    "add_webauthn": "terreau.people.second_forms.KeyForm",
    "edit_webauthn": "terreau.people.second_forms.KeyNameForm",
    "login_webauthn": "terreau.people.second_forms.KeyAloneForm",
    "authenticate_webauthn": "terreau.people.second_forms.StepKeyForm",
    "reauthenticate_webauthn": "terreau.people.second_forms.ConfirmKeyForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # half a minute early or late
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "langue"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [DATA / "bundle"]
(DATA / "bundle").mkdir(exist_ok=True)
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "terreau.files.receiving.OnDisk",
]
FILE_UPLOAD_TEMP_DIR = DATA / "arriving"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True)

DEFAULT_FROM_EMAIL = environment.sender()
RECEIVES_MAIL = environment.yes("TERREAU_RECEIVES")  # what is sent to that address reaches `terreau receive`
globals().update(environment.smtp())

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.yes("TERREAU_BEHIND_PROXY") else None
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "terreau": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
