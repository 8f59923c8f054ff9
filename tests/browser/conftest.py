"""Journeys go through a real browser against the real server, with the living example inside.

Fixtures: `server` (url, data, terreau(*words)) · `page` (1280, light) · `new_page(width=…, scheme=…, javascript=…)` ·
`sign_in(page, email)` · `axe(page)` → what the accessibility checker found, as sentences.
"""

import os
import shutil
from pathlib import Path

import pytest

from tests.browser import following
from tests.server import Server

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
HELD = """options => axe.run(document, options).then(({violations}) =>
  violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 160)}`)))"""
HERE = Path(__file__).parent
PATIENCE = following.PATIENCE * 1000  # milliseconds


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Everything in this folder is a journey."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The real server on data of its own, told the example; it ends with the tests."""
    folder = tmp_path_factory.mktemp("served") / "data"
    folder.mkdir()
    with Server(folder) as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all journeys (`CHROMIUM`, else the one on the path); none is ever downloaded."""
    from playwright.sync_api import expect, sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        following.follow_every_act(patch)
        expect.set_options(timeout=PATIENCE)
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(browser, server):
    """Opens pages; afterwards, no script may have failed, broken the policy, or called another machine."""
    contexts, troubles = [], []

    def open_page(*, width=1280, height=900, scheme="light", javascript=True, locale="fr-CA", motion="reduce", **more):
        context = browser.new_context(
            base_url=server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
            locale=locale,
            timezone_id="America/Toronto",
            reduced_motion=motion,
            **more,
        )
        contexts.append(context)
        context.on("page", lambda page: _watch(page, server.url, troubles))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def _watch(page, url, troubles):
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: troubles.append(f"a script failed: {error}"))
    page.on("console", lambda said: _is_trouble(said) and troubles.append(f"{page.url}: {said.text}"))
    page.on("response", lambda got: _is_missing(got) and troubles.append(f"{got.status} for {got.url} in {page.url}"))
    page.on("request", lambda sent: _is_elsewhere(sent.url, url) and troubles.append(f"a call outside: {sent.url}"))


def _is_trouble(said) -> bool:
    """An error in the console, or the policy broken; what a server refused is judged by its status."""
    failed = "Failed to load resource" in said.text
    return "Content Security" in said.text or (said.type == "error" and not failed)


def _is_missing(got) -> bool:
    """A style, script, picture or font that is not there; or a failure of the server, anywhere."""
    asked = got.request.resource_type
    return got.status >= 500 or (got.status >= 400 and asked in ("stylesheet", "script", "image", "font"))


def _is_elsewhere(asked: str, url: str) -> bool:
    return not asked.startswith((f"{url}/", "data:", "blob:", "about:"))


@pytest.fixture
def page(new_page):
    """One page, 1280 wide, light."""
    return new_page()


@pytest.fixture
def sign_in(server):
    """`sign_in(page, email)`: come in as this person, by the link their mail would carry."""

    def come_in(page, email: str):
        page.goto(server.terreau("sign_in_link", email))
        page.locator("main form button").first.click()
        page.wait_for_url(lambda url: "connexion" not in url)

    return come_in


@pytest.fixture
def axe():
    """`axe(page)`: each thing the accessibility checker holds against the page, as a sentence.

    `axe(page, colours=True)` asks only what colours can change, for a page already looked at in another light.
    """
    from axe_playwright_python.base import AXE_SCRIPT

    def violations(page, *, colours: bool = False) -> list[str]:
        options: dict = {"resultTypes": ["violations"]}
        if colours:
            options["runOnly"] = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(AXE_SCRIPT)  # once a page: reading it costs more than using it
        return page.evaluate(HELD, options)

    return violations
