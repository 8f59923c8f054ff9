"""Two real servers on one database: a step changed through one is on the screens of the other, each change once."""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.bench.live import TOKEN
from tests.bench.stage import Stage, prepare
from tests.server import Server, free_port

ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
SOON = 60.0  # seconds a loaded machine may take; in life it is a tenth of one


class Ear(threading.Thread):
    """A browser's stream on one of the servers."""

    def __init__(self, server: Server, room: dict, cookie: str, last: int | None = None):
        super().__init__(daemon=True)
        self.heard: list[int] = []
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        headers = {"Cookie": cookie} | ({} if last is None else {"Last-Event-ID": str(last)})
        self.connection.request("GET", f"/live{room['path']}ecouter/?depuis={room['pulse']}", headers=headers)
        self.answer = self.connection.getresponse()
        self.start()

    def run(self):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            for line in self.answer:
                if line.startswith(b"id: "):
                    self.heard.append(int(line[4:]))

    def hears(self, numbers: list[int]) -> bool:
        """Whether it is told these, soon, and nothing else."""
        until = time.monotonic() + SOON
        while len(self.heard) < len(numbers) and time.monotonic() < until:
            time.sleep(0.01)
        return self.heard == numbers


def gesture(server: Server, room: dict, cookie: str, act: str) -> None:
    """A gesture of who drives, through this server."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {"Cookie": f"{cookie}; csrf={TOKEN}", "X-CSRFToken": TOKEN, "HX-Request": "true"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    body = urlencode({"act": act, "seen": room["number"]})
    connection.request("POST", f"{room['path']}geste/", body, headers)
    assert connection.getresponse().status == 200
    room["number"] += 1


@contextlib.contextmanager
def database():
    """A database of its own where the tests run on PostgreSQL; otherwise the folder's own SQLite file."""
    if not ON_POSTGRESQL:
        yield ""
        return
    given = os.environ["DATABASE_URL"]
    import psycopg

    name = f"two_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(given)._replace(path=f"/{name}").geturl()
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def behind_pgbouncer(url: str, folder: Path):
    """The same database through a PgBouncer that has two connections to lend, each for one transaction."""
    port, real = free_port(), urlsplit(url)
    settings = folder / "pgbouncer.ini"
    settings.write_text(
        f"[databases]\n* = host=127.0.0.1 port={real.port} user={real.username}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n"
        "pool_mode = transaction\ndefault_pool_size = 2\nmin_pool_size = 2\n"
    )
    program = os.environ.get("PGBOUNCER") or shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
    other_than_root = ["-u", "postgres"] if os.geteuid() == 0 else []
    with open(folder / "pgbouncer.log", "wb") as log:
        pooler = subprocess.Popen([program, *other_than_root, settings], stdout=log, stderr=log)
    try:
        yield real._replace(netloc=f"{real.username}@127.0.0.1:{port}").geturl()
    finally:
        pooler.kill()
        pooler.wait()


def distinct_backends(url: str) -> int:
    """How many connections to the database stand behind six that ask at the same time."""
    import psycopg

    until = time.monotonic() + SOON
    with contextlib.ExitStack() as stack:
        while True:
            try:
                six = [stack.enter_context(psycopg.connect(url, autocommit=True)) for _ in range(6)]
                break
            except psycopg.OperationalError:
                assert time.monotonic() < until
                time.sleep(0.05)
        ask = "SELECT pg_backend_pid() FROM pg_sleep(0.05)"
        with ThreadPoolExecutor(6) as people:
            return len(set(people.map(lambda one: one.execute(ask, prepare=False).fetchone()[0], six)))


def page(server: Server, path: str, cookie: str) -> int:
    """What this page answers."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie})
    return connection.getresponse().status


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two servers that know nothing of each other but the database, and a session under way."""
    data = tmp_path_factory.mktemp("two") / "data"
    data.mkdir()
    with database() as url:
        made = Stage("", data, url, {})
        prepare(made)
        own = {"TERREAU_WORKERS": "1", "TERREAU_WORKER": "off", **({"DATABASE_URL": url} if url else {})}
        with Server(data, "--empty", **own) as one, Server(data, "--empty", **own) as other:
            rooms = made.inside("rooms", "1", "3")
            yield one, other, rooms["rooms"][0], rooms["cookies"]


