"""What a visitor's page depends on is read as Django reads it: no page is kept under another's key."""

import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest

from terreau.config.body import Body
from terreau.config.gateway import environ
from terreau.config.visitor_key import key_of
from terreau.people.middleware import language_of

from .asking import scope_of


def as_django_reads(scope) -> tuple[str, str]:
    """The language and the appearance that the page will have."""
    read = WSGIRequest(environ(scope, Body(io.BytesIO(), 0, False)))
    read.user = AnonymousUser()
    return language_of(read), read.COOKIES.get("theme", "auto")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"cookie": "langue=en"},
        {"cookie": "langue=fr; langue=en"},
        {"cookie": "langue=en; langue"},  # Django leaves aside what has no « = »
        {"cookie": 'langue="en"; theme="nuit"'},
        {"cookie": "langue =en"},
        {"cookie": "theme=nuit; theme"},
        {"cookie": "theme="},
        {"cookie": b"\xa0langue=en".decode("latin-1")},
        {"cookie": b"\xc2\xa0langue=en".decode("latin-1")},
        {"cookie": "langue=; theme=jour"},
        {"accept-language": "de,en;q=0.5"},
        {"accept-language": f"{'x' * 300},en"},
        {"accept-language": f"{'x,' * 300}en"},
    ],
)
def test_a_page_is_kept_under_the_words_it_is_written_in(headers):
    scope = scope_of("/c/boulange/", headers=headers)
    key = key_of(scope)
    assert key is None or key[-2:] == as_django_reads(scope)


def test_what_most_visitors_send_is_answered_from_memory():
    for headers in (
        {},
        {"cookie": "langue=en; theme=nuit"},
        {"accept-language": "fr-CA,fr;q=0.8,en-US;q=0.5,en;q=0.3"},
    ):
        assert key_of(scope_of("/c/boulange/", headers=headers)) is not None
