"""For every test: nothing leaves this machine, and a check asked twice says the same thing twice."""

import ipaddress
import os
import socket

import pytest
from hypothesis import HealthCheck, settings

# The same invented examples at each check, on a machine however busy; `HYPOTHESIS_PROFILE=search` looks for new ones.
UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "print_blob": True}
settings.register_profile("steady", derandomize=True, **UNTIMED)
settings.register_profile("search", **UNTIMED)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


class Outbound(RuntimeError):
    """A test tried to reach another machine."""


def _refuse_others(connect):
    def guarded(self, address, *rest):
        if self.family != getattr(socket, "AF_UNIX", None) and not _is_here(address[0]):
            raise Outbound(f"a test tried to reach {address}")
        return connect(self, address, *rest)

    return guarded


def _is_here(host) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    try:
        return host in ("", "localhost") or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def no_outbound():
    """Every connection of the tests stays on the loopback."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _refuse_others(getattr(socket.socket, name)))
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def nothing_held():
    """What a process holds for a moment is forgotten between two tests, whose rows have the same keys."""
    from django.core.cache import caches

    from terreau.protocol import together

    together.forget()
    caches["looks"].clear()
