"""The server's entry: bodies in, blocks out, limits, and nothing left open."""

import io
import threading

import pytest
from django.conf import settings
from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from terreau.config import body, gateway
from terreau.config.asgi import Entry

from .asking import ask, scope_of

SIGNED = {"cookie": f"{settings.SESSION_COOKIE_NAME}=abc"}


class Pages:
    """Stands where Django stands: answers with what it was given, and remembers what it was told."""

    def __init__(self, make):
        self.make, self.environ, self.closed, self.thread = make, None, 0, None

    def __call__(self, environ, start_response):
        self.environ, self.thread = environ, threading.current_thread()
        answer = self.make(environ)
        close = answer.close

        def closing():
            self.closed += 1
            close()

        answer.close = closing
        start_response(f"{answer.status_code} x", list(answer.items()))
        if getattr(answer, "file_to_stream", None) is not None:
            answer.file_to_stream.close = answer.close
            return environ["wsgi.file_wrapper"](answer.file_to_stream, answer.block_size)
        return answer


def test_a_page_is_answered_in_a_thread_and_closed():
    pages = Pages(lambda environ: HttpResponse(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}"))
    got = ask(Entry(pages), "/c/été/", query=b"page=2")
    assert (got.status, got.body.decode()) == (200, "/c/été/?page=2".encode().decode("latin-1"))
    assert pages.closed == 1
    assert pages.thread.name.startswith("pages")


def test_headers_arrive_and_none_can_pass_for_another():
    pages = Pages(lambda environ: HttpResponse())
    headers = {"x-one": "a", "x_forwarded_proto": "https", "content-type": "text/plain", "accept": "*/*"}
    ask(Entry(pages), headers=headers)
    assert pages.environ["HTTP_X_ONE"] == "a"
    assert pages.environ["CONTENT_TYPE"] == "text/plain"
    assert "HTTP_X_FORWARDED_PROTO" not in pages.environ


def test_a_body_arrives_whole():
    pages = Pages(lambda environ: HttpResponse(environ["wsgi.input"].read()))
    got = ask(Entry(pages), "/", method="POST", body=[b"one ", b"two"])
    assert got.body == b"one two"
    assert pages.environ["CONTENT_LENGTH"] == "7"


def test_a_large_body_goes_to_disk_and_leaves_nothing_there():
    rolled = []

    def make(environ):
        rolled.append(environ["wsgi.input"]._rolled)
        return HttpResponse(str(len(environ["wsgi.input"].read())))

    blocks = [b"x" * 65536] * 40
    entry = Entry(Pages(make), signed_in=lambda headers: True)
    got = ask(entry, "/c/x/arrivees/", method="POST", headers=SIGNED, body=blocks)
    assert got.body == str(40 * 65536).encode()
    assert rolled == [True]
    assert list((settings.DATA / "arriving").iterdir()) == []


@pytest.mark.parametrize(
    ("path", "headers", "limit"),
    [
        ("/connexion/", {}, 256 * 1024),
        ("/c/x/echanges/", SIGNED, 64 * 1024 * 1024),
        ("/c/x/arrivees/", SIGNED, 1024 * 1024 * 1024),
        ("/c/x/arrivees/", {}, 256 * 1024),
    ],
)
def test_each_door_has_its_limit(path, headers, limit):
    assert body.limit_for(scope_of(path, headers=headers)) == limit


@pytest.mark.parametrize("announced", [str(256 * 1024 + 1), "9" * 30, "-1", "abc"])
def test_what_announces_too_much_is_not_even_read(announced):
    pages = Pages(lambda environ: HttpResponse(status=413 if environ[gateway.TOO_BIG] else 200))
    never = [b"must not be read"]
    got = ask(Entry(pages), "/", method="POST", headers={"content-length": announced}, body=never)
    assert (got.status, pages.environ["CONTENT_LENGTH"]) == (413, "0")


def test_what_grows_too_big_without_saying_so_is_refused_too():
    pages = Pages(lambda environ: HttpResponse(status=413 if environ[gateway.TOO_BIG] else 200))
    got = ask(Entry(pages), "/", method="POST", body=[b"x" * 200_000] * 3)
    assert got.status == 413
    assert pages.environ["wsgi.input"].closed


@pytest.mark.parametrize("headers", [{}, {"content-length": str(2_000_000)}])
def test_a_cookie_that_opens_nothing_sends_no_more_than_none(headers):
    pages = Pages(lambda environ: HttpResponse(status=413 if environ[gateway.TOO_BIG] else 200))
    entry, asked = Entry(pages, signed_in=lambda said: asked.append(dict(said)[b"cookie"])), []
    sent = [b"x" * 200_000] * 10
    got = ask(entry, "/c/x/arrivees/", method="POST", headers={**SIGNED, **headers}, body=sent)
    assert (got.status, asked) == (413, [SIGNED["cookie"].encode()])


def test_a_page_and_a_short_form_ask_nothing_before_they_are_answered():
    entry = Entry(Pages(lambda environ: HttpResponse()), signed_in=lambda said: pytest.fail("asked"))
    assert ask(entry, "/c/x/", headers=SIGNED).status == 200
    short = {**SIGNED, "content-length": "3"}
    assert ask(entry, "/c/x/", method="POST", headers=short, body=[b"a=1"]).status == 200


def test_whoever_leaves_in_the_middle_of_a_body_is_not_answered():
    pages = Pages(lambda environ: HttpResponse())
    got = ask(Entry(pages), "/", method="POST", body=[b"half", None])
    assert (got.status, pages.environ) == (0, None)


def file_of(size):
    """An answer that sends a file of so many bytes from the disk."""
    path = settings.DATA / f"{size}.bin"
    path.write_bytes(b"f" * size)
    return lambda environ: FileResponse(open(path, "rb"))


def test_a_large_file_goes_out_in_large_blocks():
    pages = Pages(file_of(1_000_000))
    got = ask(Entry(pages))
    assert len(got.body) == 1_000_000
    assert got.blocks == [262144, 262144, 262144, 213568, 0]
    assert pages.closed == 1


def test_a_small_file_goes_out_at_once():
    pages = Pages(file_of(1000))
    got = ask(Entry(pages))
    assert (len(got.body), got.blocks, pages.closed) == (1000, [1000], 1)


def test_an_empty_file_is_an_answer_too():
    pages = Pages(file_of(0))
    got = ask(Entry(pages))
    assert (got.status, got.body, pages.closed) == (200, b"", 1)


def test_whoever_leaves_in_the_middle_of_a_file_stops_it():
    pages = Pages(file_of(5_000_000))
    got = ask(Entry(pages), leaves_after=2)
    assert len(got.blocks) < 5
    assert pages.closed == 1


def test_a_head_request_gets_no_body():
    pages = Pages(file_of(600_000))
    got = ask(Entry(pages), method="HEAD")
    assert (got.body, got.headers["Content-Length".lower()], pages.closed) == (b"", "600000", 1)


def test_what_a_view_yields_is_gathered_in_its_own_thread():
    threads = set()

    def parts():
        for _ in range(30):
            threads.add(threading.current_thread().name)
            yield b"p" * 100_000

    pages = Pages(lambda environ: StreamingHttpResponse(parts()))
    got = ask(Entry(pages))
    assert (len(got.body), got.headers["content-length"]) == (3_000_000, "3000000")
    assert (threads, pages.closed) == ({pages.thread.name}, 1)


def test_a_stream_that_breaks_is_an_error_not_half_an_answer():
    def parts():
        yield b"half"
        raise RuntimeError("broken")

    pages = Pages(lambda environ: StreamingHttpResponse(parts()))
    got = ask(Entry(pages))
    assert got.status == 500
    assert b"half" not in got.body
    assert "default-src 'none'" in got.headers["content-security-policy"]
    assert pages.closed == 1


def test_a_file_that_cannot_be_read_is_closed():
    class Broken(io.BytesIO):
        def read(self, *_):
            raise OSError("disk")

    file = Broken()
    with pytest.raises(OSError, match="disk"):
        gateway._begin_file(gateway.Answer(), gateway.File(file))
    assert file.closed


def test_only_pages_are_served_here():
    with pytest.raises(ValueError, match="websocket"):
        ask_websocket()


def ask_websocket():
    """A kind of connection that Terreau does not have."""
    import asyncio

    asyncio.run(Entry(Pages(None))({"type": "websocket"}, None, None))


def test_a_body_that_finds_no_room_on_the_disk_is_answered_like_anything_else(monkeypatch):
    def full():
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(body, "_new_file", full)
    got = ask(Entry(Pages(lambda environ: HttpResponse())), "/", method="POST", body=(b"a=1",))
    assert (got.status, "default-src 'none'" in got.headers["content-security-policy"]) == (507, True)
