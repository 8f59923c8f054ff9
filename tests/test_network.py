"""The tests' own guard: without it, a page that calls home would pass unseen."""

import socket

import pytest

from conftest import Outbound


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443), ("2001:db8::1", 80)])
def test_no_test_reaches_another_machine(address):
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as caller, pytest.raises(Outbound):
        caller.connect(address)


def test_the_loopback_is_open():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        socket.create_connection(listener.getsockname()).close()
