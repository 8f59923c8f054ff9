"""The settings under test: the product's own, with a throw-away data folder and no sleeping."""

import os
import tempfile

os.environ.setdefault("TERREAU_DATA", tempfile.mkdtemp(prefix="terreau-test-"))
os.environ.setdefault("TERREAU_SECRET", "a secret for tests alone, long enough to be taken")

from terreau.config.settings import *  # noqa: E402,F403

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
UNDER_TEST = True
