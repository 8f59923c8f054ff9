"""The instruments: a figure that lies is worse than none."""

import http.server
import os
import subprocess
import sys
import threading

import pytest

from terreau.community.models import Community, Membership
from terreau.conversation.models import Message, Thanks, Thread
from terreau.people.models import Person
from terreau.spine.reading import System

from . import __main__ as bench
from . import load, machine, pages, stage, texts
from .load import Ask, Unexpected
from .seed import Size, World

ALL = System("counting")


class Answers(http.server.BaseHTTPRequestHandler):
    """/200 answers 200, /302 answers 302, and so on."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(int(self.path[1:4]))
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_):
        """Nothing to say."""


@pytest.fixture
def url():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_so_many_requests_are_made_and_timed(url):
    seen = load.run(url, [Ask("/200/a"), Ask("/200/b")], clients=4, requests=50)
    assert len(seen.waits) == 50
    assert 0 < seen.at(0.5) <= seen.at(0.95)
    assert seen.per_second == pytest.approx(50 / seen.seconds)


@pytest.mark.parametrize("status", ["301", "302", "404", "413", "500"])
def test_any_other_answer_stops_everything(url, status):
    with pytest.raises(Unexpected, match=status):
        load.run(url, [Ask("/200"), Ask(f"/{status}")], clients=2, requests=20)


def test_what_children_cost_is_counted():
    before = machine.cpu_seconds(os.getpid())
    burn = (
        "import time; e=time.process_time()+0.3\nwhile time.process_time()<e: pass\nprint('done', flush=True); input()"
    )
    child = subprocess.Popen([sys.executable, "-c", burn], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    child.stdout.readline()
    try:
        assert child.pid in machine.family(os.getpid())
        assert machine.cpu_seconds(os.getpid()) - before > 0.25
        assert machine.memory_mib(child.pid) > 1
    finally:
        child.kill()
        child.communicate()


def test_the_yardstick_is_the_same_work_each_time():
    paces = [machine.yardstick() for _ in range(3)]
    assert all(1 < pace < 60_000 for pace in paces)


@pytest.mark.django_db
def test_the_world_has_the_size_that_was_asked():
    World(Size(people=100, communities=4, long=2, short=10)).build()
    assert Person.objects.count() == 100
    assert Community.objects.visible_to(ALL).count() == 4
    assert Thread.objects.visible_to(ALL).count() == 12
    messages = Message.objects.visible_to(ALL)
    assert messages.count() == 2 * 46 + 10 * 6
    assert Membership.objects.visible_to(ALL).count() >= 100
    assert Thanks.objects.visible_to(ALL).count() == messages.filter(thanks_count=1).count() > 0
    for thread in Thread.objects.visible_to(ALL):
        last = messages.filter(thread=thread).latest("position")
        assert (last.position, last.author_id, last.sent_at) == (
            thread.message_count,
            thread.last_by_id,
            thread.last_at,
        )


@pytest.mark.django_db
def test_two_worlds_of_one_seed_are_the_same():
    one, other = (World(Size(people=10, communities=2)) for _ in range(2))
    assert [one.key() for _ in range(20)] == [other.key() for _ in range(20)]
    assert one.words == other.words


def test_a_message_has_about_ninety_words():
    world = World(Size())
    lengths = [len(text.split()) for text in world.words]
    assert 75 < sum(lengths) / len(lengths) < 105
    assert texts.name(world.chance, 7).endswith("7")


def test_a_name_asks_for_what_begins_or_holds_it():
    assert bench.fits("page.thread.visitor", ("page",))
    assert bench.fits("mem", ("memory",))
    assert not bench.fits("page", ("memory", "mbox"))
    assert pages.wanted(["page.home"], page="home", engine="sqlite")
    assert not pages.wanted(["page.home"], page="thread")
    assert not pages.wanted(["page.home.visitor.sqlite.cpu_ms"], engine="postgresql")


def test_an_unknown_name_is_refused():
    with pytest.raises(SystemExit, match="nonsense"):
        bench.main(["nonsense"])


def test_a_seed_is_taken_again_only_for_the_same_world():
    size = {**stage.NORMAL}
    assert stage.key_of(size, "sqlite") == stage.key_of(dict(size), "sqlite")
    assert stage.key_of(size, "sqlite") != stage.key_of(size, "postgresql")
    assert stage.key_of({**size, "long": 1}, "sqlite") != stage.key_of(size, "sqlite")


def test_what_a_killed_run_left_behind_goes(tmp_path, monkeypatch):
    monkeypatch.setattr(stage, "KEPT", tmp_path)
    mine, gone = tmp_path / f"run-{os.getpid()}-sqlite-2", tmp_path / "run-999999999-sqlite-2"
    for folder in (mine, gone):
        folder.mkdir()
    (tmp_path / "server-40000.log").touch()
    stage.forget_killed()
    assert list(tmp_path.iterdir()) == [mine]
