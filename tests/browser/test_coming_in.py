"""From the line that `bin/serve` prints to the community behind it."""

import pytest

from terreau.demo import COORDINATOR, SLUG

LOOKS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]


def test_the_coordinator_comes_in_by_their_link(page, sign_in, server):
    sign_in(page, COORDINATOR)
    page.goto(f"/c/{SLUG}/")
    assert page.url == f"{server.url}/c/{SLUG}/"
    assert page.locator("main h1").count() == 1


def test_the_link_alone_lets_nobody_in(page, server):
    """A mail scanner follows links; only the button signs in, and only once."""
    link = server.terreau("sign_in_link", COORDINATOR)
    page.goto(link)
    page.goto("/moi/")
    assert "/connexion/" in page.url
    page.goto(link)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "connexion" not in url)
    page.goto("/moi/")
    assert page.url == f"{server.url}/moi/"


def test_everything_works_without_scripts(new_page, sign_in, server):
    page = new_page(javascript=False)
    sign_in(page, COORDINATOR)
    page.goto("/moi/")
    assert page.url == f"{server.url}/moi/"


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_first_pages_are_for_everyone(new_page, axe, width, scheme):
    page = new_page(width=width, scheme=scheme)
    for path, status in (("/", 200), ("/connexion/", 200), (f"/c/{SLUG}/", 200), ("/nulle-part", 404)):
        assert page.goto(path).status == status, path
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
