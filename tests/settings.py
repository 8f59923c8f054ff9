"""The settings under test: the product's own, in a throw-away data folder of this process alone."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="terreau-test-"))
MAKER = os.getpid()


def _leave_nothing() -> None:
    if os.getpid() == MAKER:
        shutil.rmtree(FOLDER, ignore_errors=True)


atexit.register(_leave_nothing)
for _name in [name for name in os.environ if name.startswith("TERREAU_")]:
    del os.environ[_name]  # tests never touch, nor depend on, the installation of whoever runs them
os.environ["TERREAU_DATA"] = str(FOLDER)
os.environ["TERREAU_SECRET"] = "a secret for tests alone, long enough to be taken"

from terreau.config.settings import *  # noqa: E402, F403
from terreau.config.settings import DATABASES  # noqa: E402

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}  # a file, as in life: WAL and real locks
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
(FOLDER / "static").mkdir()
UNDER_TEST = True
