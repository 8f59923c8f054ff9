"""Pages kept for visitors: quick, short-lived, and never anybody's own."""

import asyncio
import gzip

import pytest
from django.conf import settings

from terreau.config.gateway import Answer
from terreau.config.visitor_cache import VisitorCache

from .asking import scope_of

PAGE = "<h1>Boulange</h1>" * 50
POLICY = "script-src 'self' 'nonce-abcdefghij'; default-src 'none'"


class Views:
    """Makes a page that says how often it was made, and asks for it to be kept."""

    def __init__(self, **headers):
        self.made = 0
        self.status = 200
        self.headers = {"X-Cache-For-Visitors": "3", **headers}
        self.text = PAGE

    async def __call__(self):
        self.made += 1
        await asyncio.sleep(0)
        lines = [(k.lower().replace("_", "-").encode(), v.encode()) for k, v in self.headers.items()]
        return Answer(self.status, lines, f"{self.text}{self.made}".encode())


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def cache(clock):
    return VisitorCache(clock=clock)


def get(cache, views, path="/c/boulange/", **more):
    """One visitor's request."""
    return asyncio.run(cache.answer(scope_of(path, **more), views))


def header(answer, name):
    """One header of an answer, or None."""
    return dict(answer.headers).get(name.encode(), b"").decode() or None


def test_the_second_visitor_gets_the_same_page_without_anyone_making_it(cache):
    views = Views()
    first, second = get(cache, views), get(cache, views)
    assert (first.body, views.made) == (second.body, 1)
    assert header(first, "x-cache-for-visitors") is header(second, "x-cache-for-visitors") is None


def test_a_page_is_made_again_after_its_seconds(cache, clock):
    views = Views()
    get(cache, views)
    clock.now += 2.9
    get(cache, views)
    assert views.made == 1
    clock.now += 0.2
    assert get(cache, views).body.endswith(b"2")


def test_no_view_can_ask_for_more_than_three_seconds(cache, clock):
    views = Views(**{"X-Cache-For-Visitors": "3600"})
    get(cache, views)
    clock.now += 3.1
    get(cache, views)
    assert views.made == 2


@pytest.mark.parametrize("asked", ["", "0", "-1", "abc", "1e9"])
def test_a_view_that_does_not_ask_is_not_kept(cache, asked):
    views = Views(**{"X-Cache-For-Visitors": asked})
    for _ in range(2):
        assert header(get(cache, views), "x-cache-for-visitors") is None
    assert views.made == 2


@pytest.mark.parametrize("status", [404, 403, 500, 302, 301, 206])
def test_only_good_answers_are_kept(cache, status):
    views = Views()
    views.status = status
    get(cache, views)
    get(cache, views)
    assert views.made == 2


def test_an_answer_that_sets_a_cookie_is_never_kept(cache):
    views = Views(**{"Set-Cookie": "csrf=1"})
    get(cache, views)
    get(cache, views)
    assert views.made == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": f"{settings.SESSION_COOKIE_NAME}=whatever"},
        {"cookie": f"theme=jour; {settings.SESSION_COOKIE_NAME}="},
        {"cookie": "messages=hello"},
        {"cookie": "theme=<evil>"},
        {"cookie": "langue=xx"},
        {"authorization": "Bearer x"},
        {"hx-request": "true"},
        {"x-requested-with": "XMLHttpRequest"},
        {"content-length": "5"},
        {"transfer-encoding": "chunked"},
        {"host": "evil.example"},
        {"host": "127.0.0.1:9999"},
        {"host": "127.0.0.1:8000@evil.example"},
        {"host": ""},
    ],
)
def test_what_could_be_somebodys_own_goes_past_the_cache_both_ways(cache, headers):
    ordinary, unusual = Views(), Views()
    get(cache, unusual, headers=headers)
    get(cache, unusual, headers=headers)
    assert unusual.made == 2
    get(cache, ordinary)
    assert (ordinary.made, get(cache, unusual, headers=headers).body.endswith(b"3")) == (1, True)


@pytest.mark.parametrize(
    "headers",
    [
        {"x-forwarded-host": "evil.example"},
        {"x-forwarded-for": "192.0.2.1"},
        {"x-original-url": "/admin/"},
        {"x-http-method-override": "POST"},
        {"x-forwarded-proto": "https"},
        {"user-agent": "something else"},
        {"referer": "https://elsewhere.example/"},
        {"cookie": f"{settings.CSRF_COOKIE_NAME}=abc"},
    ],
)
def test_what_changes_nothing_in_a_page_is_not_a_reason_to_make_another(cache, headers):
    views = Views()
    get(cache, views)
    get(cache, views, headers=headers)
    assert views.made == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"headers": {"accept-language": "en"}}, {"headers": {"accept-language": "fr"}}),
        ({"headers": {"cookie": "langue=en"}}, {}),
        ({"headers": {"cookie": "theme=nuit"}}, {}),
        ({"query": b"page=2"}, {}),
        ({"path": "/c/autre/"}, {}),
        ({"headers": {"host": "localhost:8000"}}, {}),
    ],
)
def test_what_changes_a_page_makes_another(cache, one, other):
    views = Views()
    for request in (one, other, one, other):
        get(cache, views, **request)
    assert views.made == 2


