"""The Python that runs these commands: 3.11 or newer. Kept readable for older ones, so that they can say so."""

import os
import shutil
import sys

NEWER = ("python3.13", "python3.12", "python3.11")


def ensure():
    """Go on under a Python that is new enough, or say in one line that none was found."""
    if sys.version_info >= (3, 11):  # noqa: UP036  an older one may be reading this
        sys.stdout.reconfigure(errors="replace")  # a terminal that has no « ’ » still shows the rest
        return
    for name in NEWER:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])
    sys.exit("Terreau : il faut Python 3.11 ou plus récent. / Python 3.11 or newer is needed.")
