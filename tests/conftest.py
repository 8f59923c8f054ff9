"""For every test: nothing leaves this machine."""

import ipaddress
import socket

import pytest


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