def test_languages_that_lead_to_the_same_words_share_a_page(cache):
    views = Views()
    for accepted in ("fr-CA,fr;q=0.9", "de,fr", "xx", ""):
        get(cache, views, headers={"accept-language": accepted})
    assert views.made == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_only_reading_is_answered_from_memory(cache, method):
    views = Views()
    get(cache, views)
    get(cache, views, method=method)
    assert views.made == 2


def test_compressed_and_plain_are_the_same_page(cache):
    views = Views(**{"Content-Security-Policy": POLICY})
    plain = get(cache, views)
    packed = get(cache, views, headers={"accept-encoding": "gzip, br"})
    again = get(cache, views)
    assert views.made == 1
    assert gzip.decompress(packed.body) == plain.body == again.body
    assert (header(packed, "content-encoding"), header(again, "content-encoding")) == ("gzip", None)
    assert header(packed, "content-length") == str(len(packed.body))


def test_a_page_that_came_compressed_can_be_given_plain(cache):
    views = Views(**{"Content-Encoding": "gzip"})

    async def packed():
        answer = await views()
        answer.body = gzip.compress(answer.body)
        return answer

    get(cache, packed, headers={"accept-encoding": "gzip"})
    assert get(cache, packed).body == f"{PAGE}1".encode()
    assert views.made == 1


def test_every_answer_has_a_nonce_of_its_own(cache):
    views = Views(**{"Content-Security-Policy": POLICY})
    policies = [header(get(cache, views), "content-security-policy") for _ in range(4)]
    assert len(set(policies)) == 4
    assert [p.replace(p.split("'nonce-")[1].split("'")[0], "abcdefghij") for p in policies] == [POLICY] * 4


def test_a_page_with_a_nonce_inside_is_not_kept(cache):
    views = Views(**{"Content-Security-Policy": POLICY})
    views.text = '<script nonce="abcdefghij" src="/x.js"></script>'
    get(cache, views)
    get(cache, views)
    assert views.made == 2


def test_caches_on_the_way_are_told_what_the_page_depends_on(cache):
    views = Views(Vary="Cookie, Origin")
    get(cache, views)
    vary = header(get(cache, views), "vary")
    assert vary == "Cookie, Origin, Accept-Encoding, Accept-Language, HX-Request"


def test_query_noise_pushes_out_no_page(cache):
    views = Views()
    get(cache, views)
    for noise in range(500):
        get(cache, views, query=f"utm={noise}".encode())
    made = views.made
    get(cache, views)
    assert views.made == made
    assert (len(cache.with_query.held), len(cache.plain_addresses.held)) == (64, 1)


def test_pages_stay_within_a_number_and_a_size(cache):
    views = Views()
    views.text = "é" * 200_000
    for number in range(300):
        get(cache, views, path=f"/c/{number}/")
    shelf = cache.plain_addresses
    assert shelf.size <= shelf.room
    assert shelf.size == sum(held.size for held in shelf.held.values())
    assert 10 < len(shelf.held) <= shelf.pages


def test_addresses_without_end_are_not_kept(cache):
    views = Views()
    for more in ({"path": "/" + "a" * 400}, {"query": b"q=" + b"a" * 400}) * 2:
        get(cache, views, **more)
    assert views.made == 4


def test_many_at_once_have_a_stale_page_made_once(cache, clock):
    views = Views()
    get(cache, views)
    clock.now += 10

    async def many():
        return await asyncio.gather(*(cache.answer(scope_of("/c/boulange/"), views) for _ in range(20)))

    answers = asyncio.run(many())
    assert (views.made, {answer.body[-1:] for answer in answers}) == (2, {b"2"})


def test_when_making_it_again_fails_nobody_waits_for_ever(cache, clock):
    views = Views()
    get(cache, views)
    clock.now += 10

    async def broken():
        await asyncio.sleep(0)
        raise RuntimeError("no page")

    async def many():
        asked = (cache.answer(scope_of("/c/boulange/"), broken) for _ in range(3))
        return await asyncio.gather(*asked, return_exceptions=True)

    assert [type(one) for one in asyncio.run(many())] == [RuntimeError] * 3
    assert get(cache, views).body.endswith(b"2")


def test_a_page_that_is_no_longer_public_is_not_given_again(cache, clock):
    views = Views()
    get(cache, views)
    clock.now += 10
    views.status = 404
    assert [get(cache, views).status for _ in range(2)] == [404, 404]
