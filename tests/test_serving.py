"""The real server, as it is started in life: quick to start, hard to fill, and gone when told to go."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.bench.machine import family, memory_mib
from tests.server import ROOT, Server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server on empty data, prepared once for this module."""
    folder = tmp_path_factory.mktemp("serving") / "data"
    folder.mkdir()
    with Server(folder, "--empty") as running:
        yield running


def wait_until(true, within=60.0):
    """Wait for something that another process does."""
    began = time.monotonic()
    while not true() and time.monotonic() - began < within:
        time.sleep(0.05)
    return true()


def test_it_says_where_it_is(server):
    assert server.url in server.log.read_text()
    assert urllib.request.urlopen(f"{server.url}/sante/pret").status == 200


def test_the_second_start_prepares_nothing_and_is_quick(server, capsys):
    again = Server(server.data, "--empty")
    seconds = again.start()
    small = wait_until(lambda: memory_mib(server.process.pid) < 1.3 * memory_mib(again.process.pid))
    again.stop()
    with capsys.disabled():
        print(f"\nfirst answer {seconds:.2f} s after the start")
    assert "…" not in again.log.read_text()  # each step of a preparation ends its line so
    assert small, "what preparing took is still held"


def test_a_taken_port_is_refused_in_one_line_before_anything_is_prepared(server, tmp_path):
    (tmp_path / "new").mkdir()
    for data in (server.data, tmp_path / "new"):
        second = Server(data, "--empty", TERREAU_PORT=str(server.port))
        with pytest.raises(RuntimeError, match=f"--port {server.port + 1}"):
            second.start()
        assert second.process.returncode == 2
        assert second.log.read_text().count("\n") == 1
    assert not list((tmp_path / "new").glob("*.sqlite3"))


def test_what_announces_too_much_gets_a_page_that_says_so(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.putrequest("POST", "/connexion/")
    connection.putheader("Content-Length", str(300 * 1024))
    connection.endheaders()
    answer = connection.getresponse()
    page = answer.read().decode()
    assert answer.status == 413
    assert "<h1" in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_cookie_that_opens_nothing_has_nothing_taken_in(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.putrequest("POST", "/nulle-part")
    for name, value in (("Cookie", "session=none"), ("Content-Length", str(60 * 1024 * 1024))):
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == 413
    assert wait_until(lambda: list((server.data / "arriving").iterdir()) == [])


def of_somebody(server) -> str:
    """The cookie of somebody who is signed in."""
    code = (
        "import django; django.setup()\n"
        "from django.test import Client; from django.utils import timezone\n"
        "from terreau.people.models import Person\n"
        "client = Client(); at = timezone.now()\n"
        "client.force_login(Person.objects.make(name='Amina', email='amina@example.org', at=at))\n"
        "print(client.cookies['session'].value)"
    )
    said = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env=server.environment, text=True)
    return f"session={said.splitlines()[-1]}"


def test_a_large_body_never_fills_the_memory(server):
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{server.url}/nulle-part")  # what a first page loads is loaded
    cookie = of_somebody(server)
    before = memory_mib(server.process.pid)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {"Cookie": cookie, "Content-Length": str(60 * 1024 * 1024)}
    connection.request("POST", "/nulle-part", body=(b"x" * 1_048_576 for _ in range(60)), headers=headers)
    assert connection.getresponse().status == 404
    assert memory_mib(server.process.pid) - before < 30
    assert wait_until(lambda: list((server.data / "arriving").iterdir()) == [])


def test_whoever_leaves_in_the_middle_leaves_nothing_behind(server):
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", server.port)) as caller:
            caller.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 200000\r\n\r\n" + b"x" * 1000)
    assert wait_until(server.answers)


def test_a_worker_that_is_killed_comes_back(server):
    worker = next(one for one in family(server.process.pid) if one != server.process.pid)
    os.kill(worker, signal.SIGKILL)
    assert wait_until(lambda: worker not in family(server.process.pid) and server.answers())


def seconds_to_stop(server) -> float:
    """How long another one takes to stop while a connection is open."""
    own = Server(server.data, "--empty")
    own.start()
    with socket.create_connection(("127.0.0.1", own.port)) as caller:
        caller.sendall(b"GET /sante/vivant HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        caller.recv(1000)
        began = time.monotonic()
        own.process.terminate()
        own.process.wait(60)
    return time.monotonic() - began


def test_it_stops_at_once_with_an_open_connection(server):
    """Once in five, where the machine has other things to do; without the limit, an open stream keeps it for ever."""
    assert any(seconds_to_stop(server) < 8 for _time in range(5))


def test_nothing_keeps_the_port_when_the_server_is_killed(server):
    own = Server(server.data, "--empty")
    own.start()
    members = family(own.process.pid)
    own.process.kill()
    own.process.wait()
    assert len(members) > 1
    assert wait_until(lambda: not own.answers())