def test_a_change_made_through_one_is_told_by_the_other_in_order_and_once(two):
    one, other, room, cookies = two
    first = room["pulse"]
    here, there = Ear(one, room, cookies[1]), Ear(other, room, cookies[2])
    for turn in range(1, 11):
        gesture((one, other)[turn % 2], room, cookies[0], "pause" if turn % 2 else "resume")
        wanted = list(range(first + 1, first + turn + 1))
        assert here.hears(wanted) and there.hears(wanted), (wanted, here.heard, there.heard)
    room["pulse"] = first + 10


def test_six_hundred_open_streams_leave_room_for_pages(two):
    one, _other, room, cookies = two
    asked = f"GET /live{room['path']}ecouter/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies[1]}\r\n\r\n".encode()
    with contextlib.ExitStack() as open_lines:
        for _stream in range(600):
            line = open_lines.enter_context(socket.create_connection(("127.0.0.1", one.port), timeout=SOON))
            line.sendall(asked)
            assert b" 200 " in line.recv(200)
        connection = http.client.HTTPConnection("127.0.0.1", one.port, timeout=SOON)
        connection.request("GET", f"{room['path']}ecran/", headers={"Cookie": cookies[2]})
        assert connection.getresponse().status == 200


@pytest.mark.skipif(not ON_POSTGRESQL, reason="a pooler stands before PostgreSQL alone; the step on PostgreSQL runs it")
def test_a_server_behind_a_pooler_that_lends_two_connections_answers_and_hears(two, tmp_path):
    one, _other, room, cookies = two
    with behind_pgbouncer(one.environment["DATABASE_URL"], tmp_path) as url:
        assert distinct_backends(url) == 2  # it truly lends by transaction
        own = {"TERREAU_WORKERS": "1", "TERREAU_WORKER": "off", "DATABASE_URL": f"{url}?prepared=off"}
        with Server(one.data, "--empty", **own) as pooled:
            first = room["pulse"]
            here, there = Ear(one, room, cookies[1]), Ear(pooled, room, cookies[2])
            for turn, act in enumerate(("pause", "resume", "pause", "resume"), 1):
                gesture((one, pooled)[turn % 2], room, cookies[0], act)
                wanted = list(range(first + 1, first + turn + 1))
                assert here.hears(wanted) and there.hears(wanted), (wanted, here.heard, there.heard)
            room["pulse"] = first + 4
            with ThreadPoolExecutor(8) as people:
                assert set(people.map(lambda _: page(pooled, f"{room['path']}ecran/", cookies[1]), range(64))) == {200}


def ask_for_code(server: Server, address: str) -> int:
    """What a stranger is answered who asks this server for a code."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {"Cookie": f"csrf={TOKEN}", "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/connexion/", urlencode({"email": address}), headers)
    return connection.getresponse().status


def test_what_one_machine_may_ask_is_counted_by_both_together(two):
    one, other, _room, _cookies = two
    with ThreadPoolExecutor(4) as strangers:
        asked = [strangers.submit(ask_for_code, (one, other)[turn % 2], f"x{turn}@example.org") for turn in range(150)]
        told = [answer.result() for answer in asked]
    assert sorted(set(told)) == [303, 429]
    assert told.count(303) in (60, 120)  # sixty for both together; once more where a new ten minutes began meanwhile


def test_a_browser_goes_on_at_the_other_server_when_one_is_killed(two):
    one, other, room, cookies = two
    first = room["pulse"]
    ear = Ear(one, room, cookies[1])
    gesture(other, room, cookies[0], "pause")
    assert ear.hears([first + 1])
    one.process.kill()
    one.process.wait()
    for act in ("resume", "pause", "resume"):
        gesture(other, room, cookies[0], act)
    again = Ear(other, room, cookies[1], last=first + 1)
    assert again.hears([first + 2, first + 3, first + 4])
    room["pulse"] = first + 4
    one.start()  # whoever is tested next finds two again


def test_who_may_not_is_refused_by_every_server(two):
    _one, other, room, cookies = two
    path = f"/live{room['path']}ecouter/"
    for cookie, wanted in ((cookies[1], 200), ("session=nobody", 302), ("", 302)):
        connection = http.client.HTTPConnection("127.0.0.1", other.port, timeout=30)
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Content-Type"] == "text/event-stream; charset=utf-8") == (
            wanted,
            wanted == 200,
        )
        connection.close()
