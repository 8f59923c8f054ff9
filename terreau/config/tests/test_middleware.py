"""Packing a page, and refusing what is too big, for every page alike."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from terreau.config.gateway import TOO_BIG
from terreau.config.middleware import PackMiddleware, TooBigMiddleware, pack

PAGE = b"<p>Bonjour</p>" * 200


def answered(middleware, make, **meta):
    """What a browser would get."""
    return middleware(lambda request: make())(RequestFactory().get("/", **meta))


def test_a_packed_page_is_the_same_page():
    answer = answered(PackMiddleware, lambda: HttpResponse(PAGE), HTTP_ACCEPT_ENCODING="gzip, br")
    assert gzip.decompress(answer.content) == PAGE
    assert (answer["Content-Encoding"], answer["Vary"]) == ("gzip", "Accept-Encoding")
    assert answer["Content-Length"] == str(len(answer.content))


def test_the_same_page_has_many_lengths():
    lengths = {len(pack(PAGE)) for _ in range(60)}
    assert len(lengths) > 20
    assert max(lengths) - min(lengths) < 100


@pytest.mark.parametrize(
    ("make", "accepts"),
    [
        (lambda: HttpResponse(PAGE), ""),
        (lambda: HttpResponse(b"short"), "gzip"),
        (lambda: HttpResponse(PAGE, headers={"Content-Encoding": "br"}), "gzip"),
    ],
)
def test_what_is_not_worth_it_is_left_alone(make, accepts):
    assert answered(PackMiddleware, make, HTTP_ACCEPT_ENCODING=accepts).content == make().content


def test_a_stream_stays_a_stream():
    answer = answered(PackMiddleware, lambda: StreamingHttpResponse([PAGE, PAGE]), HTTP_ACCEPT_ENCODING="gzip")
    assert gzip.decompress(b"".join(answer.streaming_content)) == PAGE * 2


def test_a_body_that_was_too_big_gets_a_page_and_no_view():
    def never():
        raise AssertionError("no view")

    factory = RequestFactory()
    request = factory.post("/")
    request.META[TOO_BIG] = True
    answer = TooBigMiddleware(lambda request: never())(request)
    assert answer.status_code == 413
    assert b"<h1" in answer.content
